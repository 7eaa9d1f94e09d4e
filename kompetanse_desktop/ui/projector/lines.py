"""What the room's window says, line by line, for screen readers: each line is made when somebody asks for it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import overload

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class Lines(Sequence[str]):
    """Texts in order, of which those of a long list are made one by one, on demand."""

    def __init__(self) -> None:
        self._ends: list[int] = []
        self._groups: list[Callable[[int], str]] = []

    def add(self, *texts: str) -> None:
        """Add lines as they are; an empty one is left out."""
        told = tuple(filter(None, texts))
        self.add_list(len(told), told.__getitem__)

    def add_list(self, count: int, said: Callable[[int], str]) -> None:
        """Add so many lines; ``said`` makes the one at a place counted from 0."""
        self._ends.append(len(self) + count)
        self._groups.append(said)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...

    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(at)
        group = bisect_right(self._ends, place)
        return self._groups[group](place - (self._ends[group - 1] if group else 0))


class LinesModel(QAbstractListModel):
    """Gives the lines of what is shown to a list view; makes none that nobody asks for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[str] = ()

    @property
    def lines(self) -> Sequence[str]:
        """What is said now."""
        return self._lines

    def say(self, lines: Sequence[str]) -> None:
        """Say something else from now on."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._lines[index.row()] if index.isValid() and role in TEXTS else None
