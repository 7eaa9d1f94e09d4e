"""The money: the sums of the published rounds, the cut line, and a preview that tells the truth."""

from __future__ import annotations

import pytest
from hypothesis import given

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import (
    CutLine,
    budget,
    reserve_shortfall,
    shares_by_network,
)
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.ranking import running_sums
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import YEAR, a_proposal, a_round, a_state, states

P, R, U, D = Lane.PRIORITISED, Lane.RESERVE, Lane.UNHANDLED, Lane.DECLINED


@pytest.mark.parametrize(
    ("frame", "committed", "set_aside", "available"),
    [
        (66_819_200, 25_221_129, 0, 41_598_071),
        (95_456_000, 25_221_129, 28_636_800, 41_598_071),
        (81_932_000, 22_515_052, 0, 59_416_948),
        (43_159_000, 13_750_756, 0, 29_408_244),
        (191_910_200, 61_486_937, 0, 130_423_263),
        (5_300_000, 400_000, 0, 4_900_000),
    ],
)
def test_the_published_sums(frame: int, committed: int, set_aside: int, available: int) -> None:
    sums = budget(a_state({}, a_round(frame=frame, committed=committed, set_aside=set_aside)))
    assert (sums.available, sums.remaining, sums.recommended) == (available, available, 0)


def test_only_prioritised_count_and_withdrawn_are_not_asked_for() -> None:
    state = a_state(
        {P: [a_proposal("1", 1_000), a_proposal("2", None)], R: [a_proposal("3", 500)], U: [a_proposal("4", 50)]},
    )
    sums = budget(state)
    assert (sums.requested, sums.recommended, sums.unknown, sums.prioritised) == (1_550, 1_000, 1, 2)
    gone = RoundState(state.round, state.proposals, {"4": Standing(withdrawn=True)}, state.board)
    assert budget(gone).requested == 1_500


def test_networks_and_later_years() -> None:
    two_years = Amounts({(Payee.OWNER, YEAR): 10, (Payee.OWNER, YEAR + 1): 7})
    state = a_state(
        {
            P: [a_proposal("b", 5, network="Sør"), a_proposal("c", network="Sør", requested=two_years)],
            U: [a_proposal("a", 3, network="Nord"), a_proposal("d", requested=Amounts({(Payee.OWNER, YEAR + 2): 1}))],
        }
    )
    sums = budget(state)
    assert list(sums.by_network.items()) == [("Nord", 0), ("Sør", 15), ("Nettverk Nord", 0)]
    assert dict(sums.later_years) == {YEAR + 1: 7, YEAR + 2: 0}
    assert shares_by_network(state) == {"Nord": (3, 0), "Sør": (15, 15), "Nettverk Nord": (0, 0)}


@pytest.mark.parametrize(
    ("amounts", "cut"),
    [
        ([], None),
        ([4_900_000], None),
        ([4_900_001], CutLine(None, 1)),
        ([4_000_000, 900_000, 0], None),
        ([4_000_000, 900_000, 68_000], CutLine("1", 68_000)),
        ([4_000_000, 968_000, 1], CutLine("0", 68_001)),
        ([4_900_000, None, 5], CutLine("1", 5)),
    ],
)
def test_the_cut_line(amounts: list[int | None], cut: CutLine | None) -> None:
    state = a_state({P: [a_proposal(str(n), nok) for n, nok in enumerate(amounts)]})
    assert budget(state).cut == cut
    assert budget(state).over is (cut is not None)


def test_reserves_lack_on_top_of_each_other() -> None:
    state = a_state(
        {
            P: [a_proposal("p", 4_800_000)],
            R: [a_proposal("r1", 60_000), a_proposal("r2", 60_000), a_proposal("r3", 10_000), a_proposal("r4")],
        }
    )
    assert reserve_shortfall(state) == {"r1": 0, "r2": 20_000, "r3": 10_000, "r4": 0}


@given(states())
def test_the_sums_agree_with_each_other(state: RoundState) -> None:
    sums = budget(state)
    assert sums.available == sums.frame - sums.committed - sums.set_aside
    assert sums.remaining == sums.available - sums.recommended
    assert sum(sums.by_network.values()) == sums.recommended
    shares = shares_by_network(state).values()
    assert (sum(asked for asked, _ in shares), sum(got for _, got in shares)) == (sums.requested, sums.recommended)
    assert sums.recommended == (running_sums(state) or [0])[-1]
    assert (sums.cut is not None) is sums.over
    if sums.cut is not None:
        assert sums.cut.missing == -sums.remaining
