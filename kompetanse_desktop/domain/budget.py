"""The money of a round: what is left, and where the line goes.

frame − committed − set aside = available;  available − recommended = remaining
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.figures import figures
from kompetanse_desktop.domain.money import sum_by
from kompetanse_desktop.domain.ranking import Line, Ranking, ranking
from kompetanse_desktop.domain.state import RoundState


@dataclass(frozen=True)
class CutLine:
    """Where the money ends: after this ref (None: above the first), with ``missing`` kroner too little."""

    after: str | None
    missing: int


@dataclass(frozen=True)
class Budget:
    """All sums of a round, in whole kroner of its own year but for ``later_years``.

    ``by_network`` has every network of the round, also those with nothing. ``unknown`` counts the
    prioritised proposals without an amount. ``remaining`` is negative when too much is recommended.
    ``cut`` is where the money ends; ``line`` where the money or the places do, whichever comes first.
    """

    frame: int
    committed: int
    set_aside: int
    available: int
    requested: int
    recommended: int
    remaining: int
    later_years: Mapping[int, int]
    by_network: Mapping[str, int]
    cut: CutLine | None
    line: Line | None
    unknown: int
    prioritised: int
    places: int | None

    @property
    def over(self) -> bool:
        """Tell whether more is recommended than there is."""
        return self.remaining < 0

    @property
    def places_left(self) -> int | None:
        """How many more can be prioritised (negative: too many are); None where there is no such limit."""
        return None if self.places is None else self.places - self.prioritised


def budget(state: RoundState) -> Budget:
    """Add up a round as it stands."""
    ranked, known = state.ranked(), figures(state)
    given = [known.given(ref) for ref in ranked]
    amounts = [each.now for each in given]
    available = state.round.available
    order = ranking(state)
    recommended = order.total
    by_network, later_years = dict.fromkeys(known.networks, 0), dict.fromkeys(known.later_years, 0)
    for ref, (amount, later) in zip(ranked, given, strict=True):
        by_network[state.proposals[ref].network] += amount or 0
        for year, nok in later:
            later_years[year] = later_years.get(year, 0) + nok
    return Budget(
        frame=state.round.frame,
        committed=state.round.committed,
        set_aside=state.round.set_aside,
        available=available,
        requested=known.requested,
        recommended=recommended,
        remaining=available - recommended,
        later_years=dict(sorted(later_years.items())),
        by_network=by_network,
        cut=money_line(order),
        line=order.line,
        unknown=amounts.count(None),
        prioritised=len(ranked),
        places=state.round.places,
    )


def cut_line(state: RoundState) -> CutLine | None:
    """Find where the money ends; None while all that is prioritised is inside it."""
    return money_line(ranking(state))


def money_line(order: Ranking) -> CutLine | None:
    """Find where the money of an order ends, whatever its places; None while all is inside the money."""
    if order.total <= order.available:
        return None
    inside = bisect_right(order.sums, order.available)
    return CutLine(after=order.refs[inside - 1] if inside else None, missing=order.total - order.available)


def reserve_shortfall(state: RoundState) -> dict[str, int]:
    """What each reserve proposal lacks, taken in order and on top of each other, in kroner.

    0 when there is room for it after the ones before it.
    """
    left = state.round.available - sum(state.recommended(ref) or 0 for ref in state.ranked())
    missing: dict[str, int] = {}
    for ref in state.board[Lane.RESERVE]:
        amount = state.recommended(ref) or 0
        missing[ref] = max(0, amount - max(0, left))
        left -= amount
    return missing


def shares_by_network(state: RoundState) -> dict[str, tuple[int, int]]:
    """Give (requested, recommended) kroner of the round's year by network; a withdrawn request isn't asked for."""
    asked = sum_by(
        (p.network, state.requested(ref) or 0)
        for ref, p in state.proposals.items()
        if not state.standing(ref).withdrawn
    )
    given = sum_by((state.proposals[ref].network, state.recommended(ref) or 0) for ref in state.ranked())
    return {network: (asked.get(network, 0), given.get(network, 0)) for network in state.networks()}
