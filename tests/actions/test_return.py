"""Taking the round back to any point of its journal: one entry more, and one undo away."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kompetanse_desktop.actions import (
    NoBackupFirst,
    Session,
    backups,
    edit_round,
    list_backups,
    move,
    redo,
    return_to,
    set_amount,
    set_note,
    set_reason,
    take_in,
    undo,
)
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store.backups import Why
from kompetanse_desktop.text import say
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal


def history(session: Session, steps: int) -> dict[int, RoundState]:
    """Do many things, some of them taken back, and give the round as it was after each entry."""
    chance = random.Random(3)
    after = {session.length: session.required()}
    for step in range(steps):
        ref = chance.choice(list(session.required().proposals))
        deeds = (
            lambda ref=ref: move(session, ref, chance.choice(list(Lane)), 1),
            lambda ref=ref: set_amount(session, ref, chance.randrange(9) * 1000),
            lambda ref=ref, step=step: set_reason(session, ref, f"reason {step}"),
            lambda step=step: take_in(
                session,
                arriving(a_proposal(f"x{step}", 5), after=len(session.required().board[Lane.UNHANDLED])),
                without_backup=True,
            ),
            lambda step=step: edit_round(session, frame=6_000_000 + step),
            lambda: undo(session),
            lambda: undo(session),
            lambda: redo(session) if session.redo_name else undo(session),
        )
        chance.choice(deeds)()
        after[session.length] = session.required()
    return after


def test_back_to_every_point(session: Session) -> None:
    after = history(session, 60)
    assert len(after) > 40
    for number, then in after.items():
        before, length, remaining = session.required(), session.length, session.remaining
        change = return_to(session, number, without_backup=True)
        assert session.required() == then
        if change.edits:
            assert session.length == length + 1
            undo(session)
            assert (session.required(), session.remaining) == (before, remaining)
            redo(session)
            assert session.required() == then


def test_it_says_where_it_went_and_puts_a_copy_away_first(session: Session) -> None:
    move(session, "21-01", Lane.PRIORITISED)
    number = session.length
    set_note(session, "21-01", "hugs")
    set_note(session, "21-01", "hugs betre")
    assert [one.why for one in list_backups(session.library_file)] == []
    change = return_to(session, number)
    assert [one.why for one in list_backups(session.library_file)] == [Why.RETURN]
    assert change.action == "return"
    assert "«Tiltak 21-01» flytta" in say(change.name)
    assert session.undo_name == change.name
    again = return_to(session, session.length - 1)
    twice = return_to(session, session.length - 1)
    assert "Ført tilbake" in say(again.name)
    assert say(twice.name).count("Ført tilbake") == 1


def test_to_where_it_is_already_keeps_nothing(session: Session) -> None:
    length = session.length
    assert return_to(session, length).edits == ()
    move(session, "21-01", Lane.PRIORITISED)
    undo(session)
    assert return_to(session, length).edits == ()
    assert (session.length, list_backups(session.library_file)) == (length + 2, [])


@pytest.mark.parametrize("number", [0, -1, 99])
def test_a_point_there_is_not(session: Session, number: int) -> None:
    with pytest.raises(Refusal, match=f"no action number {number}"):
        return_to(session, number)


def test_without_room_for_a_copy_it_is_asked_first(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    move(session, "21-01", Lane.PRIORITISED)
    before = session.required()

    def full(library: Path, *_: object) -> None:
        raise Refusal("The disk is full, so nothing was changed.")

    monkeypatch.setattr(backups.store_backups, "make", full)
    with pytest.raises(NoBackupFirst, match="disk is full"):
        return_to(session, 1)
    assert session.required() == before
    assert return_to(session, 1, without_backup=True).edits
    assert session.required().proposals == {}
