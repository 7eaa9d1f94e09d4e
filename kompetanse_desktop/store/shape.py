"""What tells a library file from others: whose it is, which version, and how its tables are made."""

from __future__ import annotations

import hashlib

from kompetanse_desktop.store.connection import Connection

APPLICATION_ID = 0x4B4D5046  # "KMPF"
"""Written into the file's header, so that a file of another program is never taken for ours."""

VERSION = 5
"""Of the library this program writes: the number of steps in ``migrations``."""

SHAPE = "37a463ea576a33f7f988dc300c52ac8d69aed355916180da2a649da197f78bbb"
"""The digest of the tables of this version, as ``shape`` gives it; a test says what it must be."""

REMOVING = "round_being_removed"
"""The setting that names a round while it is taken out of the library; never there otherwise."""

OWN_TABLES = ("round", "proposal", "standing", "placement", "setting", "journal")


def migrate(db: Connection) -> None:
    """Bring a library up to date, or leave it untouched where a step fails."""
    from kompetanse_desktop.store.migrations import migrations  # with sqlite-utils: see Connection.utils

    with db.atomic():
        migrations.apply(db.utils)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")


def shape(db: Connection) -> str:
    """Work out a digest of how the library's own tables, their indexes and triggers are made.

    What others put beside them (sqlite-utils its list of migrations, SQLite its statistics) isn't in it.
    """
    named = ", ".join("?" * len(OWN_TABLES))
    made = db.execute(
        f"SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master WHERE tbl_name IN ({named}) "
        "ORDER BY type, name",
        list(OWN_TABLES),
    ).fetchall()
    return hashlib.sha256(repr(made).encode()).hexdigest()
