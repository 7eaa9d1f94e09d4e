"""What a move would do: the preview tells exactly what the move gives, card by card, with money and places."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Lane, Move
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.ranking import Limit, Line, ranking
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.domain.what_if import Standing, preview
from tests.domain.values import a_proposal, a_round, a_state, moves, states

U, P, R, D = Lane


def six(places: int | None = None) -> RoundState:
    """Six proposals of 1 000 000 prioritised where there is money for four; one unknown and one dear beside them."""
    ranked = [a_proposal(str(n), 1_000_000) for n in range(1, 7)]
    beside = [a_proposal("unknown", None), a_proposal("dear", 3_000_000)]
    return a_state({P: ranked, U: beside}, a_round(places=places))


@given(states(least=1).flatmap(lambda s: st.tuples(st.just(s), moves(s.board), st.none() | st.integers(1, 5))))
def test_a_preview_is_what_the_move_gives(given: tuple[RoundState, Move, int | None]) -> None:
    state, move, places = given
    state = replace(state, round=replace(state.round, places=places))
    now, shown = ranking(state), preview(state, move)
    after = state.with_board(state.board.moved(move))
    then, sums = ranking(after), budget(after)
    assert (shown.remaining, shown.cut, shown.line) == (sums.remaining, sums.cut, sums.line)
    assert (shown.places_left, shown.count) == (sums.places_left, sums.prioritised)
    assert (shown.ranked, shown.sums, shown.inside) == (then.refs, then.sums, then.inside)
    for row, ref in enumerate(then.refs):
        assert shown.standing(ref) == Standing(row + 1, then.sums[row], row < then.inside)
    for lane in (U, R, D):
        assert all(shown.standing(ref) is None for ref in after.board[lane])
    inside_now, inside_then = set(now.refs[: now.inside]), set(then.refs[: then.inside])
    assert shown.fallen == tuple(ref for ref in then.refs if ref in inside_now and ref not in inside_then)
    outside_now = set(now.refs) - inside_now
    assert shown.risen == tuple(ref for ref in then.refs if ref in outside_now and ref in inside_then)


@pytest.mark.parametrize(
    ("refs", "lane", "position", "fallen", "risen"),
    [
        (("dear",), P, 1, ("2", "3", "4"), ()),
        (("dear",), P, None, (), ()),
        (("unknown",), P, 1, (), ()),
        (("1",), R, None, (), ("5",)),
        (("1", "2"), D, None, (), ("5", "6")),
        (("6",), P, 1, ("4",), ("6",)),
        (("1",), P, None, ("1",), ("5",)),
        (("5", "6"), P, 2, ("3", "4"), ("5", "6")),
        (("6",), P, 5, (), ()),
    ],
)
def test_who_falls_and_who_rises(
    refs: tuple[str, ...], lane: Lane, position: int | None, fallen: tuple[str, ...], risen: tuple[str, ...]
) -> None:
    shown = preview(six(), Move(refs, lane, position))
    assert (shown.fallen, shown.risen) == (fallen, risen)


@pytest.mark.parametrize(
    ("refs", "lane", "position", "gap"),
    [
        (("unknown",), P, 1, (4, False)),
        (("unknown",), P, 5, (4, False)),
        (("dear",), P, 5, (4, True)),
        (("dear",), P, 6, (4, False)),
        (("dear",), P, 1, (1, False)),
        (("dear",), P, 2, (1, False)),
        (("dear",), P, 3, (2, True)),
        (("1", "2"), D, None, None),
        (("1",), R, None, (5, False)),
        (("1",), P, None, (5, False)),
        (("5", "6"), P, 2, (2, False)),
    ],
)
def test_where_the_line_goes_among_the_cards_as_they_lie(
    refs: tuple[str, ...], lane: Lane, position: int | None, gap: tuple[int, bool] | None
) -> None:
    assert preview(six(), Move(refs, lane, position)).line_gap == gap


@pytest.mark.parametrize(
    ("places", "line"),
    [
        (None, Line(4, Limit.MONEY, 1_100_000, 0)),
        (6, Line(4, Limit.MONEY, 1_100_000, 0)),
        (4, Line(4, Limit.MONEY, 1_100_000, 2)),
        (2, Line(2, Limit.PLACES, 1_100_000, 4)),
    ],
)
def test_the_line_goes_where_the_first_of_both_ends(places: int | None, line: Line) -> None:
    state = six(places)
    assert budget(state).line == ranking(state).line == line


def test_a_proposal_without_a_sum_takes_a_place() -> None:
    state = a_state({P: [a_proposal("1"), a_proposal("2"), a_proposal("3")]}, a_round(places=2))
    sums = budget(state)
    assert (sums.line, sums.cut, sums.places_left, sums.over) == (Line(2, Limit.PLACES, 0, 1), None, -1, False)
    assert preview(state, Move(("1",), R)).risen == ("3",)


def test_the_line_is_the_same_however_the_ranking_was_come_by() -> None:
    state = six(3)
    move = Move(("dear",), P, 2)
    assert preview(state, move, ranking(state)) == preview(state, move)


def test_a_preview_refuses_what_the_move_would() -> None:
    for move in (Move(("nobody",), P), Move(("1",), P, 7), Move(("dear",), P, 8), Move(("1", "1"), R)):
        with pytest.raises(Refusal):
            preview(six(), move)
        with pytest.raises(Refusal):
            six().board.moved(move)


def test_where_nothing_is_inside_nobody_rises() -> None:
    state = a_state({P: [a_proposal(ref, 9_000_000) for ref in "abc"]})
    assert preview(state, Move(("c",), P, 1)).risen == ()
