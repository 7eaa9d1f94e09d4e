"""Compare a reading with a round: what is new, what has changed, what is missing. What the forum has done is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.comparing import COMPARED, FieldDifference, Silent, changed_fields, differences
from kompetanse_desktop.exchange.lazy import Lazy
from kompetanse_desktop.exchange.recognising import Question, recognise
from kompetanse_desktop.exchange.rows import Row
from kompetanse_desktop.exchange.understanding import Reading, without_collecting
from kompetanse_desktop.text import say

__all__ = [
    "COMPARED", "FieldDifference", "Plan", "PlanEntry", "Question", "Status", "as_contract", "plan", "refused_contract",
]  # fmt: skip


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

    @cached_property
    def differences(self) -> tuple[FieldDifference, ...]:
        """What differs from the round, field by field, in words of the language in use."""
        if self.before is None:
            return ()
        return tuple(differences(self.before, self.after, self.changed))


@dataclass(frozen=True)
class Plan:
    """What taking in a reading would do.

    ``missing`` are the numbers that the round has and the file lacks; those of them that came with an
    earlier edition of this list are ``gone``. ``questions`` are about rows that aren't taken in until
    they are answered (``plan``'s ``same``). ``entries`` makes each entry when it is asked for.
    """

    reading: Reading
    entries: Sequence[PlanEntry]
    missing: tuple[str, ...]
    first_position: int
    """The place in Unhandled that the first new proposal gets."""
    new: Sequence[PlanEntry] = ()
    """The entries that the round doesn't have."""
    known: tuple[PlanEntry, ...] = ()
    """The entries that the round has, changed or not."""
    questions: tuple[Question, ...] = ()
    gone: tuple[Proposal, ...] = ()
    sum_requested: int = 0
    """Kroner of the round's year over the entries: what isn't taken in before a question is answered is not in it."""

    @cached_property
    def changed(self) -> tuple[PlanEntry, ...]:
        """The entries that differ from the round."""
        return tuple(entry for entry in self.known if entry.status is Status.CHANGED)

    @cached_property
    def unchanged(self) -> tuple[PlanEntry, ...]:
        """The entries that the round has already."""
        return tuple(entry for entry in self.known if entry.status is Status.UNCHANGED)

    @cached_property
    def asked(self) -> frozenset[int]:
        """The numbers of the rows that there is a question about."""
        return frozenset(question.row for question in self.questions)

    @property
    def does_something(self) -> bool:
        """Tell whether there is anything to take in."""
        return bool(self.new or self.changed or self._marks)

    @cached_property
    def _marks(self) -> tuple[Edit, ...]:
        """Mark the proposals that are gone from the list, and take the mark off those that are in it again."""
        file = self.reading.file
        back = [
            Edit(entry.ref, entry.before, replace(entry.before, gone_from=""))
            for entry in self.unchanged
            if entry.before is not None and entry.before.gone_from
        ]
        gone = [Edit(p.ref, p, replace(p, gone_from=file)) for p in self.gone if p.gone_from != file]
        return (*back, *gone)

    def change(self) -> Change:
        """Give the change that takes it in: new ones at the end of Unhandled, changed ones where they stand.

        Lanes, amounts and reasons are not touched. The change is empty when nothing is new or changed,
        nothing is gone from the list and nothing is in it again.
        """
        with without_collecting():
            edits = [Edit(entry.ref, entry.before, entry.after) for entry in (*self.new, *self.changed)]
            places = [
                Edit(entry.ref, None, Place(Lane.UNHANDLED, position))
                for position, entry in enumerate(self.new, start=self.first_position)
            ]
            return Change("import", self._signed(self._name()), (*edits, *self._marks, *places))

    def _signed(self, name: Saying) -> Saying:
        """Put the SHA-256 of the file with the name of the change; each form of several has its own instead."""
        digests = {row.source.sha256 for row in self.reading.proposals if row.source is not None}
        if digests - {self.reading.sha256} or not self.reading.sha256:
            return name
        return replace(name, params={**name.params, "sha256": self.reading.sha256})

    def _name(self) -> Saying:
        new, changed, file = len(self.new), len(self.changed), self.reading.file
        if new and changed:
            return saying("Taken in from {file}: {new} new and {changed} changed", file=file, new=new, changed=changed)
        if changed == 1:
            return saying("1 proposal updated from {file}", file=file)
        if changed:
            return saying("{count} proposals updated from {file}", file=file, count=changed)
        if not new and self._marks:
            return self._name_of_marks(file)
        if new == 1:
            return saying("1 proposal taken in from {file}", file=file)
        return saying("{count} proposals taken in from {file}", file=file, count=new)

    def _name_of_marks(self, file: str) -> Saying:
        count = len(self._marks)
        if any(edit.after is not None and getattr(edit.after, "gone_from", "") for edit in self._marks):
            return saying("Marked as not in {file}: {count}", file=file, count=count)
        return saying("In {file} again: {count}", file=file, count=count)


def plan(reading: Reading, state: RoundState, same: Mapping[int, str | None] | None = None) -> Plan:
    """Compare a reading with a round. Pure: nothing is changed before ``change()`` is done.

    ``same`` answers questions of an earlier plan: row number → the number of the proposal that it is,
    or None for a new one. A proposal is recognised by its number; by title and applicant only when
    somebody has said that it is the same.
    """
    with without_collecting():
        return _planned(reading, state, same or {})


def _planned(reading: Reading, state: RoundState, same: Mapping[int, str | None]) -> Plan:
    body, silent = reading.body, Silent(reading)
    found = recognise(reading, state, same)
    refs, places = found.refs, body.accepted
    taken = (
        range(len(places)) if not found.questions else [at for at in range(len(places)) if refs.get(at, "") is not None]
    )
    known: dict[int, PlanEntry] = {}
    given, made = body.refs, body.made
    for at in taken if state.proposals else ():
        place = places[at]
        if at not in refs and (place in made or given[place] not in state.proposals):
            continue
        before = state.proposals.get(refs.get(at) or given[place])
        if before is not None:
            known[at] = _entry(reading.accepted[at], before, silent)

    def entry(at: int) -> PlanEntry:
        return known[at] if at in known else _new(reading.accepted[at], refs.get(at))

    new = [at for at in taken if at not in known] if known else taken
    missing = _missing(reading, state, {entry.ref for entry in known.values()}, found.questions)
    return Plan(
        reading=reading,
        entries=Lazy(len(taken), lambda place: entry(taken[place])),
        missing=missing,
        first_position=len(state.board[Lane.UNHANDLED]) + 1,
        new=Lazy(len(new), lambda place: entry(new[place])),
        known=tuple(known.values()),
        questions=found.questions,
        gone=tuple(_gone(state, missing, {entry.ref for entry in known.values()})),
        sum_requested=reading.sum_requested - _asked_about(reading, refs),
    )


def _entry(row: Row, before: Proposal, silent: Silent) -> PlanEntry:
    assert row.proposal is not None
    after = silent.kept(before, row.proposal, row)
    changed = changed_fields(before, after)
    return PlanEntry(Status.CHANGED if changed else Status.UNCHANGED, row, before, after, changed)


def _new(row: Row, ref: str | None) -> PlanEntry:
    assert row.proposal is not None
    proposal = row.proposal if ref in (None, row.ref) else replace(row.proposal, ref=ref)
    return PlanEntry(Status.NEW, row, None, proposal)


def _missing(reading: Reading, state: RoundState, found: set[str], questions: Sequence[Question]) -> tuple[str, ...]:
    """Give what the round has and the list lacks. A form, or what was pasted, says nothing of what isn't in it."""
    if not reading.is_list or not state.proposals:
        return ()
    named = reading.body.given_refs | found | {question.ref for question in questions}
    return tuple(ref for ref in state.proposals if ref not in named)


def _gone(state: RoundState, missing: Sequence[str], found: set[str]) -> Iterator[Proposal]:
    """Give the missing ones that came with others that the list still has.

    One network's list says nothing of another's. What the forum has put aside as withdrawn is left as it is.
    """
    lists = {_list_of(state.proposals[ref]) for ref in found}
    for ref in missing:
        proposal = state.proposals[ref]
        if _list_of(proposal) in lists and not state.standing(ref).withdrawn:
            yield proposal


def _list_of(proposal: Proposal) -> tuple[str, str]:
    return ("", "") if proposal.source is None else (proposal.source.file, proposal.source.sha256)


def _asked_about(reading: Reading, refs: Mapping[int, str | None]) -> int:
    asked = (reading.accepted[at].proposal for at, ref in refs.items() if ref is None)
    return sum(p.requested.total(reading.year) for p in asked if p is not None and p.requested is not None)


def as_contract(plan: Plan) -> dict[str, Any]:
    """Give the JSON of the ``import`` command; notes and reasons in the language in use."""
    reading = plan.reading
    return {
        "accepted": [_accepted(entry, reading.year) for entry in plan.entries],
        "rejected": [*_rejected(reading), *_unanswered(plan)],
        "file": "ok",
        "reason": None,
        "sum_requested": plan.sum_requested,
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


def _unanswered(plan: Plan) -> Iterator[dict[str, Any]]:
    """Give the rows that aren't taken in since nobody has said whether they are here already."""
    rows = {row.number: row for row in plan.reading.accepted if row.number in plan.asked} if plan.questions else {}
    for number, row in rows.items():
        others = [f"«{question.ref}»" for question in plan.questions if question.row == number]
        reason = saying(
            "It looks like {refs}, which is here already. Say whether it is the same.", refs=", ".join(others)
        )
        yield {
            "row": number,
            "ref": "" if row.made_ref else row.ref,
            "field": "ref",
            "text": "" if row.made_ref else row.ref,
            "reason": say(reason),
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
