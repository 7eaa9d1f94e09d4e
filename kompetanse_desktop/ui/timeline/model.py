"""The journal as a Qt model, the newest first: read a page at a time, since it may be of any length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import money, say, words

LINE = Qt.ItemDataRole.UserRole + 1
PAGE = 100
"""How many entries are read at a time."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One entry as it is shown. ``day`` is written above the first entry of each day, else empty.

    ``taken_back`` tells that it no longer stands; ``is_now`` that the board is as it was right after it.
    """

    number: int
    at: datetime
    what: str
    money: str
    day: str
    taken_back: bool
    is_now: bool

    @property
    def time(self) -> str:
        """The time of day."""
        return f"{self.at:%H:%M}"

    @property
    def spoken(self) -> str:
        """All of it in one sentence, for those who hear it."""
        standing = say("the board stands here now") if self.is_now else say("taken back") if self.taken_back else ""
        day = words().long_date(self.at.date())
        return ". ".join(filter(None, (f"{self.time}, {day}", self.what, self.money, standing)))


class Standing:
    """Tells of entries, from the newest to the oldest, which no longer stand: an undo takes back what it names."""

    def __init__(self) -> None:
        self._taken_back: set[int] = set()

    def of(self, number: int, target: int | None) -> bool:
        """Tell whether the entry stands. ``target`` is the entry that it undid or did again, None for a deed."""
        stands = number not in self._taken_back
        if stands and target is not None:
            self._taken_back.add(target)
        return stands


class TimelineModel(QAbstractListModel):
    """The entries of the round in use. Follows nothing by itself: ``reload`` when it is looked at."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines: list[Line] = []
        self._standing = Standing()
        self._length = 0
        self._broken: str | None = None

    def reload(self) -> None:
        """Read the newest entries anew, as many as were shown."""
        most = max(PAGE, len(self._lines))
        self.beginResetModel()
        self._lines, self._standing, self._broken = [], Standing(), None
        self._length = self._session.length if self._session.state is not None else 0
        self._lines = self._read(most)
        self.endResetModel()

    def _read(self, most: int) -> list[Line]:
        """Read the entries that come next, at most so many; fewer where one isn't as it was written."""
        found: list[Line] = []
        above = self._lines[-1] if self._lines else None
        try:
            for number in range(self._length - len(self._lines), 0, -1)[:most]:
                above = self._line(number, above)
                found.append(above)
        except Refusal as refusal:
            self._broken = say(refusal.saying)
        return found

    def _line(self, number: int, above: Line | None) -> Line:
        entry = self._session.entry(number)
        at = entry.at.astimezone()
        same_day = above is not None and above.at.date() == at.date()
        before, after = entry.remaining_before, entry.remaining_after
        left = say("{after} left", after=money(after))
        if before is not None and before != after:
            left = say("{before} → {after} left", before=money(before), after=money(after))
        return Line(
            number,
            at,
            say(entry.saying),
            left,
            "" if same_day else day_words(at.date(), datetime.now().date()),
            not self._standing.of(number, entry.target),
            number == self._length,
        )

    @property
    def broken(self) -> str | None:
        """Why no more can be shown; None where nothing is wrong."""
        return self._broken

    def line(self, row: int) -> Line:
        """Give what a row shows."""
        return self._lines[row]

    # -- what views ask ----------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.what
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._broken is None and len(self._lines) < self._length

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        more, first = self._read(PAGE), len(self._lines)
        if more:
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._lines += more
            self.endInsertRows()


def day_words(day: date, today: date) -> str:
    """Name a day as people do: today, yesterday, else the date."""
    if day == today:
        return say("Today")
    if day == today - timedelta(days=1):
        return say("Yesterday")
    return words().long_date(day)
