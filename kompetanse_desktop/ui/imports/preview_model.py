"""The lines of the preview as a Qt model: over an import's plan, each line made when it is seen."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.plan import Plan, PlanEntry
from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.imports.lines import (
    DOUBTS,
    EDITED,
    HEADINGS,
    IN,
    LATER,
    REQUESTED,
    STATUS,
    Kind,
    Line,
    line_of,
    missing_line,
)

Index = QModelIndex | QPersistentModelIndex
AMOUNT_COLUMNS = (REQUESTED, LATER)
MOST_KEPT = 2_000
DOUBT_SIGN = "⚠ "


class PreviewModel(QAbstractTableModel):
    """Lines of an import: all of them, those in doubt, or those of one kind.

    ``write`` is called with (row number, field, text) for a cell that was written over, and ``leave_out``
    with (row numbers, whether) for rows that were unticked or ticked again.
    """

    def __init__(
        self, write: Callable[[int, str, str], bool], leave_out: Callable[[Collection[int], bool], None]
    ) -> None:
        super().__init__()
        self._write, self._leave_out = write, leave_out
        self._theme = look.current()
        self._plan: Plan | None = None
        self._state: RoundState | None = None
        self._wanted: Kind | None = None
        self._only_doubts = False
        self._shown: Sequence[int] = ()
        self._kinds: dict[int, Kind] = {}
        self._known: dict[int, PlanEntry] = {}
        self._lines: dict[int, Line] = {}

    # -- what is shown -----------------------------------------------------------------------------
    def set_theme(self, theme: look.Theme) -> None:
        """Give the lines the colours of another theme."""
        self._theme = theme
        self._tell_all()

    def show_plan(self, plan: Plan, state: RoundState, *, same_rows: bool = False) -> None:
        """Show these rows, in the order of the file; what is only on the board comes last.

        With ``same_rows`` it is the list that is shown already, with something written over or left out:
        what is shown stays where it is, also where the filter would no longer show it.
        """
        old = self._plan
        stays = (
            same_rows
            and old is not None
            and (len(old.reading.rows), old.missing) == (len(plan.reading.rows), plan.missing)
        )
        if not stays:
            self.beginResetModel()
        self._plan, self._state = plan, state
        self._sort_out(plan)
        if stays:
            self._lines = {}
            self._tell_all()
        else:
            self._filter()
            self.endResetModel()

    def _sort_out(self, plan: Plan) -> None:
        """Find out what each row of the list is."""
        self._known = {entry.row.number: entry for entry in plan.known}
        self._kinds = {number: Kind(entry.status.value) for number, entry in self._known.items()}
        self._kinds |= dict.fromkeys(plan.asked, Kind.ASKED)
        body = plan.reading.body
        self._kinds |= {body.number(place): Kind.REJECTED for place in body.rejected}
        self._kinds |= dict.fromkeys(plan.reading.left_out, Kind.LEFT_OUT)

    def _tell_all(self) -> None:
        """Have every line that is seen painted anew."""
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(HEADINGS) - 1))

    def show_only(self, kind: Kind | None, *, doubts: bool = False) -> None:
        """Show only lines of one kind (None: of all), or only those that somebody should look at."""
        self.beginResetModel()
        self._wanted, self._only_doubts = kind, doubts
        self._filter()
        self.endResetModel()

    def _filter(self) -> None:
        self._lines = {}
        plan = self._plan
        if plan is None:
            self._shown = ()
            return
        rows = len(plan.reading.rows)
        every = range(rows + len(plan.missing))
        if self._only_doubts:
            doubtful = plan.reading.doubtful | plan.asked
            self._shown = [at for at in range(rows) if plan.reading.body.number(at) in doubtful]
        elif self._wanted is None:
            self._shown = every
        elif self._wanted is Kind.MISSING:
            self._shown = range(rows, len(every))
        else:
            number = plan.reading.body.number
            self._shown = [at for at in range(rows) if self._kinds.get(number(at), Kind.NEW) is self._wanted]

    def count(self, kind: Kind) -> int:
        """Count the lines of a kind, shown or not."""
        plan = self._plan
        if plan is None:
            return 0
        if kind is Kind.MISSING:
            return len(plan.missing)
        if kind is Kind.NEW:
            return len(plan.new)
        return sum(found is kind for found in self._kinds.values())

    @property
    def doubtful(self) -> int:
        """How many rows somebody should look at."""
        return 0 if self._plan is None else len(self._plan.reading.doubtful | self._plan.asked)

    def line(self, at: int) -> Line:
        """Give the line of a shown row, made when it is first looked at."""
        place = self._shown[at]
        if place not in self._lines:
            if len(self._lines) > MOST_KEPT:
                self._lines.clear()
            self._lines[place] = self._make(place)
        return self._lines[place]

    def _make(self, place: int) -> Line:
        plan, state = self._plan, self._state
        if plan is None or state is None:
            raise LookupError("nothing to show")
        rows = plan.reading.rows
        if place >= len(rows):
            return missing_line(state.proposals[plan.missing[place - len(rows)]], plan.reading.year)
        row = rows[place]
        kind = self._kinds.get(row.number, Kind.NEW)
        entry = self._known.get(row.number)
        return line_of(kind, row, entry, plan.reading)

    def row_of(self, number: int) -> int:
        """Give the shown place of a row of the list by its number; -1 where it isn't shown."""
        return next((at for at in range(len(self._shown)) if self.number(at) == number), -1)

    def number(self, at: int) -> int:
        """Give the number of a shown row in the file; 0 where it isn't in the file."""
        place = self._shown[at]
        plan = self._plan
        return 0 if plan is None or place >= len(plan.reading.rows) else plan.reading.body.number(place)

    # -- what views ask ----------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(HEADINGS[section])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren
        line = self.line(index.row())
        if line.row is None:
            return flags
        if index.column() == IN:
            return flags if line.kind is Kind.REJECTED else flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in EDITED else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self.line(index.row()), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{DOUBT_SIGN}{line.cells[column]}" if column in line.in_doubt else line.cells[column]
        if role == Qt.ItemDataRole.EditRole:
            return line.to_write.get(column, line.cells[column])
        if role == Qt.ItemDataRole.CheckStateRole and column == IN and line.kind not in (Kind.REJECTED, Kind.MISSING):
            return (Qt.CheckState.Unchecked if line.kind is Kind.LEFT_OUT else Qt.CheckState.Checked).value
        if role == Qt.ItemDataRole.ToolTipRole:  # Qt would guess whether it is markup, and is told that it is none
            told = line.in_doubt.get(column, line.cells[column])
            return f'<p style="white-space: pre-wrap">{html.escape(told)}</p>' if told else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return self._colour(line, column, role)

    def _colour(self, line: Line, column: int, role: int) -> QColor | None:
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(self._theme.warn_ground) if column in line.in_doubt and column != DOUBTS else None
        if role != Qt.ItemDataRole.ForegroundRole:
            return None
        if column in line.in_doubt or column == DOUBTS:
            return QColor(self._theme.bad if line.kind is Kind.REJECTED else self._theme.warn)
        if column == STATUS and line.kind in self._status:
            return QColor(self._status[line.kind])
        out = line.kind in (Kind.REJECTED, Kind.LEFT_OUT, Kind.MISSING, Kind.UNCHANGED)
        return QColor(self._theme.muted) if out else None

    @property
    def _status(self) -> dict[Kind, str]:
        theme = self._theme
        return {Kind.NEW: theme.good, Kind.CHANGED: theme.brand, Kind.ASKED: theme.warn, Kind.REJECTED: theme.bad}

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line, column = self.line(index.row()), index.column()
        if line.row is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole and column == IN:
            self._leave_out([line.row.number], Qt.CheckState(value) is Qt.CheckState.Unchecked)
            return True
        if role != Qt.ItemDataRole.EditRole or column not in EDITED or str(value) == index.data(role):
            return False
        return self._write(line.row.number, EDITED[column], str(value))


def _spoken(line: Line, column: int) -> str:
    """Say a cell with its heading, since a screen reader goes from cell to cell; with the doubt, where there is one."""
    said = f"{say(HEADINGS[column])}: {line.cells[column] or '–'}"
    if column in line.in_doubt and column != DOUBTS:
        return f"{said}. {say('In doubt')}: {line.in_doubt[column]}"
    return said


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in AMOUNT_COLUMNS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
