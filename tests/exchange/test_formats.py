"""Every kind of file that is read: its cells, what is merged, hidden or an error in it, and what is said of it."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from datetime import date, datetime

import pikepdf
import pytest
import xlsxwriter
from pikepdf import Array, Dictionary, Name, String

from kompetanse_desktop import text
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.tables import Merge, Sheet, Tables, from_clipboard, joined, read_tables
from kompetanse_desktop.exchange.values import Value
from tests.exchange.corpus import old_excel, packing
from tests.exchange.corpus.case import TABLE

HEAD = ["Løpenr", "Søkjar", "Tittel"]
PLAIN_TABLE = [list(row) for row in TABLE]


def score(rows: Sequence[Sequence[Value]]) -> int:
    """Tell how many headings of our lists there are."""
    return sum(value in ("Tittel", "Søkjar", "Tittel på tiltaket", "Løpenr") for row in rows for value in row)


def read(data: bytes, name: str = "liste") -> Tables:
    """Read a file whose name tells nothing."""
    return read_tables(data, name, score)


def only(tables: Tables) -> Sheet:
    """Give the one sheet."""
    (sheet,) = tables.sheets
    return sheet


def said(tables: Tables) -> list[str]:
    """Give the notes on the file, in English."""
    return [text.say(note) for note in tables.notes]


def cells(sheet: Sheet) -> list[list[Value]]:
    """Give the cells, empty ones as None."""
    return [[None if value == "" else value for value in row] for row in sheet.rows]


WHOLE = {
    "xlsx": packing.xlsx(),
    "ods": packing.ods(),
    "xls": old_excel.xls(),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_workbooks_of_every_kind_are_the_same_cells(kind: str) -> None:
    tables = read(WHOLE[kind])
    assert cells(only(tables)) == PLAIN_TABLE
    assert only(tables).name == "Ark1"
    assert said(tables) == []
    assert list(tables.digests) == ["liste"]


# --- Excel


def test_what_is_hidden_in_a_workbook_is_told_with_its_place() -> None:
    def finish(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, 0)
        sheet.set_column(1, 2, None, None, {"hidden": True})
        book.add_worksheet("Gøymd").hide()
        book.add_worksheet("Heilt gøymd").very_hidden()

    first, hidden, very_hidden = read(packing.xlsx(finish=finish)).sheets
    assert (first.hidden_rows, first.hidden_columns) == ({2, 3}, {1, 2})
    assert (first.visible, first.very_hidden) == (True, False)
    assert (hidden.name, hidden.visible, hidden.very_hidden) == ("Gøymd", False, False)
    assert (very_hidden.visible, very_hidden.very_hidden) == (False, True)


def test_hidden_rows_without_a_number_are_counted() -> None:
    rows = b"<row><c><v>1</v></c></row><row hidden='1'><c><v>2</v></c></row>"
    data = packing.changed(
        packing.xlsx([]), packing.SHEET, lambda x: x.replace(b"<sheetData/>", b"<sheetData>" + rows + b"</sheetData>")
    )
    assert only(read(data)).hidden_rows == {1}


def test_errors_and_formulas_without_a_value_are_told_with_their_place() -> None:
    def finish(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_formula("F1", "=1+1", None, "")
        sheet.write_formula("F2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("F3", "=2+2", None, 4)
        sheet.write_formula("F4", '=IF(TRUE,"x","")', None, "x")

    sheet = only(read(packing.xlsx(finish=finish)))
    assert (sheet.uncalculated, sheet.errors) == ({(0, 5)}, {(1, 5)})
    assert [row[5] for row in sheet.rows] == ["", "", 4.0, "x"]


def test_a_formula_whose_value_is_no_text_has_been_calculated() -> None:
    cell = b'<row r="9"><c r="A9" t="str"><f>IF(B9="","","x")</f><v></v></c></row>'
    assert only(read(packing.with_cells(cell))).uncalculated == frozenset()


def test_days_times_and_truth_keep_their_kind() -> None:
    def finish(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        day, moment = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        sheet.write_datetime("F1", date(2021, 4, 15), day)
        sheet.write_datetime("F2", datetime(2021, 4, 15, 12, 30), moment)
        sheet.write_boolean("F3", True)

    assert [row[5] for row in only(read(packing.xlsx(finish=finish))).rows[:3]] == [
        date(2021, 4, 15),
        datetime(2021, 4, 15, 12, 30),
        True,
    ]


def test_rows_and_columns_are_counted_from_the_corner() -> None:
    for data in (
        packing.xlsx([[], [], [None, None, "a"], [], [None, "b"]]),
        packing.ods(
            '<table:table table:name="A">'
            '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
            '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
            + packing.ods_cell("a")
            + "</table:table-row><table:table-row><table:table-cell/></table:table-row><table:table-row>"
            "<table:table-cell/>" + packing.ods_cell("b") + "</table:table-row></table:table>"
        ),
    ):
        none = [None, None, None]
        assert cells(only(read(data))) == [none, none, [None, None, "a"], none, [None, "b", None]]


def test_merged_areas_of_a_workbook() -> None:
    data = packing.xlsx(finish=lambda book, sheet: sheet.merge_range("F2:G4", "felles"))
    assert list(only(read(data)).merges) == [Merge(1, 5, 3, 6)]


# --- old Excel


def test_what_is_hidden_or_an_error_in_an_old_workbook() -> None:
    hidden_columns = struct.pack("<HHHHHHHH", 0x007D, 12, 2, 3, 0, 0, 1, 0)
    more = old_excel.hidden_row(2) + hidden_columns + old_excel.error_cell(1, 4)
    sheet = only(read(old_excel.xls(more=more)))
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.errors) == ({2}, {2, 3}, {(1, 4)})


def test_macros_of_an_old_workbook_are_said() -> None:
    tables = read(old_excel.xls(streams={"_VBA_PROJECT_CUR": b"x"}))
    assert said(tables) == ["The file has macros. They were not run."]


# --- LibreOffice


def test_what_is_hidden_merged_or_an_error_in_a_libreoffice_workbook() -> None:
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = (
        f'<table:table table:name="Liste" {calc}><table:table-column/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        "<table:table-row>"
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2" table:number-columns-spanned="2">'
        "<text:p>Nord</text:p></table:table-cell><table:covered-table-cell/>"
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:visibility="filter"><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell office:value-type="date" office:date-value="2021-04-15"/></table:table-row>'
        '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row></table:table>"
    )
    sheet = only(read(packing.ods(body)))
    assert cells(sheet)[2:] == [["Nord", None, None, None], [None, None, None, date(2021, 4, 15)]]
    assert list(sheet.merges) == [Merge(2, 0, 3, 1)]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {1, 2})
    assert (sheet.errors, sheet.uncalculated) == ({(2, 2)}, {(3, 2)})


def test_a_libreoffice_workbook_without_its_first_part_is_damaged() -> None:
    parts = packing.parts_of(packing.ods())
    del parts["mimetype"]
    with pytest.raises(Refusal, match="is damaged"):
        read(packing.zipped(parts))


# --- Word


def word(*rows: str) -> bytes:
    """Give a document with one table of these rows."""
    return packing.docx(f"<w:tbl>{''.join(rows)}</w:tbl>")


def test_a_table_in_word() -> None:
    sheet = only(read(packing.docx()))
    assert sheet.rows == [[None if value is None else str(value) for value in row] for row in TABLE]
    assert (sheet.name, said(read(packing.docx()))) == ("", [])


def test_several_tables_in_word_have_names_and_empty_ones_are_left_out() -> None:
    one, empty = packing.word_row(["Tittel"]), packing.word_row([""])
    body = "".join(f"<w:p/><w:tbl>{row}</w:tbl>" for row in (one, empty, one))
    assert [sheet.name for sheet in read(packing.docx(body)).sheets] == ["Table 1", "Table 2"]


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    inserted = f'<w:ins w:author="a">{packing.run("ny ")}</w:ins>'
    deleted = "<w:del><w:r><w:delText>gammal</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{packing.run('borte')}</w:moveFrom><w:moveTo>{packing.run('her')}</w:moveTo>"
    cell = packing.word_cell(inserted + deleted + moved)
    tables = read(
        word(
            packing.word_row(["Tittel"]),
            f"<w:tr>{cell}</w:tr>",
            packing.word_row(["sletta rad"], "<w:del/>"),
            packing.word_row(["ny rad"], "<w:ins/>"),
        )
    )
    assert only(tables).rows == [["Tittel"], ["ny her"], ["ny rad"]]
    assert said(tables) == ["The document has tracked changes. They were read as if accepted."]


def test_merged_cells_in_word() -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    tables = read(
        word(
            f"<w:tr>{packing.word_cell(packing.run('Tittel'), wide)}{packing.word_cell(packing.run('Søkjar'))}</w:tr>",
            f"<w:tr>{packing.word_cell(packing.run('Nord'), begins)}{packing.word_cell(packing.run('a'))}"
            f"{packing.word_cell(packing.run('b'))}</w:tr>",
            f"<w:tr>{packing.word_cell('', goes_on)}{packing.word_cell(packing.run('c'))}</w:tr>",
            f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{packing.word_cell(packing.run("d"), goes_on)}</w:tr>',
        )
    )
    sheet = only(tables)
    assert sheet.rows == [["Tittel", None, "Søkjar"], ["Nord", "a", "b"], [None, "c"], [None, "d"]]
    assert list(sheet.merges) == [Merge(0, 0, 0, 1), Merge(1, 0, 2, 0)]


def test_the_text_of_a_cell_in_word() -> None:
    """Lines, tabs, content controls and tables inside are text; field codes, text boxes and hidden text aren't."""
    inner = f"<w:tbl>{packing.word_row(['indre', 'tabell'])}</w:tbl>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{packing.run('vald')}</w:sdtContent></w:sdt>"
    box = f"<w:r><w:pict><w:txbxContent><w:p>{packing.run('boks')}</w:p></w:txbxContent></w:pict></w:r>"
    code = "<w:r><w:instrText>HYPERLINK «http»</w:instrText></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>gøymt</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> sett</w:t></w:r>'
    line = f"<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>{control}{box}{code}{hidden}{shown}"
    cell = f"<w:tc><w:p>{line}</w:p><w:p/>{inner}<w:p>{packing.run('slutt')}</w:p></w:tc>"
    tables = read(word(packing.word_row(["Tittel"]), f"<w:tr>{cell}</w:tr>"))
    assert only(tables).rows == [["Tittel"], ["a\nb\tcvald sett\nindre tabell\nslutt"]]
    assert said(tables) == ["The document has hidden text, which was left out."]


def test_macros_of_a_word_document_are_said() -> None:
    data = packing.changed(packing.docx(), "word/vbaProject.bin", lambda _: b"Sub AutoOpen()")
    assert said(read(data)) == ["The file has macros. They were not run."]


# --- forms


def test_a_pdf_form_is_one_row_under_the_names_of_its_fields() -> None:
    sheet = only(read(packing.pdf()))
    assert sheet.is_form
    assert dict(zip(*sheet.rows, strict=True)) == packing.FIELDS


def field(kind: Name, **more: object) -> Dictionary:
    """Give a field of a form."""
    return Dictionary(FT=kind, **more)


def test_every_kind_of_field() -> None:
    choices = Array([Array([String("1"), String("Barnehage")]), Array([String("2"), String("Skule")])])
    round_ones = Array(
        [Dictionary(AP=Dictionary(N=Dictionary({f"/{n}": Dictionary(), "/Off": Dictionary()}))) for n in (0, 1)]
    )
    fields = {
        "a": field(Name.Tx, TU=String("Søkjar  (eigar)"), V=String("Øyane\r\nkommune")),
        "b": field(Name.Ch, V=String("2"), Opt=choices),
        "c": field(Name.Ch, V=Array([String("1"), String("2")]), Opt=choices, Ff=1 << 21),
        "d": field(Name.Btn, V=Name.Ja),
        "e": field(Name.Btn, V=Name.Off),
        "f": field(Name.Btn),
        "g": field(
            Name.Btn, V=Name("/1"), Ff=1 << 15, Kids=round_ones, Opt=Array([String("Ny"), String("Vidareføring")])
        ),
        "h": field(Name.Btn, V=Name.Ny, Ff=1 << 15),
        "i": field(Name.Btn, Ff=1 << 16),
        "j": field(Name.Sig),
        "k": field(Name.Ch, V=String("fritt"), Opt=Array([String("fast")])),
    }
    sheet = only(read(packing.pdf(fields)))
    assert dict(zip(*sheet.rows, strict=True)) == {
        "Søkjar (eigar)": "Øyane\nkommune",
        "b": "Skule",
        "c": "Barnehage, Skule",
        "d": "ja",
        "e": "nei",
        "f": "nei",
        "g": "Vidareføring",
        "h": "Ny",
        "k": "fritt",
    }


def test_names_of_fields_are_made_readable_and_told_apart() -> None:
    fields = {
        "skjema[0].side1[0].sokt_belop_2021[0]": field(Name.Tx, V=String("5")),
        "x1": field(Name.Tx, TU=String("Namn"), V=String("a")),
        "x2": field(Name.Tx, TU=String("Namn"), V=String("b")),
        "side1.t": field(Name.Tx, V=String("c")),
        "side2.t": field(Name.Tx, V=String("d")),
    }
    assert list(only(read(packing.pdf(fields))).rows[0]) == ["sokt belop 2021", "x1", "x2", "t", "t (2)"]


def test_fields_inherit_what_stands_above_them() -> None:
    kids = Array([Dictionary(T=String("eigar"), V=String("5")), Dictionary(T=String("uh"))])
    fields = {"sokt": field(Name.Tx, Kids=kids, V=String("7"))}
    assert only(read(packing.pdf(fields))).rows == [["eigar", "uh"], ["5", "7"]]


def test_a_pdf_that_opens_without_a_password_is_read() -> None:
    locked_for_changes = packing.pdf(encryption=pikepdf.Encryption(owner="eigar", user=""))
    assert only(read(locked_for_changes)).rows[1] == list(packing.FIELDS.values())


def test_xfdf() -> None:
    nested = (
        '<fields><field name="side1"><field name="søkt_2021"><value>5 000</value></field></field>'
        '<field name="val"><value>a</value><value>b</value></field>'
        '<field name="rik"><value>x</value><value-richtext><p>x</p></value-richtext></field>'
        '<field name="boks"><value>Off</value></field></fields><f href="skjema.pdf"/>'
    )
    sheet = only(read(packing.xfdf({"Tittel": "Lese & skrive"}, inside=nested)))
    assert sheet.is_form
    assert dict(zip(*sheet.rows, strict=True)) == {
        "søkt 2021": "5 000",
        "val": "a, b",
        "rik": "x",
        "boks": "nei",
        "Tittel": "Lese & skrive",
    }


# --- text

LINE = "Løpenr;Søkjar;Tittel\r\n1;Øyane;Blå bær\r\n"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_in_every_encoding(encoding: str) -> None:
    tables = read(LINE.encode(encoding))
    assert only(tables).rows == [HEAD, ["1", "Øyane", "Blå bær"]]
    guessed = {"utf-16-le": "doesn't say", "utf-16-be": "doesn't say", "cp1252": "cp1252"}.get(encoding)
    assert [guessed in note for note in said(tables) if guessed] == ([True] if guessed else [])
    assert len(said(tables)) == bool(guessed)


def test_lines_in_another_encoding_than_the_rest_are_named() -> None:
    data = "Løpenr;Søkjar;Tittel\n".encode() + "1;Øyane;Blå bær\n".encode("cp1252") + "2;Ås;Grøn".encode()
    tables = read(data + "\n3;Bø;".encode() + "Gul måne\n".encode("cp1252"))
    assert only(tables).rows == [HEAD, ["1", "Øyane", "Blå bær"], ["2", "Ås", "Grøn"], ["3", "Bø", "Gul måne"]]
    (note,) = said(tables)
    assert "were read as cp1252: 2, 4." in note


def test_many_odd_lines_are_not_all_named() -> None:
    data = "Søkjar;Tittel;ø\n".encode() + "Å;b;c\n".encode("cp1252") * 20
    (note,) = said(read(data))
    assert "2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …" in note


@pytest.mark.parametrize("data", [b"\xff\xfeL\x00\x00\xd8x", b"\xff\xfe\x00\x00\xff\xff\xff\xff"])
def test_text_that_isnt_what_it_says_is_damaged(data: bytes) -> None:
    with pytest.raises(Refusal, match="is damaged"):
        read(data)


@pytest.mark.parametrize("start", ["<10 tilsette;Søkjar", "BM;Søkjar", "RIFF;Tittel"])
def test_text_that_begins_like_something_else_is_text(start: str) -> None:
    assert only(read(f"{start};x\na;b;c\n".encode())).rows[1] == ["a", "b", "c"]


# --- the clipboard


def test_what_was_copied_in_excel() -> None:
    html = (
        "<html><head><style><!--td {color:red}--></style></head><body><table border=0><!--StartFragment-->"
        "<col width=64><tr height=20><td rowspan=2 class=xl65>Nord</td><td>Tittel</td><td colspan=2>Søkjar</td></tr>"
        "<tr style='display:none'><td>Lese&nbsp;godt<br>og<span> ofte</span></td>"
        "<td align=right>5\u00a0000</td><td></td></tr>"
        "<!--EndFragment--></table></body></html>"
    )
    sheet = only(from_clipboard(html, "Nord\tTittel\tSøkjar", score))
    assert sheet.rows == [["Nord", "Tittel", "Søkjar", None], [None, "Lese\u00a0godt\nog ofte", "5\u00a0000", ""]]
    assert list(sheet.merges) == [Merge(0, 0, 1, 0), Merge(0, 2, 0, 3)]
    assert sheet.hidden_rows == {1}


def test_what_was_copied_in_word() -> None:
    html = (
        "<table><tr><td><p>Tittel<o:p></o:p></p></td></tr><tr><td><p>Lese</p><p><del>gammal</del><ins>ny</ins></p>"
        "<table><tr><td>indre</td><td>tabell</td></tr></table></td></tr></table>"
    )
    tables = from_clipboard(html, "", score)
    assert only(tables).rows == [["Tittel"], ["Lese\nny\nindre tabell"]]
    assert said(tables) == ["Text that is marked as deleted was left out."]


def test_what_was_copied_from_a_page_whose_tags_are_left_open() -> None:
    html = "<table><tr><th>Tittel<th>Søkjar<tr><td>Lese<td>Voss<script>alert(1)</script></table><p>bunn</p>"
    assert only(from_clipboard(html, "", score)).rows == [["Tittel", "Søkjar"], ["Lese", "Voss"]]


def test_text_that_was_copied_is_split_at_tabs() -> None:
    for html in (None, "<p>Tittel Søkjar</p>", "<table><tr><td> </td></tr></table>"):
        sheet = only(from_clipboard(html, 'Tittel\tSøkjar\n"Lese\nog; skrive"\tVoss, Bø\n', score))
        assert sheet.rows == [["Tittel", "Søkjar"], ["Lese\nog; skrive", "Voss, Bø"]]


def test_nothing_that_was_copied_is_refused() -> None:
    with pytest.raises(Refusal, match="No table was copied"):
        from_clipboard(None, " \n", score)


# --- several files


def form(**fields: str) -> bytes:
    """Give a filled-in form."""
    return packing.xfdf(fields)


def test_forms_are_joined_by_the_names_of_their_fields() -> None:
    tables = joined(
        [
            read(form(Tittel="Lese", Søkjar="Voss"), "a.xfdf"),
            read(form(Søkjar="Bø", Tittel="Rekne", Merknad="x"), "b.xfdf"),
            read(packing.pdf({"Tittel": "Leike"}), "c.pdf"),
        ],
        score,
    )
    sheet = only(tables)
    assert sheet.is_form
    assert sheet.rows == [
        ["Tittel", "Søkjar", "Merknad"],
        ["Lese", "Voss"],
        ["Rekne", "Bø", "x"],
        ["Leike", "", ""],
    ]
    assert sheet.row_files == ("a.xfdf", "a.xfdf", "b.xfdf", "c.pdf")
    assert sheet.row_numbers == (1, 2, 2, 2)
    assert list(tables.digests) == ["a.xfdf", "b.xfdf", "c.pdf"]


def test_lists_with_the_same_headings_are_joined_and_others_are_not() -> None:
    first = b"Liste fra nord\nL\xf8penr;S\xf8kjar;Tittel\n1;Voss;Lese\n"
    second = "Løpenr;Søkjar;Tittel \n\n2;Bø;Rekne\n".encode()
    other = "Løpenr;Tittel\n3;Leike\n".encode()
    tables = joined([read(first, "nord.csv"), read(second, "sør.csv"), read(other, "kyst.csv")], score)
    sheet, alone = tables.sheets
    assert sheet.rows == [["Liste fra nord"], HEAD, ["1", "Voss", "Lese"], [], ["2", "Bø", "Rekne"]]
    assert sheet.row_files == ("nord.csv",) * 3 + ("sør.csv",) * 2
    assert sheet.row_numbers == (1, 2, 3, 2, 3)
    assert alone.rows[1] == ["3", "Leike"]
    assert set(alone.row_files or ()) == {"kyst.csv"}
    assert said(tables)[0].startswith("nord.csv: The text was read as")


def test_what_is_known_of_cells_moves_with_them() -> None:
    def finish(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range("B2:B3", "felles")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.write_formula("D3", "=1+1", None, "")

    one, other = packing.xlsx(), packing.xlsx(finish=finish)
    sheet = only(joined([read(one, "a.xlsx"), read(other, "b.xlsx")], score))
    assert len(sheet.rows) == 7
    assert list(sheet.merges) == [Merge(4, 1, 5, 1)]
    assert (sheet.hidden_rows, sheet.uncalculated) == ({5}, {(5, 3)})
    assert (sheet.row_numbers or ())[4:] == (2, 3, 4)


def test_the_same_file_twice_counts_once_and_two_with_one_name_are_told_apart() -> None:
    one, other = form(Tittel="Lese"), form(Tittel="Rekne")
    tables = joined([read(one, "a.xfdf"), read(other, "a.xfdf"), read(one, "kopi.xfdf")], score)
    assert [row[0] for row in only(tables).rows] == ["Tittel", "Lese", "Rekne"]
    assert list(tables.digests) == ["a.xfdf", "a.xfdf (2)"]
    assert said(tables) == ["kopi.xfdf is there twice; it was read once."]


def test_more_rows_together_than_any_list_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from kompetanse_desktop.exchange import joining

    monkeypatch.setattr(joining, "MOST_ROWS", 5)
    lists = [read(packing.text(), "a.csv"), read(packing.text(delimiter=","), "b.csv")]
    with pytest.raises(Refusal, match="more rows together"):
        joined(lists, score)


def test_nothing_joined_is_nothing() -> None:
    assert joined([], score) == Tables([])


def test_a_workbook_in_memory_is_what_was_written() -> None:
    """The digest is of the bytes as they came."""
    data = io.BytesIO(packing.xlsx()).getvalue()
    assert len(read(data).digests["liste"]) == 64
