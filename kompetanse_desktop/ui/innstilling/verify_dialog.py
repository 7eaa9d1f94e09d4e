"""«Check a document»: any PDF, who signed it, whether it holds, and whether it is one of this library's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions import Document
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.documents.verifying import Signature, State, Verdict, known_document, roots, verify
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.file_dialogs import ask_what_to_read
from kompetanse_desktop.ui.imports.reading_box import run_with_box
from kompetanse_desktop.ui.widgets import (
    add_buttons,
    announce,
    button,
    column,
    dialog_layout,
    dialog_size,
    framed,
    label,
    row,
)

LARGEST = 200_000_000
"""Bytes of a PDF that is read."""
LOOK = {State.VALID: "good", State.INVALID: "bad", State.INCOMPLETE: "warn", State.UNSIGNED: "warn"}
SIGN = {State.VALID: "✓", State.INVALID: "✗", State.INCOMPLETE: "…", State.UNSIGNED: "–"}
"""Stands before the words, so that the colour tells nothing alone."""


def known_documents(session: Session) -> dict[str, str]:
    """Name every document of the library by the SHA-256 it had before anybody signed it."""
    rounds = {each.id: say(labels.round_name(each)) for each in session.rounds()}
    return {
        one.sha256: say("version {number} of {round}", number=one.version, round=rounds.get(one.round, one.round))
        for one in actions.documents(session)
    }


def verdict_of(file: Path, known: Mapping[str, str], trusted: Sequence[bytes]) -> Verdict:
    """Check a file against what the library knows and whom the user trusts. Raises Refusal."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError:
        raise Refusal("The file {file} can't be read.", file=str(file)) from None
    if len(content) > LARGEST:
        raise Refusal("The file {file} is too large to be checked here.", file=str(file))
    return verify(content, known.get, trusted)


class VerifyDialog(QDialog):
    """Takes one document after the other, chosen or dropped."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("verify.dialog")
        self.setWindowTitle(say("Check a document"))
        self.setAcceptDrops(True)
        dialog_size(self, 640, 560)
        self.file: Path | None = None
        self._unkept: list[tuple[Document, str]] = []
        self._choose = button(say("Choose a PDF …"), self._ask, "primary", "verify.choose")
        self._name = label(say("or drop it here"), "muted", "verify.file", wrap=True)
        above = QWidget()
        above.setLayout(row(self._choose, self._name, spacing=look.M, stretch=1))
        self._shown = QScrollArea()
        self._shown.setObjectName("verify.result")
        self._shown.setAccessibleName(say("What was found"))
        self._shown.setWidgetResizable(True)
        self._shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._record = button(say("Keep in the journal who has signed"), self._keep_signatures, name="verify.record")
        self._show_nothing()
        close = button(say("Close"), self.reject, name="verify.close")
        layout = dialog_layout(self)
        layout.addWidget(above)
        layout.addWidget(self._shown, 1)
        layout.addWidget(self._make_trusted())
        add_buttons(layout, self._record, 1, close, default=self._choose)

    # -- checking --------------------------------------------------------------------------------------
    def _ask(self) -> None:
        file = ask_what_to_read(self, say("Check a document"), ["PDF (*.pdf)"])
        if file is not None:
            self.check(file)

    def check(self, file: Path) -> None:
        """Check a file in a thread, and show what was found."""
        self.file = file
        self._name.setText(file.name)
        known, trusted = known_documents(self._session), roots.kept(self._session.library_file.parent)
        try:
            verdict = run_with_box(
                say("Check a document"),
                lambda _stop, _tell: verdict_of(file, known, trusted),
                self,
                say("Checking {file}", file=file.name),
            )
        except Refusal as refusal:
            self._show_nothing()
            self._show(_panel(say(refusal.saying), "bad", "✗"))
            announce(self, say(refusal.saying))
            return
        if verdict is None:
            self._show_nothing()
        else:
            self.show_verdict(verdict)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show what was found, and say the most of it."""
        known = (
            say("This library knows of no such document.")
            if verdict.known is None
            else say("It is a document of this library: {name}.", name=verdict.known)
        )
        parts = [_panel(say(verdict.summary), LOOK[verdict.state], SIGN[verdict.state], "verify.summary")]
        parts.append(_panel(known, "strong", "✓" if verdict.known is not None else "–", "verify.known"))
        parts += [_signature(one) for one in verdict.signatures]
        self._show(*parts)
        self._unkept = self._signatures_to_keep(verdict)
        self._record.setVisible(bool(self._unkept))
        announce(self, f"{say(verdict.summary)} {known}")

    def _signatures_to_keep(self, verdict: Verdict) -> list[tuple[Document, str]]:
        """Give the valid signatures of a document of this round that the journal doesn't have yet.

        That is how a document comes back that was signed elsewhere: it begins with the very bytes that were sent.
        """
        state = self._session.state
        if self.file is None or state is None or not self._session.is_writable or verdict.known is None:
            return []
        there = {one.sha256: one for one in actions.documents(self._session)}
        digest = known_document(self.file.read_bytes(), {sha256: sha256 for sha256 in there}.get)
        document = there.get(digest or "")
        if document is None or document.round != state.round.id or verdict.changed:
            return []
        names = [one.by for one in verdict.signatures if one.valid]
        return [(document, name) for name in names if name not in document.signed_by]

    def _keep_signatures(self) -> None:
        """Keep who has signed. The version can't be taken out of the library any more."""
        try:
            for document, name in self._unkept:
                actions.keep_signature(self._session, document, name)
        except Refusal as refusal:
            announce(self, say(refusal.saying))
            self._show(_panel(say(refusal.saying), "bad", "✗"))
            return
        self._record.hide()
        announce(self, say("It is kept in the journal who has signed."))

    def _show_nothing(self) -> None:
        self._unkept = []
        self._record.hide()
        self._show(label(say("Any PDF can be checked, also one that was not made here."), "empty", wrap=True))

    def _show(self, *parts: QWidget) -> None:
        holder = QWidget()
        holder.setLayout(column(*parts, 1, spacing=look.S))
        self._shown.setWidget(holder)

    # -- whom the user trusts --------------------------------------------------------------------------
    def _make_trusted(self) -> QFrame:
        self._trusted = QListWidget()
        self._trusted.setObjectName("verify.trusted")
        self._trusted.setAccessibleName(say("Issuers you trust"))
        look.sized(self._trusted, height=72)
        add = button(say("Add …"), self._add_root, name="verify.addRoot")
        self._remove = button(say("Remove"), self._remove_root, name="verify.removeRoot")
        self._trusted.currentRowChanged.connect(lambda at: self._remove.setEnabled(at >= 0))
        told = say("Issuers you trust: without any, a signature can hold, and whose it is stays unknown here.")
        buttons = QWidget()
        buttons.setLayout(column(add, self._remove, 1))
        lower = QWidget()
        lower.setLayout(row(self._trusted, buttons, stretch=0))
        self._fill_trusted()
        return framed(column(label(told, "muted", wrap=True), lower), "")

    def _fill_trusted(self) -> None:
        self._trusted.clear()
        for certificate in roots.kept(self._session.library_file.parent):
            item = QListWidgetItem(roots.name_of(certificate))
            item.setData(Qt.ItemDataRole.UserRole, certificate)
            self._trusted.addItem(item)
        self._remove.setEnabled(False)

    def _add_root(self) -> None:
        kinds = [f"{say('Certificates')} (*.pem *.crt *.cer *.der)", f"{say('All files')} (*)"]
        file = ask_what_to_read(self, say("Add an issuer"), kinds)
        if file is not None:
            self._change(lambda: roots.keep(file, self._session.library_file.parent))

    def _remove_root(self) -> None:
        item = self._trusted.currentItem()
        if item is not None:
            certificate = bytes(item.data(Qt.ItemDataRole.UserRole))
            self._change(lambda: roots.forget(certificate, self._session.library_file.parent))

    def _change(self, act: Callable[[], object]) -> None:
        """Change whom the user trusts, and check the document again, since it may be judged otherwise."""
        try:
            act()
        except Refusal as refusal:
            self._show(_panel(say(refusal.saying), "bad", "✗"))
            announce(self, say(refusal.saying))
            return
        self._fill_trusted()
        if self.file is not None:
            self.check(self.file)

    # -- dropping --------------------------------------------------------------------------------------
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.check(file)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _panel(text: str, kind: str, sign: str, name: str = "") -> QWidget:
    shown = label(f"{sign}  {text}", kind, name, wrap=True)
    shown.setAccessibleName(text)
    return shown


def _signature(signature: Signature) -> QFrame:
    sign = "✓" if signature.valid else "✗" if signature.signed else "–"
    kind = "strong" if signature.valid or not signature.signed else "bad"
    parts: list[QWidget] = [_panel(say(signature.saying), kind, sign)]
    parts += [label(say(note), "muted", wrap=True) for note in signature.notes]
    layout: QVBoxLayout = column(*parts, spacing=look.XS, margins=(look.M, look.S, look.M, look.S))
    frame = framed(layout, "panel")
    frame.setAccessibleName(say(signature.saying))
    return frame
