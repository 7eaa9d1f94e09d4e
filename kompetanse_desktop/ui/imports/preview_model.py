"""The rows of a list as they will come in: a Qt model over an import's plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from kompetanse_desktop.exchange.columns import FIELDS
from kompetanse_desktop.exchange.plan import Plan, PlanEntry
from kompetanse_desktop.exchange.reading import Reading
from kompetanse_desktop.exchange.rows import Doubt, Row
from kompetanse_desktop.text import N_, number, say
from kompetanse_desktop.ui import theme as look

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
STATUS = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("same"),
    "rejected": N_("left out"),
    "missing": N_("not in the file"),
}
AMOUNT_COLUMNS = (6, 7)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One line of the table: its texts, and whether it is in doubt or left out."""

    cells: tuple[str, ...]
    in_doubt: bool
    left_out: bool


class PreviewModel(QAbstractTableModel):
    """Lines of an import, all of them or only those in doubt."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Line] = []
        self._lines: list[Line] = []
        self._only_doubts = False
        self._theme = look.system_theme()

    @property
    def doubtful(self) -> int:
        """How many rows are in doubt or left out."""
        return sum(line.in_doubt or line.left_out for line in self._all)

    def show_plan(self, plan: Plan, reading: Reading, year: int) -> None:
        """Show these rows, in the order of the file; what is only on the board comes last."""
        entries = {entry.row.number: entry for entry in plan.entries}
        self._all = []
        for row in reading.rows:
            entry = entries.get(row.number)
            self._all.append(_left_out(row) if entry is None else _taken_in(entry, year))
        for ref in plan.missing:
            self._all.append(Line(("", say(STATUS["missing"]), ref, "", "", "", "", "", ""), False, False))
        self._filter()

    def show_only_doubts(self, only: bool) -> None:
        """Show only rows that somebody should look at."""
        self._only_doubts = only
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        self._lines = [line for line in self._all if not self._only_doubts or line.in_doubt or line.left_out]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(HEADINGS[section])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in AMOUNT_COLUMNS else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in AMOUNT_COLUMNS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and (line.in_doubt or line.left_out):
            return QColor(self._theme.bad if line.left_out else self._theme.warn)
        if role == Qt.ItemDataRole.BackgroundRole and (line.in_doubt or line.left_out):
            return QColor(self._theme.bad_ground if line.left_out else self._theme.warn_ground)
        return None


def _taken_in(entry: PlanEntry, year: int) -> Line:
    proposal, asked = entry.after, entry.after.requested
    fields = ", ".join(say(FIELDS.get(name, name)).lower() for name in entry.changed)
    status = say(STATUS[entry.status.value])
    cells = (
        str(entry.row.number),
        f"{status}: {fields}" if fields else status,
        proposal.ref,
        proposal.title,
        proposal.applicant,
        proposal.network,
        say("unknown") if asked is None else number(asked.total(year)),
        "" if asked is None else number(asked.grand_total - asked.total(year)),
        _reasons(entry.row.doubts),
    )
    return Line(cells, bool(entry.row.doubts), False)


def _left_out(row: Row) -> Line:
    texts = [str(value) for value in row.values if value not in (None, "") and str(value) != row.ref]
    title, applicant, network = [*texts, "", "", ""][:3]
    reasons = _reasons((*row.doubts, *([row.rejected] if row.rejected is not None else [])))
    shown_ref = "" if row.made_ref else row.ref
    return Line(
        (str(row.number), say(STATUS["rejected"]), shown_ref, title, applicant, network, "", "", reasons), True, True
    )


def _reasons(doubts: Sequence[Doubt]) -> str:
    return "; ".join(f"{say(d.reason)} («{d.text}»)" if d.text else say(d.reason) for d in doubts)
