"""A change: what a person did to a round, told so exactly that it can be kept, shown, undone and redone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kompetanse_desktop.domain.board import Board, Place
from kompetanse_desktop.domain.proposal import Proposal, Standing
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.domain.state import RoundState

Value = Round | Proposal | Standing | Place


@dataclass(frozen=True)
class Edit:
    """One value before and after; None where there is none. ``ref`` is empty for the round itself.

    Before and after are of one kind; a change's edits are applied in order, and undone backwards.
    """

    ref: str
    before: Value | None
    after: Value | None

    def __post_init__(self) -> None:
        kinds = {type(v) for v in (self.before, self.after) if v is not None}
        if len(kinds) != 1:
            raise TypeError("an edit is of one kind of value")

    @property
    def kind(self) -> type[Value]:
        """Tell what kind of value is edited."""
        return type(self.after if self.after is not None else self.before)  # type: ignore[return-value]

    def reversed(self) -> Edit:
        """Give the edit that takes this one back."""
        return Edit(self.ref, self.after, self.before)


@dataclass(frozen=True)
class Change:
    """A named, ordered set of edits. ``action`` names the kind of deed for machines ("move", "amount" …).

    ``name`` is what the window says, such as «Lese saman» moved from Prioritised to Reserve.
    """

    action: str
    name: Saying
    edits: tuple[Edit, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """The proposals it touches, each once."""
        return tuple(dict.fromkeys(edit.ref for edit in self.edits if edit.ref))

    def reversed(self) -> Change:
        """Give the change that takes this one back, under the same name."""
        return Change(self.action, self.name, tuple(edit.reversed() for edit in reversed(self.edits)))


def apply(state: RoundState, edits: tuple[Edit, ...]) -> RoundState:
    """Give the state after these edits. Pure; raises nothing for edits made from this very state."""
    proposals, standings = dict(state.proposals), dict(state.standings)
    new_round, board = state.round, state.board
    arriving: dict[str, Place] = {}
    for edit in edits:
        value, kind = edit.after, edit.kind
        if kind is Round:
            assert isinstance(value, Round)
            new_round = value
        elif kind is Place:
            if isinstance(value, Place) and edit.before is None:
                arriving[edit.ref] = value
            else:
                board = _settled(board, arriving)
                board = board.put(edit.ref, value) if isinstance(value, Place) else board.removed([edit.ref])
        elif value is None:
            (proposals if kind is Proposal else standings).pop(edit.ref, None)
        elif isinstance(value, Proposal):
            proposals[edit.ref] = value
        elif isinstance(value, Standing):
            standings[edit.ref] = value
    return replace(state, round=new_round, proposals=proposals, standings=standings, board=_settled(board, arriving))


def _settled(board: Board, arriving: dict[str, Place]) -> Board:
    """Put new refs on the board, whole lanes' ends at a time where they allow it, and forget them."""
    waiting = list(arriving.items())
    arriving.clear()
    while waiting:
        ref, place = waiting[0]
        if place.position != len(board[place.lane]) + 1:
            board = board.put(ref, place)
            waiting.pop(0)
            continue
        count = 1
        while count < len(waiting) and waiting[count][1] == Place(place.lane, place.position + count):
            count += 1
        board = board.added([r for r, _ in waiting[:count]], place.lane)
        del waiting[:count]
    return board
