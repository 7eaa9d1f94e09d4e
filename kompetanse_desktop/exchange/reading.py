"""Read a list of proposals from a file, with every doubt marked: for the preview before anything is kept.

Nothing here changes a round; ``plan.py`` compares a reading with one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kompetanse_desktop.domain.proposal import Source
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.exchange import columns as headings_to_fields
from kompetanse_desktop.exchange import kinds, tables
from kompetanse_desktop.exchange.columns import Column
from kompetanse_desktop.exchange.editing import edited, left_out
from kompetanse_desktop.exchange.finding import Finder, Table, TableFound
from kompetanse_desktop.exchange.rows import Doubt, Row, RowReader
from kompetanse_desktop.exchange.sheets import Sheet, Tables
from kompetanse_desktop.exchange.tables import Cancelled, Progress
from kompetanse_desktop.exchange.understanding import Body, Reading, filled, without_collecting
from kompetanse_desktop.exchange.values import clean
from kompetanse_desktop.text import say

__all__ = [
    "Cancelled", "Column", "Doubt", "Reading", "Row", "TableFound", "edited", "left_out", "read", "read_clipboard",
    "read_several", "understood",
]  # fmt: skip


MOST_NAMED = 3
"""How many of several files are named where they are spoken of as one."""
MOST_TOLD = 10
"""How many of the tables that weren't read are named; all of them can be chosen."""


@dataclass(frozen=True)
class Wishes:
    """What a person has chosen of how a file is read; see ``read``."""

    year: int
    sheet: str | None = None
    columns: Mapping[str, str] | None = None
    now: datetime | None = None
    table: int | None = None
    hidden: bool = True


def read(
    path: str | os.PathLike[str],
    *,
    year: int,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    now: datetime | None = None,
    table: int | None = None,
    hidden: bool = True,
    cancelled: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a list of proposals; what kind of file it is is told from its bytes.

    ``year`` is the round's: undated amounts are of it. ``sheet`` is the name of one, ``table`` one of
    ``Reading.tables`` by its place there; without them the best is taken. ``columns`` (field → heading,
    the fields of ``columns.FIELDS``, and «other», «other:2» … for none) goes before what the headings
    are understood to mean. ``hidden`` tells whether hidden rows and columns are read. ``now`` is kept
    as the time it was taken in. ``cancelled`` is asked often; Cancelled is raised once it says True.
    Raises Refusal for a file, sheet, table or column that can't be read.
    """
    path = Path(path)
    wishes = Wishes(year, sheet, columns, now, table, hidden)
    score = Finder(year, columns or {}).score
    found = tables.read_tables(kinds.load(path), name_of(path), score, cancelled=cancelled, progress=progress)
    return understood(found, name_of(path), wishes)


def read_several(
    paths: Sequence[str | os.PathLike[str]],
    *,
    year: int,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    now: datetime | None = None,
    table: int | None = None,
    hidden: bool = True,
    cancelled: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read several files as one: forms, one proposal each, or lists with the same headings. As ``read``."""
    wishes = Wishes(year, sheet, columns, now, table, hidden)
    score = Finder(year, columns or {}).score
    files = [Path(path) for path in paths]
    names = [name_of(path) for path in files]
    each = [
        tables.read_tables(kinds.load(path), name, score, cancelled=cancelled, progress=progress)
        for path, name in zip(files, names, strict=True)
    ]
    return understood(each[0] if len(each) == 1 else tables.joined(each, score), ", ".join(names), wishes)


def read_clipboard(
    html: str | None,
    text: str,
    *,
    year: int,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    now: datetime | None = None,
    table: int | None = None,
    hidden: bool = True,
    cancelled: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a table that was copied in Excel, Word or a web page. As ``read``."""
    wishes = Wishes(year, sheet, columns, now, table, hidden)
    score = Finder(year, columns or {}).score
    found = tables.from_clipboard(html, text, score, cancelled=cancelled, progress=progress)
    name = say(tables.PASTED)
    if not found.digests:
        found.digests = {name: hashlib.sha256((html or text).encode("utf-8", "replace")).hexdigest()}
    return understood(found, name, wishes, is_list=False)


def name_of(path: Path) -> str:
    """Give the name of a file as text that can be shown and kept: it can be of any bytes."""
    return clean(path.name.encode("utf-8", "replace").decode())


def understood(found: Tables, name: str, wishes: Wishes, *, is_list: bool = True, closely: bool = False) -> Reading:
    """Understand sheets of cells as a list of proposals. ``closely`` looks at each row by itself, for tests.

    Raises Refusal where there is no list in them, or not the one that was wished for.
    """
    finder = Finder(wishes.year, wishes.columns or {})
    with without_collecting():
        every = finder.tables(found.sheets)
        table = _wanted(finder, found.sheets, every, wishes, name)
        matched = headings_to_fields.match(table.headings, wishes.year, wishes.columns)
        matched = _in_whole_kroner(table, matched, wishes)
        sheet = table.sheet
        ignored, unseen = _hidden(table)
        source = _sources(found, sheet, name, wishes.now)
        reader = RowReader(table, matched, wishes.year, source, name, frozenset() if wishes.hidden else ignored)
        notes = (
            *found.notes,
            *_notes_on_sheets(found.sheets, sheet),
            *_notes_on_tables(every, table),
            *_notes_on_hidden(len(unseen), len(ignored), wishes.hidden),
            *_notes_on_columns(table, matched, wishes.year),
        )
        body = Body.read(reader, notes, frozenset() if wishes.hidden else unseen, closely=closely)
        frame = Reading(
            file=name,
            sha256=found.digests.get(name) or next(iter(found.digests.values()), ""),
            year=wishes.year,
            sheet=sheet.name,
            sheets=tuple(s.name for s in found.sheets if s.name),
            columns=matched,
            rows=body.rows,
            file_notes=notes,
            sum_requested=0,
            file_sum=None,
            tables=tuple(one.told for one in every) or (table.told,),
            table=next((at for at, one in enumerate(every) if one is table), 0),
            heading_key=headings_to_fields.heading_key(table.headings),
            hidden_rows=len(unseen),
            hidden_columns=len(ignored),
            is_list=is_list and not sheet.is_form,
            body=body,
        )
        return filled(frame, body)


def _wanted(finder: Finder, sheets: Sequence[Sheet], every: list[Table], wishes: Wishes, file: str) -> Table:
    """Give the table that was asked for, else the best one. Raises Refusal where there is none."""
    if not any(any(row) for sheet in sheets for row in sheet.rows):
        raise Refusal("{file} is empty. Ask the sender for the list again.", file=file)
    if wishes.table is not None:
        if not 0 <= wishes.table < len(every):
            raise Refusal("{file} has no table number {number}.", file=file, number=wishes.table + 1)
        return every[wishes.table]
    candidates = every
    if wishes.sheet is not None:
        wanted = clean(wishes.sheet).casefold()
        sheets = [sheet for sheet in sheets if clean(sheet.name).casefold() == wanted]
        if not sheets:
            raise Refusal("{file} has no sheet called «{sheet}».", file=file, sheet=wishes.sheet)
        candidates = [table for table in every if any(table.sheet is sheet for sheet in sheets)]
    if candidates:
        return max(candidates, key=finder.weight)
    guesses = [finder.best_guess(sheet) for sheet in sheets if sheet.rows]
    if wishes.columns and guesses:
        return max(guesses, key=finder.weight)
    raise Refusal(
        "No headings were found in {file}: the list needs at least a title and an applicant for each proposal.",
        file=file,
    )


def _sources(found: Tables, sheet: Sheet, name: str, now: datetime | None) -> Callable[[int], Source]:
    """Give who tells where a row came from: its own file, where several were read as one."""
    at = (now or datetime.now().astimezone()).isoformat(timespec="seconds")
    files, numbers = sheet.row_files, sheet.row_numbers
    digest = found.digests.get(name) or next(iter(found.digests.values()), "")

    def source(index: int) -> Source:
        if files is None or numbers is None:
            return Source(name, sheet.name, index + 1, digest, at)
        return Source(files[index], sheet.name, numbers[index], found.digests.get(files[index], ""), at)

    return source


def _hidden(table: Table) -> tuple[frozenset[int], frozenset[int]]:
    """Give the hidden columns of a table, counted from its first, and its hidden rows that have something in them."""
    sheet, blank = table.sheet, table.grid.blank
    seen = range(table.first, table.bottom)
    rows = frozenset(at for at in sheet.hidden_rows if at in seen and not blank[at] and at not in table.again)
    return frozenset(at - table.left for at in sheet.hidden_columns if table.left <= at < table.right), rows


def _in_whole_kroner(table: Table, matched: tuple[Column, ...], wishes: Wishes) -> tuple[Column, ...]:
    """Take no amounts from a list that says above its headings that they are in thousands, unless a person chose so."""
    told = next((text for text in table.above if headings_to_fields.tells_units(text)), None)
    if told is None:
        return matched
    chosen = {headings_to_fields.field_named(name, wishes.year) for name in wishes.columns or {}}
    doubt = saying("The list says «{text}», so its amounts aren't whole kroner.", text=told[:200])
    return tuple(
        Column(column.heading, None, doubt)
        if column.field and column.field.startswith("requested") and column.field not in chosen
        else column
        for column in matched
    )


# --- what there is to say of the file as a whole


def _notes_on_sheets(sheets: Sequence[Sheet], used: Sheet) -> list[Saying]:
    notes = []
    for sheet in sheets:
        if sheet is used:
            continue
        name = sheet.name or (sheet.row_files[0] if sheet.row_files else "")
        if sheet.row_files and name not in sheet.row_files:
            name = f"{sheet.row_files[0]}: {name}"
        if sheet.visible:
            notes.append(saying("The sheet «{sheet}» was not read.", sheet=name))
        else:
            notes.append(saying("The sheet «{sheet}» is hidden and was not read.", sheet=name))
    if not used.visible:
        notes.append(saying("The sheet «{sheet}», which was read, is hidden.", sheet=used.name))
    return notes


def _notes_on_tables(every: Sequence[Table], used: Table) -> list[Saying]:
    others = [table for table in every if table.sheet is used.sheet and table is not used and table.told.rows]
    return [
        saying("There is another table that was not read: {table}.", table=table.told.label)
        for table in others[:MOST_TOLD]
    ]


def _notes_on_hidden(rows: int, columns: int, are_read: bool) -> list[Saying]:
    notes = []
    if rows and are_read:
        notes.append(saying("The sheet has hidden rows, which were read too: {count}.", count=rows))
    elif rows:
        notes.append(saying("The sheet has hidden rows, which were left out: {count}.", count=rows))
    if columns and are_read:
        notes.append(saying("The sheet has hidden columns, which were read too: {count}.", count=columns))
    elif columns:
        notes.append(saying("The sheet has hidden columns, which were left out: {count}.", count=columns))
    return notes


def _notes_on_columns(table: Table, matched: Sequence[Column], year: int) -> list[Saying]:
    notes = [column.doubt for column in matched if column.doubt is not None]
    cells = [headings_to_fields.amount_cell(c.field, year) for c in matched if c.field]
    if not any(cell is not None and cell[1] == year for cell in cells):
        notes.append(saying("No column has the amounts asked for in {year}.", year=str(year)))
    for field in ("title", "applicant"):
        if not any(column.field == field for column in matched):
            name = Saying(headings_to_fields.FIELDS[field])
            notes.append(saying("No column was understood as: {field}.", field=name))
    return list(dict.fromkeys(notes))
