"""An answer to a remark holds as long as the remark says the same, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from kompetanse_desktop.domain.answers import Answered, Reply, find_answer, with_answer, without_answer
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import Check, Severity, all_checks, checks_of
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import YEAR, a_proposal, a_round, a_state, states

A28, A40 = (saying("Coordination {percent} %", percent=percent) for percent in (28, 40))


def of(percent: int, note: str = "Ei stor sak") -> RoundState:
    """Give a round with a proposal that spends this much on coordination, and the answer to 28 %."""
    said = _coordination(_spending(28)).message
    answered = Answered("coordination", said, Reply.ACCEPTED, note)
    state = _spending(percent)
    return replace(state, standings={"1": Standing(answers=(answered,))})


def _spending(percent: int) -> RoundState:
    asked = Amounts({(Payee.COORDINATION, YEAR): percent, (Payee.OWNER, YEAR): 100 - percent})
    return a_state({Lane.PRIORITISED: [a_proposal("1", requested=asked)]})


def _coordination(state: RoundState) -> Check:
    return next(check for check in all_checks(state) if check.code == "coordination")


@pytest.mark.parametrize(("percent", "is_open"), [(28, False), (40, True), (27, True)])
def test_it_holds_as_long_as_the_remark_says_the_same(percent: int, is_open: bool) -> None:
    check = _coordination(of(percent))
    assert check.is_open is is_open
    assert check.answer is None or check.answer.note == "Ei stor sak"


def test_another_remark_of_the_same_words_has_its_own() -> None:
    held = (Answered("late", A28, Reply.ANSWERED, "ja"),)
    assert find_answer(held, "late", A28) is held[0]
    assert find_answer(held, "late", A40) is None
    assert find_answer(held, "doubt", A28) is None


def test_a_second_answer_takes_the_place_of_the_first() -> None:
    first, other = Answered("late", A28, Reply.ANSWERED, "ja"), Answered("late", A40, Reply.ANSWERED, "nei")
    second = replace(first, note="likevel", reply=Reply.ACCEPTED)
    assert with_answer(with_answer(with_answer((), first), other), second) == (other, second)
    assert without_answer((other, second), "late", A28) == (other,)
    assert without_answer((other,), "late", A28) == (other,)


def test_what_stops_is_never_answered() -> None:
    state = a_state({Lane.PRIORITISED: [a_proposal("1", 5_000_000)]})
    (stop,) = (check for check in all_checks(state) if check.severity is Severity.STOP)
    slipped_in = Answered(stop.code, stop.message, Reply.ACCEPTED, "Det går vel")
    state = a_state({Lane.PRIORITISED: [a_proposal("1", 5_000_000)]}, a_round(answers=(slipped_in,)))
    assert next(check for check in all_checks(state) if check.severity is Severity.STOP).is_open


def test_the_remarks_of_one_proposal_or_of_the_round() -> None:
    state = _spending(40)
    assert {check.ref for check in checks_of(state, "1")} == {"1"}
    assert {check.ref for check in checks_of(state, None)} <= {None}
    with pytest.raises(Refusal):
        list(checks_of(state, "nobody"))


@given(states())
def test_an_answer_to_everything_leaves_only_what_stops(state: RoundState) -> None:
    standings = dict(state.standings)
    for ref in state.proposals:
        mine = tuple(Answered(c.code, c.message, Reply.ANSWERED, "sjekka") for c in checks_of(state, ref))
        standings[ref] = replace(state.standing(ref), answers=mine)
    mine = tuple(Answered(c.code, c.message, Reply.ANSWERED, "sjekka") for c in checks_of(state, None))
    dealt_with = replace(state, standings=standings, round=replace(state.round, answers=mine))
    before, after = all_checks(state), all_checks(dealt_with)
    assert [c.code for c in before] == [c.code for c in after]
    assert all((c.severity is Severity.STOP) is c.is_open for c in after)


def test_an_answer_is_a_value() -> None:
    assert hash(Answered("late", A28, Reply.ANSWERED, "")) == hash(Answered("late", A28, Reply.ANSWERED, ""))
    assert hash(a_round(answers=(Answered("late", Saying("x"), Reply.ANSWERED, ""),)))
