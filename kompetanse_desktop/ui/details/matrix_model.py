"""The amounts of one proposal as a table: payees by year down, asked for and recommended beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kompetanse_desktop import labels
from kompetanse_desktop.domain.checks import MOST_YEARS
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import number, say
from kompetanse_desktop.ui import theme as look

Index = QModelIndex | QPersistentModelIndex
REQUESTED, RECOMMENDED = 0, 1
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NONE = "–"


@dataclass(frozen=True)
class Row:
    """One row: a payee in a year, the sum of a year (no payee), or the sum of all (no year either)."""

    year: int | None
    payee: Payee | None


class MatrixModel(QAbstractTableModel):
    """What was asked for and what is recommended. What is written is told by ``asked``, and shown when it is kept."""

    asked = Signal(object, str)
    """(row, text): the reader wants this amount there."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self._requested: Amounts | None = None
        self._given: Amounts | None = None

    def show_amounts(self, state: RoundState, ref: str, more_years: int = 0) -> None:
        """Show a proposal's amounts; with ``more_years`` so many years after the last that has any."""
        self._requested, self._given = state.proposals[ref].requested, state.amounts(ref)
        years = years_shown(state, ref, more_years)
        wanted = _rows(years, self._requested, self._given)
        if wanted == self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(wanted) - 1, RECOMMENDED))
            return
        self.beginResetModel()
        self.rows = wanted
        self.endResetModel()

    def _nok(self, row: Row, column: int) -> int | None:
        amounts = self._requested if column == REQUESTED else self._given
        if amounts is None:
            return None
        if row.year is None:
            return amounts.grand_total
        return amounts.total(row.year) if row.payee is None else amounts[(row.payee, row.year)]

    # -- what Qt asks ------------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return say("Requested") if section == REQUESTED else say("Recommended")
            return RIGHT if role == Qt.ItemDataRole.TextAlignmentRole else None
        row = self.rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return row_name(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return full_name(row)
        if role == Qt.ItemDataRole.FontRole:
            return look.font(bold=row.payee is None)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        nok = self._nok(row, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            if nok is None:
                return say("unknown") if row.payee is None else NONE
            return number(nok) if nok or row.payee is None else NONE
        if role == Qt.ItemDataRole.EditRole:
            return number(nok) if nok else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role == Qt.ItemDataRole.FontRole:
            return look.font(bold=row.payee is None)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = say("unknown") if nok is None else say("{amount_nok}", amount_nok=nok)
            return f"{full_name(row)}, {self.headerData(index.column(), Qt.Orientation.Horizontal)}: {shown}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        writable = index.column() == RECOMMENDED and self.rows[index.row()].year is not None
        return usual | Qt.ItemFlag.ItemIsEditable if writable else usual

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == index.data(Qt.ItemDataRole.EditRole):
            return False
        self.asked.emit(self.rows[index.row()], text)
        return True


def years_shown(state: RoundState, ref: str, more_years: int = 0) -> tuple[int, ...]:
    """Give the round's year and every year that has an amount, and ``more_years`` after them as far as awards reach."""
    first = state.round.year
    given = {year for each in (state.proposals[ref].requested, state.amounts(ref)) if each for year in each.years}
    last = max([first, *(year for year in given if year < first + MOST_YEARS)])
    reached = range(first, min(last + more_years, first + MOST_YEARS - 1) + 1)
    return tuple(sorted({*given, *reached}))


def _rows(years: tuple[int, ...], *several: Amounts | None) -> tuple[Row, ...]:
    rows = []
    for year in years:
        undivided = any(each is not None and each[(Payee.UNDIVIDED, year)] for each in several)
        rows.append(Row(year, None))
        rows += [Row(year, payee) for payee in Payee if payee is not Payee.UNDIVIDED or undivided]
    return (*rows, Row(None, None)) if len(years) > 1 else tuple(rows)


def row_name(row: Row) -> str:
    """Name a row as it stands under its year."""
    if row.year is None:
        return say("Total")
    return str(row.year) if row.payee is None else say(labels.PAYEE[row.payee])


def full_name(row: Row) -> str:
    """Name a row by itself, for who hears it."""
    if row.year is None:
        return say("All years together")
    if row.payee is None:
        return say("Sum of {year}", year=str(row.year))
    return f"{say(labels.PAYEE[row.payee])} {row.year}"
