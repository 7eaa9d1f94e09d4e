"""A copy of the library to put away: made while people work, checked whole before it counts."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kompetanse_desktop import durable
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.connection import Connection, connect, known_errors
from kompetanse_desktop.store.library import Library, check_ours, user_version
from kompetanse_desktop.store.refusals import Damaged, DiskRefusal
from kompetanse_desktop.store.shape import VERSION, migrate

STEP_PAGES = 250
STEP_PAUSE_SECONDS = 0.002
MOST_RESTARTS = 5
"""So often a copy in steps begins anew because somebody wrote meanwhile; then it is taken in one go."""
MOST_SECONDS = 5.0
"""How long one step waits for somebody who writes."""


def backup(library: Path, out: Path) -> None:
    """Write a whole, checked copy of the library to ``out``, in place of an older copy.

    Raises Refusal where there is no library, where ``out`` is the library itself or a file of another
    kind, or where the disk says no; what was at ``out`` is then still there.
    """
    if not is_file(library):
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
    with beside(out) as temporary:
        with known_errors(library):
            _copy(library, temporary)
        check_file(temporary, shown=library)
        durable.put(temporary, out)


def _copy(library: Path, out: Path) -> None:
    """Copy a library that somebody may be writing to, without the room that has become free in it.

    Measured with 29 MB and another thread that commits again and again, 1.5 ms each when alone. The
    longest it had to wait: 80–107 ms with VACUUM INTO straight from the library, 35–55 ms with a copy in
    one go, 3–10 ms with one in steps. But a copy in steps begins anew after each commit, and never gets to
    its end while somebody commits every 10 ms (118 times anew in 11 s), so that the number of times is
    limited. As it is here: 2–6 ms where somebody commits every 50 ms or slower, else 56–82 ms once.
    """
    rough = out.with_name("rough.db")
    with closing(connect(library)) as source:
        check_ours(source, library)
        # SQLite counts its waiting over all the steps together, and soon waits too long or not at all.
        source.execute("PRAGMA busy_timeout = 0").fetchall()
        try:
            _copy_pages(source, rough, STEP_PAGES, _Headway(library, MOST_RESTARTS))
        except _TooBusy:
            _copy_pages(source, rough, -1, _Headway(library, None))
    with closing(sqlite3.connect(rough)) as copy:
        copy.execute("VACUUM INTO ?", [str(out)])
    rough.unlink()


def _copy_pages(source: Connection, rough: Path, pages: int, headway: _Headway) -> None:
    rough.unlink(missing_ok=True)
    with closing(sqlite3.connect(rough)) as target:
        # Nobody reads this one after a stop in the middle, so nothing of it need be safe.
        target.execute("PRAGMA journal_mode = OFF").fetchall()
        target.execute("PRAGMA synchronous = OFF")
        source.conn.backup(target, pages=pages, progress=headway.seen, sleep=STEP_PAUSE_SECONDS)


class _TooBusy(Exception):
    """The library is written to so often that a copy in steps doesn't get to its end."""


class _Headway:
    """Watches a copy in steps. sqlite3 itself would try for ever."""

    def __init__(self, library: Path, most_restarts: int | None) -> None:
        self._library, self._most, self._restarts, self._left = library, most_restarts, 0, -1
        self._since = time.monotonic()

    def seen(self, status: int, left: int, total: int) -> None:
        now = time.monotonic()
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if now - self._since > MOST_SECONDS:
                raise DiskRefusal("The file {file} is in use by another program. Try again.", file=str(self._library))
            return
        if 0 <= self._left <= left:
            self._restarts += 1
            if self._restarts == self._most:
                raise _TooBusy
        self._left, self._since = left, now


def check_file(file: Path, shown: Path | None = None) -> None:
    """Check that a file is a whole library: shape, every page, every row, every journal.

    Raises Refusal that names ``shown`` (by default the file). The file itself is only read, and nothing
    in it is run; an older library is checked in a copy that is brought up to date.
    """
    shown = shown or file
    with known_errors(shown), closing(open_closed(file)) as db:
        check_ours(db, shown)
        if not db.table_names():
            raise Refusal("The file {file} isn't a library of this program.", file=str(shown))
        if user_version(db) == VERSION:
            check_whole(db, shown)
            return
        if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise Damaged(shown)
    with known_errors(shown), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        try:
            shutil.copyfile(file, copy)
        except OSError:
            raise Refusal("The file {file} can't be read.", file=str(shown)) from None
        with closing(connect(copy)) as db:
            try:
                migrate(db)
            except sqlite3.Error:
                raise Damaged(shown) from None
            check_whole(db, shown)


def open_closed(file: Path) -> Connection:
    """Open a file that nobody writes to, only to be read, and without trusting what it says. Raises sqlite3.Error."""
    db = Connection(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True))
    try:
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cell_size_check = ON")
    except BaseException:
        db.close()
        raise
    return db


def check_whole(db: Connection, shown: Path) -> None:
    """Check a library of this version: shape, every page, every row, every journal. Raises Damaged, named ``shown``."""
    if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise Damaged(shown)
    if _shape(db) != _shape_of_new() or db.execute("PRAGMA foreign_key_check").fetchone():
        raise Damaged(shown)
    library = Library(shown, db)
    library.current()
    for one in library.rounds():
        library.load(one.id)
        library.whole_journal(one.id)


def _shape(db: Connection) -> set[tuple[str, str, str]]:
    return set(db.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall())


def _shape_of_new() -> set[tuple[str, str, str]]:
    with closing(Connection(sqlite3.connect(":memory:"))) as db:
        migrate(db)
        return _shape(db)


def is_file(file: Path) -> bool:
    """Tell whether there is such a file, also for a name no disk can keep and a folder that is closed."""
    try:
        return file.is_file()
    except OSError:
        return False


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """Give a name for a temporary file in the same folder as ``out``, gone afterwards. Raises Refusal."""
    try:
        folder = tempfile.mkdtemp(prefix=f".{out.name[:40]}-", dir=out.absolute().parent)
    except OSError:
        raise Refusal("The folder {folder} can't be written to.", folder=str(out.absolute().parent)) from None
    try:
        yield Path(folder) / "new.db"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
