"""What every page stands on: the screen's measures, its margins, and the foot with the name of the round."""

from __future__ import annotations

from dataclasses import dataclass, field

from kompetanse_desktop import labels
from kompetanse_desktop.domain.room import Room
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.projector.lettering import Scale, fitted, line_height, width
from kompetanse_desktop.ui.projector.lines import Lines
from kompetanse_desktop.ui.projector.placed import Block, Dashes, Letters, Placed, Side


def round_name(room: Room) -> str:
    """Say which round it is: «Kompetanseløftet · Vestland 2021»."""
    return f"{say(labels.SCHEME[room.scheme])} · {room.county} {room.year}"


@dataclass
class Sheet:
    """A screen of so many pixels being filled. ``placed`` is what is on it so far, ``lines`` what it says, in order.

    Of a list longer than the screen it has ``part``, counted from 1, of so many ``parts``.
    """

    w: float
    h: float
    zoom: float = 1.0
    placed: list[Placed] = field(default_factory=list)
    lines: Lines = field(default_factory=Lines)
    part: int = 1
    parts: int = 1

    def __post_init__(self) -> None:
        self.type = Scale(self.h, self.zoom)
        self.margin = self.w / 30

    @property
    def left(self) -> float:
        """The left margin's edge."""
        return self.margin

    @property
    def right(self) -> float:
        """The right margin's edge."""
        return self.w - self.margin

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.w - 2 * self.margin

    @property
    def top(self) -> float:
        """Where a page begins."""
        return self.h / 24

    @property
    def foot(self) -> float:
        """Where the foot begins, and a page ends."""
        return self.h - self.h / 36 - line_height(self.type.foot)

    def block(self, x: float, y: float, w: float, h: float, fill: str = "", **more: object) -> None:
        """Put a rectangle."""
        self.placed.append(Block(x, y, w, h, fill, **more))  # type: ignore[arg-type]

    def dashes(self, y: float, colour: str) -> None:
        """Put a dashed line across the page."""
        self.placed.append(Dashes(self.left, y, self.inner, colour, max(2.0, self.h / 300)))

    def write(
        self,
        text: str,
        x: float,
        y: float,
        pixels: int,
        room: float,
        *,
        colour: str = "ink",
        ground: str = "ground",
        bold: bool = False,
        side: Side = Side.LEFT,
    ) -> float:
        """Put one line of text in so much room; give how wide it came."""
        shown = fitted(text, pixels, bold, room)
        if shown:
            self.placed.append(Letters(shown, x, y, pixels, colour, ground, bold, side))
        return width(shown, pixels, bold)

    def heading(self, text: str) -> float:
        """Put the heading of a page; give where what follows begins."""
        self.write(text, self.left, self.top, self.type.large, self.inner, bold=True)
        return self.top + line_height(self.type.large) + self.type.small

    def write_foot(self, room: Room, told: str = "", counted: str = "") -> None:
        """Put the foot: what is up now at the left, which part of a long list, and the name of the round."""
        small, example = self.type.foot, say("example") if room.example else ""
        most = max(self.inner * 0.6, self.inner - width(f"{told}  ", small) - small * 2) if told else self.inner
        around = " · ".join(filter(None, (counted, "", example)))
        name = fitted(round_name(room), small, False, most - width(f"{around} · ", small))  # the rest is never cut
        whole = " · ".join(filter(None, (counted, name, example)))
        taken = self.write(whole, self.right, self.foot, small, most, colour="muted", side=Side.RIGHT)
        self.write(told, self.left, self.foot, small, self.inner - taken - small * 2, colour="muted")
