"""Rows of a list on the room's screen: as many as can be read, and the part of them that is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kompetanse_desktop.text import say


@dataclass(frozen=True)
class Item:
    """One thing in a list: its height in pixels, what puts it at a height of the page, and what it says."""

    height: float
    put: Callable[[float], None]
    spoken: str = ""
    wanted: bool = False
    """Whether it is what the room is to see, where the list is longer than the screen."""
    holds_next: bool = False
    """Whether it never ends a part of the list: a line above a row."""


@dataclass(frozen=True)
class Part:
    """The part of a list that is shown, from 1, of so many."""

    items: tuple[Item, ...]
    number: int
    of: int

    @property
    def counted(self) -> str:
        """Say which part it is, where there are several."""
        return "" if self.of == 1 else say("page {number} of {all}", number=self.number, all=self.of)


def part_of(items: Sequence[Item], room: float, chosen: int | None) -> Part:
    """Cut a list into parts that fit, and give one: the chosen, else the one with what is wanted, else the first."""
    parts: list[list[Item]] = [[]]
    left = room
    for at, item in enumerate(items):
        need = item.height + (items[at + 1].height if item.holds_next and at + 1 < len(items) else 0)
        if need > left and parts[-1]:
            parts.append([])
            left = room
        parts[-1].append(item)
        left -= item.height
    number = next((n for n, part in enumerate(parts, 1) if any(item.wanted for item in part)), 1)
    if chosen is not None:
        number = min(max(chosen, 1), len(parts))
    return Part(tuple(parts[number - 1]), number, len(parts))


def put_part(part: Part, y: float) -> float:
    """Put the rows under each other; give where the last ends."""
    for item in part.items:
        item.put(y)
        y += item.height
    return y
