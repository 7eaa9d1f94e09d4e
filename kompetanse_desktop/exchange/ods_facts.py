"""Look through a LibreOffice workbook (.ods) before it is read: how far its cells reach, what is hidden or an error.

For the reader process. Cells and rows can be said to repeat, so a small file can be a sheet of thousands of millions.
"""

from __future__ import annotations

from collections.abc import Mapping

from kompetanse_desktop.exchange.facts import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT,
    Report,
    SheetFacts,
    refuse_large,
    silent,
)
from kompetanse_desktop.exchange.guarded_xml import walk
from kompetanse_desktop.exchange.packages import Package
from kompetanse_desktop.exchange.refusals import Stopped

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
MOST_REPEATED = 1 << 31
MOST_MERGES = 100_000


def inspect(package: Package, report: Report = silent) -> Mapping[str, SheetFacts]:
    """Look through every sheet. Raises Stopped for passwords, definitions, damage and sheets that are too large."""
    content = b""
    for number, (name, part) in enumerate(package.parts(), start=1):
        if name == "meta-inf/manifest.xml" and b"encryption-data" in part:
            raise Stopped("locked")
        if name == "content.xml":
            content = part
        report("looking", number / (len(package.names) + 1))
    looker = _Looker()
    walk(content, looker.start, looker.end, looker.text)
    report("looking", 1.0)
    return looker.sheets


class _Looker:
    """Counts rows and columns as the elements come. A table inside a cell is not a sheet."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self.facts = SheetFacts(merges=[])
        self.depth = self.row = self.column = self.repeated = 0
        self.bottom = self.right = 0
        self.times = 1
        self.written = 0
        """How often the cell that is open counts, and the signs in all cells so far."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        if not name.startswith(TABLE):
            return
        tag = name[len(TABLE) :]
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.facts = SheetFacts(merges=[])
                self.sheets.setdefault(attributes.get(f"{TABLE}name", ""), self.facts)
                self.row = self.column = self.bottom = self.right = 0
        elif self.depth != 1:
            return
        elif tag == "table-row":
            self.repeated = _count(attributes, "number-rows-repeated")
            if _is_hidden(attributes):
                self.facts.hidden_rows += range(self.row, min(self.row + self.repeated, MOST_ROWS))
            self.column = 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell(attributes)
        elif tag == "table-column":
            count = _count(attributes, "number-columns-repeated")
            if _is_hidden(attributes):
                self.facts.hidden_columns += range(self.column, min(self.column + count, MOST_COLUMNS))
            self.column += count

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        if name == f"{TABLE}table-row" and self.depth == 1:
            self.row += self.repeated
        elif name == f"{TABLE}table":
            self.depth -= 1
            if self.depth == 0:
                refuse_large(self.bottom, self.right)
                kept = [row for row in self.facts.hidden_rows if row < self.bottom]
                self.facts.hidden_rows = kept
                self.facts.hidden_columns = [c for c in self.facts.hidden_columns if c < self.right]

    def text(self, text: str) -> None:
        """Take in text, as often as its cell is repeated. Raises Stopped where that is more than any list has."""
        self.written += len(text) * self.times
        if self.written > MOST_TEXT:
            raise Stopped("too_large")

    def _cell(self, attributes: Mapping[str, str]) -> None:
        count = _count(attributes, "number-columns-repeated")
        self.times = count * self.repeated
        formula = f"{TABLE}formula" in attributes
        if f"{OFFICE}value-type" in attributes or formula:
            self.bottom = max(self.bottom, self.row + self.repeated)
            self.right = max(self.right, self.column + count)
            refuse_large(self.bottom, self.right)
            if attributes.get(f"{CALC}value-type") == "error":
                self.facts.errors.append((self.row, self.column))
            elif formula and f"{OFFICE}value-type" not in attributes:
                self.facts.uncalculated.append((self.row, self.column))
        rows, columns = _count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned")
        merges = self.facts.merges
        if merges is not None and (rows > 1 or columns > 1) and len(merges) < MOST_MERGES:
            merges.append((self.row, self.column, self.row + rows - 1, self.column + columns - 1))
        self.column += count


def _count(attributes: Mapping[str, str], name: str) -> int:
    """Read how often something counts: 1 where it isn't said. Raises Stopped for what is no number."""
    text = attributes.get(TABLE + name, "1")
    if not text.isascii() or not text.isdigit() or len(text) > 10:
        raise Stopped("damaged")
    return min(max(1, int(text)), MOST_REPEATED)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get(f"{TABLE}visibility", "visible") in ("collapse", "filter")
