"""Copies of the library: whole and checked, whoever writes to it meanwhile and whatever the disk does."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from kompetanse_desktop.actions import Session, set_note
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import backup as copies
from kompetanse_desktop.store import connection
from kompetanse_desktop.store.library import Library
from kompetanse_desktop.store.migrations import migrations
from kompetanse_desktop.store.refusals import Damaged, DiskRefusal
from kompetanse_desktop.store.shape import APPLICATION_ID, VERSION

ROOT = Path(__file__).parent.parent.parent


def noted(file: Path) -> str:
    """Give what is noted about the first proposal, in a library that is whole."""
    library = Library.open(file)
    try:
        return library.load("vestland").standing("a").private_note
    finally:
        library.close()


def note(file: Path, text: str) -> None:
    """Do something in a library, as the program does it, and leave it alone in its folder."""
    with Session.open(file.parent) as session:
        set_note(session, "a", text)
    for left in file.parent.glob("library.db.*"):
        left.unlink()


def tamper(file: Path, sql: str) -> None:
    """Change a library behind the program's back."""
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(sql)


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
    note(kept, "Nytt")
    copies.backup(kept, out)
    assert noted(out) == "Nytt"


def test_what_is_not_a_copy_of_ours_is_not_written_over(kept: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_text("Dear all")
    for out in (letter, kept, tmp_path, tmp_path / "nowhere" / "copy.db"):
        with pytest.raises(Refusal):
            copies.backup(kept, out)
    assert letter.read_text() == "Dear all"
    assert noted(kept) == ""


def test_no_library_no_copy(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no library"):
        copies.backup(tmp_path / "library.db", tmp_path / "copy.db")
    assert os.listdir(tmp_path) == []


def test_names_no_disk_can_keep(kept: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="can't be written"):
        copies.backup(kept, tmp_path / f"{'x' * 300}.db")
    assert os.listdir(kept.parent) == [kept.name]
    copies.backup(kept, tmp_path / f"{'x' * 252}.db")


# Copies that are not sound


def _text(file: Path) -> None:
    file.write_text("no database " * 500)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _another_table(file: Path) -> None:
    tamper(file, "CREATE TABLE extra (x TEXT)")


def _without_its_triggers(file: Path) -> None:
    tamper(file, "DROP TRIGGER journal_no_delete")


def _a_journal_entry_changed(file: Path) -> None:
    with sqlite3.connect(file) as db:
        (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_no_update'").fetchone()
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("UPDATE journal SET remaining_after = 1 WHERE number = 1")
        db.execute(sql)
    db.close()


def _proposals_without_places(file: Path) -> None:
    tamper(file, "DELETE FROM placement")


def _newer(file: Path) -> None:
    tamper(file, f"PRAGMA user_version = {VERSION + 1}")


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def _gone(file: Path) -> None:
    file.unlink()


def _a_title_changed(file: Path) -> None:
    tamper(file, "UPDATE proposal SET title = 'Ein annan tittel' WHERE ref = 'a'")


def _an_amount_changed(file: Path) -> None:
    tamper(file, "UPDATE round SET frame = frame + 1")


SPOILED = [
    *(_text, _empty, _another_table, _without_its_triggers, _a_journal_entry_changed, _a_title_changed),
    *(_an_amount_changed, _proposals_without_places, _newer, _cut_off, _gone),
]


@pytest.mark.parametrize("spoil", SPOILED)
def test_a_copy_that_is_not_sound_is_seen(kept: Path, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    out = tmp_path / "copy.db"
    copies.backup(kept, out)
    copies.check_file(out)
    spoil(out)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refusal, match=r"letter\.db"):
        copies.check_file(out, shown=Path("letter.db"))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_damaged_library_gives_no_copy(kept: Path, tmp_path: Path) -> None:
    tamper(kept, "UPDATE proposal SET title = 'Ikkje det som vart skrive'")
    with pytest.raises(Damaged, match=r"library\.db"):
        copies.backup(kept, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_an_older_library_is_checked_as_what_it_would_become(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(connection.connect(old)) as db, db.atomic():
        migrations.apply(db.utils, stop_before="m003_digests_and_removal")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 2")
    before = old.read_bytes()
    copies.check_file(old)
    copies.backup(old, tmp_path / "copy.db")
    assert old.read_bytes() == before
    with closing(sqlite3.connect(old)) as plain, plain:
        plain.execute("CREATE TABLE extra (x TEXT)")
    with pytest.raises(Damaged):
        copies.check_file(old)


# While others write


@contextmanager
def writer(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the library as another program would, that waits for nobody."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as db:
        yield db


def between_steps(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> list[int]:
    """Do something after each step of a copy; gives how much was left then."""
    left: list[int] = []
    seen = copies._Headway.seen

    def watched(self: copies._Headway, status: int, remaining: int, total: int) -> None:
        left.append(remaining)
        do()
        seen(self, status, remaining, total)

    monkeypatch.setattr(copies._Headway, "seen", watched)
    monkeypatch.setattr(copies, "STEP_PAGES", 3)
    return left


def test_somebody_who_writes_between_the_steps_waits_for_nothing(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writer(kept) as db:
        db.execute("INSERT INTO setting (name, value) VALUES ('count', '0')")
        left = between_steps(
            monkeypatch, lambda: db.execute("UPDATE setting SET value = value + 1 WHERE name = 'count'")
        )
        copies.backup(kept, tmp_path / "copy.db")
    assert left[-1] == 0
    assert sum(later >= sooner for sooner, later in pairwise(left)) == copies.MOST_RESTARTS
    copies.check_file(tmp_path / "copy.db")


def test_a_copy_begins_anew_after_one_who_wrote(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writer(kept) as db:
        jobs = iter(["", "", "INSERT INTO setting (name, value) VALUES ('late', 'x')"])
        left = between_steps(monkeypatch, lambda: db.execute(next(jobs, "")))
        copies.backup(kept, tmp_path / "copy.db")
    assert sum(later > sooner for sooner, later in pairwise(left)) == 1
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT value FROM setting WHERE name = 'late'").fetchone() == ("x",)


def test_somebody_who_lets_nobody_read(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.0)
    monkeypatch.setattr(copies, "MOST_SECONDS", 0.05)
    with writer(kept) as db:
        left = between_steps(monkeypatch, lambda: db.execute("" if db.in_transaction else "BEGIN EXCLUSIVE"))
        with pytest.raises(DiskRefusal, match="in use by another program"):
            copies.backup(kept, tmp_path / "copy.db")
    assert left[1:] == left[:1] * (len(left) - 1), "no headway after the first step"
    assert os.listdir(tmp_path) == [kept.parent.name]


WRITER = """
import sys
from pathlib import Path
from kompetanse_desktop.actions import Session, move
from kompetanse_desktop.domain.board import Lane
with Session.open(Path(sys.argv[1])) as session:
    print("begun", flush=True)
    number = 0
    while True:
        number += 1
        move(session, "abc"[number % 3], list(Lane)[number % 4], 1)
"""


@pytest.mark.slow
def test_a_copy_is_whole_while_another_program_writes_as_fast_as_it_can(kept: Path, tmp_path: Path) -> None:
    lengths = []
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(kept.parent)], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
            refused = 0
            while len(lengths) < 20:
                out = tmp_path / f"{len(lengths)}.db"
                try:
                    copies.backup(kept, out)
                except DiskRefusal:  # the other was quicker each time for seconds; nothing is left behind
                    refused += 1
                    assert refused < 20
                    assert not out.exists()
                    continue
                copies.check_file(out)
                with closing(sqlite3.connect(out)) as db:
                    lengths.append(db.execute("SELECT count(*) FROM journal").fetchone()[0])
        finally:
            process.kill()
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1], "it did write meanwhile"


# A disk that fails


@pytest.mark.parametrize("function", ["replace", "fsync"])
def test_a_disk_that_fails_leaves_the_older_copy(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    out = tmp_path / "copies" / "copy.db"
    out.parent.mkdir()
    copies.backup(kept, out)
    before = out.read_bytes()

    def fails(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, function, fails)
        with pytest.raises(Refusal, match="can't be written"):
            copies.backup(kept, out)
    assert os.listdir(out.parent) == ["copy.db"]
    assert out.read_bytes() == before


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.backup import backup
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    backup(Path(sys.argv[1]), Path(sys.argv[2]))
except Refusal as refusal:
    print(refusal.saying.message)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files there")
@pytest.mark.parametrize("room", [0, 1, 4096, 20_000])
def test_no_room_for_a_copy(kept: Path, tmp_path: Path, room: int) -> None:
    out = tmp_path / "copies" / "copy.db"
    out.parent.mkdir()
    result = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(kept), str(out), str(room)],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert result.stdout.decode().strip() in {
        "The disk is full, so nothing was changed.",
        "The disk failed while {file} was being read or written.",
    }
    assert os.listdir(out.parent) == []
    assert noted(kept) == ""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_folder_that_is_closed(kept: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(Refusal):
        copies.backup(kept, closed / "x.db")
    assert os.listdir(closed) == []
