"""Rounds between laptops: every way one can stand to ours with every choice, and whole stories of sending."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kompetanse_desktop import actions, durable
from kompetanse_desktop.actions import Arrival, Choice, Relation, Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.proposal import Answer, Criterion
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import NO_STANDING, RoundState
from kompetanse_desktop.text import say
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round
from tests.helpers.round_files import SECRET

NEW, SAME, AHEAD, BEHIND, DIFFERS = Relation
TAKE, REPLACE, BESIDE = Choice
Do = Callable[[Session], object]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Session]:
    """Give the empty library of another laptop."""
    with Session.open(tmp_path / "other") as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give where a round is sent to."""
    return tmp_path / "runde.kompetanse"


def given(here: Session, there: Session, file: Path, **asked: bool) -> Arrival:
    """Send the round in use to another laptop and take it in there; what was kept is sound."""
    actions.send_round(here, file, **asked)
    arrival = actions.look_at(there, file)
    actions.fetch_round(there, arrival, TAKE)
    see_sound(there)
    return arrival


def see_sound(session: Session) -> None:
    """See that the whole library is as it should be, and that a new start would show what is shown."""
    actions.examine(session.library_file)
    with Session.open(session.library_file.parent, write=False) as again:
        assert (again.state, again.remaining, again.undo_name) == (session.state, session.remaining, session.undo_name)
        assert again.journal() == session.journal()


def without_notes(state: RoundState) -> RoundState:
    """Give a round as those who get it without private notes see it."""
    left = {ref: replace(standing, private_note="") for ref, standing in state.standings.items()}
    return replace(state, standings={ref: standing for ref, standing in left.items() if standing != NO_STANDING})


def move_2(session: Session) -> None:
    actions.move(session, "21-02", Lane.PRIORITISED)


def move_3(session: Session) -> None:
    actions.move(session, "21-03", Lane.PRIORITISED)


def note(session: Session) -> None:
    actions.set_note(session, "21-01", SECRET)


def to_and_fro(session: Session) -> None:
    move_2(session)
    actions.undo(session)


def nothing(session: Session) -> None:
    """Leave it as it is."""


# How it stands to ours

ALL, BARE, NOTES = {"journal": True}, {"journal": False}, {"journal": False, "notes": True}

RELATIONS: list[tuple[Do, Do, Do, dict[str, bool], Relation]] = [
    # before it is sent, then here, then there, and how it is sent back
    (nothing, nothing, nothing, ALL, SAME),
    (nothing, nothing, nothing, BARE, SAME),
    (note, nothing, nothing, ALL, SAME),
    (note, nothing, nothing, BARE, SAME),
    (nothing, note, nothing, BARE, SAME),
    (nothing, note, nothing, ALL, BEHIND),
    (nothing, nothing, note, BARE, SAME),
    (nothing, nothing, note, NOTES, DIFFERS),
    (nothing, nothing, move_2, ALL, AHEAD),
    (nothing, nothing, move_2, BARE, DIFFERS),
    (nothing, nothing, to_and_fro, ALL, AHEAD),
    (nothing, nothing, to_and_fro, BARE, SAME),
    (nothing, move_2, nothing, ALL, BEHIND),
    (nothing, move_2, nothing, BARE, DIFFERS),
    (nothing, to_and_fro, nothing, ALL, BEHIND),
    (nothing, move_2, move_3, ALL, DIFFERS),
    (nothing, move_2, move_2, ALL, SAME),
    (note, nothing, move_2, ALL, DIFFERS),
]


@pytest.mark.parametrize(("before", "here", "there", "asked", "relation"), RELATIONS)
def test_how_it_stands_to_ours(
    session: Session,
    other: Session,
    file: Path,
    before: Do,
    here: Do,
    there: Do,
    asked: dict[str, bool],
    relation: Relation,
) -> None:
    before(session)
    given(session, other, file, journal=True)
    here(session)
    there(other)
    actions.send_round(other, file, **asked)
    ours = session.required(), session.length
    arrival = actions.look_at(session, file)
    assert (arrival.relation, arrival.name, arrival.ours) == (relation, "runde.kompetanse", ours[0])
    assert (session.required(), session.length) == ours, "looking changes nothing"
    if relation is AHEAD:
        assert [entry.number for entry in arrival.new_entries] == list(range(ours[1] + 1, other.length + 1))
    else:
        assert arrival.new_entries == ()
        assert bool(arrival.differences) is (relation is DIFFERS)


# What each choice does with each


def arrives(session: Session, other: Session, file: Path, relation: Relation) -> Arrival:
    """Bring about an arrival of each kind, seen from ``session``, of a round that isn't the one in use there."""
    if relation is NEW:
        actions.new_round(other, a_round(id="another", county="Rogaland"))
        actions.take_in(other, arriving(a_proposal("r-1", 5)))
    else:
        given(session, other, file, journal=True)
    if relation in (AHEAD, DIFFERS):
        move_2(other)
    if relation in (BEHIND, DIFFERS):
        move_3(session)
        note(session)
    actions.new_round(session, a_round(id="third", county="Agder"))
    actions.send_round(other, file, journal=True)
    arrival = actions.look_at(session, file)
    assert arrival.relation is relation
    return arrival


REFUSED = {
    (NEW, REPLACE): "There is no round called",
    (SAME, TAKE): "There is already a round called",
    (BEHIND, TAKE): "There is already a round called",
    (DIFFERS, TAKE): "There is already a round called",
}


@pytest.mark.parametrize("choice", Choice)
@pytest.mark.parametrize("relation", Relation)
def test_every_choice(session: Session, other: Session, file: Path, relation: Relation, choice: Choice) -> None:
    arrival = arrives(session, other, file, relation)
    rounds, ours = session.rounds(), None if arrival.ours is None else session.stored("vestland")
    told: list[str] = []
    session.listen(lambda change: told.append(change.action))
    if (relation, choice) in REFUSED:
        with pytest.raises(Refusal, match=REFUSED[relation, choice]):
            actions.fetch_round(session, arrival, choice)
        assert (session.rounds(), session.required().round.id, told) == (rounds, "third", [])
        assert ours is None or session.stored("vestland") == ours
        return
    actions.fetch_round(session, arrival, choice)
    see_sound(session)
    now, theirs = session.required(), other.required()
    if choice is BESIDE:
        assert now == replace(theirs, round=replace(theirs.round, id=now.round.id))
        assert now.round.id == ("another" if relation is NEW else "vestland-2")
        assert ([entry.number for entry in session.journal()], session.undo_name) == ([1], None)
        assert ours is None or session.stored("vestland") == ours
        assert told == ["fetch_round"]
    elif choice is TAKE:
        assert (now, session.journal(), session.undo_name) == (theirs, other.journal(), other.undo_name)
        assert told[-1] == "fetch_round"
    else:
        assert ours is not None
        assert without_notes(now) == theirs
        assert now.standing("21-01").private_note == ours[0].standing("21-01").private_note
        if relation is SAME:
            assert session.stored("vestland") == ours
            return
        assert (session.length, told[-1]) == (len(ours[1]) + 1, "replace_round")
        actions.undo(session)
        assert session.required() == ours[0], "one undo takes it back, notes and all"
        see_sound(session)


def full(*_: object, **__: object) -> None:
    raise Refusal("The disk is full, so nothing was changed.")


@contextmanager
def full_disk(session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every write to the library fail in its middle, after the entries and before the rows, for a while."""
    with monkeypatch.context() as patched:
        patched.setattr(type(session._library), "_write", full)
        yield


@pytest.mark.parametrize(("relation", "choice"), [(NEW, TAKE), (AHEAD, TAKE), (DIFFERS, REPLACE), (DIFFERS, BESIDE)])
def test_a_full_disk_takes_in_nothing_and_the_next_time_all(
    session: Session,
    other: Session,
    file: Path,
    relation: Relation,
    choice: Choice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrival = arrives(session, other, file, relation)
    before = [session.stored(one.id) for one in session.rounds()]
    with full_disk(session, monkeypatch), pytest.raises(Refusal, match="The disk is full"):
        actions.fetch_round(session, arrival, choice)
    assert [session.stored(one.id) for one in session.rounds()] == before
    see_sound(session)
    actions.fetch_round(session, arrival, choice)
    see_sound(session)


def test_what_was_sent_before_stays_when_the_disk_says_no(
    session: Session, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.send_round(session, file)
    before = file.read_bytes()

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(durable.os, "fsync", no_room)
        with pytest.raises(Refusal):
            actions.send_round(session, file, journal=True)
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir() if one.is_file()] == [file.name], "nothing is left behind"


# Stories


def test_a_member_ranks_on_a_laptop_and_sends_it_back(session: Session, other: Session, file: Path) -> None:
    actions.move(session, "21-05", Lane.DECLINED, reason="Utanfor ordninga")
    given(session, other, file, journal=True)
    assert (other.journal(), other.undo_name) == (session.journal(), session.undo_name)

    for ref in ("21-03", "21-01"):
        actions.move(other, ref, Lane.PRIORITISED)
    actions.set_note(other, "21-03", f"{SECRET}: spør Kari")
    actions.set_amount(other, "21-03", 2_500_000, reason="Delvis")
    actions.assess(other, "21-03", Criterion.ANCHORED, Answer.PARTLY, "Leiinga er med")
    actions.set_note(other, "21-03", "")
    actions.undo(other)
    actions.send_round(other, file, journal=True)
    assert SECRET not in gzip.decompress(file.read_bytes()).decode()
    assert SECRET in other.required().standing("21-03").private_note, "it stays where it was written"

    arrival = actions.look_at(session, file)
    assert (arrival.relation, len(arrival.new_entries)) == (AHEAD, 7)
    change = actions.fetch_round(session, arrival, TAKE)
    assert say(change.name) == "Teke inn frå runde.kompetanse: 7 handlingar"
    assert session.required() == without_notes(other.required())
    assert (session.required().ranked(), session.remaining) == (("21-03", "21-01"), other.remaining)
    see_sound(session)
    for _ in range(5):
        actions.undo(session)
    assert session.required().ranked() == ()
    assert session.required().board[Lane.DECLINED] == ("21-05",)
    actions.undo(session)
    assert session.required().board[Lane.DECLINED] == ()
    see_sound(session)


def test_a_member_who_got_no_history_sends_it_back(session: Session, other: Session, file: Path) -> None:
    note(session)
    given(session, other, file)
    assert ([entry.action for entry in other.journal()], other.undo_name) == (["fetch_round"], None)
    move_3(other)
    actions.send_round(other, file)
    arrival = actions.look_at(session, file)
    assert [(one.ref, one.field, one.before, one.after) for one in arrival.differences] == [
        ("21-03", "lane", Lane.UNHANDLED, Lane.PRIORITISED)
    ]
    actions.fetch_round(session, arrival, REPLACE)
    assert session.required().ranked() == ("21-03",)
    assert session.required().standing("21-01").private_note == SECRET


def test_a_note_on_what_is_not_in_the_file_comes_back_with_undo(session: Session, other: Session, file: Path) -> None:
    given(session, other, file)
    actions.take_in(session, arriving(a_proposal("21-06", 5), after=5))
    actions.set_note(session, "21-06", SECRET)
    before = session.required()
    actions.send_round(other, file)
    actions.fetch_round(session, actions.look_at(session, file), REPLACE)
    assert "21-06" not in session.required().proposals
    see_sound(session)
    actions.undo(session)
    assert session.required() == before


def test_norwegian_letters(empty: Session, other: Session, file: Path) -> None:
    made = actions.new_round(empty, a_round(id="", county="Møre og Romsdal – Sør-Trøndelag Ærøy"))
    assert made.id == "kompetanseloftet-møre-og-romsdal-sør-trøndelag-ærøy-2021"
    actions.take_in(
        empty, arriving(a_proposal("løpenr/æ 1", 5, title="Språkløyper på \U0001f9d2"), a_proposal("..", 6))
    )
    given(empty, other, file, journal=True)
    assert other.required() == empty.required()


def test_to_and_fro_many_times(session: Session, other: Session, file: Path) -> None:
    given(session, other, file, journal=True)
    here, there = other, session
    for step in range(6):
        actions.move(here, f"21-0{step % 5 + 1}", Lane.PRIORITISED if step < 3 else Lane.RESERVE, 1)
        arrival = given(here, there, file, journal=True)
        assert (arrival.relation, len(arrival.new_entries)) == (AHEAD, 1)
        here, there = there, here
    assert session.journal() == other.journal()


@pytest.mark.parametrize("journal", [True, False])
def test_a_note_taken_back_or_written_over_is_not_in_the_file(session: Session, file: Path, journal: bool) -> None:
    actions.set_note(session, "21-01", f"{SECRET} ein")
    actions.set_note(session, "21-01", f"{SECRET} to")
    actions.set_note(session, "21-02", f"{SECRET} tre")
    actions.set_reason(session, "21-02", "Til alle")
    actions.set_note(session, "21-02", "")
    actions.set_note(session, "21-03", f"{SECRET} fire")
    actions.undo(session)
    actions.redo(session)
    actions.undo(session)
    actions.return_to(session, 3, without_backup=True)
    actions.undo(session)
    actions.edit_round(session, present="Alle")
    before = session.required(), session.journal()
    actions.send_round(session, file, journal=journal)
    content = gzip.decompress(file.read_bytes()).decode()
    assert SECRET not in content
    assert "Til alle" in content
    actions.send_round(session, file, journal=journal, notes=True)
    assert SECRET in gzip.decompress(file.read_bytes()).decode()
    assert (session.required(), session.journal()) == before
