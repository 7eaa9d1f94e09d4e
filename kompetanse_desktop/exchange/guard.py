"""Look through an Excel workbook before it is read: a small file must not become a huge one. For the reader process.

The limits here give plain words for what is known to go wrong; that the reading happens in a process of
its own, with a limit on time and memory, is what protects against the rest. So most workbooks are looked
through quickly, as they are usually written, and only one that the reader fell over is searched in every way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from kompetanse_desktop.exchange.facts import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT,
    Report,
    SheetFacts,
    refuse_large,
    silent,
)
from kompetanse_desktop.exchange.guarded_xml import tree
from kompetanse_desktop.exchange.packages import Package
from kompetanse_desktop.exchange.refusals import Stopped

WORKBOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedstrings.xml"
LEAST_CELL = 15
"""Bytes of XML that a cell with a shared text takes at least."""
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
MOST_ATTRIBUTES = "[^>]{0,2000}"
"""What else stands in a tag; bounded, so that a tag without an end costs no time."""


@dataclass(frozen=True)
class _Patterns:
    """How rows and cells are found in the bytes of a sheet. ``filled`` gives column and row of a cell with content."""

    row: re.Pattern[bytes]
    wide: re.Pattern[bytes]
    filled: re.Pattern[bytes]
    error: re.Pattern[bytes]
    uncalculated: re.Pattern[bytes]


def _patterns(cell: str, quote: str, row: str, wide: str) -> _Patterns:
    attributes = MOST_ATTRIBUTES
    value = r"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
    formula = rf"\s*<(?:\w+:)?f(?:\s{attributes})?(?:/>|>[^<]*</(?:\w+:)?f>)"
    kind = rf"\bt\s*=\s*{quote}"
    made = (
        row,
        wide,
        rf"{cell}{attributes}(?<!/)>(?!</(?:\w+:)?c>)",
        rf"{cell}(?={attributes}{kind}e{quote})",
        rf"{cell}(?!{attributes}{kind}str{quote}){attributes}(?<!/)>{formula}{value}",
    )
    return _Patterns(*(re.compile(pattern.encode()) for pattern in made))


AS_USUAL = _patterns(
    cell=r'<c r="([A-Z]+)([0-9]+)"',
    quote='"',
    row=r'<row r="[0-9]+"[^>]*',
    wide=r'r="[A-Z]{2}',
)
"""As Excel, LibreOffice and the libraries write it: several times as fast to look for."""
IN_ANY_WAY = _patterns(
    cell=rf"""<(?:\w+:)?c\b(?:{MOST_ATTRIBUTES}?\s)?r\s*=\s*["']([A-Za-z]+)([0-9]+)["']""",
    quote="""["']""",
    row=rf"<(?:\w+:)?row\b{MOST_ATTRIBUTES}",
    wide=r"""\br\s*=\s*["'][A-Za-z]{2}""",
)
NUMBER = re.compile(rb"""\br\s*=\s*["']([0-9]+)["']""")
FAR_DOWN = re.compile(rb"""\br\s*=\s*["'][0-9]{6}""")
HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']|\b(?:ht|width)\s*=\s*["']0(?:\.0*)?["']""")
FORMULA = re.compile(rb"<f[ >/]")
"""Looked for as a pattern, which is twice as fast here as ``in``."""
SHARED = re.compile(rb"<(?:\w+:)?v>([0-9]+)</")
"""What may be the number of a shared text: plain numbers are counted too, and do no harm."""
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]{0,2000}")
FIRST_LAST = re.compile(rb"""\b(min|max)\s*=\s*["']([0-9]+)["']""")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main}"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships}"
LINK_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


@dataclass
class Inspected:
    """What the guard found: facts by sheet name, and whether the workbook carries macros."""

    sheets: Mapping[str, SheetFacts]
    macros: bool


def inspect(package: Package, report: Report = silent, *, careful: bool = False) -> Inspected:
    """Inflate and look through every part. Raises Stopped for what must not be read.

    ``careful`` looks for everything in any way it can be written, not only as it usually is.
    """
    facts: dict[str, SheetFacts] = {}
    kept: dict[str, bytes] = {}
    seen = cells = longest = 0
    for name, part in package.parts():
        refuse_definitions(name, part)
        if SHEET_PART.fullmatch(name):
            facts[name] = _sheet_facts(part, careful)
            cells += len(part) // LEAST_CELL
        elif name == STRINGS:
            longest = max(map(len, part.split(b"<si")))
        elif name in (WORKBOOK, LINKS):
            kept[name] = part
        seen += package.packed_size(name)
        report("looking", min(1.0, seen / max(1, package.size)))
    if longest * cells > MOST_TEXT:
        _refuse_repeated_text(Package(package.data), list(facts))
    names = _sheet_parts(kept)
    macros = any(name.endswith("vbaproject.bin") for name in package.names)
    return Inspected({sheet: facts[part] for sheet, part in names.items() if part in facts}, macros)


def refuse_definitions(name: str, part: bytes) -> None:
    """Raise Stopped for document type definitions, whose entities can blow up; a document never has them."""
    if not name.endswith((".xml", ".rels", ".vml")):
        return
    wide = part.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"))
    # one byte is looked for first: several times as fast as several bytes, and they are seldom there
    if wide or (b"!" in part and (b"<!DOCTYPE" in part or b"<!ENTITY" in part)):
        raise Stopped("bad_parts")


def _sheet_facts(part: bytes, careful: bool) -> SheetFacts:
    tags = [] if careful else AS_USUAL.row.findall(part)
    usual = not careful and _is_usual(part, tags)
    patterns = AS_USUAL if usual else IN_ANY_WAY
    if not usual:
        tags = patterns.row.findall(part)
    lines = b"\n".join(tags)
    if careful or FAR_DOWN.search(lines) or len(tags) > MOST_ROWS or patterns.wide.search(part):
        refuse_large(*_extent(patterns.filled.finditer(part)))
    facts = SheetFacts(hidden_columns=_hidden_columns(part))
    if (b"hidden" in lines or b"ht" in lines) and HIDDEN.search(lines):
        facts.hidden_rows = _hidden_rows(tags)
    if b"#" in part or not usual:
        facts.errors = [_cell(*found.groups()) for found in patterns.error.finditer(part)]
    if not usual or FORMULA.search(part):
        facts.uncalculated = [_cell(*found.groups()) for found in patterns.uncalculated.finditer(part)]
    return facts


def _refuse_repeated_text(package: Package, sheets: Sequence[str]) -> None:
    """Raise Stopped where the texts that cells share are more than any list has, each counted as often as it stands."""
    lengths = [len(text) for text in package.part(STRINGS).split(b"<si")[1:]]
    total = 0
    for name in sheets:
        for number, count in Counter(SHARED.findall(package.part(name))).items():
            index = int(number[:9])
            total += count * (lengths[index] if index < len(lengths) else 0)
    if total > MOST_TEXT:
        raise Stopped("too_large")


def _is_usual(part: bytes, tags: Sequence[bytes]) -> bool:
    if b"<sheetData" not in part or (b"'" in part and b"='" in part):
        return False
    return bool(tags) or b"<row" not in part


def _extent(filled: Iterator[re.Match[bytes]]) -> tuple[int, int]:
    """Give how many rows and columns the cells with content reach over; empty ones that are only coloured don't."""
    bottom = right = 0
    for found in filled:
        row, column = _cell(*found.groups())
        bottom, right = max(bottom, row + 1), max(right, column + 1)
    return bottom, right


def _hidden_rows(tags: Sequence[bytes]) -> list[int]:
    """Give the indexes of hidden rows; a row without a number comes after the one before it."""
    hidden, number = [], 0
    for tag in tags:
        found = NUMBER.search(tag)
        number = int(found[1]) if found else number + 1
        if HIDDEN.search(tag) and number <= MOST_ROWS:
            hidden.append(number - 1)
    return hidden


def _hidden_columns(part: bytes) -> list[int]:
    head = part[: max(0, part.find(b"sheetData"))]
    hidden: set[int] = set()
    for tag in COLUMN.findall(head):
        if HIDDEN.search(tag):
            ends = dict(FIRST_LAST.findall(tag))
            first, last = int(ends.get(b"min", 1)), int(ends.get(b"max", 0))
            hidden.update(range(max(first, 1) - 1, min(last, MOST_COLUMNS)))
    return sorted(hidden)


def _cell(letters: bytes, number: bytes) -> tuple[int, int]:
    column = 0
    for code in letters[:8].upper():
        column = column * 26 + code - 64
    return int(number[:12]) - 1, column - 1


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Give the part of each sheet by the sheet's name; nothing where the workbook doesn't say it the usual way."""
    try:
        book, links = tree(parts[WORKBOOK]), tree(parts[LINKS])
    except (KeyError, Stopped):
        return {}
    targets = {link.get("Id", ""): link.get("Target", "") for link in links.iter(f"{PACKAGE}Relationship")}
    found = {}
    for sheet in _sheets(book):
        link = next((sheet.get(name, "") for name in LINK_ID if name in sheet.attrib), "")
        target = targets.get(link, "")
        found[sheet.get("name", "")] = (target.lstrip("/") if target.startswith("/") else f"xl/{target}").casefold()
    return found


def _sheets(book: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for namespace in (MAIN, STRICT):
        yield from book.iter(f"{namespace}sheet")
