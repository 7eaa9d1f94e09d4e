"""What stands in the cells: notations of amounts, numbers, dates, words, and texts that mean harm."""

from __future__ import annotations

from datetime import date, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.exchange.corpus.case import ASKED, HEADINGS, LIST, NO_AMOUNT_FOR, TABLE, Case, Cell, Wanted
from tests.exchange.corpus.packing import text, with_amount, xlsx

NOT_AN_AMOUNT = "«{text}» isn't an amount."
NOT_EXACT = "«{text}» isn't an exact amount."
SIGN = "«{text}» has a sign: an amount asked for has none."
THOUSANDS = "«{text}» can mean thousands or decimals."
CURRENCY = "«{text}» is in another currency than kroner."
SEVERAL = "«{text}» is more than one amount."
ROUNDED = "«{text}» was rounded to {amount_nok}."
REFS = ("21-01", "21-02", "21-03")


def _amounts(file: str, why: str, *given: tuple[Cell, int | None, str]) -> Case:
    """Make a text file with three amounts: as they are written, what they are, what is said ('' for nothing)."""
    wanted = Wanted(
        asked={ref: nok for ref, (_, nok, _) in zip(REFS, given, strict=True)},
        doubts={ref: (said,) for ref, (*_, said) in zip(REFS, given, strict=True) if said},
    )
    return Case(file, lambda: text(with_amount(*(written for written, *_ in given))), why, wanted)


def _column(heading: str, *cells: Cell) -> list[tuple[Cell, ...]]:
    """Give the list with one more column."""
    return [(*HEADINGS, heading), *((*row, cell) for row, cell in zip(LIST, cells, strict=True))]


def _date_for_a_number(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.write_datetime("A2", datetime(2021, 1, 21), book.add_format({"num_format": "dd-mm"}))


def _fields(name: str, *values: object) -> dict[str, dict[str, object]]:
    return {ref: {name: value} for ref, value in zip(REFS, values, strict=True)}


def _refs(*refs: str) -> list[tuple[Cell, ...]]:
    return [HEADINGS, *((ref, *row[1:]) for ref, row in zip(refs, LIST, strict=True))]


FORMULAS = ("=1+1", "@SUM(A1)", '=HYPERLINK("file:///etc/passwd";"x")')
MARKUP = ("<b>Feit</b>", '<img src="/etc/passwd">', "{title} %s & \\n")
SQL = ("'); DROP TABLE proposals;--", 'Robert" OR 1=1', "$(reboot) `id`")


def _titles(*titles: str) -> list[tuple[Cell, ...]]:
    return [HEADINGS, *((row[0], title, *row[2:]) for title, row in zip(titles, LIST, strict=True))]


CASES = [
    _amounts(
        "amounts-spaced.csv",
        "spaces between thousands, also those that don't break",
        ("1 250 000", 1_250_000, ""),
        ("450\u00a0000", 450_000, ""),
        ("1\u202f250\u202f000,00", 1_250_000, ""),
    ),
    _amounts(
        "amounts-kr.csv",
        "kr before and after, and a dash for no øre",
        ("kr 450.000,-", 450_000, ""),
        ("300000 kr", 300_000, ""),
        ("NOK 1.250.000,00", 1_250_000, ""),
    ),
    _amounts(
        "amounts-millions.csv",
        "millions in words",
        ("1,2 mill.", 1_200_000, ""),
        ("2 millionar", 2_000_000, ""),
        ("0,45 MNOK", 450_000, ""),
    ),
    _amounts(
        "amounts-ore.csv",
        "øre are rounded, and that is said",
        ("1 250 000,50", 1_250_001, ROUNDED),
        ("300000,49", 300_000, ROUNDED),
        ("125500,00", 125_500, ""),
    ),
    _amounts(
        "amounts-english.csv", "English marks", ("1,250,000", 1_250_000, ""), ("450,000.00", 450_000, ""), (5, 5, "")
    ),
    _amounts(
        "amounts-doubtful.csv",
        "one mark can be thousands or decimals",
        ("1.250", None, THOUSANDS),
        ("1,250", None, THOUSANDS),
        ("1,2", None, THOUSANDS),
    ),
    _amounts(
        "amounts-about.csv",
        "about so much is no amount",
        ("ca. 450 000", None, NOT_EXACT),
        ("inntil 300 000", None, NOT_EXACT),
        (">100000", None, NOT_EXACT),
    ),
    _amounts(
        "amounts-ranges.csv",
        "more than one amount",
        ("400 000 - 500 000", None, SEVERAL),
        ("300000 eller 400000", None, SEVERAL),
        ("200 000/300 000", None, SEVERAL),
    ),
    _amounts(
        "amounts-currency.csv",
        "other currencies",
        ("€ 45 000", None, CURRENCY),
        ("30000 EUR", None, CURRENCY),
        ("SEK 200 000", None, CURRENCY),
    ),
    _amounts(
        "amounts-signs.csv",
        "signs, and negative as accountants write it",
        ("-450000", None, SIGN),
        ("(300 000)", None, SIGN),
        ("+125500", None, SIGN),
    ),
    _amounts(
        "amounts-words.csv",
        "words where an amount is due",
        ("sjå vedlegg", None, NOT_AN_AMOUNT),
        ("NaN", None, NOT_AN_AMOUNT),
        ("1e6", None, NOT_AN_AMOUNT),
    ),
    _amounts(
        "amounts-raised.csv",
        "a raised 2 for a footnote, other digits, thousands grouped wrongly",
        ("450 000²", None, NOT_AN_AMOUNT),
        ("٤٥٠٠٠٠", None, NOT_AN_AMOUNT),
        ("45 00 00", None, NOT_AN_AMOUNT),
    ),
    _amounts(
        "amounts-huge.csv",
        "more than there is money",
        ("99999999999999999999", None, "«{text}» is more than this program handles."),
        ("300000", 300_000, ""),
        ("", None, NO_AMOUNT_FOR),
    ),
    Case(
        "amounts-specks.xlsx",
        lambda: xlsx(with_amount(450_000.004, 299_999.6, 0.3)),
        "what a spreadsheet's own arithmetic leaves, and a percentage",
        Wanted(
            asked={"21-01": 450_000, "21-02": 300_000, "21-03": None},
            doubts={"21-02": (ROUNDED,), "21-03": (THOUSANDS,)},
        ),
    ),
    Case(
        "refs-zeros.csv",
        lambda: text(_refs("00042", "0007", "1e3")),
        "numbers with zeros in front are kept as they are",
        Wanted(asked={"00042": 450_000, "0007": 300_000, "1e3": 125_500}),
    ),
    Case(
        "refs-zeros.xlsx",
        lambda: xlsx(_refs("00042", "0007", "1E3")),
        "the same as text in a workbook",
        Wanted(asked={"00042": 450_000, "0007": 300_000, "1E3": 125_500}),
    ),
    Case(
        "refs-numbers.xlsx",
        lambda: xlsx([HEADINGS, *((n, *row[1:]) for n, row in zip((1, 2.0, 42), LIST, strict=True))]),
        "numbers as numbers: 42.0 is 42",
        Wanted(asked={"1": 450_000, "2": 300_000, "42": 125_500}),
    ),
    Case(
        "refs-dates.xlsx",
        lambda: xlsx([HEADINGS, LIST[0]], _date_for_a_number),
        "a number that the spreadsheet turned into a date",
        Wanted(
            asked={"2021-01-21": 450_000},
            doubts={"2021-01-21": ("The number was turned into the date {text} by the spreadsheet.",)},
        ),
    ),
    Case(
        "refs-twice.csv",
        lambda: text(_refs("21-01", "21-01", "21-03")),
        "a number that is used twice",
        Wanted(
            asked={"21-01": 450_000, "21-03": 125_500},
            rejected={3: "The number «{ref}» is already used in row {row}."},
        ),
    ),
    Case(
        "refs-none.csv",
        lambda: text([row[1:] for row in TABLE]),
        "no numbers at all",
        Wanted(
            asked={"rad-2": 450_000, "rad-3": 300_000, "rad-4": 125_500},
            doubts=dict.fromkeys(("rad-2", "rad-3", "rad-4"), ("The row has no number; it is called «{ref}» here.",)),
        ),
    ),
    Case(
        "dates.csv",
        lambda: text(_column("Motteke", "16.04.2021", "2021-04-15", "1. mars 2021")),
        "dates as people write them",
        Wanted(fields=_fields("received", date(2021, 4, 16), date(2021, 4, 15), date(2021, 3, 1))),
    ),
    Case(
        "dates-doubtful.csv",
        lambda: text(_column("Motteke", "16.04.21", "4/5/2021", "31.02.2021")),
        "a year of two digits, the American order, a day that isn't",
        Wanted(
            fields=_fields("received", date(2021, 4, 16), None, None),
            doubts={
                "21-01": ("The year has two digits: «{text}» was taken as {day}.",),
                "21-02": ("«{text}» can be two dates: the day and the month may have changed places.",),
                "21-03": ("«{text}» isn't a date.",),
            },
        ),
    ),
    Case(
        "dates.xlsx",
        lambda: xlsx(_column("Motteke", 44302, "16.04.2021", None)),
        "a date that lost its format on the way",
        Wanted(fields=_fields("received", date(2021, 4, 16), date(2021, 4, 16), None)),
    ),
    Case(
        "yes-no.csv",
        lambda: text(_column("Private inviterte", "Ja", "nei", "kanskje")),
        "yes, no, and perhaps",
        Wanted(
            fields=_fields("private_invited", True, False, None),
            doubts={"21-03": ("«{text}» is neither yes nor no.",)},
        ),
    ),
    Case(
        "lists.csv",
        lambda: text(_column("Deltakande eigarar", "Bø, Ås og Nærøy", "Møre og Romsdal fylkeskommune", "Bø (Ås, Vik)")),
        "lists in a cell, and names that are no lists",
        Wanted(
            fields=_fields("participants", ("Bø", "Ås", "Nærøy"), ("Møre og Romsdal fylkeskommune",), ("Bø (Ås, Vik)",))
        ),
    ),
    Case(
        "other-columns.csv",
        lambda: text(_column("Kontaktperson", "Kari", "", "Ola")),
        "a column nobody knows is kept",
        Wanted(fields=_fields("other", (("Kontaktperson", "Kari"),), (), (("Kontaktperson", "Ola"),))),
    ),
    Case(
        "formulas.xlsx",
        lambda: xlsx(_titles(*FORMULAS)),
        "text that looks like formulas is text",
        Wanted(fields=_fields("title", *FORMULAS)),
    ),
    Case(
        "formulas.csv",
        lambda: text(_titles(*(f"'{f}" for f in FORMULAS))),
        "formulas behind an apostrophe",
        Wanted(fields=_fields("title", *FORMULAS)),
    ),
    Case(
        "formulas-plain.csv",
        lambda: text(_titles(*FORMULAS)),
        "formulas with nothing before them are text too",
        Wanted(fields=_fields("title", *FORMULAS)),
    ),
    Case(
        "markup.csv",
        lambda: text(_titles(*MARKUP)),
        "markup and braces are text",
        Wanted(fields=_fields("title", *MARKUP)),
    ),
    Case("sql.csv", lambda: text(_titles(*SQL)), "SQL and shell are text", Wanted(fields=_fields("title", *SQL))),
    Case(
        "invisible.csv",
        lambda: text(_titles("Les\u200bing\u202e for alle", "\ufeffØving\u00ad", "Språk\u0007 \u2066leik\u2069")),
        "zero-width, bidi and control signs are taken out",
        Wanted(fields=_fields("title", "Lesing for alle", "Øving", "Språk leik")),
    ),
    Case(
        "empty-title.csv",
        lambda: text(_titles("\u200b", "Øving", "Språk")),
        "a title that can't be seen is none",
        Wanted(asked={r: n for r, n in ASKED.items() if r != "21-01"}, rejected={2: "The row has no title."}),
    ),
]
