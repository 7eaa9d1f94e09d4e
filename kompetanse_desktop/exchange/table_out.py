"""The recommendation as one table: the columns that the CSV file and the workbook share."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Criterion
from kompetanse_desktop.domain.recommendation import Entry, Recommendation
from kompetanse_desktop.exchange.columns import FIELDS
from kompetanse_desktop.labels import ANSWER, CRITERION, LANE, MEASURE_KIND, PAYEE, TARGET_GROUP
from kompetanse_desktop.text import N_, Words, short_date

Cell = str | int | date | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class OutColumn:
    """One column: its heading, what goes in it, and whether it is money."""

    heading: str
    cell: Callable[[Lane, Entry], Cell]
    money: bool = False


def in_order(recommendation: Recommendation) -> Iterator[tuple[Lane, Entry]]:
    """Give every proposal with its lane, the prioritised ones first."""
    yield from ((Lane.PRIORITISED, entry) for entry in recommendation.prioritised)
    yield from ((Lane.RESERVE, entry) for entry in recommendation.reserve)
    yield from ((Lane.DECLINED, entry) for entry in recommendation.declined)
    yield from ((Lane.UNHANDLED, entry) for entry in recommendation.unhandled)


def columns(recommendation: Recommendation, words: Words) -> list[OutColumn]:
    """Give the columns of the table in this language; amounts only for the payees and years there are."""
    say = words.say
    entries = [entry for _, entry in in_order(recommendation)]
    asked = _cells([entry.proposal.requested for entry in entries])
    given = _cells([entry.amounts for entry in recommendation.prioritised])
    year = str(recommendation.round.year)
    return [
        OutColumn(say("Lane"), lambda lane, e: say(LANE[lane])),
        OutColumn(say("Rank"), lambda lane, e: e.rank),
        OutColumn(say(FIELDS["ref"]), lambda lane, e: e.proposal.ref),
        OutColumn(say(FIELDS["title"]), lambda lane, e: e.proposal.title),
        OutColumn(say(FIELDS["applicant"]), lambda lane, e: e.proposal.applicant),
        OutColumn(say(FIELDS["network"]), lambda lane, e: e.proposal.network),
        OutColumn(say(FIELDS["participants"]), lambda lane, e: ", ".join(e.proposal.participants)),
        OutColumn(say(FIELDS["target_groups"]), lambda lane, e: _targets(e, words)),
        OutColumn(say(FIELDS["universities"]), lambda lane, e: ", ".join(e.proposal.universities)),
        OutColumn(say(FIELDS["statped"]), lambda lane, e: e.proposal.statped),
        OutColumn(say(FIELDS["measure_kinds"]), lambda lane, e: _kinds(e, words)),
        OutColumn(say(FIELDS["duration_years"]), lambda lane, e: e.proposal.duration_years),
        OutColumn(say(FIELDS["staff"]), lambda lane, e: e.proposal.staff),
        OutColumn(
            say(FIELDS["continued"]), lambda lane, e: _choice(e.proposal.continued, N_("Continued"), N_("New"), words)
        ),
        OutColumn(
            say(FIELDS["private_invited"]),
            lambda lane, e: _choice(e.proposal.private_invited, N_("Yes"), N_("No"), words),
        ),
        OutColumn(say(FIELDS["received"]), lambda lane, e: e.proposal.received),
        OutColumn(say("Requested {year}", year=year), lambda lane, e: e.requested, money=True),
        *(_asked_column(payee, y, words) for payee, y in asked if payee is not Payee.UNDIVIDED),
        *(_asked_column(payee, y, words) for payee, y in asked if payee is Payee.UNDIVIDED and str(y) != year),
        OutColumn(
            say("Recommended {year}", year=year),
            lambda lane, e: e.recommended if lane is Lane.PRIORITISED else 0,
            money=True,
        ),
        *(_given_column(payee, y, words) for payee, y in given),
        OutColumn(
            say("Amount as reserve"), lambda lane, e: e.recommended if lane is Lane.RESERVE else None, money=True
        ),
        OutColumn(say("Reason"), lambda lane, e: e.standing.reason),
        OutColumn(say("Conditions"), lambda lane, e: e.standing.conditions),
        *(_criterion_column(criterion, words) for criterion in Criterion),
        *(OutColumn(say(FIELDS[f]), _long(f)) for f in ("need", "anchoring", "involvement", "description")),
    ]


def _cells(matrices: Sequence[Amounts | None]) -> list[tuple[Payee, int]]:
    found = {(payee, year) for amounts in matrices if amounts is not None for payee, year, _ in amounts}
    return sorted(found, key=lambda cell: (cell[1], list(Payee).index(cell[0])))


def _asked_column(payee: Payee, year: int, words: Words) -> OutColumn:
    def cell(lane: Lane, entry: Entry) -> Cell:
        requested = entry.proposal.requested
        return None if requested is None else requested[(payee, year)] or None

    if payee is Payee.UNDIVIDED:
        return OutColumn(words.say("Requested {year}", year=str(year)), cell, money=True)
    return OutColumn(
        words.say("Requested {year} {payee}", year=str(year), payee=words.say(PAYEE[payee])), cell, money=True
    )


def _given_column(payee: Payee, year: int, words: Words) -> OutColumn:
    def cell(lane: Lane, entry: Entry) -> Cell:
        if lane is not Lane.PRIORITISED or entry.amounts is None:
            return None
        return entry.amounts[(payee, year)] or None

    heading = words.say("Recommended {year} {payee}", year=str(year), payee=words.say(PAYEE[payee]))
    return OutColumn(heading, cell, money=True)


def _criterion_column(criterion: Criterion, words: Words) -> OutColumn:
    def cell(lane: Lane, entry: Entry) -> Cell:
        assessment = entry.standing.assessment(criterion)
        answer = words.say(ANSWER[assessment.answer])
        return f"{answer}: {assessment.note}" if assessment.note else answer

    return OutColumn(words.say(CRITERION[criterion]), cell)


def _long(name: str) -> Callable[[Lane, Entry], Cell]:
    return lambda lane, entry: str(getattr(entry.proposal, name))


def _targets(entry: Entry, words: Words) -> str:
    return entry.proposal.target_text or ", ".join(words.say(TARGET_GROUP[g]) for g in entry.proposal.target_groups)


def _kinds(entry: Entry, words: Words) -> str:
    return entry.proposal.measure_text or ", ".join(words.say(MEASURE_KIND[k]) for k in entry.proposal.measure_kinds)


def _choice(value: bool | None, yes: str, no: str, words: Words) -> str:
    return "" if value is None else words.say(yes if value else no)


def csv_bytes(recommendation: Recommendation, words: Words) -> bytes:
    """Give the table as CSV that a spreadsheet opens right: UTF-8 with a mark, semicolons, no formulas."""
    table = columns(recommendation, words)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in table])
    for lane, entry in in_order(recommendation):
        writer.writerow([harmless(column.cell(lane, entry)) for column in table])
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> str:
    """Write a cell so that no spreadsheet takes it for a formula, and the reader of lists can tell what was written."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return short_date(cell)
    text = str(cell)
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text
