"""How a list is read and which of its rows are shown: the line of choices above the preview."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from kompetanse_desktop.exchange.reading import Reading
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.imports.lines import WORDS, Kind
from kompetanse_desktop.ui.imports.preview_model import PreviewModel
from kompetanse_desktop.ui.widgets import label, row

WIDEST = 320


class Choices(QWidget):
    """Which table is read, whether what is hidden counts, and what is shown.

    ``table`` is called with a place in ``Reading.tables``, ``hidden`` with whether hidden rows and columns
    are read, and ``show`` with nothing.
    """

    def __init__(
        self, table: Callable[[int], object], hidden: Callable[[bool], object], show: Callable[[], object]
    ) -> None:
        super().__init__()
        self._show = show
        self._tables = _box("import.sheet", say("Table"))
        self._tables.activated.connect(table)
        self._caption = label(say("Table"), "muted")
        self._caption.setBuddy(self._tables)
        self._hidden = QCheckBox()
        self._hidden.setObjectName("import.hidden")
        self._hidden.clicked.connect(hidden)
        self._doubts = QCheckBox()
        self._doubts.setObjectName("import.onlyDoubts")
        self._doubts.toggled.connect(self._turn_doubts)
        self._kinds = _box("import.filter", say("Show"))
        self._kinds.activated.connect(lambda _: show())
        for tick in (self._hidden, self._doubts):  # a box that can't grow would keep the others as low as it is
            tick.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        shows = label(say("Show"), "muted")
        shows.setBuddy(self._kinds)
        self.setLayout(row(shows, self._kinds, self._doubts, 1, self._hidden, self._caption, self._tables))

    @property
    def kind(self) -> Kind | None:
        """The one kind of lines that is to be shown; None for all."""
        data = self._kinds.currentData()
        return None if data is None else Kind(data)

    @property
    def only_doubts(self) -> bool:
        """Whether only what is in doubt is to be shown."""
        return self._doubts.isChecked()

    def _turn_doubts(self, on: bool) -> None:
        self._kinds.setEnabled(not on)
        self._show()

    def show_reading(self, reading: Reading, *, hidden: bool) -> None:
        """Show what there is to choose from in a file; ``hidden`` tells whether hidden rows are read now."""
        self._tables.clear()
        for at, found in enumerate(reading.tables):
            self._tables.addItem(found.label)
            self._tables.setItemData(at, found.label, Qt.ItemDataRole.ToolTipRole)
        self._tables.setCurrentIndex(reading.table)
        for widget in (self._caption, self._tables):
            widget.setVisible(len(reading.tables) > 1)
        count = reading.hidden_rows + reading.hidden_columns
        self._hidden.setVisible(bool(count))
        self._hidden.setChecked(hidden)
        self._hidden.setText(say("With what is hidden in the file ({count})", count=count))

    def show_counts(self, model: PreviewModel) -> None:
        """Say how many lines there are of each kind. A kind that is chosen stays, though there may be none now."""
        wanted = self.kind
        self._kinds.clear()
        self._kinds.addItem(say("Everything"), None)
        for kind in Kind:
            count = model.count(kind)
            if count or kind is wanted:
                self._kinds.addItem(f"{say(WORDS[kind])} ({count})", kind.value)
        self._kinds.setCurrentIndex(0 if wanted is None else self._kinds.findData(wanted.value))
        self._doubts.setText(say("Only what is in doubt ({count})", count=model.doubtful))
        self._doubts.setEnabled(bool(model.doubtful) or self._doubts.isChecked())

    def show_everything(self) -> None:
        """Choose to see every line."""
        self._kinds.setCurrentIndex(0)
        self._doubts.setChecked(False)


def _box(name: str, accessible: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setMaximumWidth(WIDEST)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made
