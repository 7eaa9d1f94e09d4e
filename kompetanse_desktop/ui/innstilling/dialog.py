"""Finishing the recommendation: the checks with the way to each, who was there, a look at the pages, the file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.documents import innstilling
from kompetanse_desktop.domain.checks import Check, Severity, all_checks
from kompetanse_desktop.domain.recommendation import Recommendation, finished
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import LANGUAGES, Words, say, words
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.details.fields import NoteEdit
from kompetanse_desktop.ui.file_dialogs import ask_where_to_write
from kompetanse_desktop.ui.innstilling.export import file_stem
from kompetanse_desktop.ui.widgets import add_buttons, announce, button, column, dialog_layout, dialog_size, label, row

PAGE_WIDTH = 560
LOOK = {Severity.STOP: "bad", Severity.WARN: "warn", Severity.NOTE: "muted"}


class InnstillingDialog(QDialog):
    """Checks on the left, pages on the right. The only hard stop is more money than there is."""

    go_to = Signal(str)
    """The reader wants to see this proposal on the board."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words()
        self._made: Recommendation | None = None
        self._gave_up = False
        self.setWindowTitle(say("Recommendation"))
        self.setObjectName("innstilling.dialog")
        dialog_size(self, 1120, 760)
        self._result = label("", wrap=True, name="innstilling.result")
        self._result.hide()
        self._open = button(say("Open the document"), self._open_file, "link", "innstilling.open")
        self._open.hide()
        self._written: Path | None = None
        self._pages = _Pages()
        self._export = button(say("Save as PDF …"), self._save, "primary", "innstilling.save")
        self._lay_out()
        self._load()

    # -- building ----------------------------------------------------------------------------------
    def _lay_out(self) -> None:
        state = self._session.required()
        self._present = NoteEdit("innstilling.present", say("Who was present"), 3)
        self._present.setPlainText(state.round.present)
        self._agreement = NoteEdit("innstilling.agreement", say("How it was agreed"), 3)
        self._agreement.setPlainText(state.round.agreement)
        for field in (self._present, self._agreement):
            field.finished.connect(self._meeting_written)
        self._checks = QWidget()
        self._checks.setLayout(column(spacing=6))
        checks = QScrollArea()
        checks.setObjectName("innstilling.checks")
        checks.setAccessibleName(say("Checks"))
        checks.setWidget(self._checks)
        checks.setWidgetResizable(True)
        checks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QWidget()
        look.sized(left, width=380)
        left.setLayout(
            column(
                label(say("Checks"), "title"),
                checks,
                label(say("Who was present"), "muted"),
                self._present,
                label(say("How it was agreed"), "muted"),
                self._agreement,
                spacing=6,
                stretch=1,
            )
        )
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(left)
        middle.addWidget(self._pages, 1)
        close = button(say("Close"), self.reject, name="innstilling.close")
        languages = [button(name, lambda code=code: self._speak(code), "link") for code, name in LANGUAGES.items()]
        for made in languages:
            made.setAutoDefault(False)
        layout = dialog_layout(self)
        layout.addLayout(middle, 1)
        layout.addWidget(self._result)
        layout.addWidget(self._open)
        language = label(say("Language of the document"), "muted")
        add_buttons(layout, language, *languages, 1, close, self._export, default=self._export)

    def _speak(self, language: str) -> None:
        self._words = Words(language)
        self._load()

    # -- showing -----------------------------------------------------------------------------------
    def _load(self) -> None:
        state = self._session.required()
        self._show_checks(all_checks(state))
        try:
            self._made = finished(state, datetime.now().astimezone())
            self._pages.show_document(innstilling.render(self._made, self._words))
        except Refusal as refusal:
            self._made = None
            self._pages.show_text(say(refusal.saying))
            self._say(say(refusal.saying), bad=True)
        self._export.setEnabled(self._made is not None)

    def _show_checks(self, checks: list[Check]) -> None:
        layout = self._checks.layout()
        assert isinstance(layout, QVBoxLayout)
        while (item := layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        shown = [check for check in checks if check.severity is not Severity.NOTE]
        if not shown:
            layout.addWidget(label(say("Nothing to remark."), "muted"))
        for check in shown:
            layout.addWidget(self._check_line(check))
        layout.addStretch(1)

    def _check_line(self, check: Check) -> QWidget:
        line = QWidget()
        severity = say(labels.SEVERITY[check.severity])
        about = "" if check.ref is None else f"{self._session.required().proposals[check.ref].title}: "
        text = label(f"{severity}: {about}{say(check.message)}", LOOK[check.severity], wrap=True)
        text.setToolTip(say(check.source))
        layout = row(text, spacing=4, stretch=0)
        line.setLayout(layout)
        if check.ref is not None:
            show = button(say("Show"), lambda ref=check.ref: self._leave_for(ref), "link")
            show.setAccessibleName(say("Show {ref} on the board", ref=check.ref))
            show.setAutoDefault(False)
            layout.addWidget(show)
        return line

    def _leave_for(self, ref: str) -> None:
        self.reject()
        self.go_to.emit(ref)

    def _say(self, text: str, *, bad: bool) -> None:
        self._result.setText(text)
        self._result.setProperty("look", "bad" if bad else "strong")
        self._result.style().unpolish(self._result)
        self._result.style().polish(self._result)
        self._result.show()
        announce(self, text)

    # -- keeping -----------------------------------------------------------------------------------
    def _meeting_kept(self) -> bool:
        """Keep what is written of the meeting. Tell whether it is kept; a refusal is shown."""
        given = self._session.required().round
        present, agreement = self._present.toPlainText().strip(), self._agreement.toPlainText().strip()
        if (present, agreement) == (given.present, given.agreement):
            return True
        try:
            actions.edit_round(self._session, present=present, agreement=agreement)
        except Refusal as refusal:
            self._say(say(refusal.saying), bad=True)
            return False
        return True

    def _meeting_written(self) -> None:
        before = self._session.required().round
        if self._meeting_kept() and self._session.required().round != before:
            self._load()

    def done(self, result: int) -> None:
        """Close, unless what was written of the meeting could not be kept; then it stays to be tried again."""
        if self._meeting_kept() or self._gave_up:
            super().done(result)
        self._gave_up = True

    def _save(self) -> None:
        self._meeting_written()
        if self._made is None or not self._meeting_kept():
            return
        path = ask_where_to_write(self, say("Save as PDF"), file_stem(self._made.round), {".pdf": "PDF"})
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the document to a file, and say where it is and what to know of it."""
        if self._made is None:
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            notes = innstilling.write(self._made, path, self._words)
        except Refusal as refusal:
            self._say(say(refusal.saying), bad=True)
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._written = path
        self._open.show()
        self._say("\n".join([say("The recommendation is written to {file}.", file=str(path)), *notes]), bad=False)

    def _open_file(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))


class _Pages(QScrollArea):
    """The pages of a document under each other, as pictures on white paper."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("innstilling.preview")
        self.setAccessibleName(say("The pages of the document"))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidgetResizable(True)

    def show_text(self, text: str) -> None:
        """Show a sentence where the pages would be."""
        shown = label(text, "muted", wrap=True)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(shown)

    def show_document(self, data: bytes) -> None:
        """Show the pages of a PDF."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setSpacing(12)
        layout.setContentsMargins(0, 0, 8, 0)
        source = QBuffer()
        source.setData(QByteArray(data))
        source.open(QBuffer.OpenModeFlag.ReadOnly)
        document = QPdfDocument(None)
        document.load(source)
        for number in range(document.pageCount()):
            layout.addWidget(self._page(document, number), alignment=Qt.AlignmentFlag.AlignHCenter)
        document.close()
        layout.addStretch(1)
        at = self.verticalScrollBar().value()
        self.setWidget(holder)
        self.verticalScrollBar().setValue(at)

    def _page(self, document: QPdfDocument, number: int) -> QLabel:
        ratio = self.devicePixelRatioF()
        size = document.pagePointSize(number)
        height = round(PAGE_WIDTH * size.height() / max(size.width(), 1))
        pixels = QSize(round(PAGE_WIDTH * ratio), round(height * ratio))
        drawn = document.render(number, pixels, QPdfDocumentRenderOptions())
        paper = QImage(pixels, QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, drawn)
        painter.end()
        picture = QPixmap.fromImage(paper)
        picture.setDevicePixelRatio(ratio)
        shown = QLabel()
        shown.setPixmap(picture)
        shown.setAccessibleName(say("Page {number} of {all}", number=number + 1, all=document.pageCount()))
        return shown
