"""Qt models over the forum's board: they adapt the state, and every move goes through one method."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import ANEW, Session
from kompetanse_desktop.domain.board import Lane, Move
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.figures import figures
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.ranking import Limit, Line, Ranking, ranking
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.domain.what_if import Preview, preview
from kompetanse_desktop.text import number, say
from kompetanse_desktop.ui.board.card import Card, Face, Spot, cut_texts, make_face, place_card, spoken

MIME = "application/x-kompetanse-refs"
CARD = Qt.ItemDataRole.UserRole + 1
REF = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class LaneModel(QAbstractListModel):
    """One lane's refs in order. Faces are written when they are asked for, and kept until they change."""

    def __init__(self, board: BoardModel, lane: Lane) -> None:
        super().__init__(board)
        self.board, self.lane = board, lane
        self.refs: tuple[str, ...] = ()
        self._faces: dict[str, Face] = {}
        self._rewritten: set[str] = set()
        self._order: Ranking | None = None
        self.total = 0
        """The sum of the lane in kroner of the round's year."""
        self.cut_row = -1

    # -- what views ask ----------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.refs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.refs):
            return None
        if role == REF:
            return self.refs[index.row()]
        if role == CARD:
            return self.card(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.face(index.row()).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.face(index.row()), self.lane, self._spot(index.row()))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.refs[index.row()]
        return None

    def face(self, row: int) -> Face:
        """Give what the card of a row shows wherever it stands."""
        ref = self.refs[row]
        face = self._faces.get(ref)
        if face is None:
            state = self.board.state
            network = self.board.network_numbers[state.proposals[ref].network]
            face = self._faces[ref] = make_face(state, ref, self.lane, network)
        return face

    def card(self, row: int) -> Card:
        """Give the card of a row in its place; while something is asked, as it would be then."""
        spot = self._asked(row) or self._spot(row)
        cut = self.cut_above(row)
        past = cut is not None and self.board.asked is not None
        if past and self.asked_line == (row, False):
            cut, past = self.asked_cut(), False
        return place_card(self.face(row), self.lane, spot, cut, past=past)

    def _spot(self, row: int) -> Spot:
        order = self._order
        if order is None:
            return Spot(row + 1)
        passed = None if row < order.inside else order.passed_at(row)
        return Spot(row + 1, order.sums[row], passed)

    def _asked(self, row: int) -> Spot | None:
        """Give where a prioritised card would stand; None where nothing is asked, or the card itself is held."""
        asked, ref = self.board.asked, self.refs[row]
        if asked is None or self._order is None or ref in asked.added:
            return None
        standing = asked.standing(ref)
        if standing is None:
            return None
        passed = None if standing.inside else Limit.MONEY if standing.sum > asked.before.available else Limit.PLACES
        turned = standing.inside - (row < self._order.inside)
        return Spot(standing.rank, standing.sum, passed, turned)

    def cut_above(self, row: int) -> tuple[str, str] | None:
        """Give the two texts of the cut line where it goes right above this row, as it is now."""
        line = self._line
        return None if row != self.cut_row or line is None else cut_texts(line, self.board.state.round.available)

    @property
    def _line(self) -> Line | None:
        return None if self._order is None else self._order.line

    @property
    def asked_line(self) -> tuple[int, bool] | None:
        """Where the cut line would go, as ``Preview.line_gap`` tells; None where nothing is asked or there is none."""
        asked = self.board.asked if self._order is not None else None
        return None if asked is None else asked.line_gap

    def asked_cut(self) -> tuple[str, str]:
        """Give the two texts the cut line would have."""
        asked = self.board.asked
        if asked is None or asked.line is None:
            return "", ""
        return cut_texts(asked.line, asked.before.available)

    def slot_texts(self, refs: Sequence[str], gap: int) -> tuple[str, str]:
        """Say what would stand in a gap: its places, and the sum down to it where there is one."""
        first = self.position_for_gap(refs, gap) or 1
        last = first + len(refs) - 1
        place = say("place {position}", position=first)
        if last > first:
            place = say("places {first} to {last}", first=first, last=last)
        asked = self.board.asked
        standing = None if asked is None or self._order is None else asked.standing(refs[-1])
        return place, "" if standing is None else say("sum {sum}", sum=number(standing.sum))

    def take_rewritten(self) -> set[str]:
        """Give the refs whose cards have other texts since this was asked last."""
        rewritten, self._rewritten = self._rewritten, set()
        return rewritten

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    # -- dragging ----------------------------------------------------------------------------------
    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        refs = [self.refs[i.row()] for i in sorted(indexes, key=lambda i: i.row())]
        data = QMimeData()
        data.setData(MIME, QByteArray("\n".join(refs).encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        refs = dragged_refs(data)
        return bool(refs) and not self.board.is_held and all(ref in self.board.state.board for ref in refs)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Move what is dropped. ``row`` is the gap it falls in, as the lane is now; -1 is below the last card."""
        refs = dragged_refs(data)
        if not refs:
            return False
        return self.board.move(refs, self.lane, self.position_for_gap(refs, row))

    def position_for_gap(self, refs: Sequence[str], row: int) -> int | None:
        """Turn a gap between the cards as they are now into the position once the dragged ones are lifted."""
        if row < 0:
            return None
        lifted = set(refs)
        return sum(ref not in lifted for ref in self.refs[:row]) + 1

    # -- following the state -----------------------------------------------------------------------
    def follow(self, touched: frozenset[str] | None) -> None:
        """Show the state as it is now; ``touched`` refs (None: all) have other texts than before."""
        state = self.board.state
        refs = state.board[self.lane]
        order = self.board.ranking if self.lane is Lane.PRIORITISED else None
        mine = refs if touched is None else touched.intersection(refs)
        if refs == self.refs and not mine and order == self._order:
            return
        for ref in (*self._faces,) if touched is None else touched:
            if self._faces.pop(ref, None) is not None:
                self._rewritten.add(ref)
        self._order = order
        given = figures(state).given
        self.total = sum(given(ref).now or 0 for ref in refs) if order is None else order.total
        self.cut_row = -1 if order is None or order.line is None else order.line.inside
        self._rearrange(refs)
        if refs:
            self.dataChanged.emit(self.index(0), self.index(len(refs) - 1))

    def clear(self) -> None:
        """Show nothing: there is no round any more."""
        self.beginResetModel()
        self.refs, self._order, self.total, self.cut_row = (), None, 0, -1
        self._faces.clear()
        self.endResetModel()

    def _rearrange(self, refs: tuple[str, ...]) -> None:
        """Go from the old order to the new in the fewest steps that views can follow."""
        old, new = self.refs, refs
        if old == new:
            return
        start = _first_difference(old, new)
        tail = _first_difference(old[start:][::-1], new[start:][::-1])
        old_part, new_part = old[start : len(old) - tail], new[start : len(new) - tail]
        root = QModelIndex()
        if len(old_part) == len(new_part) > 1 and old_part[1:] + old_part[:1] == new_part:
            self.beginMoveRows(root, start, start, root, start + len(old_part))
            self.refs = new
            self.endMoveRows()
            return
        if len(old_part) == len(new_part) > 1 and old_part[-1:] + old_part[:-1] == new_part:
            last = start + len(old_part) - 1
            self.beginMoveRows(root, last, last, root, start)
            self.refs = new
            self.endMoveRows()
            return
        if old_part:
            self.beginRemoveRows(root, start, start + len(old_part) - 1)
            self.refs = old[:start] + old[start + len(old_part) :]
            self.endRemoveRows()
        if new_part:
            self.beginInsertRows(root, start, start + len(new_part) - 1)
            self.refs = new
            self.endInsertRows()


def dragged_refs(data: QMimeData) -> tuple[str, ...]:
    """Read the refs of a drag; empty where it is something else."""
    return tuple(filter(None, bytes(data.data(MIME).data()).decode("utf-8", "replace").split("\n")))


def _first_difference(one: Sequence[object], other: Sequence[object]) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


class BoardModel(QObject):
    """The four lanes over one session. ``changed`` tells of what is already on disk and in the models."""

    changed = Signal(object)
    refused = Signal(object, object)
    """A move couldn't be made: the refusal, and the move to be tried again."""
    asked_changed = Signal()
    """Somebody asks what another move would do, or no longer asks."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.network_numbers: dict[str, int] = {}
        self.lanes = {lane: LaneModel(self, lane) for lane in Lane}
        self.ranking: Ranking | None = None
        self.asked: Preview | None = None
        """What the move would do that a hand or a box has on offer; None where there is none."""
        self.hold: Callable[[], Refusal | None] = lambda: None
        """Gives why nothing may be moved now; None where it may."""
        self._stop_listening = session.listen(self._follow)
        self.reload()

    @property
    def state(self) -> RoundState:
        """The round in use; an error where there is none."""
        if self.session.state is None:
            raise LookupError("no round in use")
        return self.session.state

    def reload(self) -> None:
        """Show whichever round is in use, from scratch."""
        if self.session.state is None:
            return
        self._number_networks()
        self._follow_state(None)

    def _follow_state(self, touched: frozenset[str] | None) -> None:
        self.ranking = ranking(self.state)
        self.ask_no_more()
        for model in self.lanes.values():
            model.follow(touched)

    def close(self) -> None:
        """Stop following the session."""
        self._stop_listening()

    def move(self, refs: Sequence[str], lane: Lane, position: int | None) -> bool:
        """Move proposals: the one way for mouse, keyboard and box. Tells ``refused`` where it can't be."""
        if not self.may_move():
            return False
        try:
            change = actions.move(self.session, refs, lane, position)
        except Refusal as refusal:
            self.refused.emit(refusal, lambda: actions.move(self.session, refs, lane, position))
            return False
        return bool(change.edits)

    def preview(self, refs: Sequence[str], lane: Lane, position: int | None) -> Preview | None:
        """Work out what a move would do; None where it can't be made."""
        try:
            return preview(self.state, Move(tuple(refs), lane, position), self.ranking)
        except Refusal:
            return None

    def together(self, refs: Sequence[str]) -> tuple[str, ...]:
        """Give those that stand in the lane of the first, which can be chosen together; none of none."""
        if not refs:
            return ()
        lane = self.state.board.lane_of(refs[0])
        return tuple(ref for ref in refs if self.state.board.lane_of(ref) is lane)

    def ask(self, refs: Sequence[str], lane: Lane, position: int | None) -> Preview | None:
        """Show on the board what a move would do, until ``ask_no_more``; None where it can't be made."""
        self.asked = self.preview(refs, lane, position)
        self.asked_changed.emit()
        return self.asked

    def ask_no_more(self) -> None:
        """Show the board as it is again."""
        if self.asked is not None:
            self.asked = None
            self.asked_changed.emit()

    @property
    def is_held(self) -> bool:
        """Tell whether nothing may be moved now."""
        return self.hold() is not None

    def may_move(self) -> bool:
        """Tell whether something may be moved now; where it may not, ``refused`` tells why."""
        refusal = self.hold()
        if refusal is not None:
            self.refused.emit(refusal, lambda: None)
        return refusal is None

    def _number_networks(self) -> None:
        self.network_numbers = {name: number for number, name in enumerate(self.state.networks())}

    def _follow(self, change: Change) -> None:
        kinds = {edit.kind for edit in change.edits}
        if self.session.state is None:
            for model in self.lanes.values():
                model.clear()
            self.changed.emit(change)
            return
        numbers = self.network_numbers
        if Proposal in kinds or Round in kinds or not change.edits:
            self._number_networks()
        anew = change.action in ANEW or Round in kinds or not change.edits
        touched = None if anew or numbers != self.network_numbers else frozenset(change.refs)
        self._follow_state(touched)
        self.changed.emit(change)
