"""A round as a file: the same comes back, the same bytes each time, and no private note unless asked for."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from kompetanse_desktop import __version__
from kompetanse_desktop.actions import Session, move, new_round, redo, return_to, set_note, set_reason, take_in, undo
from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit, apply
from kompetanse_desktop.domain.difference import differences, edits_to_make
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import digest, journal, round_file
from kompetanse_desktop.store.encoding import canonical
from kompetanse_desktop.store.journal import Kind
from kompetanse_desktop.store.round_file import RoundFile, pack, unpack, without_notes
from kompetanse_desktop.text import say
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round, states
from tests.helpers.round_files import MADE_AT, SECRET, busy, data_of, file_of


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> RoundFile:
    """Give a round with a long history of every kind of action, with private notes."""
    with Session.open(tmp_path_factory.mktemp("busy")) as session:
        busy(session)
        return file_of(session)


@pytest.fixture
def session(data_dir: Path) -> Iterator[Session]:
    """Give a round of two proposals."""
    with Session.open(data_dir) as opened:
        new_round(opened, a_round())
        take_in(opened, arriving(a_proposal("a", 5), a_proposal("b", 6)))
        yield opened


@settings(max_examples=50)
@given(states())
def test_any_round_comes_back(state: RoundState) -> None:
    given = RoundFile(state, (), True, MADE_AT)
    assert unpack(pack(given)) == given


@settings(max_examples=30)
@given(states())
def test_any_round_comes_back_with_a_journal(state: RoundState) -> None:
    change = Change("import", Saying("Taken in"), edits_to_make(state))
    left = round_file.budget(state).remaining
    first = journal.following(None, state.round.id, change, (None, left), MADE_AT, state=digest.of_state(state))
    given = RoundFile(state, (first,), True, MADE_AT)
    assert unpack(pack(given)) == given
    bare = without_notes(given)
    assert unpack(pack(bare)) == bare


def test_a_long_history_comes_back(file: RoundFile) -> None:
    assert len(file.entries) > 60
    assert {entry.kind for entry in file.entries} == set(Kind)
    assert {"move", "amount", "note", "assess", "edit_round", "return"} <= {entry.action for entry in file.entries}
    assert unpack(pack(file)) == file
    bare = replace(file, entries=())
    assert unpack(pack(bare)) == bare


def test_the_same_round_gives_the_same_bytes(file: RoundFile) -> None:
    assert pack(file) == pack(unpack(pack(file)))
    assert pack(file)[4:8] == bytes(4), "no time in the head of the gzip file"


def test_what_the_file_says_of_itself(file: RoundFile) -> None:
    data = data_of(pack(file))
    assert list(data) == sorted((*round_file.NAMES, "digest"))
    assert (data["format"], data["version"], data["program"]) == ("kompetanse-round", 1, __version__)
    assert (data["made_at"], data["notes"]) == ("2021-03-20T12:30:05+00:00", True)
    told = data.pop("digest")
    assert told == hashlib.sha256(canonical(data).encode()).hexdigest()


# Privacy


@pytest.mark.parametrize("along", [True, False])
def test_no_note_is_in_a_file_without_notes(file: RoundFile, along: bool) -> None:
    given = file if along else replace(file, entries=())
    assert SECRET in gzip.decompress(pack(given)).decode(), "else this test shows nothing"
    content = pack(without_notes(given))
    assert SECRET not in gzip.decompress(content).decode()
    assert data_of(content)["notes"] is False
    assert unpack(content) == without_notes(given)


def test_a_history_without_notes_is_still_a_history(file: RoundFile) -> None:
    bare = without_notes(file)
    assert journal.verify_chain(bare.entries) is None
    assert bare.entries[-1].state == digest.of_state(bare.state)
    assert bare.entries[-1].hash != file.entries[-1].hash
    for was, now in zip(file.entries, bare.entries, strict=True):
        assert (now.number, now.at, now.kind, now.target) == (was.number, was.at, was.kind, was.target)
        assert now.action == "note" or now.name == was.name or was.action == "return"
        assert now.remaining_after == was.remaining_after
    left = [one for one in differences(file.state, bare.state) if one.field != "private_note"]
    assert left == []


def test_nothing_tells_that_there_was_a_note(session: Session) -> None:
    set_note(session, "a", SECRET)
    bare = without_notes(file_of(session))
    assert bare.state.standings == {}
    assert data_of(pack(bare))["standings"] == {}
    assert bare.entries[-1].edits == ()
    set_reason(session, "a", "Godt tiltak")
    assert without_notes(file_of(session)).state.standings == {"a": Standing(reason="Godt tiltak")}


def test_nothing_tells_what_a_note_was_about(session: Session) -> None:
    set_reason(session, "a", "Godt tiltak")
    set_note(session, "a", SECRET)
    written = session.length
    assert session.journal()[-1].name == saying(round_file.NOTE, title="Tiltak a"), "else its name is passed over"
    set_note(session, "a", "")
    undo(session)
    undo(session)
    redo(session)
    move(session, "b", Lane.RESERVE)
    return_to(session, written, without_backup=True)
    undo(session)
    bare = without_notes(file_of(session))
    about = [(entry.kind.value, say(entry.name)) for entry in bare.entries[3:]]
    note, back = "Eit privat notat", say(saying("Taken back to how it was at {at}", at=session.entry(written).at))
    assert about == [
        *[("do", note), ("do", note), ("undo", note), ("undo", note), ("redo", note)],
        *[
            ("do", "«Tiltak b» flytta frå Ikkje handsama til Reserve"),
            ("do", f"{back} ({note})"),
            ("undo", f"{back} ({note})"),
        ],
    ]
    assert {edit.ref for entry in bare.entries[3:] for edit in entry.edits} == {"b"}
    assert without_notes(unpack(pack(bare))) == unpack(pack(bare)) == bare


def test_where_there_was_no_note_the_history_keeps_its_hashes(session: Session) -> None:
    set_reason(session, "a", "Godt tiltak")
    set_reason(session, "a", "")
    given = file_of(session)
    assert without_notes(given) == replace(given, notes=False)


def test_a_note_in_a_file_that_says_it_has_none_is_refused(file: RoundFile) -> None:
    for lying in (replace(file, notes=False), replace(file, notes=False, entries=())):
        with pytest.raises(Refusal, match="At notes"):
            unpack(pack(lying))


def test_what_could_not_be_read_again_is_not_written(file: RoundFile, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(gzip.decompress(pack(file)))
    monkeypatch.setattr(round_file, "MOST_BYTES", size)
    assert unpack(pack(file)) == file
    monkeypatch.setattr(round_file, "MOST_BYTES", size - 1)
    with pytest.raises(Refusal, match="without the history"):
        pack(file)


# Histories that somebody made up, with hashes that fit


def forged(given: RoundFile, *edits: Edit) -> RoundFile:
    """Give a round with an entry more at the end of its journal, that no action need have made."""
    after = apply(given.state, edits)
    last = given.entries[-1]
    left = round_file.budget(after).remaining
    made = journal.following(
        last,
        last.round,
        Change("x", Saying("x"), edits),
        (last.remaining_after, left),
        MADE_AT,
        state=digest.of_state(after),
    )
    return replace(given, state=after, entries=(*given.entries, made))


A = a_proposal("a", 5)
U, P = Lane.UNHANDLED, Lane.PRIORITISED


def test_one_that_could_have_been_done_is_read(session: Session) -> None:
    given = forged(file_of(session), Edit("a", Place(U, 1), Place(P, 1)), Edit("a", None, Standing(reason="x")))
    assert unpack(pack(given)) == given


@pytest.mark.parametrize(
    "edit",
    [
        Edit("a", Place(U, 2), Place(P, 1)),  # it stood elsewhere
        Edit("a", Place(P, 1), Place(U, 2)),
        Edit("a", replace(A, title="Noko anna"), replace(A, title="Nytt")),
        Edit("a", Standing(reason="Noko anna"), Standing(reason="Ny")),
        Edit("", replace(a_round(), frame=6_000_000), replace(a_round(), frame=7_000_000)),
    ],
)
def test_one_that_could_not_be_taken_back_is_refused(session: Session, edit: Edit) -> None:
    given = forged(file_of(session), edit)
    with pytest.raises(Refusal, match=r"At journal\[2\]"):
        unpack(pack(given))


def test_one_that_makes_a_round_that_cannot_be_is_refused(session: Session) -> None:
    wild = replace(a_round(), frame=5)
    to, back = Edit("", a_round(), wild), Edit("", wild, a_round())
    within = forged(file_of(session), to, back)
    assert unpack(pack(within)) == within, "what is gone again within one entry is never shown"
    with pytest.raises(Refusal, match=r"At journal\[2\]"):
        unpack(pack(forged(forged(file_of(session), to), back)))


def test_a_first_entry_that_has_something_before_it_is_refused(session: Session) -> None:
    given = file_of(session)
    change = Change("x", Saying("x"), (Edit("", a_round(frame=6_000_000), a_round()),))
    first = journal.following(None, "vestland", change, (None, 4_900_000), MADE_AT)
    with pytest.raises(Refusal, match=r"At journal\[0\]"):
        unpack(pack(RoundFile(RoundState(a_round()), (first,), True, given.made_at)))
