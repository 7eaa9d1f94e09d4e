"""Read a text file with a delimiter: which signs its bytes are, and which sign stands between its fields."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Sequence

from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.exchange.facts import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from kompetanse_desktop.exchange.kinds import wide_order
from kompetanse_desktop.exchange.refusals import refused
from kompetanse_desktop.exchange.sheets import Sheet, Tables
from kompetanse_desktop.exchange.values import Value

Score = Callable[[Sequence[Sequence[Value]]], int]
"""Tells how many known headings some rows have."""

MOST_FIELD = 1_000_000
LINES_NAMED = 10
DELIMITERS = ";,\t"
SAMPLE_LINES = 200
MARKS = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""Byte order marks; the longer goes first, since it begins with the shorter."""


def from_text(data: bytes, name: str, score: Score) -> Tables:
    """Read a text file. ``score`` chooses the delimiter. Raises Refusal for text that can't be taken apart."""
    text, notes = decoded(data, name)
    tables = from_string(text, name, score)
    tables.notes[:0] = notes
    return tables


def from_string(text: str, name: str, score: Score, delimiters: str = DELIMITERS) -> Tables:
    """Read text with one of ``delimiters`` between its fields. Raises Refusal for text that can't be taken apart."""
    notes = []
    first, _, rest = text.partition("\n")
    if (marked := first.strip().casefold()).startswith("sep=") and len(marked) == 5:
        text, delimiters = rest, marked[4]
    if text.count('"') % 2:
        notes.append(Saying("A quotation mark in the file is never closed. Check the last rows."))
    sample = "\n".join(text.split("\n", SAMPLE_LINES)[:SAMPLE_LINES])
    tried = {d: _split(sample, d, name) for d in delimiters}
    best = max(delimiters, key=lambda d: (score(tried[d]), *_regular(tried[d])))
    if text.count(best) > MOST_CELLS:
        raise refused("too_large", name)
    return Tables([Sheet(name="", rows=_split(text, best, name))], notes)


def decoded(data: bytes, name: str) -> tuple[str, list[Saying]]:
    """Decode by byte order mark, else strictly as UTF-8, else as Windows' Western European, which is then said.

    Where some lines are UTF-8 and others aren't, each is read as what it is, and the others are named.
    Raises Refusal for text whose own mark is wrong.
    """
    marked = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), None)
    unmarked = None if marked else wide_order(data)
    try:
        if unmarked:
            note = Saying("The file doesn't say which signs it is written in. Check that æ, ø and å are right.")
            return data.decode(unmarked), [note]
        return data.decode(marked or "utf-8-sig"), []
    except UnicodeDecodeError:
        if marked or unmarked:
            raise refused("damaged", name) from None
    return _line_by_line(data)


def _line_by_line(data: bytes) -> tuple[str, list[Saying]]:
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    strict = [_strictly(line) for line in lines]
    if not any(text is not None and not line.isascii() for text, line in zip(strict, lines, strict=True)):
        # cp1252 leaves five bytes undefined; they become U+FFFD, which the reader of the preview sees.
        return data.decode("cp1252", "replace"), [
            Saying("The text was read as Windows Western European (cp1252). Check that æ, ø and å are right.")
        ]
    odd = [number for number, text in enumerate(strict, start=1) if text is None]
    named = ", ".join(map(str, odd[:LINES_NAMED])) + (" …" if len(odd) > LINES_NAMED else "")
    text = "\n".join(_mixed(line) if text is None else text for text, line in zip(strict, lines, strict=True))
    return text, [
        saying(
            "Some lines are written in other signs than the rest and were read as cp1252: {lines}. "
            "Check that æ, ø and å are right there.",
            lines=named,
        )
    ]


def _strictly(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _mixed(line: bytes) -> str:
    """Decode a line in which some fields are UTF-8 and others cp1252."""
    text, at = [], 0
    while at < len(line):
        try:
            text.append(line[at:].decode("utf-8"))
            break
        except UnicodeDecodeError as wrong:
            bad = slice(at + wrong.start, at + wrong.end)
            text += [line[at : bad.start].decode("utf-8"), line[bad].decode("cp1252", "replace")]
            at = bad.stop
    return "".join(text)


def _split(text: str, delimiter: str, name: str) -> list[list[Value]]:
    """Take text apart. Raises Refusal for more rows and columns than any list has."""
    csv.field_size_limit(MOST_FIELD)
    rows: list[list[Value]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) >= MOST_ROWS or len(row) > MOST_COLUMNS:
                if not any(cell for cell in row[MOST_COLUMNS:]) and len(rows) < MOST_ROWS:
                    del row[MOST_COLUMNS:]
                elif any(row):
                    raise refused("too_large", name)
                else:
                    continue
            rows.append([_unquoted(cell) for cell in row])
    except csv.Error:
        raise refused("damaged", name) from None
    return rows


def _unquoted(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from reading text as a formula."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _regular(rows: Sequence[Sequence[Value]]) -> tuple[int, int]:
    """Give how many rows have the commonest number of fields above one, and that number."""
    counts = [len(row) for row in rows if len(row) > 1]
    if not counts:
        return 0, 0
    common = max(set(counts), key=lambda n: (counts.count(n), n))
    return counts.count(common), common
