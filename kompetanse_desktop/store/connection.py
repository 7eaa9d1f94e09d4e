"""How the library file is opened, and what its errors mean to people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.refusals import Damaged, DiskRefusal

if TYPE_CHECKING:  # see Connection.utils
    from sqlite_utils import Database

WAIT_SECONDS = 2.0
"""How long a write waits for another program: longer, and the window looks dead."""


class Connection:
    """An open file. Each statement is kept at once, unless it is inside ``atomic``."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        conn.isolation_level = None  # else sqlite3 begins a transaction by itself, that nobody ends
        self.conn = conn

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement. Raises sqlite3.Error."""
        return self.conn.execute(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Give what a query finds, each row by the names of its columns. Raises sqlite3.Error."""
        cursor = self.conn.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def table_names(self) -> list[str]:
        """Give the names of all tables there are. Raises sqlite3.Error."""
        return [row[0] for row in self.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]

    @cached_property
    def utils(self) -> Database:
        """The same file with all that sqlite-utils can do, which is loaded when it is first asked for.

        It takes longer to load than the rest of the store together, and a window that only reads needs none of it.
        """
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False)

    def atomic(self) -> AbstractContextManager[object]:
        """Keep what is done inside all together, or nothing of it after an exception. Can be nested."""
        return self.utils.atomic()

    def close(self) -> None:
        """Close the file."""
        self.conn.close()


def connect(file: Path) -> Connection:
    """Open the file with the settings that make a commit durable. Raises sqlite3.Error.

    One file and a rollback journal, not WAL: a copy of the file alone (mail, cloud folders) is then
    always whole. ``secure_delete``: what is taken out is also wiped from the file.
    """
    db = Connection(sqlite3.connect(str(file), timeout=WAIT_SECONDS))
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
