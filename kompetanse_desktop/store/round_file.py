"""A round as one file to give away and to take back: JSON, packed with gzip, checked to the last figure.

The format, version 1 (a JSON object with just these names):

``format`` "kompetanse-round" · ``version`` 1 · ``program`` the version of the program that wrote it ·
``made_at`` when · ``notes`` whether private notes are along · ``round``, ``proposals`` (a list),
``standings`` (by ref), ``board`` (a list of refs for each lane): the round as it is ·
``journal`` a list of its entries, or null · ``digest`` SHA-256 over the canonical JSON of all the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kompetanse_desktop import __version__
from kompetanse_desktop.domain.board import Board, Lane, Place
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.change import Change, Edit, apply
from kompetanse_desktop.domain.proposal import Proposal, Standing
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.domain.state import NO_STANDING, RoundState
from kompetanse_desktop.store import digest, encoding, journal, strict
from kompetanse_desktop.store.journal import Entry, Kind

FORMAT, VERSION = "kompetanse-round", 1
ENDING = ".kompetanse"
MIME = "application/vnd.kompetanse.round+gzip"
"""For the installers, which tell the system what the files are."""
MOST_PACKED, MOST_BYTES, MOST_VALUES = 16 << 20, 64 << 20, 4_000_000
"""No round is near these: a file that is larger is refused before it fills the memory. Values are counted
by the signs they begin with or are parted by, since «[{},{},…» takes thirty times the memory of its text.
50 000 entries of history are about 46 MB and 2 300 000 values."""
MOST_REDONE = 100_000_000
"""Proposals times entries: what a history takes to be done over again, which is half a minute at most."""
NOTE = "Note on «{title}»"
"""The name of the deed that writes a private note. It tells what the note is about."""
_GZIP = 31
"""zlib's word for «gzip, with all its checks»."""

NAMES = ("format", "version", "program", "made_at", "notes", "round", "proposals", "standings", "board", "journal")


@dataclass(frozen=True)
class RoundFile:
    """What is in such a file. ``entries`` is empty where the journal isn't along."""

    state: RoundState
    entries: tuple[Entry, ...]
    notes: bool
    made_at: datetime
    program: str = __version__


# Writing


def pack(file: RoundFile) -> bytes:
    """Write a round as a file; the same round gives the same bytes.

    Raises Refusal for one so large that ``unpack`` would refuse it.
    """
    data = {
        "format": FORMAT,
        "version": VERSION,
        "program": file.program,
        "made_at": file.made_at.isoformat(timespec="seconds"),
        "notes": file.notes,
        "round": encoding.to_plain(file.state.round),
        "proposals": [encoding.to_plain(proposal) for proposal in file.state.proposals.values()],
        "standings": {ref: encoding.to_plain(standing) for ref, standing in file.state.standings.items()},
        "board": {lane.value: list(file.state.board[lane]) for lane in Lane},
        "journal": [_entry_to_plain(entry) for entry in file.entries] or None,
    }
    whole = encoding.canonical({**data, "digest": _digest(data)}).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    packed = packer.compress(whole) + packer.flush()
    redone = len(file.entries) * len(file.state.proposals)
    if len(whole) > MOST_BYTES or len(packed) > MOST_PACKED or _values(whole) > MOST_VALUES or redone > MOST_REDONE:
        raise Refusal("The round is too large for one file. Send it without the history.")
    return packed


def _entry_to_plain(entry: Entry) -> dict[str, Any]:
    row = entry.row()
    del row["round"]
    return {**row, "name": json.loads(row["name"]), "edits": json.loads(row["edits"])}


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(encoding.canonical(data).encode()).hexdigest()


def without_notes(file: RoundFile) -> RoundFile:
    """Give the same file without anybody's private notes: not in the round, nor anywhere in its journal.

    A journal that had any gets new hashes from there on; its numbers and times stay. Where nothing but a
    note was said of a proposal, nothing is left, and its history doesn't tell what a note was about.
    """
    if not _has_notes(file):
        return replace(file, notes=False)
    blank = {ref: left for ref, standing in file.state.standings.items() if (left := _blank(standing)) is not None}
    entries: list[Entry] = []
    state: RoundState | None = None
    for entry in file.entries:
        edits = tuple(filter(None, (_without_note(edit) for edit in entry.edits)))
        before, state = state, apply(state or _begun(entry), edits)
        entries.append(_chained(replace(entry, name=_about_nothing(entry.name)), edits, entries, before, state))
    return replace(file, state=replace(file.state, standings=blank), entries=tuple(entries), notes=False)


def _has_notes(file: RoundFile) -> bool:
    said = [*file.state.standings.values()]
    for entry in file.entries:
        said += [side for edit in entry.edits for side in (edit.before, edit.after) if isinstance(side, Standing)]
    return any(standing.private_note for standing in said)


def _blank(standing: Standing) -> Standing | None:
    left = replace(standing, private_note="")
    return None if left == NO_STANDING else left


def _about_nothing(name: Saying) -> Saying:
    if name.message == NOTE:
        return saying("A private note")
    return Saying(name.message, {n: _about_nothing(p) if isinstance(p, Saying) else p for n, p in name.params.items()})


def _without_note(edit: Edit) -> Edit | None:
    if edit.kind is not Standing:
        return edit
    before, after = (_blank(side) if isinstance(side, Standing) else None for side in (edit.before, edit.after))
    return None if before == after else Edit(edit.ref, before, after)


def _begun(first: Entry) -> RoundState:
    made = first.edits[0].after if first.edits else None
    if not isinstance(made, Round):
        raise ValueError("a journal begins with the round")
    return RoundState(made)


def _chained(
    entry: Entry, edits: tuple[Edit, ...], chain: list[Entry], before: RoundState | None, after: RoundState
) -> Entry:
    """Give an entry again as it comes after those of ``chain``, with its own number, time and name."""
    last = chain[-1] if chain else None
    state = None
    if entry.state is not None:
        known = None if last is None or before is None else last.state
        state = digest.of_state(after) if known is None or before is None else digest.after(known, before, edits, after)
    back = None if entry.target is None else chain[entry.target - 1]
    return journal.following(
        last,
        entry.round,
        Change(entry.action, entry.name, edits),
        (entry.remaining_before, entry.remaining_after),
        entry.at,
        back,
        state,
    )


# Reading


def unpack(content: bytes) -> RoundFile:
    """Read such a file. Raises Refusal, in one sentence, for anything that isn't just what ``pack`` writes."""
    data = strict.parse(_inflated(content))
    _check_kind(data)
    given = strict.table(strict.checked(data), (*NAMES, "digest"), "/")
    if _digest({name: given[name] for name in NAMES}) != given["digest"]:
        raise Refusal("The file was changed or damaged on the way. Ask for it once more.")
    made_at = strict.time("seconds", given["made_at"], "made_at")
    state = _state(given)
    entries = () if given["journal"] is None else _entries(given["journal"], state)
    file = RoundFile(
        state,
        entries,
        strict.plain(bool, given["notes"], "notes"),
        made_at,
        strict.plain(str, given["program"], "program"),
    )
    if not file.notes and _has_notes(file):
        raise strict.wrong("notes")
    return file


def _inflated(content: bytes) -> str:
    if len(content) > MOST_PACKED:
        raise Refusal("The file is too large to be a round.")
    unpacker = zlib.decompressobj(_GZIP)
    try:
        whole = unpacker.decompress(content, MOST_BYTES)
        if unpacker.unconsumed_tail or _values(whole) > MOST_VALUES:
            raise Refusal("The file is too large to be a round.")
        if not unpacker.eof or unpacker.unused_data:
            raise ValueError("cut off, or something after its end")
        return whole.decode("utf-8")
    except (zlib.error, ValueError):
        raise Refusal("The file can't be read: it isn't whole, or something else than this program wrote it.") from None


def _values(whole: bytes) -> int:
    """Count at least as many values as there are in JSON text, without reading it."""
    return sum(whole.count(sign) for sign in (b"[", b"{", b","))


def _check_kind(data: Any) -> None:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Refusal("The file isn't a round from this program.")
    version = data.get("version")
    if type(version) is not int or version != VERSION:
        if type(version) is int and version > VERSION:
            raise Refusal(
                "The file was made by version {program} of the program, and can't be read by this one ({ours}).",
                program=strict.shown(str(data.get("program", "–"))[:40]),
                ours=__version__,
            )
        raise strict.wrong("version")


def _state(given: dict[str, Any]) -> RoundState:
    terms = strict.value(Round, given["round"], "round")
    terms.checked()
    if not re.fullmatch(r"[\w-]+", terms.id):  # as the program itself makes them: it becomes part of names
        raise strict.wrong("round.id")
    proposals: dict[str, Proposal] = {}
    for place, item in strict.rows(given["proposals"], "proposals"):
        proposal = strict.value(Proposal, item, place)
        if not proposal.ref or proposal.ref in proposals:
            raise strict.wrong(f"{place}.ref")
        proposals[proposal.ref] = proposal
    if not isinstance(given["standings"], dict):
        raise strict.wrong("standings")
    standings = {ref: strict.value(Standing, item, f"standings.{ref}") for ref, item in given["standings"].items()}
    lanes = strict.table(given["board"], [lane.value for lane in Lane], "board")
    board = {
        lane: [strict.plain(str, ref, place) for place, ref in strict.rows(lanes[lane], f"board.{lane}")]
        for lane in Lane
    }
    if sorted(ref for refs in board.values() for ref in refs) != sorted(proposals) or not set(standings) <= set(
        proposals
    ):
        raise strict.wrong("board")
    return RoundState(terms, proposals, standings, Board(board))


def _entries(data: Any, state: RoundState) -> tuple[Entry, ...]:
    """Read the journal, do all of it over again from the first entry, and see that it ends with this round."""
    entries: list[Entry] = []
    now: RoundState | None = None
    redone = 0
    for place, item in strict.rows(data, "journal"):
        redone += 0 if now is None else len(now.proposals)
        if redone > MOST_REDONE:
            raise Refusal("The file is too large to be a round.")
        entry = _entry(item, state.round.id, place)
        last = entries[-1] if entries else None
        if not _may_follow(entry, last, entries):
            raise strict.wrong(place)
        try:
            before, now = now, _applied(now, entry)
            again = _chained(entry, entry.edits, entries, before, now)
        except (ValueError, TypeError, KeyError, Refusal):
            raise strict.wrong(place) from None
        if again != entry:
            raise strict.wrong(place)
        entries.append(entry)
    if now is None or now != state or entries[-1].remaining_after != budget(state).remaining:
        raise strict.wrong("journal")
    return tuple(entries)


def _entry(data: Any, round_id: str, place: str) -> Entry:
    names = [name for name in Entry.__dataclass_fields__ if name not in ("round", "edits_text")]
    given = strict.table(data, [*names, "edits"], place)
    edits = tuple(strict.edit(item, at) for at, item in strict.rows(given["edits"], f"{place}.edits"))
    numbers = ("remaining_before", "target", "below", "undo_top", "redo_top")
    return Entry(
        round=round_id,
        number=strict.plain(int, given["number"], f"{place}.number"),
        at=strict.time("milliseconds", given["at"], f"{place}.at"),
        action=strict.plain(str, given["action"], f"{place}.action"),
        kind=strict.exact(Kind, lambda kind: kind.value, given["kind"], f"{place}.kind"),
        name=strict.message(given["name"], f"{place}.name"),
        edits_text=encoding.canonical(encoding.edits_to_plain(edits)),
        remaining_after=strict.plain(int, given["remaining_after"], f"{place}.remaining_after"),
        **{
            name: None if given[name] is None else strict.plain(int, given[name], f"{place}.{name}") for name in numbers
        },
        previous=strict.plain(str, given["previous"], f"{place}.previous"),
        state=None if given["state"] is None else strict.plain(str, given["state"], f"{place}.state"),
        hash=strict.plain(str, given["hash"], f"{place}.hash"),
    )


def _may_follow(entry: Entry, last: Entry | None, entries: list[Entry]) -> bool:
    """Tell whether this is something that can be done after the last entry: what is undone was on top."""
    if last is None:
        return entry.kind is Kind.DO and entry.remaining_before is None
    if entry.remaining_before != last.remaining_after:
        return False
    if entry.kind is Kind.DO:
        return entry.target is None and not (entry.action in journal.MARKS and entry.edits)
    top = last.undo_top if entry.kind is Kind.UNDO else last.redo_top
    return (
        entry.target is not None and entry.target == top and (entry.edits == entries[top - 1].change.reversed().edits)
    )


def _applied(now: RoundState | None, entry: Entry) -> RoundState:
    """Do an entry over again. Raises ValueError or Refusal where it can't have been done, or not taken back."""
    for edit in entry.edits:
        if edit.kind is Round and (edit.ref or edit.after is None):
            raise ValueError("the round itself stays")
        if isinstance(edit.after, Proposal) and edit.after.ref != edit.ref:
            raise ValueError("a proposal has one ref")
    _check_before(now, entry.edits)
    before = _begun(entry) if now is None else now
    after = apply(before, entry.edits)
    if now is None and any(edit.before is not None for edit in entry.edits):
        raise ValueError("there is nothing before the first entry")
    if now is not None and apply(after, entry.change.reversed().edits) != now:
        raise ValueError("what was before isn't what was there")
    after.round.checked()
    if after.round.id != entry.round or set(after.proposals) != {r for lane in Lane for r in after.board[lane]}:
        raise ValueError("proposals and places don't match")
    return after


def _check_before(now: RoundState | None, edits: tuple[Edit, ...]) -> None:
    """Raise ValueError where an edit says that something else was there before than was.

    For places that is seen when the entry is taken back.
    """
    there: dict[tuple[type, str], object] = {}
    for edit in edits:
        key = edit.kind, edit.ref
        if edit.kind is Place:
            continue
        if key not in there and now is not None:
            values: Mapping[str, object] = now.proposals if edit.kind is Proposal else now.standings
            there[key] = now.round if edit.kind is Round else values.get(edit.ref)
        if edit.before != there.get(key):
            raise ValueError("something else was there before")
        there[key] = edit.after
