"""The journal: what was done in a round, in order, for undo, for the meeting's log and as evidence.

Each entry carries the hash of the one before it, and says itself what can be undone and redone after
it, so that opening a round reads one row however long its history is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.store import encoding

_NUMBERS = frozenset({"number", "remaining_before", "remaining_after", "target", "below", "undo_top", "redo_top"})
_OPTIONAL = frozenset({"remaining_before", "target", "below", "undo_top", "redo_top", "state"})

VERSION, DOCUMENT, SIGNATURE = "version", "document", "signature"
MARKS = frozenset({VERSION, DOCUMENT, SIGNATURE})
"""The actions of entries that change nothing: they mark that the round was finished as it was then, written
as a document, and signed. Nothing of that can be undone; what can be undone before them can be after."""


class Kind(StrEnum):
    """Whether something was done, undone or redone."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True)
class Entry:
    """One line of the journal of one round, numbered from 1. Kroner are whole.

    ``name`` is the name of the deed itself, ``saying`` what happened to it. ``target`` is the entry
    undone or redone. ``undo_top`` and ``redo_top`` are the entries that undo and redo would take back
    after this one, and ``below`` what was on top of the pile before this one was laid on it. ``state``
    is the digest of the whole round after it; None in entries from before there were digests.
    """

    round: str
    number: int
    at: datetime
    action: str
    kind: Kind
    name: Saying
    edits_text: str
    remaining_before: int | None
    remaining_after: int
    target: int | None
    below: int | None
    undo_top: int | None
    redo_top: int | None
    previous: str
    state: str | None = None
    hash: str = ""

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """The values before and after, read when somebody asks. Raises ValueError where damaged."""
        return encoding.edits_from_plain(json.loads(self.edits_text))

    @property
    def saying(self) -> Saying:
        """Say what happened: the deed, or that it was undone or done again."""
        if self.kind is Kind.UNDO:
            return saying("Undone: {name}", name=self.name)
        if self.kind is Kind.REDO:
            return saying("Redone: {name}", name=self.name)
        return self.name

    @property
    def deed(self) -> str:
        """Name the change for machines: its action, or "undo" or "redo"."""
        return self.action if self.kind is Kind.DO else self.kind.value

    @property
    def change(self) -> Change:
        """Give the change this entry kept."""
        return Change(self.deed, self.saying, self.edits)

    def row(self) -> dict[str, Any]:
        """Write the entry as the columns of its table."""
        return {
            "round": self.round,
            "number": self.number,
            "at": self.at.isoformat(timespec="milliseconds"),
            "action": self.action,
            "kind": self.kind.value,
            "name": encoding.canonical(encoding.saying_to_plain(self.name)),
            "edits": self.edits_text,
            "remaining_before": self.remaining_before,
            "remaining_after": self.remaining_after,
            "target": self.target,
            "below": self.below,
            "undo_top": self.undo_top,
            "redo_top": self.redo_top,
            "previous": self.previous,
            "state": self.state,
            "hash": self.hash,
        }

    def digest(self) -> str:
        """Work out the SHA-256 over all of the entry but the hash itself, as hexadecimal digits."""
        row = self.row()
        del row["hash"]
        if self.state is None:
            del row["state"]
        return hashlib.sha256(encoding.canonical(row).encode()).hexdigest()


def from_row(row: dict[str, Any]) -> Entry:
    """Read an entry. Raises ValueError, TypeError or KeyError where the row is damaged."""
    for name, cell in row.items():
        # A changed bit can make a text a blob, which Python would take for something else than it is.
        if type(cell) is not (int if name in _NUMBERS else str) and (cell is not None or name not in _OPTIONAL):
            raise TypeError(f"{name} is {cell!r}")
    return Entry(
        round=row["round"],
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        action=row["action"],
        kind=Kind(row["kind"]),
        name=encoding.saying_from_plain(json.loads(row["name"])),
        edits_text=row["edits"],
        remaining_before=row["remaining_before"],
        remaining_after=row["remaining_after"],
        target=row["target"],
        below=row["below"],
        undo_top=row["undo_top"],
        redo_top=row["redo_top"],
        previous=row["previous"],
        state=row["state"],
        hash=row["hash"],
    )


def following(
    last: Entry | None,
    round_id: str,
    change: Change,
    remaining: tuple[int | None, int],
    at: datetime,
    taken_back: Entry | None = None,
    state: str | None = None,
) -> Entry:
    """Make the entry that comes after ``last`` (None: the first, which makes the round and stays).

    ``taken_back`` is the entry that is undone or redone by this one: undone when it was a deed or a
    redo, redone when it was itself an undo. Its name is the new entry's name. ``remaining`` is kroner
    before and after, ``state`` the digest of the round after it. What MARKS name leaves both piles as they are.
    """
    number = 1 if last is None else last.number + 1
    undo_top, redo_top = (None, None) if last is None else (last.undo_top, last.redo_top)
    if taken_back is None and last is not None and change.action in MARKS:
        kind, below = Kind.DO, None
    elif taken_back is None:
        kind, below = Kind.DO, undo_top
        undo_top, redo_top = (None if last is None else number), None
    elif taken_back.kind is Kind.UNDO:
        kind, below = Kind.REDO, undo_top
        undo_top, redo_top = number, taken_back.below
    else:
        kind, below = Kind.UNDO, redo_top
        undo_top, redo_top = taken_back.below, number
    entry = Entry(
        round=round_id,
        number=number,
        at=datetime.fromisoformat(at.isoformat(timespec="milliseconds")),
        action=change.action if taken_back is None else taken_back.action,
        kind=kind,
        name=change.name if taken_back is None else taken_back.name,
        edits_text=encoding.canonical(encoding.edits_to_plain(change.edits)),
        remaining_before=remaining[0],
        remaining_after=remaining[1],
        target=None if taken_back is None else taken_back.number,
        below=below,
        undo_top=undo_top,
        redo_top=redo_top,
        previous="" if last is None else last.hash,
        state=state,
    )
    return replace(entry, hash=entry.digest())


def verify_chain(entries: Iterable[Entry]) -> int | None:
    """Check the whole journal of one round, first entry first.

    Gives None when every entry is as it was written and none is missing in between, else the number
    at which the chain breaks.
    """
    previous = ""
    for number, entry in enumerate(entries, start=1):
        if entry.number != number or entry.previous != previous or entry.digest() != entry.hash:
            return number
        previous = entry.hash
    return None
