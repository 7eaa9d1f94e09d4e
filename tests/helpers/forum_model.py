"""What a forum has done, kept in the simplest way there is: every state, and two piles for undo and redo."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kompetanse_desktop.domain.board import Board, Lane
from kompetanse_desktop.domain.proposal import Proposal, Standing
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.domain.state import RoundState


@dataclass(frozen=True)
class Deed:
    """One deed: what it was called, and the round before and after it."""

    name: Saying
    before: RoundState
    after: RoundState


@dataclass
class History:
    """One round: how it was after each entry, from the first on, and what can be taken back and done again."""

    states: list[RoundState]
    undo: list[Deed] = field(default_factory=list)
    redo: list[Deed] = field(default_factory=list)

    @property
    def now(self) -> RoundState:
        """How the round is."""
        return self.states[-1]

    def done(self, name: Saying, after: RoundState) -> None:
        """Take note of a deed."""
        self.undo.append(Deed(name, self.now, after))
        self.redo.clear()
        self.states.append(after)

    def marked(self) -> None:
        """Take note of something that changes nothing and can't be undone."""
        self.states.append(self.now)

    def taken_back(self) -> Deed:
        """Take note that the last deed was undone."""
        deed = self.undo.pop()
        self.redo.append(deed)
        self.states.append(deed.before)
        return deed

    def done_again(self) -> Deed:
        """Take note that what was undone last was done again."""
        deed = self.redo.pop()
        self.undo.append(deed)
        self.states.append(deed.after)
        return deed


def moved(state: RoundState, refs: list[str], lane: Lane, position: int | None) -> RoundState | None:
    """Move cards as one would with cards on a table; None where there is no such place."""
    lanes = {one: [ref for ref in state.board[one] if ref not in refs] for one in Lane}
    if position is not None and not 1 <= position <= len(lanes[lane]) + 1:
        return None
    at = len(lanes[lane]) if position is None else position - 1
    lanes[lane][at:at] = refs
    return replace(state, board=Board(lanes))


def said(state: RoundState, ref: str, **fields: object) -> RoundState:
    """Say something of one proposal; a round of which nothing new is said stays as it was."""
    old = state.standings.get(ref, Standing())
    new = replace(old, **fields)  # type: ignore[arg-type]
    return state if new == old else replace(state, standings={**state.standings, ref: new})


def arrived(state: RoundState, proposals: list[Proposal]) -> RoundState:
    """Put new proposals at the end of those not handled, and newer ones in the place of the older."""
    lanes = {one: list(state.board[one]) for one in Lane}
    lanes[Lane.UNHANDLED] += [one.ref for one in proposals if one.ref not in state.proposals]
    return replace(state, proposals={**state.proposals, **{one.ref: one for one in proposals}}, board=Board(lanes))


def left_over(state: RoundState) -> int:
    """Work out what is left of the money, in kroner, in the plainest way."""
    left = state.round.frame - state.round.committed - state.round.set_aside
    for ref in state.board[Lane.PRIORITISED]:
        recommended = state.standings[ref].recommended if ref in state.standings else None
        amounts = state.proposals[ref].requested if recommended is None else recommended
        left -= sum(nok for _, year, nok in amounts or () if year == state.round.year)
    return left
