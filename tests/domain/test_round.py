"""A round, and what is said: terms that can't be are refused in a plain sentence."""

from __future__ import annotations

from datetime import date

import pytest

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.money import MOST_NOK, Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, Standing
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import YEAR, a_proposal, a_round, a_state


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"frame": -1}, "less than 0"),
        ({"committed": -1}, "less than 0"),
        ({"set_aside": -5}, "less than 0"),
        ({"frame": MOST_NOK + 1}, "more than this program handles"),
        ({"committed": 5_300_001}, "more than the frame"),
        ({"deadline": date(2022, 4, 15)}, "another year"),
        ({"year": 1921, "deadline": date(1921, 4, 15)}, "1921"),
        ({"year": 2100, "deadline": date(2100, 1, 1)}, "2100"),
        ({"county": "  "}, "county"),
        ({"places": 0}, "at least 1"),
        ({"coordination_limit_percent": 101}, "percentage"),
    ],
)
def test_terms_that_cannot_be(fields: dict[str, object], part: str) -> None:
    with pytest.raises(Refusal, match=part):
        a_round(**fields).checked()


@pytest.mark.parametrize(
    "fields", [{}, {"frame": 400_000}, {"places": 2}, {"set_aside": 4_900_000}, {"deadline": date(2021, 12, 31)}]
)
def test_terms_that_can_be(fields: dict[str, object]) -> None:
    assert a_round(**fields).checked() == a_round(**fields)


def test_a_changed_round_is_checked_and_keeps_its_id() -> None:
    assert a_round().changed(frame=6_000_000) == a_round(frame=6_000_000)
    with pytest.raises(Refusal):
        a_round().changed(frame=0)


def test_the_forums_amount_goes_before_the_request() -> None:
    less = Amounts({(Payee.OWNER, YEAR): 700})
    proposals = [a_proposal("as-asked", 850), a_proposal("reduced", 850), a_proposal("unknown")]
    state = a_state({Lane.PRIORITISED: proposals}, reduced=Standing(recommended=less))
    assert [state.recommended(p.ref) for p in proposals] == [850, 700, None]
    assert [state.requested(p.ref) for p in proposals] == [850, 850, None]
    assert [state.is_reduced(p.ref) for p in proposals] == [False, True, False]
    with pytest.raises(Refusal, match="nobody"):
        state.proposal("nobody")


def test_a_later_year_that_is_cut_is_a_reduction_too() -> None:
    asked = Amounts({(Payee.OWNER, YEAR): 5, (Payee.OWNER, YEAR + 1): 5})
    proposal = a_proposal("1", requested=asked)
    standing = Standing(recommended=asked.with_cell(Payee.OWNER, YEAR + 1, 0))
    assert RoundState(a_round(), {"1": proposal}, {"1": standing}).is_reduced("1")


def test_a_criterion_nobody_has_answered() -> None:
    assert Standing().assessment(Criterion.ANCHORED) == Assessment(Answer.NOT_ASSESSED)


def test_sayings_with_the_same_words_are_the_same() -> None:
    one = saying("{a} to {b}", a=1, b=saying("{x}", x="y"))
    other = Saying("{a} to {b}", {"b": saying("{x}", x="y"), "a": 1})
    assert one == other
    assert hash(one) == hash(other)
    assert str(Refusal("no {what}", what="way")) == "no way"
    assert str(Refusal("50 % {sic}")) == "50 % {sic}"
