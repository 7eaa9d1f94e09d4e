"""What SQLite leaves beside a library when a program ends in the middle of a write: its note of how to put it back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

NOTE = "library.db-journal"
EVERYTHING = (
    "UPDATE round SET present = present || 'x'",
    "UPDATE proposal SET need = need || 'x', title = title || 'y'",
    "UPDATE standing SET reason = reason || 'x'",
    "UPDATE placement SET rank = rank + 7",
    "UPDATE setting SET value = value || 'x'",
    "UPDATE journal SET name = name || ' ', edits = edits || ' '",
)


def stop_in_the_middle(data_dir: Path, into: Path) -> None:
    """Begin to change everything in a library, and keep how its files lie on the disk then. Nothing is changed.

    Both the library, with half of the change in it, and the note are put in ``into``.
    """
    work = into / "work"
    work.mkdir(parents=True)
    shutil.copy(data_dir / "library.db", work)
    with closing(sqlite3.connect(work / "library.db", isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 2")
        db.execute("PRAGMA synchronous = OFF")  # the note then holds at each moment for all that is in it
        db.execute("BEGIN IMMEDIATE")
        for event in ("update", "delete"):
            db.execute(f"DROP TRIGGER journal_no_{event}")
        for statement in EVERYTHING:
            db.execute(statement)
        for name in ("library.db", NOTE):
            shutil.copy(work / name, into)
    shutil.rmtree(work)
