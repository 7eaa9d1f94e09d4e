"""The type of the room's screen: sizes from its height, so that it is read from the back row."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from kompetanse_desktop.ui import theme as look

LEAST_PART = 36
"""Nothing that is to be read is smaller than the screen's height divided by this."""

MOST_FOOT = 1.2


@dataclass(frozen=True)
class Scale:
    """Sizes in pixels on a screen so high, times the zoom of its monitor; never below the least.

    ``small`` captions and the foot · ``body`` rows · ``strong`` ranks and headings · ``large`` the title of
    one proposal · ``huge`` the money left.
    """

    height: float
    zoom: float = 1.0

    def size(self, parts: float) -> int:
        """Give so many least sizes, zoomed; in whole pixels, rounded up so that the least is kept."""
        return max(self.least, round(self.height / LEAST_PART * parts * self.zoom))

    @property
    def least(self) -> int:
        """The smallest size there is."""
        return math.ceil(self.height / LEAST_PART)

    @property
    def foot(self) -> int:
        """The size of the foot, which grows less than the rest: what is above it is what the room came for."""
        return max(self.least, min(self.small, round(self.least * MOST_FOOT)))

    @property
    def small(self) -> int:
        return self.size(1.0)

    @property
    def body(self) -> int:
        return self.size(1.16)

    @property
    def strong(self) -> int:
        return self.size(1.3)

    @property
    def large(self) -> int:
        return self.size(2.2)

    @property
    def huge(self) -> int:
        return self.size(3.7)


@lru_cache(maxsize=64)
def room_font(pixels: int, bold: bool = False) -> QFont:
    """Give the program's typeface in pixels, with figures that stand under each other."""
    made = QFont(look.FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@lru_cache(maxsize=64)
def metrics(pixels: int, bold: bool = False) -> QFontMetricsF:
    """Give the measures of a size."""
    return QFontMetricsF(room_font(pixels, bold))


@lru_cache(maxsize=4096)
def width(text: str, pixels: int, bold: bool = False) -> float:
    """Give how wide a text is, in pixels."""
    return metrics(pixels, bold).horizontalAdvance(text)


def line_height(pixels: int) -> float:
    """Give the height of one line of a size."""
    return metrics(pixels).height()


@lru_cache(maxsize=4096)
def fitted(text: str, pixels: int, bold: bool, room: float) -> str:
    """Give a text in one line; what there is no room for ends in an ellipsis."""
    if width(text, pixels, bold) <= room:
        return text
    return metrics(pixels, bold).elidedText(text, Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=1024)
def wrapped(text: str, pixels: int, bold: bool, room: float, most: int) -> tuple[str, ...]:
    """Break a text into at most so many lines; what there is no room for ends in an ellipsis."""
    layout = QTextLayout(text.replace("\n", " "), room_font(pixels, bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(room, 1))
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    lines = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if len(lines) > most:
        lines = [*lines[: most - 1], fitted(text[starts[most - 1] :].strip(), pixels, bold, room)]
    return tuple(lines)
