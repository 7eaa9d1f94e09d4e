"""The shape of the library file, one small step at a time: who opens an old file gets it as it is now.

Each step runs once, in the order here, all in one transaction, and is never changed after it has been
released. ``table.transform()`` drops triggers silently: a step that uses it makes them anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from kompetanse_desktop.store.shape import REMOVING

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("kompetanse-desktop")


@migrations()
def m001_rounds_and_their_proposals(db: Database) -> None:
    """The round, what came in, what the forum has said of it, and where it stands."""
    db.execute(
        """
        CREATE TABLE round (
            id TEXT NOT NULL PRIMARY KEY,
            scheme TEXT NOT NULL,
            county TEXT NOT NULL,
            year INTEGER NOT NULL,
            frame INTEGER NOT NULL CHECK (frame >= 0),
            deadline TEXT NOT NULL,
            committed INTEGER NOT NULL CHECK (committed >= 0),
            set_aside INTEGER NOT NULL CHECK (set_aside >= 0),
            places INTEGER CHECK (places >= 1),
            coordination_limit_percent INTEGER NOT NULL CHECK (coordination_limit_percent BETWEEN 0 AND 100),
            example INTEGER NOT NULL CHECK (example IN (0, 1)),
            present TEXT NOT NULL,
            agreement TEXT NOT NULL
        ) STRICT"""
    )
    db.execute(
        """
        CREATE TABLE proposal (
            round TEXT NOT NULL REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
            ref TEXT NOT NULL,
            title TEXT NOT NULL,
            applicant TEXT NOT NULL,
            network TEXT NOT NULL,
            participants TEXT NOT NULL,
            target_groups TEXT NOT NULL,
            target_text TEXT NOT NULL,
            universities TEXT NOT NULL,
            statped TEXT NOT NULL,
            measure_kinds TEXT NOT NULL,
            measure_text TEXT NOT NULL,
            duration_years INTEGER,
            staff INTEGER,
            requested TEXT,
            continued INTEGER CHECK (continued IN (0, 1)),
            private_invited INTEGER CHECK (private_invited IN (0, 1)),
            received TEXT,
            need TEXT NOT NULL,
            anchoring TEXT NOT NULL,
            involvement TEXT NOT NULL,
            description TEXT NOT NULL,
            other TEXT NOT NULL,
            doubts TEXT NOT NULL,
            source TEXT,
            PRIMARY KEY (round, ref)
        ) STRICT"""
    )
    db.execute(
        """
        CREATE TABLE standing (
            round TEXT NOT NULL,
            ref TEXT NOT NULL,
            recommended TEXT,
            reason TEXT NOT NULL,
            conditions TEXT NOT NULL,
            assessments TEXT NOT NULL,
            withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
            private_note TEXT NOT NULL,
            PRIMARY KEY (round, ref),
            FOREIGN KEY (round, ref) REFERENCES proposal (round, ref) DEFERRABLE INITIALLY DEFERRED
        ) STRICT"""
    )
    # The rank only orders: it has gaps, so that a move writes one row and not the whole lane.
    db.execute(
        """
        CREATE TABLE placement (
            round TEXT NOT NULL,
            ref TEXT NOT NULL,
            lane TEXT NOT NULL CHECK (lane IN ('unhandled', 'prioritised', 'reserve', 'declined')),
            rank INTEGER NOT NULL,
            PRIMARY KEY (round, ref),
            FOREIGN KEY (round, ref) REFERENCES proposal (round, ref) DEFERRABLE INITIALLY DEFERRED
        ) STRICT"""
    )
    db.execute("CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT")


@migrations()
def m002_journal(db: Database) -> None:
    """What was done, how to take it back, and proof that nothing was taken out or put in."""
    db.execute(
        """
        CREATE TABLE journal (
            round TEXT NOT NULL REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
            number INTEGER NOT NULL CHECK (number >= 1),
            at TEXT NOT NULL,
            action TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
            name TEXT NOT NULL,
            edits TEXT NOT NULL,
            remaining_before INTEGER,
            remaining_after INTEGER NOT NULL,
            target INTEGER,
            below INTEGER,
            undo_top INTEGER,
            redo_top INTEGER,
            previous TEXT NOT NULL,
            hash TEXT NOT NULL,
            PRIMARY KEY (round, number)
        ) STRICT"""
    )
    for event in ("UPDATE", "DELETE"):
        db.execute(
            f"""
            CREATE TRIGGER journal_no_{event.lower()} BEFORE {event} ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END"""
        )


@migrations()
def m003_digests_and_removal(db: Database) -> None:
    """A digest of the round in each entry, one for each setting, and a way for a whole round to go."""
    db.execute("ALTER TABLE journal ADD COLUMN state TEXT")
    db.execute("ALTER TABLE setting ADD COLUMN digest TEXT")
    # Only together with its round may a journal go: the round to be removed is named in the same transaction.
    db.execute("DROP TRIGGER journal_no_delete")
    db.execute(
        f"""
        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        WHEN NOT EXISTS (SELECT 1 FROM setting WHERE name = '{REMOVING}' AND value = OLD.round)
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END"""
    )


@migrations()
def m004_what_changed_in_the_list(db: Database) -> None:
    """What a proposal asked for before a newer list changed it, and the list it is gone from."""
    db.execute("ALTER TABLE proposal ADD COLUMN earlier_requested TEXT")
    db.execute("ALTER TABLE proposal ADD COLUMN gone_from TEXT NOT NULL DEFAULT ''")


@migrations()
def m005_answers_to_checks(db: Database) -> None:
    """What the forum has answered to remarks; nothing where it has not, so that the digests there are still hold."""
    db.execute("ALTER TABLE round ADD COLUMN answers TEXT")
    db.execute("ALTER TABLE standing ADD COLUMN answers TEXT")
