"""Files that aren't lists, aren't whole or mean harm: one plain sentence, and the program goes on."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import facts, guard, kinds, ods_facts, packages, pdf_forms, reader_process, wire
from kompetanse_desktop.exchange.kinds import Outer
from kompetanse_desktop.exchange.reading import Reading, read
from kompetanse_desktop.exchange.refusals import REFUSALS, Stopped
from kompetanse_desktop.exchange.tables import Tables, from_clipboard, read_tables
from kompetanse_desktop.exchange.values import Value
from tests.exchange.corpus import old_excel, packing


def score(rows: Sequence[Sequence[Value]]) -> int:
    """Tell how many headings of our lists there are."""
    return sum(value in ("Tittel", "Søkjar", "Tittel på tiltaket") for row in rows for value in row)


def told(data: bytes, kind: Outer = Outer.ZIP) -> list[wire.Message]:
    """Read within this process, as the reader process does it. Raises Stopped."""
    messages: list[wire.Message] = []
    reader_process.answer(kind, data, messages.append)
    return messages


def outcome_of(data: bytes) -> str:
    """Give the sentence a file is refused with, or that it was read; a sheet with a far cell is never read as such."""
    try:
        tables = read_tables(data, "fil", score)
    except Refusal as refused:
        return str(refused)
    assert all(len(sheet.rows) < 50 for sheet in tables.sheets)
    return "read"


def code_of(data: bytes, kind: Outer) -> str:
    """Give the code a file is refused with within this process, or that it was read to its end."""
    try:
        messages = told(data, kind)
    except Stopped as stopped:
        return stopped.code
    return "read" if isinstance(messages[-1], wire.End) else "cut off"


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Give the workbook with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    return _zip({**parts, name: change(parts.get(name, b""))})


def _locked_zip() -> bytes:
    """Give an archive that says of its part that it is encrypted."""
    data = bytearray(_zip({"xl/workbook.xml": b"<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _drawn_pdf() -> bytes:
    return packing.pdf({})


def _flags(bits: int, **more: object) -> Dictionary:
    return Dictionary(Ff=bits, **more)


OPEN = b"application/vnd.oasis.opendocument."
XFA_ONLY = {"/AcroForm": Dictionary(Fields=Array([]), XFA=String("<xdp/>"))}

NOT_LISTS: list[tuple[str, bytes, str]] = [
    ("tom.xlsx", b"", "is empty"),
    ("tom.csv", b" \r\n\r\n", "is empty"),
    ("null.csv", b"\0" * 5000, "is empty"),
    ("teikna.pdf", _drawn_pdf(), "is a PDF without fields to fill in"),
    ("knapp.pdf", packing.pdf({"Send": _flags(1 << 16, FT=Name.Btn)}), "is a PDF without fields to fill in"),
    ("xfa.pdf", packing.pdf({}, XFA_ONLY), "only Adobe Reader can open"),
    ("ikkje-utfylt.pdf", packing.pdf({"Tittel": "", "Søkjar": ""}), "nobody has filled in"),
    ("hemmeleg.pdf", packing.pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "protected with a password"),
    ("knust.pdf", b"%PDF-1.7\n...", "is damaged"),
    ("skjema.fdf", b"%FDF-1.2\n1 0 obj", "form data of an old kind"),
    ("tomt.xfdf", packing.xfdf({}), "nobody has filled in"),
    ("knust.xfdf", packing.xfdf()[:-9], "is damaged"),
    ("bilete.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is a picture"),
    ("foto.csv", b"\xff\xd8\xff\xe0" + b"\0" * 50, "is a picture"),
    ("mobil.xlsx", b"\0\0\0\x24ftypheic" + b"\0" * 50, "is a picture"),
    ("side.xls", b"<html><body><table><tr><td>Tittel</td></tr></table>", "is a web page"),
    ("side.xlsx", b"\xef\xbb\xbf\n<!DOCTYPE html><p>", "is a web page"),
    ("vid.xls", "\ufeff<html><table>".encode("utf-16"), "is a web page"),
    ("arkiv.mht", b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>", "is a web page"),
    ("data.xml", b"<?xml version='1.0'?><a/>", "is an XML file"),
    ("notat.csv", b"{\\rtf1 hei}", "is a text document"),
    ("brev.doc", old_excel.compound({"WordDocument": b"x"}), "is from an old Word"),
    ("vising.ppt", old_excel.compound({"PowerPoint Document": b"x"}), "is a presentation"),
    ("post.msg", old_excel.compound({"__properties_version1.0": b"x"}), "is an e-mail"),
    ("bilete.db", old_excel.compound({"Catalog": b"x"}), "isn't a list"),
    ("hemmeleg.xlsx", old_excel.compound({"EncryptedPackage": b"x"}), "protected with a password"),
    ("hemmeleg.xls", old_excel.xls(first=old_excel.locked()), "protected with a password"),
    ("hemmeleg.zip", _locked_zip(), "protected with a password"),
    ("hemmeleg.ods", packing.ods(manifest="<m><encryption-data/></m>"), "protected with a password"),
    ("knust.xls", old_excel.xls()[:900], "is damaged"),
    ("brev.docx", packing.docx("<w:p/>"), "has no table"),
    ("vising.xlsx", _zip({"ppt/presentation.xml": b"<a/>"}), "is a presentation"),
    ("vising.odp", _zip({"mimetype": OPEN + b"presentation"}), "is a presentation"),
    ("notat.odt", _zip({"mimetype": OPEN + b"text"}), "is a text document from LibreOffice"),
    ("teikning.odg", _zip({"mimetype": OPEN + b"graphics"}), "is from LibreOffice, but is no list"),
    ("binær.xlsx", _zip({"xl/workbook.bin": b"x"}), "binary format"),
    ("liste.numbers", _zip({"Index/Document.iwa": b"x"}), "is from Numbers"),
    ("mappe.xlsx", _zip({"liste.csv": b"a;b"}), "compressed folder"),
    ("mappe.rar", b"Rar!\x1a\x07\x01\x00", "compressed folder"),
    ("knust.xlsx", b"PK\x03\x04 and then nothing", "is damaged"),
    ("hol.xlsx", _zip({"xl/workbook.xml": b"<a/>"}), "is damaged"),
    ("program.csv", bytes(range(256)) * 20, "isn't a list"),
]


@pytest.mark.parametrize(("name", "data", "reason"), NOT_LISTS, ids=[n for n, _, _ in NOT_LISTS])
def test_a_file_that_is_no_list_is_refused(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(Refusal, match=reason) as refused:
        read_tables(data, name, score)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_sentence_says_what_to_do() -> None:
    for code, sentence in REFUSALS.items():
        words = sentence.message.rstrip(".").split(". ")
        assert len(words) == 2, code
        assert "{file}" in sentence.message or code == "nothing_pasted"


def test_text_without_headings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dikt.csv"
    path.write_bytes(b"Ja, vi elskar\ndette landet\n")
    with pytest.raises(Refusal, match="No headings were found"):
        read(path, year=2021)


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no file called"):
        read(tmp_path / "finst-ikkje.xlsx", year=2021)
    with pytest.raises(Refusal, match="is a folder"):
        read(tmp_path, year=2021)
    with pytest.raises(Refusal, match="can't be read"):
        read("a\0b", year=2021)


def test_a_file_larger_than_any_list_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "stor.csv"
    path.write_bytes(b"a;b\n" * 100)
    monkeypatch.setattr(kinds, "MOST_BYTES", 300)
    with pytest.raises(Refusal, match="is too large"):
        read(path, year=2021)


SHEET = "xl/worksheets/sheet1.xml"
FAR = [
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    b"<row r='2'><c r = 'XFD1048576'><v>1</v></c></row>",
    b'<row r="2"><c s="1" r="XFD1048576"><v>1</v></c></row>',
    b'<row r="2"><c r="xfd1048576"><v>1</v></c></row>',
    b'<x:row r="2"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    b'<row r="2"><c r="A1048576"><v>1</v></c></row>',
    b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>',
]


@pytest.mark.parametrize("far", FAR)
def test_a_cell_far_out_is_refused(sample_workbook: Path, far: bytes) -> None:
    data = _with_part(sample_workbook, SHEET, lambda xml: xml.replace(b"</sheetData>", far + b"</sheetData>"))
    outcome = outcome_of(data)
    assert "far more cells" in outcome or "is damaged" in outcome or outcome.startswith("read")


@pytest.mark.parametrize("far", FAR[:4])
def test_a_closer_look_finds_a_far_cell_however_it_is_written(sample_workbook: Path, far: bytes) -> None:
    data = _with_part(sample_workbook, SHEET, lambda xml: xml.replace(b"</sheetData>", far + b"</sheetData>"))
    with pytest.raises(Stopped, match="too_large"):
        reader_process.answer(Outer.ZIP, data, lambda _: None, careful=True)


@pytest.mark.parametrize("ghost", [b'<c r="XFD1048576" s="1"/>', b'<c r="A1048576" s="1"></c>'])
def test_cells_that_are_only_coloured_do_no_harm(sample_workbook: Path, ghost: bytes) -> None:
    more = b'<row r="1048576">' + ghost + b"</row></sheetData>"
    data = _with_part(sample_workbook, SHEET, lambda xml: xml.replace(b"</sheetData>", more))
    assert len(read_tables(data, "farga.xlsx", score).sheets[0].rows) < 50


def test_a_small_file_that_becomes_huge_is_refused(sample_workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = _with_part(sample_workbook, "xl/media/bombe.bin", lambda _: b"\0" * 3_000_000)
    assert len(data) < 30_000
    monkeypatch.setattr(packages, "MOST_INFLATED", 1_000_000)
    with pytest.raises(Stopped, match="too_large"):
        told(data)


def test_what_the_archive_says_of_sizes_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(_zip({"xl/workbook.xml": b"\0" * 3_000_000}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(mark) + at, 10)
    monkeypatch.setattr(packages, "MOST_INFLATED", 1_000_000)
    with pytest.raises(Stopped, match="too_large"):
        packages.Package(bytes(data)).part("xl/workbook.xml")


def test_an_archive_of_very_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_PARTS", 3)
    with pytest.raises(Stopped, match="too_large"):
        told(_zip({f"{n}.xml": b"" for n in range(4)}))


@pytest.mark.parametrize(
    "start",
    [b'<!DOCTYPE x [<!ENTITY a "aaaa">]>', b"<!ENTITY x>", "\ufeff<sst/>".encode("utf-16")],
    ids=["doctype", "entity", "utf-16"],
)
def test_definitions_in_a_workbook_are_refused(sample_workbook: Path, start: bytes) -> None:
    data = _with_part(sample_workbook, "xl/sharedStrings.xml", lambda xml: start + xml)
    with pytest.raises(Refusal, match="don't belong in a list"):
        read_tables(data, "entitet.xlsx", score)


LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
ELSEWHERE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
DTD = '<!DOCTYPE a SYSTEM "file:///etc/hostname">'


@pytest.mark.parametrize("definition", [LAUGHS, ELSEWHERE, DTD], ids=["entities", "a file", "a definition elsewhere"])
def test_definitions_in_other_documents_are_refused(definition: str) -> None:
    inside = definition.encode()
    for data in (
        packing.changed(packing.docx(), "word/document.xml", lambda xml: xml.replace(b"<w:doc", inside + b"<w:doc", 1)),
        packing.changed(packing.ods(), "content.xml", lambda xml: xml.replace(b"<office:", inside + b"<office:", 1)),
        packing.xfdf(before=definition),
        packing.xfdf(before=definition).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    ):
        with pytest.raises(Refusal, match="don't belong in a list"):
            read_tables(data, "fiendtleg", score)


def test_documents_nested_beyond_reason_are_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000
    for data in (packing.docx(deep), packing.xfdf(inside="<field>" * 5_000 + "</field>" * 5_000)):
        with pytest.raises(Refusal, match="is damaged"):
            read_tables(data, "djup", score)


@pytest.mark.parametrize(
    "body",
    [
        '<table:table><table:table-row table:number-rows-repeated="1048576">{}</table:table-row></table:table>',
        '<table:table><table:table-row table:number-rows-repeated="90000"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="600"/></table:table-row></table:table>',
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="16384"/>{}'
        "</table:table-row></table:table>",
    ],
    ids=["rows", "rows and columns", "columns"],
)
def test_cells_that_repeat_beyond_reason_are_refused(body: str) -> None:
    with pytest.raises(Refusal, match="far more cells"):
        read_tables(packing.ods(body.replace("{}", packing.ods_cell("x"))), "mange.ods", score)


def test_a_long_text_in_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is kept once in the file, but every cell would be given one of its own."""
    long = "x" * 3_000
    workbook = packing.xlsx([[long] * 20] * 20)
    cell = packing.ods_cell(long).replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="20"')
    row = f'<table:table-row table:number-rows-repeated="20">{cell}</table:table-row>'
    repeated = packing.ods(f'<table:table table:name="Ark1">{row}</table:table>')
    assert code_of(workbook, Outer.ZIP) == code_of(repeated, Outer.ZIP) == "read"
    for module in (guard, ods_facts):
        monkeypatch.setattr(module, "MOST_TEXT", 1_000_000)
    assert code_of(workbook, Outer.ZIP) == code_of(repeated, Outer.ZIP) == "too_large"
    assert code_of(packing.xlsx([[long, 1], *[["x", 2]] * 500]), Outer.ZIP) == "read"


def test_a_cell_far_out_in_an_old_workbook_is_refused() -> None:
    far = struct.pack("<HHHHHd", 0x0203, 14, 65535, 20000, 0, 1.0)
    with pytest.raises(Refusal, match="far more cells"):
        read_tables(old_excel.xls(more=far), "fjern.xls", score)


def test_an_old_file_that_leads_in_circles_is_damaged() -> None:
    data = bytearray(old_excel.xls())
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    struct.pack_into("<I", data, table, 0)
    with pytest.raises(Refusal, match="is damaged"):
        read_tables(bytes(data), "ring.xls", score)


def test_a_pdf_whose_fields_lead_in_circles_comes_to_an_end() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    one = pdf.make_indirect(Dictionary(T=String("Tittel"), FT=Name.Tx, V=String("Lese")))
    other = pdf.make_indirect(Dictionary(T=String("Side"), Kids=Array([one])))
    one.Kids = Array([other])
    pdf.Root.AcroForm = Dictionary(Fields=Array([other, one]))
    out = io.BytesIO()
    pdf.save(out)
    with pytest.raises(Refusal, match=r"without fields|is damaged"):
        read_tables(out.getvalue(), "ring.pdf", score)


def test_a_pdf_that_inflates_beyond_reason_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of a field is a stream that becomes a thousand times as much, packed twice."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    bomb = Stream(pdf, zlib.compress(zlib.compress(b"\0" * 4_000_000, 9), 9))
    bomb.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([Dictionary(T=String("Tittel"), FT=Name.Tx, V=pdf.make_indirect(bomb))])
    )
    out = io.BytesIO()
    pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert len(out.getvalue()) < 10_000
    monkeypatch.setattr(pdf_forms, "MOST_DECODED", 1_000_000)
    before = pdf_forms.limit()
    try:
        with pytest.raises(Stopped, match="damaged"):
            told(out.getvalue(), Outer.PDF)
    finally:
        pikepdf.settings.set_qpdf_limits(**before)


def test_more_fields_than_any_form_has_are_refused() -> None:
    many = {f"felt {number}": "x" for number in range(2_100)}
    for data, name in ((packing.xfdf(many), "mange.xfdf"), (packing.pdf(many), "mange.pdf")):
        with pytest.raises(Refusal, match="far more cells"):
            read_tables(data, name, score)


def test_text_of_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="far more cells"):
        read_tables(b"Tittel;x\n" * (facts.MOST_ROWS + 1), "lang.csv", score)
    with pytest.raises(Refusal, match="far more cells"):
        read_tables(b"Tittel" + b";x" * 1_000, "brei.csv", score)
    assert (
        len(read_tables(b"Tittel" + b";" * 1_000, "tom-til-høgre.csv", score).sheets[0].rows[0]) == facts.MOST_COLUMNS
    )


def test_spans_on_the_clipboard_are_kept_within_reason() -> None:
    wide = f"<table>{'<tr><td rowspan=99999 colspan=99999>x</td></tr>' * 30}</table>"
    with pytest.raises(Refusal, match="far more cells"):
        from_clipboard(wide, "", score)


def test_macros_are_said_and_never_run(sample_workbook: Path) -> None:
    tables = read_tables(
        _with_part(sample_workbook, "xl/vbaProject.bin", lambda _: b"Sub AutoOpen()"), "makro.xlsm", score
    )
    assert [note.message for note in tables.notes] == ["The file has macros. They were not run."]
    assert len(tables.sheets) == 2


def test_a_merged_area_over_everything_costs_nothing(tmp_path: Path, sample_workbook: Path) -> None:
    path = tmp_path / "fletta.xlsx"
    path.write_bytes(
        _with_part(sample_workbook, SHEET, lambda xml: xml.replace(b'ref="B5:B6"', b'ref="V5:XFD1048576"'))
    )
    assert read(path, year=2021).sum_requested == 7_768_000


# --- chance


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    """Give the bytes with a few of them changed, cut or doubled."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(spoilt))
        match chance.randrange(3):
            case 0:
                spoilt[at] = chance.randrange(256)
            case 1:
                del spoilt[at : at + chance.randrange(1, 40)]
            case _:
                spoilt[at:at] = spoilt[at : at + chance.randrange(1, 40)]
    return bytes(spoilt)


def _attempt(path: Path) -> Reading | None:
    """Read a file that may be refused; anything else that is raised fails the test."""
    try:
        return read(path, year=2021)
    except Refusal:
        return None


SOUND: Mapping[str, tuple[Outer, bytes]] = {
    "xlsx": (Outer.ZIP, packing.xlsx()),
    "ods": (Outer.ZIP, packing.ods()),
    "docx": (Outer.ZIP, packing.docx()),
    "xls": (Outer.OLE, old_excel.xls()),
    "pdf": (Outer.PDF, packing.pdf()),
    "xfdf": (Outer.XFDF, packing.xfdf()),
    "html": (Outer.HTML, b"<table><tr><td colspan=2>Tittel<td rowspan=3>S<tr><td>a</table>" * 3),
}


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("kind", SOUND)
def test_spoilt_files_give_an_answer_or_a_refusal(kind: str, seed: int) -> None:
    """Within this process, since it is the reader's own part that is tried; limits are tried above."""
    outer, data = SOUND[kind]
    assert code_of(_spoilt(data, random.Random(f"{kind} {seed}")), outer) in {*REFUSALS, "read"}


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize(
    ("kind", "part"),
    [("ods", "content.xml"), ("docx", "word/document.xml"), ("xlsx", SHEET), ("xlsx", "xl/workbook.xml")],
)
def test_spoilt_parts_give_an_answer_or_a_refusal(kind: str, part: str, seed: int) -> None:
    """The XML inside is spoilt and packed again, so that more than the archive's own check is tried."""
    chance = random.Random(f"{part} {seed}")
    parts = packing.parts_of(SOUND[kind][1])
    parts[part] = _spoilt(parts[part], chance)
    assert code_of(packing.zipped(parts), Outer.ZIP) in {*REFUSALS, "read"}


@pytest.mark.parametrize("seed", range(12))
def test_spoilt_sheets_are_read_or_refused(tmp_path: Path, sample_workbook: Path, seed: int) -> None:
    chance = random.Random(seed)
    part = chance.choice([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
    path = tmp_path / "x.xlsx"
    path.write_bytes(_with_part(sample_workbook, part, lambda xml: _spoilt(xml, chance)))
    reading = _attempt(path)
    proposals = reading.proposals if reading else ()
    asked = sum(p.requested.total(2021) for p in proposals if p.requested is not None)
    assert asked == (reading.sum_requested if reading else 0)


@pytest.mark.parametrize("seed", range(60))
def test_spoilt_text_is_read_or_refused(sample_csv: Path, seed: int) -> None:
    data = _spoilt(sample_csv.read_bytes(), random.Random(seed))
    try:
        tables: Tables | None = read_tables(data, "x.csv", score)
    except Refusal:
        tables = None
    assert tables is None or len(tables.sheets) == 1
