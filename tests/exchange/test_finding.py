"""Where the tables are: below titles, beside others, under headings of several rows, with sums among the proposals."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kompetanse_desktop import text
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.grid import letter
from kompetanse_desktop.exchange.reading import Reading, Wishes, understood
from kompetanse_desktop.exchange.sheets import Merge, Sheet, Tables
from kompetanse_desktop.exchange.values import Value

HEAD: list[Value] = ["Løpenr", "Søkjar", "Tittel", "Søkt 2021"]
ONE: list[Value] = ["1", "Voss", "Lese", 5000.0]
TWO: list[Value] = ["2", "Ulvik", "Skrive", 6000.0]
THREE: list[Value] = ["3", "Eid", "Rekne", 7000.0]
Rows = Sequence[Sequence[Value]]


def _sheet(rows: Rows, name: str = "Ark1", **more: object) -> Sheet:
    width = max(map(len, rows), default=0)
    return Sheet(name, [[*row, *[""] * (width - len(row))] for row in rows], **more)  # type: ignore[arg-type]


def _read(*sheets: Sheet | Rows, **wishes: object) -> Reading:
    made = [sheet if isinstance(sheet, Sheet) else _sheet(sheet) for sheet in sheets]
    return understood(Tables(made), "liste.xlsx", Wishes(2021, **wishes))  # type: ignore[arg-type]


def _refs(reading: Reading) -> list[str]:
    return [proposal.ref for proposal in reading.proposals]


def _notes(reading: Reading) -> list[str]:
    return [text.say(note).replace("\u00a0", " ") for note in reading.file_notes]


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        ([HEAD, ONE, TWO], [2, 3]),
        ([["Behovsmeldingar"], HEAD, ONE, TWO], [3, 4]),
        ([["Behovsmeldingar 2021"], ["Frist 15. april"], [], HEAD, ONE, TWO], [5, 6]),
        ([[], [], HEAD, [], ONE, [], [], TWO], [5, 8]),
        ([HEAD, ONE, HEAD, TWO], [2, 4]),
        ([HEAD, ONE, [], ["Nettverk Sør"], HEAD, TWO], [2, 6]),
        ([HEAD, ONE, ["", "", 0.0, False], TWO], [2, 4]),
        ([["", *HEAD], ["", *ONE], ["", *TWO]], [2, 3]),
        ([["", "", *row[:2], "", *row[2:]] for row in (HEAD, ONE, TWO)], [2, 3]),
        ([["Sum i 2020 var 5 mill."], HEAD, ONE, TWO], [3, 4]),
        ([["Søkjar:", "Fjordvik kommune"], [], HEAD, ONE, TWO], [4, 5]),
    ],
)  # fmt: skip
def test_titles_and_blanks_anywhere(rows: Rows, numbers: list[int]) -> None:
    reading = _read(rows)
    assert _refs(reading) == ["1", "2"]
    assert [row.number for row in reading.rows] == numbers
    assert reading.sum_requested == 11_000
    assert len(reading.tables) == 1
    assert not reading.rejected


def test_a_list_of_thousands_with_everything_in_its_middle() -> None:
    many: list[Sequence[Value]] = [[f"{n}", "Voss", f"Tiltak {n}", 1000.0] for n in range(10, 3000)]
    rows = [["Tittel over"], HEAD, *many[:1500], [], ["Nettverk Sør"], HEAD, *many[1500:], ["", "", "Sum", 2_990_000.0]]
    reading = _read(rows)
    assert (len(reading.rows), reading.sum_requested, reading.file_sum) == (2990, 2_990_000, 2_990_000)
    assert [found.rows for found in reading.tables] == [2991]


# --- headings over several rows

GROUPS: list[tuple[str, Rows, list[Merge]]] = [
    (
        "merged group",
        [["Nr", "Søkjar", "Tittel", "Søkt 2021", "", ""], ["", "", "", "Eigar", "UH", "Koordinering"]],
        [Merge(0, 3, 0, 5), Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 1, 2)],
    ),
    (
        "names in the lower row",
        [["", "", "", "Søkt 2021", "", ""], ["Nr", "Søkjar", "Tittel", "Eigar", "UH", "Koordinering"]],
        [Merge(0, 3, 0, 5)],
    ),
    (
        "no merged cells, as in a text file",
        [["Nr", "Søkjar", "Tittel", "Søkt 2021", "", ""], ["", "", "", "Eigar", "UH", "Koordinering"]],
        [],
    ),
    (
        "each with its own",
        [
            ["Nr", "Søkjar", "Tittel", "Søkt", "Søkt", "Søkt"],
            ["", "", "", "Eigar 2021", "UH 2021", "Koordinering 2021"],
        ],
        [],
    ),
    (
        "three rows, with the year as a number",
        [
            ["Nr", "Søkjar", "Tittel", "Søkt", "", ""],
            ["", "", "", 2021.0, "", ""],
            ["", "", "", "Eigar", "UH", "Koordinering"],
        ],
        [Merge(0, 3, 0, 5), Merge(1, 3, 1, 5)],
    ),
]


@pytest.mark.parametrize(("head", "merges"), [(h, m) for _, h, m in GROUPS], ids=[name for name, *_ in GROUPS])
@pytest.mark.parametrize("above", [[], [["Behovsmeldingar til Kompetanseløftet"]], [["Oversyn"], []]])
def test_headings_over_several_rows(head: Rows, merges: list[Merge], above: Rows) -> None:
    down = len(above)
    moved = [Merge(m.top + down, m.left, m.bottom + down, m.right) for m in merges]
    row: list[Value] = ["1", "Voss", "Lese", 3000.0, 2000.0, 500.0]
    reading = _read(_sheet([*above, *head, row], merges=moved))
    assert reading.proposals[0].requested == Amounts(
        {(Payee.OWNER, 2021): 3000, (Payee.UNIVERSITY, 2021): 2000, (Payee.COORDINATION, 2021): 500}
    )
    assert [c.field for c in reading.columns[:3]] == ["ref", "applicant", "title"]
    assert reading.rows[0].number == down + len(head) + 1


def test_a_group_without_merged_cells_reaches_no_further_than_it_must() -> None:
    head: Rows = [
        ["Nr", "Søkjar", "Tittel", "Søkt 2021", "", "Innstilt 2021", "", ""],
        ["", "", "", "Eigar", "UH", "Eigar", "UH", "Merknad"],
    ]
    reading = _read([*head, ["1", "Voss", "Lese", 3000.0, 2000.0, 1.0, 2.0, "Bra"]])
    assert [c.heading for c in reading.columns[3:]] == [
        "Søkt 2021 Eigar", "Søkt 2021 UH", "Innstilt 2021 Eigar", "Innstilt 2021 UH", "Merknad",
    ]  # fmt: skip
    assert reading.sum_requested == 5000
    assert ("Innstilt 2021 Eigar", "1") in reading.proposals[0].other


def test_the_first_proposal_is_not_a_row_of_headings() -> None:
    reading = _read([["Tittel", "Søkjar", "Merknad"], ["Nettverk", "Voss", "UH"], ["Lese", "Eid", ""]])
    assert [p.title for p in reading.proposals] == ["Nettverk", "Lese"]


@pytest.mark.parametrize("kind", ["Kommune {}", "Tiltak {}", "Prosjekt {}"])
def test_numbered_names_are_no_headings(kind: str) -> None:
    rows = [[str(n), kind.format(n), kind.format(n), "5000"] for n in range(1, 60)]
    assert len(_read([HEAD, *rows]).proposals) == 59


# --- sums


@pytest.mark.parametrize(
    "label", ["Sum", "SUM:", "Totalt", "I alt", "Total", "Til saman", "Sum søkt 2021", "Grand total", "Totalsum"]
)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_row_of_sums_is_told_by_its_name(label: str, at: int) -> None:
    row: list[Value] = ["", "", "", 11_000.0]
    row[at] = label
    reading = _read([HEAD, ONE, TWO, row])
    assert (_refs(reading), reading.file_sum, reading.rejected) == (["1", "2"], 11_000, ())
    assert _notes(reading) == []


@pytest.mark.parametrize("label", ["Delsum", "Delsum Nord", "Sum Nettverk Nord", "Subtotal", "Sum"])
@pytest.mark.parametrize("amount", [5000.0, "5 000"])
def test_sums_of_parts(label: str, amount: Value) -> None:
    rows = [HEAD, ONE, ["", "", label, amount], TWO, THREE, ["", "", label, 13_000.0], ["", "", "Totalt", 18_000.0]]
    reading = _read(rows)
    assert (_refs(reading), reading.file_sum, reading.rejected) == (["1", "2", "3"], 18_000, ())
    without = _read(rows[:-1])
    assert (without.file_sum, _notes(without)) == (18_000, [])


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        ([ONE, TWO, ["", "", "", 11_000.0]], [4]),
        ([ONE, TWO, [], ["", "", "", "11 000"]], [5]),
        ([ONE, ["", "", "", 5000.0], TWO, THREE, ["", "", "", 13_000.0], ["", "", "", 18_000.0]], [3, 6, 7]),
        ([ONE, ["4", "Odda", "Om", "ca. 1000"], TWO, ["", "", "", 11_000.0]], [5]),
        ([ONE, ["4", "Odda", "Om", "7 000,-"], TWO, ["", "", "", 11_000.0]], [5]),
        ([ONE, ["4", "Odda", "Om", "7 000,-"], TWO, ["", "", "", 18_000.0]], [5]),
        ([ONE, TWO, ["", "", "Søknadene i alt utgjer", 11_000.0]], [4]),
    ],
)
def test_a_row_of_sums_is_told_by_what_it_adds_up_to(rows: Rows, numbers: list[int]) -> None:
    reading = _read([HEAD, *rows])
    assert not reading.rejected
    told = [f"Row {number} is the sum of the rows above it, so it isn't a proposal." for number in numbers]
    assert [note for note in _notes(reading) if note.startswith("Row")] == told


@pytest.mark.parametrize("row", [["", "", "", 10_999.0], ["7", "", "", 11_000.0], ["", "", "Lesekurs", 11_000.0]])
def test_what_only_resembles_a_sum_is_shown_as_not_understood(row: list[Value]) -> None:
    reading = _read([HEAD, ONE, TWO, row])
    assert [one.number for one in reading.rejected] == [4]


# --- several tables

OTHER: list[Value] = ["Tittel", "Eigar", "Beløp", "Målgruppe"]
OLD: list[Value] = ["Gammal", "Odda", 900.0, "Skule"]


def test_a_table_below_another_is_found_and_can_be_chosen() -> None:
    rows = [["Årets"], HEAD, ONE, TWO, [], ["Fjorårets"], OTHER, OLD]
    reading = _read(rows)
    assert (_refs(reading), reading.table) == (["1", "2"], 0)
    assert [(t.label, t.rows) for t in reading.tables] == [("Ark1, rows 2–4", 2), ("Ark1, rows 7–8", 1)]
    assert _notes(reading) == ["There is another table that was not read: Ark1, rows 7–8."]
    second = _read(rows, table=1)
    assert ([p.title for p in second.proposals], second.table) == (["Gammal"], 1)
    with pytest.raises(Refusal, match="no table number 3"):
        _read(rows, table=2)


def test_a_table_beside_another_is_found_and_can_be_chosen() -> None:
    rows = [["Årets"], [*HEAD, "", *OTHER], [*ONE, "", *OLD], [*TWO, "", "", "", "", ""]]
    reading = _read(rows)
    assert (_refs(reading), reading.rejected) == (["1", "2"], ())
    assert [t.label for t in reading.tables] == ["Ark1, rows 2–4, A–D", "Ark1, rows 2–4, F–I"]
    assert [p.title for p in _read(rows, table=1).proposals] == ["Gammal"]


def test_a_small_count_beside_the_list_is_not_part_of_it() -> None:
    count: Rows = [["Nettverk", "Søkjar", "Beløp"], ["Nord", "Voss", 5000.0], ["Sør", "Ulvik", 6000.0]]
    rows = [[*left, "", *right] for left, right in zip([HEAD, ONE, TWO], count, strict=True)]
    reading = _read(rows)
    assert (_refs(reading), reading.sum_requested, reading.rejected) == (["1", "2"], 11_000, ())


def test_the_table_with_most_headings_is_read_on_whatever_sheet() -> None:
    reading = _read(_sheet([["Tittel", "Søkjar"], ["Gammal", "Odda"]], "Info"), _sheet([HEAD, ONE], "Liste"))
    assert (reading.sheet, reading.table) == ("Liste", 1)
    assert [t.sheet for t in reading.tables] == ["Info", "Liste"]


def test_a_hidden_sheet_is_told_and_read_only_when_chosen() -> None:
    book = (_sheet([HEAD, ONE]), _sheet([[*HEAD, "Nettverk"], [*TWO, "Nord"]], "Løynd", visible=False))
    reading = _read(*book)
    assert (_refs(reading), _notes(reading)) == (["1"], ["The sheet «Løynd» is hidden and was not read."])
    assert [t.hidden for t in reading.tables] == [False, True]
    for chosen in (_read(*book, table=1), _read(*book, sheet="løynd")):
        assert _refs(chosen) == ["2"]
        assert "The sheet «Løynd», which was read, is hidden." in _notes(chosen)


def test_hidden_rows_and_columns_are_told_and_chosen() -> None:
    sheet = _sheet(
        [[*HEAD, "Merknad"], [*ONE, "a"], [*TWO, "b"]], hidden_rows=frozenset({2, 7}), hidden_columns=frozenset({4})
    )
    read, left = _read(sheet), _read(sheet, hidden=False)
    assert (_refs(read), read.hidden_rows, read.hidden_columns) == (["1", "2"], 1, 1)
    assert [row.hidden for row in read.rows] == [False, True]
    assert _notes(read) == [
        "The sheet has hidden rows, which were read too: 1.", "The sheet has hidden columns, which were read too: 1.",
    ]  # fmt: skip
    assert (_refs(left), left.hidden_rows, left.sum_requested) == (["1"], 1, 5000)
    assert (read.proposals[0].other, left.proposals[0].other) == ((("Merknad", "a"),), ())
    assert _notes(left) == [
        "The sheet has hidden rows, which were left out: 1.", "The sheet has hidden columns, which were left out: 1.",
    ]  # fmt: skip


def test_a_hidden_column_of_amounts_is_not_read_unless_wanted() -> None:
    sheet = _sheet([HEAD, ONE], hidden_columns=frozenset({3}))
    assert (_read(sheet).sum_requested, _read(sheet, hidden=False).sum_requested) == (5000, 0)


def test_amounts_in_thousands_are_not_taken() -> None:
    rows = [["Alle beløp i 1000 kr"], HEAD, ["1", "Voss", "Lese", 978.0]]
    reading = _read(rows)
    assert reading.proposals[0].requested is None
    assert reading.proposals[0].other == (("Søkt 2021", "978"),)
    assert _notes(reading)[0] == "The list says «Alle beløp i 1000 kr», so its amounts aren't whole kroner."
    assert _read(rows, columns={"requested": "Søkt 2021"}).sum_requested == 978


def test_a_heading_of_nothing_goes_by_its_letter() -> None:
    reading = _read([[*HEAD, ""], [*ONE, "noko"]])
    assert reading.proposals[0].other == (("E", "noko"),)


@pytest.mark.parametrize("rows", [[], [[]], [["", None]], [["Ja, vi elskar"], ["dette landet"]]])
def test_no_table_is_refused(rows: Rows) -> None:
    with pytest.raises(Refusal, match=r"is empty|No headings were found"):
        _read(rows)


def test_letters_of_columns() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_a_list_of_forms_has_its_names_in_the_first_row() -> None:
    rows = [["Tittel", "Søkjar", "Søkt 2021"], ["Lese", "Voss", "5000"], ["Rekne", "Eid", "ca. 1"]]
    sheet = _sheet(rows, "", is_form=True, row_files=("", "a.pdf", "b.pdf"), row_numbers=(1, 2, 2))
    reading = understood(Tables([sheet], digests={"a.pdf": "a" * 64, "b.pdf": "b" * 64}), "a.pdf, b.pdf", Wishes(2021))
    sources = [p.source for p in reading.proposals]
    assert [(s.file, s.row, s.sha256[0]) for s in sources if s] == [("a.pdf", 2, "a"), ("b.pdf", 2, "b")]
    assert [row.number for row in reading.rows] == [2, 3]
    assert not reading.is_list
