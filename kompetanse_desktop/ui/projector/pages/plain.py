"""The pages without figures: a text the operator writes, with a clock; and the neutral page."""

from __future__ import annotations

from datetime import datetime

from kompetanse_desktop.text import say
from kompetanse_desktop.ui.projector.lettering import line_height, width, wrapped
from kompetanse_desktop.ui.projector.pages.sheet import Sheet, round_name
from kompetanse_desktop.ui.projector.placed import Side
from kompetanse_desktop.ui.projector.showing import Showing

MOST_LINES = 12
"""More than the operator can write; a text is made smaller, never cut, as long as it can be read."""
TEXT_PART = 0.6
"""Of the screen's height."""


def lay_out_text(sheet: Sheet, showing: Showing, now: datetime) -> None:
    """Fill a sheet with the operator's text, as large as it can be, and what the clock is."""
    pixels = sheet.type.size(4.2)
    lines = wrapped(showing.text, pixels, True, sheet.inner, MOST_LINES)
    while pixels > sheet.type.strong and len(lines) * line_height(pixels) > sheet.h * TEXT_PART:
        pixels = max(sheet.type.strong, round(pixels * 0.88))
        lines = wrapped(showing.text, pixels, True, sheet.inner, MOST_LINES)
    fit = int(sheet.h * TEXT_PART / line_height(pixels))
    lines = wrapped(showing.text, pixels, True, sheet.inner, max(fit, 1))
    clock = sheet.type.large
    y = (sheet.h - len(lines) * line_height(pixels) - line_height(clock) * 1.4) / 2
    for line in lines:
        sheet.write(line, sheet.w / 2, y, pixels, sheet.inner, bold=True, side=Side.CENTRE)
        y += line_height(pixels)
    time = f"{now:%H.%M}"
    sheet.write(time, sheet.w / 2, y + line_height(clock) * 0.4, clock, sheet.inner, colour="muted", side=Side.CENTRE)
    sheet.lines.add(showing.text, time)
    sheet.write_foot(showing.room)


def lay_out_neutral(sheet: Sheet, showing: Showing) -> None:
    """Fill a sheet with nothing but which round it is."""
    name = round_name(showing.room)
    pixels = sheet.type.size(2.6)
    while pixels > sheet.type.small and width(name, pixels, True) > sheet.inner:
        pixels -= 2
    y = (sheet.h - line_height(pixels)) / 2
    sheet.write(name, sheet.w / 2, y, pixels, sheet.inner, bold=True, side=Side.CENTRE)
    if showing.room.example:
        below = y + line_height(pixels)
        sheet.write(say("example"), sheet.w / 2, below, sheet.type.body, sheet.inner, colour="muted", side=Side.CENTRE)
    sheet.lines.add(name)
