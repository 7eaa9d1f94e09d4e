"""Backups by themselves: before an import that could spoil something, when due, and never in the way of the work."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from kompetanse_desktop.actions import (
    WHY,
    Kept,
    NoBackupFirst,
    Session,
    Why,
    holding,
    is_changed,
    is_due,
    keep_backup,
    list_backups,
    move,
    new_round,
    restore,
    take_in,
    use_round,
)
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round

MORE = arriving(a_proposal("21-06", 1), after=5)


def spoil_folder(session: Session) -> Path:
    """Put a file where the folder of backups should be, so that none can be made."""
    folder = session.library_file.with_name("backups")
    folder.write_text("in the way")
    return folder


def test_the_first_list_needs_no_backup(session: Session) -> None:
    assert len(session.required().proposals) == 5
    assert list_backups(session.library_file) == []


def test_a_backup_before_every_other_import(session: Session, data_dir: Path, tmp_path: Path) -> None:
    take_in(session, MORE)
    (made,) = list_backups(session.library_file)
    assert made.why is Why.IMPORT
    session.close()
    restore(data_dir, made.file)
    with Session.open(data_dir) as before:
        assert "21-06" not in before.required().proposals


def test_an_import_into_a_new_round_beside_an_older_one(session: Session) -> None:
    new_round(session, a_round(id="rekomp"))
    take_in(session, arriving(a_proposal("1", 1)))
    assert [one.why for one in list_backups(session.library_file)] == [Why.IMPORT]


def test_an_import_that_changes_nothing_needs_none(session: Session) -> None:
    take_in(session, arriving())
    assert list_backups(session.library_file) == []


def test_no_backup_no_import_but_for_who_says_so(session: Session) -> None:
    spoil_folder(session)
    before = session.required(), session.journal()
    with pytest.raises(NoBackupFirst) as refused:
        take_in(session, MORE)
    assert (session.required(), session.journal()) == before
    for language in ("nn", "nb", "en"):
        sentence = Words(language).say(refused.value.saying)
        assert str(session.library_file.with_name("backups")) in sentence
    take_in(session, MORE, without_backup=True)
    assert "21-06" in session.required().proposals


def test_a_disk_that_fails_during_the_backup(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fails)
        with pytest.raises(NoBackupFirst):
            take_in(session, MORE)
    assert os.listdir(session.library_file.with_name("backups")) == []
    take_in(session, MORE)
    assert len(list_backups(session.library_file)) == 1


def test_a_preview_that_no_longer_fits_makes_no_backup(session: Session) -> None:
    with pytest.raises(Refusal, match="has changed"):
        take_in(session, arriving(a_proposal("21-01", 1)))
    assert list_backups(session.library_file) == []


def test_from_a_worker_thread_while_the_window_works(session: Session) -> None:
    made: list[Kept] = []
    thread = threading.Thread(target=lambda: made.append(keep_backup(session.library_file, Why.WORK)))
    thread.start()
    for ref in session.required().proposals:
        move(session, ref, Lane.PRIORITISED)
    thread.join()
    assert list_backups(session.library_file) == made
    assert session.journal()[-1].number == 7


def test_when_one_is_due(session: Session) -> None:
    file = session.library_file
    saved = session.saved_at
    assert saved is not None
    assert is_due(file), "there is work, and no backup at all"
    made = keep_backup(file, Why.WORK)
    later = made.at + timedelta(minutes=11)
    move(session, "21-01", Lane.RESERVE)
    assert not is_due(file)
    assert is_due(file, later)
    assert is_changed(file)


def test_which_backups_hold_a_round(session: Session) -> None:
    file = session.library_file
    first = keep_backup(file, Why.ASKED)
    new_round(session, a_round(id="rekomp"))
    use_round(session, "vestland")
    second = keep_backup(file, Why.ASKED)
    assert holding(file, "vestland").still == (second, first)
    assert holding(file, "rekomp").still == (second,)
    assert holding(file, "rekomp").unread == ()


def test_taken_back_by_name(session: Session, data_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    made = keep_backup(session.library_file, Why.ASKED)
    move(session, "21-01", Lane.RESERVE)
    session.close()
    with pytest.raises(Refusal, match="no file"):
        restore(data_dir, Path("library-20200101-000000-asked.db"))
    with pytest.raises(Refusal, match="no file"):
        restore(data_dir, Path("elsewhere") / made.file.name)
    kept = restore(data_dir, Path(made.file.name))
    assert kept is not None
    assert [one.why for one in list_backups(data_dir / "library.db")] == [Why.RESTORE, Why.ASKED]
    with Session.open(data_dir) as again:
        assert again.required().board.lane_of("21-01") is Lane.UNHANDLED


def test_a_file_of_that_name_where_one_stands_goes_first(
    session: Session, data_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    made = keep_backup(session.library_file, Why.ASKED)
    session.close()
    (tmp_path / made.file.name).write_text("no library " * 100)
    with pytest.raises(Refusal, match="isn't a library"):
        restore(data_dir, Path(made.file.name))


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_words(why: Why) -> None:
    assert len({Words(language).say(WHY[why]) for language in ("nn", "en")}) == 2
