"""The workbook's lists, as the document has them: ranked, reserve and not prioritised, and sums by year and payee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.recommendation import Entry, Recommendation
from kompetanse_desktop.exchange.columns import FIELDS
from kompetanse_desktop.labels import LANE, PAYEE
from kompetanse_desktop.text import Words

_Cell = str | int | None
LONGEST_CELL = 32_767
"""Excel's own limit of signs in a cell."""


def write_lists(
    book: xlsxwriter.Workbook, recommendation: Recommendation, formats: Mapping[str, Format], words: Words
) -> None:
    """Add a sheet for each lane that the document has a list of, and one by year and payee."""
    payees = _payees(recommendation)
    for lane, entries in (
        (Lane.PRIORITISED, recommendation.prioritised),
        (Lane.RESERVE, recommendation.reserve),
        (Lane.DECLINED, recommendation.declined),
    ):
        sheet = book.add_worksheet(words.say(LANE[lane]))
        _lane(sheet, recommendation, lane, entries, payees, formats, words)
    _years(book.add_worksheet(words.say("By year")), recommendation, payees, formats, words)


def _payees(recommendation: Recommendation) -> list[Payee]:
    """Give the payees of all amounts there are; the undivided only where there are such."""
    every = [entry.amounts for entry in recommendation.entries if entry.amounts is not None]
    undivided = any(payee is Payee.UNDIVIDED for amounts in every for payee, _, _ in amounts)
    return [payee for payee in Payee if payee is not Payee.UNDIVIDED or undivided]


def _lane(
    sheet: Worksheet,
    recommendation: Recommendation,
    lane: Lane,
    entries: Sequence[Entry],
    payees: Sequence[Payee],
    formats: Mapping[str, Format],
    words: Words,
) -> None:
    """Write a lane in its order; the sum of each measure and of each column is a formula."""
    year = recommendation.round.year
    texts = [
        *(words.say("Rank"), words.say(FIELDS["ref"]), words.say(FIELDS["title"]), words.say(FIELDS["applicant"])),
        *(words.say(FIELDS["participants"]), words.say(FIELDS["universities"])),
        *(words.say(FIELDS["duration_years"]), words.say("Reason"), words.say("Conditions")),
    ]
    sums = [words.say(PAYEE[payee]) for payee in payees]
    if lane is Lane.DECLINED:
        named = words.say("Requested {year}", year=str(year))
    else:
        named = words.say("Amount {year}", year=str(year))
    for at, heading in enumerate([*texts, *sums, named]):
        sheet.write_string(0, at, heading[:1].upper() + heading[1:], formats["bold"])
        sheet.set_column(at, at, 8 if at == 0 else 24 if at < len(texts) else 16)
    first, last = len(texts), len(texts) + len(payees)
    for row, entry in enumerate(entries, start=1):
        _texts(sheet, row, entry)
        amounts = entry.proposal.requested if lane is Lane.DECLINED else entry.amounts
        if amounts is None:
            sheet.write_string(row, last, words.say("not known"))
            continue
        for at, payee in enumerate(payees, start=first):
            sheet.write_number(row, at, amounts[payee, year], formats["money"])
        span = f"{xl_col_to_name(first)}{row + 1}:{xl_col_to_name(last - 1)}{row + 1}"
        sheet.write_formula(row, last, f"=SUM({span})", formats["money"], amounts.total(year))
    sheet.freeze_panes(1, 0)
    if not entries:
        return
    sheet.autofilter(0, 0, len(entries), last)
    _sum_row(sheet, recommendation.round.year, lane, entries, payees, first, formats, words)


def _texts(sheet: Worksheet, row: int, entry: Entry) -> None:
    proposal, standing = entry.proposal, entry.standing
    cells: tuple[_Cell, ...] = (
        *(entry.rank, proposal.ref, proposal.title, proposal.applicant, ", ".join(proposal.participants)),
        *(", ".join(proposal.universities), proposal.duration_years, standing.reason, standing.conditions),
    )
    for at, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, at, cell)
        elif cell:
            sheet.write_string(row, at, cell[:LONGEST_CELL])


def _sum_row(
    sheet: Worksheet,
    year: int,
    lane: Lane,
    entries: Sequence[Entry],
    payees: Sequence[Payee],
    first: int,
    formats: Mapping[str, Format],
    words: Words,
) -> None:
    known = [e.proposal.requested if lane is Lane.DECLINED else e.amounts for e in entries]
    columns = [sum(amounts[payee, year] for amounts in known if amounts is not None) for payee in payees]
    row = len(entries) + 1
    sheet.write_string(row, 2, words.say("Sum"), formats["bold"])
    for at, nok in enumerate([*columns, sum(columns)], start=first):
        letter = xl_col_to_name(at)
        sheet.write_formula(row, at, f"=SUM({letter}2:{letter}{row})", formats["sum"], nok)


def _years(
    sheet: Worksheet,
    recommendation: Recommendation,
    payees: Sequence[Payee],
    formats: Mapping[str, Format],
    words: Words,
) -> None:
    """Write what is recommended by year and payee: this year's money, and what later frames are bound by."""
    given = [entry.amounts for entry in recommendation.prioritised if entry.amounts is not None]
    years = sorted({recommendation.round.year, *(year for amounts in given for year in amounts.years)})
    headings = [words.say("Year"), *(words.say(PAYEE[payee]) for payee in payees), words.say("Sum")]
    for at, heading in enumerate(headings):
        sheet.write_string(0, at, heading[:1].upper() + heading[1:], formats["bold"])
        sheet.set_column(at, at, 16)
    last = xl_col_to_name(len(payees))
    for row, year in enumerate(years, start=1):
        sheet.write_number(row, 0, year)
        for at, payee in enumerate(payees, start=1):
            sheet.write_number(row, at, sum(amounts[payee, year] for amounts in given), formats["money"])
        total = sum(amounts.total(year) for amounts in given)
        sheet.write_formula(row, len(payees) + 1, f"=SUM(B{row + 1}:{last}{row + 1})", formats["sum"], total)
    sheet.freeze_panes(1, 0)
