"""How a sum is divided between those it goes to when it is changed: as before, never by a guess."""

from __future__ import annotations

from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.saying import Refusal


def with_sum(current: Amounts, requested: Amounts | None, year: int, nok: int) -> Amounts:
    """Give the matrix with another sum of one year, in kroner, divided as before.

    That is as the forum has divided the year, else as the request does; a year without either is not divided.
    Raises Refusal for a sum that can't be.
    """
    return current.with_total(year, nok, _pattern(current, requested, year))


def _pattern(current: Amounts, requested: Amounts | None, year: int) -> Amounts | None:
    """Give the amounts whose division of a year a new sum follows."""
    given = current.total(year)
    if not given:
        return requested
    if requested is not None and requested.with_total(year, given).by_payee(year) == current.by_payee(year):
        return requested  # the same division, but exact: a small sum was rounded to the krone
    return current


def divided_as(requested: Amounts | None, current: Amounts, year: int) -> Amounts | None:
    """Give the matrix with one year's sum divided as the request divides that year, to the krone.

    None where the request doesn't say how: its sum is unknown, nothing, or not divided either.
    """
    if requested is None or not set(requested.by_payee(year)) - {Payee.UNDIVIDED}:
        return None
    return current.with_total(year, current.total(year), requested)


def taken_from_undivided(current: Amounts, payee: Payee, year: int, nok: int) -> Amounts:
    """Give the matrix with one payee's cell changed and the year's sum as it was.

    The difference comes from what is not divided, and goes back there. Raises Refusal where too little is left.
    """
    undivided = current[(Payee.UNDIVIDED, year)]
    more = nok - current[(payee, year)]
    if payee is Payee.UNDIVIDED:
        return current.with_cell(payee, year, nok)
    if more > undivided:
        raise Refusal(
            "Only {left_nok} of {year} is not divided yet, and this takes {more_nok}.",
            left_nok=undivided,
            year=str(year),
            more_nok=more,
        )
    return current.with_cell(payee, year, nok).with_cell(Payee.UNDIVIDED, year, undivided - more)
