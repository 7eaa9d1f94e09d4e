"""Answering remarks: one entry each, kept, told in words, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.answers import Reply
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import Check, checks_of
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import digest
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Give a round with a proposal that has no university, and one more that isn't handled."""
    session = Session.open(tmp_path)
    actions.new_round(session, a_round())
    actions.take_in(session, arriving(a_proposal("21-01", 978_000, universities=()), a_proposal("21-02", 5)))
    actions.move(session, "21-01", Lane.PRIORITISED)
    yield session
    session.close()


def found(session: Session, code: str, ref: str | None = "21-01") -> Check:
    return next(check for check in checks_of(session.required(), ref) if check.code == code)


@pytest.mark.parametrize(("code", "ref"), [("no_university", "21-01"), ("unhandled", None)])
@pytest.mark.parametrize("reply", list(Reply))
def test_an_answer_is_one_entry_kept_and_taken_back(
    session: Session, tmp_path: Path, code: str, ref: str | None, reply: Reply
) -> None:
    length = session.length
    change = actions.answer_check(session, found(session, code, ref), " Dei er spurde. ", reply)
    assert (session.length, change.action) == (length + 1, "answer_check")
    answer = found(session, code, ref).answer
    assert answer is not None
    assert (answer.reply, answer.note) == (reply, "Dei er spurde.")
    assert session.entry(session.length).state == digest.of_state(session.required())
    with Session.open(tmp_path, write=False) as again:
        assert again.required() == session.required()
    actions.undo(session)
    assert found(session, code, ref).is_open
    actions.redo(session)
    assert found(session, code, ref).answer == answer
    actions.take_back_answer(session, found(session, code, ref))
    assert found(session, code, ref).is_open


def test_it_is_told_in_words(session: Session) -> None:
    text.use("nn")
    change = actions.answer_check(session, found(session, "no_university"), "HVL er med", Reply.ACCEPTED)
    assert "er godteke: HVL er med" in text.say(change.name)
    change = actions.answer_check(session, found(session, "unhandled", None), "Kjem i mai")
    assert text.say(change.name) == "Runden: «Ikkje handsama enno: 1.» er svart på: Kjem i mai"


def test_it_is_open_again_when_it_says_something_else(session: Session) -> None:
    actions.answer_check(session, found(session, "unhandled", None), "Kjem i mai")
    actions.move(session, "21-01", Lane.UNHANDLED)
    assert found(session, "unhandled", None).is_open
    actions.move(session, "21-01", Lane.PRIORITISED)
    assert not found(session, "unhandled", None).is_open


def test_what_cannot_be_answered(session: Session) -> None:
    check = found(session, "no_university")
    for note in ("", "  \n"):
        with pytest.raises(Refusal, match="few words"):
            actions.answer_check(session, check, note, Reply.ACCEPTED)
    actions.move(session, "21-02", Lane.DECLINED)
    gone = found(session, "declined_without_reason", "21-02")
    actions.set_reason(session, "21-02", "Ramma")
    with pytest.raises(Refusal, match="any more"):
        actions.answer_check(session, gone, "ja")
    actions.edit_round(session, frame=500_000, committed=0)
    with pytest.raises(Refusal, match="must be mended"):
        actions.answer_check(session, found(session, "over_frame", None), "Det går vel")


def test_nothing_to_take_back_is_nothing_kept(session: Session) -> None:
    length = session.length
    actions.take_back_answer(session, found(session, "no_university"))
    assert session.length == length


def test_the_same_answer_twice_is_kept_once(session: Session) -> None:
    actions.answer_check(session, found(session, "no_university"), "ja")
    length = session.length
    actions.answer_check(session, found(session, "no_university"), "ja")
    assert session.length == length
