"""The folder of backups beside the library: made by themselves, thinned with age, found again when needed.

A file's name tells when and why: ``library-20210415-120312-import.db``. The time is UTC, so that names
sort in the order things happened when the clock is put back in autumn too; people are shown local time.
"""

from __future__ import annotations

import glob
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.backup import backup, check_file, is_file, open_closed
from kompetanse_desktop.store.connection import connect, known_errors
from kompetanse_desktop.store.library import check_ours
from kompetanse_desktop.store.refusals import Damaged

FOLDER = "backups"
REPLACED = "replaced"
EVERY = timedelta(minutes=10)
"""How long people work before what they have done is put away once more."""

DAYS, WEEKS, MONTHS = 14, 8, 24
"""So far back one a day is kept, then one a week, then one a month; before that one a year."""

_TELLING = ("round", "proposal", "journal")
_STAMP = "%Y%m%d-%H%M%S"
_LEFT_BEHIND = timedelta(days=1)


class Why(StrEnum):
    """What was about to happen, or had happened, when a backup was made."""

    IMPORT = "import"
    MIGRATION = "migration"
    RETURN = "return"
    """Before an undo of more than one step."""
    CLOSING = "closing"
    WORK = "work"
    """After ten minutes of work."""
    RESTORE = "restore"
    ASKED = "asked"
    ASIDE = "aside"
    """Not a backup: a library moved out of the way, damaged or replaced. Never thinned."""


@dataclass(frozen=True)
class Kept:
    """One backup: where it is, when it was made (local time) and why, its size in bytes.

    ``number`` is above 1 for one that was made in the same second as another.
    """

    file: Path
    at: datetime
    why: Why
    size: int
    number: int = 1


@dataclass(frozen=True)
class Holding:
    """Where a round still is: in these, and perhaps in those that can't be read."""

    still: tuple[Kept, ...] = field(default=())
    unread: tuple[Kept, ...] = field(default=())


def folder_of(library: Path) -> Path:
    """Give the folder of a library's backups, which may not be there yet."""
    return library.with_name(FOLDER)


def kept(library: Path) -> list[Kept]:
    """Give the backups of a library, the newest first. Other files in the folder are none of ours.

    Raises Refusal where the folder can't be read.
    """
    pattern = re.compile(
        rf"{re.escape(library.stem)}-(?P<at>\d{{8}}-\d{{6}})(?:\.(?P<number>\d+))?-(?P<why>[a-z]+)"
        rf"{re.escape(library.suffix)}"
    )
    backups = (why for why in Why if why is not Why.ASIDE)
    return _found(folder_of(library), pattern, {why.value: why for why in backups}, UTC)


def aside(library: Path) -> list[Kept]:
    """Give the libraries that were moved out of the way and lie beside this one, the newest first."""
    pattern = re.compile(
        rf"{re.escape(library.stem)}-(?P<why>[a-z]+)-(?P<at>\d{{8}}-\d{{6}})(?:-(?P<number>\d+))?"
        rf"{re.escape(library.suffix)}"
    )
    return _found(library.parent, pattern, None, None)


def _found(folder: Path, pattern: re.Pattern[str], whys: dict[str, Why] | None, zone: tzinfo | None) -> list[Kept]:
    found = []
    for file in _files(folder):
        match = pattern.fullmatch(file.name)
        if match is None:
            continue
        why = Why.ASIDE if whys is None else whys.get(match["why"])
        with suppress(ValueError, OSError, OverflowError):  # no such day; gone meanwhile: not one of ours
            at = datetime.strptime(match["at"], _STAMP).replace(tzinfo=zone).astimezone()
            if why is not None and file.is_file():
                found.append(Kept(file, at, why, file.stat().st_size, int(match["number"] or 1)))
    return sorted(found, key=_order, reverse=True)


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        raise Refusal("The folder {folder} can't be read.", folder=str(folder)) from None


def _order(one: Kept) -> tuple[datetime, int, str]:
    return one.at, one.number, one.file.name


def make(library: Path, why: Why, now: datetime) -> Kept:
    """Put a whole, checked copy of the library in the folder of backups, then thin these.

    Safe in any thread, and while others write. Raises Refusal where it can't be done (a full disk, a
    closed folder, a damaged library): nothing is then left behind, and no other backup is touched.
    """
    folder = folder_of(library)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise Refusal("The folder {folder} can't be written to.", folder=str(folder)) from None
    _sweep(library, now)
    out, number = _free(library, why, now)
    backup(library, out)
    at = now.astimezone().replace(microsecond=0)
    made = Kept(out, at, why, out.stat().st_size, number)
    for old in to_thin(kept(library), now):
        with suppress(OSError):  # shown by another program just now, perhaps; it goes the next time
            old.file.unlink(missing_ok=True)
    return made


def _free(library: Path, why: Why, now: datetime) -> tuple[Path, int]:
    """Give a name after all others of the same second."""
    stamp = f"{library.stem}-{now.astimezone(UTC):{_STAMP}}"
    taken = [one.number for one in kept(library) if one.file.name.startswith(stamp)]
    number = max(taken, default=0) + 1
    more = f".{number:02}" if number > 1 else ""
    return folder_of(library) / f"{stamp}{more}-{why.value}{library.suffix}", number


def _sweep(library: Path, now: datetime) -> None:
    """Take away what is left of a copy whose making was cut off, by a power cut for one."""
    for folder in folder_of(library).glob(f".{glob.escape(library.stem)}-*"):
        with suppress(OSError, ValueError, OverflowError):
            old = now.timestamp() - folder.stat().st_mtime > _LEFT_BEHIND.total_seconds()
            if old and folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder, ignore_errors=True)


def to_thin(kept: Sequence[Kept], now: datetime) -> list[Kept]:
    """Tell which backups may go: of those before today, all but the last of each day, week, month or year.

    Which of these it is depends on the age. Days are those where the user is. What has a time still to
    come, as after the clock was wrong, counts as today.
    """
    today = now.date()
    last: dict[tuple[str, object], Kept] = {}
    for one in sorted(kept, key=_order):
        span = _span(one.at.astimezone(now.tzinfo).date(), today)
        if span is not None:
            last[span] = one
    staying = set(last.values())
    return [
        one for one in kept if _span(one.at.astimezone(now.tzinfo).date(), today) is not None and one not in staying
    ]


def _span(day: date, today: date) -> tuple[str, object] | None:
    """Give the stretch of time of which one backup is enough; None where all of them stay."""
    age = (today - day).days
    if age <= 0:
        return None
    if age <= DAYS:
        return "day", day
    if age <= WEEKS * 7:
        return "week", day.isocalendar()[:2]
    if (today.year - day.year) * 12 + today.month - day.month <= MONTHS:
        return "month", (day.year, day.month)
    return "year", day.year


def newest_good(library: Path) -> Kept | None:
    """Give the newest backup that is whole; None where none is. Reads them through, one after the other."""
    for one in kept(library):
        with suppress(Refusal):
            check_file(one.file)
            return one
    return None


def holding(library: Path, round_id: str) -> Holding:
    """Tell which backups, and which libraries moved aside, have a round. Raises Refusal as kept."""
    still, unread = [], []
    for one in (*kept(library), *aside(library)):
        try:
            if _has(one.file, round_id):
                still.append(one)
        except Refusal:
            unread.append(one)
    return Holding(tuple(still), tuple(unread))


def _has(file: Path, round_id: str) -> bool:
    """Look for a round. Raises Refusal where it isn't found in a file that can't be trusted to tell."""
    with known_errors(file), closing(open_closed(file)) as db:
        check_ours(db, file)
        tables = db.table_names()
        there = [table for table in _TELLING if table in tables]
        for table in there:
            column = "id" if table == "round" else "round"
            if db.execute(f'SELECT 1 FROM "{table}" WHERE "{column}" = ? LIMIT 1', [round_id]).fetchone():
                return True
        if any(db.execute(f"PRAGMA integrity_check('{table}')").fetchone()[0] != "ok" for table in there):
            raise Damaged(file)
    if file.with_name(f"{file.name}-journal").exists():
        # Left in the middle of a write: the rest of what it holds is in there.
        raise Damaged(file)
    return False


def is_due(library: Path, now: datetime) -> bool:
    """Tell whether something was done since the newest backup, and that one is ten minutes old or not there.

    Cheap enough to be asked every minute. Raises Refusal where the library or the folder can't be read.
    """
    last = newest(library, now)
    if last is not None and now - last.at < EVERY:
        return False
    return is_changed(library, now)


def is_changed(library: Path, now: datetime) -> bool:
    """Tell whether something was done in any round since the newest backup. Raises Refusal as is_due."""
    changed, last = changed_at(library), newest(library, now)
    # The name has whole seconds: what was done within that one may have come after it.
    return changed is not None and (last is None or changed >= last.at)


def newest(library: Path, now: datetime) -> Kept | None:
    """Give the newest backup that isn't from a time still to come, as after the clock was wrong."""
    return next((one for one in kept(library) if one.at <= now), None)


def changed_at(library: Path) -> datetime | None:
    """Tell when something was last kept, in any round; None where there is no library or no round in it."""
    if not is_file(library):
        return None
    with known_errors(library), closing(connect(library)) as db:
        check_ours(db, library)
        if not {"round", "journal"} <= set(db.table_names()):
            return None
        last = "SELECT at FROM journal WHERE round = ? ORDER BY number DESC LIMIT 1"
        rounds = [row[0] for row in db.execute("SELECT id FROM round").fetchall()]
        found = [row[0] for one in rounds for row in db.execute(last, [one]).fetchall()]
        return max(_times(found, library), default=None)


def _times(written: list[str], library: Path) -> Iterator[datetime]:
    for one in written:
        try:
            yield datetime.fromisoformat(one)
        except ValueError:
            raise Damaged(library) from None


def has_proposals(library: Path) -> bool:
    """Tell whether there is a proposal in any round: work that could be lost. Raises Refusal."""
    if not is_file(library):
        return False
    with known_errors(library), closing(connect(library)) as db:
        check_ours(db, library)
        return "proposal" in db.table_names() and db.execute("SELECT 1 FROM proposal LIMIT 1").fetchone() is not None
