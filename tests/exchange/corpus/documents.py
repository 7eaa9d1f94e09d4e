"""LibreOffice, old Excel, Word, PDF forms and XFDF, and workbooks written in ways that Excel doesn't."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Encryption, Name, String

from kompetanse_desktop.domain.money import Amounts, Payee
from tests.exchange.corpus import old_excel
from tests.exchange.corpus.case import ASKED, HEADINGS, LIST, TABLE, TITLES, Case, Refused, Wanted
from tests.exchange.corpus.packing import (
    FIELDS,
    SHEET,
    STRINGS,
    changed,
    docx,
    ods,
    ods_cell,
    ods_rows,
    pdf,
    run,
    with_cells,
    word_cell,
    word_row,
    xfdf,
    xlsx,
)

ACCEPTED = "The document has tracked changes. They were read as if accepted."
HIDDEN_TEXT = "The document has hidden text, which was left out."
HIDDEN_ROWS = "The sheet has hidden rows, which were read too: {count}."
FORMULA_ERROR = "A formula in the row gives an error."
NEVER_CALCULATED = "A formula in the row was never calculated. Open and save the list in Excel."
MACROS = "The file has macros. They were not run."
NO_REF = "The row has no number; it is called «{ref}» here."
NO_TABLE = "{file} has no table. Ask the sender for the list as a table, or as Excel (.xlsx)."
NO_FIELDS = "{file} is a PDF without fields to fill in. Ask the sender for the list as Excel (.xlsx) or Word (.docx)."
BLANK_FORM = "{file} is a form that nobody has filled in. Ask the sender for it again."
LOCKED_PDF = "{file} is protected with a password. Ask the sender for it without the password."
WITH_TITLES = Wanted(fields={ref: {"title": title} for ref, title in TITLES.items()})
FORM = Wanted(asked={"21-01": 450_000}, fields={"21-01": {"title": "Lesing for alle", "applicant": "Bø kommune"}})
COLLAPSED = '"collapse"'
DELETED = '<w:del w:id="1" w:author="x"><w:r><w:delText>Skriving</w:delText></w:r></w:del>'


def _without_last(reason: str) -> Wanted:
    """Give what is wanted where the last amount is missing and the reason is told."""
    return Wanted(asked={**ASKED, "21-03": None}, doubts={"21-03": (reason,)})


# --- workbooks


def _lying_dimension() -> bytes:
    return changed(xlsx(), SHEET, lambda xml: xml.replace(b'<dimension ref="A1:D4"/>', b'<dimension ref="A1:B2"/>'))


def _inline_strings() -> bytes:
    inline = b'<c r="B2" t="inlineStr"><is><r><t xml:space="preserve">Lesing </t></r><r><t>for alle</t></r></is></c>'
    return changed(xlsx(), SHEET, lambda xml: xml.replace(b'<c r="B2" t="s"><v>5</v></c>', inline))


def _ghost_rows() -> bytes:
    return with_cells(
        b"".join(b'<row r="%d"><c r="A%d" s="0"/><c r="D%d" s="0"/></row>' % (n, n, n) for n in range(5, 60_000))
    )


def _very_hidden() -> bytes:
    two = xlsx({"Ark1": TABLE, "Løynd": TABLE})
    return changed(two, "xl/workbook.xml", lambda xml: xml.replace(b'sheetId="2"', b'sheetId="2" state="veryHidden"'))


def _nested_table() -> bytes:
    inner = _table(_word_row(word_cell(run("Lesing")), word_cell(run("for alle"))))
    first = _word_row(
        *(f"<w:tc>{inner}<w:p/></w:tc>" if at == 1 else word_cell(run(v)) for at, v in enumerate(LIST[0]))
    )
    return docx(_table(word_row(HEADINGS), first, *map(word_row, LIST[1:])))


def _without_references() -> bytes:
    """Leave out where each row and cell is: they then come one after the other."""
    import re

    return changed(xlsx(), SHEET, lambda xml: re.sub(rb'(<(?:row|c)) r="[A-Z0-9]+"', rb"\1", xml))


def _formula(result: bytes, kind: bytes = b"") -> bytes:
    cell = b'<c r="D4"' + kind + b"><f>SUM(A1)</f>" + result + b"</c>"
    return changed(xlsx(), SHEET, lambda xml: xml.replace(b'<c r="D4"><v>125500</v></c>', cell))


# --- Word


def _table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _word_row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _tracked_words() -> bytes:
    inserted = f'{DELETED}<w:ins w:id="2" w:author="x">{run("Lesing")}</w:ins>{run(" for alle")}'
    first = _word_row(*(word_cell(inserted if at == 1 else run(value)) for at, value in enumerate(LIST[0])))
    return docx(_table(word_row(HEADINGS), first, *map(word_row, LIST[1:])))


def _tracked_rows() -> bytes:
    gone = word_row(("21-09", "Stroke", "Vik kommune", 1), '<w:del w:id="3" w:author="x"/>')
    new = word_row(LIST[2], '<w:ins w:id="4" w:author="x"/>')
    return docx(_table(word_row(HEADINGS), word_row(LIST[0]), gone, word_row(LIST[1]), new))


def _word_merged() -> bytes:
    first, second, third = LIST
    rows = (
        _word_row(*(word_cell(run(v), '<w:vMerge w:val="restart"/>' if at == 2 else "") for at, v in enumerate(first))),
        _word_row(
            *(word_cell(run("" if at == 2 else v), "<w:vMerge/>" if at == 2 else "") for at, v in enumerate(second))
        ),
    )
    return docx(_table(word_row(HEADINGS), *rows, word_row(third)))


def _word_hidden() -> bytes:
    hidden = f"{run('Lesing for alle')}<w:r><w:rPr><w:vanish/></w:rPr><w:t> (løynd)</w:t></w:r>"
    first = _word_row(*(word_cell(hidden if at == 1 else run(value)) for at, value in enumerate(LIST[0])))
    return docx(_table(word_row(HEADINGS), first, *map(word_row, LIST[1:])))


# --- forms


def _divided() -> bytes:
    fields: dict[str, object] = {k: v for k, v in FIELDS.items() if k != "Søkt 2021"}
    return pdf({**fields, "Søkt 2021 eigar": "300 000", "Søkt 2021 UH": "150 000"})


def _boxes() -> bytes:
    box = Dictionary(FT=Name.Btn, V=Name.Yes)
    other = Dictionary(FT=Name.Btn, V=Name.Off)
    choice = Dictionary(FT=Name.Ch, V=String("p"), Opt=Array([Array([String("p"), String("PPT")])]))
    named = {"Private inviterte": box, "Vidareføring": other, "Målgruppe": choice}
    return pdf({**FIELDS, **named})


CASES = [
    Case("plain.xlsx", xlsx, "a workbook as it should be", WITH_TITLES),
    Case("workbook.csv", xlsx, "a workbook with the wrong name", WITH_TITLES),
    Case("dimension.xlsx", _lying_dimension, "a dimension that says less than there is", WITH_TITLES),
    Case("inline.xlsx", _inline_strings, "text in the cell itself, in pieces", WITH_TITLES),
    Case("no-references.xlsx", _without_references, "rows and cells without their places", WITH_TITLES),
    Case(
        "macros.xlsm",
        lambda: changed(xlsx(), "xl/vbaProject.bin", lambda _: b"Sub AutoOpen()"),
        "macros",
        Wanted(notes=(MACROS,)),
    ),
    Case(
        "formula-error.xlsx",
        lambda: _formula(b"<v>#DIV/0!</v>", b' t="e"'),
        "a formula that fails",
        _without_last(FORMULA_ERROR),
    ),
    Case(
        "formula-never.xlsx",
        lambda: _formula(b""),
        "a formula that was never calculated",
        _without_last(NEVER_CALCULATED),
    ),
    Case("formula.xlsx", lambda: _formula(b"<v>125500</v>"), "a formula with its result"),
    Case(
        "text-amounts.xlsx",
        lambda: xlsx([HEADINGS, *((*row[:3], f"{row[3]:,} kr".replace(",", "\u00a0")) for row in LIST)]),
        "amounts as text in a workbook",
    ),
    Case(
        "ghost-cells.xlsx",
        lambda: with_cells(b'<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row>'),
        "cells at the far corner that are only coloured",
        WITH_TITLES,
    ),
    Case("ghost-rows.xlsx", _ghost_rows, "sixty thousand rows that are only coloured", WITH_TITLES),
    Case(
        "very-hidden.xlsx",
        _very_hidden,
        "a sheet that Excel's own menus don't show",
        Wanted(notes=("The sheet «{sheet}» is hidden and was not read.",)),
    ),
    Case(
        "strings-unused.xlsx",
        lambda: changed(xlsx(), STRINGS, lambda xml: xml.replace(b"<sst ", b'<sst x="&lt;&amp;" ')),
        "an attribute nobody knows",
    ),
    # --- LibreOffice
    Case("plain.ods", ods, "LibreOffice", WITH_TITLES),
    Case("ods.xlsx", ods, "LibreOffice with the wrong name", WITH_TITLES),
    Case(
        "repeated.ods",
        lambda: ods(
            f'<table:table table:name="Ark1">{ods_rows(TABLE)}'
            '<table:table-row table:number-rows-repeated="1048572"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        ),
        "empty rows to the end of the sheet, as LibreOffice writes it",
        WITH_TITLES,
    ),
    Case(
        "hidden-row.ods",
        lambda: ods(
            f'<table:table table:name="Ark1">{ods_rows(TABLE[:2])}'
            f"{ods_rows(TABLE[2:3], ' table:visibility=' + COLLAPSED)}{ods_rows(TABLE[3:])}</table:table>"
        ),
        "a hidden row",
        Wanted(notes=(HIDDEN_ROWS,)),
    ),
    Case(
        "merged.ods",
        lambda: ods(
            '<table:table table:name="Ark1">'
            + ods_rows(TABLE[:1])
            + "<table:table-row>"
            + "".join(map(ods_cell, LIST[0][:2]))
            + ods_cell("Bø kommune").replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"')
            + ods_cell(450_000)
            + "</table:table-row><table:table-row>"
            + "".join(map(ods_cell, LIST[1][:2]))
            + "<table:covered-table-cell/>"
            + ods_cell(300_000)
            + "</table:table-row>"
            + ods_rows(LIST[2:])
            + "</table:table>"
        ),
        "a merged applicant",
        Wanted(fields={"21-02": {"applicant": "Bø kommune"}}),
    ),
    # --- old Excel
    Case("plain.xls", old_excel.xls, "Excel 97–2003", WITH_TITLES),
    Case(
        "hidden-row.xls",
        lambda: old_excel.xls(more=old_excel.hidden_row(2)),
        "a hidden row in old Excel",
        Wanted(notes=(HIDDEN_ROWS,)),
    ),
    Case(
        "error.xls",
        lambda: old_excel.xls(more=old_excel.error_cell(3, 3)),
        "a formula that fails in old Excel",
        _without_last(FORMULA_ERROR),
    ),
    # --- Word
    Case("plain.docx", docx, "a table in Word", WITH_TITLES),
    Case(
        "tracked-words.docx",
        _tracked_words,
        "tracked insertions and deletions in a cell",
        Wanted(fields=WITH_TITLES.fields, notes=(ACCEPTED,)),
    ),
    Case(
        "tracked-rows.docx",
        _tracked_rows,
        "tracked rows, one taken away and one put in",
        Wanted(fields=WITH_TITLES.fields, notes=(ACCEPTED,)),
    ),
    Case(
        "merged.docx",
        _word_merged,
        "an applicant merged over two rows",
        Wanted(fields={"21-02": {"applicant": "Bø kommune"}}),
    ),
    Case("hidden.docx", _word_hidden, "hidden text in a cell", Wanted(fields=WITH_TITLES.fields, notes=(HIDDEN_TEXT,))),
    Case(
        "text-around.docx",
        lambda: docx(
            f"<w:p>{run('Behovsmeldingar 2021')}</w:p>" + _table(*map(word_row, TABLE)) + f"<w:p>{run('Helsing')}</w:p>"
        ),
        "text round the table",
        WITH_TITLES,
    ),
    Case("nested.docx", _nested_table, "a table inside a cell is text of that cell", WITH_TITLES),
    Case("no-table.docx", lambda: docx(f"<w:p>{run('Hei')}</w:p>"), "a letter", Refused(NO_TABLE)),
    # --- PDF forms
    Case("plain.pdf", pdf, "a form: one proposal", FORM),
    Case(
        "divided.pdf",
        _divided,
        "a form with the parts of the amount",
        Wanted(
            asked={"21-01": 450_000},
            fields={"21-01": {"requested": Amounts({(Payee.OWNER, 2021): 300_000, (Payee.UNIVERSITY, 2021): 150_000})}},
        ),
    ),
    Case(
        "boxes.pdf",
        _boxes,
        "boxes and a choice",
        Wanted(
            asked={"21-01": 450_000},
            fields={"21-01": {"private_invited": True, "continued": False, "target_text": "PPT"}},
        ),
    ),
    Case(
        "doubtful.pdf",
        lambda: pdf({**FIELDS, "Søkt 2021": "ca. 450 000"}),
        "a doubtful amount in a form",
        Wanted(asked={"21-01": None}, doubts={"21-01": ("«{text}» isn't an exact amount.",)}),
    ),
    Case(
        "no-ref.pdf",
        lambda: pdf({k: v for k, v in FIELDS.items() if k != "Løpenr"}),
        "a form without a number",
        Wanted(asked={"rad-2": 450_000}, doubts={"rad-2": (NO_REF,)}),
    ),
    Case("no-fields.pdf", lambda: pdf({}), "a PDF that is no form", Refused(NO_FIELDS)),
    Case("blank.pdf", lambda: pdf(dict.fromkeys(FIELDS, "")), "a form nobody filled in", Refused(BLANK_FORM)),
    Case(
        "locked.pdf",
        lambda: pdf(encryption=Encryption(user="hemmeleg", owner="eigar")),
        "a PDF with a password",
        Refused(LOCKED_PDF),
    ),
    Case(
        "owner-locked.pdf",
        lambda: pdf(encryption=Encryption(user="", owner="eigar")),
        "a PDF that may be read but not changed",
        FORM,
    ),
    # --- XFDF
    Case("plain.xfdf", xfdf, "what a form says, as XFDF", FORM),
    Case("utf16.xfdf", lambda: xfdf().decode().replace("UTF-8", "UTF-16").encode("utf-16"), "XFDF in UTF-16", FORM),
    Case(
        "link.xfdf",
        lambda: xfdf(inside='<f href="file:///etc/passwd"/>'),
        "XFDF that names a file, which isn't opened",
        FORM,
    ),
    Case("blank.xfdf", lambda: xfdf(dict.fromkeys(FIELDS, "")), "XFDF with nothing filled in", Refused(BLANK_FORM)),
]
