"""The remarks as a Qt model: what stops, what warns, notes, and at the end those that are answered, folded away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from kompetanse_desktop import labels
from kompetanse_desktop.domain.checks import Check
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say

LINE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Line:
    """One remark as it is shown."""

    check: Check
    title: str
    """Of its proposal; empty for the round as a whole."""

    @property
    def severity(self) -> str:
        """How serious it is, in a word, or that it is answered."""
        if self.check.answer is not None:
            return say(labels.REPLY[self.check.answer.reply]).capitalize()
        return say(labels.SEVERITY[self.check.severity])

    @property
    def about(self) -> str:
        """Which proposal it is about, with its number, or that it is the round."""
        return say("The round") if self.check.ref is None else f"{self.check.ref} {self.title}"

    @property
    def what(self) -> str:
        """The remark itself."""
        return say(self.check.message)

    @property
    def under(self) -> str:
        """The line below: the answer where there is one, else the rule."""
        return self.source if self.check.answer is None else f"«{self.check.answer.note}»"

    @property
    def source(self) -> str:
        """The rule it comes from."""
        return say(self.check.source)

    @property
    def spoken(self) -> str:
        """All of it in plain sentences, for those who hear it."""
        answer = self.check.answer
        told = say("open") if answer is None else f"{say(labels.REPLY[answer.reply])}: {answer.note}"
        parts = (f"{say(labels.SEVERITY[self.check.severity])}, {told}", self.what, self.about, self.source)
        return ". ".join(part.rstrip(".") for part in parts)


@dataclass(frozen=True)
class Fold:
    """The line above those that are answered; it opens and closes them."""

    count: int
    is_open: bool

    @property
    def what(self) -> str:
        """How many there are."""
        return say("Answered or accepted: {count}", count=self.count)

    @property
    def spoken(self) -> str:
        """The same, and whether they are shown."""
        return f"{self.what}, {say('shown') if self.is_open else say('folded away')}"


class CheckModel(QAbstractListModel):
    """Shows the remarks it is given, of all proposals or of one."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[Line] = []
        self._answered: list[Line] = []
        self.unfolded = False

    def show_checks(self, state: RoundState | None, checks: list[Check], only: str | None) -> None:
        """Show these; with ``only`` those of that proposal alone."""
        titles = {} if state is None else {ref: proposal.title for ref, proposal in state.proposals.items()}
        shown = [check for check in checks if only is None or check.ref == only]
        lines = [Line(check, "" if check.ref is None else titles.get(check.ref, "")) for check in shown]
        self.beginResetModel()
        self._open = [line for line in lines if line.check.is_open]
        self._answered = [line for line in lines if not line.check.is_open]
        self.endResetModel()

    def toggle_fold(self) -> None:
        """Show those that are answered, or fold them away."""
        first = len(self._open) + 1
        last = first + len(self._answered) - 1
        if not self._answered:
            return
        if self.unfolded:
            self.beginRemoveRows(QModelIndex(), first, last)
            self.unfolded = False
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), first, last)
            self.unfolded = True
            self.endInsertRows()
        fold = self.index(first - 1)
        self.dataChanged.emit(fold, fold)

    def line(self, row: int) -> Line | Fold:
        """Give what stands in a row."""
        if row < len(self._open):
            return self._open[row]
        if row == len(self._open):
            return Fold(len(self._answered), self.unfolded)
        return self._answered[row - len(self._open) - 1]

    def row_of(self, check: Check) -> int | None:
        """Tell in which row this remark stands now, answered or not; None where it isn't shown."""
        for row in range(self.rowCount()):
            line = self.line(row)
            key = (check.ref, check.code, check.message)
            if isinstance(line, Line) and (line.check.ref, line.check.code, line.check.message) == key:
                return row
        return None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        if parent.isValid():
            return 0
        folded = 1 + (len(self._answered) if self.unfolded else 0) if self._answered else 0
        return len(self._open) + folded

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        line = self.line(index.row())
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.what
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemNeverHasChildren if index.isValid() else flags
