"""What the room may see: the figures of the board, and nothing that isn't for the room."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from datetime import date
from enum import Enum
from types import NoneType, UnionType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain import room as room_module
from kompetanse_desktop.domain.board import Lane, Move
from kompetanse_desktop.domain.budget import budget, reserve_shortfall, shares_by_network
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, Proposal, Source, Standing
from kompetanse_desktop.domain.ranking import Limit, running_sums
from kompetanse_desktop.domain.room import Room, changes, room
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import YEAR, a_proposal, a_round, a_state, states

SECRET = "HEMMELEG"


def kinds_in(kind: object) -> Iterator[object]:
    """Give every class a value of this type can be made of."""
    arguments = typing.get_args(kind)
    if arguments:
        for argument in arguments:
            if argument is not Ellipsis:
                yield from kinds_in(argument)
        if typing.get_origin(kind) not in (tuple, typing.Union, UnionType):
            yield typing.get_origin(kind)
    elif dataclasses.is_dataclass(kind):
        yield kind
        for hint in typing.get_type_hints(kind, vars(room_module)).values():
            yield from kinds_in(hint)
    else:
        yield kind


def test_the_type_itself_has_no_way_to_anything_private() -> None:
    for kind in kinds_in(Room):
        assert isinstance(kind, type)
        plain = kind in (int, str, bool, NoneType) or issubclass(kind, Enum)
        assert plain or kind.__module__ == room_module.__name__, kind


def secret(ref: str, **fields: object) -> Proposal:
    """Give a proposal with a secret in every field that isn't for the room."""
    return a_proposal(
        ref,
        500_000,
        target_text=SECRET,
        statped=SECRET,
        measure_text=SECRET,
        need=SECRET,
        anchoring=SECRET,
        involvement=SECRET,
        description=SECRET,
        other=((SECRET, SECRET),),
        doubts=(SECRET,),
        source=Source(SECRET, SECRET, 3, SECRET, SECRET),
        earlier_requested=Amounts({(Payee.OWNER, YEAR): 987_654}),
        gone_from=SECRET,
        received=date(YEAR, 5, 17),
        **fields,
    )


def a_secret_round() -> RoundState:
    """Give a round with a secret wherever there may be one."""
    standing = Standing(
        reason=SECRET,
        conditions=SECRET,
        private_note=SECRET,
        assessments={Criterion.ANCHORED: Assessment(Answer.NOT_MET, SECRET)},
    )
    lanes = {
        Lane.PRIORITISED: [secret("1"), secret("2")],
        Lane.RESERVE: [secret("3")],
        Lane.DECLINED: [secret("4", title=SECRET, applicant=SECRET)],
        Lane.UNHANDLED: [secret("5", title=SECRET, applicant=SECRET)],
    }
    terms = a_round(present=SECRET)
    state = a_state(lanes, terms)
    return dataclasses.replace(state, standings=dict.fromkeys(state.proposals, standing))


@pytest.mark.parametrize("discussed", [None, "1", "3", "missing"])
def test_nothing_private_is_in_the_value(discussed: str | None) -> None:
    told = repr(room(a_secret_round(), discussed))
    assert SECRET not in told
    assert "987654" not in told


@given(states())
def test_its_figures_are_those_of_the_board(state: RoundState) -> None:
    made, sums = room(state), budget(state)
    assert (made.available, made.recommended, made.remaining) == (sums.available, sums.recommended, sums.remaining)
    assert [row.running_sum for row in made.ranked] == running_sums(state)
    assert {row.ref: row.missing for row in made.reserve} == reserve_shortfall(state)
    assert {n.name: (n.requested, n.recommended) for n in made.networks} == shares_by_network(state)


def test_the_line_goes_where_the_places_end() -> None:
    state = a_state({Lane.PRIORITISED: [a_proposal(ref, 100) for ref in "123"]}, a_round(places=2))
    cut = room(state).cut
    assert cut is not None
    assert (cut.after, cut.limit, cut.missing, cut.too_many) == (2, Limit.PLACES, 0, 1)
    assert [row.inside for row in room(state).ranked] == [True, True, False]


def test_what_is_discussed_tells_no_lane_that_the_room_may_not_know() -> None:
    state = a_state({Lane.PRIORITISED: [a_proposal("1", 1)], Lane.DECLINED: [a_proposal("2", 2)]})
    listed, held_back = room(state, "1").discussed, room(state, "2").discussed
    assert listed is not None
    assert (listed.lane, listed.rank) == (Lane.PRIORITISED, 1)
    assert held_back is not None
    assert (held_back.lane, held_back.rank, held_back.amounts[0].recommended) == (None, 0, None)


CHANGES = [
    (Move(("3",), Lane.PRIORITISED, 1), {("3", "up")}),
    (Move(("1",), Lane.RESERVE), {("1", "down")}),
    (Move(("1",), Lane.DECLINED), {("1", "out")}),
    (Move(("4",), Lane.PRIORITISED, 2), {("4", "in")}),
    (Move(("5",), Lane.PRIORITISED), {("5", "up")}),
]


@pytest.mark.parametrize(("move", "told"), CHANGES, ids=lambda value: str(value)[:30])
def test_what_is_new_names_what_moved_and_not_what_made_way(move: Move, told: set[tuple[str, str]]) -> None:
    lanes = {
        Lane.PRIORITISED: [a_proposal(ref, 10) for ref in "123"],
        Lane.UNHANDLED: [a_proposal("4", 10)],
        Lane.RESERVE: [a_proposal("5", 10)],
    }
    before = a_state(lanes)
    after = before.with_board(before.board.moved(move))
    assert {(change.ref, change.kind.value) for change in changes(room(before), room(after))} == told


@given(states(), st.data())
def test_nothing_is_new_to_who_has_seen_it(state: RoundState, data: st.DataObject) -> None:
    assert changes(room(state), room(state)) == ()
