"""The checks: each rule warns where it should and is silent where it should, and only one stops."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import Severity, all_checks, coordination_percent, stops
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, MeasureKind, Standing, TargetGroup
from kompetanse_desktop.domain.recommendation import finished, recommend
from kompetanse_desktop.domain.round import Scheme
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import YEAR, a_proposal, a_round, a_state, states

P, R, U, D = Lane.PRIORITISED, Lane.RESERVE, Lane.UNHANDLED, Lane.DECLINED
ASSESSED = {criterion: Assessment(Answer.MET) for criterion in Criterion}
NOW = datetime(2021, 4, 20, 12, 0)


def codes(state: RoundState) -> dict[str, Severity]:
    return {check.code: check.severity for check in all_checks(state)}


def one(lane: Lane = P, standing: Standing | None = None, nok: int | None = 1_000, **fields: object) -> RoundState:
    """Give a round with one proposal, its criteria answered."""
    said = standing or Standing()
    said = Standing(said.recommended, said.reason, said.conditions, said.assessments or ASSESSED, said.withdrawn)
    return a_state({lane: [a_proposal("1", nok, **fields)]}, **{"1": said})


def test_nothing_to_remark() -> None:
    assert codes(one()) == {}


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (one(received=date(2021, 4, 15)), {}),
        (one(received=date(2021, 4, 16)), {"late": Severity.WARN}),
        (one(measure_kinds=(MeasureKind.FURTHER_EDUCATION,)), {"not_collective": Severity.WARN}),
        (one(universities=()), {"no_university": Severity.WARN}),
        (one(duration_years=3), {}),
        (one(duration_years=4), {"too_long": Severity.WARN}),
        (one(target_groups=(TargetGroup.KINDERGARTEN, TargetGroup.SCHOOL)), {"no_ppt": Severity.WARN}),
        (one(target_groups=(TargetGroup.PPT, TargetGroup.SCHOOL)), {"no_kindergarten": Severity.NOTE}),
        (one(target_groups=(TargetGroup.PPT, TargetGroup.KINDERGARTEN)), {"no_school": Severity.NOTE}),
        (one(target_groups=()), {"target_unknown": Severity.NOTE}),
        (one(private_invited=False), {"private_not_invited": Severity.NOTE}),
        (one(private_invited=None), {}),
        (one(doubts=("«ca.»",)), {"doubt": Severity.NOTE}),
        (one(standing=Standing(withdrawn=True)), {"withdrawn": Severity.WARN}),
        (one(D, Standing(withdrawn=True, reason="Trekt")), {}),
        (one(D), {"declined_without_reason": Severity.WARN}),
        (one(D, Standing(reason=" ")), {"declined_without_reason": Severity.WARN}),
        (one(U), {"unhandled": Severity.WARN}),
        (one(nok=None), {"no_amount": Severity.WARN}),
        (one(R, nok=None), {}),
        (
            one(standing=Standing(recommended=Amounts({(Payee.OWNER, YEAR): 999}))),
            {"reduced_without_reason": Severity.WARN},
        ),
        (
            one(standing=Standing(recommended=Amounts({(Payee.OWNER, YEAR): 999}), reason="Ramma")),
            {"reduced": Severity.NOTE},
        ),
        (
            one(standing=Standing(recommended=Amounts({(Payee.OWNER, YEAR): 1_001}))),
            {"more_than_requested": Severity.WARN},
        ),
        (
            one(standing=Standing(assessments={Criterion.ANCHORED: Assessment(Answer.PARTLY)})),
            {"not_assessed": Severity.NOTE},
        ),
        (one(nok=4_900_000), {}),
        (one(nok=4_900_001), {"over_frame": Severity.STOP}),
        (
            one(requested=Amounts({(Payee.OWNER, YEAR): 1, (Payee.OWNER, YEAR + 1): 1})),
            {"later_years": Severity.NOTE, "several_years": Severity.NOTE},
        ),
        (
            one(requested=Amounts({(Payee.OWNER, YEAR): 1, (Payee.OWNER, YEAR + 3): 1})),
            {"years_outside": Severity.WARN, "later_years": Severity.NOTE, "several_years": Severity.NOTE},
        ),
        (
            one(R, requested=Amounts({(Payee.OWNER, YEAR - 1): 1, (Payee.OWNER, YEAR): 1})),
            {"years_outside": Severity.WARN},
        ),
        (
            one(
                requested=Amounts(
                    {(Payee.OWNER, YEAR): 9, (Payee.OWNER, YEAR + 1): 7, (Payee.COORDINATION, YEAR + 1): 3}
                )
            ),
            {"coordination_later": Severity.WARN, "later_years": Severity.NOTE, "several_years": Severity.NOTE},
        ),
        (
            one(requested=Amounts({(Payee.OWNER, YEAR): 1, (Payee.OWNER, YEAR + 1): 5_300_000})),
            {"no_room": Severity.WARN, "later_years": Severity.NOTE, "several_years": Severity.NOTE},
        ),
        (
            one(standing=Standing(assessments={**ASSESSED, Criterion.TOGETHER: Assessment(Answer.NOT_MET)})),
            {"criteria_not_met": Severity.WARN},
        ),
        (one(R, Standing(assessments={Criterion.TOGETHER: Assessment(Answer.NOT_MET)})), {}),
        (one(applicant="Vestland fylkeskommune"), {}),
    ],
)
def test_a_rule(state: RoundState, found: dict[str, Severity]) -> None:
    assert codes(state) == found


@pytest.mark.parametrize(
    ("coordination", "rest", "percent", "warned"),
    [(20, 80, 20, False), (205, 795, 21, True), (204, 796, 20, False), (21, 79, 21, True), (0, 100, 0, False)],
)
def test_coordination_is_a_limited_part(coordination: int, rest: int, percent: int, warned: bool) -> None:
    state = one(requested=Amounts({(Payee.COORDINATION, YEAR): coordination, (Payee.OWNER, YEAR): rest}))
    assert coordination_percent(state, "1") == percent
    assert ("coordination" in codes(state)) is warned


def test_coordination_without_a_sum() -> None:
    assert coordination_percent(one(nok=None), "1") is None
    assert coordination_percent(one(nok=0), "1") is None


def test_rules_of_kompetanseloftet_are_not_asked_of_others() -> None:
    proposal = a_proposal("1", 100, target_groups=(TargetGroup.SCHOOL,), private_invited=False)
    said = Standing(assessments=ASSESSED)
    regional = a_state({P: [proposal]}, a_round(scheme=Scheme.REGIONAL), **{"1": said})
    assert codes(regional) == {}
    dekomp = a_state({P: [proposal]}, a_round(scheme=Scheme.DESENTRALISERT), **{"1": said})
    (check,) = all_checks(dekomp)
    assert (check.code, check.message.params["share_nok"]) == ("own_share", 30)


def test_more_than_there_are_places_for() -> None:
    lanes = {P: [a_proposal("1", 1), a_proposal("2", 1)]}
    assert "over_places" in codes(a_state(lanes, a_round(places=1)))
    assert "over_places" not in codes(a_state(lanes, a_round(places=2)))


def test_what_stops_comes_first_and_is_the_only_thing_that_stops() -> None:
    state = a_state({P: [a_proposal("1", 5_000_000, universities=())], U: [a_proposal("2", 5)]})
    found = all_checks(state)
    assert [check.severity for check in found] == sorted((check.severity for check in found), key=list(Severity).index)
    assert [check.code for check in stops(state)] == ["over_frame"]


def test_a_recommendation_over_the_frame_is_refused() -> None:
    state = one(nok=4_968_000)
    with pytest.raises(Refusal) as refused:
        finished(state, NOW)
    assert refused.value.saying.params == {"over_nok": 68_000}
    assert recommend(state, NOW).budget.remaining == -68_000


@given(states())
def test_what_stops_is_what_cannot_be_finished(state: RoundState) -> None:
    if stops(state):
        with pytest.raises(Refusal):
            finished(state, NOW)
    else:
        assert finished(state, NOW) == recommend(state, NOW)


def test_the_recommendation_is_the_round_as_it_stands() -> None:
    less = Amounts({(Payee.OWNER, YEAR): 700_000})
    state = a_state(
        {
            P: [a_proposal("1", 978_000), a_proposal("2", 850_000, network="Sør")],
            R: [a_proposal("3", 4_000_000)],
            D: [a_proposal("4", 5)],
            U: [a_proposal("5", 6)],
        },
        **{"2": Standing(recommended=less, reason="Ramma")},
    )
    made = finished(state, NOW)
    assert [(e.rank, e.proposal.ref, e.recommended, e.reduced, e.running_sum) for e in made.prioritised] == [
        (1, "1", 978_000, False, 978_000),
        (2, "2", 700_000, True, 1_678_000),
    ]
    assert [(e.proposal.ref, e.missing) for e in made.reserve] == [("3", 778_000)]
    assert [e.proposal.ref for e in made.declined + made.unhandled] == ["4", "5"]
    assert made.by_network == (("Nettverk Nord", 4_978_011, 978_000), ("Sør", 850_000, 700_000))
    assert made.budget.recommended == sum(e.recommended or 0 for e in made.prioritised)
    assert made.made_at == NOW


def in_2020(**fields: object) -> RoundState:
    """Give a round of the year before upper secondary schools were considered."""
    terms = a_round(year=2020, deadline=date(2020, 4, 15))
    asked = Amounts({(Payee.OWNER, 2020): 1_000})
    proposal = a_proposal("1", requested=asked, received=None, **fields)
    return a_state({P: [proposal]}, terms, **{"1": Standing(assessments=ASSESSED)})


@pytest.mark.parametrize(
    ("fields", "warned"),
    [
        ({"applicant": "Vestland fylkeskommune"}, True),
        ({"target_text": "Vidaregåande skular"}, True),
        ({"target_text": "videregående opplæring"}, True),
        ({"applicant": "Voss herad", "target_text": "Barnehagar"}, False),
    ],
)
def test_upper_secondary_schools_came_in_2021(fields: dict[str, object], warned: bool) -> None:
    assert ("upper_secondary" in codes(in_2020(**fields))) is warned


@pytest.mark.parametrize(
    ("ranked", "other", "lane", "warned"),
    [
        (True, False, R, True),
        (True, False, D, True),
        (True, False, U, False),
        (True, True, R, False),
        (True, None, R, False),
        (None, False, R, False),
        (False, False, R, False),
    ],
)
def test_room_for_new_kommunar(ranked: bool | None, other: bool | None, lane: Lane, warned: bool) -> None:
    state = a_state({P: [a_proposal("1", 1, continued=ranked)], lane: [a_proposal("2", 1, continued=other)]})
    assert ("only_continued" in codes(state)) is warned


@given(states())
def test_every_remark_names_its_rule_and_every_warning_of_a_proposal_fits_a_card(state: RoundState) -> None:
    for check in all_checks(state):
        assert check.source.message
        assert check.ref is None or check.severity is Severity.NOTE or check.tag is not None, check.code
