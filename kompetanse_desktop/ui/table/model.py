"""The Qt model of the table: every proposal a row, in an order and a selection of its own, over the board's model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import ANEW
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import number, say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.table.rows import (
    AMOUNT,
    COLUMNS,
    SUM,
    TITLE,
    Key,
    Row,
    Sent,
    Stand,
    arranged,
    make_sent,
    spoken_row,
    stands,
)

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
REF = Role.UserRole + 1
GONE = Stand(Lane.UNHANDLED, 0, None, None)
"""Where a proposal stands that isn't in the round any more."""


class TableModel(QAbstractTableModel):
    """All proposals of the round that are let through, sorted as asked for. The board's order is never touched."""

    def __init__(self, board: BoardModel, theme: look.Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self.theme = theme
        self.refs: tuple[str, ...] = ()
        """What is shown, from the top."""
        self.matches: frozenset[str] | None = None
        """What was searched for and stands out; None where nothing is."""
        self._let_through: frozenset[str] | None = None
        self._sorting: tuple[int, bool] | None = None
        self._sent: dict[str, Sent] = {}
        self._stands: dict[str, Stand] = {}
        self._rows: dict[str, int] = {}
        board.changed.connect(self._follow)
        self.reload()

    # -- what views ask ----------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.refs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical:
            if role == Role.AccessibleTextRole and section < len(self.refs):
                return spoken_row(self.row(section))
            return self.refs[section] if role == Role.DisplayRole and section < len(self.refs) else None
        column = COLUMNS[section]
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return say(column.heading)
        if role == Role.TextAlignmentRole:
            return _alignment(column.is_number)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.refs):
            return None
        if role == REF:
            return self.refs[index.row()]
        column, row = COLUMNS[index.column()], self.row(index.row())
        if role == Role.DisplayRole:
            return column.text(row)
        if role == Role.TextAlignmentRole:
            return _alignment(column.is_number)
        if role == Role.EditRole:
            amount = row.sent.recommended
            return "" if amount is None else number(amount)
        if role == Role.ForegroundRole:
            return self._ink(row, index.column())
        if role == Role.FontRole:
            return look.font(bold=True) if index.column() == TITLE and not self._is_paled(row) else None
        if role == Role.AccessibleTextRole:
            return column.text(row) or say("empty")
        if role == Role.AccessibleDescriptionRole and index.column() == TITLE:
            return spoken_row(row)
        if role == Role.ToolTipRole:
            return column.text(row) or None
        return None

    def _is_paled(self, row: Row) -> bool:
        return self.matches is not None and row.sent.ref not in self.matches

    def _ink(self, row: Row, column: int) -> QColor | None:
        """Give a cell's own colour: paled where it isn't found; red where the money has ended, which is said too."""
        if self._is_paled(row):
            return QColor(self.theme.muted)
        if column == SUM and row.stand.passed is not None:
            return QColor(self.theme.bad)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == AMOUNT else flags

    def row(self, at: int) -> Row:
        """Give the row at a place of the table as it is now."""
        return self._row_of(self.refs[at])

    def _row_of(self, ref: str) -> Row:
        stand, sent = self._stands.get(ref), self._sent.get(ref)
        if stand is None:
            return Row(sent or Sent(ref), GONE)  # views may ask while its row is being taken away
        if sent is None:
            sent = self._sent[ref] = make_sent(self._board.state, ref)
        return Row(sent, stand)

    def place_of(self, ref: str) -> int | None:
        """Tell which row a proposal has now; None where it isn't shown."""
        return self._rows.get(ref)

    def in_board_order(self, refs: Sequence[str]) -> tuple[str, ...]:
        """Put refs in the order of the board, whatever order they are shown in."""
        wanted = set(refs)
        return tuple(ref for ref in self._stands if ref in wanted)

    # -- writing in a cell -------------------------------------------------------------------------
    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Keep an amount that was written in its cell; an empty one means what was asked for."""
        if role != Role.EditRole or index.column() != AMOUNT:
            return False
        ref, text = self.refs[index.row()], str(value).strip()
        if text == self.data(index, Role.EditRole):
            return False

        def keep() -> Change:
            return actions.set_amount(self._board.session, ref, _kroner(text))

        try:
            keep()
        except Refusal as refusal:
            self._board.refused.emit(refusal, keep)
            return False
        return True

    # -- order and choice --------------------------------------------------------------------------
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the rows in order by a column; -1 is the order of the board."""
        self._sorting = None if column < 0 else (column, order is Qt.SortOrder.DescendingOrder)
        self._rearrange()

    @property
    def is_sorted(self) -> bool:
        """Tell whether the rows are in another order than that of the board."""
        return self._sorting is not None

    def let_through(self, refs: frozenset[str] | None) -> None:
        """Show only these (None: all)."""
        self._let_through = refs
        self._rearrange()

    def show_matches(self, refs: frozenset[str] | None) -> None:
        """Let these stand out (None: nothing was searched for)."""
        self.matches = refs
        self._tell_all()

    def set_theme(self, theme: look.Theme) -> None:
        """Paint in other colours from now on."""
        self.theme = theme
        self._tell_all()

    def _tell_all(self) -> None:
        if self.refs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.refs) - 1, len(COLUMNS) - 1))

    # -- following ---------------------------------------------------------------------------------
    def reload(self) -> None:
        """Show the round in use from scratch."""
        self._sent.clear()
        state = self._board.session.state
        self._stands = {} if state is None else stands(state)
        self._rearrange()
        self._tell_all()

    def _follow(self, change: Change) -> None:
        anew = change.action in ANEW or not change.edits or any(edit.kind is Round for edit in change.edits)
        state = self._board.session.state
        if anew or state is None:
            self.reload()
            return
        for ref in change.refs:
            self._sent.pop(ref, None)
        self._stands = stands(state)
        self._rearrange()
        self._tell_all()

    def _wanted(self) -> tuple[str, ...]:
        shown = self._let_through
        refs = tuple(ref for ref in self._stands if shown is None or ref in shown)
        if self._sorting is None:
            return refs
        column, descending = self._sorting

        def key(ref: str) -> Key:
            return COLUMNS[column].key(self._row_of(ref))

        return arranged(refs, key, descending=descending)

    def _rearrange(self) -> None:
        """Go from the rows there are to those there should be, so that what is chosen stays chosen."""
        new = self._wanted()
        if new == self.refs:
            return
        staying = set(new)
        self._remove([at for at, ref in enumerate(self.refs) if ref not in staying])
        there = set(self.refs)
        self._reorder(tuple(ref for ref in new if ref in there))
        self._insert(new, [at for at, ref in enumerate(new) if ref not in there])
        self._rows = {ref: at for at, ref in enumerate(self.refs)}

    def _remove(self, gone: Sequence[int]) -> None:
        for first, last in reversed([*_runs(gone)]):
            self.beginRemoveRows(QModelIndex(), first, last)
            self.refs = self.refs[:first] + self.refs[last + 1 :]
            self.endRemoveRows()

    def _insert(self, new: tuple[str, ...], coming: Sequence[int]) -> None:
        for first, last in _runs(coming):
            self.beginInsertRows(QModelIndex(), first, last)
            self.refs = self.refs[:first] + new[first : last + 1] + self.refs[first:]
            self.endInsertRows()

    def _reorder(self, new: tuple[str, ...]) -> None:
        if new == self.refs:
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        rows = {ref: at for at, ref in enumerate(new)}
        moved = [self.index(rows[self.refs[index.row()]], index.column()) for index in held]
        self.refs = new
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of each run of rows that lie together."""
    first = last = None
    for row in rows:
        if first is not None and last is not None and row == last + 1:
            last = row
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = row
    if first is not None and last is not None:
        yield first, last


def _alignment(is_number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _kroner(text: str) -> int | None:
    """Read what was written in a cell. Raises Refusal where it is no amount."""
    from kompetanse_desktop.exchange import amounts  # wanted only when somebody writes an amount

    if not text:
        return None
    nok = amounts.parse(text).nok
    if nok is None:
        raise Refusal("«{text}» isn't an amount in kroner.", text=text)
    return nok
