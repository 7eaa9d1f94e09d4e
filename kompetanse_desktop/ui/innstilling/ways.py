"""How the document is to be signed: with a pen or a certificate, with a pen only, or by having approved it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kompetanse_desktop.documents.signatories import EITHER_WAY, Approval, Signing, Way
from kompetanse_desktop.text import N_, say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import column

EITHER, PEN, APPROVED = "either", "pen", "approved"
WORDS = {
    EITHER: N_("Lines with fields: pen or certificate"),
    PEN: N_("Lines only: pen"),
    APPROVED: N_("Electronically approved, with name and time"),
}


class WaysToSign(QWidget):
    """Asks for the way, and for the names of those who have approved. ``changed`` when the document is another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._way = QComboBox()
        self._way.setObjectName("innstilling.way")
        self._way.setAccessibleName(say("How it is signed"))
        for way, words in WORDS.items():
            self._way.addItem(say(words), way)
        self._chair = self._name("innstilling.chair", say("Name of the chair"))
        self._secretary = self._name("innstilling.secretary", say("Name of the secretary"))
        self._at = datetime.now().astimezone()
        self.setLayout(column(self._way, self._chair, self._secretary, spacing=look.XS))
        self._way.currentIndexChanged.connect(lambda _: self._chosen())
        self._show()

    def _name(self, name: str, told: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(told)
        field.setPlaceholderText(told)
        field.setMaxLength(100)
        field.editingFinished.connect(self.changed)
        return field

    def _chosen(self) -> None:
        self._at = datetime.now().astimezone().replace(second=0, microsecond=0)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for field in (self._chair, self._secretary):
            field.setVisible(self._way.currentData() == APPROVED)

    @property
    def signing(self) -> Signing:
        """The way that is chosen. Who is not named signs with a pen."""
        if self._way.currentData() == EITHER:
            return EITHER_WAY
        if self._way.currentData() == PEN:
            return Signing(Way.HAND, Way.HAND)
        return Signing(self._of(self._chair), self._of(self._secretary))

    def _of(self, field: QLineEdit) -> Approval | Way:
        name = " ".join(field.text().split())
        return Approval(name, self._at) if name else Way.HAND
