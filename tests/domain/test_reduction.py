"""Reducing together: exact to the krone, nobody gets more, nobody overtakes, and equal ones are treated alike."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.reduction import WHOLE, Reduction, reduction
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import YEAR, a_proposal, a_round, a_state, states

OWNER, UH, COORDINATION, UNDIVIDED = Payee
sums = st.lists(st.integers(0, 3_000_000), min_size=1, max_size=8)
shares = st.integers(0, WHOLE)


def ranked(*asked: int | None, available: int = 4_900_000) -> RoundState:
    """Give a round in which these are prioritised in this order, r1 first."""
    given = [a_proposal(f"r{n}", nok) for n, nok in enumerate(asked, start=1)]
    return a_state({Lane.PRIORITISED: given}, a_round(frame=available + 400_000))


def after(found: Reduction) -> list[int]:
    return [line.after for line in found.lines]


@pytest.mark.parametrize(
    ("asked", "permille", "expected"),
    [
        ([100, 200, 300], 100, [90, 180, 270]),
        ([1, 1, 1], 500, [1, 1, 0]),
        ([978_000, 850_000, 333_333], 75, [904_650, 786_250, 308_333]),
        ([5, 0], 1000, [0, 0]),
        ([7, 8], 0, [7, 8]),
    ],
)
def test_by_a_percentage(asked: list[int], permille: int, expected: list[int]) -> None:
    assert after(reduction(ranked(*asked), permille)) == expected


@given(sums, shares)
def test_the_sum_is_exact_and_nobody_gets_more_or_overtakes(asked: list[int], permille: int) -> None:
    found = reduction(ranked(*asked), permille)
    exact = sum(asked) * (WHOLE - permille)
    assert abs(2 * (found.after * WHOLE - exact)) <= WHOLE
    assert found.before == sum(asked)
    assert found.remaining == 4_900_000 - found.after
    pairs = list(zip(asked, after(found), strict=True))
    assert all(0 <= new <= old for old, new in pairs)
    assert all(a_new >= b_new for a, a_new in pairs for b, b_new in pairs if a > b)
    assert all(abs(a_new - b_new) <= 1 for a, a_new in pairs for b, b_new in pairs if a == b)


@given(sums, st.integers(0, 9_000_000))
def test_to_fit_leaves_exactly_nothing(asked: list[int], available: int) -> None:
    assume(sum(asked) > available)
    state = ranked(*asked, available=available)
    found = reduction(state, None)
    assert (found.remaining, found.after) == (0, available)
    assert all(0 <= new <= old for old, new in zip(asked, after(found), strict=True))


@given(sums, shares, st.randoms(use_true_random=False))
def test_another_order_shares_out_alike(asked: list[int], permille: int, shuffled: object) -> None:
    order = list(range(len(asked)))
    shuffled.shuffle(order)  # type: ignore[attr-defined]
    first = after(reduction(ranked(*asked), permille))
    other = after(reduction(ranked(*(asked[i] for i in order)), permille))
    placed = dict(zip(order, other, strict=True))
    assert sum(first) == sum(other)
    assert all(abs(given - placed[at]) <= 1 for at, given in enumerate(first)), "a tie goes to the first: one krone"


@given(states(least=1), shares, st.booleans())
def test_any_round_keeps_its_sums_and_its_other_years(state: RoundState, permille: int, later: bool) -> None:
    try:
        found = reduction(state, permille, later_years=later)
    except Refusal:
        assert all(state.recommended(ref) is None for ref in state.ranked())
        return
    new = {ref: found.amounts.get(ref) or state.amounts(ref) or Amounts() for ref in state.ranked()}
    for line in found.lines:
        assert new[line.ref].total(YEAR) == line.after
    for year, (was, becomes) in found.later.items():
        assert sum(new[line.ref].total(year) for line in found.lines) == becomes <= was
        assert later or becomes == was
    assert all(state.recommended(ref) is None for ref in found.unknown)


def test_the_division_and_the_chosen_ones() -> None:
    asked = Amounts({(OWNER, YEAR): 600, (UH, YEAR): 300, (OWNER, YEAR + 1): 500})
    state = a_state(
        {
            Lane.PRIORITISED: [a_proposal("a", requested=asked), a_proposal("b", 1000), a_proposal("u")],
            Lane.RESERVE: [a_proposal("r", 400)],
        }
    )
    found = reduction(state, 100, ["r", "a", "u"])
    assert [(line.ref, line.rank, line.requested, line.before, line.after) for line in found.lines] == [
        ("a", 1, 900, 900, 810)
    ]
    assert found.unknown == ("u",)
    assert found.amounts == {"a": Amounts({(OWNER, YEAR): 540, (UH, YEAR): 270, (OWNER, YEAR + 1): 500})}
    assert found.later == {YEAR + 1: (500, 500)}
    both = reduction(state, 100, ["a"], later_years=True)
    assert both.later == {YEAR + 1: (500, 450)}
    assert both.amounts["a"].total(YEAR + 1) == 450


def test_to_fit_reduces_later_years_by_the_same_share() -> None:
    asked = Amounts({(OWNER, YEAR): 1000, (OWNER, YEAR + 1): 301})
    state = a_state({Lane.PRIORITISED: [a_proposal("a", requested=asked)]}, a_round(frame=400_500))
    found = reduction(state, None, later_years=True)
    assert found.amounts["a"] == Amounts({(OWNER, YEAR): 500, (OWNER, YEAR + 1): 151})


def test_it_starts_from_the_forums_amount() -> None:
    said = Standing(recommended=Amounts({(OWNER, YEAR): 500}))
    state = a_state({Lane.PRIORITISED: [a_proposal("a", 1000)]}, a=said)
    assert after(reduction(state, 100)) == [450]


@pytest.mark.parametrize(
    ("state", "permille", "refs", "says"),
    [
        (ranked(5), -1, None, "from 0 to 100"),
        (ranked(5), 1001, None, "from 0 to 100"),
        (ranked(), 10, None, "None of these"),
        (ranked(None), 10, None, "None of these"),
        (ranked(5), 10, ["elsewhere"], "None of these"),
        (ranked(5), None, None, "not too much"),
        (ranked(600, 500, available=400), None, ["r2"], "reduce more of them"),
    ],
)
def test_what_cannot_be_done_is_said(
    state: RoundState, permille: int | None, refs: list[str] | None, says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        reduction(state, permille, refs)
