"""The library taken back from a copy: what was there before is always kept, nothing is ever deleted."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from kompetanse_desktop import durable
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import backups
from kompetanse_desktop.store.backup import check_file, is_file
from kompetanse_desktop.store.lock import writing
from kompetanse_desktop.store.opening import keep_aside, sqlite_note, workshop


def restore(file: Path, library: Path, now: datetime) -> Path | None:
    """Make ``file`` the library. Gives where what was there before is kept; None where nothing was.

    The file is copied and the copy checked whole before anything is touched. A sound library is first
    put away as a backup, any other moved aside as it is. Raises Refusal where the file isn't a sound
    library of this program or of an older version of it, and Held while somebody writes to the library.
    """
    if not is_file(file):
        raise Refusal("There is no file {file}.", file=str(file))
    if library.exists() and file.samefile(library):
        raise Refusal("The file {file} is the library itself.", file=str(file))
    with writing(library), workshop(library) as folder:
        temporary = folder / library.name
        try:
            shutil.copyfile(file, temporary)
        except OSError:
            raise Refusal("The file {file} can't be read.", file=str(file)) from None
        check_file(temporary, shown=file)
        kept = _put_away(library, now)
        durable.put(temporary, library)
    return kept


def _put_away(library: Path, now: datetime) -> Path | None:
    if not library.exists():
        return None
    _finish_writing(library)
    try:
        kept = backups.make(library, backups.Why.RESTORE, now).file
    except Refusal:  # damaged, or no room for one more: nothing is lost, it only stays where it is
        return keep_aside(library, backups.REPLACED)
    if sqlite_note(library).exists():
        return keep_aside(library, backups.REPLACED)
    return kept


def _finish_writing(library: Path) -> None:
    """Let SQLite tidy up after a stop in the middle of a write; a library that is beyond that is left alone."""
    try:
        with closing(sqlite3.connect(str(library))) as db:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return
