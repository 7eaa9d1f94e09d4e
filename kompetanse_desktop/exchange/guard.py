"""Look through a workbook before it is read: a small file must not become a huge one. For the reader process.

The limits here give plain words for what is known to go wrong; that the reading happens in a process of
its own, with a limit on time and memory, is what protects against the rest.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from kompetanse_desktop.domain.saying import Refusal

MOST_INFLATED = 300_000_000
MOST_PARTS = 2_000
MOST_ROWS = 100_000
MOST_CELLS = 8_000_000
"""Rows × columns of the area that is in use: the reader keeps a place for each of them."""


@dataclass(frozen=True)
class _Patterns:
    """How far out the cells of a sheet lie, told from its bytes.

    ``far_cell`` finds one in a column beyond ZZ, the 702nd, or below row 99,999.
    """

    far_cell: re.Pattern[bytes]
    row_number: re.Pattern[bytes]
    wide_column: re.Pattern[bytes]


AS_USUAL = _Patterns(
    re.compile(rb'r="(?:[A-Z]{3,}[0-9]|[A-Z]*[0-9]{6,})'),
    re.compile(rb'<row r="([0-9]+)'),
    re.compile(rb'r="([A-Z]{2})[0-9]'),
)
"""As Excel, LibreOffice and the libraries write it: five times as fast to look for."""
IN_ANY_WAY = _Patterns(
    re.compile(rb"""\br\s*=\s*["'](?:[A-Z]{3,}[0-9]|[A-Z]*[0-9]{6,})"""),
    re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["']([0-9]+)"""),
    re.compile(rb"""\br\s*=\s*["']([A-Z]{2})[0-9]"""),
)
HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\bhidden\s*=\s*["'](?:1|true)""")
ERROR_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*\bt="e"')
EMPTY_FORMULA = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
NAMESPACES = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p": "http://schemas.openxmlformats.org/package/2006/relationships",
}


@dataclass
class SheetFacts:
    """What the reader itself doesn't tell of a sheet: hidden rows, and cells without a value by (row, column)."""

    hidden_rows: int = 0
    errors: list[tuple[int, int]] = field(default_factory=list)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Inspected:
    """What the guard found: facts by sheet name, and whether the workbook carries macros."""

    sheets: Mapping[str, SheetFacts]
    macros: bool


def inspect(data: bytes, name: str) -> Inspected:
    """Inflate and look through every part. Raises Refusal for what must not be read; zipfile's errors for damage."""
    facts: dict[str, SheetFacts] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_PARTS:
            raise too_large(name)
        left = MOST_INFLATED
        for entry in entries:
            part = _inflated(archive, entry, left, name)
            left -= len(part)
            _refuse_definitions(entry.filename, part, name)
            if re.match(r"/?xl/worksheets/[^/]+\.xml$", entry.filename, re.I):
                facts[entry.filename.lstrip("/").casefold()] = _sheet_facts(part, name)
        names = _sheet_parts(archive)
        macros = any(entry.filename.casefold().endswith("vbaproject.bin") for entry in entries)
    return Inspected({sheet: facts[part] for sheet, part in names.items() if part in facts}, macros)


def too_large(name: str) -> Refusal:
    """Say that a workbook is larger than any list of proposals."""
    return Refusal(
        "{file} has far more cells than a list of proposals. Copy the list to a new workbook and take in that.",
        file=name,
    )


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, name: str) -> bytes:
    """Inflate one part, counting what comes out; what the archive says of its size is not believed."""
    with archive.open(entry) as stream:
        part = stream.read(most + 1)
    if len(part) > most:
        raise too_large(name)
    return part


def _refuse_definitions(part_name: str, part: bytes, name: str) -> None:
    """Refuse document type definitions, whose entities can blow up; a workbook never has them."""
    if not part_name.casefold().endswith((".xml", ".rels", ".vml")):
        return
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Refusal("{file} has parts that don't belong in a workbook, so it isn't opened.", file=name)


def _sheet_facts(part: bytes, name: str) -> SheetFacts:
    usual = part.count(b"<row ") == part.count(b'<row r="') and not any(
        odd in part for odd in (b"r='", b"r =", b":row")
    )
    patterns = AS_USUAL if usual else IN_ANY_WAY
    if patterns.far_cell.search(part):
        raise too_large(name)
    rows = max(map(int, patterns.row_number.findall(part)), default=part.count(b"<row"))
    columns = 26 + 26 * max((1 + code[0] - 65 for code in set(patterns.wide_column.findall(part))), default=0)
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise too_large(name)
    facts = SheetFacts()
    if b"hidden" in part:
        facts.hidden_rows = len(HIDDEN_ROW.findall(part))
    if b't="e"' in part:
        facts.errors = [_cell(*found) for found in ERROR_CELL.findall(part)]
    if b"<f" in part:
        facts.uncalculated = [_cell(*found) for found in EMPTY_FORMULA.findall(part)]
    return facts


def _cell(letters: bytes, number: bytes) -> tuple[int, int]:
    column = 0
    for code in letters:
        column = column * 26 + code - 64
    return int(number) - 1, column - 1


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the part of each sheet by the sheet's name; nothing where the workbook doesn't say it the usual way."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError, zlib.error):
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links.iterfind("p:Relationship", NAMESPACES)}
    parts = {}
    for sheet in book.iterfind("m:sheets/m:sheet", NAMESPACES):
        target = targets.get(sheet.get(f"{{{NAMESPACES['r']}}}id"), "")
        parts[sheet.get("name", "")] = (target.lstrip("/") if target.startswith("/") else f"xl/{target}").casefold()
    return parts
