"""The digest of a round: the same however it is worked out, another for every change."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Board, Lane, Move, Place
from kompetanse_desktop.domain.change import Edit, apply
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import digest
from tests.domain.values import a_proposal, a_round

REFS = tuple(str(n) for n in range(1, 41))


def a_state() -> RoundState:
    return RoundState(
        a_round(),
        {ref: a_proposal(ref, 1000) for ref in REFS},
        {},
        Board({Lane.UNHANDLED: REFS[:30], Lane.RESERVE: REFS[30:]}),
    )


steps = st.one_of(
    st.tuples(
        st.just("move"), st.lists(st.sampled_from(REFS), min_size=1, max_size=30, unique=True), st.sampled_from(Lane)
    ),
    st.tuples(st.just("reason"), st.sampled_from(REFS), st.text(max_size=3)),
    st.tuples(st.just("frame"), st.integers(2_000_000, 9_000_000), st.none()),
    st.tuples(st.just("leave"), st.sampled_from(REFS), st.none()),
)


def edits_of(state: RoundState, step: tuple) -> tuple[Edit, ...]:
    what, one, two = step
    if what == "frame":
        return (Edit("", state.round, replace(state.round, frame=one)),)
    if what == "reason":
        return (Edit(one, state.standings.get(one), Standing(reason=two)),) if one in state.proposals else ()
    if what == "leave":
        if one not in state.proposals:
            return ()
        gone = [Edit(one, state.board.place_of(one), None), Edit(one, state.proposals[one], None)]
        if one in state.standings:
            gone.append(Edit(one, state.standings[one], None))
        return tuple(gone)
    board, edits = state.board, []
    for ref in one:
        if ref in board:
            after = board.moved(Move((ref,), two, 1))
            edits.append(Edit(ref, board.place_of(ref), Place(two, 1)))
            board = after
    return tuple(edits)


@given(st.lists(steps, max_size=12))
def test_following_changes_gives_what_looking_at_everything_does(todo: list[tuple]) -> None:
    state = a_state()
    kept = digest.of_state(state)
    for step in todo:
        edits = edits_of(state, step)
        now = apply(state, edits)
        kept = digest.after(kept, state, edits, now)
        assert kept == digest.of_state(now)
        state = now


def test_order_lane_and_every_text_count() -> None:
    state = a_state()
    others = [
        replace(state, board=state.board.moved(Move(("1",), Lane.UNHANDLED, 2))),
        replace(state, board=state.board.moved(Move(("40",), Lane.DECLINED))),
        replace(state, round=replace(state.round, frame=state.round.frame + 1)),
        replace(state, proposals={**state.proposals, "1": replace(state.proposals["1"], need="x")}),
        replace(state, standings={"1": Standing(private_note="x")}),
        replace(state, standings={"2": Standing(private_note="x")}),
    ]
    assert len({digest.of_state(one) for one in (state, *others)}) == len(others) + 1


def test_the_first_half_is_about_the_rounds_own_terms() -> None:
    state = a_state()
    moved = digest.of_state(replace(state, board=state.board.moved(Move(("1",), Lane.DECLINED))))
    richer = digest.of_state(replace(state, round=replace(state.round, frame=9)))
    assert digest.round_part(moved) == digest.round_part(digest.of_state(state)) != digest.round_part(richer)
