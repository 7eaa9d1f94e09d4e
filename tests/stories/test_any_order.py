"""Anything in any order: after each step board, money, journal and what others read are the same."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kompetanse_desktop import actions
from kompetanse_desktop.actions import Choice, Relation, Session
from kompetanse_desktop.domain.answers import Reply
from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.checks import Severity, all_checks
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, Proposal
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange import data_out
from kompetanse_desktop.store import digest
from kompetanse_desktop.store.journal import verify_chain
from tests.domain.values import YEAR, a_proposal, a_round, kroner, proposals
from tests.helpers.deeds import shown
from tests.helpers.forum_model import History, arrived, left_over, moved, said

ROOT = Path(__file__).parent.parent.parent
REFS = [f"21-{n:02}" for n in range(1, 9)]
MOST_ROUNDS = 3
ASKING = 3
"""One in so many times another process is asked too."""
_turns = itertools.count()
lanes = st.sampled_from(Lane)
positions = st.none() | st.integers(1, 4)


class Forum(RuleBasedStateMachine):
    """A forum at work, and beside it a model that knows nothing of journals and files."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kompetanse-any-"))
        self.data_dir = self.folder / "data"
        self.session = Session.open(self.data_dir, window=True)
        self.rounds: dict[str, History] = {}
        self.sent: tuple[str, RoundState] | None = None
        self.versions: dict[str, list[RoundState]] = {}
        self.signed: set[str] = set()
        self.current = ""
        self.agreed = False

    @property
    def history(self) -> History:
        return self.rounds[self.current]

    @property
    def now(self) -> RoundState:
        return self.history.now

    @property
    def refs(self) -> st.SearchStrategy[str]:
        return st.sampled_from(sorted(self.now.proposals))

    def has_proposals(self) -> bool:
        return bool(self.now.proposals)

    def did(self, change: Change, expected: RoundState) -> None:
        """Compare what an action gave with what it had to."""
        assert self.session.required() == expected
        if expected == self.now:
            assert change.edits == ()
        else:
            self.history.done(change.name, expected)

    # Rounds

    @initialize()
    def begin(self) -> None:
        self.make_round()
        self._take_in([a_proposal(ref, n * 500_000) for n, ref in enumerate(REFS[:4], 1)])

    @precondition(lambda self: 0 < len(self.rounds) < MOST_ROUNDS)
    @rule()
    def make_round(self) -> None:
        made = actions.new_round(self.session, a_round())
        assert made.id not in self.rounds
        self.current, self.rounds[made.id] = made.id, History([RoundState(made)])

    @rule(data=st.data())
    def use_a_round(self, data: st.DataObject) -> None:
        self.current = data.draw(st.sampled_from(sorted(self.rounds)))
        actions.use_round(self.session, self.current)

    @precondition(lambda self: len(self.rounds) > 1)
    @rule(data=st.data())
    def remove_a_round(self, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from(list(self.rounds)))
        if gone in self.signed:
            with pytest.raises(Refusal):
                actions.remove_round(self.session, gone)
            return
        actions.remove_round(self.session, gone)
        del self.rounds[gone]
        self.versions.pop(gone, None)
        if gone == self.current:
            self.current = list(self.rounds)[-1]

    @rule(frame=st.integers(0, 6_000_000), committed=st.integers(0, 400_000), agreement=st.sampled_from(["", "Semje"]))
    def change_the_terms(self, frame: int, committed: int, agreement: str) -> None:
        terms = {"frame": frame, "committed": committed, "agreement": agreement}
        if committed > frame:
            with pytest.raises(Refusal):
                actions.edit_round(self.session, **terms)
            return
        change = actions.edit_round(self.session, **terms)
        self.did(change, replace(self.now, round=replace(self.now.round, **terms)))

    # Proposals

    def _take_in(self, arriving: list[Proposal]) -> None:
        state = self.now
        edits = [Edit(one.ref, state.proposals.get(one.ref), one) for one in arriving]
        new = [one.ref for one in arriving if one.ref not in state.proposals]
        after = len(state.board[Lane.UNHANDLED])
        edits += [Edit(ref, None, Place(Lane.UNHANDLED, at)) for at, ref in enumerate(new, after + 1)]
        told = [edit for edit in edits if edit.before != edit.after]
        change = actions.take_in(self.session, Change("import", Saying("Taken in"), tuple(told)))
        self.did(change, arrived(state, arriving))

    @rule(data=st.data(), refs=st.lists(st.sampled_from(REFS), min_size=1, max_size=3, unique=True))
    def take_in(self, data: st.DataObject, refs: list[str]) -> None:
        self._take_in([data.draw(proposals(ref)) for ref in refs])

    @precondition(has_proposals)
    @rule(data=st.data(), lane=lanes, position=positions, count=st.integers(1, 3))
    def move(self, data: st.DataObject, lane: Lane, position: int | None, count: int) -> None:
        refs = data.draw(st.lists(self.refs, min_size=1, max_size=count, unique=True))
        expected = moved(self.now, refs, lane, position)
        if expected is None:
            with pytest.raises(Refusal):
                actions.move(self.session, refs, lane, position)
        else:
            self.did(actions.move(self.session, refs, lane, position), expected)

    @precondition(has_proposals)
    @rule(data=st.data(), lane=lanes, reason=st.sampled_from(["", "Ramma", "Ikkje kollektivt"]))
    def move_with_a_reason(self, data: st.DataObject, lane: Lane, reason: str) -> None:
        ref = data.draw(self.refs)
        expected = moved(self.now, [ref], lane, None)
        assert expected is not None
        self.did(actions.move(self.session, ref, lane, reason=reason), said(expected, ref, reason=reason))

    # What is said of one

    @precondition(has_proposals)
    @rule(data=st.data(), nok=kroner, year=st.sampled_from([None, YEAR, YEAR + 1]))
    def set_amount(self, data: st.DataObject, nok: int, year: int | None) -> None:
        ref = data.draw(self.refs)
        before = self.now.amounts(ref) or Amounts()
        change = actions.set_amount(self.session, ref, nok, year)
        given = self.session.required().amounts(ref) or Amounts()
        asked = year or YEAR
        assert given.total(asked) == nok
        rest = {(payee, y): n for payee, y, n in before if y != asked}
        assert rest == {(payee, y): n for payee, y, n in given if y != asked}, "other years stay"
        self.did(change, said(self.now, ref, recommended=self.session.required().standing(ref).recommended))

    @precondition(has_proposals)
    @rule(data=st.data())
    def take_the_amount_away(self, data: st.DataObject) -> None:
        ref = data.draw(self.refs)
        self.did(actions.set_amount(self.session, ref, None), said(self.now, ref, recommended=None))

    @precondition(has_proposals)
    @rule(data=st.data(), payee=st.sampled_from(Payee), year=st.integers(YEAR, YEAR + 2), nok=kroner)
    def set_cell(self, data: st.DataObject, payee: Payee, year: int, nok: int) -> None:
        ref = data.draw(self.refs)
        before = self.now.amounts(ref)
        after = Amounts({**{(p, y): n for p, y, n in before or ()}, (payee, year): nok})
        recommended = self.now.standing(ref).recommended if after == before else after
        change = actions.set_cell(self.session, ref, payee, year, nok)
        self.did(change, said(self.now, ref, recommended=recommended))

    @precondition(has_proposals)
    @rule(
        data=st.data(), what=st.sampled_from(["reason", "conditions", "note"]), text=st.sampled_from(["", "Ja", "Nei"])
    )
    def write(self, data: st.DataObject, what: str, text: str) -> None:
        ref = data.draw(self.refs)
        write = {"reason": actions.set_reason, "conditions": actions.set_conditions, "note": actions.set_note}[what]
        field = "private_note" if what == "note" else what
        self.did(write(self.session, ref, text), said(self.now, ref, **{field: text}))

    @precondition(has_proposals)
    @rule(
        data=st.data(),
        criterion=st.sampled_from(Criterion),
        answer=st.sampled_from(Answer),
        note=st.sampled_from(["", "Uklart"]),
    )
    def assess(self, data: st.DataObject, criterion: Criterion, answer: Answer, note: str) -> None:
        ref = data.draw(self.refs)
        answers = {**self.now.standing(ref).assessments, criterion: Assessment(answer, note)}
        if answers[criterion] == Assessment():
            del answers[criterion]
        change = actions.assess(self.session, ref, criterion, answer, note)
        self.did(change, said(self.now, ref, assessments=answers))

    @precondition(has_proposals)
    @rule(data=st.data(), withdrawn=st.booleans())
    def withdraw(self, data: st.DataObject, withdrawn: bool) -> None:
        ref = data.draw(self.refs)
        self.did(actions.withdraw(self.session, ref, withdrawn), said(self.now, ref, withdrawn=withdrawn))

    @precondition(has_proposals)
    @rule(data=st.data(), note=st.sampled_from(["Avklart", "Sett"]), reply=st.sampled_from(Reply))
    def answer_a_remark(self, data: st.DataObject, note: str, reply: Reply) -> None:
        remarks = [one for one in all_checks(self.now) if one.severity is not Severity.STOP]
        if not remarks:
            return
        remark = data.draw(st.sampled_from(remarks))
        change = actions.answer_check(self.session, remark, note, reply)
        ref, now = remark.ref, self.session.required()
        answers = now.round.answers if ref is None else now.standing(ref).answers
        expected = (
            replace(self.now, round=replace(self.now.round, answers=answers))
            if ref is None
            else said(self.now, ref, answers=answers)
        )
        assert note in {one.answer.note for one in all_checks(expected) if one.answer is not None}
        self.did(change, expected)

    @precondition(lambda self: bool(self.now.ranked()))
    @rule(permille=st.none() | st.integers(1, 999))
    def reduce_all(self, permille: int | None) -> None:
        before = {ref: self.now.recommended(ref) for ref in self.now.ranked()}
        try:
            change = actions.reduce_all(self.session, permille)
        except Refusal:
            assert permille is None, "only to fit may be impossible, or needless"
            assert self.session.required() == self.now
            return
        given = self.session.required()
        expected = self.now
        for ref, had in before.items():
            assert (given.recommended(ref) is None) == (had is None)
            assert (given.recommended(ref) or 0) <= (had or 0)
            expected = said(expected, ref, recommended=given.standing(ref).recommended)
        if permille is None and change.edits:
            assert left_over(given) == 0
        self.did(change, expected)

    # Finishing

    @rule(signed=st.booleans())
    def finish(self, signed: bool) -> None:
        history, there = self.history, self.versions.setdefault(self.current, [])
        if left_over(self.now) < 0 and not (there and there[-1] == self.now):
            with pytest.raises(Refusal):
                actions.finish(self.session)
            return
        version = actions.finish(self.session)
        if not there or there[-1] != self.now:
            there.append(self.now)
            history.marked()
        assert version.number == len(there)
        if signed:
            sha256 = f"{next(_turns):064x}"
            actions.keep_document(self.session, version, "pdf", "nn", "innstilling.pdf", sha256)
            document = actions.document_with(self.session, sha256)
            assert document is not None
            actions.keep_signature(self.session, document, "Kari Leiar")
            history.marked()
            history.marked()
            self.signed.add(self.current)

    # Back and forth

    @rule(steps=st.lists(st.sampled_from(["undo", "undo", "redo"]), min_size=1, max_size=7))
    def back_and_forth(self, steps: list[str]) -> None:
        for step in steps:
            self.step(step)

    @rule(step=st.sampled_from(["undo", "redo"]))
    def step(self, step: str) -> None:
        history = self.history
        pile, deed, note = {
            "undo": (history.undo, actions.undo, history.taken_back),
            "redo": (history.redo, actions.redo, history.done_again),
        }[step]
        if not pile:
            with pytest.raises(Refusal, match=f"nothing to {step}"):
                deed(self.session)
            return
        change = deed(self.session)
        assert change.name.params["name"] == note().name
        assert self.session.required() == self.now
        self.names_agree()

    @rule(data=st.data())
    def return_to(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(1, len(self.history.states)))
        self.did(actions.return_to(self.session, number), self.history.states[number - 1])

    # Away and back again

    @rule(window=st.booleans())
    def start_again(self, window: bool) -> None:
        self.session.close()
        self.session = Session.open(self.data_dir, window=window)

    @rule()
    def send_and_look(self) -> None:
        file = self.folder / "sent.kompetanse"
        actions.send_round(self.session, file, journal=True, notes=True)
        self.sent = (self.current, self.now)
        arrival = actions.look_at(self.session, file)
        assert (arrival.relation, arrival.differences, arrival.ours) == (Relation.SAME, (), self.now)
        with pytest.raises(Refusal, match="already a round"):
            actions.fetch_round(self.session, arrival, Choice.TAKE)

    @precondition(lambda self: self.sent is not None)
    @rule(beside=st.booleans())
    def fetch(self, beside: bool) -> None:
        assert self.sent is not None
        id, state = self.sent
        arrival = actions.look_at(self.session, self.folder / "sent.kompetanse")
        assert arrival.file.state == state
        if id in self.rounds and not beside:
            self.current = id
            self.did(actions.fetch_round(self.session, arrival, Choice.REPLACE), state)
        elif beside and len(self.rounds) < MOST_ROUNDS:
            actions.fetch_round(self.session, arrival, Choice.BESIDE)
            taken = self.session.required()
            assert taken.round.id not in self.rounds
            assert replace(taken, round=state.round) == state
            self.current, self.rounds[taken.round.id] = taken.round.id, History([taken])

    # What has to be so

    @invariant()
    def all_agree(self) -> None:
        if not self.rounds:
            return
        self.agreed = False
        session, history, entries = self.session, self.history, self.session.journal()
        assert session.required() == history.now
        assert session.remaining == left_over(history.now) == budget(history.now).remaining
        assert session.remaining == entries[-1].remaining_after
        assert [one.remaining_after for one in entries] == [left_over(state) for state in history.states]
        assert verify_chain(entries) is None
        assert entries[-1].state == digest.of_state(history.now)
        self.names_agree()
        self.versions_stay()
        assert [one.id for one in session.rounds()] == list(self.rounds)
        with Session.open(self.data_dir, write=False) as reader:
            assert shown(reader) == shown(session)
            for id, other in self.rounds.items():
                state, kept = reader.stored(id)
                assert (state, len(kept)) == (other.now, len(other.states))

        self.agreed = True

    def names_agree(self) -> None:
        history = self.history
        assert self.session.undo_name == (history.undo[-1].name if history.undo else None)
        assert self.session.redo_name == (history.redo[-1].name if history.redo else None)

    def versions_stay(self) -> None:
        """See that each version is the round as it was, whatever was done since."""
        kept, there = self.versions.get(self.current, []), actions.versions(self.session)
        assert len(there) == len(kept)
        for version, state in zip(there, kept, strict=True):
            assert self.session.state_after(version.entry) == state

    def teardown(self) -> None:
        try:
            if self.rounds and self.agreed:
                self.ask_another_process()
        finally:
            self.session.close()
            shutil.rmtree(self.folder)

    def ask_another_process(self) -> None:
        """Compare with what a script is told, while this one has the library open; by turns, as it takes a while."""
        turn = next(_turns) % (2 * ASKING)
        if turn == 0:
            told = _asked(self.data_dir, "budget")
            assert told == json.loads(json.dumps(data_out.budget_json(budget(self.now))))
        elif turn == ASKING:
            told = {one["ref"]: one for one in _asked(self.data_dir, "proposals")}
            ours = {ref: data_out.proposal_json(self.now, ref) for ref in self.now.proposals}
            assert told == json.loads(json.dumps(ours))
            for lane in Lane:
                assert [ref for ref, one in told.items() if one["lane"] == lane] == list(self.now.board[lane])


def _asked(data_dir: Path, command: str) -> Any:
    words = [sys.executable, "-m", "kompetanse_desktop.cli", "--data-dir", str(data_dir), command, "--json"]
    answer = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, timeout=60)
    return json.loads(answer.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(("examples", "steps"), [(30, 30), pytest.param(400, 60, marks=pytest.mark.long)])
def test_whatever_is_done_in_whatever_order(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Forum,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
