"""What the libraries don't tell of a sheet, and how large a sheet may be. For the reader process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kompetanse_desktop.exchange.refusals import Stopped

MOST_ROWS = 100_000
MOST_COLUMNS = 702
"""As far as column ZZ."""
MOST_CELLS = 8_000_000
"""Rows × columns of the area that is in use: the reader keeps a place for each of them."""
MOST_TEXT = 300_000_000
"""Signs in all cells together: a text that is kept once in the file can stand in every cell."""

Report = Callable[[str, float], None]
"""Told the phase and the share of it that is done, from 0 to 1."""
Area = tuple[int, int, int, int]
"""Top, left, bottom, right, counted from 0, both ends included."""


@dataclass
class SheetFacts:
    """What is hidden, and cells without a value by (row, column), all counted from 0. None: nothing is known."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    merges: list[Area] | None = None


def silent(phase: str, done: float) -> None:
    """Take no notice of how far the reading has come."""


def refuse_large(rows: int, columns: int) -> None:
    """Raise Stopped for a used area larger than any list of proposals."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise Stopped("too_large")
