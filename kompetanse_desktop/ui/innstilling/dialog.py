"""The innstilling before it is sent: what the checks say, the pages as they will be, then finish, print and sign."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions import Finished
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.recommendation import Recommendation, changes_since
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import LANGUAGES, say, say_count, words
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.details.fields import NoteEdit
from kompetanse_desktop.ui.file_dialogs import ask_where_to_write
from kompetanse_desktop.ui.imports.reading_box import run_with_box
from kompetanse_desktop.ui.innstilling.composing import Composed, Composing, Wanted
from kompetanse_desktop.ui.innstilling.export import file_stem
from kompetanse_desktop.ui.innstilling.finishing import check_name, keep_files, write_files
from kompetanse_desktop.ui.innstilling.pages import Pages
from kompetanse_desktop.ui.innstilling.remarks import Remarks
from kompetanse_desktop.ui.innstilling.ways import WaysToSign
from kompetanse_desktop.ui.widgets import (
    add_buttons,
    announce,
    ask,
    button,
    column,
    dialog_layout,
    dialog_size,
    label,
    restyle,
    row,
    run_dialog,
)

LEFT_WIDTH = 360


class InnstillingDialog(QDialog):
    """Checks on the left, pages on the right. The only hard stop is more money than there is.

    Finishing makes a version of the round as it is; versions there are can be looked at, printed and written again.
    """

    mend_wanted = Signal(object)
    """The reader wants to go to where a remark (Check) is mended."""
    checks_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._made: Recommendation | None = None
        self._gave_up = False
        self._files: tuple[Path, ...] = ()
        self._composing = Composing(self)
        self._composing.composed.connect(self._show_composed)
        self._composing.refused.connect(lambda refusal: self._tell(say(refusal.saying), bad=True))
        self.setWindowTitle(say("Recommendation"))
        self.setObjectName("innstilling.dialog")
        dialog_size(self, 1120, 780)
        self._make_parts()
        self._lay_out()
        self.reload()

    # -- building ----------------------------------------------------------------------------------
    def _make_parts(self) -> None:
        state = self._session.required()
        self._remarks = Remarks()
        self._remarks.mend_wanted.connect(self._leave_for)
        self._remarks.all_wanted.connect(self._leave_for_checks)
        self._present = NoteEdit("innstilling.present", say("Who was present"), 2)
        self._present.setPlainText(state.round.present)
        self._agreement = NoteEdit("innstilling.agreement", say("How it was agreed"), 2)
        self._agreement.setPlainText(state.round.agreement)
        for field in (self._present, self._agreement):
            field.finished.connect(self._meeting_written)
        self._ways = WaysToSign()
        self._ways.changed.connect(self._show)
        self._version = QComboBox()
        self._version.setObjectName("innstilling.version")
        self._version.setAccessibleName(say("Version"))
        self._version.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._version.currentIndexChanged.connect(lambda _: self._show())
        self._since = label("", "muted", "innstilling.since", wrap=True)
        self._language = QComboBox()
        self._language.setObjectName("innstilling.language")
        self._language.setAccessibleName(say("Language of the document"))
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        self._language.setCurrentIndex(list(LANGUAGES).index(words().language))
        self._language.currentIndexChanged.connect(lambda _: self._show())
        self._pages = Pages()
        self._result = label("", wrap=True, name="innstilling.result")
        self._open = button(say("Open the document"), self._open_file, "link", "innstilling.open")
        self._folder = button(say("Show in the folder"), self._open_folder, "link", "innstilling.folder")
        self._data = QCheckBox(say("Excel and JSON beside it"))
        self._data.setObjectName("innstilling.data")
        self._data.setChecked(True)
        self._print = button(say("Print …"), self._print_pages, name="innstilling.print")
        self._sign = button(say("Sign …"), self._sign_file, name="innstilling.sign")
        self._save = button(say("Finish and save …"), self._ask_and_write, "primary", "innstilling.save")
        for shown in (self._result, self._open, self._folder):
            shown.hide()

    def _lay_out(self) -> None:
        left = QWidget()
        look.sized(left, width=LEFT_WIDTH)
        left.setLayout(
            column(
                label(say("Checks"), "title"),
                self._remarks,
                label(say("Who was present"), "muted"),
                self._present,
                label(say("How it was agreed"), "muted"),
                self._agreement,
                label(say("How it is signed"), "muted"),
                self._ways,
                spacing=look.S,
                stretch=1,
            )
        )
        above = QWidget()
        above.setLayout(row(self._version, self._since, self._language, spacing=look.M, stretch=1))
        right = QWidget()
        right.setLayout(column(above, self._pages, spacing=look.S, stretch=1))
        middle = QWidget()
        middle.setLayout(row(left, right, spacing=look.L, stretch=1))
        told = QWidget()
        told.setLayout(row(self._result, self._open, self._folder, spacing=look.S, stretch=0))
        close = button(say("Close"), self.reject, name="innstilling.close")
        layout = dialog_layout(self)
        layout.addWidget(middle, 1)
        layout.addWidget(told)
        add_buttons(layout, self._data, 1, close, self._print, self._sign, self._save, default=self._save)

    # -- showing -----------------------------------------------------------------------------------
    def reload(self) -> None:
        """Show the round and its versions as they are: the last one where nothing was done since."""
        self._remarks.show_state(self._session.required())
        there = actions.versions(self._session)
        current = bool(there) and actions.is_current(self._session, there[-1])
        self._version.blockSignals(True)
        self._version.clear()
        if not current:
            self._version.addItem(say("Draft, as the board is now"), None)
        for version in reversed(there):
            self._version.addItem(_told(version), version)
        self._version.setCurrentIndex(0)
        self._version.blockSignals(False)
        self._show()

    @property
    def version(self) -> Finished | None:
        """The version that is chosen; None for the round as it is."""
        chosen = self._version.currentData()
        return chosen if isinstance(chosen, Finished) else None

    def _show(self) -> None:
        version = self.version
        self._save.setText(say("Finish and save …") if version is None else say("Save …"))
        self._since.setText(self._changed_since(version))
        try:
            self._made = self._recommendation(version)
        except Refusal as refusal:
            self._made = None
            self._pages.show_text(say(refusal.saying))
            self._tell(say(refusal.saying), bad=True)
        else:
            self._composing.ask(self._wanted(self._made))
        for only in (self._save, self._print, self._sign):
            only.setEnabled(self._made is not None)

    def _recommendation(self, version: Finished | None) -> Recommendation:
        if version is None:
            return actions.draft(self._session, datetime.now().astimezone())
        return actions.frozen(self._session, version)

    def _wanted(self, made: Recommendation) -> Wanted:
        return Wanted(made, str(self._language.currentData()), self._ways.signing)

    def _changed_since(self, version: Finished | None) -> str:
        """Say how many things are not as in the version before."""
        there = actions.versions(self._session)
        number = (version.number if version is not None else len(there) + 1) - 1
        if number < 1:
            return ""
        before = self._session.state_after(there[number - 1].entry)
        after = self._session.required() if version is None else self._session.state_after(version.entry)
        count = len(changes_since(before, after))
        return say_count(
            "{count} change since version {number}", "{count} changes since version {number}", count, number=number
        )

    def _show_composed(self, composed: Composed) -> None:
        if self._made is not None and composed.wanted == self._wanted(self._made):
            from kompetanse_desktop.documents.flattening import flattened

            self._pages.show_document(flattened(composed.pdf))

    def _tell(self, text: str, *, bad: bool) -> None:
        restyle(self._result, look="bad" if bad else "strong")
        self._result.setText(text)
        self._result.show()
        self._open.setVisible(bool(self._files) and not bad)
        self._folder.setVisible(bool(self._files) and not bad)
        announce(self, text)

    # -- going elsewhere ---------------------------------------------------------------------------
    def _leave_for(self, check: object) -> None:
        self.reject()
        self.mend_wanted.emit(check)

    def _leave_for_checks(self) -> None:
        self.reject()
        self.checks_wanted.emit()

    # -- keeping what is written of the meeting ----------------------------------------------------
    def _meeting_kept(self) -> bool:
        """Keep what is written of the meeting. Tell whether it is kept; a refusal is shown."""
        given = self._session.required().round
        present, agreement = self._present.toPlainText().strip(), self._agreement.toPlainText().strip()
        if (present, agreement) == (given.present, given.agreement):
            return True
        try:
            actions.edit_round(self._session, present=present, agreement=agreement)
        except Refusal as refusal:
            self._tell(say(refusal.saying), bad=True)
            return False
        return True

    def _meeting_written(self) -> None:
        before = self._session.required().round
        if self._meeting_kept() and self._session.required().round != before:
            self.reload()

    def done(self, result: int) -> None:
        """Close, unless what was written of the meeting could not be kept; then it stays to be tried again."""
        if self._meeting_kept() or self._gave_up:
            self._composing.stop()
            super().done(result)
        self._gave_up = True

    def closeEvent(self, event: QCloseEvent) -> None:
        self._composing.stop()
        super().closeEvent(event)

    # -- finishing ---------------------------------------------------------------------------------
    def _ask_and_write(self) -> None:
        self._meeting_written()
        if self._made is None or not self._meeting_kept():
            return
        path = ask_where_to_write(self, say("Save as PDF"), file_stem(self._made.round), {".pdf": "PDF"})
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> bool:
        """Finish where a draft is shown, and write the files. Tell whether it went well; what happened is said."""
        version = self.version
        try:
            check_name(path)
            version = actions.finish(self._session) if version is None else version
            made = actions.frozen(self._session, version)
            composed, with_data = self._composed(made), self._data.isChecked()
            written = run_with_box(
                say("Save as PDF"),
                lambda _stop, _tell: write_files(made, composed, path, with_data=with_data),
                self,
                say("The files are being written"),
            )
            if written is None:
                return False
            keep_files(self._session, version, composed, written)
        except Refusal as refusal:
            self.reload()
            self._tell(say(refusal.saying), bad=True)
            return False
        self.reload()
        self._files = written.files
        beside = [file.name for file in written.files[1:]]
        told = [say("The recommendation is written to {file}.", file=str(path))]
        if beside:
            told.append(say("Beside it: {files}.", files=", ".join(beside)))
        self._tell("\n".join([*told, *written.notes]), bad=False)
        return True

    def _composed(self, made: Recommendation) -> Composed:
        """Give the document, made behind a box where it takes a while. Raises Refusal."""
        wanted = self._wanted(made)
        composed = run_with_box(
            say("Recommendation"),
            lambda stop, tell: self._composing.made(wanted, stop, lambda share: tell("", share)),
            self,
            say("The document is being made"),
        )
        if composed is None:
            raise Refusal("It was given up; no document was written.")
        return composed

    def _print_pages(self) -> None:
        from kompetanse_desktop.documents.flattening import flattened
        from kompetanse_desktop.ui.innstilling.printing import print_document

        if self._made is None:
            return
        try:
            composed = self._composed(self._made)
        except Refusal as refusal:
            self._tell(say(refusal.saying), bad=True)
            return
        print_document(flattened(composed.pdf), file_stem(self._made.round), self)

    def _sign_file(self) -> None:
        """Sign what was written; a document is finished and written first."""
        from kompetanse_desktop.ui.innstilling.sign_dialog import SignDialog

        if not self._files:
            title, text = say("Sign"), say("The document must be finished and saved before it is signed.")
            if not ask(self, title, text, say("Finish and save …"), say("Cancel")):
                return
            self._ask_and_write()
        if self._files:
            run_dialog(SignDialog(self._session, self._files[0], self))
            self.reload()

    def _open_file(self) -> None:
        if self._files:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._files[0])))

    def _open_folder(self) -> None:
        if self._files:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._files[0].parent)))


def _told(version: Finished) -> str:
    """Name a version: its number, when it was finished, and who has signed it."""
    signed = sorted({name for document in version.documents for name in document.signed_by})
    told = say("Version {number}, {at}", number=version.number, at=version.made_at.astimezone())
    return f"{told} · {say('signed by {names}', names=', '.join(signed))}" if signed else told
