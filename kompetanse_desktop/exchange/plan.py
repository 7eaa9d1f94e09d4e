"""Compare a reading with a round: what is new, what has changed, what is missing. What the forum has done is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.columns import FIELDS, amount_cell
from kompetanse_desktop.exchange.reading import Reading, Row
from kompetanse_desktop.text import say

_BESIDE = ("ref", "source", "doubts", "earlier_requested", "gone_from")
COMPARED = tuple(f.name for f in fields(Proposal) if f.name not in _BESIDE)
"""What makes a proposal changed. Not where it came from, nor the doubts: they are in the language of the
day, and the text that a doubt is about is among the other fields."""


class Status(StrEnum):
    """What an accepted row is to the round."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class PlanEntry:
    """One accepted row beside what the round has. ``changed`` names the fields that differ."""

    status: Status
    row: Row
    before: Proposal | None
    after: Proposal
    changed: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """The proposal's number in the round."""
        return self.after.ref


@dataclass(frozen=True)
class Plan:
    """What taking in a reading would do. ``missing`` are the numbers that the round has and the file lacks."""

    reading: Reading
    entries: tuple[PlanEntry, ...]
    missing: tuple[str, ...]
    first_position: int
    """The place in Unhandled that the first new proposal gets."""

    @cached_property
    def new(self) -> tuple[PlanEntry, ...]:
        """The entries that the round doesn't have."""
        return tuple(entry for entry in self.entries if entry.status is Status.NEW)

    @cached_property
    def changed(self) -> tuple[PlanEntry, ...]:
        """The entries that differ from the round."""
        return tuple(entry for entry in self.entries if entry.status is Status.CHANGED)

    @cached_property
    def unchanged(self) -> tuple[PlanEntry, ...]:
        """The entries that the round has already."""
        return tuple(entry for entry in self.entries if entry.status is Status.UNCHANGED)

    @property
    def does_something(self) -> bool:
        """Tell whether there is anything to take in."""
        return bool(self.new or self.changed)

    def change(self) -> Change:
        """Give the change that takes it in: new ones at the end of Unhandled, changed ones where they stand.

        Lanes, amounts and reasons are not touched. The change is empty when nothing is new or changed.
        """
        edits = [Edit(entry.ref, entry.before, entry.after) for entry in (*self.new, *self.changed)]
        places = [
            Edit(entry.ref, None, Place(Lane.UNHANDLED, position))
            for position, entry in enumerate(self.new, start=self.first_position)
        ]
        return Change("import", self._name(), (*edits, *places))

    def _name(self) -> Saying:
        new, changed, file = len(self.new), len(self.changed), self.reading.file
        if new and changed:
            return saying("Taken in from {file}: {new} new and {changed} changed", file=file, new=new, changed=changed)
        if changed == 1:
            return saying("1 proposal updated from {file}", file=file)
        if changed:
            return saying("{count} proposals updated from {file}", file=file, count=changed)
        if new == 1:
            return saying("1 proposal taken in from {file}", file=file)
        return saying("{count} proposals taken in from {file}", file=file, count=new)


def plan(reading: Reading, state: RoundState) -> Plan:
    """Compare a reading with a round. Pure: nothing is changed before ``change()`` is done."""
    made = {(p.title, p.applicant): ref for ref, p in state.proposals.items() if ref.startswith("rad-")}
    taken: set[str] = {row.ref for row in reading.accepted if not row.made_ref}
    silent = _Silent(reading)
    entries = []
    for row in reading.accepted:
        proposal = row.proposal
        assert proposal is not None
        if row.made_ref:
            ref = _ref_without_number(proposal, state, made, taken)
            proposal = proposal if ref == proposal.ref else replace(proposal, ref=ref)
        taken.add(proposal.ref)
        before = state.proposals.get(proposal.ref)
        entries.append(_entry(row, proposal if before is None else silent.kept(before, proposal), before))
    named = taken | {row.ref for row in reading.rejected}
    return Plan(
        reading=reading,
        entries=tuple(entries),
        missing=tuple(ref for ref in state.proposals if ref not in named),
        first_position=len(state.board[Lane.UNHANDLED]) + 1,
    )


OF_FIELD = {"target_groups": ("target_groups", "target_text"), "measure_kinds": ("measure_kinds", "measure_text")}
"""The columns that give more than the one field they are called after."""


class _Silent:
    """What a file says nothing of, since it has no column for it: there the round keeps what it knows."""

    def __init__(self, reading: Reading) -> None:
        known = {c.field for c in reading.columns if c.field}
        plain = [
            name for name in FIELDS if name not in ("ref", "title", "applicant", "requested") and name not in known
        ]
        self.names = [attribute for name in plain for attribute in OF_FIELD.get(name, (name,))]
        self.headings = {c.heading for c in reading.columns}
        cells = [cell for c in reading.columns if c.field and (cell := amount_cell(c.field, reading.year)) is not None]
        self.years = {year for _, year in cells}
        self.totals_only = all(payee is Payee.UNDIVIDED for payee, _ in cells)

    def kept(self, before: Proposal, after: Proposal) -> Proposal:
        """Give the proposal of the file, with what the file is silent about as it was before."""
        fields: dict[str, Any] = {name: getattr(before, name) for name in self.names}
        other = tuple(pair for pair in before.other if pair[0] not in self.headings)
        return replace(after, **fields, other=(*after.other, *other), requested=self._requested(before, after))

    def _requested(self, before: Proposal, after: Proposal) -> Amounts | None:
        if not self.years or before.requested is None or after.requested is None:
            return after.requested if self.years else before.requested
        cells = {(payee, year): nok for payee, year, nok in after.requested}
        for payee, year, nok in before.requested:
            same_total = self.totals_only and before.requested.total(year) == after.requested.total(year)
            if year not in self.years or same_total:
                cells.pop((Payee.UNDIVIDED, year), None)
                cells[payee, year] = nok
        return Amounts(cells)


def _entry(row: Row, after: Proposal, before: Proposal | None) -> PlanEntry:
    if before is None:
        return PlanEntry(Status.NEW, row, None, after)
    changed = tuple(name for name in COMPARED if _comparable(name, before) != _comparable(name, after))
    return PlanEntry(Status.CHANGED if changed else Status.UNCHANGED, row, before, after, changed)


def _comparable(name: str, proposal: Proposal) -> object:
    """Give a field's value; the columns beside may stand in another order in the next list."""
    value = getattr(proposal, name)
    return sorted(value) if name == "other" else value


def _ref_without_number(
    proposal: Proposal, state: RoundState, made: dict[tuple[str, str], str], taken: set[str]
) -> str:
    """Find a proposal that came without a number again by what it is called, though it may have moved in the list.

    Row 5 of one list is not row 5 of another: a number that is somebody else's gets a tail.
    """
    known = made.get((proposal.title, proposal.applicant))
    if known is not None and known not in taken:
        return known
    candidates = (proposal.ref, *(f"{proposal.ref}-{n}" for n in range(2, len(state.proposals) + len(taken) + 3)))
    return next(ref for ref in candidates if ref not in taken and ref not in state.proposals)


def as_contract(plan: Plan) -> dict[str, Any]:
    """Give the JSON of the ``import`` command; notes and reasons in the language in use."""
    reading = plan.reading
    return {
        "accepted": [_accepted(entry, reading.year) for entry in plan.entries],
        "rejected": list(_rejected(reading)),
        "file": "ok",
        "reason": None,
        "sum_requested": reading.sum_requested,
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": len(plan.unchanged),
        "missing": len(plan.missing),
        "notes": [say(note) for note in reading.file_notes],
    }


def _accepted(entry: PlanEntry, year: int) -> dict[str, Any]:
    proposal = entry.after
    return {
        "row": entry.row.number,
        "ref": proposal.ref,
        "title": proposal.title,
        "applicant": proposal.applicant,
        "network": proposal.network,
        "requested": None if proposal.requested is None else proposal.requested.total(year),
        "notes": [say(doubt.reason) for doubt in entry.row.doubts],
    }


def _rejected(reading: Reading) -> Iterator[dict[str, Any]]:
    for row in reading.rejected:
        assert row.rejected is not None
        yield {
            "row": row.number,
            "ref": "" if row.made_ref else row.ref,
            "field": row.rejected.field,
            "text": row.rejected.text,
            "reason": say(row.rejected.reason),
        }


def refused_contract(refusal: Refusal) -> dict[str, Any]:
    """Give the JSON of the ``import`` command for a file that was refused as a whole."""
    return {
        "accepted": [],
        "rejected": [],
        "file": "refused",
        "reason": say(refusal.saying),
        "sum_requested": 0,
        "new": 0,
        "changed": 0,
        "unchanged": 0,
        "missing": 0,
        "notes": [],
    }
