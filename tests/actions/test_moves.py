"""Moves: one table for where cards land, what it is called, and what is left."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompetanse_desktop.actions import Session, move, undo
from kompetanse_desktop.actions.moves import _places
from kompetanse_desktop.domain.board import Board, Lane, Move
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words
from tests.domain.values import moves

U, P, R, D = Lane


@pytest.mark.parametrize(
    ("refs", "lane", "position", "order", "remaining", "name"),
    [
        ("21-01", P, None, "1", 3_900_000, "«Tiltak 21-01» moved from Unhandled to Prioritised"),
        ("21-02", P, 1, "2", 2_900_000, "«Tiltak 21-02» moved from Unhandled to Prioritised"),
        (["21-03", "21-01"], P, 1, "31", 900_000, "2 proposals moved to Prioritised"),
        ("21-05", P, None, "5", -100_000, "«Tiltak 21-05» moved from Unhandled to Prioritised"),
        ("21-05", U, 1, "51234", 4_900_000, "«Tiltak 21-05» moved to place 1 in Unhandled"),
        (["21-04", "21-02"], U, 2, "14235", 4_900_000, "2 proposals moved to Unhandled"),
    ],
)
def test_a_move(
    session: Session, refs: str | list[str], lane: Lane, position: int | None, order: str, remaining: int, name: str
) -> None:
    change = move(session, refs, lane, position)
    board = session.required().board
    assert board[lane] == tuple(f"21-0{n}" for n in order)
    assert session.remaining == remaining
    assert session.journal()[-1].remaining_after == remaining
    assert Words("en").say(change.name) == name
    assert session.last == change
    undo(session)
    assert session.required().board[U] == tuple(f"21-0{n}" for n in range(1, 6))
    assert session.remaining == 4_900_000


@pytest.mark.parametrize(("refs", "position"), [("21-02", 2), ("21-05", None), (["21-02", "21-03"], 2), ([], None)])
def test_dropped_where_it_was(session: Session, refs: str | list[str], position: int | None) -> None:
    told: list[Change] = []
    before = len(session.journal())
    session.listen(told.append)
    assert move(session, refs, U, position).edits == ()
    assert (len(session.journal()), told) == (before, [])


@pytest.mark.parametrize(
    ("refs", "position"), [("nobody", None), ("21-01", 0), ("21-01", 2), ("21-01", 10**30), (["21-01", "21-01"], 1)]
)
def test_moves_that_cannot_be(session: Session, refs: str | list[str], position: int | None) -> None:
    before = session.required()
    with pytest.raises(Refusal):
        move(session, refs, R, position)
    assert session.required() == before


def test_a_reason_goes_with_the_move_and_back_with_it(session: Session) -> None:
    move(session, ["21-01", "21-02"], D, reason=" For seint\r\n")
    assert {ref: s.reason for ref, s in session.required().standings.items()} == {
        "21-01": "For seint",
        "21-02": "For seint",
    }
    undo(session)
    assert session.required().standings == {}


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_move_told_card_by_card_is_the_move(data: st.DataObject) -> None:
    refs = [f"{n}" for n in range(data.draw(st.integers(1, 9)))]
    lanes: dict[Lane, list[str]] = {lane: [] for lane in Lane}
    for ref in data.draw(st.permutations(refs)):
        lanes[data.draw(st.sampled_from(Lane))].append(ref)
    before = Board(lanes)
    wanted: Move = data.draw(moves(before))
    after = before.moved(wanted)
    board = before
    edits: list[Edit] = _places(before, after, wanted.refs, wanted.lane)
    for edit in edits:
        assert edit.before == board.place_of(edit.ref)
        board = board.put(edit.ref, edit.after)  # type: ignore[arg-type]
    assert board == after
    assert (edits == []) is (before == after)
    for edit in reversed(edits):
        board = board.put(edit.ref, edit.before)  # type: ignore[arg-type]
    assert board == before
