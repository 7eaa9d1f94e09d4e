"""A damaged library: what can be had again, of what, and that nothing is deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kompetanse_desktop.actions import Session, move, new_round, set_note, take_in, undo
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import backups, recovery
from kompetanse_desktop.store.backups import Why
from kompetanse_desktop.store.recovery import Found
from kompetanse_desktop.store.refusals import Missing
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round

NOW = datetime.now(UTC) + timedelta(hours=1)
"""Later than the copy that an import makes by itself, also in a run that takes long."""


@pytest.fixture
def worked_on(data_dir: Path, file: Path) -> Path:
    """Give a library of two rounds: a backup after the first moves, and three more actions since."""
    with Session.open(data_dir) as session:
        new_round(session, a_round(id="rogaland", county="Rogaland"))
        take_in(session, arriving(a_proposal("r-1", 7)))
        new_round(session, a_round())
        take_in(session, arriving(*(a_proposal(f"21-{n}", n * 1000) for n in range(1, 6))))
        move(session, "21-1", Lane.PRIORITISED)
    backups.make(file, Why.WORK, NOW)
    with Session.open(data_dir) as session:
        move(session, "21-2", Lane.PRIORITISED)
        set_note(session, "21-2", "hugs")
        move(session, "21-3", Lane.RESERVE)
        undo(session)
    return file


def state_of(data_dir: Path) -> tuple[object, int]:
    with Session.open(data_dir, write=False) as session:
        return session.required(), len(session.journal())


def change(file: Path, *statements: str) -> None:
    """Change a file behind the back of the program."""
    with closing(sqlite3.connect(file)) as db, db:
        for event in ("update", "delete"):
            db.execute(f"DROP TRIGGER IF EXISTS journal_no_{event}")
        for statement in statements:
            db.execute(statement)


def _rows(file: Path) -> None:
    change(file, "UPDATE standing SET private_note = 'x' WHERE ref = '21-2'")


def _journal(file: Path) -> None:
    change(file, "UPDATE journal SET remaining_after = 5 WHERE round = 'vestland' AND number = 3")


def _both(file: Path) -> None:
    _rows(file)
    _journal(file)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9000])


def _nonsense(file: Path) -> None:
    file.write_bytes(b"\x00" * file.stat().st_size)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _gone(file: Path) -> None:
    file.unlink()


DAMAGE: list[tuple[Callable[[Path], None], Found, int]] = [
    (_rows, Found.HISTORY, 7),
    (_journal, Found.ROWS, 1),
    (_both, Found.BACKUP, 3),
    (_cut, Found.BACKUP, 3),
    (_nonsense, Found.BACKUP, 3),
    (_empty, Found.BACKUP, 3),
    (_gone, Found.BACKUP, 3),
]


@pytest.mark.parametrize(("damage", "found", "entries"), DAMAGE, ids=lambda v: getattr(v, "__name__", str(v)))
def test_what_can_be_had_again(
    worked_on: Path, data_dir: Path, damage: Callable[[Path], None], found: Found, entries: int
) -> None:
    whole, _ = state_of(data_dir)
    with Session.open(data_dir, write=False) as session:
        before = session.stored("rogaland")
    damage(worked_on)
    if damage is _empty or damage is _gone:
        with pytest.raises(Missing):
            Session.open(data_dir)
    elif damage is not _journal:
        with pytest.raises(Refusal):
            Session.open(data_dir)

    rescue = recovery.look(worked_on, NOW)
    by_round = {one.round.id: one for one in rescue.rounds}
    assert set(by_round) == {"rogaland", "vestland"}
    assert by_round["vestland"].found is found
    content = worked_on.read_bytes() if worked_on.exists() else None
    aside = recovery.recover(rescue)

    state, kept = state_of(data_dir)
    assert (state == whole) == (found is not Found.BACKUP)
    assert kept == entries
    with Session.open(data_dir, write=False) as session:
        assert session.stored("rogaland") == before
    assert (None if aside is None else aside.read_bytes()) == content, "the damaged file is kept as it was"


def test_what_the_copy_lacks_is_told(worked_on: Path, data_dir: Path) -> None:
    _both(worked_on)
    rescue = recovery.look(worked_on, NOW)
    assert rescue.backup is not None
    assert rescue.backup_lacks == 4
    assert {one.round.id: one.lacks for one in rescue.rounds} == {"rogaland": 0, "vestland": 4}
    _nonsense(worked_on)
    assert {one.lacks for one in recovery.look(worked_on, NOW).rounds} == {None}


def test_without_a_copy_and_without_anything_to_read_nothing_is_made_up(data_dir: Path, file: Path) -> None:
    with Session.open(data_dir) as session:
        new_round(session, a_round())
    _nonsense(file)
    rescue = recovery.look(file, NOW)
    assert (rescue.backup, rescue.rounds) == (None, ())
    aside = recovery.recover(rescue)
    assert aside is not None
    with Session.open(data_dir) as session:
        assert session.rounds() == []


def test_a_damaged_copy_is_passed_over_for_the_one_before(worked_on: Path, data_dir: Path) -> None:
    newest = backups.make(worked_on, Why.ASKED, NOW + timedelta(minutes=1))
    newest.file.write_bytes(newest.file.read_bytes()[:5000])
    _nonsense(worked_on)
    rescue = recovery.look(worked_on, NOW)
    assert rescue.backup is not None
    assert rescue.backup.why is Why.WORK


def test_the_recovered_library_goes_on(worked_on: Path, data_dir: Path) -> None:
    _rows(worked_on)
    recovery.recover(recovery.look(worked_on, NOW))
    with Session.open(data_dir) as session:
        move(session, "21-5", Lane.DECLINED)
        undo(session)
        undo(session)
        assert session.required().standing("21-2").private_note == ""
        assert len(session.journal()) == 10


def test_the_round_that_was_in_use_still_is(worked_on: Path, data_dir: Path) -> None:
    with Session.open(data_dir) as session:
        session.use("rogaland")
    _journal(worked_on)
    recovery.recover(recovery.look(worked_on, NOW))
    with Session.open(data_dir) as session:
        assert session.required().round.id == "rogaland"
