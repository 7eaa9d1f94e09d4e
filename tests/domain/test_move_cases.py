"""The table of moves, in the domain: board, preview and each card's place agree."""

from __future__ import annotations

import pytest

from kompetanse_desktop.domain.board import Board, Lane, Move
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.what_if import preview
from tests.domain.move_cases import CASES, NAMES, START, MoveCase
from tests.domain.values import a_proposal, a_state


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_domain_moves(case: MoveCase) -> None:
    state = a_state({lane: [a_proposal(ref, 500_000) for ref in refs] for lane, refs in START.items()})
    move = Move(case.refs, case.lane, case.position)
    if case.after is None:
        for try_it in (state.board.moved, lambda it: preview(state, it)):
            with pytest.raises(Refusal):
                try_it(move)
        return
    after = state.board.moved(move)
    assert {lane: after[lane] for lane in Lane} == case.board()
    assert after == Board(case.board())
    assert preview(state, move).ranked == case.board()[Lane.PRIORITISED]
