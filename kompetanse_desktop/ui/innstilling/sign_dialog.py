"""«Sign»: with a certificate file or a card, the chair and then the secretary. Passwords are never kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QLabel, QLineEdit, QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.documents import signing, verifying
from kompetanse_desktop.documents.signing import FromCard, FromFile, Role, Signer, TimeStampService
from kompetanse_desktop.documents.verifying import roots
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import N_, say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.file_dialogs import ask_what_to_read
from kompetanse_desktop.ui.imports.reading_box import run_with_box
from kompetanse_desktop.ui.kept import Kept
from kompetanse_desktop.ui.widgets import (
    add_buttons,
    announce,
    button,
    dialog_layout,
    dialog_size,
    label,
    restyle,
    row,
)

ROLES = {Role.CHAIR: N_("Chair"), Role.SECRETARY: N_("Secretary")}
FILE, CARD = "file", "card"
SERVICE, MODULE = "signing/time_stamp_service", "signing/card_module"
"""What is remembered between times; nothing secret."""


class SignDialog(QDialog):
    """Signs one document that lies in a file, as often as there are places to sign."""

    def __init__(self, session: Session, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._file, self._kept = session, file, Kept(session)
        self.setObjectName("sign.dialog")
        self.setWindowTitle(say("Sign"))
        dialog_size(self, 560)
        self._make_fields()
        self._told = label("", "strong", "sign.result", wrap=True)
        self._told.hide()
        self._accept = button(say("Sign"), self._sign, "primary", "sign.accept")
        close = button(say("Close"), self.reject, name="sign.close")
        form = QFormLayout()
        form.addRow(say("Document"), label(file.name, "strong", "sign.file", wrap=True))
        form.addRow(say("Who signs"), self._role)
        form.addRow(say("With"), self._way)
        form.addRow(self._source_label, self._source_row)
        form.addRow(self._secret_label, self._secret)
        form.addRow(say("Time stamp service (optional)"), self._service)
        form.addRow("", self._long_term)
        layout = dialog_layout(self)
        layout.addLayout(form)
        layout.addWidget(self._facts)
        layout.addWidget(self._told)
        add_buttons(layout, 1, close, self._accept, default=self._accept)
        self._way_changed()

    def _make_fields(self) -> None:
        self._role = _choices("sign.role", say("Who signs"), {role: say(text) for role, text in ROLES.items()})
        self._way = _choices("sign.way", say("With"), {FILE: say("a certificate file"), CARD: say("a card")})
        self._way.currentIndexChanged.connect(lambda _: self._way_changed())
        self._source_label, self._secret_label = label(), label()
        self._source: QLineEdit = QLineEdit()
        self._source.setObjectName("sign.source")
        self._source.textChanged.connect(lambda _: self._facts.hide())
        choose = button(say("Choose …"), self._choose, name="sign.choose")
        choose.setAutoDefault(False)
        self._source_row: QWidget = QWidget()
        self._source_row.setLayout(row(self._source, choose, stretch=0))
        self._secret: QLineEdit = QLineEdit()
        self._secret.setObjectName("sign.secret")
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.editingFinished.connect(self._show_facts)
        self._service: QLineEdit = QLineEdit(self._remembered(SERVICE))
        self._service.setObjectName("sign.service")
        self._service.setAccessibleName(say("Time stamp service (optional)"))
        self._service.setToolTip(say("Only where an address stands here does the program open a connection."))
        self._long_term = QCheckBox(say("With proof for many years that no certificate was revoked"))
        self._long_term.setObjectName("sign.longTerm")
        self._long_term.setEnabled(bool(self._service.text().strip()))
        self._service.textChanged.connect(lambda text: self._long_term.setEnabled(bool(text.strip())))
        self._facts: QLabel = label("", "muted", "sign.facts", wrap=True)
        self._facts.hide()

    def _remembered(self, name: str) -> str:
        kept = self._kept.value(name)
        return kept if isinstance(kept, str) else ""

    def _way_changed(self) -> None:
        file = self._way.currentData() == FILE
        source = say("Certificate file (.p12, .pfx)") if file else say("Program file of the card")
        secret = say("Password") if file else say("PIN")
        for shown, field, text in (
            (self._source_label, self._source, source),
            (self._secret_label, self._secret, secret),
        ):
            shown.setText(text)
            field.setAccessibleName(text)
        self._source.setText("" if file else self._remembered(MODULE))
        self._secret.clear()
        self._facts.hide()

    def _choose(self) -> None:
        file = self._way.currentData() == FILE
        kinds = [f"{say('Certificates')} (*.p12 *.pfx)"] if file else []
        chosen = ask_what_to_read(self, self._source_label.text(), [*kinds, f"{say('All files')} (*)"])
        if chosen is not None:
            self._source.setText(str(chosen))
            self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- signing -------------------------------------------------------------------------------------
    def _show_facts(self) -> None:
        """Show whose certificate it is as soon as it can be opened, before anything is signed."""
        if self._way.currentData() != FILE or not self._source.text() or not self._secret.text():
            return
        try:
            facts = signing.facts(Path(self._source.text()), self._secret.text())
        except Refusal:
            return  # it is said when somebody signs: the reader may still be writing
        self._facts.setText(
            say(
                "{name}, {organisation}. Issued by {issuer}. Valid to {day}.",
                name=facts.name,
                organisation=facts.organisation or "–",
                issuer=facts.issuer,
                day=facts.valid_to.astimezone().date(),
            )
        )
        self._facts.show()

    def _sign(self) -> None:
        role, signer, service = Role(self._role.currentData()), self._signer(), self._wanted_service()
        try:
            if not self._source.text():
                raise Refusal("Choose what to sign with first.")
            signed = run_with_box(say("Sign"), _signing(self._file, signer, role, service), self, say("Signing"))
        except Refusal as refusal:
            self._tell(say(refusal.saying), bad=True)
            return
        finally:
            self._secret.clear()
        if signed is not None:
            self._remember(signed)
            self._tell(say("Signed by {name}.", name=signed), bad=False)
            self._role.setCurrentIndex(self._role.findData(Role.SECRETARY))

    def _signer(self) -> Signer:
        secret, source = self._secret.text(), Path(self._source.text())
        if self._way.currentData() == FILE:
            return FromFile(source, lambda: secret or None)
        return FromCard(source, lambda: secret)

    def _wanted_service(self) -> TimeStampService | None:
        url = self._service.text().strip()
        if not url:
            return None
        trusted = roots.files(self._session.library_file.parent)
        return TimeStampService(url, self._long_term.isChecked(), trusted)

    def _remember(self, name: str) -> None:
        """Keep who signed in the journal, and what was chosen for the next time."""
        self._kept.keep(SERVICE, self._service.text().strip())
        if self._way.currentData() == CARD:
            self._kept.keep(MODULE, self._source.text())
        documents = {one.sha256: one for one in actions.documents(self._session)}
        digest = verifying.known_document(
            self._file.read_bytes(), lambda sha256: sha256 if sha256 in documents else None
        )
        if digest is None:
            return
        try:
            actions.keep_signature(self._session, documents[digest], name)
        except Refusal as refusal:  # the signature is in the file all the same
            self._tell(say(refusal.saying), bad=True)

    def _tell(self, text: str, *, bad: bool) -> None:
        restyle(self._told, look="bad" if bad else "strong")
        self._told.setText(text)
        self._told.show()
        announce(self, text)


def _signing(
    file: Path, signer: Signer, role: Role, service: TimeStampService | None
) -> Callable[[Callable[[], bool], Callable[[str, float], None]], str]:
    """Give the work: read, check the certificate, sign, and put the file in the place of the unsigned one."""

    def work(_stop: Callable[[], bool], _tell: Callable[[str, float], None]) -> str:
        try:
            content = file.read_bytes()
        except OSError:
            raise Refusal("The file {file} can't be read.", file=str(file)) from None
        with signer.opened() as opened:
            opened.facts.refuse_unless_usable(datetime.now().astimezone())
            name = opened.facts.name
        signing.write(signing.sign(content, signer, role, service=service), file)
        return name

    return work


def _choices(name: str, told: str, choices: dict[str, str] | dict[Role, str]) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(told)
    for data, text in choices.items():
        made.addItem(text, data)
    look.sized(made, least_width=180)
    return made
