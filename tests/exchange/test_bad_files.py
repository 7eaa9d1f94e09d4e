"""Files that aren't lists, aren't whole or mean harm: one plain sentence, and the program goes on."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import guard, reader_process, tables
from kompetanse_desktop.exchange.reading import Reading, read


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


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600

NOT_LISTS = [
    ("tom.xlsx", b"", "is empty"),
    ("tom.csv", b" \r\n\r\n", "is empty"),
    ("null.csv", b"\0" * 5000, "is empty"),
    ("brev.xlsx", b"%PDF-1.7\n...", "is a PDF"),
    ("bilete.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is a picture"),
    ("foto.csv", b"\xff\xd8\xff\xe0" + b"\0" * 50, "is a picture"),
    ("mobil.xlsx", b"\0\0\0\x24ftypheic" + b"\0" * 50, "is a picture"),
    ("side.xls", b"<html><body><table><tr><td>Tittel</td></tr></table>", "is a web page"),
    ("side.xlsx", b"\xef\xbb\xbf\n<!DOCTYPE html><p>", "is a web page"),
    ("data.xml", b"<?xml version='1.0'?><a/>", "is an XML file"),
    ("notat.csv", b"{\\rtf1 hei}", "is a text document"),
    ("gammal.xls", OLE + "Workbook".encode("utf-16-le"), "old Excel"),
    ("brev.doc", OLE + "WordDocument".encode("utf-16-le"), "is a Word document"),
    ("hemmeleg.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
    ("brev.xlsx", _zip({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "is a Word document"),
    ("vising.xlsx", _zip({"ppt/presentation.xml": b"<a/>"}), "is a presentation"),
    ("open.xlsx", _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "is from LibreOffice"),
    ("binær.xlsx", _zip({"xl/workbook.bin": b"x"}), "binary format"),
    ("mappe.xlsx", _zip({"liste.csv": b"a;b"}), "compressed folder"),
    ("knust.xlsx", b"PK\x03\x04 and then nothing", "is damaged"),
    ("hol.xlsx", _zip({"xl/workbook.xml": b"<a/>"}), "is damaged"),
    ("program.csv", bytes(range(256)) * 20, "isn't a list"),
    ("dikt.csv", b"Ja, vi elskar\ndette landet\n", "No headings were found"),
]


@pytest.mark.parametrize(("name", "data", "reason"), NOT_LISTS, ids=[f"{n}-{r}" for n, _, r in NOT_LISTS])
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refusal, match=reason) as refused:
        read(path, year=2021)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no file called"):
        read(tmp_path / "finst-ikkje.xlsx", year=2021)
    with pytest.raises(Refusal, match="is a folder"):
        read(tmp_path, year=2021)
    with pytest.raises(Refusal, match="can't be read"):
        read("a\0b", year=2021)


SHEET = "xl/worksheets/sheet1.xml"


def test_a_cell_at_the_far_corner_is_refused(tmp_path: Path, sample_workbook: Path) -> None:
    path = tmp_path / "fjern.xlsx"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path.write_bytes(_with_part(sample_workbook, SHEET, lambda xml: xml.replace(b"</sheetData>", far)))
    with pytest.raises(Refusal, match="far more cells"):
        read(path, year=2021)


def test_the_guard_sees_cells_written_in_unusual_ways(tmp_path: Path, sample_workbook: Path) -> None:
    path = tmp_path / "fjern.xlsx"
    far = b"<row r='2'><c r = 'XFD1048576'><v>1</v></c></row></sheetData>"
    path.write_bytes(_with_part(sample_workbook, SHEET, lambda xml: xml.replace(b"</sheetData>", far)))
    with pytest.raises(Refusal, match="far more cells"):
        read(path, year=2021)


def test_the_process_may_end_without_taking_the_program_along(
    sample_workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "READER", "kompetanse_desktop.exchange.no_such_reader")
    with pytest.raises(Refusal, match="is damaged"):
        read(sample_workbook, year=2021)


def test_a_reader_that_never_answers_is_stopped(sample_workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SECONDS", 0.001)
    with pytest.raises(Refusal, match="took too long"):
        read(sample_workbook, year=2021)


def test_a_small_file_that_becomes_huge_is_refused(sample_workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = _with_part(sample_workbook, "xl/media/bombe.bin", lambda _: b"\0" * 3_000_000)
    assert len(data) < 30_000
    monkeypatch.setattr(guard, "MOST_INFLATED", 1_000_000)
    with pytest.raises(Refusal, match="far more cells"):
        guard.inspect(data, "bombe.xlsx")


@pytest.mark.parametrize(
    "start",
    [b'<!DOCTYPE x [<!ENTITY a "aaaa">]>', b"<!ENTITY x>", "\ufeff<sst/>".encode("utf-16")],
    ids=["doctype", "entity", "utf-16"],
)
def test_definitions_in_a_part_are_refused(tmp_path: Path, sample_workbook: Path, start: bytes) -> None:
    path = tmp_path / "entitet.xlsx"
    path.write_bytes(_with_part(sample_workbook, "xl/sharedStrings.xml", lambda xml: start + xml))
    with pytest.raises(Refusal, match="don't belong in a workbook"):
        read(path, year=2021)


def test_macros_are_said_and_never_run(tmp_path: Path, sample_workbook: Path) -> None:
    path = tmp_path / "makro.xlsm"
    path.write_bytes(_with_part(sample_workbook, "xl/vbaProject.bin", lambda _: b"Sub AutoOpen()"))
    reading = read(path, year=2021)
    assert reading.sum_requested == 7_768_000
    assert "The workbook has macros. They were not run." in [note.message for note in reading.file_notes]


def test_a_module_beside_the_list_is_not_run(
    tmp_path: Path, sample_workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read(sample_workbook, year=2021).sum_requested == 7_768_000


def test_a_merged_area_over_everything_costs_nothing(tmp_path: Path, sample_workbook: Path) -> None:
    path = tmp_path / "fletta.xlsx"
    path.write_bytes(
        _with_part(sample_workbook, SHEET, lambda xml: xml.replace(b'ref="B5:B6"', b'ref="V5:XFD1048576"'))
    )
    assert read(path, year=2021).sum_requested == 7_768_000


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


@pytest.mark.parametrize("seed", range(300))
def test_spoilt_workbooks_give_an_answer_or_a_refusal(sample_workbook: Path, seed: int) -> None:
    """Within this process, since it is the reader's own part that is tried; limits are tried above."""
    data = _spoilt(sample_workbook.read_bytes(), random.Random(seed))
    try:
        sheets = reader_process.answer(data, "x.xlsx")["sheets"]
    except Refusal:
        return
    assert [sheet["name"] for sheet in sheets]


@pytest.mark.parametrize("seed", range(12))
def test_spoilt_sheets_are_read_or_refused(tmp_path: Path, sample_workbook: Path, seed: int) -> None:
    """The XML inside is spoilt and packed again, so that more than the archive's own check is tried."""
    chance = random.Random(seed)
    part = chance.choice([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
    path = tmp_path / "x.xlsx"
    path.write_bytes(_with_part(sample_workbook, part, lambda xml: _spoilt(xml, chance)))
    reading = _attempt(path)
    proposals = reading.proposals if reading else ()
    asked = sum(p.requested.total(2021) for p in proposals if p.requested is not None)
    assert asked == (reading.sum_requested if reading else 0)


@pytest.mark.parametrize("seed", range(60))
def test_spoilt_text_is_read_or_refused(tmp_path: Path, sample_csv: Path, seed: int) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(_spoilt(sample_csv.read_bytes(), random.Random(seed)))
    reading = _attempt(path)
    refs = [p.ref for p in reading.proposals] if reading else []
    assert len(set(refs)) == len(refs)
