"""A changed sum is divided as before; what is not divided stays so until somebody says how."""

from __future__ import annotations

import pytest
from hypothesis import given

from kompetanse_desktop.domain.division import divided_as, taken_from_undivided, with_sum
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.saying import Refusal
from tests.domain.values import YEAR, amounts, kroner

OWNER, UH, COORDINATION, UNDIVIDED = Payee


@given(amounts, amounts, kroner)
def test_the_sum_is_met_and_other_years_stay(current: Amounts, requested: Amounts, nok: int) -> None:
    after = with_sum(current, requested, YEAR, nok)
    assert after.total(YEAR) == nok
    assert all(after.by_payee(year) == current.by_payee(year) for year in (YEAR + 1, YEAR + 2))


@pytest.mark.parametrize(
    ("requested", "expected"),
    [
        (None, None),
        (Amounts(), None),
        (Amounts({(UNDIVIDED, YEAR): 900}), None),
        (Amounts({(OWNER, YEAR + 1): 900}), None),
        (Amounts({(OWNER, YEAR): 200, (UH, YEAR): 100}), {OWNER: 67, UH: 33}),
        (Amounts({(OWNER, YEAR): 50, (UNDIVIDED, YEAR): 50}), {OWNER: 50, UNDIVIDED: 50}),
    ],
)
def test_divided_as_the_request_or_not_at_all(requested: Amounts | None, expected: dict[Payee, int] | None) -> None:
    current = Amounts({(UNDIVIDED, YEAR): 100, (UH, YEAR + 1): 7})
    after = divided_as(requested, current, YEAR)
    if expected is None:
        assert after is None
    else:
        assert after is not None
        assert (after.by_payee(YEAR), after.by_payee(YEAR + 1)) == (expected, {UH: 7})


def test_a_cell_takes_from_what_is_not_divided_and_gives_back() -> None:
    start = Amounts({(UNDIVIDED, YEAR): 500})
    taken = taken_from_undivided(start, OWNER, YEAR, 300)
    assert taken.by_payee(YEAR) == {OWNER: 300, UNDIVIDED: 200}
    assert taken_from_undivided(taken, OWNER, YEAR, 0) == start
    assert taken_from_undivided(taken, UNDIVIDED, YEAR, 250).total(YEAR) == 550
    with pytest.raises(Refusal, match="not divided yet"):
        taken_from_undivided(taken, UH, YEAR, 201)
