"""The table of a reduction before it is done: rank, title, asked for, now, after, and the change."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kompetanse_desktop.domain.reduction import Line, Reduction
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import number, say, straight
from kompetanse_desktop.ui import theme as look

Index = QModelIndex | QPersistentModelIndex
RANK, TITLE, REQUESTED, NOW, AFTER, CHANGE = range(6)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReductionModel(QAbstractTableModel):
    """A row for each proposal by rank, those without an amount too, and the sum in the last row."""

    def __init__(self, state: RoundState) -> None:
        super().__init__()
        self._state = state
        self._rows: list[tuple[str, ...]] = []
        self._heads = (
            say("Rank"), say("Title"), say("Requested"), say("Now"), say("After"), say("Change"),
        )  # fmt: skip

    def show_reduction(self, planned: Reduction | None) -> None:
        """Show what a reduction would do; nothing for None."""
        self.beginResetModel()
        self._rows = [] if planned is None else self._written(planned)
        self.endResetModel()

    def _written(self, planned: Reduction) -> list[tuple[str, ...]]:
        ranks = {ref: rank for rank, ref in enumerate(self._state.ranked(), start=1)}
        rows = {line.rank: self._line(line) for line in planned.lines}
        for ref in planned.unknown:
            title = straight(self._state.proposals[ref].title)
            rows[ranks[ref]] = (str(ranks[ref]), title, _known(self._state.requested(ref)), say("unknown"), "", "")
        asked = sum(line.requested or 0 for line in planned.lines)
        total = ("", say("Total"), *map(number, (asked, planned.before, planned.after)), _change(planned))
        return [*(rows[rank] for rank in sorted(rows)), total]

    def _line(self, line: Line) -> tuple[str, ...]:
        title = straight(self._state.proposals[line.ref].title)
        less = number(line.after - line.before) if line.after != line.before else "0"
        return str(line.rank), title, _known(line.requested), number(line.before), number(line.after), less

    # -- what Qt asks ------------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if section not in (RANK, TITLE) else Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == TITLE:
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if index.column() != TITLE else Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and (index.row() == len(self._rows) - 1 or index.column() == AFTER):
            return look.font(bold=True)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads[index.column()]}: {text}" if text else self._heads[index.column()]
        return None


def _known(nok: int | None) -> str:
    return say("unknown") if nok is None else number(nok)


def _change(planned: Reduction) -> str:
    return number(planned.after - planned.before) if planned.after != planned.before else "0"
