"""A change: applying it and taking it back leaves everything as it was."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit, apply
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import a_proposal, a_round, a_state, proposals, standings, states

U, P = Lane.UNHANDLED, Lane.PRIORITISED


@st.composite
def changes(draw: st.DrawFn, before: RoundState) -> Change:
    """Give any change of a round, of any kinds mixed, each edit made from the state before it."""
    state, edits = before, []

    def do(*more: Edit) -> None:
        nonlocal state
        edits.extend(more)
        state = apply(state, more)

    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["place", "standing", "proposal", "arrive", "leave", "round"]))
        ref = draw(st.sampled_from(sorted(state.proposals))) if state.proposals else None
        if kind == "round":
            do(Edit("", state.round, state.round.changed(frame=draw(st.integers(400_000, 9_000_000)))))
        elif kind == "arrive":
            new = draw(proposals(next(r for n in count() if (r := f"new-{n}") not in state.proposals)))
            place = draw(places(state))
            do(Edit(new.ref, None, new), Edit(new.ref, None, place))
        elif ref is None:
            continue
        elif kind == "place":
            do(Edit(ref, state.board.place_of(ref), draw(places(state, ref))))
        elif kind == "standing":
            do(Edit(ref, state.standings.get(ref), draw(standings)))
        elif kind == "proposal":
            do(Edit(ref, state.proposals[ref], draw(proposals(ref))))
        elif kind == "leave":
            said = state.standings.get(ref)
            do(
                *([] if said is None else [Edit(ref, said, None)]),
                Edit(ref, state.board.place_of(ref), None),
                Edit(ref, state.proposals[ref], None),
            )
    return Change("any", Saying("Any"), tuple(edits))


@st.composite
def places(draw: st.DrawFn, state: RoundState, lifted: str | None = None) -> Place:
    lane = draw(st.sampled_from(Lane))
    return Place(lane, draw(st.integers(1, sum(ref != lifted for ref in state.board[lane]) + 1)))


@given(states().flatmap(lambda s: st.tuples(st.just(s), changes(s))))
def test_what_is_reversed_is_as_before(given: tuple[RoundState, Change]) -> None:
    before, change = given
    after = apply(before, change.edits)
    assert apply(after, change.reversed().edits) == before
    assert apply(before, change.reversed().reversed().edits) == after
    one_by_one = before
    for edit in change.edits:
        one_by_one = apply(one_by_one, (edit,))
    assert one_by_one == after, "many at once are as one after another"


def test_many_arrive_at_the_ends_and_in_between() -> None:
    state = a_state({U: [a_proposal("a"), a_proposal("b")]})
    arrivals = [("c", Place(U, 3)), ("d", Place(P, 1)), ("e", Place(P, 2)), ("f", Place(U, 4)), ("g", Place(U, 1))]
    edits = [e for ref, at in arrivals for e in (Edit(ref, None, a_proposal(ref)), Edit(ref, None, at))]
    after = apply(state, tuple(edits))
    assert (after.board[U], after.board[P]) == (("g", "a", "b", "c", "f"), ("d", "e"))
    assert apply(after, Change("x", Saying("x"), tuple(edits)).reversed().edits) == state


def test_the_state_before_is_left_alone() -> None:
    state = a_state({U: [a_proposal("a")]})
    apply(state, (Edit("a", Place(U, 1), Place(P, 1)), Edit("a", state.proposals["a"], a_proposal("a", 5))))
    assert state == a_state({U: [a_proposal("a")]})


def test_refs_are_named_once_and_the_round_not_at_all() -> None:
    change = Change(
        "x",
        Saying("x"),
        (
            Edit("", a_round(), a_round(frame=1)),
            Edit("b", None, a_proposal("b")),
            Edit("b", None, Place(U, 1)),
            Edit("a", Place(U, 1), Place(P, 1)),
        ),
    )
    assert change.refs == ("b", "a")


@pytest.mark.parametrize(("before", "after"), [(None, None), (Place(U, 1), a_proposal("a"))])
def test_an_edit_is_of_one_kind(before: object, after: object) -> None:
    with pytest.raises(TypeError):
        Edit("a", before, after)  # type: ignore[arg-type]
