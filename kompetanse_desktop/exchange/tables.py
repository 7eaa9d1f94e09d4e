"""The door for lists from outside: a file of any kind, or what was copied, becomes sheets of cells.

What the kind is is told from the bytes. All but plain text is read in a process of its own (``reader.py``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.exchange import kinds, reader, text_tables, wire
from kompetanse_desktop.exchange.joining import joined
from kompetanse_desktop.exchange.reader import Cancelled, get_ready, put_away
from kompetanse_desktop.exchange.refusals import NOTES, Stopped, note, refused
from kompetanse_desktop.exchange.sheets import Merge, Sheet, Tables
from kompetanse_desktop.exchange.text_tables import Score
from kompetanse_desktop.exchange.values import Value
from kompetanse_desktop.text import N_, say

__all__ = [
    "PHASES", "Cancelled", "Merge", "Progress", "Score", "Sheet", "Tables", "from_clipboard", "get_ready", "joined",
    "put_away", "read_tables",
]  # fmt: skip

Progress = Callable[[str, float], None]
"""Told the phase, a key of PHASES, and the share of that phase that is done, from 0 to 1.

Each share is counted, never estimated: bytes looked through, sheets read, rows taken in. A workbook
goes through the phases sheet by sheet, so «reading» and «taking» alternate.
"""

PHASES: Mapping[str, Saying] = {
    "looking": Saying("Looking through the file"),
    "reading": Saying("Reading the cells"),
    "taking": Saying("Taking in the rows"),
}

MOST_PASTED = 30_000_000
"""Signs on the clipboard; fifty thousand rows from Excel are some twenty millions of HTML."""
PASTED = N_("What was copied")
"""Stands for a file's name in sentences about the clipboard."""


def read_tables(
    data: bytes,
    name: str,
    score: Score,
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Tables:
    """Read a file. ``name`` is for the sentences only; ``score`` tells how many headings rows have.

    ``cancelled`` is asked every 20 ms while a process reads; once it says True, the process is ended
    and Cancelled raised. Raises Refusal when the file can't or mustn't be read.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise refused("empty", name)
    try:
        kind = kinds.outer(data)
    except Stopped as stopped:
        raise refused(stopped.code, name) from None
    if kind is kinds.Outer.TEXT:
        tables = text_tables.from_text(data, name, score)
    else:
        tables = _collected(reader.messages(kind, data, name, cancelled or reader.never), name, progress)
    tables.digests = {name: hashlib.sha256(data).hexdigest()}
    return tables


def from_clipboard(
    html: str | None,
    text: str,
    score: Score,
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Tables:
    """Read the tables that were copied in Excel, Word or a web page, from HTML if it has any, else from text.

    Raises Refusal when there is no table, and Cancelled.
    """
    name = say(PASTED)
    if html is not None and "<table" in html.casefold():
        if len(html) > MOST_PASTED:
            raise refused("too_large", name)
        found = reader.messages(kinds.Outer.HTML, html.encode("utf-8", "replace"), name, cancelled or reader.never)
        tables = _collected(found, name, progress)
        if tables.sheets:
            return tables
    if not text.strip():
        raise refused("nothing_pasted", name)
    if len(text) > MOST_PASTED:
        raise refused("too_large", name)
    return text_tables.from_string(text, name, score, delimiters="\t;,")


def _collected(messages: Iterable[wire.Message], name: str, progress: Progress | None) -> Tables:
    """Put sheets together from what the reader process tells. Raises Refusal where that makes no sense."""
    heads: list[wire.SheetHead] = []
    rows: list[list[list[Value]]] = []
    notes: list[Saying] = []
    for message in messages:
        if isinstance(message, wire.SheetHead):
            heads.append(message)
            rows.append([])
        elif isinstance(message, wire.Rows):
            if not rows:
                raise refused("damaged", name)
            rows[-1] += _with_days(message, name)
            if progress:
                progress("taking", min(1.0, len(rows[-1]) / max(1, heads[-1].height)))
        elif isinstance(message, wire.Step):
            if progress and message.phase in PHASES:
                progress(message.phase, min(1.0, max(0.0, message.done)))
        elif isinstance(message, wire.End):
            notes = [note(code) for code in message.notes if code in NOTES]
    nameless = sum(not head.name for head in heads) > 1
    sheets = [
        _sheet(head, cells, say("Table {number}", number=number) if nameless and not head.name else head.name)
        for number, (head, cells) in enumerate(zip(heads, rows, strict=True), start=1)
    ]
    return Tables(sheets, notes)


def _with_days(message: wire.Rows, name: str) -> list[list[Value]]:
    rows: list[list[Value]] = message.rows  # type: ignore[assignment]  # cells are a part of values
    try:
        for row, column, ordinal in message.days:
            rows[row][column] = date.fromordinal(ordinal)
        for row, column, text in message.times:
            rows[row][column] = datetime.fromisoformat(text)
    except (IndexError, ValueError, OverflowError):
        raise refused("damaged", name) from None
    return rows


def _sheet(head: wire.SheetHead, rows: Sequence[Sequence[Value]], name: str) -> Sheet:
    return Sheet(
        name=name,
        rows=rows,
        visible=head.visible,
        merges=tuple(Merge(*area) for area in head.merges),
        hidden_rows=frozenset(head.hidden_rows),
        hidden_columns=frozenset(head.hidden_columns),
        errors=frozenset(head.errors),
        uncalculated=frozenset(head.uncalculated),
        very_hidden=head.very_hidden,
        is_form=head.is_form,
    )
