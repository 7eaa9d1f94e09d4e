"""Which column of the list is what: our reading of the headings, and the reader's own choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from kompetanse_desktop import labels
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.exchange.columns import FIELDS, Column, field_named
from kompetanse_desktop.exchange.reading import Reading
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.widgets import ElidedLabel, button, label, row

YEARS = 3
LOOK_WITHIN = 50
"""So many rows are looked through for an example of what is in a column."""
LONGEST = 80


class ColumnsTab(QScrollArea):
    """One line a column. Calls ``chosen`` with field → heading when the reader changes something.

    ``forget`` is called when the reader wants what was remembered of such lists forgotten.
    """

    def __init__(self, chosen: Callable[[dict[str, str]], object], forget: Callable[[], object]) -> None:
        super().__init__()
        self._chosen, self._forget = chosen, forget
        self._boxes: list[tuple[str, QComboBox]] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_columns(self, reading: Reading, year: int, *, remembered: bool = False) -> None:
        """Show the columns of a file as they are understood now."""
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(4, 10, 12, 10)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        captions = (say("Heading in the list"), say("For example"), say("Is taken as"), "")
        for at, heading in enumerate(captions):
            grid.addWidget(label(heading, "strong"), 1, at)
        if remembered:
            grid.addWidget(self._remembered(), 0, 0, 1, len(captions))
        fields = field_names(year)
        self._boxes = []
        for at, column in enumerate(reading.columns):
            box = self._box(column, fields)
            example = ElidedLabel("muted")
            example.setText(_example(reading, at))
            example.setMinimumWidth(120)
            grid.addWidget(label(column.heading or "–", wrap=True), at + 2, 0)
            grid.addWidget(example, at + 2, 1)
            grid.addWidget(box, at + 2, 2)
            if column.doubt is not None:
                grid.addWidget(label(say(column.doubt), "warn", wrap=True), at + 2, 3)
            self._boxes.append((column.heading, box))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 5)
        grid.setRowStretch(len(reading.columns) + 2, 1)
        before = self.takeWidget()
        if before is not None:
            before.deleteLater()  # not at once: it may be a box of it that was used
        self.setWidget(page)

    def _box(self, column: Column, fields: Mapping[str, str]) -> QComboBox:
        box = QComboBox()
        box.setObjectName("import.column")
        box.setAccessibleName(say("«{heading}» is taken as", heading=column.heading))
        box.addItem(say("other, kept with the proposal"), "")
        for field, name in fields.items():
            box.addItem(name, field)
        if column.field and column.field not in fields:
            box.addItem(amount_name(column.field), column.field)
        box.setCurrentIndex(max(box.findData(column.field or ""), 0))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the wheel scrolls past it
        box.installEventFilter(self)
        box.activated.connect(lambda _: self._tell())
        return box

    def _remembered(self) -> QWidget:
        line = QWidget()
        told = label(say("The columns are as you said the last time, of a list with the same headings."), "muted")
        told.setObjectName("import.remembered")
        line.setLayout(row(told, button(say("Forget that"), self._forget, "link", "import.forget"), 1))
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        picked = {box.currentData(): heading for heading, box in self._boxes if box.currentData()}
        none = [heading for heading, box in self._boxes if not box.currentData() and heading]
        picked |= {f"other:{at}" if at > 1 else "other": heading for at, heading in enumerate(none, start=1)}
        self._chosen(picked)


def _example(reading: Reading, at: int) -> str:
    """Give what a column has in the first of the rows that has anything there."""
    for found in reading.rows[:LOOK_WITHIN]:
        cells = found.cells
        if at < len(cells) and cells[at].strip():
            return " ".join(cells[at].split())[:LONGEST]
    return ""


def field_names(year: int) -> dict[str, str]:
    """Give every field a column can be, with its name for people; amounts by payee for this and the next years."""
    names = {field: say(name) for field, name in FIELDS.items() if field != "requested"}
    for later in range(YEARS):
        for payee in (Payee.UNDIVIDED, Payee.OWNER, Payee.UNIVERSITY, Payee.COORDINATION):
            key = field_named(f"requested:{payee.value}:{year + later}", year)
            names[key] = _amount_name(payee, year + later)
    return names


def amount_name(field: str) -> str:
    """Give the name of an amount's field for people."""
    _, payee, year = field.split(":")
    return _amount_name(Payee(payee), int(year))


def _amount_name(payee: Payee, year: int) -> str:
    return say("Requested {year}, {payee}", year=str(year), payee=say(labels.PAYEE[payee]))
