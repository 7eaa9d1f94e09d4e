"""Lists as people make them: rows that are no proposals, doubts, merged cells, delimiters, sums."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from kompetanse_desktop import text
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.reading import Reading, read

HEAD = ["Løpenr", "Søkjar", "Tittel", "Søkt 2021"]


def _notes(reading: Reading) -> list[str]:
    return [text.say(note).replace("\u00a0", " ") for note in reading.file_notes]


def _doubts(reading: Reading, row: int = 0) -> list[str]:
    return [text.say(doubt.reason).replace("\u00a0", " ") for doubt in reading.rows[row].doubts]


def _asked(reading: Reading) -> list[int | None]:
    return [None if p.requested is None else p.requested.total(reading.year) for p in reading.proposals]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("ca. 300 000", "«ca. 300 000» isn't an exact amount."),
        ("1.250", "«1.250» can mean thousands or decimals."),
        (None, "No amount is given for 2021."),
        (0, "No amount is given for 2021."),
        ("300-400 000", "«300-400 000» is more than one amount."),
    ],
)
def test_a_doubtful_amount_is_accepted_as_unknown(make_book: Callable[..., Path], written: object, reason: str) -> None:
    reading = read(make_book([HEAD, ["1", "Voss", "Lese", written], ["2", "Ulvik", "Skrive", 200_000]]), year=2021)
    assert _asked(reading) == [None, 200_000]
    assert _doubts(reading) == [reason]
    assert reading.proposals[0].doubts == tuple(text.say(d.reason) for d in reading.rows[0].doubts)
    assert reading.sum_requested == 200_000
    if written:
        assert ("Søkt 2021", str(written)) in reading.proposals[0].other  # what was written is not lost


def test_one_doubtful_part_makes_the_whole_unknown_and_keeps_the_others(make_book: Callable[..., Path]) -> None:
    head = ["Løpenr", "Søkjar", "Tittel", "Søkt 2021 eigar", "Søkt 2021 UH"]
    reading = read(make_book([head, ["1", "Voss", "Lese", "ca. 3", 200_000]]), year=2021)
    assert _asked(reading) == [None]
    assert reading.proposals[0].other == (("Søkt 2021 eigar", "ca. 3"), ("Søkt 2021 UH", "200000"))


def test_doubts_are_said_in_the_language_in_use(make_book: Callable[..., Path]) -> None:
    book = make_book([HEAD, ["1", "Voss", "Lese", "1.250"]])
    for language in ("nn", "en"):
        words = text.use(language)
        reading = read(book, year=2021)
        assert reading.proposals[0].doubts == (words.say(reading.rows[0].doubts[0].reason),)


def test_rows_without_title_or_applicant_are_rejected(make_book: Callable[..., Path]) -> None:
    reading = read(
        make_book([HEAD, ["1", "Voss", None, 5000], ["2", None, "Lese", 5000], ["3", "Voss", "Lese", 5000]]), year=2021
    )
    assert [row.number for row in reading.accepted] == [4]
    assert [(row.number, row.ref, row.rejected.field) for row in reading.rejected if row.rejected] == [
        (2, "1", "title"),
        (3, "2", "applicant"),
    ]


def test_a_number_used_twice_is_rejected_the_second_time(make_book: Callable[..., Path]) -> None:
    reading = read(make_book([HEAD, ["1", "Voss", "Lese", 5000], ["1", "Ulvik", "Skrive", 6000]]), year=2021)
    assert reading.sum_requested == 5000
    (rejected,) = reading.rejected
    assert rejected.rejected is not None
    assert text.say(rejected.rejected.reason) == "The number «1» is already used in row 2."


def test_rows_without_a_number_get_a_stable_one(make_text: Callable[..., Path]) -> None:
    path = make_text("Søkjar;Tittel;Søkt\n\nVoss;Lese;5000\nUlvik;Skrive;6000\n")
    assert [p.ref for p in read(path, year=2021).proposals] == ["rad-3", "rad-4"]
    assert _doubts(read(path, year=2021)) == ["The row has no number; it is called «rad-3» here."]


@pytest.mark.parametrize(("given", "ref"), [("00042", "00042"), (42.0, "42"), ("21-01", "21-01"), (" a\u202eb ", "ab")])
def test_numbers_are_kept_as_given(make_book: Callable[..., Path], given: object, ref: str) -> None:
    path = make_book([HEAD, [given, "Voss", "Lese", 5000]])
    assert [p.ref for p in read(path, year=2021).proposals] == [ref]


def test_sum_rows_are_not_proposals_and_are_compared(make_book: Callable[..., Path]) -> None:
    rows = [HEAD, ["1", "Voss", "Lese", 5000], ["2", "Ulvik", "Skrive", 6000]]
    right = read(make_book([*rows, [None, None, "Sum", 11_000]], name="rett.xlsx"), year=2021)
    assert (len(right.rows), right.file_sum, _notes(right)) == (2, 11_000, [])
    wrong = read(make_book([*rows, ["Totalt:", None, None, "12 000"]], name="feil.xlsx"), year=2021)
    assert (len(wrong.rows), wrong.file_sum) == (2, 12_000)
    assert _notes(wrong) == ["The list's own sum is 12 000 kr, but the rows that were taken in add up to 11 000 kr."]


def test_a_sum_for_each_network_is_no_proposal_either(make_book: Callable[..., Path]) -> None:
    rows = [HEAD, ["1", "Voss", "Lese", 5000], [None, None, "Sum Nettverk Nord", 5000], ["2", "Ulvik", "Skrive", 6000]]
    reading = read(make_book([*rows, [None, "Sum", None, 11_000]]), year=2021)
    assert [p.ref for p in reading.proposals] == ["1", "2"]
    assert reading.file_sum == 11_000


def test_a_title_that_begins_with_total_is_a_proposal(make_book: Callable[..., Path]) -> None:
    reading = read(make_book([HEAD, ["1", "Voss", "Totalt inkluderande skule", 5000]]), year=2021)
    assert reading.sum_requested == 5000


def test_repeated_headings_and_empty_rows_are_left_out(make_book: Callable[..., Path]) -> None:
    rows = [["Behovsmeldingar"], [], HEAD, [], ["1", "Voss", "Lese", 5000], [" "], HEAD, ["2", "Ulvik", "Skrive", 6000]]
    reading = read(make_book(rows), year=2021)
    assert [(row.number, row.ref) for row in reading.rows] == [(5, "1"), (8, "2")]


def test_a_merged_network_counts_for_all_its_rows(make_book: Callable[..., Path]) -> None:
    rows = [["Nettverk", *HEAD], ["Nord", "1", "Voss", "Lese", 5000], [None, "2", "Ulvik", "Skrive", 6000]]
    reading = read(make_book([*rows, [None, "3", "Eid", "Rekne", 7000]], merges=["A2:A3"]), year=2021)
    assert [p.network for p in reading.proposals] == ["Nord", "Nord", ""]


def test_an_amount_that_rows_share_is_never_counted_twice(make_book: Callable[..., Path]) -> None:
    rows = [HEAD, ["1", "Voss", "Lese", 900_000], ["2", "Ulvik", "Skrive", None]]
    reading = read(make_book(rows, merges=["D2:D3"]), year=2021)
    assert _asked(reading) == [None, None]
    assert "Several rows share one amount." in _doubts(reading)


def test_a_total_beside_its_parts_is_not_added(make_book: Callable[..., Path]) -> None:
    head = ["Løpenr", "Søkjar", "Tittel", "Søkt 2021 eigar", "Søkt 2021 UH", "Søkt 2021"]
    rows = [
        head,
        ["1", "V", "a", 3000, 2000, 5000],
        ["2", "V", "b", 3000, 2000, 6000],
        ["3", "V", "c", None, None, 4000],
    ]
    reading = read(make_book(rows), year=2021)
    assert _asked(reading) == [5000, None, 4000]
    assert _doubts(reading, 1) == ["The total 6 000 kr isn't the sum of its parts, 5 000 kr."]
    assert reading.proposals[2].requested == Amounts({(Payee.UNDIVIDED, 2021): 4000})


def test_what_no_field_was_found_for_is_kept(make_book: Callable[..., Path]) -> None:
    reading = read(
        make_book([[*HEAD, "Beløp innstilt", "Merknad"], ["1", "Voss", "Lese", 5000, 4000, "A\nB"]]), year=2021
    )
    assert reading.sum_requested == 5000
    assert reading.proposals[0].other == (("Beløp innstilt", "4000"), ("Merknad", "A\nB"))


def test_what_cannot_be_read_is_kept_with_a_doubt(make_book: Callable[..., Path]) -> None:
    rows = [[*HEAD, "Varigheit (år)", "Motteke"], ["1", "Voss", "Lese", 5000, "2–3", "i april"]]
    reading = read(make_book(rows), year=2021)
    (proposal,) = reading.proposals
    assert (proposal.duration_years, proposal.received) == (None, None)
    assert proposal.other == (("Varigheit (år)", "2–3"), ("Motteke", "i april"))
    assert _doubts(reading) == ["«2–3» isn't a whole number.", "«i april» isn't a date."]


def test_the_sheet_with_most_headings_is_read_unless_another_is_asked_for(make_book: Callable[..., Path]) -> None:
    sheets = {"Info": [["Søkjar", "Tittel"], ["Voss", "Gammal"]], "Liste": [HEAD, ["1", "Voss", "Lese", 5000]]}
    path = make_book(sheets)
    assert read(path, year=2021).sheet == "Liste"
    asked_for = read(path, year=2021, sheet="info")
    assert (asked_for.sheet, [p.title for p in asked_for.proposals]) == ("Info", ["Gammal"])
    with pytest.raises(Refusal, match="no sheet called"):
        read(path, year=2021, sheet="Ark9")


def test_columns_can_be_chosen(make_book: Callable[..., Path]) -> None:
    path = make_book([["Kven", "Kva", "Pengar"], ["Voss", "Lese", 5000]])
    chosen = {"applicant": "Kven", "title": "Kva", "requested": "Pengar"}
    assert read(path, year=2021, columns=chosen).sum_requested == 5000
    with pytest.raises(Refusal, match="no column"):
        read(path, year=2021, columns={"title": "Tittel"})


def test_hidden_rows_and_sheets_are_said(tmp_path: Path) -> None:
    path = tmp_path / "gøymd.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, hidden = book.add_worksheet("Liste"), book.add_worksheet("Skjult")
        for number, row in enumerate([HEAD, ["1", "Voss", "Lese", 5000], ["2", "Ulvik", "Skrive", 6000]]):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        hidden.write_row(0, 0, [*HEAD, "Nettverk", "Målgruppe"])
        hidden.hide()
    reading = read(path, year=2021)
    assert (reading.sheet, reading.sum_requested) == ("Liste", 11_000)
    assert _notes(reading) == [
        "The sheet «Skjult» is hidden and was not read.",
        "The sheet has hidden rows, which were read too: 1.",
    ]


def test_formulas_without_a_value_are_in_doubt(tmp_path: Path) -> None:
    path = tmp_path / "formlar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["1", "Voss", "Lese"])
        sheet.write_formula(1, 3, "=1000*5", None, "")
        sheet.write_row(2, 0, ["2", "Ulvik", "Skrive"])
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    reading = read(path, year=2021)
    assert _asked(reading) == [None, None]
    assert "A formula in the row was never calculated. Open and save the list in Excel." in _doubts(reading, 0)
    assert "A formula in the row gives an error." in _doubts(reading, 1)


def test_date_cells_and_numbers_turned_into_dates(tmp_path: Path) -> None:
    path = tmp_path / "datoar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, as_date = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, [*HEAD, "Motteke"])
        sheet.write_row(1, 0, [None, "Voss", "Lese", 5000])
        sheet.write_datetime(1, 0, date(2026, 1, 21), as_date)
        sheet.write_datetime(1, 4, date(2021, 4, 16), as_date)
    reading = read(path, year=2021)
    assert (reading.proposals[0].ref, reading.proposals[0].received) == ("2026-01-21", date(2021, 4, 16))
    assert _doubts(reading) == ["The number was turned into the date 2026-01-21 by the spreadsheet."]


CSV = [
    (
        "semicolons",
        "Løpenr;Søkjar;Tittel;Søkt 2021\n1;Øyane;Lese, skrive;«5 000,00»\n".replace("«", "").replace("»", ""),
    ),
    ("commas", 'Løpenr,Søkjar,Tittel,Søkt 2021\n1,Øyane,"Lese, skrive","5 000,00"\n'),
    ("tabs", "Løpenr\tSøkjar\tTittel\tSøkt 2021\n1\tØyane\tLese, skrive\t5 000,00\n"),
    ("title rows", "Behovsmeldingar, 2021;;;\n;;;\nLøpenr;Søkjar;Tittel;Søkt 2021\n1;Øyane;Lese, skrive;5 000,00\n"),
    ("sep=", "sep=|\nLøpenr|Søkjar|Tittel|Søkt 2021\n1|Øyane|Lese, skrive|5 000,00\n"),
    ("carriage returns", "Løpenr;Søkjar;Tittel;Søkt 2021\r\n1;Øyane;Lese, skrive;5 000,00\r\n"),
]


@pytest.mark.parametrize("content", [c for _, c in CSV], ids=[name for name, _ in CSV])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_in_every_usual_form(make_text: Callable[..., Path], content: str, encoding: str) -> None:
    reading = read(make_text(content, encoding=encoding), year=2021)
    assert [(p.ref, p.applicant, p.title) for p in reading.proposals] == [("1", "Øyane", "Lese, skrive")]
    assert reading.sum_requested == 5000
    assert bool(reading.file_notes) == (encoding == "cp1252")


def test_a_row_whose_cells_have_moved_is_rejected(make_text: Callable[..., Path]) -> None:
    reading = read(
        make_text("Løpenr;Søkjar;Tittel;Søkt\n1;Voss;Lese; skrive;5000\n2;Ulvik;Rekne;6000;;\n3;Eid;Kort\n"), year=2021
    )
    assert [p.ref for p in reading.proposals] == ["2", "3"]
    assert [text.say(r.rejected.reason) for r in reading.rejected if r.rejected] == [
        "The row has more cells than there are headings."
    ]


def test_an_open_quotation_mark_is_said(make_text: Callable[..., Path]) -> None:
    reading = read(
        make_text('Løpenr;Søkjar;Tittel;Søkt\n1;Voss;Lese;5000\n2;Ulvik;"Skrive;6000\n3;Eid;Rekne;7000\n'), year=2021
    )
    assert _notes(reading)[0] == "A quotation mark in the file is never closed. Check the last rows."


def test_a_list_without_amounts_says_so(make_text: Callable[..., Path]) -> None:
    reading = read(make_text("Løpenr;Søkjar;Tittel;Søkt 2019\n1;Voss;Lese;5000\n"), year=2021)
    assert _asked(reading) == [None]
    assert _notes(reading) == [
        "«Søkt 2019» is of another year than the round's.",
        "No column has the amounts asked for in 2021.",
    ]
    assert reading.proposals[0].other == (("Søkt 2019", "5000"),)


def test_the_original_cells_can_be_shown(make_book: Callable[..., Path]) -> None:
    reading = read(make_book([HEAD, [7, " Voss ", "Lese", "kr 5 000,-"]]), year=2021)
    assert reading.rows[0].cells == ("7", " Voss ", "Lese", "kr 5 000,-")
