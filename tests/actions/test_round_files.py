"""Giving a round away and taking one in: how it stands to ours, each way to take it in, and nothing lost on the way."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kompetanse_desktop.actions import (
    Choice,
    Relation,
    Session,
    edit_round,
    fetch_round,
    look_at,
    move,
    new_round,
    redo,
    remove_round,
    send_round,
    set_amount,
    set_note,
    set_reason,
    undo,
    use_round,
)
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.journal import verify_chain
from kompetanse_desktop.text import say
from tests.domain.values import a_round
from tests.helpers.round_files import SECRET, busy

P, R = Lane.PRIORITISED, Lane.RESERVE


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Session]:
    """Give somebody else's library, with no round."""
    folder = tmp_path / "other"
    folder.mkdir()
    with Session.open(folder) as opened:
        yield opened


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give where a round is written."""
    return tmp_path / "runde.kompetanse"


def hand_over(giver: Session, taker: Session, out: Path, *, journal: bool = True, notes: bool = False) -> Change:
    """Send the giver's round, and take it in."""
    send_round(giver, out, journal=journal, notes=notes)
    return fetch_round(taker, look_at(taker, out), Choice.TAKE)


def as_kept(session: Session) -> object:
    """Give all that is on the disk of every round, and which is in use."""
    using = None if session.state is None else session.state.round.id
    return using, [session.stored(one.id) for one in session.rounds()]


# A round that isn't here yet


@pytest.mark.parametrize("journal", [True, False])
@pytest.mark.parametrize("notes", [True, False])
def test_a_new_round_is_taken_in(empty: Session, other: Session, out: Path, journal: bool, notes: bool) -> None:
    busy(empty, 52)
    told: list[Change] = []
    other.listen(told.append)
    send_round(empty, out, journal=journal, notes=notes)
    arrival = look_at(other, out)
    assert (arrival.relation, arrival.ours, arrival.differences) == (Relation.NEW, None, ())
    assert as_kept(other) == (None, []), "looking changes nothing"
    change = fetch_round(other, arrival, Choice.TAKE)
    assert told == [change]
    assert say(change.name) == "Teke inn frå runde.kompetanse"
    state, entries = other.stored("vestland")
    assert other.required() == state
    assert verify_chain(entries) is None
    assert other.remaining == empty.remaining
    if notes:
        assert state == empty.required()
    assert (SECRET in repr(state)) is notes
    assert len(entries) == (empty.length if journal else 1)
    assert (look_at(other, out).relation, look_at(empty, out).relation) == (Relation.SAME, Relation.SAME)


def test_what_is_taken_in_goes_on_as_any_round(empty: Session, other: Session, out: Path, tmp_path: Path) -> None:
    busy(empty, 20)
    hand_over(empty, other, out)
    length, before = other.length, other.required()
    undone = 0
    while other.undo_name is not None:
        undo(other)
        undone += 1
    assert undone > 5
    while other.redo_name is not None:
        redo(other)
    assert other.required() == before
    assert other.length == length + 2 * undone
    set_reason(other, "21-01", "Etter at runden kom")
    with Session.open(tmp_path / "other", write=False) as again:
        assert again.required() == other.required()
        assert verify_chain(again.journal()) is None


def test_a_round_without_its_history_cannot_be_undone_to_nothing(session: Session, other: Session, out: Path) -> None:
    hand_over(session, other, out, journal=False)
    with pytest.raises(Refusal, match="nothing to undo"):
        undo(other)


# A round that is here already


def test_the_same_round(session: Session, out: Path) -> None:
    for journal in (True, False):
        send_round(session, out, journal=journal)
        arrival = look_at(session, out)
        assert (arrival.relation, arrival.differences, arrival.new_entries) == (Relation.SAME, (), ())
        before = as_kept(session)
        with pytest.raises(Refusal, match="already a round"):
            fetch_round(session, arrival, Choice.TAKE)
        assert fetch_round(session, arrival, Choice.REPLACE).edits == ()
        assert as_kept(session) == before


def test_a_round_that_goes_on_from_ours(session: Session, other: Session, out: Path) -> None:
    hand_over(session, other, out)
    move(other, "21-01", P)
    set_amount(other, "21-01", 700_000, reason="Godt nok")
    undo(other)
    send_round(other, out, journal=True)
    arrival = look_at(session, out)
    assert (arrival.relation, len(arrival.new_entries)) == (Relation.AHEAD, 3)
    assert [(one.ref, one.field) for one in arrival.differences] == [("21-01", "lane")]
    fetch_round(session, arrival, Choice.TAKE)
    assert as_kept(session) == as_kept(other), "history and all"
    assert (session.undo_name, session.redo_name, session.remaining) == (
        other.undo_name,
        other.redo_name,
        other.remaining,
    )
    redo(session)
    assert session.required().standing("21-01").reason == "Godt nok"
    assert look_at(other, out).relation is Relation.SAME
    send_round(session, out, journal=True)
    assert look_at(other, out).relation is Relation.AHEAD


def test_a_round_that_ours_goes_on_from(session: Session, out: Path) -> None:
    send_round(session, out, journal=True)
    move(session, "21-01", P)
    arrival = look_at(session, out)
    assert (arrival.relation, arrival.differences) == (Relation.BEHIND, ())
    before = as_kept(session)
    with pytest.raises(Refusal, match="already a round"):
        fetch_round(session, arrival, Choice.TAKE)
    assert as_kept(session) == before
    fetch_round(session, arrival, Choice.REPLACE)
    assert session.required().board.lane_of("21-01") is Lane.UNHANDLED


def test_one_that_was_undone_to_the_same_is_still_ahead(session: Session, other: Session, out: Path) -> None:
    hand_over(session, other, out)
    move(other, "21-01", P)
    undo(other)
    send_round(other, out, journal=True)
    arrival = look_at(session, out)
    assert (arrival.relation, arrival.differences) == (Relation.AHEAD, ())
    fetch_round(session, arrival, Choice.TAKE)
    assert session.length == other.length


def changed_on_both_sides(session: Session, other: Session, out: Path, *, journal: bool = True) -> None:
    hand_over(session, other, out)
    move(other, "21-01", P)
    set_amount(other, "21-02", 900_000)
    edit_round(other, frame=6_000_000)
    move(session, "21-03", R)
    send_round(other, out, journal=journal)


@pytest.mark.parametrize("journal", [True, False])
def test_a_round_that_differs_is_told_thing_by_thing(
    session: Session, other: Session, out: Path, journal: bool
) -> None:
    changed_on_both_sides(session, other, out, journal=journal)
    arrival = look_at(session, out)
    assert arrival.relation is Relation.DIFFERS
    told = [(one.ref, one.field, one.before, one.after) for one in arrival.differences]
    recommended = other.required().standing("21-02").recommended
    assert told == [
        ("", "frame", 5_300_000, 6_000_000),
        ("21-01", "lane", Lane.UNHANDLED, P),
        ("21-02", "recommended", None, recommended),
        ("21-03", "lane", R, Lane.UNHANDLED),
    ]
    before = as_kept(session)
    with pytest.raises(Refusal, match="already a round"):
        fetch_round(session, arrival, Choice.TAKE)
    assert as_kept(session) == before


def test_ours_made_as_theirs_is_one_action_that_one_undo_takes_back(
    session: Session, other: Session, out: Path
) -> None:
    changed_on_both_sides(session, other, out)
    before, length = session.required(), session.length
    change = fetch_round(session, look_at(session, out), Choice.REPLACE)
    assert say(change.name) == "Gjort slik det er i runde.kompetanse"
    assert (session.required(), session.length) == (other.required(), length + 1)
    assert session.remaining == other.remaining
    undo(session)
    assert session.required() == before
    redo(session)
    assert session.required() == other.required()
    assert verify_chain(session.journal()) is None


def test_theirs_beside_ours(session: Session, other: Session, out: Path) -> None:
    changed_on_both_sides(session, other, out)
    ours = session.stored("vestland")
    arrival = look_at(session, out)
    change = fetch_round(session, arrival, Choice.BESIDE)
    assert say(change.name) == "Teke inn frå runde.kompetanse"
    assert session.stored("vestland") == ours
    beside, entries = session.stored("vestland-2")
    assert session.required() == beside
    assert (beside.proposals, beside.standings, beside.board) == (
        other.required().proposals,
        other.required().standings,
        other.required().board,
    )
    assert [entry.action for entry in entries] == ["fetch_round"]
    fetch_round(session, arrival, Choice.BESIDE)
    assert [one.id for one in session.rounds()] == ["vestland", "vestland-2", "vestland-3"]


# Private notes


def test_our_notes_stay_where_the_file_has_none(session: Session, other: Session, out: Path) -> None:
    hand_over(session, other, out)
    set_note(session, "21-01", SECRET)
    set_note(session, "21-02", f"{SECRET} to")
    set_reason(other, "21-02", "Ikkje forankra")
    send_round(other, out, journal=True)
    arrival = look_at(session, out)
    assert [(one.ref, one.field) for one in arrival.differences] == [("21-02", "reason")]
    fetch_round(session, arrival, Choice.REPLACE)
    assert session.required().standings == {
        "21-01": Standing(private_note=SECRET),
        "21-02": Standing(private_note=f"{SECRET} to", reason="Ikkje forankra"),
    }


def test_notes_that_were_asked_for_come_and_are_told(session: Session, other: Session, out: Path) -> None:
    hand_over(session, other, out)
    set_note(other, "21-01", SECRET)
    send_round(other, out, notes=True)
    arrival = look_at(session, out)
    assert [(one.field, one.before, one.after) for one in arrival.differences] == [("private_note", "", SECRET)]


def test_a_note_makes_no_difference_to_those_who_have_none(session: Session, other: Session, out: Path) -> None:
    hand_over(session, other, out)
    set_note(other, "21-01", SECRET)
    set_note(session, "21-02", "vårt")
    send_round(other, out)
    assert SECRET not in gzip.decompress(out.read_bytes()).decode()
    assert look_at(session, out).relation is Relation.SAME


def test_a_history_with_notes_is_taken_back_as_a_round_that_differs(
    session: Session, other: Session, out: Path
) -> None:
    set_note(session, "21-01", SECRET)
    hand_over(session, other, out)
    move(other, "21-02", P)
    send_round(other, out, journal=True)
    arrival = look_at(session, out)
    assert arrival.relation is Relation.DIFFERS, "theirs goes on from the history without notes, which isn't ours"
    fetch_round(session, arrival, Choice.REPLACE)
    assert session.required().board == other.required().board
    assert session.required().standing("21-01").private_note == SECRET


# What changes between looking and taking


def removed(session: Session) -> object:
    return remove_round(session, "vestland")


def done_and_undone(session: Session) -> object:
    move(session, "21-05", R)
    return undo(session)


@pytest.mark.parametrize(
    ("choice", "meanwhile"),
    [
        (Choice.REPLACE, lambda s: move(s, "21-05", R)),
        (Choice.REPLACE, removed),
        (Choice.TAKE, lambda s: move(s, "21-05", R)),
        (Choice.TAKE, removed),
        (Choice.TAKE, done_and_undone),
    ],
)
def test_a_round_that_changed_since_it_was_looked_at(
    session: Session, other: Session, out: Path, choice: Choice, meanwhile: Callable[[Session], object]
) -> None:
    hand_over(session, other, out)
    move(other, "21-01", P)
    send_round(other, out, journal=True)
    arrival = look_at(session, out)
    assert arrival.relation is Relation.AHEAD
    meanwhile(session)
    before = as_kept(session)
    with pytest.raises(Refusal):
        fetch_round(session, arrival, choice)
    assert as_kept(session) == before


def test_a_round_that_came_meanwhile(session: Session, other: Session, out: Path) -> None:
    send_round(session, out)
    arrival = look_at(other, out)
    made = new_round(other, a_round())
    assert made.id == "vestland"
    before = as_kept(other)
    for choice in (Choice.TAKE, Choice.REPLACE):
        with pytest.raises(Refusal):
            fetch_round(other, arrival, choice)
    assert as_kept(other) == before


def test_nothing_to_replace(session: Session, other: Session, out: Path) -> None:
    send_round(session, out)
    with pytest.raises(Refusal, match="There is no round called «vestland»"):
        fetch_round(other, look_at(other, out), Choice.REPLACE)
    assert as_kept(other) == (None, [])


def test_another_round_than_the_one_in_use(session: Session, other: Session, out: Path) -> None:
    hand_over(session, other, out)
    move(other, "21-01", P)
    send_round(other, out, journal=True)
    new_round(session, a_round(id="ein-annan"))
    assert session.required().round.id == "ein-annan"
    arrival = look_at(session, out)
    assert arrival.relation is Relation.AHEAD
    assert session.required().round.id == "ein-annan"
    fetch_round(session, arrival, Choice.TAKE)
    assert session.required() == other.required()
    use_round(session, "ein-annan")
    send_round(session, out, round_id="vestland", journal=True)
    assert session.required().round.id == "ein-annan", "sending puts no other round in use"
    assert look_at(other, out).relation is Relation.SAME
    with pytest.raises(Refusal, match="no round called «ingen»"):
        send_round(session, out, round_id="ingen")


def test_a_session_that_may_only_read_sends_but_takes_nothing(session: Session, data_dir: Path, out: Path) -> None:
    send_round(session, out)
    move(session, "21-01", P)
    with Session.open(data_dir, write=False) as reader:
        send_round(reader, out.with_name("to.kompetanse"), journal=True)
        arrival = look_at(reader, out)
        for choice in (Choice.REPLACE, Choice.BESIDE):
            with pytest.raises(Refusal):
                fetch_round(reader, arrival, choice)
    assert [one.id for one in session.rounds()] == ["vestland"]


# Files


@pytest.mark.parametrize("name", ["runde.json", "runde", "runde.kompetanse.gz", ".kompetanse", "runde.kompetanse "])
def test_the_name_tells_what_it_is(session: Session, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match=r"ends in \.kompetanse"):
        send_round(session, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_only_such_a_file_is_written_over(session: Session, out: Path, tmp_path: Path) -> None:
    out.write_bytes(b"something of mine")
    folder = tmp_path / "mappe.kompetanse"
    folder.mkdir()
    for place in (out, folder):
        with pytest.raises(Refusal, match="already something else"):
            send_round(session, place)
    assert out.read_bytes() == b"something of mine"
    out.unlink()
    send_round(session, out)
    move(session, "21-01", P)
    send_round(session, out)
    assert look_at(session, out).relation is Relation.SAME
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.endswith(".part")) == []


def test_a_folder_that_is_not_there(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="can't be written"):
        send_round(session, tmp_path / "inga" / "runde.kompetanse")


def test_files_that_cannot_be_read(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no file"):
        look_at(session, tmp_path / "inga.kompetanse")
    with pytest.raises(Refusal, match="can't be read"):
        look_at(session, tmp_path)
    with pytest.raises(Refusal, match="can't be read"):
        look_at(session, tmp_path / "\0")
    (tmp_path / "tom.kompetanse").touch()
    with pytest.raises(Refusal, match="can't be read"):
        look_at(session, tmp_path / "tom.kompetanse")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_a_file_that_has_no_end(session: Session, tmp_path: Path) -> None:
    pipe = tmp_path / "r.kompetanse"
    os.mkfifo(pipe)
    with pytest.raises(Refusal, match="can't be read"):
        look_at(session, pipe)
    with pytest.raises(Refusal, match="already something else"):
        send_round(session, pipe)
