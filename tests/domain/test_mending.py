"""Over the money or the places: each deed offered mends alone, and says exactly what is left then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Lane, Move
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.mending import MOST_SINGLES, Mending, Reduction, ToReserve, mendings
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import YEAR, a_proposal, a_round, a_state, states

P, R = Lane.PRIORITISED, Lane.RESERVE


@pytest.mark.parametrize(
    ("amounts", "places", "expected"),
    [
        ([4_900_000], None, []),
        ([], 1, []),
        ([4_500_000, 68_000, 400_000], None, [ToReserve(("2",), 332_000), ToReserve(("1",), 0),
                                              ToReserve(("0",), 4_432_000), Reduction("2", 332_000, 68_000)]),
        ([4_500_000, 400_000, 68_000], None, [ToReserve(("2",), 0), ToReserve(("1",), 332_000),
                                              ToReserve(("0",), 4_432_000), Reduction("1", 332_000, 68_000)]),
        ([1_000_000] * 5, None, [ToReserve(("4",), 900_000), ToReserve(("3",), 900_000), ToReserve(("2",), 900_000),
                                 Reduction("4", 900_000, 100_000)]),
        ([1_000_000] * 7, None, [ToReserve(("4", "5", "6"), 900_000)]),
        ([6_000_000], None, [ToReserve(("0",), 4_900_000), Reduction("0", 4_900_000, 1_100_000)]),
        ([None, 5, None], 2, [ToReserve(("2",), 4_899_995), ToReserve(("1",), 4_900_000),
                              ToReserve(("0",), 4_899_995)]),
        ([None, 5, None, None], 2, [ToReserve(("2", "3"), 4_899_995)]),
        ([4_800_000, 200_000, 0], 2, [ToReserve(("1",), 100_000), ToReserve(("0",), 4_700_000)]),
        ([4_000_000, 1_000_000, 0, 0], 2, [ToReserve(("1", "2", "3"), 900_000)]),
    ],
)  # fmt: skip
def test_what_would_mend(amounts: list[int | None], places: int | None, expected: list[Mending]) -> None:
    ranked = [a_proposal(str(n), nok) for n, nok in enumerate(amounts)]
    assert mendings(a_state({P: ranked}, a_round(places=places))) == tuple(expected)


@given(states(), st.none() | st.integers(1, 4), st.integers(0, 3_000_000))
def test_each_deed_alone_mends(state: RoundState, places: int | None, frame: int) -> None:
    state = replace(state, round=replace(state.round, places=places, frame=400_000 + frame))
    offered = mendings(state)
    assert bool(offered) is (budget(state).line is not None)
    assert sum(isinstance(deed, ToReserve) for deed in offered) <= MOST_SINGLES
    for deed in offered:
        after = budget(_done(state, deed))
        assert after.line is None
        assert after.remaining == (deed.remaining if isinstance(deed, ToReserve) else 0)


def _done(state: RoundState, deed: Mending) -> RoundState:
    if isinstance(deed, ToReserve):
        return state.with_board(state.board.moved(Move(deed.refs, R, 1)))
    amounts = state.amounts(deed.ref)
    assert amounts is not None
    assert amounts.total(YEAR) - deed.by == deed.amount > 0
    standing = replace(state.standings.get(deed.ref, Standing()), recommended=amounts.with_total(YEAR, deed.amount))
    return replace(state, standings={**state.standings, deed.ref: standing})
