"""The journal as a Qt model, the newest first: read a page at a time, since it may be of any length."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import money, say, words
from kompetanse_desktop.ui.details.provenance import told_sha
from kompetanse_desktop.ui.timeline.standing import Standing

LINE = Qt.ItemDataRole.UserRole + 1
PAGE = 100
"""How many entries are read at a time, at least."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One entry as it is shown; its sums are whole kroner left to share out, None before there was a round.

    ``opens_day`` tells that its day is written above it, ``is_now`` that the board is as it was right
    after it. ``is_undo`` tells what it means that it was taken back: what it undid was done again.
    """

    number: int
    at: datetime
    what: str
    before: int | None
    after: int
    is_undo: bool
    opens_day: bool
    taken_back: bool
    is_now: bool
    sha256: str = ""
    """Of the file that the entry took in."""

    @property
    def time(self) -> str:
        """The time of day."""
        return f"{self.at:%H:%M}"

    @property
    def day(self) -> str:
        """The day, where it is written above this entry."""
        return day_words(self.at.date(), this_day()) if self.opens_day else ""

    @property
    def money(self) -> str:
        """What was left before and after."""
        if self.before is None or self.before == self.after:
            return say("{after} left", after=money(self.after))
        return say("{before} → {after} left", before=money(self.before), after=money(self.after))

    @property
    def standing(self) -> str:
        """That the board stands here, or that the entry was taken back; else nothing."""
        if self.is_now:
            return say("The board stands here now")
        if self.taken_back:
            return say("Done again since") if self.is_undo else say("Undone since")
        return ""

    @property
    def spoken(self) -> str:
        """All of it in plain sentences, for those who hear it."""
        sums = say("{after} left", after=money(self.after))
        if self.before is not None and self.before != self.after:
            sums = say("{after} left, {before} before", after=money(self.after), before=money(self.before))
        day = words().long_date(self.at.date())
        return ". ".join(filter(None, (f"{self.time}, {day}", self.what, sums, self.standing)))


@dataclass(frozen=True)
class Break:
    """The place where the journal can't be read any further, and why."""

    what: str

    @property
    def spoken(self) -> str:
        """The same for those who hear it."""
        return self.what


class TimelineModel(QAbstractListModel):
    """The entries of the round in use. Follows nothing by itself: who looks at it calls ``catch_up``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines: list[Line] = []
        self._break: Break | None = None
        self._standing = Standing()
        self._length = 0

    # -- reading -----------------------------------------------------------------------------------
    def reload(self) -> None:
        """Read the newest entries anew."""
        self.beginResetModel()
        self._lines, self._standing, self._break = [], Standing(), None
        self._length = self._session.length if self._session.state is not None else 0
        self._lines, self._break = self._read()
        self.endResetModel()

    def catch_up(self) -> None:
        """Take in the entries written since the last look, on top of the others, which stay where they are."""
        news = range(self._length + 1, self._session.length + 1)
        if not self._lines or len(news) > PAGE:
            self.reload()
            return
        try:
            for number in news:
                self._lay_on_top(number)
        except Refusal:
            self.reload()  # which ends where the trouble is, and says so

    def _read(self) -> tuple[list[Line], Break | None]:
        """Read the page that comes next; a shorter one, and why, where an entry isn't as it was written.

        Pages grow with what is there: a view lays out all of it anew for each.
        """
        most = max(PAGE, len(self._lines) // 4)
        found: list[Line] = []
        above = self._lines[-1] if self._lines else None
        for number in range(self._length - len(self._lines), 0, -1)[:most]:
            try:
                line, target = self._line(number)
            except Refusal as refusal:
                return found, Break(say(refusal.saying))
            stands = self._standing.older(number, target)
            opens_day = above is None or above.at.date() != line.at.date()
            above = replace(line, opens_day=opens_day, taken_back=not stands)
            found.append(above)
        return found, None

    def _lay_on_top(self, number: int) -> None:
        line, target = self._line(number)
        below = self._lines[0]
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._length = number
        self._lines.insert(0, replace(line, is_now=True))
        same_day = below.at.date() == line.at.date()
        self._lines[1] = replace(below, is_now=False, opens_day=below.opens_day and not same_day)
        self.endInsertRows()
        others = [1]
        for other in self._standing.newer(number, target):
            row = number - other
            if row < len(self._lines):
                self._lines[row] = replace(self._lines[row], taken_back=not self._standing.stands(other))
                others.append(row)
        self.dataChanged.emit(self.index(min(others)), self.index(max(others)))

    def _line(self, number: int) -> tuple[Line, int | None]:
        """Read one entry and its target; how it stands to the others is for the caller to fill in."""
        entry = self._session.entry(number)
        before, after = entry.remaining_before, entry.remaining_after
        is_undo = entry.deed == "undo"
        line = Line(
            number=number,
            at=entry.at.astimezone(),
            what=say(entry.saying),
            before=before,
            after=after,
            is_undo=is_undo,
            opens_day=True,
            taken_back=False,
            is_now=number == self._length,
            sha256=told_sha(entry.name.params.get("sha256")),
        )
        return line, entry.target

    # -- what views ask ----------------------------------------------------------------------------
    def line(self, row: int) -> Line | Break:
        """Give what a row shows; the last one may tell why there are no more."""
        return self._lines[row] if row < len(self._lines) or self._break is None else self._break

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._lines) + (self._break is not None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        line = self.line(index.row())
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.what
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemNeverHasChildren if index.isValid() else flags

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._break is None and len(self._lines) < self._length

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        (more, broken), first = self._read(), len(self._lines)
        self.beginInsertRows(QModelIndex(), first, first + len(more) + (broken is not None) - 1)
        self._lines += more
        self._break = broken
        self.endInsertRows()


def day_words(day: date, today: date) -> str:
    """Name a day as people do: today, yesterday, else the date."""
    if day == today:
        return say("Today")
    if day == today - timedelta(days=1):
        return say("Yesterday")
    return words().long_date(day)


def this_day() -> date:
    return datetime.now().astimezone().date()
