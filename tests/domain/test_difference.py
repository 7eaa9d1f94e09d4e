"""From one state to another and back, exactly, in few edits."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings

from kompetanse_desktop.domain.board import Board, Lane, Place
from kompetanse_desktop.domain.change import Change, apply
from kompetanse_desktop.domain.difference import differences, edits_between, edits_to_make
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import a_proposal, a_round, a_state, states

U, P = Lane.UNHANDLED, Lane.PRIORITISED


@given(states(), states())
def test_there_and_back_again(before: RoundState, after: RoundState) -> None:
    edits = edits_between(before, after)
    assert apply(before, edits) == after
    assert apply(after, Change("x", Saying("x"), edits).reversed().edits) == before
    assert edits_between(after, after) == ()


def board(unhandled: str, prioritised: str = "") -> RoundState:
    cards = {ref: a_proposal(ref) for ref in unhandled + prioritised}
    return RoundState(a_round(), cards, {}, Board({U: tuple(unhandled), P: tuple(prioritised)}))


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (board("abcdef"), board("bcdefa"), [("a", Place(U, 1), Place(U, 6))]),
        (board("abcdef"), board("fabcde"), [("f", Place(U, 6), Place(U, 1))]),
        (board("abcdef"), board("acdef", "b"), [("b", Place(U, 2), Place(P, 1))]),
        (board("ab", "cd"), board("a", "cbd"), [("b", Place(U, 2), Place(P, 2))]),
        (board("abc"), board("cab", ""), [("c", Place(U, 3), Place(U, 1))]),
        (board("abcd"), board("badc"), [("b", Place(U, 2), Place(U, 1)), ("d", Place(U, 4), Place(U, 3))]),
    ],
)
def test_one_moved_card_is_one_edit(
    before: RoundState, after: RoundState, moved: list[tuple[str, Place, Place]]
) -> None:
    assert [(e.ref, e.before, e.after) for e in edits_between(before, after)] == moved


def test_a_changed_text_moves_nothing() -> None:
    before = a_state({U: [a_proposal("a", 5), a_proposal("b", 6)]})
    after = replace(before, proposals={**before.proposals, "a": a_proposal("a", 7)})
    assert [(e.ref, e.kind.__name__) for e in edits_between(before, after)] == [("a", "Proposal")]


# In words' reach: what differs, thing by thing


@settings(max_examples=20)
@given(states())
def test_nothing_differs_from_itself(state: RoundState) -> None:
    assert list(differences(state, state)) == []
    assert list(differences(state, replace(state, standings=dict(state.standings)))) == []


@settings(max_examples=40)
@given(states(), states())
def test_what_differs_is_told_and_nothing_else(before: RoundState, after: RoundState) -> None:
    told = list(differences(before, after))
    said = {ref for ref in (*before.standings, *after.standings) if before.standing(ref) != after.standing(ref)}
    same = (before.round, before.proposals, before.board) == (after.round, after.proposals, after.board) and not said
    assert (told == []) is same
    assert all(one.before != one.after for one in told)
    back = {(one.ref, one.field, repr(one.after), repr(one.before)) for one in differences(after, before)}
    aside = "position"  # which of two cards is said to have moved depends on the direction
    assert {(one.ref, one.field, repr(one.before), repr(one.after)) for one in told if one.field != aside} == {
        one for one in back if one[1] != aside
    }


def test_each_thing_is_told_once() -> None:
    before = a_state({U: [a_proposal("a", 5), a_proposal("b", 6), a_proposal("c", 7)], P: [a_proposal("d", 8)]})
    changed = replace(before.proposals["b"], title="Nytt namn")
    after = RoundState(
        replace(before.round, frame=6_000_000),
        {"a": before.proposals["a"], "b": changed, "d": before.proposals["d"], "e": a_proposal("e", 9)},
        {"b": Standing(reason="Godt"), "a": Standing()},
        Board({P: ("b", "d"), U: ("e", "a")}),
    )
    assert [(one.ref, one.title, one.field, one.before, one.after) for one in differences(before, after)] == [
        ("", "", "frame", 5_300_000, 6_000_000),
        ("b", "Tiltak b", "title", "Tiltak b", "Nytt namn"),
        ("b", "Tiltak b", "reason", "", "Godt"),
        ("b", "Tiltak b", "lane", U, P),
        ("c", "Tiltak c", "proposal", before.proposals["c"], None),
        ("e", "Tiltak e", "proposal", None, after.proposals["e"]),
    ]


def test_only_the_card_that_moved_has_another_position() -> None:
    told = list(differences(board("abcdef"), board("bcdefa")))
    assert [(one.ref, one.field, one.before, one.after) for one in told] == [("a", "position", 1, 6)]


def test_no_position_is_told_as_another_that_is_the_same() -> None:
    for order in itertools.permutations("abcde"):
        found = list(differences(board("abcde"), board("".join(order))))
        assert all(one.before != one.after for one in found)
        assert bool(found) is (order != tuple("abcde"))


@settings(max_examples=20)
@given(states())
def test_a_round_is_made_of_nothing(state: RoundState) -> None:
    assert apply(RoundState(state.round), edits_to_make(state)) == state
