"""One type scale and one spacing scale, and how much larger than that everything is shown."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from kompetanse_desktop import paths

FONT_FILES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
FAMILY, SIGNS = "Noto Sans", "DejaVu Sans"
"""The typeface, and the one for signs it hasn't: arrows, the minus, ticks. Both come with the program."""

TINY, SMALL, BODY, STRONG, TITLE, HUGE = 11, 12, 13, 14, 17, 34
"""Type scale in pixels at 100 %."""

XXS, XS, S, M, L, XL = 2, 4, 8, 12, 16, 20
"""Spacing scale in pixels at 100 %."""

LEAST_ZOOM, MOST_ZOOM = 80, 200
STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
"""The sizes to choose between, in per cent."""


class _Scale:
    """How large everything is shown now, in per cent."""

    percent = 100


def zoom() -> float:
    """Give how many times larger than at 100 % texts and what goes with them are shown."""
    return _Scale.percent / 100


def zoom_percent() -> int:
    """Give the same in per cent."""
    return _Scale.percent


def set_zoom_percent(percent: int) -> None:
    """Make and measure everything in this size from now on; what is made already is ``zooming.rescale``'s."""
    _Scale.percent = min(max(percent, LEAST_ZOOM), MOST_ZOOM)


def next_step(percent: int, direction: int) -> int:
    """Give the nearest size above (1) or below (-1), in per cent; the same where there is none."""
    beyond = [step for step in STEPS if (step - percent) * direction > 0]
    if not beyond:
        return percent
    return min(beyond) if direction > 0 else max(beyond)


def px(length: float) -> int:
    """Give a length of 100 % as it is now, in whole pixels; what is something never becomes nothing."""
    scaled = round(abs(length) * zoom()) or (1 if length else 0)
    return scaled if length >= 0 else -scaled


def load_fonts() -> None:
    """Make the bundled typeface known to Qt; where a file is missing the system's own is used."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / name))


def font(size: int = BODY, *, bold: bool = False, zoom: float | None = None) -> QFont:
    """Give the program's typeface in a size of the scale; ``zoom`` where it is not to be the one of now."""
    made = QFont([FAMILY, SIGNS])
    made.setPixelSize(px(size) if zoom is None else round(size * zoom))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
