"""Lists on the room's screen: as many rows as can be read, and the part of them that is shown.

A list may have a thousand rows, and a drop must be seen within a frame or two. So a list is told by the heights of its
rows, and a row is made only where it is painted, or said where a screen reader asks for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kompetanse_desktop.text import say
from kompetanse_desktop.ui.projector.pages.sheet import Sheet


@dataclass(frozen=True)
class Item:
    """One row that is made already: its height in pixels, what puts it at a height of the page, and what it says."""

    height: float
    put: Callable[[float], None]
    spoken: str = ""


@dataclass(frozen=True)
class Items:
    """A list by its heights in pixels. ``put`` paints the row at a place (from 0) at a height, ``said`` says it.

    ``wanted`` is the place of the row that the room is to see where the list is longer than the screen;
    ``holding`` those that never end a part of the list: a line above a row.
    """

    heights: Sequence[float]
    put: Callable[[int, float], None]
    said: Callable[[int], str]
    wanted: int | None = None
    holding: frozenset[int] = frozenset()

    @property
    def height(self) -> float:
        """How high all of them are."""
        return sum(self.heights)


def made(items: Sequence[Item]) -> Items:
    """Give rows that are made already as a list."""
    heights = [item.height for item in items]
    return Items(heights, lambda at, y: items[at].put(y), lambda at: items[at].spoken)


@dataclass(frozen=True)
class Part:
    """The part of a list that is shown: the places of its rows, its number from 1, and of how many."""

    places: range
    number: int
    of: int

    @property
    def counted(self) -> str:
        """Say which part it is, where there are several."""
        return "" if self.of == 1 else say("page {number} of {all}", number=self.number, all=self.of)


def part_of(items: Items, room: float, chosen: int | None) -> Part:
    """Cut a list into parts that fit, and give one: the chosen, else the one with what is wanted, else the first."""
    heights, starts, left = items.heights, [0], room
    for at, height in enumerate(heights):
        need = height + heights[at + 1] if at in items.holding and at + 1 < len(heights) else height
        if need > left and at > starts[-1]:
            starts.append(at)
            left = room
        left -= height
    number = 1 if items.wanted is None else bisect_right(starts, items.wanted)
    if chosen is not None:
        number = min(max(chosen, 1), len(starts))
    ends = [*starts[1:], len(heights)]
    return Part(range(starts[number - 1], ends[number - 1]), number, len(starts))


def put_list(sheet: Sheet, items: Items, y: float, bottom: float, chosen: int | None) -> str:
    """Put the part of a list that there is room for from ``y`` to ``bottom``; give in words which part it is."""
    part = part_of(items, bottom - y, chosen)
    for at in part.places:
        items.put(at, y)
        y += items.heights[at]
    sheet.part, sheet.parts = part.number, part.of
    sheet.lines.add_list(len(items.heights), items.said)
    return part.counted
