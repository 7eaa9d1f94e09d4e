"""What a newer list has changed is said in one sentence, whatever it was before and is now."""

from __future__ import annotations

import pytest
from hypothesis import given

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import Severity, all_checks, proposal_checks, request_changed
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import Words
from tests.domain.values import YEAR, a_proposal, a_state, amounts

OWNER, UH = Payee.OWNER, Payee.UNIVERSITY
NEXT = YEAR + 1


def of(nok: int, payee: Payee = OWNER, later: int = 0) -> Amounts:
    return Amounts({(payee, YEAR): nok, (payee, NEXT): later})


@pytest.mark.parametrize(
    ("earlier", "now", "sentence"),
    [
        (of(978_000), of(900_000), "Søkt endra frå 978 000 kr til 900 000 kr."),
        (of(978_000, later=5), of(900_000, later=9), "Søkt endra frå 978 000 kr til 900 000 kr."),
        (of(978_000), None, "Søkt endra frå 978 000 kr til ukjent beløp."),
        (Amounts(), of(900_000), "Søkt endra frå ukjent beløp til 900 000 kr."),
        (of(50, later=10), of(50, later=20), "Søkt endra for alle åra til saman frå 60 kr til 70 kr."),
        (of(50), of(50, UH), "Søkt endra: same sum, men ikkje til dei same åra og mottakarane som før."),
    ],
)
def test_how_a_request_was_changed(earlier: Amounts, now: Amounts | None, sentence: str) -> None:
    assert Words("nn").say(request_changed(earlier, now, YEAR)).replace("\u00a0", " ") == sentence


@given(amounts, amounts)
def test_any_change_can_be_said(earlier: Amounts, now: Amounts) -> None:
    for language in ("nn", "nb", "en"):
        assert Words(language).say(request_changed(earlier, now, YEAR))


def listed(lane: Lane = Lane.RESERVE, **fields: object) -> RoundState:
    return a_state({lane: [a_proposal("1", 900_000, **fields)]})


@pytest.mark.parametrize("lane", Lane)
def test_they_warn_first_in_every_lane(lane: Lane) -> None:
    state = listed(lane, earlier_requested=of(978_000), gone_from="liste 2.xlsx", universities=())
    first, second, third = list(proposal_checks(state, "1"))[:3]
    assert (first.code, first.severity, first.ref) == ("request_changed", Severity.WARN, "1")
    assert (second.code, second.severity, second.ref) == ("gone_from_list", Severity.WARN, "1")
    assert Words("nn").say(second.message) == "Ikkje i lista «liste 2.xlsx» lenger."
    assert third.code == "no_university"
    assert {first.code, second.code} <= {check.code for check in all_checks(state)}


def test_nothing_to_tell() -> None:
    assert not {"request_changed", "gone_from_list"} & {check.code for check in all_checks(listed())}


def test_what_the_forum_gives_is_not_what_is_asked_for() -> None:
    state = a_state(
        {Lane.PRIORITISED: [a_proposal("1", 900_000, earlier_requested=of(978_000))]},
        **{"1": Standing(recommended=of(500_000), reason="Ramma")},
    )
    (check,) = (check for check in all_checks(state) if check.code == "request_changed")
    assert check.message.params == {"before_nok": 978_000, "after_nok": 900_000}
