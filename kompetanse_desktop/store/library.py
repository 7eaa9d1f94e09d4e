"""The library: one SQLite file with every round, the forum's work in each, and what was done when.

For ``actions``, the only one that writes. Every change is one durable transaction: its rows and its
journal entry together, on the disk before the call returns, or nothing at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from kompetanse_desktop.domain.board import Board, Lane, Place
from kompetanse_desktop.domain.change import Edit
from kompetanse_desktop.domain.proposal import Proposal, Standing
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import encoding, journal, ranks
from kompetanse_desktop.store.connection import connect, known_errors
from kompetanse_desktop.store.journal import Entry
from kompetanse_desktop.store.migrations import APPLICATION_ID, VERSION, migrate

CURRENT_ROUND = "current_round"


class Stale(Exception):
    """Another program has written to the round since it was read."""


class Library:
    """An open library file."""

    def __init__(self, file: Path, db: Database) -> None:
        self.file = file
        self.db = db
        self._identity = _identity(file)

    @classmethod
    def open(cls, file: Path) -> Library:
        """Open a library, made if it isn't there, brought up to date if it is older.

        Raises Refusal when the file can't be read or written, is damaged, isn't a library, or was
        written by a newer version of the program.
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
        """Close the file; nothing is waiting to be written."""
        self.db.close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            with known_errors(self.file):
                yield
        except (ValueError, TypeError, KeyError) as error:
            raise Refusal("The file {file} is damaged.", file=str(self.file)) from error

    def rounds(self) -> list[Round]:
        """Give every round, in the order they were made."""
        with self._reading():
            return [encoding.from_row(Round, row) for row in self.db["round"].rows_where(order_by="rowid")]

    def current(self) -> str | None:
        """Give the id of the round in use."""
        with self._reading():
            row = self.db.execute("SELECT value FROM setting WHERE name = ?", [CURRENT_ROUND]).fetchone()
        return None if row is None else str(row[0])

    def use(self, round_id: str) -> None:
        """Keep which round is in use."""
        self._check_still_there()
        with known_errors(self.file), self.db.atomic():
            self._set_current(round_id)

    def _set_current(self, round_id: str) -> None:
        self.db.execute(
            "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [CURRENT_ROUND, round_id],
        )

    def load(self, round_id: str) -> RoundState:
        """Read a round with all that is in it. Raises Refusal where there is none, or it is damaged."""
        with self._reading():
            found = list(self.db["round"].rows_where("id = ?", [round_id]))
            if not found:
                raise Refusal("There is no round called «{round}».", round=round_id)
            proposals = {
                row["ref"]: encoding.from_row(Proposal, row)
                for row in self.db["proposal"].rows_where("round = ?", [round_id], order_by="rowid")
            }
            standings = {
                row["ref"]: encoding.from_row(Standing, row)
                for row in self.db["standing"].rows_where("round = ?", [round_id])
            }
            lanes: dict[Lane, list[str]] = {lane: [] for lane in Lane}
            for lane, ref in self.db.execute(
                "SELECT lane, ref FROM placement WHERE round = ? ORDER BY rank", [round_id]
            ):
                lanes[Lane(lane)].append(ref)
            if {ref for refs in lanes.values() for ref in refs} != set(proposals) or not standings.keys() <= set(
                proposals
            ):
                raise ValueError("proposals and places don't match")
            return RoundState(encoding.from_row(Round, found[0]), proposals, standings, Board(lanes))

    def last_entry(self, round_id: str) -> Entry | None:
        """Give the newest journal entry of a round."""
        return self._entry("round = ? ORDER BY number DESC LIMIT 1", round_id)

    def entry(self, round_id: str, number: int) -> Entry:
        """Give one journal entry by its number."""
        found = self._entry("round = ? AND number = ?", round_id, number)
        if found is None:
            raise Refusal("The file {file} is damaged.", file=str(self.file))
        return found

    def _entry(self, where: str, *parameters: str | int) -> Entry | None:
        with self._reading():
            cursor = self.db.execute(f"SELECT * FROM journal WHERE {where}", list(parameters))
            row = cursor.fetchone()
            return None if row is None else journal.from_row(_named(cursor, row))

    def journal(self, round_id: str, *, newest_first: bool = False) -> Iterator[Entry]:
        """Give the journal of a round, entry by entry."""
        order = "DESC" if newest_first else "ASC"
        with self._reading():
            cursor = self.db.execute(f"SELECT * FROM journal WHERE round = ? ORDER BY number {order}", [round_id])
            for row in cursor:
                yield journal.from_row(_named(cursor, row))

    def keep(self, entry: Entry, edits: tuple[Edit, ...], after: RoundState, *, use: bool = False) -> None:
        """Write what these edits touched, as it stands in ``after``, and the entry: all or nothing.

        ``use`` also makes the round the one in use. Raises Stale when somebody else has written an
        entry since, and Refusal when the disk says no.
        """
        self._check_still_there()
        with known_errors(self.file), self.db.atomic():
            try:
                self._insert("journal", entry.row())
            except sqlite3.IntegrityError as error:
                if error.sqlite_errorname == "SQLITE_CONSTRAINT_PRIMARYKEY":
                    raise Stale from error
                raise
            self._write(entry.round, edits, after)
            if use:
                self._set_current(entry.round)

    def _check_still_there(self) -> None:
        # What is written to a file that was deleted or replaced is lost, and SQLite doesn't tell.
        if _identity(self.file) != self._identity:
            raise Refusal("The file {file} was moved or replaced. Start the program again.", file=str(self.file))

    def _write(self, round_id: str, edits: tuple[Edit, ...], after: RoundState) -> None:
        touched: dict[type, dict[str, None]] = {}
        for edit in edits:
            touched.setdefault(edit.kind, {})[edit.ref] = None
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
        places = touched.get(Place, {})
        for ref in places:
            if ref not in after.board:
                self._delete("placement", round_id, ref)
        for ref, lane, rank in ranks.rows(self.db, round_id, after.board, set(places)):
            self._upsert("placement", key, {"round": round_id, "ref": ref, "lane": lane.value, "rank": rank})

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


def user_version(db: Database) -> int:
    """Give the version a library file says it has; 0 for a new one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def check_ours(db: Database, file: Path) -> None:
    """Raise Refusal for a file of another program or of a newer version; an empty one is ours to fill."""
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    tables = int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and (application or tables):
        raise Refusal("The file {file} isn't a library of this program.", file=str(file))
    found = user_version(db)
    if found > VERSION:
        raise Refusal(
            "The file {file} is from a newer version of the program (library {found}; this one reads up to {most}).",
            file=str(file),
            found=found,
            most=VERSION,
        )
