"""The board: whatever is moved, each card stands in exactly one place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Board, Lane, Move, Place
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import moves, states

U, P, R, D = Lane
BOARD = Board({U: "abcde", P: "xyz", R: (), D: "q"})


@pytest.mark.parametrize(
    ("refs", "lane", "position", "lanes"),
    [
        ("a", P, 1, ("bcde", "axyz", "", "q")),
        ("a", P, None, ("bcde", "xyza", "", "q")),
        ("a", P, 4, ("bcde", "xyza", "", "q")),
        ("q", R, 1, ("abcde", "xyz", "q", "")),
        ("a", U, 5, ("bcdea", "xyz", "", "q")),
        ("e", U, 1, ("eabcd", "xyz", "", "q")),
        ("b", U, 2, ("abcde", "xyz", "", "q")),
        ("ca", P, 2, ("bde", "xcayz", "", "q")),
        ("db", U, 2, ("adbce", "xyz", "", "q")),
        ("xa", U, 1, ("xabcde", "yz", "", "q")),
    ],
)
def test_moves(refs: str, lane: Lane, position: int | None, lanes: tuple[str, ...]) -> None:
    after = BOARD.moved(Move(tuple(refs), lane, position))
    assert tuple("".join(after[lane]) for lane in Lane) == lanes
    assert after.place_of(refs[0]) == Place(lane, after[lane].index(refs[0]) + 1)


@pytest.mark.parametrize(
    ("refs", "position"), [(("nobody",), None), (("a",), 0), (("a",), 5), (("a",), -1), (("a", "a"), 1)]
)
def test_moves_that_cannot_be(refs: tuple[str, ...], position: int | None) -> None:
    with pytest.raises(Refusal):
        BOARD.moved(Move(refs, P, position))


@given(states(least=1).flatmap(lambda s: st.tuples(st.just(s), st.lists(st.integers(), max_size=6), st.data())))
def test_each_ref_stands_in_one_place_after_any_moves(given: tuple[RoundState, list[int], st.DataObject]) -> None:
    state, times, data = given
    board = state.board
    for _ in times:
        move = data.draw(moves(board))
        board = board.moved(move)
        first = board.place_of(move.refs[0]).position
        assert board[move.lane][first - 1 : first - 1 + len(move.refs)] == move.refs
    everywhere = [ref for lane in Lane for ref in board[lane]]
    assert sorted(everywhere) == sorted(state.proposals)
    assert all(ref in board[board.lane_of(ref)] for ref in everywhere)
    assert board == Board({lane: board[lane] for lane in Lane})


def test_put_added_removed() -> None:
    assert BOARD.put("new", Place(P, 2))[P] == ("x", "new", "y", "z")
    assert BOARD.put("z", Place(P, 1))[P] == ("z", "x", "y")
    assert BOARD.added(["n", "m"], D)[D] == ("q", "n", "m")
    gone = BOARD.removed(["a", "c", "x", "unknown"])
    assert (gone[U], gone[P]) == (("b", "d", "e"), ("y", "z"))
    assert "a" not in gone
    assert "b" in gone
    assert Board({U: "abcde", P: "xyz", R: (), D: "q"}) == BOARD, "a board never changes"
    for position in (0, 5):
        with pytest.raises(ValueError, match="no place"):
            BOARD.put("a", Place(P, position))


def test_a_ref_in_two_places_is_a_bug() -> None:
    with pytest.raises(ValueError, match="two places"):
        Board({U: "a", P: "a"})


def test_lanes_have_names() -> None:
    assert Lane.named("reserve") is R
    with pytest.raises(Refusal, match="attic"):
        Lane.named("attic")
