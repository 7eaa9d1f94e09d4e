"""The recommendation as a workbook: the proposals, and the money with sums that go on working."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from kompetanse_desktop.domain.recommendation import Recommendation
from kompetanse_desktop.exchange.table_out import Cell, OutColumn, columns, in_order
from kompetanse_desktop.exchange.xlsx_lists import LONGEST_CELL, write_lists
from kompetanse_desktop.labels import round_name
from kompetanse_desktop.text import Words

MONEY_FORMAT = '#,##0 "kr"'
DATE_FORMAT = "dd.mm.yyyy"
WIDTH_OF_TEXT = {False: 24, True: 16}


def xlsx_bytes(recommendation: Recommendation, words: Words) -> bytes:
    """Give the recommendation as a workbook in this language. Text is never written as a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": words.say("Recommendation"), "created": _stamp(recommendation.made_at)})
        formats = {
            "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "money": book.add_format({"num_format": MONEY_FORMAT}),
            "sum": book.add_format({"num_format": MONEY_FORMAT, "bold": True, "top": 1}),
            "date": book.add_format({"num_format": DATE_FORMAT, "align": "left"}),
        }
        table = columns(recommendation, words)
        sheet_name = words.say("Proposals")
        _proposals(book.add_worksheet(sheet_name), recommendation, table, formats)
        _money(book.add_worksheet(words.say("Money")), recommendation, table, sheet_name, formats, words)
        write_lists(book, recommendation, formats, words)
    return out.getvalue()


def _stamp(made_at: datetime) -> datetime:
    """Give the time of the recommendation as a workbook keeps it, so that the same data gives the same bytes."""
    return (
        made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        if made_at.tzinfo
        else made_at.replace(microsecond=0)
    )


def _proposals(
    sheet: Worksheet, recommendation: Recommendation, table: list[OutColumn], formats: dict[str, Format]
) -> None:
    rows = list(in_order(recommendation))
    for at, column in enumerate(table):
        sheet.write_string(0, at, column.heading, formats["bold"])
        sheet.set_column(at, at, WIDTH_OF_TEXT[column.money])
    for number, (lane, entry) in enumerate(rows, start=1):
        for at, column in enumerate(table):
            _write(sheet, number, at, column.cell(lane, entry), column.money, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(table) - 1)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, money: bool, formats: dict[str, Format]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:LONGEST_CELL])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime.combine(cell, time.min), formats["date"])
    else:
        sheet.write_number(row, column, cell, formats["money"] if money else None)


def _money(
    sheet: Worksheet,
    recommendation: Recommendation,
    table: list[OutColumn],
    rows_sheet: str,
    formats: dict[str, Format],
    words: Words,
) -> None:
    """Write the sum check as formulas over the first sheet, with their values for those that don't calculate."""
    say, sums, the_round = words.say, recommendation.budget, recommendation.round
    last = 1 + sum(1 for _ in in_order(recommendation))
    given = next(i for i, c in enumerate(table) if c.heading == say("Recommended {year}", year=str(the_round.year)))
    column = xl_col_to_name(given)
    total = f"=SUM('{rows_sheet}'!{column}2:{column}{max(2, last)})"
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, 2, 20)
    sheet.write_string(0, 0, say(round_name(the_round)), formats["bold"])
    if the_round.example:
        sheet.write_string(1, 0, say("An example with invented applicants."))
    if (version := recommendation.version) is not None:
        sheet.write_string(0, 1, say("Version {number}", number=version.number))
        sheet.write_string(1, 1, f"SHA-256 {version.digest}")
    for row, (label, nok) in enumerate(
        ((say("Frame"), sums.frame), (say("Committed"), sums.committed), (say("Set aside"), sums.set_aside)), start=2
    ):
        sheet.write_string(row, 0, label)
        sheet.write_number(row, 1, nok, formats["money"])
    for row, label, formula, nok in (
        (5, say("Available"), "=B3-B4-B5", sums.available),
        (6, say("Recommended"), total, sums.recommended),
        (7, say("Remaining"), "=B6-B7", sums.remaining),
    ):
        sheet.write_string(row, 0, label, formats["bold"])
        sheet.write_formula(row, 1, formula, formats["sum"], nok)
    _networks(sheet, recommendation, formats, words)


def _networks(sheet: Worksheet, recommendation: Recommendation, formats: dict[str, Format], words: Words) -> None:
    headings = (words.say("Network"), words.say("Requested"), words.say("Recommended"))
    for at, heading in enumerate(headings):
        sheet.write_string(9, at, heading, formats["bold"])
    first = 10
    for row, (network, asked, given) in enumerate(recommendation.by_network, start=first):
        sheet.write_string(row, 0, network or words.say("Without a network"))
        sheet.write_number(row, 1, asked, formats["money"])
        sheet.write_number(row, 2, given, formats["money"])
    end = first + len(recommendation.by_network)
    sheet.write_string(end, 0, words.say("Sum"), formats["bold"])
    totals = (sum(n[1] for n in recommendation.by_network), sum(n[2] for n in recommendation.by_network))
    for at, (letter, nok) in enumerate(zip("BC", totals, strict=True), start=1):
        formula = f"=SUM({letter}{first + 1}:{letter}{end})" if end > first else "=0"
        sheet.write_formula(end, at, formula, formats["sum"], nok)
