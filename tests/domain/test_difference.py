"""From one state to another and back, exactly, in few edits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from kompetanse_desktop.domain.board import Board, Lane, Place
from kompetanse_desktop.domain.change import Change, apply
from kompetanse_desktop.domain.difference import edits_between
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
