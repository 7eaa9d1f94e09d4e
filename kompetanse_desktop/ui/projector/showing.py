"""What the room's window shows: one value, made by the operator's side and painted by the room's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kompetanse_desktop.domain.room import Room


class Page(StrEnum):
    """The pages the room can be shown, in the order of their keys."""

    RANKING = "ranking"
    PROPOSAL = "proposal"
    CHANGES = "changes"
    SUMS = "sums"
    TEXT = "text"
    RESULT = "result"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Showing:
    """A page, and all it may show. ``before`` is what the room saw last, for the page of changes.

    ``text`` is what the operator wrote for the text page. ``list_page`` counts from 1 the part of a list
    that has more rows than fit; None is the one with the proposal that is up now, and without one the first.
    """

    page: Page
    room: Room
    before: Room | None = None
    text: str = ""
    list_page: int | None = None
