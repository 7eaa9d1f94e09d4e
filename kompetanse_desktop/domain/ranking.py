"""The prioritised proposals in order, with their running sums: where the money or the places end, for the board."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from kompetanse_desktop.domain.figures import figures
from kompetanse_desktop.domain.state import RoundState


class Limit(StrEnum):
    """What a round can run out of."""

    MONEY = "money"
    PLACES = "places"


@dataclass(frozen=True)
class Line:
    """Where a round's money or places end: right after the first ``inside`` proposals.

    ``limit`` is the one that ends first (the money where both end at the same place). ``missing`` is
    how many kroner too much all of them are, ``too_many`` how many proposals more than places; 0 where
    that limit isn't passed.
    """

    inside: int
    limit: Limit
    missing: int
    too_many: int


@dataclass(frozen=True)
class Ranking:
    """An order with its running sums in whole kroner, what is available, and the places (None: no limit)."""

    refs: tuple[str, ...]
    sums: tuple[int, ...]
    available: int
    places: int | None = None

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row of each ref, from 0."""
        return {ref: row for row, ref in enumerate(self.refs)}

    @property
    def total(self) -> int:
        """The sum of all, in kroner."""
        return self.sums[-1] if self.sums else 0

    @cached_property
    def line(self) -> Line | None:
        """Where the money or the places end; None while both reach to the last."""
        return line_at(bisect_right(self.sums, self.available), len(self.refs), self.total, self)

    @property
    def inside(self) -> int:
        """How many from the top there are both money and places for."""
        return len(self.refs) if self.line is None else self.line.inside

    def passed_at(self, row: int) -> Limit:
        """Tell which limit a row below the line is beyond: the money, where it is beyond both."""
        return Limit.MONEY if self.sums[row] > self.available else Limit.PLACES

    def amount(self, row: int) -> int:
        """Kroner of the proposal in a row, from 0; an unknown amount counts as nothing."""
        return self.sums[row] - (self.sums[row - 1] if row else 0)


def line_at(affordable: int, count: int, total: int, limits: Ranking) -> Line | None:
    """Give the line of ``count`` proposals of ``total`` kroner, of which the first ``affordable`` are inside the money.

    A proposal that costs nothing after the money has ended is still below the line: the sum up to it is too much.
    """
    places = count if limits.places is None else limits.places
    inside = min(affordable, places)
    if inside >= count:
        return None
    return Line(
        inside,
        Limit.MONEY if affordable <= places else Limit.PLACES,
        max(0, total - limits.available),
        max(0, count - places),
    )


def running_sums(state: RoundState) -> list[int]:
    """Sum the prioritised proposals from the top; an unknown amount counts as nothing."""
    given = figures(state).given
    return list(accumulate(given(ref).now or 0 for ref in state.ranked()))


_latest: list[tuple[RoundState, Ranking]] = []


def ranking(state: RoundState) -> Ranking:
    """Give the prioritised proposals of a round with their sums; those of the state asked for last are kept at hand.

    After a move the board, the money and the ways out all ask for the same.
    """
    if _latest and _latest[0][0] is state:
        return _latest[0][1]
    made = Ranking(state.ranked(), tuple(running_sums(state)), state.round.available, state.round.places)
    _latest[:] = [(state, made)]
    return made
