"""Where the list is and what its columns are: titles, merges, two-row headings, sums, several tables, hidden things."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kompetanse_desktop.domain.money import Amounts, Payee
from tests.exchange.corpus.case import ASKED, HEADINGS, LIST, NO_AMOUNT_FOR, SUM, TABLE, Case, Cell, Wanted
from tests.exchange.corpus.packing import text, xlsx

SHARED = "Several rows share one amount."
DIFFERS = "The list's own sum is {theirs_nok}, but the rows that were taken in add up to {ours_nok}."
NOT_CALCULATED = "The list's own sum has not been calculated. Ours is {ours_nok}."
INFERRED = "Row {row} is the sum of the rows above it, so it isn't a proposal."
NO_COLUMN_OF = "No column has the amounts asked for in {year}."
SEVERAL_COLUMNS = "Several columns can be the same thing: {headings}."
WITH_SUM = Wanted(file_sum=SUM)


def _named(*headings: str) -> list[tuple[Cell, ...]]:
    return [headings, *LIST]


def _merged(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Merge the first two applicants, as Excel does: what was in the second is gone."""
    sheet.merge_range("C2:C3", "Bø kommune", book.add_format({"bold": True}))


def _merged_over(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Merge them as LibreOffice does: what was in the second stays below, and nobody sees it."""
    sheet.merge_range("C2:C3", "Bø kommune")


def _merged_amount(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.merge_range("D2:D3", 750_000, book.add_format({"bold": True}))


def _hide_row(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.set_row(2, None, None, {"hidden": True})


def _hide_column(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.set_column(4, 4, None, None, {"hidden": True})


def _hide_second(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    book.worksheets()[1].hide()


def _two_rows(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.merge_range("D1:E1", "Søkt 2021")


DIVIDED = Amounts({(Payee.OWNER, 2021): 300_000, (Payee.UNIVERSITY, 2021): 150_000})
TWO_ROWS: list[tuple[Cell, ...]] = [
    ("", "", "", "Søkt 2021", ""),
    ("Løpenr", "Tittel på tiltaket", "Søkjar", "Eigar", "UH"),
    ("21-01", "Lesing for alle", "Bø kommune", 300_000, 150_000),
]
SECOND_LIST: list[tuple[Cell, ...]] = [HEADINGS, ("22-01", "Eit anna", "Vik kommune", 999)]

CASES = [
    Case(
        "titles.xlsx",
        lambda: xlsx([("Behovsmeldingar 2021",), (), ("Frist 15. april",), (), *TABLE]),
        "title rows and blank rows above the headings",
    ),
    Case(
        "blank-columns.xlsx",
        lambda: xlsx([("", "", *row[:2], "", *row[2:]) for row in TABLE]),
        "blank columns before and between",
    ),
    Case(
        "blank-rows.xlsx",
        lambda: xlsx([HEADINGS, (), LIST[0], (), (), LIST[1], LIST[2]]),
        "blank rows between proposals",
    ),
    Case(
        "headings-again.xlsx",
        lambda: xlsx([HEADINGS, LIST[0], HEADINGS, LIST[1], HEADINGS, LIST[2]]),
        "the headings stand on every page",
    ),
    Case(
        "bokmal.csv",
        lambda: text(_named("Saksnr.", "Navn på tiltak", "Søker", "Søknadssum")),
        "headings in bokmål",
    ),
    Case(
        "english.csv",
        lambda: text(_named("Serial number", "Title", "Applicant", "Requested amount 2021")),
        "headings in English",
    ),
    Case(
        "plain-amount.csv",
        lambda: text(_named("Nr", "Tiltak", "Søkjar", "Beløp")),
        "«Beløp» alone is what was asked for",
    ),
    Case("upper.csv", lambda: text(_named(*(heading.upper() for heading in HEADINGS))), "headings in capitals"),
    Case(
        "line-breaks.xlsx",
        lambda: xlsx(_named("Løpenr", "Tittel på\ntiltaket", "Søkjar", "Søkt\n2021")),
        "headings with line breaks",
    ),
    Case(
        "other-year.xlsx",
        lambda: xlsx(_named(*HEADINGS[:3], "Søkt 2020")),
        "what was asked for in another year",
        Wanted(
            asked=dict.fromkeys(ASKED),
            doubts=dict.fromkeys(ASKED, (NO_AMOUNT_FOR,)),
            notes=("«{heading}» is of another year than the round's.", NO_COLUMN_OF),
        ),
    ),
    Case(
        "years-together.xlsx",
        lambda: xlsx(_named(*HEADINGS[:3], "Søkt 2021-2023")),
        "one amount for three years",
        Wanted(
            asked=dict.fromkeys(ASKED),
            doubts=dict.fromkeys(ASKED, (NO_AMOUNT_FOR,)),
            notes=("«{heading}» can mean several things.", NO_COLUMN_OF),
        ),
    ),
    Case(
        "years-total.csv",
        lambda: text([(*HEADINGS, "Søkt 2022", "Søkt totalt"), *((*row, 5, "9") for row in LIST)]),
        "the total of the years isn't counted with them",
        Wanted(fields={"21-01": {"other": (("Søkt totalt", "9"),)}}),
    ),
    Case(
        "deep.xlsx", lambda: xlsx([*((f"Avsnitt {n}",) for n in range(60)), *TABLE]), "sixty lines above the headings"
    ),
    Case(
        "sections.xlsx",
        lambda: xlsx([HEADINGS, ("Nettverk Nord",), LIST[0], ("Nettverk Sør",), *LIST[1:]]),
        "lines that name a part of the list are no proposals, and that is shown",
        Wanted(rejected=dict.fromkeys((2, 4), "The row has no title.")),
    ),
    Case(
        "footer.csv",
        lambda: text([*TABLE, (), ("Utarbeidd av Kari",)]),
        "a line below the list",
        Wanted(rejected={6: "The row has no title."}),
    ),
    Case(
        "side-by-side.xlsx",
        lambda: xlsx([(*HEADINGS, "", *HEADINGS), *((*row, "", f"9{row[0]}", *row[1:]) for row in LIST)]),
        "two tables beside each other: told, and only one is read",
        Wanted(notes=("There is another table that was not read: {table}.",)),
    ),
    Case(
        "not-asked.csv",
        lambda: text([(*HEADINGS[:3], "Beløp innstilt"), *LIST]),
        "what was recommended is never what was asked for",
        Wanted(
            asked=dict.fromkeys(ASKED),
            doubts=dict.fromkeys(ASKED, (NO_AMOUNT_FOR,)),
            notes=(NO_COLUMN_OF,),
        ),
    ),
    Case(
        "asked-and-given.csv",
        lambda: text([(*HEADINGS, "Tildelt 2020", "Budsjett totalt"), *((*row, 1, 2) for row in LIST)]),
        "other columns of money beside what was asked for",
        Wanted(fields={"21-01": {"other": (("Tildelt 2020", "1"), ("Budsjett totalt", "2"))}}),
    ),
    Case(
        "two-columns.csv",
        lambda: text([(*HEADINGS[:3], "Søknadssum", "Søknadsbeløp"), *((*row, 1) for row in LIST)]),
        "two columns that can both be the amount: neither is taken",
        Wanted(
            asked=dict.fromkeys(ASKED),
            doubts=dict.fromkeys(ASKED, (NO_AMOUNT_FOR,)),
            notes=(SEVERAL_COLUMNS, NO_COLUMN_OF),
        ),
    ),
    Case(
        "thousands.csv",
        lambda: text([(*HEADINGS[:3], "Søkt 2021 (i 1000 kr)"), *LIST]),
        "amounts in thousands are not taken as kroner",
        Wanted(
            asked=dict.fromkeys(ASKED),
            doubts=dict.fromkeys(ASKED, (NO_AMOUNT_FOR,)),
            notes=("«{heading}» isn't in whole kroner.", NO_COLUMN_OF),
        ),
    ),
    Case(
        "by-payee.csv",
        lambda: text(
            [(*HEADINGS[:3], "Søkt 2021 eigar", "Søkt 2021 UH", "Søkt 2021"), (*LIST[0][:3], 300_000, 150_000, 450_000)]
        ),
        "parts and their total: the total isn't counted twice",
        Wanted(asked={"21-01": 450_000}, fields={"21-01": {"requested": DIVIDED}}),
    ),
    Case(
        "by-payee-wrong.csv",
        lambda: text(
            [(*HEADINGS[:3], "Søkt 2021 eigar", "Søkt 2021 UH", "Søkt 2021"), (*LIST[0][:3], 300_000, 150_000, 500_000)]
        ),
        "parts that aren't their total",
        Wanted(
            asked={"21-01": None}, doubts={"21-01": ("The total {total_nok} isn't the sum of its parts, {parts_nok}.",)}
        ),
    ),
    Case(
        "by-year.csv",
        lambda: text([(*HEADINGS, "Søkt 2022"), *((*row, 100_000) for row in LIST)]),
        "a column for each year",
        Wanted(
            fields={
                "21-01": {"requested": Amounts({(Payee.UNDIVIDED, 2021): 450_000, (Payee.UNDIVIDED, 2022): 100_000})}
            }
        ),
    ),
    Case(
        "two-rows.xlsx",
        lambda: xlsx(TWO_ROWS, _two_rows),
        "headings over two rows, the upper merged",
        Wanted(asked={"21-01": 450_000}, fields={"21-01": {"requested": DIVIDED}}),
    ),
    Case(
        "two-rows.csv",
        lambda: text(TWO_ROWS),
        "headings over two rows, with no merge to tell",
        Wanted(asked={"21-01": 450_000}, fields={"21-01": {"requested": DIVIDED}}),
    ),
    Case(
        "merged.xlsx",
        lambda: xlsx(TABLE, _merged),
        "a merged applicant counts for all its rows",
        Wanted(fields={"21-01": {"applicant": "Bø kommune"}, "21-02": {"applicant": "Bø kommune"}}),
    ),
    Case(
        "merged-over.xlsx",
        lambda: xlsx(TABLE, _merged_over),
        "what lies unseen below a merged cell doesn't count",
        Wanted(fields={"21-01": {"applicant": "Bø kommune"}, "21-02": {"applicant": "Bø kommune"}}),
    ),
    Case(
        "merged-amount.xlsx",
        lambda: xlsx(TABLE, _merged_amount),
        "a merged amount is shared by its rows, and is none's",
        Wanted(
            asked={"21-01": None, "21-02": None, "21-03": 125_500}, doubts=dict.fromkeys(("21-01", "21-02"), (SHARED,))
        ),
    ),
    # --- sums
    Case("sum.csv", lambda: text([*TABLE, ("Sum", "", "", SUM)]), "a row called Sum", WITH_SUM),
    Case("total.xlsx", lambda: xlsx([*TABLE, (), ("", "Totalt søkt", "", SUM)]), "Totalt, after a blank row", WITH_SUM),
    Case(
        "sum-wrong.csv",
        lambda: text([*TABLE, ("", "", "Til saman", 999_999)]),
        "a sum that isn't the sum",
        Wanted(file_sum=999_999, notes=(DIFFERS,)),
    ),
    Case(
        "sum-unnamed.csv",
        lambda: text([*TABLE, ("", "", "", SUM)]),
        "a sum without a name",
        Wanted(file_sum=SUM, notes=(INFERRED,)),
    ),
    Case(
        "sum-parts.csv",
        lambda: text(
            [
                HEADINGS,
                LIST[0],
                LIST[1],
                ("", "Sum Nord", "", 750_000),
                LIST[2],
                ("", "Sum Sør", "", 125_500),
                ("", "Totalt", "", SUM),
            ]
        ),
        "sums of parts, then of all",
        WITH_SUM,
    ),
    Case(
        "sum-formula.xlsx",
        lambda: xlsx(
            TABLE, lambda book, sheet: (sheet.write("B5", "Sum"), sheet.write_formula("D5", "=SUM(D2:D4)", None, SUM))
        ),
        "a sum that is a formula",
        WITH_SUM,
    ),
    Case(
        "sum-in-title.csv",
        lambda: text(
            [
                HEADINGS,
                ("21-01", "Totalt nytt syn på lesing", *LIST[0][2:]),
                ("21-02", "Summen av alt", *LIST[1][2:]),
                LIST[2],
            ]
        ),
        "titles that begin as sums do",
        Wanted(fields={"21-01": {"title": "Totalt nytt syn på lesing"}, "21-02": {"title": "Summen av alt"}}),
    ),
    # --- sheets and tables
    Case(
        "two-sheets.xlsx",
        lambda: xlsx({"Ark1": TABLE, "Rettleiing": [("Fyll ut alt",)]}),
        "a second sheet that isn't a list",
        Wanted(notes=("The sheet «{sheet}» was not read.",)),
    ),
    Case(
        "other-sheet.xlsx",
        lambda: xlsx({"Ark1": SECOND_LIST, "Liste": TABLE}),
        "two lists: the user chooses the second",
        Wanted(notes=("The sheet «{sheet}» was not read.",)),
        options={"sheet": "Liste"},
    ),
    Case(
        "hidden-sheet.xlsx",
        lambda: xlsx({"Ark1": TABLE, "Løynd": SECOND_LIST}, _hide_second),
        "a hidden sheet is told of and not read",
        Wanted(notes=("The sheet «{sheet}» is hidden and was not read.",)),
    ),
    Case(
        "two-tables.xlsx",
        lambda: xlsx([*TABLE, (), ("Ikkje aktuelle",), ("Tittel på tiltaket", "Søkjar"), ("Noko anna", "Vik kommune")]),
        "a second table below: told, and only one is read",
        Wanted(notes=("There is another table that was not read: {table}.",)),
    ),
    Case(
        "hidden-row.xlsx",
        lambda: xlsx(TABLE, _hide_row),
        "a hidden row is read, and said",
        Wanted(notes=("The sheet has hidden rows, which were read too: {count}.",)),
    ),
    Case(
        "hidden-row-out.xlsx",
        lambda: xlsx(TABLE, _hide_row),
        "a hidden row is left out when the user says so",
        Wanted(
            asked={"21-01": 450_000, "21-03": 125_500},
            notes=("The sheet has hidden rows, which were left out: {count}.",),
        ),
        options={"hidden": False},
    ),
    Case(
        "hidden-column.xlsx",
        lambda: xlsx([(*HEADINGS, "Intern merknad"), *((*row, "nei") for row in LIST)], _hide_column),
        "a hidden column is told of",
        Wanted(notes=("The sheet has hidden columns, which were read too: {count}.",)),
    ),
    Case("headings-only.xlsx", lambda: xlsx([HEADINGS]), "headings and no proposals", Wanted(asked={})),
]
