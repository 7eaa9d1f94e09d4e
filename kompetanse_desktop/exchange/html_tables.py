"""Read the tables of a web page's or Office's HTML, as it is copied to the clipboard. For the reader process."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kompetanse_desktop.exchange.facts import MOST_COLUMNS, MOST_ROWS, Area, refuse_large

NOT_SHOWN = frozenset(("script", "style", "head", "title", "template", "noscript", "select", "textarea", "del", "s"))
LINES = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"))
HIDDEN = re.compile(r"(?:display|visibility)\s*:\s*(?:none|hidden|collapse)|mso-hide\s*:\s*all", re.I)
EMPTY_TAGS = frozenset(("br", "img", "col", "hr", "input", "meta", "link", "wbr", "area", "base", "embed", "source"))


@dataclass
class Table:
    """One table: cells as text, None where a merged area goes on; what is hidden was hidden in the source too."""

    rows: list[list[str | None]] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)


def read(html: str) -> tuple[list[Table], bool]:
    """Give the tables that hold something, and whether deleted text was left out. Raises Stopped for huge ones."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for table in reader.tables:
        last = len(table.rows) - 1
        table.merges = [(top, left, min(bottom, last), right) for top, left, bottom, right in table.merges]
    filled = [t for t in reader.tables if any(cell and cell.strip() for row in t.rows for cell in row)]
    return filled, reader.struck


class _Reader(HTMLParser):
    """Follows the tags of outermost tables; a table inside a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self.struck = False
        self._depth = 0
        self._silent: list[str] = []
        self._cell: list[str] | None = None
        self._taken: dict[int, int] = {}
        """Column → the last row that a cell from above reaches down to."""
        self._at = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in the beginning of an element."""
        attributes = {name: value or "" for name, value in attrs}
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.append(tag)
            return
        if tag in NOT_SHOWN:
            self.struck = self.struck or (tag in ("del", "s") and self._depth > 0)
            self._silent.append(tag)
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(Table())
                self._taken = {}
        elif self._depth == 1 and tag == "tr":
            self._row(attributes)
        elif self._depth == 1 and tag in ("td", "th"):
            self._begin(attributes)
        elif tag in LINES and self._cell is not None:
            self._cell.append("\n")
        elif self._depth > 1 and tag in ("td", "th") and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Take in the end of an element."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._finish()
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._finish()
        elif tag in LINES and tag != "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_data(self, data: str) -> None:
        """Take in text, which counts inside a cell."""
        if self._cell is not None and not self._silent:
            self._cell.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _row(self, attributes: dict[str, str]) -> None:
        self._finish()
        table = self.tables[-1]
        table.rows.append([])
        if "hidden" in attributes or HIDDEN.search(attributes.get("style", "")):
            table.hidden_rows.append(len(table.rows) - 1)

    def _begin(self, attributes: dict[str, str]) -> None:
        self._finish()
        table = self.tables[-1]
        if not table.rows:
            table.rows.append([])
        row, number = table.rows[-1], len(table.rows) - 1
        while self._taken.get(len(row), -1) >= number:
            row.append(None)
        across = _count(attributes.get("colspan"), MOST_COLUMNS)
        down = _count(attributes.get("rowspan"), MOST_ROWS)
        left = len(row)
        row += [None] * across
        if down > 1:
            for column in range(left, left + across):
                self._taken[column] = number + down - 1
        if across > 1 or down > 1:
            table.merges.append((number, left, number + down - 1, left + across - 1))
        refuse_large(len(table.rows), len(row))
        self._at = left
        self._cell = []

    def _finish(self) -> None:
        """Put the text of the cell that is open in its place."""
        if self._cell is None:
            return
        lines = (" ".join(line.split(" ")).strip() for line in "".join(self._cell).split("\n"))
        self.tables[-1].rows[-1][self._at] = "\n".join(line for line in lines if line)
        self._cell = None


def _count(text: str | None, most: int) -> int:
    """Read a span as browsers do: 1 where it is none, never beyond reason."""
    found = re.match(r"\s*([0-9]{1,6})", text or "")
    return min(max(1, int(found[1])), most) if found else 1
