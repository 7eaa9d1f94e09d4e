"""What a filter lets through, and that it never touches the round or its order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.filtering import NO_FILTER, By, Filter, choices, is_remarked, matches
from kompetanse_desktop.domain.owners import OwnerKind
from kompetanse_desktop.domain.proposal import MeasureKind, TargetGroup
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import a_proposal, a_state, states

PPT, SCHOOL = TargetGroup.PPT, TargetGroup.SCHOOL
STATE = a_state(
    {
        Lane.PRIORITISED: [
            a_proposal("21-02", 300, network="Sør", applicant="Sørvik kommune", universities=("UiB", "HVL")),
            a_proposal("21-01", 200, network="Nord", applicant="Nordeide kommune", title="Lese saman"),
        ],
        Lane.UNHANDLED: [
            a_proposal("21-03", 100, network="Nord", applicant="Jæren friskule", doubts=("«ca. 100» er ikkje tatt.",)),
            a_proposal("21-04", 50, network="", universities=(), measure_kinds=(MeasureKind.PLANNING,)),
            a_proposal("21-05", 50, network="", target_groups=(SCHOOL,)),
        ],
    },
)


def chosen(*pairs: tuple[By, str], **fields: object) -> Filter:
    return Filter(chosen=frozenset(pairs), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (NO_FILTER, {"21-01", "21-02", "21-03", "21-04", "21-05"}),
        (Filter("  "), {"21-01", "21-02", "21-03", "21-04", "21-05"}),
        (Filter("saman LESE"), {"21-01"}),
        (Filter("<b>"), set()),
        (chosen((By.NETWORK, "Nord")), {"21-01", "21-03"}),
        (chosen((By.NETWORK, "Nord"), (By.NETWORK, "Sør")), {"21-01", "21-02", "21-03"}),
        (chosen((By.NETWORK, "")), {"21-04", "21-05"}),
        (chosen((By.APPLICANT, "Sørvik kommune")), {"21-02"}),
        (chosen((By.OWNER_KIND, OwnerKind.MUNICIPALITY)), {"21-01", "21-02"}),
        (chosen((By.OWNER_KIND, OwnerKind.FREE_SCHOOL), (By.NETWORK, "Nord")), {"21-03"}),
        (chosen((By.OWNER_KIND, OwnerKind.FREE_SCHOOL), (By.NETWORK, "Sør")), set()),
        (chosen((By.UNIVERSITY, "UiB")), {"21-02"}),
        (chosen((By.UNIVERSITY, "")), {"21-04"}),
        (chosen((By.TARGET_GROUP, PPT)), {"21-01", "21-02", "21-03", "21-04"}),
        (chosen((By.MEASURE_KIND, MeasureKind.PLANNING)), {"21-04"}),
        (chosen((By.LANE, Lane.PRIORITISED)), {"21-01", "21-02"}),
        (Filter(remarked=True), {"21-03", "21-04", "21-05"}),
        (chosen((By.NETWORK, "Nord"), remarked=True), {"21-03"}),
        (chosen((By.NETWORK, "Gone")), set()),
    ],
)
def test_one_of_each_kind_and_all_the_kinds(wanted: Filter, found: set[str]) -> None:
    assert matches(STATE, wanted) == found


def test_choices_are_what_the_round_has_with_none_last() -> None:
    assert choices(STATE, By.NETWORK) == {"Nord": 2, "Sør": 1, "": 2}
    assert list(choices(STATE, By.NETWORK)) == ["Nord", "Sør", ""]
    assert choices(STATE, By.UNIVERSITY) == {"HVL": 4, "UiB": 1, "": 1}
    assert list(choices(STATE, By.OWNER_KIND)) == ["municipality", "free_school", "other"]
    assert list(choices(STATE, By.LANE)) == ["unhandled", "prioritised"]
    assert choices(STATE, By.MEASURE_KIND) == {"planning": 1, "": 4}


def test_it_counts_what_is_asked_for() -> None:
    assert NO_FILTER.count == 0
    several = chosen((By.NETWORK, "Nord"), (By.NETWORK, "Sør"), (By.LANE, "reserve"), text="lese", remarked=True)
    assert several.count == 4
    assert several.with_values(By.NETWORK, ()).count == 3
    assert several.with_values(By.NETWORK, ["Aust"]).values(By.NETWORK) == {"Aust"}
    assert several.with_values(By.NETWORK, ["Aust"]).values(By.LANE) == {"reserve"}


@st.composite
def filters(draw: st.DrawFn, state: RoundState) -> Filter:
    pairs = sorted((by, value) for by in By for value in choices(state, by))
    picked = draw(st.lists(st.sampled_from(pairs), max_size=4)) if pairs else []
    return Filter(draw(st.sampled_from(["", "21", "a", "Tiltak"])), frozenset(picked), draw(st.booleans()))


@given(states(), st.data())
def test_more_asked_for_never_lets_more_through_and_nothing_moves(state: RoundState, data: st.DataObject) -> None:
    board = {lane: state.board[lane] for lane in Lane}
    wanted = data.draw(filters(state))
    found = matches(state, wanted)
    assert found <= set(state.proposals)
    for by in By:
        loosened = wanted.with_values(by, ())
        assert found <= matches(state, loosened)
    if wanted.remarked:
        assert all(is_remarked(state, ref) for ref in found)
    assert {lane: state.board[lane] for lane in Lane} == board


@given(states(), st.sampled_from(By))
def test_every_choice_finds_as_many_as_it_says(state: RoundState, by: By) -> None:
    for value, count in choices(state, by).items():
        assert len(matches(state, NO_FILTER.with_values(by, [value]))) == count
