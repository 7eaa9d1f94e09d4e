"""Find the tables of proposals on the sheets of a file: below titles, beside others, under headings of several rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kompetanse_desktop.exchange import columns
from kompetanse_desktop.exchange.grid import DEEPEST, Grid, has_something, joined, letter, one_line
from kompetanse_desktop.exchange.sheets import Sheet
from kompetanse_desktop.exchange.values import Value, clean
from kompetanse_desktop.text import say

HEADINGS_WITHIN = 40
"""How many rows from the top are looked at one by one; further down only where a table could begin."""
AFTER_BLANK = 4
LEAST_HEADINGS = 2
LONGEST_HEADING = 120
WIDEST = 2_000
MOST_TABLES = 100
"""More than this on one sheet are no lists of proposals."""
MOST_NUMBER_COLUMNS = 3
NAMES = frozenset(("title", "applicant"))
YEARS = range(2000, 2100)
NUMBER = re.compile(r"(?!\s*20[0-9]{2}\s*$)[\s.,:;/%-]*[0-9][0-9\s.,:;/%-]{0,40}")
"""What is no heading: a number written as text, but for a year."""


@dataclass(frozen=True)
class TableFound:
    """A table that could be read: ``first`` is the row of its headings and ``last`` its last row, counted from 1.

    ``rows`` is how many rows below the headings have something in them.
    """

    sheet: str
    first: int
    last: int
    rows: int
    columns: str = ""
    """The letters of its columns, where another table stands beside it."""
    hidden: bool = False
    """Whether the whole sheet is hidden."""

    @property
    def label(self) -> str:
        """Name it for people: «Ark1, rad 3–15»."""
        rows = say("rows {first}–{last}", first=self.first, last=self.last)
        return ", ".join(part for part in (self.sheet, rows, self.columns) if part)


@dataclass
class Table:
    """Where one table lies, rows and columns counted from 0; ``bottom`` and ``right`` are the first beyond it.

    ``again`` are the rows where its headings stand once more, or a title above them; ``above`` is the text
    over the table.
    """

    grid: Grid
    top: int
    depth: int
    headings: tuple[str, ...]
    bottom: int
    left: int = 0
    again: set[int] = field(default_factory=set)
    above: tuple[str, ...] = ()
    beside: bool = False

    @property
    def right(self) -> int:
        """The first column beyond it."""
        return self.left + len(self.headings)

    @property
    def first(self) -> int:
        """The first row below the headings."""
        return self.top + self.depth

    @property
    def sheet(self) -> Sheet:
        """The sheet it is on."""
        return self.grid.sheet

    @cached_property
    def told(self) -> TableFound:
        """Say where it is."""
        blank = self.grid.blank
        filled = [at for at in range(self.first, self.bottom) if not blank[at] and at not in self.again]
        last = filled[-1] if filled else self.first - 1
        letters = f"{letter(self.left)}–{letter(self.right - 1)}" if self.beside else ""
        return TableFound(self.sheet.name, self.top + 1, last + 1, len(filled), letters, not self.sheet.visible)


class Finder:
    """Looks for tables whose headings are known, or were named by a person (``chosen``: field → heading)."""

    def __init__(self, year: int, chosen: Mapping[str, str]) -> None:
        self.year = year
        self.wanted = {clean(heading).casefold() for heading in chosen.values()}

    def score(self, rows: Sequence[Sequence[Value]]) -> int:
        """Count the headings that are known in the best row: for choosing between ways to read a file."""
        top = rows[:HEADINGS_WITHIN]
        return max((self._known([one_line(v) for v in row[:WIDEST] if _may_be_heading(v)]) for row in top), default=0)

    def tables(self, sheets: Sequence[Sheet]) -> list[Table]:
        """Find the tables of all sheets, in the order of the file."""
        return [table for sheet in sheets for table in self.on_sheet(sheet)]

    def on_sheet(self, sheet: Sheet) -> list[Table]:
        """Find the tables of one sheet; none where there are no headings."""
        grid = Grid(sheet)
        if sheet.is_form and sheet.rows:
            return [Table(grid, 0, 1, _padded(grid, 0), len(sheet.rows))]
        tables: list[Table] = []
        for top, depth, headings in self._heads(grid):
            if len(tables) < MOST_TABLES:
                self._add(tables, grid, top, depth, headings)
        return [part for table in tables for part in self._beside(table)]

    def best_guess(self, sheet: Sheet) -> Table:
        """Give the place where headings would be, for a sheet on which none are known."""
        grid = Grid(sheet)
        top = max(range(min(len(grid.rows), HEADINGS_WITHIN)), key=lambda at: self._known(grid.texts(at)), default=0)
        headings = _padded(grid, top) if grid.rows else ()
        return Table(grid, top, 1, headings, len(grid.rows), above=_above(grid, top))

    def weight(self, table: Table) -> tuple[bool, int, int]:
        """Tell which of several tables is most likely the list: a visible one, with most headings, then most rows."""
        return table.sheet.visible, self._known(list(table.headings)), table.told.rows

    def _known(self, texts: list[str]) -> int:
        texts = [text for text in texts if text and len(text) <= LONGEST_HEADING]
        wanted = 2 * len(self.wanted & {text.casefold() for text in texts}) if self.wanted else 0
        return columns.recognised(texts, self.year) + wanted

    # --- rows of headings

    def _heads(self, grid: Grid) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Give the rows of headings: (row, how many rows, the headings of all columns)."""
        beyond = 0
        heads = []
        for at in _candidates(grid):
            if at < beyond or not self._could_be(grid, at):
                continue
            best = self._head(grid, at)
            if best is not None:
                heads.append(best)
                beyond = best[0] + best[1]
        return iter(heads or self._loose(grid))

    def _could_be(self, grid: Grid, at: int) -> bool:
        """Tell in a hurry whether a row may be of headings: text, and no amounts or dates."""
        row = grid.rows[at][:WIDEST]
        if any(isinstance(v, (bool, date)) or (isinstance(v, (int, float)) and v not in YEARS) for v in row):
            return False
        if any(isinstance(v, str) and NUMBER.fullmatch(v) for v in row):
            return False
        return any(_may_be_heading(v) or v in YEARS for v in row)

    def _head(self, grid: Grid, at: int) -> tuple[int, int, tuple[str, ...]] | None:
        """Give the headings that begin in this row, over as few rows as tell most; None where there are none."""
        best: tuple[int, int, tuple[str, ...]] | None = None
        most = LEAST_HEADINGS - 1
        for depth in range(1, DEEPEST + 1):
            if at + depth > len(grid.rows) or (depth > 1 and not self._could_be(grid, at + depth - 1)):
                break
            headings = joined(grid, at, depth, self.year)
            count = self._known(headings)
            if count > most and self._is_head(headings, count):
                best, most = (at, depth, tuple(headings)), count
        if best is not None and best[1] > 1:
            below = self._head(grid, at + 1)  # the row above may be no more than a title
            if below is not None and self._known(list(below[2])) >= most:
                return below
        return best

    def _is_head(self, headings: list[str], count: int) -> bool:
        filled = sum(bool(heading) for heading in headings)
        if self.wanted & {heading.casefold() for heading in headings}:
            return True
        sure = columns.fields_of(headings, self.year, sure=True)
        return count * 3 >= filled and len(sure) >= LEAST_HEADINGS and bool(sure & NAMES)

    def _loose(self, grid: Grid) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Give the row near the top with most headings, where none is certainly one."""
        table = self.best_guess(grid.sheet)
        if grid.rows and self._known([t for t in table.headings if t]) >= LEAST_HEADINGS:
            yield table.top, 1, table.headings

    # --- tables

    def _add(self, tables: list[Table], grid: Grid, top: int, depth: int, headings: tuple[str, ...]) -> None:
        title = _title_above(grid, top, tables[-1].first if tables else 0)
        if tables:
            last = tables[-1]
            if _same(last.headings, headings):
                last.again.update(range(title, top + depth))
                return
            last.bottom = title
        tables.append(Table(grid, top, depth, headings, len(grid.rows), above=_above(grid, top)))

    def _beside(self, table: Table) -> list[Table]:
        """Take apart tables that stand beside each other, between them a column with nothing in it."""
        width = len(table.headings)
        while width and not table.headings[width - 1] and _is_blank_column(table, width - 1):
            width -= 1
        left = 0
        while left < width and not table.headings[left] and _is_blank_column(table, left):
            left += 1
        blocks: list[tuple[int, int]] = []
        for start, end in _blocks(table, left, width):
            if blocks and not self._names_of(table, start, end) & self._names_of(table, *blocks[-1]):
                blocks[-1] = (blocks[-1][0], end)
            else:
                blocks.append((start, end))
        if len(blocks) < 2:
            table.left, table.headings = left, table.headings[left:width]
            return [table]
        parts = []
        for start, end in blocks:
            part = Table(table.grid, table.top, table.depth, table.headings[start:end], table.bottom, start,
                         table.again, table.above, beside=True)  # fmt: skip
            if self._known(list(part.headings)) >= LEAST_HEADINGS:
                parts.append(part)
        return parts

    def _names_of(self, table: Table, left: int, right: int) -> set[str]:
        return columns.fields_of(table.headings[left:right], self.year) & {*NAMES, "network"}


def _padded(grid: Grid, row: int) -> tuple[str, ...]:
    texts = grid.texts(row)
    return (*texts, *[""] * (grid.width - len(texts)))


def _may_be_heading(value: Value) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_HEADING


def _candidates(grid: Grid) -> list[int]:
    """Give the rows where headings may be: near the top, after a blank row, and text where numbers are."""
    rows = grid.rows
    found = set(range(min(len(rows), HEADINGS_WITHIN)))
    if len(rows) <= HEADINGS_WITHIN:
        return sorted(found)
    if any(grid.blank):
        after = (at + 1 for at, blank in enumerate(grid.blank) if blank)
        found.update(at + more for at in after for more in range(AFTER_BLANK) if at + more < len(rows))
    found.update(_text_among_numbers(grid))
    return sorted(at for at in found if not grid.blank[at] and (at < HEADINGS_WITHIN or _has_heading_words(rows[at])))


def _text_among_numbers(grid: Grid) -> Iterator[int]:
    """Give the rows with text in a column of numbers; all rows where no column is of numbers."""
    of_numbers = [column for column in grid.columns[:WIDEST] if _is_of_numbers(column)][:MOST_NUMBER_COLUMNS]
    for column in of_numbers:
        yield from (at for at, value in enumerate(column) if type(value) is str and value)
    if not of_numbers:
        yield from range(len(grid.rows))


def _is_of_numbers(column: Sequence[Value]) -> bool:
    some = [value for value in column[:: max(1, len(column) // 50)] if value not in ("", None)]
    return sum(isinstance(value, (int, float)) for value in some) * 2 > len(some)


def _has_heading_words(row: Sequence[Value]) -> bool:
    """Tell in a hurry whether two cells begin as headings do."""
    count = 0
    for value in row[:WIDEST]:
        if isinstance(value, str) and 0 < len(value) <= LONGEST_HEADING and columns.begins_as_heading(value):
            count += 1
            if count == LEAST_HEADINGS:
                return True
    return False


def _title_above(grid: Grid, top: int, floor: int) -> int:
    """Give the first of the rows right above some headings that are no more than a title, or blank."""
    at = top
    while at > floor and (grid.blank[at - 1] or _is_title(grid.rows[at - 1])):
        at -= 1
    return at


def _is_title(row: Sequence[Value]) -> bool:
    filled = [value for value in row if has_something(value)]
    return len(filled) == 1 and isinstance(filled[0], str)


def _above(grid: Grid, top: int) -> tuple[str, ...]:
    rows = grid.rows[max(0, top - HEADINGS_WITHIN) : top]
    return tuple(text for row in rows for v in row[:WIDEST] if isinstance(v, str) and (text := clean(v[:1000])))


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return [text.casefold() for text in one] == [text.casefold() for text in other]


def _is_blank_column(table: Table, column: int) -> bool:
    cells = table.grid.columns[column][table.first : table.bottom]
    return not any(cells) or not any(has_something(value) for value in cells)


def _blocks(table: Table, left: int, right: int) -> Iterator[tuple[int, int]]:
    """Give the runs of columns between those that have neither a heading nor anything below it."""
    start = left
    for at in range(left, right):
        if not table.headings[at] and _is_blank_column(table, at):
            if at > start:
                yield start, at
            start = at + 1
    if right > start:
        yield start, right
