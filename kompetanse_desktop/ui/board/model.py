"""Qt models over the forum's board: they adapt the state, and every move goes through one method."""

from __future__ import annotations

from collections.abc import Sequence

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
from kompetanse_desktop.domain.budget import CutLine, cut_line
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.ranking import running_sums
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.domain.what_if import Preview, preview
from kompetanse_desktop.text import number, say
from kompetanse_desktop.ui.board.card import Card, Face, make_face, place_card, spoken

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
        self._sums: Sequence[int] = ()
        self.total = 0
        """The sum of the lane in kroner of the round's year."""
        self._cut: CutLine | None = None
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
            running = self._running(index.row())
            return spoken(self.face(index.row()), self.lane, index.row() + 1, running, self._inside(running))
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
        """Give the card of a row in its place."""
        running = self._running(row)
        return place_card(self.face(row), self.lane, row + 1, running, self._inside(running), self.cut_above(row))

    def _running(self, row: int) -> int | None:
        return self._sums[row] if self._sums else None

    def _inside(self, running: int | None) -> bool:
        return running is None or running <= self.board.state.round.available

    def cut_above(self, row: int) -> tuple[str, str] | None:
        """Give the two texts of the cut line where it goes right above this row."""
        if row != self.cut_row or self._cut is None:
            return None
        return (
            say("inside {available}", available=number(self.board.state.round.available)),
            say("{missing} too much", missing=number(self._cut.missing)),
        )

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
        return bool(refs) and all(ref in self.board.state.board for ref in refs)

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
        sums = running_sums(state) if self.lane is Lane.PRIORITISED else []
        mine = refs if touched is None else touched.intersection(refs)
        if refs == self.refs and not mine and sums == list(self._sums):
            return
        for ref in (*self._faces,) if touched is None else touched:
            self._faces.pop(ref, None)
        self._sums = sums
        self.total = sums[-1] if sums else sum(state.recommended(ref) or 0 for ref in refs)
        self._cut = cut_line(state) if self.lane is Lane.PRIORITISED else None
        self.cut_row = -1 if self._cut is None else refs.index(self._cut.after) + 1 if self._cut.after else 0
        self._rearrange(refs)
        if refs:
            self.dataChanged.emit(self.index(0), self.index(len(refs) - 1))

    def clear(self) -> None:
        """Show nothing: there is no round any more."""
        self.beginResetModel()
        self.refs, self._sums, self.total, self._cut, self.cut_row = (), (), 0, None, -1
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

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.network_numbers: dict[str, int] = {}
        self.lanes = {lane: LaneModel(self, lane) for lane in Lane}
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
        for model in self.lanes.values():
            model.follow(None)

    def close(self) -> None:
        """Stop following the session."""
        self._stop_listening()

    def move(self, refs: Sequence[str], lane: Lane, position: int | None) -> bool:
        """Move proposals: the one way for mouse, keyboard and box. Tells ``refused`` where it can't be."""
        try:
            change = actions.move(self.session, refs, lane, position)
        except Refusal as refusal:
            self.refused.emit(refusal, lambda: actions.move(self.session, refs, lane, position))
            return False
        return bool(change.edits)

    def preview(self, refs: Sequence[str], lane: Lane, position: int | None) -> Preview | None:
        """Work out what a move would do; None where it can't be made."""
        try:
            return preview(self.state, Move(tuple(refs), lane, position))
        except Refusal:
            return None

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
        for model in self.lanes.values():
            model.follow(touched)
        self.changed.emit(change)
