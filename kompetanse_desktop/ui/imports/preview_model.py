"""The rows of a list as they will come in: a Qt model over an import's plan, each line made when it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.plan import Plan, PlanEntry
from kompetanse_desktop.exchange.rows import Doubt, Row
from kompetanse_desktop.text import N_, number, say
from kompetanse_desktop.ui import theme as look

Index = QModelIndex | QPersistentModelIndex
IN, STATUS, REF, TITLE, APPLICANT, NETWORK, REQUESTED, LATER, DOUBTS = range(9)
HEADINGS = (
    N_("Row"),
    N_("Status"),
    N_("Number"),
    N_("Title of the measure"),
    N_("Applicant"),
    N_("Network"),
    N_("Requested"),
    N_("Later years"),
    N_("In doubt"),
)
AMOUNT_COLUMNS = (REQUESTED, LATER)
EDITED = {REF: "ref", TITLE: "title", APPLICANT: "applicant", NETWORK: "network", REQUESTED: "requested"}
"""The columns that can be written over, with the field each is of."""
MOST_KEPT = 2_000
DOUBT_SIGN = "⚠ "


class Kind(StrEnum):
    """What a line of the preview is."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ASKED = "asked"
    REJECTED = "rejected"
    LEFT_OUT = "left_out"
    MISSING = "missing"


WORDS = {
    Kind.NEW: N_("new"),
    Kind.CHANGED: N_("changed"),
    Kind.UNCHANGED: N_("same"),
    Kind.ASKED: N_("which one?"),
    Kind.REJECTED: N_("can't be taken in"),
    Kind.LEFT_OUT: N_("left out"),
    Kind.MISSING: N_("not in the file"),
}


@dataclass(frozen=True)
class Line:
    """One line of the table: what it is, the row of the list (None where there is none), and its texts."""

    kind: Kind
    row: Row | None
    entry: PlanEntry | None
    cells: tuple[str, ...]
    in_doubt: frozenset[int]
    """The columns that somebody should look at."""
    ref: str


class PreviewModel(QAbstractTableModel):
    """Lines of an import: all of them, those in doubt, or those of one kind.

    ``write`` is called with (row number, field, text) for a cell that was written over, and ``leave_out``
    with (row number, whether) for a row that was unticked or ticked again.
    """

    def __init__(self, write: Callable[[int, str, str], bool], leave_out: Callable[[int, bool], None]) -> None:
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
    def show_plan(self, plan: Plan, state: RoundState) -> None:
        """Show these rows, in the order of the file; what is only on the board comes last."""
        self.beginResetModel()
        self._plan, self._state = plan, state
        self._known = {entry.row.number: entry for entry in plan.known}
        self._kinds = {number: Kind(entry.status.value) for number, entry in self._known.items()}
        self._kinds |= dict.fromkeys(plan.asked, Kind.ASKED)
        body = plan.reading.body
        self._kinds |= {body.number(place): Kind.REJECTED for place in body.rejected}
        self._kinds |= dict.fromkeys(plan.reading.left_out, Kind.LEFT_OUT)
        self._filter()
        self.endResetModel()

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
            return _missing(state.proposals[plan.missing[place - len(rows)]], plan.reading.year)
        row = rows[place]
        kind = self._kinds.get(row.number, Kind.NEW)
        entry = self._known.get(row.number)
        return _line(kind, row, entry, plan.reading.year)

    def row_of(self, number: int) -> int:
        """Give the shown place of a row of the list by its number; -1 where it isn't shown."""
        return next((at for at in range(len(self._shown)) if self._number(at) == number), -1)

    def _number(self, at: int) -> int:
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
            return line.cells[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == IN and line.row is not None:
            if line.kind is Kind.REJECTED:
                return None
            return (Qt.CheckState.Unchecked if line.kind is Kind.LEFT_OUT else Qt.CheckState.Checked).value
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return _told(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{say(HEADINGS[column])}: {line.cells[column] or '–'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return self._colour(line, column, role)

    def _colour(self, line: Line, column: int, role: int) -> QColor | None:
        theme = self._theme
        out = line.kind in (Kind.REJECTED, Kind.LEFT_OUT, Kind.MISSING)
        if role == Qt.ItemDataRole.ForegroundRole:
            if line.kind is Kind.REJECTED and column in (STATUS, DOUBTS):
                return QColor(theme.bad)
            if column in line.in_doubt or (column == STATUS and line.kind is Kind.ASKED):
                return QColor(theme.warn)
            return QColor(theme.muted) if out else None
        if role == Qt.ItemDataRole.BackgroundRole and column in line.in_doubt:
            return QColor(theme.warn_ground)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.line(index.row()).row
        if row is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == IN:
            self._leave_out(row.number, Qt.CheckState(value) is Qt.CheckState.Unchecked)
            return True
        field = EDITED.get(index.column())
        if (
            role != Qt.ItemDataRole.EditRole
            or field is None
            or str(value) == self.line(index.row()).cells[index.column()]
        ):
            return False
        return self._write(row.number, field, str(value))


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in AMOUNT_COLUMNS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _line(kind: Kind, row: Row, entry: PlanEntry | None, year: int) -> Line:
    proposal = entry.after if entry is not None else row.proposal
    doubts = (*row.doubts, *([row.rejected] if row.rejected is not None else []))
    fields = "" if entry is None else ", ".join(difference.name.lower() for difference in entry.differences)
    status = f"{say(WORDS[kind])}: {fields}" if fields and kind is Kind.CHANGED else say(WORDS[kind])
    ref = "" if proposal is None and row.made_ref else (row.ref if proposal is None else proposal.ref)
    if proposal is None:
        texts = [text for text in row.cells if text and text != row.ref]
        title, applicant, network = [*texts, "", "", ""][:3]
        amounts = ("", "")
    else:
        title, applicant, network = proposal.title, proposal.applicant, proposal.network
        amounts = _amounts(proposal, year)
    cells = (str(row.number), status, ref, title, applicant, network, *amounts, _reasons(doubts))
    return Line(kind, row, entry, cells, _columns_of(doubts), ref)


def _missing(proposal: Proposal, year: int) -> Line:
    cells = (
        "",
        say(WORDS[Kind.MISSING]),
        proposal.ref,
        proposal.title,
        proposal.applicant,
        proposal.network,
        *_amounts(proposal, year),
        "",
    )
    return Line(Kind.MISSING, None, None, cells, frozenset(), proposal.ref)


def _amounts(proposal: Proposal, year: int) -> tuple[str, str]:
    asked = proposal.requested
    if asked is None:
        return say("unknown"), ""
    later = asked.grand_total - asked.total(year)
    return number(asked.total(year)), number(later) if later else ""


def _columns_of(doubts: Sequence[Doubt]) -> frozenset[int]:
    """Give the columns of the table where doubts are shown in place; the last column has the reasons of all."""
    by_field = {field: column for column, field in EDITED.items()}
    return frozenset(
        by_field.get(doubt.field, LATER if doubt.field.startswith("requested") else DOUBTS) for doubt in doubts
    )


def _reasons(doubts: Sequence[Doubt]) -> str:
    return "; ".join(f"{say(d.reason)} («{d.text}»)" if d.text else say(d.reason) for d in doubts)


def _told(line: Line, column: int) -> str:
    if column not in line.in_doubt or line.row is None:
        return line.cells[column]
    doubts = (*line.row.doubts, *([line.row.rejected] if line.row.rejected is not None else []))
    return _reasons([d for d in doubts if column in _columns_of([d])])
