"""Which column of the list is what: our reading of the headings, and the reader's own choice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from kompetanse_desktop import labels
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.exchange.columns import FIELDS
from kompetanse_desktop.exchange.reading import Reading
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.widgets import label

YEARS = 3


class ColumnsTab(QScrollArea):
    """One line a column. Calls ``chosen`` with field → heading when the reader changes something."""

    def __init__(self, chosen: Callable[[dict[str, str]], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self._boxes: list[tuple[str, QComboBox]] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_columns(self, reading: Reading, year: int) -> None:
        """Show the columns of a file as they are understood now."""
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(4, 10, 12, 10)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for at, heading in enumerate((say("Heading in the list"), say("Is taken as"), "")):
            grid.addWidget(label(heading, "strong"), 0, at)
        fields = field_names(year)
        self._boxes = []
        for at, column in enumerate(reading.columns, start=1):
            box = QComboBox()
            box.setAccessibleName(say("«{heading}» is taken as", heading=column.heading))
            box.addItem(say("other, kept with the proposal"), "")
            for field, name in fields.items():
                box.addItem(name, field)
            if column.field and column.field not in fields:
                box.addItem(column.field, column.field)
            box.setCurrentIndex(max(box.findData(column.field or ""), 0))
            box.activated.connect(lambda _: self._tell())
            grid.addWidget(label(column.heading, wrap=True), at, 0)
            grid.addWidget(box, at, 1)
            if column.doubt is not None:
                grid.addWidget(label(say(column.doubt), "warn", wrap=True), at, 2)
            self._boxes.append((column.heading, box))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 3)
        grid.setRowStretch(len(reading.columns) + 1, 1)
        self.setWidget(page)

    def _tell(self) -> None:
        picked = {box.currentData(): heading for heading, box in self._boxes if box.currentData()}
        none = [heading for heading, box in self._boxes if not box.currentData() and heading]
        picked |= {f"other:{at}" if at > 1 else "other": heading for at, heading in enumerate(none, start=1)}
        self._chosen(picked)


def field_names(year: int) -> dict[str, str]:
    """Give every field a column can be, with its name for people; amounts by payee for this and the next years."""
    names = {field: say(name) for field, name in FIELDS.items() if field != "requested"}
    for later in range(YEARS):
        for payee in (Payee.UNDIVIDED, Payee.OWNER, Payee.UNIVERSITY, Payee.COORDINATION):
            key = f"requested:{payee.value}:{year + later}"
            names[key] = say("Requested {year}, {payee}", year=str(year + later), payee=say(labels.PAYEE[payee]))
    return names
