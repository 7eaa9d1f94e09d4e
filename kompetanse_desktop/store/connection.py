"""How the library file is opened, and what its errors mean to people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.refusals import Damaged, DiskRefusal

WAIT_SECONDS = 2.0
"""How long a write waits for another program: longer, and the window looks dead."""


def connect(file: Path) -> Database:
    """Open the file with the settings that make a commit durable. Raises sqlite3.Error.

    One file and a rollback journal, not WAL: a copy of the file alone (mail, cloud folders) is then
    always whole. ``secure_delete``: what is taken out is also wiped from the file.
    """
    db = Database(sqlite3.connect(str(file), timeout=WAIT_SECONDS), execute_plugins=False)
    try:
        for pragma in (
            "journal_mode = DELETE",
            "synchronous = EXTRA",
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "secure_delete = ON",
        ):
            db.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        db.close()
        raise
    return db


_DAMAGED = ("decode to UTF-8", "unsupported file format")
"""What SQLite and sqlite3 say of a damaged file without a code of its own."""


@contextmanager
def known_errors(file: Path) -> Iterator[None]:
    """Turn what a disk can do to us into a Refusal in plain words; other errors are bugs and go on.

    DiskRefusal where the same may go well later, Damaged where the file isn't as it was written.
    """
    try:
        yield
    except UnicodeDecodeError as error:  # what SQLite complains of, or a name in the file, is no text
        raise Damaged(file) from error
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith("SQLITE_FULL"):
            raise DiskRefusal("The disk is full, so nothing was changed.") from error
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise DiskRefusal("The file {file} is in use by another program. Try again.", file=str(file)) from error
        if name.startswith("SQLITE_NOTADB"):
            raise Refusal("The file {file} isn't a library of this program.", file=str(file)) from error
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_FORMAT")) or any(words in str(error) for words in _DAMAGED):
            raise Damaged(file) from error
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
            raise DiskRefusal("The file {file} can't be written to.", file=str(file)) from error
        if name.startswith("SQLITE_IOERR"):
            raise DiskRefusal("The disk failed while {file} was being read or written.", file=str(file)) from error
        raise
