"""Copies of the library: whole and checked, and taking one back never loses what was there."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import backup as copies
from kompetanse_desktop.store.library import Library
from kompetanse_desktop.store.migrations import APPLICATION_ID, VERSION
from tests.store.test_library import started


@pytest.fixture
def kept(library: Library, file: Path) -> Path:
    """Give a library with a round of three proposals, closed."""
    started(library, "a", "b", "c")
    library.close()
    return file


def title(file: Path) -> str:
    library = Library.open(file)
    try:
        return library.load("vestland").proposals["a"].title
    finally:
        library.close()


def change(file: Path, new: str) -> None:
    with sqlite3.connect(file) as db:
        db.execute("UPDATE proposal SET title = ? WHERE ref = 'a'", [new])
    db.close()


def test_a_copy_is_whole_and_alone(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "copies" / "copy.db"
    out.parent.mkdir()
    copies.backup(kept, out)
    assert os.listdir(out.parent) == ["copy.db"]
    copies.check_file(out)
    with sqlite3.connect(out) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    db.close()
    first, second = Library.open(kept), Library.open(out)
    assert first.load("vestland") == second.load("vestland")
    assert list(first.journal("vestland")) == list(second.journal("vestland"))
    first.close()
    second.close()


def test_a_newer_copy_takes_the_place_of_an_older(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.db"
    copies.backup(kept, out)
    change(kept, "Ny tittel")
    copies.backup(kept, out)
    assert title(out) == "Ny tittel"


def test_what_is_not_a_copy_of_ours_is_not_written_over(kept: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_text("Dear all")
    for out in (letter, kept, tmp_path, tmp_path / "nowhere" / "copy.db"):
        with pytest.raises(Refusal):
            copies.backup(kept, out)
    assert letter.read_text() == "Dear all"
    assert title(kept) == "Tiltak a"


def test_names_no_disk_can_keep(kept: Path, tmp_path: Path) -> None:
    long = tmp_path / f"{'x' * 300}.db"
    with pytest.raises(Refusal, match="can't be written"):
        copies.backup(kept, long)
    with pytest.raises(Refusal, match="no file"):
        copies.restore(long, kept)
    assert os.listdir(kept.parent) == [kept.name]
    assert title(kept) == "Tiltak a"


def test_a_name_as_long_as_a_disk_can_keep(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / f"{'x' * 252}.db"
    copies.backup(kept, out)
    change(kept, "Etter kopien")
    copies.restore(out, kept)
    assert title(kept) == "Tiltak a"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_folder_that_is_closed(kept: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    for deed in (lambda: copies.backup(kept, closed / "x.db"), lambda: copies.restore(closed / "x.db", kept)):
        with pytest.raises(Refusal):
            deed()


def test_no_library_no_copy(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no library"):
        copies.backup(tmp_path / "library.db", tmp_path / "copy.db")
    assert os.listdir(tmp_path) == []


def test_taking_back_keeps_what_was_there(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.db"
    copies.backup(kept, out)
    change(kept, "Etter kopien")
    replaced = copies.restore(out, kept)
    assert replaced is not None
    assert (title(kept), title(replaced)) == ("Tiltak a", "Etter kopien")
    again = copies.restore(out, kept)
    assert again not in (None, replaced)
    assert len(os.listdir(kept.parent)) == 3


def test_taking_back_into_an_empty_folder(kept: Path, tmp_path: Path) -> None:
    out, new = tmp_path / "copy.db", tmp_path / "new" / "library.db"
    new.parent.mkdir()
    copies.backup(kept, out)
    assert copies.restore(out, new) is None
    assert title(new) == "Tiltak a"


def test_a_damaged_library_can_be_replaced_and_is_kept(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.db"
    copies.backup(kept, out)
    kept.write_bytes(b"rubbish" * 1000)
    journal = kept.with_name("library.db-journal")
    journal.write_bytes(b"left behind")
    replaced = copies.restore(out, kept)
    assert replaced is not None
    assert replaced.read_bytes() == b"rubbish" * 1000
    assert not journal.exists(), "it would be played back into the new library"
    assert title(kept) == "Tiltak a"


def _text(file: Path) -> None:
    file.write_text("no database " * 500)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _another_table(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE extra (x TEXT)")
    db.close()


def _without_its_triggers(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("DROP TRIGGER journal_no_delete")
    db.close()


def _a_journal_entry_changed(file: Path) -> None:
    with sqlite3.connect(file) as db:
        (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_no_update'").fetchone()
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("UPDATE journal SET remaining_after = 1 WHERE number = 1")
        db.execute(sql)
    db.close()


def _proposals_without_places(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("DELETE FROM placement")
    db.close()


def _newer(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def _gone(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize(
    "spoil",
    [
        _text,
        _empty,
        _another_table,
        _without_its_triggers,
        _a_journal_entry_changed,
        _proposals_without_places,
        _newer,
        _cut_off,
        _gone,
    ],
)
def test_a_copy_that_is_not_sound_is_not_taken_back(kept: Path, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    out = tmp_path / "copy.db"
    copies.backup(kept, out)
    spoil(out)
    before = kept.read_bytes()
    with pytest.raises(Refusal):
        copies.restore(out, kept)
    assert kept.read_bytes() == before
    assert os.listdir(kept.parent) == [kept.name]


def test_the_library_is_not_taken_back_from_itself(kept: Path) -> None:
    with pytest.raises(Refusal, match="itself"):
        copies.restore(kept, kept)
