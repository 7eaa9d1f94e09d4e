"""Libraries that are not as a program left them: cut off, from the future, mixed up with others, taken away."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from kompetanse_desktop import actions
from kompetanse_desktop.actions import Damaged, Missing, Session, TooNew
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import backups
from kompetanse_desktop.store.lock import holder_of
from tests.helpers.deeds import DEEDS, figures, make_two_rounds, plain_sentence, shown
from tests.helpers.hot_journals import NOTE, stop_in_the_middle

ROOT = Path(__file__).parent.parent.parent
STARTS = 20


def looked_at(data_dir: Path, sound: dict[str, object]) -> bool:
    """Open it to read, then to write: the same figures, or a refusal. Tell whether it was refused."""
    refused = False
    for write in (False, True):
        try:
            with Session.open(data_dir, write=write) as session:
                assert shown(session) == sound
        except Refusal as refusal:
            plain_sentence(refusal)
            refused = True
    return refused


# Cut off


@pytest.mark.parametrize("copies", [True, False])
def test_cut_off_anywhere(filled_dir: Path, copies: bool) -> None:
    file = filled_dir / "library.db"
    content, sound = file.read_bytes(), figures(filled_dir)
    shutil.rmtree(filled_dir / "backups", ignore_errors=True)
    if copies:
        actions.keep_backup(file, actions.Why.WORK)
    odd = [1, 15, 16, 17, 99, 100, 101, 511, 513, 1000, 4095, 4097, 6000, len(content) - 1, len(content) - 4095]
    lengths = sorted({*range(4096, len(content), 4096), *odd})
    refused = 0
    for length in lengths:
        file.write_bytes(content[:length])
        refused += looked_at(filled_dir, sound)
    assert refused > len(lengths) / 2, "not all of a library can be done without"


def test_of_no_length(filled_dir: Path) -> None:
    file = filled_dir / "library.db"
    sound = figures(filled_dir)
    actions.keep_backup(file, actions.Why.WORK)
    file.write_bytes(b"")
    for write in (True, False):
        with pytest.raises(Missing):
            Session.open(filled_dir, write=write)
    actions.recover(actions.look_for_rescue(filled_dir))
    assert figures(filled_dir) == sound
    shutil.rmtree(filled_dir / "backups")
    file.write_bytes(b"")
    with Session.open(filled_dir) as session:
        assert session.rounds() == [], "there is nothing to take it from, so it is a new one"


# A write that was cut off


def test_our_own_note_is_played_back(filled_dir: Path, tmp_path: Path) -> None:
    sound = figures(filled_dir)
    stop_in_the_middle(filled_dir, tmp_path / "stopped")
    for name in ("library.db", NOTE):
        shutil.copy(tmp_path / "stopped" / name, filled_dir)
    assert (filled_dir / "library.db").read_bytes() != b""
    assert figures(filled_dir) == sound
    assert not (filled_dir / NOTE).exists()
    assert backups.aside(filled_dir / "library.db") == []
    actions.examine(filled_dir / "library.db")


def test_a_note_of_another_library(filled_dir: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    make_two_rounds(other, 45)
    stop_in_the_middle(other, tmp_path / "stopped")
    sound = figures(filled_dir)
    shutil.copy(tmp_path / "stopped" / NOTE, filled_dir)
    assert figures(filled_dir) == sound
    assert not (filled_dir / NOTE).exists()
    actions.examine(filled_dir / "library.db")


@pytest.mark.parametrize("names", [["move"], ["use round"], ["move", "amount", "note", "undo"]], ids=" ".join)
def test_an_old_note_of_the_same_library(filled_dir: Path, tmp_path: Path, names: list[str]) -> None:
    """Brought back by a sync, say: what was done since is not taken back without a word.

    SQLite takes it for its own, and plays it back to a library that is sound, but an older one.
    """
    actions.backup(filled_dir, tmp_path / "without-free-room.db")
    actions.restore(filled_dir, tmp_path / "without-free-room.db")
    stop_in_the_middle(filled_dir, tmp_path / "stopped")
    with Session.open(filled_dir) as session:
        for name in names:
            DEEDS[name](session)
    sound = figures(filled_dir)
    shutil.copy(tmp_path / "stopped" / NOTE, filled_dir)
    assert figures(filled_dir) == sound
    assert not (filled_dir / NOTE).exists()
    with Session.open(filled_dir) as session:
        actions.undo(session)


@pytest.mark.parametrize("empty", [True, False])
def test_a_note_of_a_library_that_is_gone(filled_dir: Path, tmp_path: Path, empty: bool) -> None:
    file, sound = filled_dir / "library.db", figures(filled_dir)
    actions.keep_backup(file, actions.Why.WORK)
    stop_in_the_middle(filled_dir, tmp_path / "stopped")
    file.unlink()
    if empty:
        file.touch()
    shutil.copy(tmp_path / "stopped" / NOTE, filled_dir)
    for write in (True, False):
        with pytest.raises(Missing):
            Session.open(filled_dir, write=write)
    actions.recover(actions.look_for_rescue(filled_dir))
    assert figures(filled_dir) == sound


def test_a_stop_in_the_middle_of_a_damaged_library(filled_dir: Path, tmp_path: Path) -> None:
    """Neither with the note nor without it is there anything sound; what there was is kept."""
    file, sound = filled_dir / "library.db", figures(filled_dir)
    actions.keep_backup(file, actions.Why.WORK)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE proposal SET title = 'another' WHERE ref = '21-01'")
    stop_in_the_middle(filled_dir, tmp_path / "stopped")
    for name in ("library.db", NOTE):
        shutil.copy(tmp_path / "stopped" / name, filled_dir)
    with pytest.raises(Damaged):
        Session.open(filled_dir)
    (aside,) = backups.aside(file)
    assert aside.file.read_bytes() == (tmp_path / "stopped" / "library.db").read_bytes()
    note = aside.file.with_name(f"{aside.file.name}-journal")
    assert note.read_bytes() == (tmp_path / "stopped" / NOTE).read_bytes()
    actions.recover(actions.look_for_rescue(filled_dir))
    assert figures(filled_dir)["state"] == sound["state"]


def test_a_note_that_is_nonsense(filled_dir: Path) -> None:
    sound = figures(filled_dir)
    for nonsense in (b"", b"x", b"\0" * 5000, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 9000):
        (filled_dir / NOTE).write_bytes(nonsense)
        assert figures(filled_dir) == sound
        actions.examine(filled_dir / "library.db")


# From the future


@pytest.fixture
def future(filled_dir: Path) -> Path:
    """Give a data folder with a library as version 9.9 may make it one day."""
    with closing(sqlite3.connect(filled_dir / "library.db")) as db, db:
        db.execute("PRAGMA user_version = 99")
        db.execute("UPDATE setting SET value = '9.9' WHERE name = 'program'")
        db.execute("CREATE TABLE vote (round TEXT, ref TEXT, yes INTEGER) STRICT")
        db.execute("INSERT INTO vote VALUES ('vestland', '21-01', 1)")
        db.execute("ALTER TABLE proposal ADD COLUMN colour TEXT")
        db.execute("ALTER TABLE setting DROP COLUMN digest")
    return filled_dir


def test_a_library_of_a_future_version(future: Path, two_rounds: Path, tmp_path: Path) -> None:
    content, ours = (future / "library.db").read_bytes(), figures(two_rounds)
    for write in (True, False):
        with pytest.raises(TooNew, match=r"version 9\.9") as told:
            Session.open(future, write=write)
        plain_sentence(told.value)
    (tmp_path / "copy").mkdir()
    with Session.open_copy(future / "library.db", tmp_path / "copy") as session:
        assert not session.is_writable
        assert session.required() == ours["state"]
        for name, deed in DEEDS.items():
            if name == "use round":
                continue
            with pytest.raises(Refusal) as refused:
                deed(session)
            plain_sentence(refused.value)
        assert session.required() == ours["state"]
    assert (future / "library.db").read_bytes() == content


# Taken away, put in another's place, in the way


def _deleted(file: Path) -> None:
    file.unlink()


def _replaced(file: Path) -> None:
    other = file.with_name("other.db")
    shutil.copy(file, other)
    other.replace(file)


def _moved(file: Path) -> None:
    file.rename(file.with_name("elsewhere.db"))


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be taken away there")
@pytest.mark.parametrize("take_away", [_deleted, _replaced, _moved])
def test_taken_away_while_it_is_open(filled_dir: Path, take_away: Callable[[Path], None]) -> None:
    file = filled_dir / "library.db"
    with Session.open(filled_dir) as session:
        before = session.required(), session.length
        take_away(file)
        for deed in DEEDS.values():
            with pytest.raises(Refusal) as told:
                deed(session)
            plain_sentence(told.value)
            assert (session.required(), session.length) == before


@pytest.mark.parametrize("name", ["library.db.lock", "library.db"])
def test_a_folder_that_is_in_the_way(filled_dir: Path, name: str) -> None:
    (filled_dir / name).unlink(missing_ok=True)
    (filled_dir / name).mkdir()
    with pytest.raises(Refusal) as told:
        Session.open(filled_dir)
    plain_sentence(told.value)


# Two at once


def test_two_programs_that_start_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.helpers.starter"]
    with ExitStack() as stack:
        both = [
            stack.enter_context(
                subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            for _ in range(2)
        ]
        for one in both:
            stack.callback(one.kill)
            assert one.stdout.readline() == "ready\n"
        for number in range(STARTS):
            data_dir = tmp_path / f"{number}"
            for one in both:
                one.stdin.write(f"{data_dir}\n")
                one.stdin.flush()
            said = [one.stdout.readline() for one in both]
            assert sorted(said) == ["held\n", "writes\n"]
            told = holder_of(data_dir / "library.db")
            assert told is not None
            assert told.process == both[said.index("writes\n")].pid
            with Session.open(data_dir, write=False) as reader:
                assert [len(reader.journal()), len(reader.rounds())] == [1, 1]
            for one in both:
                one.stdin.write("\n")
                one.stdin.flush()


def test_damage_is_told_as_such(filled_dir: Path) -> None:
    file = filled_dir / "library.db"
    file.write_bytes(file.read_bytes()[:9000])
    with pytest.raises(Damaged):
        Session.open(filled_dir)
