"""The library: one SQLite file with every round, the forum's work in each, and what was done when.

For ``actions``, the only one that writes. Every change is one durable transaction: its rows and its
journal entry together, on the disk before the call returns, or nothing at all.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kompetanse_desktop.domain.board import Board, Lane, Place
from kompetanse_desktop.domain.change import Edit
from kompetanse_desktop.domain.proposal import Proposal, Standing
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import digest, encoding, journal, ranks
from kompetanse_desktop.store.connection import Connection, connect, known_errors
from kompetanse_desktop.store.journal import Entry, verify_chain
from kompetanse_desktop.store.lock import Lock
from kompetanse_desktop.store.refusals import Damaged, TooNew
from kompetanse_desktop.store.shape import APPLICATION_ID, REMOVING, VERSION, migrate

CURRENT_ROUND = "current_round"
PROGRAM = "program"
Touched = Mapping[type, Iterable[str]]
"""The refs whose values were touched, by the kind of value; the round itself is the ref ""."""


class Stale(Exception):
    """Another program has written to the round since it was read."""


class Library:
    """An open library file."""

    def __init__(self, file: Path, db: Connection, *, lock: Lock | None = None, newer: bool = False) -> None:
        """Take over an open file, and the right to write to it. ``newer``: a copy of a newer program's file.

        What a newer program keeps can be read as far as it is known here, but not checked.
        """
        self.file = file
        self.db = db
        self.newer = newer
        self._lock = lock
        self._identity = _identity(file)

    @classmethod
    def open(cls, file: Path) -> Library:
        """Open a library, made if it isn't there, brought up to date if it is older.

        Nothing is checked but whose file it is, and nobody is kept from writing: that is for ``opening``.
        Raises Refusal when the file can't be read or written, isn't a library, or is too new.
        """
        with known_errors(file):
            db = connect(file)
            try:
                check_ours(db, file)
                if user_version(db) != VERSION:
                    migrate(db)
            except BaseException:
                db.close()
                raise
        return cls(file, db)

    def close(self) -> None:
        """Close the file and let others write; nothing is waiting to be written."""
        self.db.close()
        if self._lock is not None:
            self._lock.release()

    @property
    def is_writable(self) -> bool:
        """Tell whether this program may write: it holds the lock."""
        return self._lock is not None

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            with known_errors(self.file):
                yield
        except (ValueError, TypeError, KeyError) as error:
            raise Damaged(self.file) from error

    def rounds(self) -> list[Round]:
        """Give every round, in the order they were made. Raises Damaged where one isn't as it was written."""
        with self._reading():
            rows = self.db.rows("SELECT * FROM round ORDER BY rowid")
            for row in rows if not self.newer else ():
                last = self.last_entry(row["id"])
                if last is None or (last.state is not None and digest.round_part(last.state) != digest.of_round(row)):
                    raise Damaged(self.file)
            return [encoding.from_row(Round, row) for row in rows]

    def current(self) -> str | None:
        """Give the id of the round in use."""
        return self.setting(CURRENT_ROUND)

    def use(self, round_id: str) -> None:
        """Keep which round is in use."""
        self._check_still_there()
        with known_errors(self.file), self.db.atomic():
            self._set(CURRENT_ROUND, round_id)

    def setting(self, name: str) -> str | None:
        """Give a setting of the library. Raises Damaged where it isn't as it was written."""
        columns = "value" if self.newer else "value, digest"
        with self._reading():
            row = self.db.execute(f"SELECT {columns} FROM setting WHERE name = ?", [name]).fetchone()
        if row is None:
            return None
        value = str(row[0])
        if not self.newer and row[1] not in (None, _setting_digest(name, value)):
            raise Damaged(self.file)
        return value

    def keep_setting(self, name: str, value: str, family: str, most: int) -> None:
        """Keep a setting. Of those whose names begin with ``family`` the newest ``most`` stay."""
        self._check_still_there()
        with known_errors(self.file), self.db.atomic():
            self.db.execute("DELETE FROM setting WHERE name = ?", [name])
            self._set(name, value)
            self.db.execute(
                "DELETE FROM setting WHERE substr(name, 1, ?) = ? AND rowid NOT IN "
                "(SELECT rowid FROM setting WHERE substr(name, 1, ?) = ? ORDER BY rowid DESC LIMIT ?)",
                [len(family), family, len(family), family, most],
            )

    def drop_setting(self, name: str) -> None:
        """Take a setting out."""
        self._check_still_there()
        with known_errors(self.file), self.db.atomic():
            self.db.execute("DELETE FROM setting WHERE name = ?", [name])

    def set_program(self, version: str) -> None:
        """Keep which version of the program wrote last, to be named where a file is too new."""
        if self.setting(PROGRAM) != version:
            with known_errors(self.file), self.db.atomic():
                self._set(PROGRAM, version)

    def _set(self, name: str, value: str) -> None:
        self._upsert("setting", ["name"], {"name": name, "value": value, "digest": _setting_digest(name, value)})

    def load(self, round_id: str) -> RoundState:
        """Read a round with all that is in it, and check it against the digest its journal has.

        Raises Refusal where there is none, and Damaged where anything in it isn't as it was written.
        """
        with self._reading():
            found = self.db.rows("SELECT * FROM round WHERE id = ?", [round_id])
            if not found:
                raise Refusal("There is no round called «{round}».", round=round_id)
            proposals = self.db.rows("SELECT * FROM proposal WHERE round = ? ORDER BY rowid", [round_id])
            standings = self.db.rows("SELECT * FROM standing WHERE round = ?", [round_id])
            lanes: dict[Lane, list[str]] = {lane: [] for lane in Lane}
            for lane, ref in self.db.execute(
                "SELECT lane, ref FROM placement WHERE round = ? ORDER BY rank", [round_id]
            ):
                lanes[Lane(lane)].append(ref)
            board = Board(lanes)
            refs = {row["ref"] for row in proposals}
            if {ref for refs in lanes.values() for ref in refs} != refs or not {r["ref"] for r in standings} <= refs:
                raise ValueError("proposals and places don't match")
            if not self.newer:
                last = self.last_entry(round_id)
                if last is None or last.state not in (None, digest.of_rows(found[0], proposals, standings, board)):
                    raise ValueError("the rows aren't those of the last entry")
            return RoundState(
                encoding.from_row(Round, found[0]),
                {row["ref"]: encoding.from_row(Proposal, row) for row in proposals},
                {row["ref"]: encoding.from_row(Standing, row) for row in standings},
                board,
            )

    def last_entry(self, round_id: str) -> Entry | None:
        """Give the newest journal entry of a round."""
        return self._entry("round = ? ORDER BY number DESC LIMIT 1", round_id)

    def entry(self, round_id: str, number: int) -> Entry:
        """Give one journal entry by its number. Raises Damaged where it isn't there, or not as it was written."""
        found = self._entry("round = ? AND number = ?", round_id, number)
        if found is None or (found.round, found.number) != (round_id, number):
            raise Damaged(self.file)
        return found

    def _entry(self, where: str, *parameters: str | int) -> Entry | None:
        with self._reading():
            cursor = self.db.execute(f"SELECT * FROM journal WHERE {where}", list(parameters))
            row = cursor.fetchone()
            if row is None:
                return None
            named = _named(cursor, row)
            entry = journal.from_row({"state": None, **named} if self.newer else named)
            if entry.digest() != entry.hash and not self.newer:
                raise Damaged(self.file)
            return entry

    def marks(self, action: str, round_id: str | None = None) -> list[Entry]:
        """Give the entries of one of MARKS, of one round or (None) of all, the oldest first of each.

        Raises Damaged where one isn't as it was written.
        """
        with self._reading():
            cursor = self.db.execute(
                "SELECT * FROM journal WHERE action = ? AND (round = ? OR ? IS NULL) ORDER BY round, number",
                [action, round_id, round_id],
            )
            entries = [journal.from_row(_named(cursor, row)) for row in cursor.fetchall()]
            if not self.newer and any(entry.digest() != entry.hash for entry in entries):
                raise Damaged(self.file)
            return entries

    def journal(self, round_id: str, way: str = "") -> Iterator[Entry]:
        """Give the journal of a round, the oldest entry first. ``way`` tells SQLite which index to use."""
        with self._reading():
            cursor = self.db.execute(f"SELECT * FROM journal {way} WHERE round = ? ORDER BY number", [round_id])
            for row in cursor:
                yield journal.from_row(_named(cursor, row))

    def whole_journal(self, round_id: str) -> list[Entry]:
        """Give the journal of a round, the oldest entry first.

        Raises Damaged unless each entry is as it was written, and none is missing up to the last one.
        """
        entries = list(self.journal(round_id))
        if not self.newer:
            # A damaged index can hide what comes after some entry, from one side at a time.
            last = self.last_entry(round_id)
            if verify_chain(entries) is not None or (entries[-1] if entries else None) != last:
                raise Damaged(self.file)
        return entries

    def keep(self, entry: Entry, edits: tuple[Edit, ...], after: RoundState, *, use: bool = False) -> None:
        """Write what these edits touched, as it stands in ``after``, and the entry: all or nothing.

        ``use`` also makes the round the one in use. Raises Stale when somebody else has written an
        entry since, and Refusal when the disk says no.
        """
        self._check_still_there()
        with known_errors(self.file), self.db.atomic():
            self._insert_entry(entry)
            self._write(entry.round, touched_by(edits), after)
            if use:
                self._set(CURRENT_ROUND, entry.round)

    def take_round(self, state: RoundState, entries: Iterable[Entry], *, use: bool = True) -> None:
        """Write a whole round that isn't here yet, with its journal: all or nothing.

        Raises Stale when there is a round of that id, and Refusal when the disk says no.
        """
        self._check_still_there()
        with known_errors(self.file), self.db.atomic():
            if self.db.execute("SELECT 1 FROM round WHERE id = ?", [state.round.id]).fetchone():
                raise Stale
            for entry in entries:
                self._insert("journal", entry.row())
            self._write(state.round.id, everything_in(state), state)
            if use:
                self._set(CURRENT_ROUND, state.round.id)

    def append(self, entries: Iterable[Entry], edits: tuple[Edit, ...], after: RoundState) -> None:
        """Write entries that come after those there are, and what they touched: all or nothing. Raises as keep."""
        self._check_still_there()
        with known_errors(self.file), self.db.atomic():
            for entry in entries:
                self._insert_entry(entry)
            self._write(after.round.id, touched_by(edits), after)

    def remove_round(self, round_id: str, use: str | None) -> None:
        """Take a round out with all that is in it, its journal too, and put another in use (None: none is)."""
        self._check_still_there()
        with known_errors(self.file), self.db.atomic():
            self._set(REMOVING, round_id)
            for table in ("placement", "standing", "proposal", "journal"):
                self.db.execute(f'DELETE FROM "{table}" WHERE round = ?', [round_id])
            self.db.execute("DELETE FROM round WHERE id = ?", [round_id])
            self.db.execute("DELETE FROM setting WHERE name IN (?, ?)", [REMOVING, CURRENT_ROUND])
            if use is not None:
                self._set(CURRENT_ROUND, use)

    def _check_still_there(self) -> None:
        # What is written to a file that was deleted or replaced is lost, and SQLite doesn't tell.
        if _identity(self.file) != self._identity:
            raise Refusal("The file {file} was moved or replaced. Start the program again.", file=str(self.file))

    def _write(self, round_id: str, touched: Touched, after: RoundState) -> None:
        if Round in touched:
            self._upsert("round", ["id"], encoding.to_row(after.round))
        key = ["round", "ref"]
        for kind, table, values in (
            (Proposal, "proposal", after.proposals),
            (Standing, "standing", after.standings),
        ):
            for ref in touched.get(kind, ()):
                value = values.get(ref)
                if value is None:
                    self._delete(table, round_id, ref)
                else:
                    self._upsert(table, key, {"round": round_id, "ref": ref, **encoding.to_row(value)})
        places = touched.get(Place, ())
        for ref in places:
            if ref not in after.board:
                self._delete("placement", round_id, ref)
        for ref, lane, rank in ranks.rows(self.db, round_id, after.board, set(places)):
            self._upsert("placement", key, {"round": round_id, "ref": ref, "lane": lane.value, "rank": rank})

    def _insert_entry(self, entry: Entry) -> None:
        try:
            self._insert("journal", entry.row())
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorname == "SQLITE_CONSTRAINT_PRIMARYKEY":
                raise Stale from error
            raise

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        self.db.execute(_insert_sql(table, row), list(row.values()))

    def _upsert(self, table: str, key: list[str], row: dict[str, Any]) -> None:
        # An upsert keeps the row, where INSERT OR REPLACE would take it out and put another in.
        news = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name not in key)
        self.db.execute(
            f"{_insert_sql(table, row)} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {news}", list(row.values())
        )

    def _delete(self, table: str, round_id: str, ref: str) -> None:
        self.db.execute(f'DELETE FROM "{table}" WHERE round = ? AND ref = ?', [round_id, ref])


def touched_by(edits: tuple[Edit, ...]) -> dict[type, dict[str, None]]:
    """Give what edits touch: the kinds of value and their refs, each once and in order."""
    touched: dict[type, dict[str, None]] = {}
    for edit in edits:
        touched.setdefault(edit.kind, {})[edit.ref] = None
    return touched


def everything_in(state: RoundState) -> Touched:
    """Give every value of a round, as if all of it had been touched."""
    return {Round: ("",), Proposal: state.proposals, Standing: state.standings, Place: state.proposals}


def _setting_digest(name: str, value: str) -> str:
    return hashlib.sha256(encoding.canonical([name, value]).encode()).hexdigest()


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _insert_sql(table: str, row: dict[str, Any]) -> str:
    names = ", ".join(f'"{name}"' for name in row)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(row))})'


def _named(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def user_version(db: Connection) -> int:
    """Give the version a library file says it has; 0 for a new one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def check_ours(db: Connection, file: Path) -> None:
    """Raise Refusal for a file of another program or of a newer version; an empty one is ours to fill."""
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    tables = int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and (application or tables):
        raise Refusal("The file {file} isn't a library of this program.", file=str(file))
    found = user_version(db)
    if found > VERSION:
        raise TooNew(file, _program(db), found, VERSION)


def _program(db: Connection) -> str:
    """Give the version of the program that wrote a file last, as it says itself; a line where it doesn't."""
    try:
        row = db.execute("SELECT value FROM setting WHERE name = ?", [PROGRAM]).fetchone()
    except sqlite3.Error:  # in a file from the future anything may be elsewhere
        row = None
    return "–" if row is None else str(row[0])
