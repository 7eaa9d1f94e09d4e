"""The structure tree of a document: what each piece of content is, in reading order."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
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
    FORM = "Form"


@dataclass(eq=False)
class SignatureField:
    """An empty signature field: its name, what a screen reader says of it, and whether it locks the document.

    ``place`` is where it was drawn: page from 0, and left, bottom, right, top in points.
    """

    name: str
    label: str
    locks: bool = False
    place: tuple[int, tuple[float, float, float, float]] = (0, (0, 0, 0, 0))


@dataclass(eq=False, slots=True)
class Node:
    """One structure element. ``content`` is (page from 0, MCID) of what was drawn for it.

    A paragraph that goes on over the page has content on both. ``scope`` is Column or Row for
    header cells, ``field`` the signature field that a form element stands for.
    """

    role: Role
    children: list[Node] = dataclasses.field(default_factory=list)
    scope: str | None = None
    content: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    field: SignatureField | None = None

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
