"""Whole kroner: nothing is lost in dividing, and nothing that can't be an amount gets in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.money import MOST_NOK, Amounts, Payee, share_out, sum_by
from kompetanse_desktop.domain.saying import Refusal
from tests.domain.values import YEAR, amounts, kroner

OWNER, UH, COORDINATION, UNDIVIDED = Payee


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (700_000, [600_000, 250_000], [494_118, 205_882]),
        (5, [0, 0], [3, 2]),
        (0, [3, 4], [0, 0]),
        (10, [0, 1], [0, 10]),
        (1, [1, 2], [0, 1]),
    ],
)
def test_share_out(total: int, weights: list[int], parts: list[int]) -> None:
    assert share_out(total, weights) == parts


@given(kroner, st.lists(st.integers(0, 10**11), min_size=1, max_size=9))
def test_parts_add_up_and_are_within_a_krone_of_fair(total: int, weights: list[int]) -> None:
    parts = share_out(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        assert all(abs(part * whole - total * w) < whole for part, w in zip(parts, weights, strict=True))


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_weights_that_cannot_be(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        share_out(1, weights)


def test_amounts_add_up_by_year_and_forget_nothing_cells() -> None:
    given = Amounts({(UH, 2022): 5, (OWNER, 2021): 600, (UH, 2021): 340, (COORDINATION, 2021): 0})
    assert list(given) == [(OWNER, 2021, 600), (UH, 2021, 340), (UH, 2022, 5)]
    assert (given.total(2021), given.total(2022), given.total(2023), given.grand_total) == (940, 5, 0, 945)
    assert given.years == (2021, 2022)
    assert given.by_payee(2021) == {OWNER: 600, UH: 340}
    assert given[(COORDINATION, 2021)] == 0
    assert given.with_cell(UH, 2022, 0) == Amounts({(OWNER, 2021): 600, (UH, 2021): 340})


@given(amounts, kroner, st.none() | amounts)
def test_a_new_total_is_met_to_the_krone_and_leaves_other_years(
    before: Amounts, nok: int, pattern: Amounts | None
) -> None:
    after = before.with_total(YEAR, nok, pattern)
    assert after.total(YEAR) == nok
    assert [cell for cell in after if cell[1] != YEAR] == [cell for cell in before if cell[1] != YEAR]


def test_a_total_follows_the_pattern_and_is_undivided_without_one() -> None:
    request = Amounts({(OWNER, YEAR): 300, (UH, YEAR): 100})
    assert request.with_total(YEAR, 200) == Amounts({(OWNER, YEAR): 150, (UH, YEAR): 50})
    assert Amounts().with_total(YEAR, 200, request) == Amounts({(OWNER, YEAR): 150, (UH, YEAR): 50})
    assert Amounts().with_total(YEAR, 200) == Amounts({(UNDIVIDED, YEAR): 200})


@pytest.mark.parametrize("nok", [-1, MOST_NOK + 1])
def test_amounts_that_cannot_be_are_refused(nok: int) -> None:
    with pytest.raises(Refusal):
        Amounts({(OWNER, YEAR): nok})
    with pytest.raises(Refusal):
        Amounts().with_total(YEAR, nok)


@pytest.mark.parametrize("nok", [1.0, True, "1"])
def test_only_int_is_money(nok: object) -> None:
    with pytest.raises(TypeError):
        Amounts({(OWNER, YEAR): nok})  # type: ignore[dict-item]


@given(amounts)
def test_equal_amounts_hash_alike_whatever_their_order(given: Amounts) -> None:
    turned = Amounts({(p, y): nok for p, y, nok in reversed(list(given))})
    assert turned == given
    assert hash(turned) == hash(given)


def test_sum_by_keeps_the_order_of_first_appearance() -> None:
    assert list(sum_by([("b", 1), ("a", 2), ("b", 3)]).items()) == [("b", 4), ("a", 2)]
