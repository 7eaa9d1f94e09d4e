"""Read a list of proposals from a file, with every doubt marked: for the preview before anything is kept.

Nothing here changes a round; ``plan.py`` compares a reading with one.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from kompetanse_desktop.domain.proposal import Proposal, Source
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.exchange import columns as headings_to_fields
from kompetanse_desktop.exchange import kinds, tables
from kompetanse_desktop.exchange.columns import Column
from kompetanse_desktop.exchange.rows import Doubt, Row, RowReader
from kompetanse_desktop.exchange.tables import Sheet
from kompetanse_desktop.exchange.values import Value, as_text, clean

__all__ = ["Column", "Doubt", "Reading", "Row", "read"]

HEADINGS_WITHIN = 40
"""How many rows from the top the headings are looked for in."""
LEAST_HEADINGS = 2
LONGEST_HEADING = 120


@dataclass(frozen=True)
class Reading:
    """What a file was understood to say. ``sheet`` is empty for a text file.

    ``sum_requested`` is kroner of the round's year over the accepted rows; ``file_sum`` the list's own
    sum of the same, where it has one that has been calculated.
    """

    file: str
    sha256: str
    year: int
    sheet: str
    sheets: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    file_notes: tuple[Saying, ...]
    sum_requested: int
    file_sum: int | None

    @cached_property
    def accepted(self) -> tuple[Row, ...]:
        """The rows that a proposal was made of."""
        return tuple(row for row in self.rows if row.proposal is not None)

    @cached_property
    def rejected(self) -> tuple[Row, ...]:
        """The rows that no proposal could be made of."""
        return tuple(row for row in self.rows if row.proposal is None)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """The proposals of the accepted rows, in the order of the file."""
        return tuple(row.proposal for row in self.rows if row.proposal is not None)


def read(
    path: str | os.PathLike[str],
    *,
    year: int,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> Reading:
    """Read an Excel (.xlsx) or text (.csv) list of proposals; what it is is told from its bytes.

    ``year`` is the round's: undated amounts are of it. ``columns`` (field → heading, the fields of
    ``columns.FIELDS``) goes before what the headings are understood to mean. ``now`` is kept as the
    time it was taken in. Raises Refusal for a file, sheet or column that can't be read.
    """
    path = Path(path)
    data = kinds.load(path)
    name = clean(path.name.encode("utf-8", "replace").decode())  # a name can be bytes that are no text
    chosen = columns or {}

    def score(rows: Sequence[Sequence[Value]]) -> int:
        return _find_headings(rows, year, chosen)[1]

    found = tables.read_tables(data, name, score)
    wanted = _wanted(found.sheets, sheet, score, name)
    at, count = _find_headings(wanted.rows, year, chosen)
    if count < LEAST_HEADINGS and not chosen:
        raise Refusal(
            "No headings were found in {file}: the list needs at least a title and an applicant for each proposal.",
            file=name,
        )
    matched = headings_to_fields.match(_headings(wanted.rows[at] if wanted.rows else ()), year, chosen)
    digest = hashlib.sha256(data).hexdigest()
    taken_in = (now or datetime.now().astimezone()).isoformat(timespec="seconds")
    reader = RowReader(matched, year, wanted, Source(name, wanted.name, at + 1, digest, taken_in), first=at + 1)
    notes = (*found.notes, *_notes_on_sheets(found.sheets, wanted), *_notes_on_columns(matched, year))
    with _without_collecting():
        rows = reader.read(name)
        ours = sum(row.proposal.requested.total(year) for row in rows if row.proposal and row.proposal.requested)
    theirs, sum_notes = _own_sum(reader.sums, ours)
    return Reading(
        file=name,
        sha256=digest,
        year=year,
        sheet=wanted.name,
        sheets=tuple(s.name for s in found.sheets if s.name),
        columns=matched,
        rows=rows,
        file_notes=(*notes, *sum_notes),
        sum_requested=ours,
        file_sum=theirs,
    )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let the garbage collector rest while many small values are made that all stay: it takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _wanted(
    sheets: Sequence[Sheet], name: str | None, score: Callable[[Sequence[Sequence[Value]]], int], file: str
) -> Sheet:
    """Give the sheet that was asked for, else the one with the most headings. Raises Refusal where there is none."""
    if name is not None:
        for sheet in sheets:
            if clean(sheet.name).casefold() == clean(name).casefold():
                return sheet
        raise Refusal("{file} has no sheet called «{sheet}».", file=file, sheet=name)
    filled = [sheet for sheet in sheets if sheet.visible and sheet.rows]
    if not filled:
        raise Refusal("{file} is empty. Ask the sender for the list again.", file=file)
    return max(filled, key=lambda sheet: score(sheet.rows))


def _headings(row: Sequence[Value]) -> list[str]:
    return [clean(as_text(value).replace("\n", " ")) for value in row]


def _find_headings(rows: Sequence[Sequence[Value]], year: int, chosen: Mapping[str, str]) -> tuple[int, int]:
    """Give the index of the row of headings and how many of them are known."""
    wanted = {clean(heading).casefold() for heading in chosen.values()}
    best, most = 0, 0
    for index, row in enumerate(rows[:HEADINGS_WITHIN]):
        texts = [clean(v.replace("\n", " ")) for v in row if isinstance(v, str) and 0 < len(v) <= LONGEST_HEADING]
        count = headings_to_fields.recognised(texts, year)
        count += 2 * len(wanted & {text.casefold() for text in texts})
        if count > most:
            best, most = index, count
    return best, most


def _notes_on_sheets(sheets: Sequence[Sheet], used: Sheet) -> list[Saying]:
    notes = [saying("The sheet «{sheet}» was not read.", sheet=s.name) for s in sheets if s is not used]
    if used.hidden_rows:
        notes.append(saying("The sheet has hidden rows, which were read too: {count}.", count=len(used.hidden_rows)))
    return notes


def _notes_on_columns(matched: Sequence[Column], year: int) -> list[Saying]:
    notes = [column.doubt for column in matched if column.doubt is not None]
    cells = [headings_to_fields.amount_cell(c.field, year) for c in matched if c.field]
    if not any(cell is not None and cell[1] == year for cell in cells):
        notes.append(saying("No column has the amounts asked for in {year}.", year=str(year)))
    for field in ("title", "applicant"):
        if not any(column.field == field for column in matched):
            name = Saying(headings_to_fields.FIELDS[field])
            notes.append(saying("No column was understood as: {field}.", field=name))
    return list(dict.fromkeys(notes))


def _own_sum(sums: Sequence[int], ours: int) -> tuple[int | None, list[Saying]]:
    """Give the list's own sum, None where it has none, and what there is to say of it beside ours."""
    if not sums:
        return None, []
    theirs = ours if ours in sums else max(sums)
    if theirs == ours:
        return theirs, []
    if not theirs:
        return None, [saying("The list's own sum has not been calculated. Ours is {ours_nok}.", ours_nok=ours)]
    differs = saying(
        "The list's own sum is {theirs_nok}, but the rows that were taken in add up to {ours_nok}.",
        theirs_nok=theirs,
        ours_nok=ours,
    )
    return theirs, [differs]
