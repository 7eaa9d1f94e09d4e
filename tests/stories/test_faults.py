"""The disk says no in the middle of work: it is said in one sentence, nothing is lost, and then it goes on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from kompetanse_desktop import actions
from kompetanse_desktop.actions import DiskRefusal, Held, NoBackupFirst, Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import backup, connection
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal
from tests.helpers import faulty_disks as faulty
from tests.helpers.deeds import DEEDS, WITH_A_BACKUP_FIRST, Deed, figures, plain_sentence, shown

Fault = Callable[[Session], AbstractContextManager[None]]
every_deed = pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
each_with_a_backup_first = pytest.mark.parametrize("deed", WITH_A_BACKUP_FIRST.values(), ids=WITH_A_BACKUP_FIRST)


def refused(session: Session, deed: Deed, fault: Fault, kind: type[Refusal] = DiskRefusal) -> None:
    """Try a deed while something is wrong: it is refused, and nothing has happened, here or on the disk."""
    before, data_dir = shown(session), session.library_file.parent
    with fault(session), pytest.raises(kind) as told:
        deed(session)
    plain_sentence(told.value)
    assert shown(session) == before
    assert figures(data_dir) == before


def done(session: Session, deed: Deed) -> None:
    """Do a deed, and see that it is on the disk."""
    before = shown(session)
    deed(session)
    assert shown(session) != before
    assert figures(session.library_file.parent) == shown(session)


def refused_and_then_done(data_dir: Path, deed: Deed, fault: Fault) -> None:
    with Session.open(data_dir) as session:
        refused(session, deed, fault)
        done(session, deed)
    actions.examine(data_dir / "library.db")


# A full disk


@every_deed
@pytest.mark.parametrize("most_bytes", [0, 3000])
def test_a_quota_that_is_used_up(filled_dir: Path, deed: Deed, most_bytes: int) -> None:
    refused_and_then_done(filled_dir, deed, faulty.no_file_beyond(most_bytes))


@every_deed
@pytest.mark.parametrize("pages", [3, 9, 20, 40, 57])
def test_a_quota_that_is_used_up_in_the_middle_of_the_write(filled_dir: Path, deed: Deed, pages: int) -> None:
    """SQLite has then begun to write, and can't even put back what was there while the quota lasts."""
    with Session.open(filled_dir) as session:
        before = shown(session)
        with faulty.no_file_beyond(pages * 4096)(session):
            try:
                deed(session)
            except DiskRefusal as refusal:
                plain_sentence(refusal)
                went_well = False
            else:
                went_well = True
        assert (shown(session) != before) == went_well
        assert figures(filled_dir) == shown(session)
        if not went_well:
            done(session, deed)
    actions.examine(filled_dir / "library.db")


@every_deed
def test_no_more_pages(filled_dir: Path, deed: Deed) -> None:
    many = [a_proposal(f"y-{n}", 5, need="Mykje tekst. " * 100) for n in range(200)]
    with Session.open(filled_dir) as session:

        def too_much(session: Session) -> None:
            unhandled = len(session.required().board[Lane.UNHANDLED])
            actions.take_in(session, arriving(*many, after=unhandled), without_backup=True)

        refused(session, too_much, faulty.no_more_pages)
        done(session, deed)


@pytest.fixture
def small_disk(two_rounds: Path, tmp_path: Path) -> Iterator[Path]:
    """Give a data folder on a disk of its own, of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with faulty.small_disk(folder, 2048):
        shutil.copytree(two_rounds, folder / "data")
        yield folder / "data"


def full(session: Session) -> AbstractContextManager[None]:
    """Fill the small disk."""
    return faulty.filled(session.library_file.parent.parent)


@every_deed
def test_a_disk_that_is_really_full(small_disk: Path, deed: Deed) -> None:
    refused_and_then_done(small_disk, deed, full)


@each_with_a_backup_first
def test_a_full_disk_where_a_copy_comes_first(small_disk: Path, deed: Deed) -> None:
    with Session.open(small_disk) as session:
        refused(session, deed, full, NoBackupFirst)
        done(session, deed)


def test_copies_and_sent_rounds_on_a_full_disk(small_disk: Path) -> None:
    file = small_disk / "library.db"
    actions.backup(small_disk, small_disk / "old.db")
    there = {one: one.read_bytes() for one in small_disk.rglob("*.db")}
    with Session.open(small_disk) as session:
        for deed in (
            lambda s: actions.backup(small_disk, small_disk / "new.db"),
            lambda s: actions.backup(small_disk, small_disk / "old.db"),
            lambda s: actions.keep_backup(file, actions.Why.ASKED),
            lambda s: actions.send_round(s, small_disk / "rogaland.kompetanse"),
            lambda s: actions.restore_here(s, small_disk / "old.db"),
        ):
            refused(session, deed, full, Refusal)
    assert {one: one.read_bytes() for one in small_disk.rglob("*.db")} == there


def test_starting_on_a_full_disk(small_disk: Path) -> None:
    before = figures(small_disk)
    with faulty.filled(small_disk.parent):
        assert figures(small_disk) == before
        with Session.open(small_disk, window=True) as session:
            assert shown(session) == before, "what there is can be looked at and shown"
            with pytest.raises(DiskRefusal, match="full"):
                DEEDS["move"](session)
            with pytest.raises(Held):
                Session.open(small_disk, window=True)
    with Session.open(small_disk, window=True) as session:
        done(session, DEEDS["move"])


# Closed to us


@pytest.fixture
def warm(two_rounds: Path, tmp_path: Path) -> None:
    """Import all that a deed imports, since nobody can't get at the program's own files."""
    for number, deed in enumerate((*DEEDS.values(), *WITH_A_BACKUP_FIRST.values())):
        folder = tmp_path / f"warm-{number}"
        shutil.copytree(two_rounds, folder)
        with Session.open(folder) as session:
            deed(session)
            if number == 0:
                refused(session, deed, faulty.query_only)


@pytest.mark.usefixtures("warm")
@pytest.mark.skipif(not faulty.POSIX, reason="a folder is closed otherwise there")
class TestClosed:
    """All deeds in one test each, since it takes a while to make everything ready."""

    @pytest.fixture
    def closable(self, two_rounds: Path) -> Iterator[Path]:
        with faulty.open_to_nobody() as folder:
            shutil.copytree(two_rounds, folder / "data")
            faulty.give_to_nobody(folder)
            with faulty.as_nobody():
                yield folder / "data"

    def test_a_folder_that_is_closed_while_we_work(self, closable: Path) -> None:
        with Session.open(closable) as session:
            for deed in DEEDS.values():
                refused(session, deed, lambda s: closed(closable))
            for deed in WITH_A_BACKUP_FIRST.values():
                refused(session, deed, lambda s: closed(closable), Refusal)
                refused(session, deed, lambda s: closed(closable / "backups"), NoBackupFirst)
            for name in ("move", "note", "import"):
                done(session, DEEDS[name])

    def test_a_folder_that_is_closed_when_we_start(self, closable: Path) -> None:
        before = figures(closable)
        with closed(closable):
            with pytest.raises(Refusal, match="can't be written to") as told:
                Session.open(closable)
            plain_sentence(told.value)
        assert figures(closable) == before

    def test_a_file_that_may_not_be_written(self, closable: Path) -> None:
        file = closable / "library.db"
        before = figures(closable)
        with closed(file, 0o444):
            assert figures(closable) == before
            try:
                session = Session.open(closable)
            except DiskRefusal as refusal:
                plain_sentence(refusal)
            else:
                with session:
                    for deed in DEEDS.values():
                        with pytest.raises(DiskRefusal, match="can't be written to") as told:
                            deed(session)
                        plain_sentence(told.value)
                        assert shown(session) == before
        with Session.open(closable) as session:
            done(session, DEEDS["move"])

    def test_a_file_that_may_not_be_read(self, closable: Path) -> None:
        with closed(closable / "library.db", 0o000):
            for write in (True, False):
                with pytest.raises(Refusal) as told:
                    Session.open(closable, write=write)
                plain_sentence(told.value)


@contextmanager
def closed(path: Path, mode: int = 0o555) -> Iterator[None]:
    """Close a folder or a file to writing for a while."""
    before = path.stat().st_mode
    os.chmod(path, mode)
    try:
        yield
    finally:
        os.chmod(path, before)


@every_deed
def test_a_file_that_can_only_be_looked_at(filled_dir: Path, deed: Deed) -> None:
    refused_and_then_done(filled_dir, deed, faulty.query_only)


# Somebody else has the file


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for others only a moment; how long it is otherwise is said here too."""
    assert connection.WAIT_SECONDS <= 3, "nobody waits longer for a sentence"
    assert backup.MOST_SECONDS <= 6
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(backup, "MOST_SECONDS", 0.05)


@every_deed
@pytest.mark.usefixtures("in_a_hurry")
def test_a_file_that_another_program_has_locked(filled_dir: Path, deed: Deed) -> None:
    refused_and_then_done(filled_dir, deed, faulty.locked_by_another)


@each_with_a_backup_first
@pytest.mark.usefixtures("in_a_hurry")
def test_a_locked_file_where_a_copy_comes_first(filled_dir: Path, deed: Deed) -> None:
    with Session.open(filled_dir) as session:
        refused(session, deed, faulty.locked_by_another, Refusal)
        done(session, deed)


@pytest.mark.usefixtures("in_a_hurry")
def test_starting_with_a_file_that_another_program_has_locked(filled_dir: Path) -> None:
    before = figures(filled_dir)
    with Session.open(filled_dir) as session, faulty.locked_by_another(session):
        session.close()
        for write in (True, False):
            with pytest.raises(DiskRefusal, match="in use by another program") as told:
                Session.open(filled_dir, write=write)
            plain_sentence(told.value)
    assert figures(filled_dir) == before
