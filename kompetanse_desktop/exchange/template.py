"""An empty list for the networks to fill in: the columns this program asks for, with choices and a guide.

A filled one comes back without a question, whichever of the languages it was made in.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kompetanse_desktop import durable
from kompetanse_desktop.domain.checks import MOST_YEARS
from kompetanse_desktop.domain.money import MOST_NOK, Payee
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.columns import FIELDS
from kompetanse_desktop.labels import MEASURE_KIND, PAYEE, TARGET_GROUP, round_name
from kompetanse_desktop.text import N_, Words

ROWS = 500
"""How many rows the choices and formats reach."""
WIDE, NARROW = 32, 14
PAYEES = (Payee.OWNER, Payee.UNIVERSITY, Payee.COORDINATION)
GUIDE: Mapping[str, str] = {
    "ref": N_("The number the network gives it, such as 21-01. It stays the same when the list is sent again."),
    "title": N_("What the measure is called. Must be filled in."),
    "applicant": N_("Who applies and receives the money: a municipality, a county, a private owner or a network."),
    "network": N_("The network the application comes through."),
    "participants": N_("Everybody who takes part, with a comma between."),
    "target_groups": N_("Choose from the list; more than one with a comma between."),
    "universities": N_("The university or university college you work with."),
    "statped": N_("What Statped contributes, if anything."),
    "measure_kinds": N_("Choose from the list; more than one with a comma between."),
    "duration_years": N_("One, two or three."),
    "staff": N_("How many take part."),
    "requested": N_("Whole kroner, one column for each payee and year. Leave empty what you don't ask for."),
    "continued": N_("New, or continued from an earlier year."),
    "private_invited": N_("Whether private kindergartens and free schools were invited."),
    "received": N_("The date of the application, such as 01.03.2021."),
    "need": N_("What was found out about the need, and how."),
    "anchoring": N_("Where and by whom it was decided."),
    "involvement": N_("How staff and leaders took part."),
    "description": N_("What will be done."),
}


@dataclass(frozen=True)
class _Column:
    """One column: the field it is of, its heading, and what may be chosen in it."""

    field: str
    heading: str
    choices: Sequence[str] = ()
    several: bool = False


def write(path: Path, round: Round, words: Words) -> None:
    """Write an empty list for a round, as xlsx. Raises Refusal for another ending, or where the disk says no."""
    if path.suffix.lower() != ".xlsx":
        raise Refusal("The empty list has a name that ends in .xlsx.")
    durable.write(template_bytes(round, words), path)


def template_bytes(round: Round, words: Words) -> bytes:
    """Give the empty list of a round as a workbook in this language."""
    out = io.BytesIO()
    table = _columns(round, words)
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": words.say(round_name(round)), "created": date(round.year, 1, 1)})
        heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#0e4a5c", "font_color": "#ffffff"}
        )
        list_sheet = book.add_worksheet(words.say("Proposals"))
        _list(list_sheet, table, words, heading)
        _formats(list_sheet, table, book)
        _guide(book.add_worksheet(words.say("Guide")), table, round, words, book)
    return out.getvalue()


def _columns(round: Round, words: Words) -> list[_Column]:
    say = words.say
    choices = {
        "target_groups": [say(name) for name in TARGET_GROUP.values()],
        "measure_kinds": [say(name) for name in MEASURE_KIND.values()],
        "duration_years": [str(years) for years in range(1, MOST_YEARS + 1)],
        "continued": [say("New"), say("Continued")],
        "private_invited": [say("Yes"), say("No")],
    }
    found: list[_Column] = []
    for field, name in FIELDS.items():
        if field == "requested":
            for year in range(round.year, round.year + MOST_YEARS):
                for payee in PAYEES:
                    heading = say("Requested {year} {payee}", year=str(year), payee=say(PAYEE[payee]))
                    found.append(_Column(field, heading))
        else:
            several = field in ("target_groups", "measure_kinds")
            found.append(_Column(field, say(name), choices.get(field, ()), several))
    return found


def _list(sheet: Worksheet, table: Sequence[_Column], words: Words, heading: Format) -> None:
    for at, column in enumerate(table):
        sheet.write_string(0, at, column.heading, heading)
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices)}
            if column.several:  # the list is a help, not a fence: more than one may be written
                rule |= {"show_error": False}
            else:
                rule |= {"error_title": column.heading[:32], "error_message": words.say("Choose from the list.")}
            sheet.data_validation(1, at, ROWS, at, rule)
        elif column.field == "requested":
            whole = words.say("Write whole kroner, without text.")
            sheet.data_validation(
                1,
                at,
                ROWS,
                at,
                {
                    "validate": "integer",
                    "criteria": "between",
                    "minimum": 0,
                    "maximum": MOST_NOK,
                    "error_title": column.heading[:32],
                    "error_message": whole,
                },
            )
    sheet.set_row(0, 48)
    sheet.freeze_panes(1, 2)


def _formats(sheet: Worksheet, table: Sequence[_Column], book: xlsxwriter.Workbook) -> None:
    text = book.add_format({"num_format": "@", "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    money = book.add_format({"num_format": "#,##0", "valign": "top"})
    day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"})
    by_field = {"ref": text, "requested": money, "received": day}
    for at, column in enumerate(table):
        narrow = column.field in ("ref", "requested", "received", "duration_years", "staff", "continued")
        sheet.set_column(at, at, NARROW if narrow else WIDE, by_field.get(column.field, wrapped))


def _guide(sheet: Worksheet, table: Sequence[_Column], round: Round, words: Words, book: xlsxwriter.Workbook) -> None:
    bold, wrapped = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, words.say(round_name(round)), title)
    sheet.write_string(
        1, 0, words.say("One row for each proposal, in the first sheet. Leave the headings as they are.")
    )
    row = 3
    for field in dict.fromkeys(column.field for column in table):
        of_field = [column for column in table if column.field == field]
        sheet.write_string(row, 0, words.say(FIELDS[field]), bold)
        told = words.say(GUIDE[field])
        if of_field[0].choices:
            told = f"{told} {words.say('Choices: {choices}.', choices=', '.join(of_field[0].choices))}"
        sheet.write_string(row, 1, told, wrapped)
        row += 1
