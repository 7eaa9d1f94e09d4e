"""An open library: what it says of itself, whom it tells, and that it is always what is on the disk."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kompetanse_desktop.actions import Session, edit_round, move, new_round, redo, set_reason, take_in, undo, use_round
from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.store.journal import verify_chain
from kompetanse_desktop.text import say
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round
from tests.helpers.intruder import intruder


def test_a_library_without_a_round(empty: Session) -> None:
    assert (empty.state, empty.saved_at, empty.last, empty.undo_name, empty.redo_name) == (None,) * 5
    assert (empty.rounds(), empty.actions_today) == ([], 0)
    for asked in (empty.journal, lambda: move(empty, "1", Lane.RESERVE), lambda: undo(empty), lambda: redo(empty)):
        with pytest.raises(Refusal, match="no round"):
            asked()


def test_a_new_round(empty: Session) -> None:
    before = datetime.now().astimezone() - timedelta(seconds=1)
    made = new_round(empty, a_round(id="", county="  Vestland "))
    assert made == a_round(id="kompetanseloftet-vestland-2021")
    assert empty.required().round == made
    assert empty.rounds() == [made]
    assert empty.saved_at is not None
    assert before < empty.saved_at < before + timedelta(minutes=1)
    assert (empty.actions_today, empty.remaining, empty.undo_name) == (1, 4_900_000, None)
    with pytest.raises(Refusal, match="nothing to undo"):
        undo(empty)


def test_a_round_that_cannot_be_is_not_made(empty: Session) -> None:
    for terms in (a_round(frame=-1), a_round(year=2022), a_round(county=" ")):
        with pytest.raises(Refusal):
            new_round(empty, terms)
    assert empty.rounds() == []


def test_two_rounds_side_by_side(session: Session, data_dir: Path) -> None:
    told: list[Change] = []
    session.listen(told.append)
    first = session.required()
    other = new_round(session, a_round(frame=9_000_000))
    assert other.id == "vestland-2"
    assert session.required().proposals == {}
    take_in(session, arriving(a_proposal("x", 5)))
    use_round(session, "vestland")
    assert session.required() == first
    assert session.undo_name is not None
    assert [c.action for c in told] == ["new_round", "import", "use_round"]
    assert told[-1].edits[0].after == first.round
    with Session.open(data_dir, write=False) as again:
        assert again.required() == first, "the round in use is remembered"
    with pytest.raises(Refusal, match="elsewhere"):
        use_round(session, "elsewhere")
    assert session.required() == first


def test_terms_are_edited_and_undone(session: Session) -> None:
    edit_round(session, frame=6_000_000, agreement="  Semje ")
    assert session.required().round == a_round(frame=6_000_000, agreement="Semje")
    assert session.remaining == 5_600_000
    undo(session)
    assert session.required().round == a_round()
    assert session.remaining == 4_900_000
    with pytest.raises(Refusal):
        edit_round(session, frame=1)
    assert edit_round(session, frame=5_300_000).edits == ()


def test_listeners_are_told_after_it_is_kept_and_can_stop(session: Session, data_dir: Path) -> None:
    told: list[tuple[Change, object]] = []

    def listen(change: Change) -> None:
        with Session.open(data_dir, write=False) as other:
            told.append((change, other.required()))

    stop = session.listen(listen)
    change = move(session, "21-01", Lane.PRIORITISED)
    assert told == [(change, session.required())]
    stop()
    stop()
    undo(session)
    assert len(told) == 1


def test_a_listener_may_stop_while_it_is_told(session: Session) -> None:
    told: list[str] = []

    def once(change: Change) -> None:
        told.append("once")
        stop()

    stop = session.listen(once)
    session.listen(lambda change: told.append("always"))
    move(session, "21-01", Lane.RESERVE)
    move(session, "21-02", Lane.RESERVE)
    assert told == ["once", "always", "always"]


def test_what_could_not_be_kept_did_not_happen(session: Session) -> None:
    told: list[Change] = []
    session.listen(told.append)
    before = (session.state, session.saved_at, session.last, session.undo_name, session.remaining)
    session._library.db.execute("PRAGMA query_only = ON")
    for deed in (
        lambda: move(session, "21-01", Lane.PRIORITISED),
        lambda: undo(session),
        lambda: new_round(session, a_round(id="other")),
        lambda: use_round(session, "vestland"),
    ):
        with pytest.raises(Refusal, match="can't be written to"):
            deed()
    assert (session.state, session.saved_at, session.last, session.undo_name, session.remaining) == before
    assert told == []


def test_a_round_changed_by_another_program_is_read_anew(session: Session, data_dir: Path) -> None:
    told: list[Change] = []
    session.listen(told.append)
    with intruder(data_dir) as other:
        move(other, "21-01", Lane.PRIORITISED)
        theirs = other.required()
    with pytest.raises(Refusal, match="another program"):
        move(session, "21-02", Lane.PRIORITISED)
    assert session.required() == theirs
    assert (session.remaining, [c.action for c in told]) == (3_900_000, ["reload"])
    move(session, "21-02", Lane.PRIORITISED)
    assert session.remaining == 1_900_000
    assert verify_chain(session.journal()) is None


def test_everything_is_there_after_a_restart(session: Session, data_dir: Path) -> None:
    move(session, "21-01", Lane.PRIORITISED)
    set_reason(session, "21-01", "God")
    undo(session)
    with Session.open(data_dir, write=False) as again:
        assert again.required() == session.required()
        assert again.saved_at == session.saved_at
        assert again.last == session.last
        assert (again.undo_name, again.redo_name) == (session.undo_name, session.redo_name)
        assert (again.remaining, again.actions_today) == (session.remaining, session.actions_today)
        assert again.actions_today == 5
        with pytest.raises(Refusal, match="A command is writing"):
            redo(again)
    session.close()
    with Session.open(data_dir) as again:
        assert say(redo(again).name) == say("Redone: {name}", name=say("Reason for «{title}»", title="Tiltak 21-01"))


def test_a_folder_that_cannot_be_used(data_dir: Path) -> None:
    file = data_dir / "file"
    file.write_text("in the way")
    for folder in (file, file / "below"):
        with pytest.raises(Refusal, match="can't be written to"):
            Session.open(folder)


def test_an_import_planned_from_an_older_state_is_refused(session: Session) -> None:
    late = arriving(a_proposal("21-01", 7), after=5)
    before = session.required()
    with pytest.raises(Refusal, match="preview"):
        take_in(session, late)
    assert session.required() == before


@pytest.mark.parametrize("after", [0, 4, 6, 99])
def test_an_import_must_come_after_what_is_unhandled_now(session: Session, after: int) -> None:
    before, entries = session.required(), len(session.journal())
    with pytest.raises(Refusal, match="preview"):
        take_in(session, arriving(a_proposal("x", 7), a_proposal("y", 8), after=after))
    assert (session.required(), len(session.journal())) == (before, entries)


def test_an_import_planned_before_a_move_is_refused(session: Session) -> None:
    planned = arriving(a_proposal("x", 7), after=5)
    move(session, "21-01", Lane.PRIORITISED)
    with pytest.raises(Refusal, match="preview"):
        take_in(session, planned)
    undo(session)
    take_in(session, planned)
    assert session.required().board.place_of("x") == Place(Lane.UNHANDLED, 6)


def test_an_import_of_places_only(session: Session) -> None:
    before = session.required()
    elsewhere = Change("import", Saying("Taken in"), (Edit("21-01", None, Place(Lane.UNHANDLED, 6)),))
    moved = Change("import", Saying("Taken in"), (Edit("21-01", Place(Lane.UNHANDLED, 1), Place(Lane.UNHANDLED, 6)),))
    for odd in (elsewhere, moved):
        with pytest.raises(Refusal, match="preview"):
            take_in(session, odd)
    assert session.required() == before


def test_a_round_whose_terms_are_of_another_kind(session: Session) -> None:
    with pytest.raises(TypeError):
        edit_round(session, id="other")
    assert isinstance(session.required().round, Round)
