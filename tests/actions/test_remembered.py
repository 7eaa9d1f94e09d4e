"""What columns were said to be is remembered with the library, and never in the way of anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kompetanse_desktop.actions import (
    Session,
    forget_columns,
    remember_columns,
    remembered_columns,
)
from kompetanse_desktop.actions.remembered import MOST, MOST_LETTERS

CHOICE = {"requested": "Sum «alt»", "title": "Kva\nde søkjer om"}


def tamper(session: Session, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(session.library_file)) as db, db:
        db.execute(sql, values)


def names(session: Session) -> set[str]:
    with closing(sqlite3.connect(session.library_file)) as db:
        return {row[0] for row in db.execute("SELECT name FROM setting")}


def test_it_is_there_the_next_time_and_in_no_journal(session: Session, data_dir: Path) -> None:
    length = session.length
    assert remembered_columns(session, "key") == {}
    remember_columns(session, "key", CHOICE)
    assert remembered_columns(session, "key") == CHOICE
    assert remembered_columns(session, "another") == {}
    assert session.length == length
    session.close()
    with Session.open(data_dir) as again:
        assert remembered_columns(again, "key") == CHOICE
        remember_columns(again, "key", {"title": "Tiltak"})
        assert remembered_columns(again, "key") == {"title": "Tiltak"}
        forget_columns(again, "key")
        assert remembered_columns(again, "key") == {}


def test_no_round_is_needed(empty: Session) -> None:
    remember_columns(empty, "key", CHOICE)
    assert remembered_columns(empty, "key") == CHOICE


def test_the_oldest_go_and_nothing_else(session: Session) -> None:
    others = names(session)
    for n in range(MOST + 3):
        remember_columns(session, f"{n}", {"title": str(n)})
        if n == 2:
            continue
        remember_columns(session, "2", {"title": "still in use"})
    kept = names(session)
    assert len(kept) == len(others) + MOST
    assert others <= kept
    assert remembered_columns(session, "2") == {"title": "still in use"}
    assert [remembered_columns(session, str(n)) for n in (0, 1, 3)] == [{}, {}, {}]
    assert remembered_columns(session, str(MOST + 2)) == {"title": str(MOST + 2)}


def test_who_may_only_read_reads_and_keeps_nothing(session: Session, data_dir: Path) -> None:
    remember_columns(session, "key", CHOICE)
    with Session.open(data_dir, write=False) as reader:
        remember_columns(reader, "other", CHOICE)
        forget_columns(reader, "key")
        assert remembered_columns(reader, "key") == CHOICE
        assert remembered_columns(reader, "other") == {}


@pytest.mark.parametrize("odd", ["", "not json", "[]", "1", "null", '{"title": 1}', '{"title": null}', "[" * 100_000])
@pytest.mark.parametrize("digest", ["NULL", "digest"])
def test_what_is_odd_is_passed_over(session: Session, odd: str, digest: str) -> None:
    remember_columns(session, "key", CHOICE)
    tamper(session, f"UPDATE setting SET value = ?, digest = {digest} WHERE name = 'columns:key'", odd)
    assert remembered_columns(session, "key") == {}
    remember_columns(session, "key", CHOICE)
    assert remembered_columns(session, "key") == CHOICE


def test_what_was_changed_behind_our_back_is_passed_over(session: Session) -> None:
    remember_columns(session, "key", CHOICE)
    tamper(session, "UPDATE setting SET value = replace(value, 'alt', 'alle') WHERE name = 'columns:key'")
    assert remembered_columns(session, "key") == {}


def test_what_is_far_too_long_is_not_remembered(session: Session) -> None:
    remember_columns(session, "key", {"title": "x" * MOST_LETTERS})
    remember_columns(session, "", CHOICE)
    assert not any(name.startswith("columns:") for name in names(session))
