"""A way on from a damaged library: the newest good copy, and every round that can still be read from the file.

Nothing is deleted: the damaged file is moved aside. What a round is built from is told, since a forum
must know whether it looks at everything it did.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kompetanse_desktop import durable
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.change import Change, apply
from kompetanse_desktop.domain.difference import edits_to_make
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal, saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import backups, digest, journal
from kompetanse_desktop.store.connection import connect
from kompetanse_desktop.store.journal import Entry
from kompetanse_desktop.store.library import Library
from kompetanse_desktop.store.lock import writing
from kompetanse_desktop.store.opening import keep_aside, sqlite_note, workshop
from kompetanse_desktop.store.shape import migrate


class Found(StrEnum):
    """What a round was saved from."""

    WHOLE = "whole"
    """Every row and every entry of the damaged file is as it was written."""
    HISTORY = "history"
    """The rows are damaged, the journal isn't: the round was built from it, step by step."""
    ROWS = "rows"
    """The rows are as they were written; the journal isn't, and begins anew."""
    BACKUP = "backup"
    """Only the copy has it."""


@dataclass(frozen=True)
class Saved:
    """One round as it can be had again. ``lacks`` is how many of its actions are lost; None: not known."""

    state: RoundState
    entries: tuple[Entry, ...]
    found: Found
    lacks: int | None

    @property
    def round(self) -> Round:
        """The round's own terms."""
        return self.state.round


@dataclass(frozen=True)
class Rescue:
    """What can be had again of a library that is damaged or gone."""

    library: Path
    backup: backups.Kept | None
    """The newest good copy."""
    backup_lacks: int | None
    """How many actions were done after it, as far as the damaged file tells; None: it doesn't."""
    rounds: tuple[Saved, ...]
    current: str | None


def look(library: Path, now: datetime) -> Rescue:
    """Find out what can be had again of a library. Reads copies only; raises Refusal where none can be made."""
    backup = backups.newest_good(library)
    with tempfile.TemporaryDirectory(prefix="kompetanse-rescue-") as name:
        folder = Path(name)
        kept, in_copy = _of_backup(backup, folder)
        known, saved, current = _of_damaged(library, folder, now)
    rounds: list[Saved] = []
    for id in dict.fromkeys((*kept, *known)):
        best = _better(kept.get(id), saved.get(id), known.get(id))
        if best is not None:
            rounds.append(best)
    lacks = None
    if backup is not None and None not in known.values():
        lacks = sum(max(0, (number or 0) - len(kept[id].entries if id in kept else ())) for id, number in known.items())
    return Rescue(library, backup, lacks if known else None, tuple(rounds), current or in_copy)


def recover(rescue: Rescue) -> Path | None:
    """Make a sound library of what was found, and give where the damaged one now lies.

    Raises Refusal where the disk says no; then everything is as it was.
    """
    library = rescue.library
    with writing(library), workshop(library) as folder:
        made = Library.open(folder / library.name)
        try:
            for one in rescue.rounds:
                made.take_round(one.state, one.entries)
            if rescue.current in {one.round.id for one in rescue.rounds}:
                made.use(str(rescue.current))
        finally:
            made.close()
        aside = keep_aside(library, "damaged") if library.exists() else None
        durable.put(made.file, library)
    return aside


def _better(copy: Saved | None, found: Saved | None, known: int | None) -> Saved | None:
    """Choose what a round is taken from: the damaged file where it has more than the copy."""
    if copy is not None:
        lacks = None if known is None else max(0, known - len(copy.entries))
        copy = Saved(copy.state, copy.entries, Found.BACKUP, lacks)
    if copy is None or found is None:
        return found or copy
    if found.found is not Found.ROWS:
        return found if len(found.entries) >= len(copy.entries) else copy
    return copy if copy.lacks == 0 else found


def _of_backup(backup: backups.Kept | None, folder: Path) -> tuple[dict[str, Saved], str | None]:
    if backup is None:
        return {}, None
    copy = Path(shutil.copyfile(backup.file, folder / "backup.db"))
    library = Library.open(copy)
    try:
        saved = {}
        for round in library.rounds():
            saved[round.id] = Saved(library.load(round.id), tuple(library.journal(round.id)), Found.BACKUP, None)
        return saved, library.current()
    finally:
        library.close()


def _of_damaged(
    library: Path, folder: Path, now: datetime
) -> tuple[dict[str, int | None], dict[str, Saved], str | None]:
    """Give how many entries each round had, as far as can be read, what can be saved of each, and which was in use."""
    if not library.exists():
        return {}, {}, None
    copy = folder / "damaged.db"
    try:
        shutil.copyfile(library, copy)
        if sqlite_note(library).exists():
            shutil.copyfile(sqlite_note(library), sqlite_note(copy))
    except OSError:
        raise Refusal("The file {file} can't be read.", file=str(library)) from None
    known: dict[str, int | None] = {}
    saved: dict[str, Saved] = {}
    try:
        db = connect(copy)
    except (sqlite3.Error, UnicodeDecodeError):
        return known, saved, None
    current: str | None = None
    try:
        with _whatever_is_wrong():
            migrate(db)
        opened = Library(library, db)
        with _whatever_is_wrong():
            current = opened.current()
        for id in _round_ids(opened):
            known[id] = _count(opened, id)
            entries = _entries(opened, id)
            found = _whole(opened, id, entries) or _from_history(entries, known[id]) or _from_rows(opened, id, now)
            if found is not None:
                saved[id] = found
    finally:
        db.close()
    return known, saved, current


@contextmanager
def _whatever_is_wrong() -> Iterator[None]:
    """Go on without what can't be read: in a damaged file anything may be wrong, and it is left out, and told."""
    try:
        yield
    except (Refusal, sqlite3.Error, ValueError, TypeError, KeyError, OverflowError, MemoryError):
        return


def _round_ids(library: Library) -> list[str]:
    ids: dict[str, None] = {}
    for query in ("SELECT id FROM round ORDER BY rowid", "SELECT DISTINCT round FROM journal"):
        with _whatever_is_wrong():
            for (id,) in library.db.execute(query):
                if isinstance(id, str):
                    ids[id] = None
    return list(ids)


_WAYS = ("INDEXED BY sqlite_autoindex_journal_1", "NOT INDEXED")
"""How a journal can be read: each of the two can be damaged so that it tells of less than there is."""


def _count(library: Library, id: str) -> int | None:
    """Give the number of the last entry, as far as any way of reading tells."""
    found: list[int] = []
    for way in _WAYS:
        with _whatever_is_wrong():
            numbers = library.db.execute(f"SELECT number FROM journal {way} WHERE round = ?", [id])
            found += [number for (number,) in numbers if isinstance(number, int)]
    return max(found, default=None)


def _entries(library: Library, id: str) -> tuple[Entry, ...]:
    """Read a journal in the way that gives most; nothing where any of it isn't as it was written."""
    best: tuple[Entry, ...] = ()
    for way in _WAYS:
        with _whatever_is_wrong():
            entries = tuple(sorted(library.journal(id, way), key=lambda entry: entry.number))
            if journal.verify_chain(entries) is None and len(entries) > len(best):
                best = entries
    return best


def _whole(library: Library, id: str, entries: tuple[Entry, ...]) -> Saved | None:
    with _whatever_is_wrong():
        state = library.load(id)
        if entries and entries[-1] == library.last_entry(id):
            return Saved(state, entries, Found.WHOLE, 0)
    return None


def _from_history(entries: tuple[Entry, ...], known: int | None) -> Saved | None:
    with _whatever_is_wrong():
        if entries:
            state = replayed(entries)
            if entries[-1].state in (None, digest.of_state(state)):
                return Saved(state, entries, Found.HISTORY, max(0, (known or 0) - len(entries)))
    return None


def replayed(entries: tuple[Entry, ...]) -> RoundState:
    """Build a round from its journal, from the very first entry on. Raises ValueError where it doesn't fit."""
    first = entries[0].edits[0].after
    if not isinstance(first, Round):
        raise ValueError("a journal begins with the round")
    state = RoundState(first)
    for entry in entries:
        state = apply(state, entry.edits)
    return state


def _from_rows(library: Library, id: str, now: datetime) -> Saved | None:
    with _whatever_is_wrong():
        state = library.load(id)
        name = saying("Saved from a damaged library, without what was done before")
        change = Change("recover", name, edits_to_make(state))
        entry = journal.following(None, id, change, (None, budget(state).remaining), now, state=digest.of_state(state))
        return Saved(state, (entry,), Found.ROWS, 0)
    return None
