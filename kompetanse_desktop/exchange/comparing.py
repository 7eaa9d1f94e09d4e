"""Compare what a list says of a proposal with what the round has: which fields differ, in words ready to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from kompetanse_desktop import labels
from kompetanse_desktop.difference_words import FIELD, value_words
from kompetanse_desktop.domain.difference import Difference
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.exchange.columns import FIELDS, amount_cell
from kompetanse_desktop.exchange.rows import Row
from kompetanse_desktop.exchange.understanding import Reading
from kompetanse_desktop.text import money, say

_BESIDE = ("ref", "source", "doubts", "earlier_requested", "gone_from")
COMPARED = tuple(f.name for f in fields(Proposal) if f.name not in _BESIDE)
"""What makes a proposal changed. Not where it came from, nor the doubts: they are in the language of the
day, and the text that a doubt is about is among the other fields. Nor what was marked by an earlier import."""
OF_FIELD = {"target_groups": ("target_groups", "target_text"), "measure_kinds": ("measure_kinds", "measure_text")}
"""The columns that give more than the one field they are called after."""
SHOWN_BY_TEXT = {"target_groups": "target_text", "measure_kinds": "measure_text"}
NOTHING = "–"


@dataclass(frozen=True)
class FieldDifference:
    """One field that a list says another thing of than the round has: ``before`` and ``after`` are words to show.

    ``field`` is a field of Proposal; ``heading`` the column it is about where that is "other".
    """

    field: str
    before: str
    after: str
    heading: str = ""

    @property
    def name(self) -> str:
        """The field's name for people."""
        return self.heading or say(FIELD[self.field])


def changed_fields(before: Proposal, after: Proposal) -> tuple[str, ...]:
    """Give the names of the fields that differ."""
    return tuple(name for name in COMPARED if _comparable(name, before) != _comparable(name, after))


def _comparable(name: str, proposal: Proposal) -> object:
    """Give a field's value; the columns beside may stand in another order in the next list."""
    value = getattr(proposal, name)
    return sorted(value) if name == "other" else value


def differences(before: Proposal, after: Proposal, changed: tuple[str, ...]) -> Iterator[FieldDifference]:
    """Tell in words what differs, field by field."""
    for name in changed:
        if name in SHOWN_BY_TEXT and SHOWN_BY_TEXT[name] in changed:
            continue
        if name == "other":
            yield from _of_other(before, after)
        elif name == "requested":
            yield FieldDifference(name, *_amounts(before.requested, after.requested))
        else:
            one, two = getattr(before, name), getattr(after, name)
            difference = Difference(before.ref, before.title, name, one, two)
            yield FieldDifference(name, value_words(difference, one), value_words(difference, two))


def _of_other(before: Proposal, after: Proposal) -> Iterator[FieldDifference]:
    one, two = _by_heading(before), _by_heading(after)
    for heading in dict.fromkeys((*one, *two)):
        if one.get(heading) != two.get(heading):
            yield FieldDifference("other", one.get(heading, NOTHING), two.get(heading, NOTHING), heading)


def _by_heading(proposal: Proposal) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    for heading, text in proposal.other:
        texts.setdefault(heading, []).append(text)
    return {heading: " | ".join(sorted(found)) for heading, found in texts.items()}


def _amounts(before: Amounts | None, after: Amounts | None) -> tuple[str, str]:
    """Write two amounts so that they differ: by year, and by payee where the sums of the years are the same."""
    by_payee = by_year(before) == by_year(after)
    years = {year for amounts in (before, after) if amounts is not None for year in amounts.years}
    return _amount(before, years, by_payee), _amount(after, years, by_payee)


def _amount(amounts: Amounts | None, years: set[int], by_payee: bool) -> str:
    if amounts is None:
        return say("unknown")
    if by_payee:
        return ", ".join(f"{year} {say(labels.PAYEE[payee])}: {money(nok)}" for payee, year, nok in amounts)
    if len(years) < 2:
        return money(amounts.grand_total)
    return ", ".join(f"{year}: {money(amounts.total(year))}" for year in sorted(years))


def by_year(amounts: Amounts | None) -> dict[int, int] | None:
    """Give the sums of the years; None where the amount is unknown."""
    return None if amounts is None else {year: amounts.total(year) for year in amounts.years}


class Silent:
    """What a file says nothing of, since it has no column for it: there the round keeps what it knows."""

    def __init__(self, reading: Reading) -> None:
        self.year = reading.year
        self.known = {c.field for c in reading.columns if c.field}
        self.headings = {heading for _, heading in reading.body.reader.other} | {c.heading for c in reading.columns}
        self.ref_heading = next((c.heading for c in reading.columns if c.field == "ref"), "") or say(FIELDS["ref"])

    def kept(self, before: Proposal, after: Proposal, row: Row) -> Proposal:
        """Give the proposal of the file, with what the file is silent about as it was before."""
        known = self.known | set(row.edited)
        plain = (n for n in FIELDS if n not in ("ref", "title", "applicant", "requested") and n not in known)
        names = [attribute for name in plain for attribute in OF_FIELD.get(name, (name,))]
        values: dict[str, Any] = {name: getattr(before, name) for name in names}
        other = tuple(pair for pair in before.other if pair[0] not in self.headings)
        own = () if after.ref in (before.ref, "") or row.made_ref else ((self.ref_heading, after.ref),)
        requested = self._requested(before.requested, after.requested, known)
        said = replace(
            after, ref=before.ref, **values, other=(*after.other, *own, *other), requested=requested, gone_from=""
        )
        return replace(said, earlier_requested=_earlier(before, said))

    def _requested(self, before: Amounts | None, after: Amounts | None, known: set[str]) -> Amounts | None:
        told = [cell for field in known if (cell := amount_cell(field, self.year)) is not None]
        years = {year for _, year in told}
        if not years or before is None or after is None:
            return after if years else before
        totals_only = all(payee is Payee.UNDIVIDED for payee, _ in told)
        cells = {(payee, year): nok for payee, year, nok in after}
        for payee, year, nok in before:
            same_total = totals_only and before.total(year) == after.total(year)
            if year not in years or same_total:
                cells.pop((Payee.UNDIVIDED, year), None)
                cells[payee, year] = nok
        return Amounts(cells)


def _earlier(before: Proposal, after: Proposal) -> Amounts | None:
    """Give what was asked for when somebody last looked; None where that is what is asked for now."""
    if by_year(before.requested) == by_year(after.requested):
        return before.earlier_requested
    earlier = before.earlier_requested if before.earlier_requested is not None else before.requested or Amounts()
    return None if by_year(earlier) == (by_year(after.requested) or {}) else earlier
