"""Taking the library back from a copy: checked first, and what was there before is never lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import backups
from kompetanse_desktop.store.backup import backup
from kompetanse_desktop.store.backups import Why
from kompetanse_desktop.store.lock import Lock
from kompetanse_desktop.store.refusals import Held
from kompetanse_desktop.store.restore import restore
from tests.store.test_backup import SPOILED, note, noted, tamper

NOW = datetime(2021, 4, 15, 12, 3, 12, tzinfo=UTC)


@pytest.fixture
def out(kept: Path, tmp_path: Path) -> Path:
    """Give a copy of the library."""
    file = tmp_path / "copy.db"
    backup(kept, file)
    return file


def files(library: Path) -> set[str]:
    """Give what lies beside a library, but for its lock."""
    return {name for name in os.listdir(library.parent) if not name.endswith((".lock", ".holder"))}


def test_a_sound_library_is_put_away_as_a_backup_first(kept: Path, out: Path) -> None:
    note(kept, "Etter kopien")
    replaced = restore(out, kept, NOW)
    assert replaced is not None
    assert (noted(kept), noted(replaced)) == ("", "Etter kopien")
    (made,) = backups.kept(kept)
    assert (made.file, made.why) == (replaced, Why.RESTORE)
    again = restore(out, kept, NOW)
    assert again not in (None, replaced)
    assert files(kept) == {"library.db", "backups"}


def test_into_an_empty_folder(out: Path, tmp_path: Path) -> None:
    new = tmp_path / "new" / "library.db"
    new.parent.mkdir()
    assert restore(out, new, NOW) is None
    assert noted(new) == ""
    assert files(new) == {"library.db"}


def test_a_damaged_library_is_moved_aside_as_it_is(kept: Path, out: Path) -> None:
    kept.write_bytes(b"rubbish" * 1000)
    journal = kept.with_name("library.db-journal")
    journal.write_bytes(b"left behind")
    replaced = restore(out, kept, NOW)
    assert replaced is not None
    assert replaced.parent == kept.parent
    assert replaced.read_bytes() == b"rubbish" * 1000
    assert not journal.exists(), "it would be played back into the new library"
    assert noted(kept) == ""
    assert [one.file for one in backups.aside(kept)] == [replaced]


def test_a_library_whose_figures_are_wrong_is_moved_aside(kept: Path, out: Path) -> None:
    tamper(kept, "UPDATE round SET frame = 1")
    before = kept.read_bytes()
    replaced = restore(out, kept, NOW)
    assert replaced is not None
    assert replaced.read_bytes() == before
    assert backups.kept(kept) == []


def test_no_room_for_a_backup_is_no_hindrance(kept: Path, out: Path) -> None:
    note(kept, "Etter kopien")
    backups.folder_of(kept).write_text("a file where the folder should be")
    replaced = restore(out, kept, NOW)
    assert replaced is not None
    assert (noted(kept), noted(replaced)) == ("", "Etter kopien")


def test_what_is_taken_back_may_be_the_backup_that_is_thinned(kept: Path) -> None:
    for year, text in ((2019, "i fjor"), (2020, "i år")):
        note(kept, text)
        backups.make(kept, Why.WORK, NOW.replace(year=year))
    last, first = backups.kept(kept)
    restore(first.file, kept, NOW)
    assert noted(kept) == "i fjor"
    assert last in backups.kept(kept)


@pytest.mark.parametrize("spoil", SPOILED)
def test_a_copy_that_is_not_sound_is_not_taken_back(kept: Path, out: Path, spoil: Callable[[Path], None]) -> None:
    spoil(out)
    before = kept.read_bytes()
    with pytest.raises(Refusal):
        restore(out, kept, NOW)
    assert kept.read_bytes() == before
    assert files(kept) == {kept.name}


def test_a_disk_that_fails_leaves_the_library(kept: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note(kept, "Etter kopien")
    replace = os.replace

    def fails(source: str | Path, target: str | Path) -> None:
        if Path(target) == kept:
            raise OSError(5, "Input/output error")
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fails)
        with pytest.raises(Refusal, match="can't be written"):
            restore(out, kept, NOW)
    assert noted(kept) == "Etter kopien"
    assert files(kept) == {"library.db", "backups"}


def test_not_while_somebody_writes(kept: Path, out: Path) -> None:
    lock = Lock.take(kept, window=True)
    try:
        with pytest.raises(Held):
            restore(out, kept, NOW)
    finally:
        lock.release()
    assert files(kept) == {kept.name}


def test_names_no_disk_can_keep(kept: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no file"):
        restore(tmp_path / f"{'x' * 300}.db", kept, NOW)
    long = tmp_path / f"{'x' * 252}.db"
    backup(kept, long)
    note(kept, "Etter kopien")
    restore(long, kept, NOW)
    assert noted(kept) == ""


def test_the_library_is_not_taken_back_from_itself(kept: Path) -> None:
    with pytest.raises(Refusal, match="itself"):
        restore(kept, kept, NOW)
