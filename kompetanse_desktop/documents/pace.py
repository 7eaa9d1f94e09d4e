"""Tells a window how far the making of a document has come, and stops it where the user has had enough."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Is told how far it has come: (done, all of it). What is done never goes back, and ends as all of it."""
WHOLE = 1000


class Cancelled(Exception):
    """The user has stopped the making of a document; nothing of it was written anywhere."""


class Pace:
    """The way from nothing to a whole document, in thousandths."""

    def __init__(self, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._told = -1
        self._start, self._length = 0, WHOLE

    def leg(self, start: int, end: int) -> None:
        """Begin a part of the work: what ``at`` is told from now on is between these two thousandths."""
        self._start, self._length = start, end - start
        self.at(0, 1)

    def at(self, done: int, of: int) -> None:
        """Say how much of this part is done. Raises Cancelled once the user wants no more."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        now = self._start + self._length * min(done, of) // max(of, 1)
        if now > self._told:
            self._told = now
            if self._progress is not None:
                self._progress(now, WHOLE)
