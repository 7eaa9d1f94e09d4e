"""Random actions with undo and redo, a restart at any time: the library is always what a simple list would say."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kompetanse_desktop.actions import (
    Session,
    assess,
    edit_round,
    move,
    new_round,
    redo,
    set_amount,
    set_reason,
    take_in,
    undo,
    withdraw,
)
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.proposal import Answer, Criterion
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store.journal import verify_chain
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round, moves

refs = st.sampled_from([f"{n}" for n in range(1, 6)])


class History(RuleBasedStateMachine):
    """Two lists of states, past and undone, beside the real thing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.session = Session.open(self.folder)
        self.past: list[RoundState] = []
        self.undone: list[RoundState] = []

    def teardown(self) -> None:
        self.session.close()
        shutil.rmtree(self.folder)

    @property
    def now(self) -> RoundState:
        return self.session.required()

    def done(self, change: Change, before: RoundState) -> None:
        if change.edits:
            self.past.append(before)
            self.undone.clear()
        else:
            assert self.now == before

    @initialize()
    def begin(self) -> None:
        new_round(self.session, a_round())
        before = self.now
        self.done(take_in(self.session, arriving(*(a_proposal(f"{n}", n * 400_000) for n in range(1, 6)))), before)

    @precondition(lambda self: self.now.proposals)
    @rule(data=st.data(), reason=st.none() | st.just("Derfor"))
    def moves(self, data: st.DataObject, reason: str | None) -> None:
        before = self.now
        wanted = data.draw(moves(before.board))
        self.done(move(self.session, wanted.refs, wanted.lane, wanted.position, reason), before)

    @precondition(lambda self: "1" in self.now.proposals)  # the first five come and go together
    @rule(ref=refs, nok=st.none() | st.integers(0, 2_000_000), year=st.sampled_from([None, 2022]))
    def sets_an_amount(self, ref: str, nok: int | None, year: int | None) -> None:
        before = self.now
        self.done(set_amount(self.session, ref, nok, year), before)

    @precondition(lambda self: "1" in self.now.proposals)  # the first five come and go together
    @rule(ref=refs, text=st.sampled_from(["", "Ein", "To"]), withdrawn=st.booleans())
    def speaks_of_it(self, ref: str, text: str, withdrawn: bool) -> None:
        for deed in (
            lambda: set_reason(self.session, ref, text),
            lambda: withdraw(self.session, ref, withdrawn),
            lambda: assess(self.session, ref, Criterion.LOCAL_NEED, Answer.MET),
        ):
            before = self.now
            self.done(deed(), before)

    @rule(frame=st.integers(400_000, 9_000_000))
    def edits_the_terms(self, frame: int) -> None:
        before = self.now
        self.done(edit_round(self.session, frame=frame), before)

    @rule()
    def takes_in_one_more(self) -> None:
        before = self.now
        free = f"new-{len(before.proposals)}"
        after = len(before.board[Lane.UNHANDLED])
        self.done(take_in(self.session, arriving(a_proposal(free, 5), after=after)), before)

    @rule()
    def undoes(self) -> None:
        before = self.now
        if not self.past:
            assert self.session.undo_name is None
            with pytest.raises(Refusal):
                undo(self.session)
            return
        name = self.session.undo_name
        assert undo(self.session).name.params["name"] == name == self.session.redo_name
        self.undone.append(before)
        assert self.now == self.past.pop()

    @rule()
    def redoes(self) -> None:
        before = self.now
        if not self.undone:
            assert self.session.redo_name is None
            with pytest.raises(Refusal):
                redo(self.session)
            return
        redo(self.session)
        self.past.append(before)
        assert self.now == self.undone.pop()

    @rule()
    def restarts(self) -> None:
        before = (self.now, self.session.remaining, self.session.undo_name, self.session.redo_name, self.session.last)
        self.session.close()
        self.session = Session.open(self.folder)
        assert before == (
            self.now,
            self.session.remaining,
            self.session.undo_name,
            self.session.redo_name,
            self.session.last,
        )

    @invariant()
    def what_is_left_is_what_the_budget_says(self) -> None:
        if self.session.state is not None:
            assert self.session.remaining == budget(self.now).remaining
            entries = self.session.journal()
            assert verify_chain(entries) is None
            assert entries[-1].remaining_after == self.session.remaining


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
