"""Everything taken back from a copy while a session is open: what it costs is told before, and nothing is lost."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kompetanse_desktop import actions
from kompetanse_desktop.actions import Held, Session, Why
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.connection import connect
from kompetanse_desktop.store.lock import Lock, holder_of
from kompetanse_desktop.store.migrations import migrations
from kompetanse_desktop.store.shape import APPLICATION_ID
from tests.domain.values import a_round


def copy_of(session: Session) -> Path:
    return actions.keep_backup(session.library_file, Why.ASKED).file


def told(session: Session, file: Path) -> dict[str, tuple[int, int, int]]:
    found = actions.compare(session.library_file, file)
    return {one.round.id: (one.common, one.lacking, one.adding) for one in found}


def other_round(session: Session) -> str:
    wanted = Round("", Scheme.REGIONAL, "Vestland", 2021, 1_000_000, a_round().deadline)
    return actions.new_round(session, wanted).id


def test_what_a_copy_lacks_and_has(session: Session) -> None:
    first = session.required().round.id
    file = copy_of(session)
    assert told(session, file) == {first: (2, 0, 0)}
    actions.move(session, "21-01", Lane.PRIORITISED)
    actions.move(session, "21-02", Lane.RESERVE)
    assert told(session, file) == {first: (2, 2, 0)}
    second = other_round(session)
    assert told(session, file) == {first: (2, 2, 0), second: (0, 1, 0)}


def test_what_only_the_copy_has(session: Session) -> None:
    first, second = session.required().round.id, other_round(session)
    actions.use_round(session, first)
    early = copy_of(session)
    actions.move(session, "21-01", Lane.PRIORITISED)
    late = copy_of(session)
    actions.restore_here(session, early)
    actions.remove_round(session, second)
    for _ in range(3):
        actions.move(session, "21-02", Lane.RESERVE)
        actions.undo(session)
    assert told(session, late) == {first: (2, 6, 1), second: (0, 0, 1)}
    assert told(session, early) == {first: (2, 6, 0), second: (0, 0, 1)}


@pytest.mark.parametrize("common", range(1, 12))
def test_where_two_histories_part(session: Session, common: int) -> None:
    def go_on(lane: Lane, until: int) -> None:
        while session.length < until:
            actions.move(session, "21-01", lane)
            actions.undo(session)

    go_on(Lane.RESERVE, 2 * common)
    shared = session.length
    base = copy_of(session)
    go_on(Lane.PRIORITISED, 20)
    late = copy_of(session)
    there = session.length
    actions.restore_here(session, base)
    go_on(Lane.DECLINED, 26)
    ((seen, lacking, adding),) = told(session, late).values()
    assert (seen, lacking, adding) == (shared, session.length - shared, there - shared)


def test_taking_back_shows_the_copy_and_keeps_what_was_there(session: Session) -> None:
    heard: list[Change] = []
    file = copy_of(session)
    before = session.required()
    actions.move(session, "21-01", Lane.PRIORITISED)
    lost = session.required()
    session.listen(heard.append)
    change = actions.restore_here(session, file)
    assert heard == [change]
    assert change.action == "restore"
    assert session.required() == before
    assert session.is_writable
    newest = actions.list_backups(session.library_file)[0]
    assert newest.why is Why.RESTORE
    actions.restore_here(session, newest.file)
    assert session.required() == lost
    actions.undo(session)
    assert session.required() == before


def test_a_copy_that_is_not_whole_changes_nothing(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    file.write_bytes(copy_of(session).read_bytes()[:-4096])
    before = session.required()
    heard: list[Change] = []
    session.listen(heard.append)
    for missing in (file, tmp_path / "gone.db"):
        with pytest.raises(Refusal):
            actions.compare(session.library_file, missing)
        with pytest.raises(Refusal):
            actions.restore_here(session, missing)
    assert (heard, session.required()) == ([], before)
    actions.move(session, "21-01", Lane.PRIORITISED)


def test_who_only_reads_takes_nothing_back(session: Session, data_dir: Path) -> None:
    file = copy_of(session)
    with Session.open(data_dir, write=False) as reader, pytest.raises(Held):
        actions.restore_here(reader, file)


@pytest.mark.parametrize("window", [True, False])
def test_the_lock_is_a_windows_again(session: Session, data_dir: Path, window: bool) -> None:
    file = copy_of(session)
    session.close()
    with Session.open(data_dir, window=window) as opened:
        actions.restore_here(opened, file)
        holder = holder_of(opened.library_file)
        assert holder is not None
        assert holder.window is window
        with pytest.raises(Held):
            Session.open(data_dir)


@pytest.mark.parametrize("refused", [True, False])
def test_somebody_who_begins_to_write_in_that_moment(
    session: Session, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    """Then what is there can be read, and the session says who it is."""
    from kompetanse_desktop.store import restore

    file, taken = copy_of(session), []

    def restored(*given: object) -> None:
        taken.append(Lock.take(session.library_file, window=True))
        if refused:
            raise Refusal("The disk is full, so nothing was changed.")

    monkeypatch.setattr(restore, "restore", restored)
    with pytest.raises(Refusal if refused else Held):
        actions.restore_here(session, file)
    assert not session.is_writable
    assert session.required().proposals
    with pytest.raises(Held):
        actions.undo(session)
    taken[0].release()


def test_an_older_copy_is_compared_too(session: Session, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(connect(old)) as db, db.atomic():
        migrations.apply(db.utils, stop_before="m003_digests_and_removal")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 2")
    before = old.read_bytes()
    assert told(session, old) == {session.required().round.id: (0, 2, 0)}
    assert old.read_bytes() == before


def test_when_something_was_kept_last(session: Session) -> None:
    assert actions.saved_at(session.library_file) == session.saved_at
