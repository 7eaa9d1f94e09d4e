"""Making a round, or changing its figures, with what is available worked out while they are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QFormLayout, QLineEdit, QSpinBox, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.round import FIRST_YEAR, LAST_YEAR, Round, Scheme
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import money, number, say
from kompetanse_desktop.ui.widgets import add_buttons, announce, button, dialog_layout, dialog_size, label, roomy

DEADLINES = {Scheme.KOMPETANSELOFTET: (4, 15), Scheme.REGIONAL: (3, 15), Scheme.DESENTRALISERT: (3, 15)}
"""Month and day of each scheme's usual deadline (Vestland 2021)."""


class RoundDialog(QDialog):
    """Asks for a round's figures. ``given`` is the round to change; None makes a new one."""

    def __init__(self, given: Round | None, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given, self._session = given, session
        self.setWindowTitle(say("New round") if given is None else say("Change the round"))
        self.setObjectName("round.dialog")
        dialog_size(self, 460)
        self._scheme = QComboBox()
        self._scheme.setObjectName("round.scheme")
        for scheme in Scheme:
            self._scheme.addItem(say(labels.SCHEME[scheme]), scheme.value)
        self._county = _line("round.county")
        self._year = QSpinBox()
        roomy(self._year)
        self._year.setObjectName("round.year")
        self._year.setRange(FIRST_YEAR, LAST_YEAR)
        self._deadline = QDateEdit()
        self._deadline.setObjectName("round.deadline")
        self._deadline.setDisplayFormat("dd.MM.yyyy")
        self._deadline.setCalendarPopup(True)
        self._deadline.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        self._frame, self._committed, self._set_aside = (
            _line(f"round.{name}") for name in ("frame", "committed", "setAside")
        )
        self._places = QSpinBox()
        roomy(self._places)
        self._places.setObjectName("round.places")
        self._places.setRange(0, 999)
        self._places.setSpecialValueText(say("no limit"))
        self._percent = QSpinBox()
        roomy(self._percent)
        self._percent.setObjectName("round.coordination")
        self._percent.setRange(0, 100)
        self._percent.setSuffix(" %")
        self._available = label("", "strong", "round.available")
        self._problem = label("", "bad", "round.problem", wrap=True)
        self._problem.hide()
        self._lay_out()
        self._fill(given or _usual())
        self._scheme.currentIndexChanged.connect(self._usual_deadline)
        self._year.valueChanged.connect(self._usual_deadline)
        for field in (self._frame, self._committed, self._set_aside):
            field.textChanged.connect(self._show_available)
        self._show_available()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for caption, field in (
            (say("Scheme"), self._scheme),
            (say("County"), self._county),
            (say("Year"), self._year),
            (say("Deadline of the recommendation"), self._deadline),
            (say("Frame (kr)"), self._frame),
            (say("Committed by earlier years (kr)"), self._committed),
            (say("Set aside (kr)"), self._set_aside),
            (say("Available"), self._available),
            (say("Limit of places"), self._places),
            (say("Limit for coordination"), self._percent),
        ):
            form.addRow(caption, field)
            field.setAccessibleName(caption)
        if self._given is not None:
            for field in (self._scheme, self._county, self._year):
                field.setEnabled(False)
        keep = button(
            say("Make the round") if self._given is None else say("Keep"), self._keep, "primary", "round.accept"
        )
        cancel = button(say("Cancel"), self.reject, name="round.cancel")
        layout = dialog_layout(self)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        add_buttons(layout, 1, cancel, keep, default=keep)

    def _fill(self, given: Round) -> None:
        self._scheme.setCurrentIndex(list(Scheme).index(given.scheme))
        self._county.setText(given.county)
        self._year.setValue(given.year)
        self._deadline.setDate(QDate(given.deadline.year, given.deadline.month, given.deadline.day))
        self._frame.setText(number(given.frame) if given.frame else "")
        self._committed.setText(number(given.committed))
        self._set_aside.setText(number(given.set_aside))
        self._places.setValue(given.places or 0)
        self._percent.setValue(given.coordination_limit_percent)

    def _usual_deadline(self) -> None:
        if self._given is None:
            month, day = DEADLINES[Scheme(self._scheme.currentData())]
            self._deadline.setDate(QDate(self._year.value(), month, day))

    def _show_available(self) -> None:
        try:
            made = self._amounts()
        except Refusal:
            self._available.setText("–")
            return
        self._available.setText(money(made["frame"] - made["committed"] - made["set_aside"]))

    def _amounts(self) -> dict[str, int]:
        return {
            "frame": _amount(self._frame),
            "committed": _amount(self._committed),
            "set_aside": _amount(self._set_aside),
        }

    def _keep(self) -> None:
        try:
            self._write()
        except Refusal as refusal:
            self._problem.setText(say(refusal.saying))
            self._problem.show()
            announce(self, self._problem.text())
            return
        self.accept()

    def _write(self) -> None:
        day = self._deadline.date()
        fields: dict[str, object] = {
            **self._amounts(),
            "deadline": date(day.year(), day.month(), day.day()),
            "places": self._places.value() or None,
            "coordination_limit_percent": self._percent.value(),
        }
        if self._given is not None:
            actions.edit_round(self._session, **fields)
            return
        wanted = replace(
            _usual(),
            scheme=Scheme(self._scheme.currentData()),
            county=self._county.text().strip(),
            year=self._year.value(),
        )
        actions.new_round(self._session, wanted.changed(**fields))


def _usual() -> Round:
    """Give what a new round starts from: the first user's scheme and county, this year, no money yet."""
    today = date.today()
    month, day = DEADLINES[Scheme.KOMPETANSELOFTET]
    year = today.year if (today.month, today.day) <= (month, day) else today.year + 1
    return Round("", Scheme.KOMPETANSELOFTET, "Vestland", year, 0, date(year, month, day))


def _line(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    if name != "round.county":
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
    return field


def _amount(field: QLineEdit) -> int:
    """Read kroner from a field; an empty one is nothing. Raises Refusal for anything that isn't an amount."""
    from kompetanse_desktop.exchange import amounts  # wanted only when somebody writes an amount

    text = field.text().strip()
    if not text:
        return 0
    parsed = amounts.parse(text)
    if parsed.nok is None:
        raise Refusal("«{text}» isn't an amount in kroner.", text=text)
    return parsed.nok
