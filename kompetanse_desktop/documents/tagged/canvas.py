"""A canvas that brackets what is drawn with marks, and writes running heads when the page count is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from kompetanse_desktop.documents.tagged.structure import Bookmark, Node

RunningHead = Callable[["TaggedCanvas", int, int], None]
"""Draws what repeats on a page: (canvas, page from 1, number of pages)."""


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Draw between BDC and EMC (ISO 32000-1, 14.7.4), each mark on a page with its own number.

    All that is drawn must be inside ``marked`` or ``artifact``: what is outside both belongs
    nowhere for a reader, and fails PDF/UA.
    """

    def __init__(self, *args: Any, running_head: RunningHead | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.bookmarks: list[Bookmark] = []
        self._running_head = running_head
        self._pages: list[dict[str, Any]] = []
        self._next_mark = 0
        self._in_artifact = False

    @property
    def page_index(self) -> int:
        """The number of the page that is being drawn, from 0."""
        return len(self._pages)

    @contextmanager
    def marked(self, node: Node | None) -> Iterator[None]:
        """Draw content of this node; without one, or inside an artifact, draw an artifact."""
        if self._in_artifact:
            yield
            return
        if node is None:
            with self.artifact():
                yield
            return
        node.content.append((self.page_index, self._next_mark))
        self._code.append(f"/{node.role} <</MCID {self._next_mark}>> BDC")
        self._next_mark += 1
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, properties: str = "<</Type /Layout>>") -> Iterator[None]:
        """Draw what is no content: lines, grounds, running heads, repeated table heads."""
        if self._in_artifact:
            yield
            return
        self._in_artifact = True
        self._code.append(f"/Artifact {properties} BDC")
        yield
        self._code.append("EMC")
        self._in_artifact = False

    def showPage(self) -> None:
        """End a page, but keep it open for the running head until the number of pages is known."""
        # As one text: thousands of short ones for each page take three times the memory.
        self._pages.append({**self.__dict__, "_code": ["\n".join(self._code)]})
        self._startPage()
        self._next_mark = 0

    def save(self) -> None:
        """Draw the running heads and write the file."""
        for number, state in enumerate(self._pages, start=1):
            self.__dict__.update(state)
            state.clear()
            if self._running_head is not None:
                with self.artifact("<</Type /Pagination>>"):
                    self._running_head(self, number, len(self._pages))
            super().showPage()
        super().save()
