"""What is to be taken in, and how the reader wants it read: files or what was pasted, with every choice made so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_desktop.text import say

if TYPE_CHECKING:  # what reads lists is loaded by the thread that reads, so that the window doesn't wait for it
    from kompetanse_desktop.exchange.reading import Reading
    from kompetanse_desktop.exchange.tables import Progress


@dataclass(frozen=True)
class Source:
    """Files to read as one, or else what was pasted. ``table`` is a place in ``Reading.tables``; None: the best."""

    files: tuple[Path, ...] = ()
    html: str | None = None
    text: str = ""
    table: int | None = None
    hidden: bool = True
    columns: Mapping[str, str] | None = None
    remembered: bool = False
    """Whether the columns are what the reader said the last time, of a list with the same headings."""

    @property
    def name(self) -> str:
        """What to call it in a window's title."""
        if not self.files:
            return say("what was pasted")
        return ", ".join(file.name.encode("utf-8", "replace").decode() for file in self.files)

    def with_table(self, table: int) -> Source:
        """Give the same with another table read; the columns are then those of that table."""
        return replace(self, table=table, columns=None, remembered=False)

    def read(self, year: int, cancelled: Callable[[], bool], progress: Progress) -> Reading:
        """Read it for a round of a year. Raises Refusal, and Cancelled once ``cancelled`` says so."""
        from kompetanse_desktop.exchange import reading

        if not self.files:
            return reading.read_clipboard(
                self.html,
                self.text,
                year=year,
                columns=self.columns,
                table=self.table,
                hidden=self.hidden,
                cancelled=cancelled,
                progress=progress,
            )
        return reading.read_several(
            self.files,
            year=year,
            columns=self.columns,
            table=self.table,
            hidden=self.hidden,
            cancelled=cancelled,
            progress=progress,
        )
