"""Amounts as a forum shares them out: whole kroner by payee and year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from kompetanse_desktop.domain.saying import Refusal

MOST_NOK = 100_000_000_000
"""No single amount is larger: more is a slip of the hand, not a grant."""


class Payee(StrEnum):
    """Who an amount goes to. A total that the list did not divide is UNDIVIDED, never guessed at."""

    OWNER = "owner"
    UNIVERSITY = "university"
    COORDINATION = "coordination"
    UNDIVIDED = "undivided"


_PAYEE_ORDER = {payee: order for order, payee in enumerate(Payee)}


def _by_year_and_payee(cell: tuple[tuple[Payee, int], int]) -> tuple[int, int]:
    (payee, year), _ = cell
    return year, _PAYEE_ORDER[payee]


class Amounts:
    """An immutable matrix payee × year in whole kroner; cells that are nothing are not kept.

    >>> Amounts({(Payee.OWNER, 2021): 600_000, (Payee.UNIVERSITY, 2021): 340_000}).total(2021)
    940000
    """

    def __init__(self, cells: Mapping[tuple[Payee, int], int] | None = None) -> None:
        kept: dict[tuple[Payee, int], int] = {}
        for (payee, year), nok in sorted((cells or {}).items(), key=_by_year_and_payee):
            if isinstance(nok, bool) or not isinstance(nok, int):
                raise TypeError(f"whole kroner are an int, not {nok!r}")
            check_amount(nok)
            if nok:
                kept[(payee, year)] = nok
        self._cells = kept

    @cached_property
    def _totals(self) -> dict[int, int]:
        totals: dict[int, int] = {}
        for (_, year), nok in self._cells.items():
            totals[year] = totals.get(year, 0) + nok
        return totals

    def __getitem__(self, cell: tuple[Payee, int]) -> int:
        return self._cells.get(cell, 0)

    def __iter__(self) -> Iterator[tuple[Payee, int, int]]:
        """Give (payee, year, kroner) by year, then payee."""
        return ((payee, year, nok) for (payee, year), nok in self._cells.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Amounts) and self._cells == other._cells

    def __hash__(self) -> int:
        return hash(frozenset(self._cells.items()))

    def __repr__(self) -> str:
        return f"Amounts({self._cells!r})"

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have an amount, in order."""
        return tuple(self._totals)

    def total(self, year: int) -> int:
        """Sum one year, in kroner."""
        return self._totals.get(year, 0)

    @cached_property
    def grand_total(self) -> int:
        """The sum of all years, in kroner."""
        return sum(self._totals.values())

    def by_payee(self, year: int) -> dict[Payee, int]:
        """Give the amounts of one year that are more than nothing."""
        return {payee: nok for (payee, y), nok in self._cells.items() if y == year}

    def with_cell(self, payee: Payee, year: int, nok: int) -> Amounts:
        """Give the same matrix with one cell changed."""
        return Amounts({**self._cells, (payee, year): nok})

    def with_total(self, year: int, nok: int, pattern: Amounts | None = None) -> Amounts:
        """Give the same matrix with one year's sum changed and shared out as before, to the krone.

        The shares follow ``pattern`` (by default this matrix itself); where that year has no
        amounts, the whole sum is UNDIVIDED. Raises Refusal for a negative sum.
        """
        check_amount(nok)
        shares = (pattern or self).by_payee(year) or {Payee.UNDIVIDED: 1}
        rest = {cell: amount for cell, amount in self._cells.items() if cell[1] != year}
        payees = list(shares)
        parts = share_out(nok, [shares[p] for p in payees])
        return Amounts({**rest, **{(p, year): part for p, part in zip(payees, parts, strict=True)}})


def check_amount(nok: int) -> None:
    """Refuse a sum that cannot be a grant: below nothing, or beyond all reason."""
    if nok < 0:
        raise Refusal("An amount can't be less than 0 kr.")
    if nok > MOST_NOK:
        raise Refusal("{amount_nok} is more than this program handles.", amount_nok=nok)


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """Divide ``total`` kroner by weights so that the parts add up exactly (largest remainder).

    Ties go to the first. All weights zero counts as all equal. Raises ValueError on a negative
    weight or no weights.
    """
    if not weights or min(weights) < 0:
        raise ValueError("weights are one or more non-negative numbers")
    if not any(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    parts = [total * w // whole for w in weights]
    remainders = [total * w % whole for w in weights]
    left = total - sum(parts)
    for index in sorted(range(len(weights)), key=lambda i: -remainders[i])[:left]:
        parts[index] += 1
    return parts


def sum_by(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Add kroner up by name, names in order of first appearance."""
    sums: dict[str, int] = {}
    for name, nok in pairs:
        sums[name] = sums.get(name, 0) + nok
    return sums
