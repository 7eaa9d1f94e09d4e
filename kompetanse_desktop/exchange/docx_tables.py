"""Read the tables of a Word document, as if every tracked change were accepted. For the reader process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kompetanse_desktop.exchange.facts import Area, Report, refuse_large, silent
from kompetanse_desktop.exchange.guarded_xml import tree
from kompetanse_desktop.exchange.packages import Package
from kompetanse_desktop.exchange.refusals import Stopped

DOCUMENT = "word/document.xml"
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
"""As Word writes it, and the strict form."""
MOST_SPAN = 200
LEFT_OUT = frozenset(("del", "moveFrom", "delText", "instrText", "delInstrText", "txbxContent", "Fallback", "pict"))
"""Deleted and moved text, field codes, text boxes and drawings."""
CHANGED = frozenset(("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


@dataclass
class Table:
    """One table: its cells as text, None where a merged area goes on, and the merged areas."""

    rows: list[list[str | None]] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)


@dataclass
class Tables:
    """All tables outside other tables, in order, and what there is to say of the document."""

    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(package: Package, report: Report = silent) -> Tables:
    """Read the tables. Raises Stopped for a document without any, and for damage."""
    parts = {}
    for number, (name, part) in enumerate(package.parts(), start=1):
        if name == DOCUMENT:
            parts[name] = part
        report("looking", number / len(package.names))
    reader = _Reader()
    root = tree(parts[DOCUMENT])
    found = Tables()
    for number, element in enumerate(list(reader.outermost(root)), start=1):
        table = reader.table(element)
        if any(cell and cell.strip() for row in table.rows for cell in row):
            found.tables.append(table)
        report("reading", number / (number + 1))
    if not found.tables:
        raise Stopped("no_table")
    if any(_local(e) in CHANGED for e in root.iter()):
        found.notes.append("changes_accepted")
    if reader.hidden:
        found.notes.append("hidden_text")
    if any(name.endswith("vbaproject.bin") for name in package.names):
        found.notes.append("macros")
    return found


def _local(element: Element) -> str:
    """Give an element's name where it is Word's own; of another namespace only those that are left out."""
    name = element.tag if isinstance(element.tag, str) else ""
    for namespace in NAMESPACES:
        if name.startswith(namespace):
            return name[len(namespace) :]
    return "Fallback" if name.endswith("}Fallback") else ""


def _child(element: Element | None, name: str) -> Element | None:
    return next((e for e in element if _local(e) == name), None) if element is not None else None


def _value(element: Element, name: str = "val") -> str:
    return next((element.get(ns + name, "") for ns in NAMESPACES if ns + name in element.attrib), "")


def _number(element: Element | None, least: int = 0) -> int:
    text = _value(element) if element is not None else ""
    return min(max(least, int(text)), MOST_SPAN) if text.isascii() and text.isdigit() and len(text) < 9 else least


class _Reader:
    def __init__(self) -> None:
        self.hidden = False

    def outermost(self, element: Element) -> Iterator[Element]:
        """Find the tables that stand in no other table and in no text that is left out."""
        for child in element:
            name = _local(child)
            if name == "tbl":
                yield child
            elif name not in LEFT_OUT:
                yield from self.outermost(child)

    def table(self, element: Element) -> Table:
        """Read one table. Raises Stopped where it is larger than any list."""
        table = Table()
        open_below: dict[int, int] = {}
        cells = 0
        for row in self._inside(element, "tr"):
            properties = _child(row, "trPr")
            if _child(properties, "del") is not None:
                continue
            cells += self._row(table, row, _number(_child(properties, "gridBefore")), open_below)
            refuse_large(len(table.rows), max(1, cells // len(table.rows)))
        return table

    def _inside(self, element: Element, wanted: str) -> Iterator[Element]:
        """Find rows or cells, which content controls and tracked changes may stand around."""
        for child in element:
            name = _local(child)
            if name == wanted:
                yield child
            elif name not in LEFT_OUT and name not in ("tbl", "tr", "tc", "p"):
                yield from self._inside(child, wanted)

    def _row(self, table: Table, row: Element, before: int, open_below: dict[int, int]) -> int:
        """Read one row; ``open_below`` has by column which merged area may go on. Gives how wide the row is."""
        cells: list[str | None] = [None] * before
        number = len(table.rows)
        going_on: dict[int, int] = {}
        for cell in self._inside(row, "tc"):
            properties = _child(cell, "tcPr")
            if _child(properties, "cellDel") is not None:
                continue
            column, span = len(cells), _number(_child(properties, "gridSpan"), least=1)
            upright = _child(properties, "vMerge")
            if upright is not None and _value(upright) != "restart" and column in open_below:
                at = going_on[column] = open_below[column]
                top, left, _, right = table.merges[at]
                table.merges[at] = (top, left, number, right)
                cells += [None] * span
                continue
            if span > 1 or (upright is not None and _value(upright) == "restart"):
                going_on[column] = len(table.merges)
                table.merges.append((number, column, number, column + span - 1))
            cells += [self._text(cell), *[None] * (span - 1)]
        open_below.clear()
        open_below.update(going_on)
        table.rows.append(cells)
        return len(cells)

    # --- text

    def _text(self, cell: Element) -> str:
        """Give a cell's text, a line for each paragraph, with that of tables inside it."""
        return "\n".join(line for line in map(str.strip, self._paragraphs(cell)) if line)

    def _paragraphs(self, element: Element) -> Iterator[str]:
        for child in element:
            name = _local(child)
            if name == "p":
                yield "".join(self._runs(child))
            elif name == "tr":
                if _child(_child(child, "trPr"), "del") is None:
                    yield " ".join(" ".join(self._paragraphs(cell)).strip() for cell in self._inside(child, "tc"))
            elif name not in LEFT_OUT:
                yield from self._paragraphs(child)

    def _runs(self, element: Element) -> Iterator[str]:
        for child in element:
            name = _local(child)
            if name == "t":
                yield child.text or ""
            elif name in BREAKS:
                yield BREAKS[name]
            elif name == "r" and self._is_hidden(child):
                self.hidden = True
            elif name not in LEFT_OUT:
                yield from self._runs(child)

    def _is_hidden(self, run: Element) -> bool:
        mark = _child(_child(run, "rPr"), "vanish")
        return mark is not None and _value(mark) not in ("0", "false", "off")
