"""Where each card of a lane lies, from top to bottom: measured where somebody looks, guessed where nobody does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate


class Rows:
    """Heights and tops of a lane's cards, in pixels. ``measure`` gives the height of a row.

    A lane of ten thousand cards is laid out in less than a millisecond: a card that has never been on the
    screen counts for ``guess``, and gets its own height before it is seen.
    """

    def __init__(self, measure: Callable[[int], int], guess: int) -> None:
        self._measure, self._guess = measure, guess
        self._known: dict[str, int] = {}
        self._heights: list[int] = []
        self._bottoms: list[int] = []
        self._measured: set[int] = set()
        self.refs: tuple[str, ...] = ()
        self.strip_row, self._strip = -1, 0

    def forget(self, guess: int | None = None) -> None:
        """Measure every card anew: the width, the texts or their size are others."""
        self._known.clear()
        self._measured.clear()
        self._guess = guess or self._guess

    def arrange(self, refs: tuple[str, ...], strip_row: int, strip: int, anew: Iterable[str] = ()) -> None:
        """Lay cards out, with ``strip`` more pixels above row ``strip_row`` (-1: none); measure ``anew`` again."""
        for ref in anew:
            self._known.pop(ref, None)
        self.refs, self.strip_row, self._strip = refs, strip_row, strip
        known, guess = self._known, self._guess
        self._heights = [known.get(ref, guess) for ref in refs]
        self._measured.clear()
        self._add_up()

    def _add_up(self) -> None:
        self._bottoms = list(accumulate(self._heights))

    def see(self, top: int, bottom: int) -> bool:
        """Measure every card between two heights of the lane. Tell whether any was not as guessed."""
        changed = False
        row = self.row_at(top)
        below = self.top(row) if row < len(self.refs) else top
        while row < len(self.refs) and below < bottom:
            if row not in self._measured:
                height = self._measure(row)
                self._measured.add(row)
                self._known[self.refs[row]] = height
                if height != self._heights[row]:
                    self._heights[row], changed = height, True
            below += self._heights[row] + (self._strip if row == self.strip_row else 0)
            row += 1
        if changed:
            self._add_up()
        return changed

    @property
    def total(self) -> int:
        """The height of the lane."""
        return (self._bottoms[-1] if self._bottoms else 0) + (self._strip if self.strip_row >= 0 else 0)

    def top(self, row: int) -> int:
        """Where a row begins, with the strip above it where it has one; the row after the last begins at the end."""
        return (self._bottoms[row - 1] if row else 0) + (self._strip if 0 <= self.strip_row < row else 0)

    def height(self, row: int) -> int:
        """How high a row is, with its strip."""
        return self._heights[row] + (self._strip if row == self.strip_row else 0)

    def row_at(self, y: int) -> int:
        """Give the row at a height of the lane, from 0; the number of rows below the last."""
        if self.strip_row >= 0 and y >= (strip_top := self.top(self.strip_row)):
            y = max(strip_top, y - self._strip)
        return bisect_right(self._bottoms, y)

    def gap_at(self, y: int) -> int:
        """Give the gap nearest to a height of the lane: 0 is above the first card."""
        row = self.row_at(y)
        if row >= len(self.refs):
            return len(self.refs)
        return row if y < self.top(row) + self.height(row) // 2 else row + 1
