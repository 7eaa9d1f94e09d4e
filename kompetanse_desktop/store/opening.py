"""How the library is opened: by one writer at a time, checked before anything of it is shown.

What is checked at once is what will be shown: whose file it is and which version, the shape of its
tables, and each round against its digest when it is read. ``examine`` looks at all the rest, indexes and
the whole journal too; it is for a moment when nobody waits, and works on a copy in memory.
"""

from __future__ import annotations

import glob
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from kompetanse_desktop import __version__, durable
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.connection import Connection, connect, known_errors
from kompetanse_desktop.store.library import Library, check_ours, user_version
from kompetanse_desktop.store.lock import Lock
from kompetanse_desktop.store.refusals import Damaged, Held, Missing
from kompetanse_desktop.store.shape import SHAPE, VERSION, migrate, shape

TABLES = ("round", "proposal", "standing", "placement", "setting")
"""What is shown of a library; the journal is checked entry by entry when it is read."""

_UNFINISHED = ".unfinished-"
"""How the folders begin in which a library is put together before it gets its name."""


def open_to_write(file: Path, *, window: bool = False) -> Library:
    """Open a library as its one writer, made if it isn't there and there never was one.

    Raises Held while somebody else writes, TooNew, Damaged (Missing where there are only copies of it),
    and Refusal where the folder or the disk says no.
    """
    lock = Lock.take(file, window=window)
    try:
        _tidy(file)
        if is_missing(file):
            raise Missing(file)
        if sqlite_note(file).exists():
            _see_through_stop(file)
        library = _checked(file, lock)
    except BaseException:
        lock.release()
        raise
    try:
        library.set_program(__version__)
    except BaseException:
        library.close()
        raise
    return library


def open_to_read(file: Path) -> Library:
    """Open a library that somebody else may be writing to; what it gives can be read and not written.

    One that is older, new, or was left in the middle of a write is put right first, which takes the
    right to write for a moment. Raises as open_to_write.
    """
    if is_missing(file):
        raise Missing(file)
    if _wants_writing(file):
        try:
            open_to_write(file).close()
        except Held:
            if not file.exists():
                raise
    with known_errors(file):
        db = connect(file)
        try:
            check_ours(db, file)
            _check_tables(db, file)
            db.execute("PRAGMA query_only = ON")
        except BaseException:
            db.close()
            raise
    return Library(file, db)


def open_copy(file: Path, folder: Path) -> Library:
    """Open a copy, put in ``folder``, of a library that a newer program wrote: to look at, and nothing else.

    What this program knows of it is shown; it can't be checked. Raises Refusal where nothing fits.
    """
    copy = folder / file.name
    for one in (file, sqlite_note(file)):
        if one.exists():
            try:
                shutil.copyfile(one, folder / one.name)
            except OSError:
                raise Refusal("The file {file} can't be read.", file=str(one)) from None
    with known_errors(file):
        db = connect(copy)
        try:
            db.execute("PRAGMA query_only = ON")
        except BaseException:
            db.close()
            raise
    return Library(copy, db, newer=True)


def is_missing(file: Path) -> bool:
    """Tell whether the library is gone or empty although there are copies of it: it isn't simply new."""
    try:
        there = file.stat().st_size > 0
    except FileNotFoundError:
        there = False
    except OSError:
        raise Refusal("The file {file} can't be read.", file=str(file)) from None
    if there:
        return False
    from kompetanse_desktop.store import backups  # not loaded where all is well, as at most starts

    return bool(backups.kept(file))  # a note is of no use: SQLite puts nothing back in no file


def examine(file: Path) -> None:
    """Look through the whole library, every page and every entry of every journal. Raises Damaged.

    Works on a copy in memory, so that nobody who writes meanwhile has to wait; meant for a thread.
    """
    with known_errors(file):
        db = connect(file)
        try:
            check_ours(db, file)
            content = db.conn.serialize()
        finally:
            db.close()
        if not content:
            return
        copy = Connection(sqlite3.connect(":memory:"))
        try:
            copy.conn.deserialize(content)
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise Damaged(file)
            from kompetanse_desktop.store.backup import check_whole

            migrate(copy)
            check_whole(copy, file)
        finally:
            copy.close()


@contextmanager
def workshop(library: Path) -> Iterator[Path]:
    """Give a folder beside a library, to put together what will take its place; gone afterwards.

    Only for who holds the right to write: what a stop in the middle leaves, the next one takes away.
    Raises Refusal where the folder is closed.
    """
    try:
        folder = tempfile.mkdtemp(prefix=_UNFINISHED, dir=library.absolute().parent)
    except OSError:
        raise Refusal("The folder {folder} can't be written to.", folder=str(library.absolute().parent)) from None
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tidy(library: Path) -> None:
    """Take away what a program left that was ended in the middle: copies of everything, where nobody looks."""
    for folder in library.parent.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(folder, ignore_errors=True)
    for part in library.parent.glob(f".{glob.escape(library.name)}.*.part"):
        with suppress(OSError):  # it goes the next time
            part.unlink()


def _checked(file: Path, lock: Lock) -> Library:
    with known_errors(file), ExitStack() as stack:
        db = connect(file)
        stack.callback(db.close)
        check_ours(db, file)
        found = user_version(db)
        if found != VERSION:
            if found:
                _check_tables(db, file)
                from kompetanse_desktop.store import backups

                backups.make(file, backups.Why.MIGRATION, datetime.now().astimezone())
            migrate(db)
        _check_tables(db, file)
        stack.pop_all()
        return Library(file, db, lock=lock)


def _check_tables(db: Connection, file: Path) -> None:
    there = set(db.table_names())
    for table in TABLES:
        if table in there and db.execute(f"PRAGMA quick_check('{table}')").fetchone()[0] != "ok":
            raise Damaged(file)
    if user_version(db) == VERSION and shape(db) != SHAPE:
        raise Damaged(file)


def _wants_writing(file: Path) -> bool:
    if not file.exists() or sqlite_note(file).exists():
        return True
    with known_errors(file):
        db = connect(file)
        try:
            check_ours(db, file)
            return user_version(db) != VERSION
        finally:
            db.close()


def sqlite_note(file: Path) -> Path:
    """SQLite's own note of what to put back after a stop in the middle of a write."""
    return file.with_name(f"{file.name}-journal")


def _see_through_stop(file: Path) -> None:
    """Put right what a stop in the middle of a write has left, with SQLite's note of it or without.

    A library that is sound without the note needs none: the write was done but for its end, or not begun,
    or the note is of another file, or an older one of this, carried here by a copy or a sync. SQLite can't
    tell, and would take back what was done since. Only where something is half done the note is played back.
    """
    with workshop(file) as folder:
        before, note = folder / file.name, folder / "note"
        try:
            for one, copy in ((file, before), (sqlite_note(file), note)):
                if one.exists():
                    shutil.copy2(one, copy)
        except OSError:
            raise Refusal("The folder {folder} can't be written to.", folder=str(file.parent)) from None
        if not before.exists():
            return
        if _is_sound(before):
            _take_away(sqlite_note(file))
            durable.put(before, file)  # the same, but all of it on the disk
        elif not _is_sound(file):
            aside = free_name(file, "damaged")
            with suppress(OSError):  # it is only of use to somebody who wants to know what happened
                shutil.copy2(before, aside)
                shutil.copy2(note, sqlite_note(aside))


def _take_away(note: Path) -> None:
    try:
        note.unlink(missing_ok=True)
    except OSError:
        raise Refusal("The folder {folder} can't be written to.", folder=str(note.parent)) from None


def _is_sound(file: Path) -> bool:
    try:
        examine(file)
    except Refusal:
        return False
    return True


def free_name(library: Path, why: str) -> Path:
    """Give a name beside the library that nobody has: for what is moved aside and never deleted."""
    stem = f"{library.stem}-{why}-{datetime.now():%Y%m%d-%H%M%S}"
    free, number = library.with_name(f"{stem}{library.suffix}"), 2
    while free.exists():
        free, number = library.with_name(f"{stem}-{number}{library.suffix}"), number + 1
    return free


def keep_aside(library: Path, why: str) -> Path:
    """Give a library that is about to be replaced a second name beside it, where it stays; with SQLite's note.

    Raises Refusal where the folder is closed.
    """
    kept = free_name(library, why)
    try:
        # A note left behind would be played back into the file that comes in the library's place.
        if sqlite_note(library).exists():
            os.replace(sqlite_note(library), sqlite_note(kept))
        try:
            os.link(library, kept)
        except OSError:
            shutil.copy2(library, kept)
    except OSError:
        raise Refusal("The folder {folder} can't be written to.", folder=str(library.parent)) from None
    return kept
