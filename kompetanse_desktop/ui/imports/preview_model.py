"""The rows of a list as they will come in: a Qt model over an import's plan."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.exchange.plan import Plan
from kompetanse_desktop.exchange.reading import Reading
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

    @property
    def doubtful(self) -> int:
        """How many rows are in doubt or left out."""
        return sum(line.in_doubt or line.left_out for line in self._all)

    def show_plan(self, plan: Plan, reading: Reading, year: int) -> None:
        """Show these rows, in the order of the file; what is only on the board comes last."""
        statuses = {entry.row: (entry.status, entry.changed) for entry in plan.entries}
        self._all = []
        for row in reading.rows:
            status, changed = statuses.get(row.number, ("rejected", ()))
            self._all.append(_line(row, status, tuple(changed), year))
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
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in AMOUNT_COLUMNS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme = look.system_theme()
        if role == Qt.ItemDataRole.ForegroundRole and (line.in_doubt or line.left_out):
            return QColor(theme.bad if line.left_out else theme.warn)
        if role == Qt.ItemDataRole.BackgroundRole and (line.in_doubt or line.left_out):
            return QColor(theme.bad_ground if line.left_out else theme.warn_ground)
        return None


def _line(row: object, status: str, changed: tuple[str, ...], year: int) -> Line:
    proposal: Proposal | None = row.proposal  # type: ignore[attr-defined]
    rejected = row.rejected  # type: ignore[attr-defined]
    doubts = [*row.doubts, *([rejected] if rejected is not None else [])]  # type: ignore[attr-defined]
    reasons = "; ".join(f"{say(d.reason)} («{d.text}»)" if d.text else say(d.reason) for d in doubts)
    state = say(STATUS[status])
    if changed:
        state = f"{state}: {', '.join(changed)}"
    number_ = str(row.number)  # type: ignore[attr-defined]
    if proposal is None:
        return Line((number_, state, "", *_kept_texts(row), "", "", reasons), True, True)
    asked = proposal.requested
    cells = (
        number_,
        state,
        proposal.ref,
        proposal.title,
        proposal.applicant,
        proposal.network,
        say("unknown") if asked is None else number(asked.total(year)),
        "" if asked is None else number(asked.grand_total - asked.total(year)),
        reasons,
    )
    return Line(cells, bool(doubts), False)


def _kept_texts(row: object) -> tuple[str, str, str]:
    texts = [str(cell) for cell in row.cells if str(cell).strip()]  # type: ignore[attr-defined]
    first, second, third = [*texts, "", "", ""][:3]
    return first, second, third
