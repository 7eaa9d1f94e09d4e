"""A change: what a person did to a round, told so exactly that it can be kept, shown, undone and redone."""

from __future__ import annotations

from dataclasses import dataclass

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
    kinds = {edit.kind for edit in edits}
    proposals = dict(state.proposals) if Proposal in kinds else {}
    standings = dict(state.standings) if Standing in kinds else {}
    new_round, places = state.round, _Places(state.board)
    for edit in edits:
        value = edit.after
        if isinstance(value, Round):
            new_round = value
        elif isinstance(value, Proposal):
            proposals[edit.ref] = value
        elif isinstance(value, Standing):
            standings[edit.ref] = value
        elif edit.kind is Place:
            places.edit(edit)
        elif edit.kind is Proposal:
            del proposals[edit.ref]
        elif edit.kind is Standing:
            del standings[edit.ref]
    return RoundState(  # what isn't touched is the very same, so that what was worked out from it still holds
        new_round,
        proposals if Proposal in kinds else state.proposals,
        standings if Standing in kinds else state.standings,
        places.board(),
    )


class _Places:
    """A board being edited. Refs that arrive or leave together are put on or taken off together."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._arriving: dict[str, Place] = {}
        self._leaving: list[str] = []

    def edit(self, edit: Edit) -> None:
        """Take one edit of a place, after the ones before it."""
        place = edit.after
        if place is None:
            self._arrive()
            self._leaving.append(edit.ref)
        elif isinstance(place, Place):
            self._leave()
            if edit.before is None:
                self._arriving[edit.ref] = place
            else:
                self._arrive()
                self._board = self._board.put(edit.ref, place)

    def board(self) -> Board:
        """Give the board with every edit done."""
        self._leave()
        self._arrive()
        return self._board

    def _leave(self) -> None:
        if self._leaving:
            self._board = self._board.removed(self._leaving)
            self._leaving.clear()

    def _arrive(self) -> None:
        waiting = list(self._arriving.items())
        self._arriving.clear()
        at = 0
        while at < len(waiting):
            ref, place = waiting[at]
            end = at + 1
            if place.position != len(self._board[place.lane]) + 1:
                self._board = self._board.put(ref, place)
            else:
                while end < len(waiting) and waiting[end][1] == Place(place.lane, place.position + end - at):
                    end += 1
                self._board = self._board.added([r for r, _ in waiting[at:end]], place.lane)
            at = end
