"""A copy of the library to put away, and a library taken back from one: checked first, nothing ever deleted."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from kompetanse_desktop import durable
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.connection import connect, known_errors
from kompetanse_desktop.store.journal import verify_chain
from kompetanse_desktop.store.library import Library, check_ours
from kompetanse_desktop.store.migrations import migrate


def backup(library: Path, out: Path) -> None:
    """Write a whole, checked copy of the library to ``out``, in place of an older copy.

    Raises Refusal where there is no library, where ``out`` is the library itself or a file of another
    kind, or where the disk says no; what was at ``out`` is then still there.
    """
    if not _is_file(library):
        raise Refusal("There is no library to copy yet.")
    try:
        replaces = out.exists()
        unfit = replaces and (not out.is_file() or out.samefile(library))
    except OSError:  # a name longer than any the disk keeps, a folder that is closed
        unfit = True
    if unfit:
        raise Refusal("The copy can't be written to {file}.", file=str(out))
    if replaces:
        check_file(out)
    with _beside(out) as temporary:
        with known_errors(library):
            db = connect(library)
            try:
                check_ours(db, library)
                db.execute("VACUUM INTO ?", [str(temporary)])
            finally:
                db.close()
        check_file(temporary)
        durable.put(temporary, out)


def restore(file: Path, library: Path) -> Path | None:
    """Make ``file`` the library. Gives where the replaced library is kept, beside the new one.

    The file is copied and the copy checked whole before anything is touched. Raises Refusal where it
    isn't a sound library of this program or of an older version of it.
    """
    if not _is_file(file):
        raise Refusal("There is no file {file}.", file=str(file))
    if library.exists() and file.samefile(library):
        raise Refusal("The file {file} is the library itself.", file=str(file))
    with _beside(library) as temporary:
        try:
            shutil.copyfile(file, temporary)
        except OSError:
            raise Refusal("The file {file} can't be read.", file=str(file)) from None
        check_file(temporary, shown=file)
        kept = _keep_old(library)
        durable.put(temporary, library)
    return kept


def check_file(file: Path, shown: Path | None = None) -> None:
    """Check that a file is a whole library: shape, every page, every row, every journal.

    Raises Refusal that names ``shown`` (by default the file). An older library is checked in a copy
    that is brought up to date; the file itself is only read.
    """
    shown = shown or file
    with known_errors(shown), tempfile.TemporaryDirectory() as folder:
        db = Database(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True))
        try:
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA cell_size_check = ON")
            check_ours(db, shown)
            if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise Refusal("The file {file} is damaged.", file=str(shown))
        finally:
            db.close()
        copy = Path(folder) / "copy.db"
        shutil.copyfile(file, copy)
        _check_copy(copy, shown)


def _check_copy(copy: Path, shown: Path) -> None:
    damaged = Refusal("The file {file} is damaged.", file=str(shown))
    db = connect(copy)
    try:
        if not db.table_names():
            raise Refusal("The file {file} isn't a library of this program.", file=str(shown))
        try:
            migrate(db)
        except sqlite3.Error:
            raise damaged from None
        if _shape(db) != _shape_of_new() or db.execute("PRAGMA foreign_key_check").fetchone():
            raise damaged
        library = Library(shown, db)
        for one in library.rounds():
            library.load(one.id)
            if verify_chain(library.journal(one.id)) is not None:
                raise damaged
    finally:
        db.close()


def _shape(db: Database) -> set[tuple[str, str, str]]:
    return set(db.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall())


def _shape_of_new() -> set[tuple[str, str, str]]:
    db = Database(memory=True)
    try:
        migrate(db)
        return _shape(db)
    finally:
        db.close()


def _is_file(file: Path) -> bool:
    """Tell whether there is such a file, also for a name no disk can keep and a folder that is closed."""
    try:
        return file.is_file()
    except OSError:
        return False


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Give a name for a temporary file in the same folder, gone afterwards."""
    try:
        folder = tempfile.mkdtemp(prefix=f".{out.name[:40]}-", dir=out.absolute().parent)
    except OSError:
        raise Refusal("The folder {folder} can't be written to.", folder=str(out.absolute().parent)) from None
    try:
        yield Path(folder) / "new.db"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _keep_old(library: Path) -> Path | None:
    if not library.exists():
        return None
    kept = _free_name(library)
    _finish_writing(library)
    rest = library.with_name(f"{library.name}-journal")
    try:
        # A journal left behind would be played back into the file that comes in the library's place.
        if rest.exists():
            os.replace(rest, kept.with_name(f"{kept.name}-journal"))
        try:
            os.link(library, kept)
        except OSError:
            shutil.copy2(library, kept)
    except OSError:
        raise Refusal("The folder {folder} can't be written to.", folder=str(library.parent)) from None
    return kept


def _finish_writing(library: Path) -> None:
    """Let SQLite tidy up after a stop in the middle of a write; a library that is beyond that is left alone."""
    try:
        db = Database(sqlite3.connect(str(library)))
    except sqlite3.Error:
        return
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        return
    finally:
        db.close()


def _free_name(library: Path) -> Path:
    stem = f"{library.stem}-replaced-{datetime.now():%Y%m%d-%H%M%S}"
    kept, number = library.with_name(f"{stem}{library.suffix}"), 2
    while kept.exists():
        kept, number = library.with_name(f"{stem}-{number}{library.suffix}"), number + 1
    return kept
