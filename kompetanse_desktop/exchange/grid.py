"""The cells of a sheet by rows and by columns, and headings that take several rows: for finding the tables on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kompetanse_desktop.exchange import columns
from kompetanse_desktop.exchange.sheets import Merge, Sheet
from kompetanse_desktop.exchange.values import Value, as_text, clean

DEEPEST = 3
"""How many rows the headings of one list can take."""

MOST_TRIED = 50


class Grid:
    """The cells of a sheet by rows and by columns."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sheet.rows
        self.width = max(map(len, sheet.rows), default=0)
        self.is_regular = min(map(len, sheet.rows), default=0) == self.width

    @cached_property
    def columns(self) -> list[tuple[Value, ...]]:
        """The columns, filled up with empty cells where rows are short."""
        if self.is_regular:
            return list(zip(*self.rows, strict=True))
        fill = ("",) * self.width
        return list(
            zip(*(row if len(row) == self.width else (*row, *fill[len(row) :]) for row in self.rows), strict=True)
        )

    @cached_property
    def blank(self) -> list[bool]:
        """Which rows have nothing in them, or no more than noughts that formulas left."""
        if not self.width:
            return [True] * len(self.rows)
        # Most rows are seen not to be blank by one cell, in the column that has most of them.
        step = max(1, len(self.rows) // 50)
        fullest = max(self.columns[:MOST_TRIED], key=lambda column: sum(map(_is_seen, column[::step])))
        return [not _is_seen(value) and _is_blank(row) for value, row in zip(fullest, self.rows, strict=True)]

    @cached_property
    def low_merges(self) -> dict[int, list[Merge]]:
        """The merged areas that headings can have, by each row they cover."""
        by_row: dict[int, list[Merge]] = {}
        for merge in self.sheet.merges:
            for row in range(merge.top, merge.bottom + 1) if merge.bottom - merge.top < DEEPEST else ():
                by_row.setdefault(row, []).append(merge)
        return by_row

    def texts(self, row: int) -> list[str]:
        """The cells of one row as headings would be written."""
        return [one_line(value) for value in self.rows[row]]


def one_line(value: Value) -> str:
    """Write a heading on one line."""
    return clean(as_text(value).replace("\n", " "))


def _is_blank(row: Sequence[Value]) -> bool:
    return not any(v and (_is_seen(v) or (type(v) is str and clean(v))) for v in row)


def _is_seen(value: Value) -> bool:
    """Tell in a hurry whether a cell has something in it; a few that do are told not to."""
    return bool(value) and (type(value) is not str or (value.isprintable() and not value.isspace()))


def has_something(value: Value) -> bool:
    """Tell whether a cell holds anything that can be seen."""
    return bool(clean(value)) if isinstance(value, str) else value is not None


def letter(column: int) -> str:
    """Give a column's letters as a spreadsheet does, from 0: A, B … AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def joined(grid: Grid, top: int, depth: int, year: int) -> list[str]:
    """Give the headings of ``depth`` rows as one: «Søkt 2021» over «Eigar» is «Søkt 2021 Eigar»."""
    levels = [_level(grid, top + at, at < depth - 1) for at in range(depth)]
    if depth == 1:
        return levels[0].texts
    lowest = levels[-1].texts
    headings = []
    for at, low in enumerate(lowest):
        parts = list(dict.fromkeys(level.texts[at] for level in levels if level.texts[at]))
        whole = " ".join(parts)
        lent = len(parts) > 1 and any(at in level.lent for level in levels)
        if lent and not columns.is_payee(low) and not columns.fields_of([whole], year):
            # «Søkt 2021» has no cell of its own above «Merknad»: nothing says that it reaches so far.
            alone = columns.fields_of([low], year) or not columns.is_about_money(low)
            whole = low if alone else whole
        headings.append(whole)
    return headings


@dataclass(frozen=True)
class _Level:
    """One row of headings, and the columns whose text was lent from the left, with no merged cell to say so."""

    texts: list[str]
    lent: set[int]


def _level(grid: Grid, row: int, is_group: bool) -> _Level:
    """Give one row of headings; one over several columns stands in each of them."""
    texts = grid.texts(row)
    texts += [""] * (grid.width - len(texts))
    merges = grid.low_merges.get(row, ())
    for merge in merges:
        if merge.left < len(texts) and (is_group or merge.top == row):
            above = grid.rows[merge.top]
            text = one_line(above[merge.left]) if merge.left < len(above) else ""
            last = min(merge.right, len(texts) - 1) if is_group else merge.left
            for column in range(merge.left, last + 1):
                texts[column] = texts[column] or text
    if not is_group or any(merge.right > merge.left for merge in merges):
        return _Level(texts, set())
    below, lent = grid.rows[row + 1], set()
    for at in range(1, min(len(texts), len(below))):
        if not texts[at] and texts[at - 1] and has_something(below[at]):
            texts[at] = texts[at - 1]
            lent.add(at)
    return _Level(texts, lent)
