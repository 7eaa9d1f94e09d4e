"""The structure tree of a document: what each piece of content is, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Standard structure types (ISO 32000-1, 14.8.4) that our documents use."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    PARAGRAPH = "P"
    TABLE = "Table"
    TABLE_HEAD = "THead"
    TABLE_BODY = "TBody"
    ROW = "TR"
    HEADER_CELL = "TH"
    CELL = "TD"


@dataclass(eq=False)
class Node:
    """One structure element. ``content`` is (page from 0, MCID) of what was drawn for it.

    A paragraph that goes on over the page has content on both. ``scope`` is Column or Row for
    header cells.
    """

    role: Role
    children: list[Node] = field(default_factory=list)
    scope: str | None = None
    content: list[tuple[int, int]] = field(default_factory=list)

    def add(self, child: Node) -> Node:
        """Put a child last and give it back."""
        self.children.append(child)
        return child

    @property
    def is_empty(self) -> bool:
        """Tell whether it is a paragraph in which nothing was drawn."""
        return self.role is Role.PARAGRAPH and not self.children and not self.content


@dataclass(frozen=True)
class Bookmark:
    """A heading for the outline: its level from 1, and where it stands (page from 0, height in points)."""

    level: int
    title: str
    page: int
    top: float
