"""What the room sees and what is made ready behind it: the operator's choices as one value, with no Qt in it.

What is shown changes in three ways only: the room follows the board, something is shown, or a page is
chosen. The neutral page lies over it and carries nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum, auto

from kompetanse_desktop.domain.room import Room
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.ui.projector.showing import Page, Showing


def _discussed(room: Room) -> str | None:
    return None if room.discussed is None else room.discussed.ref


def name_only(room: Room) -> Room:
    """Give a room in which there is nothing but which round it is."""
    return Room(
        scheme=room.scheme,
        county=room.county,
        year=room.year,
        example=room.example,
        frame=0,
        committed=0,
        set_aside=0,
        available=0,
        recommended=0,
        remaining=0,
        places=None,
        ranked=(),
        reserve=(),
        cut=None,
        networks=(),
        discussed=None,
        agreement="",
    )


class Mode(StrEnum):
    """How what is shown keeps up with the board."""

    LIVE = auto()
    """The room sees every change at once."""
    STAGED = auto()
    """The room sees what was shown last; a page is turned at once, the figures on it stand still."""
    FROZEN = auto()
    """Nothing of what the room sees changes, the page neither."""


@dataclass(frozen=True)
class Stage:
    """The two sides of the curtain. Every method gives the stage after it; none changes this one."""

    prepared: Showing
    """What would be shown now: the newest figures on the page that is chosen."""
    shown: Showing
    """What the room sees, or would see if the neutral page were taken away."""
    since: Room
    """What the page of changes is held against: what the room saw before."""
    seen_at: datetime
    """When the board was last as it is shown."""
    mode: Mode = Mode.LIVE
    is_neutral: bool = False

    @classmethod
    def beginning(cls, room: Room, now: datetime) -> Stage:
        """Begin on the ranking, following the board."""
        first = Showing(Page.RANKING, room)
        return cls(first, first, room, now)

    # What there is to see

    @property
    def visible(self) -> Showing:
        """What is on the room's screen, the neutral page too."""
        return Showing(Page.NEUTRAL, name_only(self.shown.room)) if self.is_neutral else self.shown

    @property
    def page(self) -> Page:
        """The page that is chosen: in a frozen room the one made ready."""
        return Page.NEUTRAL if self.is_neutral else self.prepared.page

    @property
    def has_news(self) -> bool:
        """Tell whether «Show» would change anything that the room sees."""
        return replace(self.prepared, before=None) != replace(self.shown, before=None)

    def words(self) -> Saying:
        """Say what the room sees, for the operator."""
        time = f"{self.seen_at:%H:%M}"
        if self.is_neutral:
            return Saying("The room sees the neutral page")
        if self.mode is Mode.LIVE:
            return Saying("The room follows the board")
        if self.mode is Mode.FROZEN:
            return saying("Frozen: the room sees what was at {time}", time=time)
        return saying("The room sees what was at {time}", time=time)

    # What happens

    def with_room(self, room: Room, now: datetime) -> Stage:
        """Take in new figures; a room that follows sees them at once.

        A long list goes to what is discussed now, where that is another proposal than before.
        """
        part = self.prepared.list_page if _discussed(room) == _discussed(self.prepared.room) else None
        ready = replace(self, prepared=replace(self.prepared, room=room, list_page=part))
        return ready._showing(ready.prepared, now) if self.mode is Mode.LIVE else ready

    def follow(self, now: datetime) -> Stage:
        """Show the board as it is, and from now on every change of it."""
        return replace(self._raised(now), mode=Mode.LIVE)

    def show(self, now: datetime) -> Stage:
        """Show what is made ready, and stand there until the next time."""
        return replace(self._raised(now), mode=Mode.STAGED)

    def freeze(self, now: datetime) -> Stage:
        """Let nothing change before somebody shows something or follows again."""
        return replace(self, mode=Mode.FROZEN, seen_at=now if self.mode is Mode.LIVE else self.seen_at)

    def choose(self, page: Page, now: datetime, text: str | None = None) -> Stage:
        """Turn to a page; ``text`` is what the text page says from now on (None: as before).

        The figures on it are those the room has seen: turning a page tells nothing that was held back. In a
        frozen room the page is made ready only.
        """
        if page is Page.NEUTRAL:
            return self.neutral(True)
        words = self.prepared.text if text is None else text
        ready = replace(self, prepared=replace(self.prepared, page=page, text=words, list_page=None))
        if self.mode is Mode.FROZEN:
            return ready
        left = self.mode is Mode.LIVE and self.shown.page is Page.CHANGES and page is not Page.CHANGES
        ready = replace(ready, since=self.shown.room if left else self.since, is_neutral=False)
        return ready._showing(replace(ready.prepared, room=self.shown.room), self.seen_at)

    def take_up(self, room: Room, now: datetime) -> Stage:
        """Turn to the proposal discussed in ``room``: of all that is new there, the room is told of it alone."""
        ready = replace(self, prepared=replace(self.prepared, room=room))
        if self.mode is not Mode.FROZEN:
            seen = room if self.mode is Mode.LIVE else replace(self.shown.room, discussed=room.discussed)
            ready = replace(ready, shown=replace(self.shown, room=seen))
        return ready.choose(Page.PROPOSAL, now)

    def turn_list(self, list_page: int | None, now: datetime) -> Stage:
        """Show another part of a list that is longer than the screen, from 1; None: the part with what is discussed."""
        ready = replace(self, prepared=replace(self.prepared, list_page=list_page))
        if self.mode is Mode.FROZEN:
            return ready
        return ready._showing(replace(self.shown, list_page=list_page), self.seen_at)

    def neutral(self, on: bool) -> Stage:
        """Lay the neutral page over what is shown, or take it away."""
        left = on and not self.is_neutral and self.mode is Mode.LIVE
        return replace(self, is_neutral=on, since=self.shown.room if left else self.since)

    def of_another_round(self, room: Room, now: datetime) -> Stage:
        """Make another round ready. The room sees the neutral page until somebody shows it: it may not be for them."""
        first = Showing(Page.RANKING, room, text=self.prepared.text)
        return Stage(first, first, room, now, self.mode, is_neutral=True)

    def _raised(self, now: datetime) -> Stage:
        """Show what is made ready; what was seen until now is what changes are held against."""
        since = self.since if self.prepared.room == self.shown.room else self.shown.room
        return replace(self, since=since, is_neutral=False)._showing(self.prepared, now)

    def _showing(self, showing: Showing, now: datetime) -> Stage:
        before = self.since if showing.page is Page.CHANGES else None
        return replace(self, shown=replace(showing, before=before), seen_at=now)
