"""What each proposal of a round asks for and would get, worked out once for as long as nothing of it changes.

A move changes the board alone. The sums after it need not ask ten thousand proposals for their amounts again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple, TypeVar

from kompetanse_desktop.domain.state import RoundState

T = TypeVar("T")


class Given(NamedTuple):
    """What one proposal gets if it is prioritised: kroner of the round's year (None: unknown), and (year, kroner)."""

    now: int | None
    later: tuple[tuple[int, int], ...]


class Figures:
    """The figures of all proposals of a round, whatever the board looks like."""

    def __init__(self, state: RoundState) -> None:
        self._state = state
        self._given: dict[str, Given] = {}
        self._kept: dict[object, object] = {}

    def is_of(self, state: RoundState) -> bool:
        """Tell whether these are the figures of a state too: the same values, not only equal ones."""
        mine = self._state
        same = mine.proposals is state.proposals and mine.standings is state.standings
        return same and mine.round.year == state.round.year

    def given(self, ref: str) -> Given:
        """Give what a proposal gets if it is prioritised."""
        found = self._given.get(ref)
        if found is None:
            amounts, year = self._state.amounts(ref), self._state.round.year
            now = None if amounts is None else amounts.total(year)
            years = () if amounts is None else tuple(y for y in amounts.years if y > year)
            later = () if amounts is None else tuple((y, amounts.total(y)) for y in years)
            found = self._given[ref] = Given(now, later)
        return found

    def kept(self, name: object, work_out: Callable[[], T]) -> T:
        """Give what somebody has worked out from the proposals and standings alone, by a name of their own."""
        if name not in self._kept:
            self._kept[name] = work_out()
        return self._kept[name]  # type: ignore[return-value]

    @cached_property
    def requested(self) -> int:
        """What is asked for in the round's year, in kroner; what is withdrawn isn't."""
        state = self._state
        return sum(state.requested(ref) or 0 for ref in state.proposals if not state.standing(ref).withdrawn)

    @cached_property
    def networks(self) -> tuple[str, ...]:
        """The networks, as RoundState gives them."""
        return self._state.networks()

    @cached_property
    def later_years(self) -> tuple[int, ...]:
        """The years after the round's own that something is asked for in, in order."""
        asked = {
            year
            for proposal in self._state.proposals.values()
            if proposal.requested is not None
            for year in proposal.requested.years
        }
        return tuple(sorted(year for year in asked if year > self._state.round.year))

    def follow(self, before: Figures) -> None:
        """Take over from the figures of an earlier state what still holds."""
        old, new = before._state, self._state
        if old.proposals is not new.proposals or old.round.year != new.round.year:
            return
        for ref, given in before._given.items():
            if old.standings.get(ref) is new.standings.get(ref):
                self._given[ref] = given


_latest: list[Figures] = []


def figures(state: RoundState) -> Figures:
    """Give the figures of a state; those asked for last are kept at hand."""
    if _latest and _latest[0].is_of(state):
        return _latest[0]
    made = Figures(state)
    if _latest:
        made.follow(_latest[0])
    _latest[:] = [made]
    return made
