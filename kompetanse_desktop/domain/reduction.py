"""Reduce many proposals together: by a share or to fit the money, fair and exact to the krone.

Each keeps its part of the sum (largest remainder, see money.share_out), so nobody gets more than before, nobody
overtakes another, and equal amounts differ by one krone at most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompetanse_desktop.domain.division import with_sum
from kompetanse_desktop.domain.money import Amounts, share_out
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState

WHOLE = 1000
"""Per mille: a percentage with one decimal is a whole number of them."""


@dataclass(frozen=True)
class Line:
    """One proposal of a reduction: its rank from 1, and kroner of the round's year asked for, now and after.

    ``requested`` is None when the sum asked for is unknown.
    """

    ref: str
    rank: int
    requested: int | None
    before: int
    after: int


@dataclass(frozen=True)
class Reduction:
    """What a reduction would do.

    ``lines`` are by rank; ``unknown`` are the refs without an amount, which are left alone. ``remaining_before``
    and ``remaining`` are what is left of the round's money. ``later`` has (before, after) of each later year that
    the lines reach, and ``amounts`` the new matrix of each proposal that gets less.
    """

    lines: tuple[Line, ...]
    unknown: tuple[str, ...]
    remaining_before: int
    remaining: int
    later: Mapping[int, tuple[int, int]]
    amounts: Mapping[str, Amounts]

    @property
    def before(self) -> int:
        """The sum of the lines now, in kroner."""
        return sum(line.before for line in self.lines)

    @property
    def after(self) -> int:
        """The sum of the lines after, in kroner."""
        return sum(line.after for line in self.lines)


def reduction(
    state: RoundState, permille: int | None, refs: Sequence[str] | None = None, *, later_years: bool = False
) -> Reduction:
    """Work out a reduction of prioritised proposals, changing nothing.

    ``permille`` is how much goes off, 0 to 1000; None takes off just so much that nothing is left and nothing too
    much. ``refs`` are the ones to reduce (None: all that are prioritised); others than prioritised are passed
    over. With ``later_years`` the years after the round's own are reduced by the same share. Raises Refusal for a
    share that can't be, and where the money can't be made to fit.
    """
    if permille is not None and not 0 <= permille <= WHOLE:
        raise Refusal("A reduction is from 0 to 100 %.")
    chosen = state.ranked() if refs is None else [ref for ref in state.ranked() if ref in set(refs)]
    known = {ref: nok for ref in chosen if (nok := state.recommended(ref)) is not None}
    if not known:
        raise Refusal("None of these has an amount that can be reduced.")
    left = state.round.available - sum(state.recommended(ref) or 0 for ref in state.ranked())
    before = sum(known.values())
    share = (_sum_to_fit(before, left), max(before, 1)) if permille is None else (WHOLE - permille, WHOLE)
    year = state.round.year
    years = {y for ref in known for y in _matrix(state, ref).years if y > year}
    sums = {y: {ref: _matrix(state, ref).total(y) for ref in known} for y in sorted({*years, year})}
    afters = {y: _shared(totals, share) if later_years or y == year else totals for y, totals in sums.items()}
    ranks = {ref: rank for rank, ref in enumerate(state.ranked(), start=1)}
    return Reduction(
        lines=tuple(Line(ref, ranks[ref], state.requested(ref), known[ref], afters[year][ref]) for ref in known),
        unknown=tuple(ref for ref in chosen if ref not in known),
        remaining_before=left,
        remaining=left + before - sum(afters[year].values()),
        later={y: (sum(sums[y].values()), sum(afters[y].values())) for y in sorted(years)},
        amounts=_amounts(state, sums, afters),
    )


def _sum_to_fit(before: int, left: int) -> int:
    """Give what a sum must be for nothing to be left, ``left`` being what is left now."""
    if left >= 0:
        raise Refusal("There is not too much: {left_nok} is left. Nothing has to be reduced to fit.", left_nok=left)
    if before + left < 0:
        raise Refusal(
            "These get {sum_nok} together, and {over_nok} is too much: reduce more of them.",
            sum_nok=before,
            over_nok=-left,
        )
    return before + left


def _shared(totals: Mapping[str, int], share: tuple[int, int]) -> dict[str, int]:
    """Give each its part of what a share (over, under) of the sum is, rounded to the nearest krone."""
    over, under = share
    target = (2 * sum(totals.values()) * over + under) // (2 * under)
    return dict(zip(totals, share_out(target, list(totals.values())), strict=True))


def _amounts(
    state: RoundState, sums: Mapping[int, Mapping[str, int]], afters: Mapping[int, Mapping[str, int]]
) -> dict[str, Amounts]:
    """Give the new matrix of each proposal that gets another sum in a year."""
    new: dict[str, Amounts] = {}
    for year, totals in sums.items():
        for ref, before in totals.items():
            if afters[year][ref] != before:
                current = new.get(ref, _matrix(state, ref))
                new[ref] = with_sum(current, state.proposals[ref].requested, year, afters[year][ref])
    return new


def _matrix(state: RoundState, ref: str) -> Amounts:
    return state.amounts(ref) or Amounts()
