"""Make the bytes of each kind of file from rows of cells, by hand where a library would be too well-behaved."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from html import escape

import pikepdf
import xlsxwriter
from pikepdf import Array, Dictionary, Name, Pdf, String
from xlsxwriter.worksheet import Worksheet

from tests.exchange.corpus.case import TABLE, Cell, Rows

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
Finish = Callable[[xlsxwriter.Workbook, Worksheet], object]


def text(rows: Rows = TABLE, delimiter: str = ";", encoding: str = "utf-8", line: str = "\r\n") -> bytes:
    """Write rows as delimited text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line).writerows(rows)
    return out.getvalue().encode(encoding)


def with_amount(*amounts: Cell) -> list[tuple[Cell, ...]]:
    """Give the list with other amounts in the first rows."""
    head, *rows = TABLE
    return [head, *((*row[:3], amount) for row, amount in zip(rows, amounts, strict=False))]


# --- workbooks


def xlsx(sheets: Rows | Mapping[str, Rows] = TABLE, finish: Finish | None = None) -> bytes:
    """Write an Excel workbook; ``finish`` does what else is to be done with the book and its first sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2021, 1, 1)})  # the same bytes every time
        for name, rows in (sheets if isinstance(sheets, Mapping) else {"Ark1": sheets}).items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        if finish is not None:
            finish(book, book.worksheets()[0])
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Give the parts of a zipped document by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def zipped(parts: Mapping[str, bytes], first_stored: bool = False) -> bytes:
    """Pack parts as a zipped document; ods wants its first part unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(parts.items()):
            stored = first_stored and not number
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Give a zipped document with one part changed, or added. What isn't there to be changed is a mistake."""
    parts = parts_of(data)
    before = parts.get(part, b"")
    parts[part] = change(before)
    assert parts[part] != before, f"nothing was changed in {part}"
    return zipped(parts)


def with_cells(cells: bytes, data: bytes | None = None) -> bytes:
    """Give the list as a workbook with rows of XML after its own."""
    return changed(data or xlsx(), SHEET, lambda xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"))


# --- LibreOffice

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
ODS = (
    f'<office:document-content xmlns:office="{OFFICE}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"><office:body>'
    "<office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def ods_cell(value: Cell) -> str:
    """Write one cell of a LibreOffice workbook."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    shown = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="float" office:value="{value}">{shown}</table:table-cell>'


def ods_rows(rows: Rows, attributes: str = "") -> str:
    """Write rows of a LibreOffice workbook."""
    return "".join(f"<table:table-row{attributes}>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)


def ods(body: str | None = None, manifest: str = "<manifest/>", mimetype: bytes = SPREADSHEET) -> bytes:
    """Write a LibreOffice workbook, with the list unless ``body`` gives its tables."""
    table = f'<table:table table:name="Ark1">{ods_rows(TABLE)}</table:table>'
    parts = {
        "mimetype": mimetype,
        "content.xml": ('<?xml version="1.0"?>' + ODS.format(body or table)).encode(),
        "META-INF/manifest.xml": manifest.encode(),
    }
    return zipped(parts, first_stored=True)


# --- Word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(value: Cell) -> str:
    """Write a run of text."""
    return f'<w:r><w:t xml:space="preserve">{escape("" if value is None else str(value))}</w:t></w:r>'


def word_cell(inside: str, properties: str = "") -> str:
    """Write one cell of a table in Word, of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{inside}</w:p></w:tc>"


def word_row(cells: Sequence[Cell], properties: str = "") -> str:
    """Write one row of a table in Word."""
    written = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{written}{''.join(word_cell(run(c)) for c in cells)}</w:tr>"


def docx(body: str | None = None) -> bytes:
    """Write a Word document, with the list as a table unless ``body`` gives what is in it."""
    inside = f"<w:tbl>{''.join(map(word_row, TABLE))}</w:tbl>" if body is None else body
    document = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


# --- forms

FIELDS = {
    "Tittel på tiltaket": "Lesing for alle",
    "Søkjar": "Bø kommune",
    "Søkt 2021": "450 000",
    "Løpenr": "21-01",
}
"""The first proposal of the list as a form says it."""


def pdf(
    fields: Mapping[str, object] = FIELDS,
    catalog: Mapping[str, object] | None = None,
    encryption: pikepdf.Encryption | bool = False,
) -> bytes:
    """Write a PDF with a form: text fields, or whatever a field is given as; ``catalog`` is added to its root."""
    document = Pdf.new()
    document.add_blank_page()
    made = []
    for name, value in fields.items():
        filled = value if isinstance(value, Dictionary) else Dictionary(FT=Name.Tx, V=String(str(value)))
        filled.T = String(name)
        made.append(document.make_indirect(filled))
    if made:
        document.Root.AcroForm = Dictionary(Fields=Array(made))
    for key, value in (catalog or {}).items():
        document.Root[key] = value
    out = io.BytesIO()
    document.save(out, encryption=encryption, deterministic_id=not encryption)
    return out.getvalue()


def xfdf(fields: Mapping[str, str] = FIELDS, before: str = "", inside: str = "") -> bytes:
    """Write a form as XFDF."""
    written = "".join(f'<field name="{escape(n)}"><value>{escape(v)}</value></field>' for n, v in fields.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">'
        f"{inside}<fields>{written}</fields></xfdf>"
    ).encode()
