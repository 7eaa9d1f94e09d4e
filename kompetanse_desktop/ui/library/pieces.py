"""What the dialogs of the local copy share: tables of plain text, and a line that says how it went."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import announce, restyle, waiting

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 28
_LINES = re.compile(r"\s*[\r\n\t]+\s*")


class RowsModel(QAbstractTableModel):
    """Rows of texts under headings that are messages; the columns in ``right`` hold figures."""

    def __init__(self, headings: Sequence[str], right: Collection[int] = ()) -> None:
        super().__init__()
        self._headings, self._right = headings, frozenset(right)
        self._rows: Sequence[Sequence[str]] = ()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(self._headings[section])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return _LINES.sub(" ", self._rows[index.row()][index.column()])
        if role == Qt.ItemDataRole.ToolTipRole:  # Qt would guess whether it is markup, and is told that it is none
            return f'<p style="white-space: pre-wrap">{html.escape(self._rows[index.row()][index.column()])}</p>'
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


def make_table(name: str, accessible: str, model: RowsModel, stretch: Collection[int]) -> QTableView:
    """Make a table of rows to read and choose from; the columns of ``stretch`` share what room there is."""
    table = QTableView()
    table.setObjectName(name)
    table.setAccessibleName(accessible)
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(look.px(ROW_HEIGHT))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for column in stretch:
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return table


def fit_height(table: QTableView, most: int) -> None:
    """Make a table as high as its rows; with more than ``most`` of them it scrolls."""
    rows = min(table.model().rowCount(), most)
    head = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(rows * look.px(ROW_HEIGHT) + head + 2 * table.frameWidth())


class ResultLine(QLabel):
    """Says in a dialog how something went; not there before there is something to say."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def show_text(self, text: str, *, bad: bool = False) -> None:
        """Show a sentence, and have it spoken."""
        self.setText(text)
        restyle(self, look="bad" if bad else "strong")
        self.show()
        announce(self, text)

    def attempt(self, action: Callable[[], object]) -> bool:
        """Run something that may take a while, with the pointer waiting. Tell whether it went through."""
        self.hide()
        try:
            with waiting():
                action()
        except Refusal as refusal:
            self.show_text(say(refusal.saying), bad=True)
            return False
        return True
