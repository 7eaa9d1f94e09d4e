"""The head of the ranking: the money left, biggest; the sums beside it; and the bar of where it goes."""

from __future__ import annotations

from kompetanse_desktop.domain.room import Room
from kompetanse_desktop.text import money, say
from kompetanse_desktop.ui.projector.lettering import line_height, width
from kompetanse_desktop.ui.projector.pages.sheet import Sheet
from kompetanse_desktop.ui.projector.placed import Side


def sums(room: Room) -> list[str]:
    """Give the sums beside the money left, one line each."""
    lines = [say("Frame {nok_nok}", nok_nok=room.frame), say("Available {nok_nok}", nok_nok=room.available)]
    lines.append(say("Recommended {nok_nok}", nok_nok=room.recommended))
    if room.places is not None:
        lines.append(say("{used} of {places} places", used=len(room.ranked), places=room.places))
    return lines


def write_money(sheet: Sheet, room: Room) -> float:
    """Put the money at the top; give where what follows begins."""
    type_, y = sheet.type, sheet.top
    caption = say("Left to share out") if not room.over else say("Too much is recommended")
    sheet.write(caption, sheet.left, y, type_.body, sheet.inner / 2, colour="bad" if room.over else "muted")
    y += line_height(type_.body)
    lines = sums(room)
    beside = max(width(line, type_.body) for line in lines) + type_.body
    pixels = type_.huge
    while pixels > type_.large and width(money(room.remaining), pixels, True) > sheet.inner - beside:
        pixels -= 2
    colour = "bad" if room.over else "good"
    sheet.write(money(room.remaining), sheet.left, y, pixels, sheet.inner - beside, colour=colour, bold=True)
    bottom = y + line_height(pixels)
    step = line_height(type_.body)
    first = max(sheet.top, bottom - step * len(lines) - (bottom - y) * 0.08)
    for number, line in enumerate(lines):
        line_y = first + number * step
        sheet.write(line, sheet.right, line_y, type_.body, beside, colour="muted", side=Side.RIGHT)
    bottom = max(bottom, first + step * len(lines))
    return write_bar(sheet, room, bottom + type_.small * 0.3)


def write_bar(sheet: Sheet, room: Room, y: float) -> float:
    """Put the frame as a bar: what is tied hatched, a piece for each network; give where what follows begins."""
    high = sheet.type.small * 1.45
    whole = max(room.frame, room.tied + room.recommended, 1)
    sheet.block(sheet.left, y, sheet.inner, high, "empty", radius=high / 6)
    x = sheet.left
    pieces = [("tied", "tied_stripe", say("tied up"), room.tied)]
    pieces += [(f"network{number}", "", net.name, net.recommended) for number, net in enumerate(room.networks)]
    for fill, stripe, name, nok in pieces:
        if nok <= 0:
            continue
        wide = sheet.inner * nok / whole
        sheet.block(x, y, max(wide - 2, 1), high, fill, stripe=stripe)
        pixels = sheet.type.small
        if name and not stripe and width(name, pixels) <= wide - pixels:
            inset = (high - line_height(pixels)) / 2
            sheet.write(name, x + wide / 2, y + inset, pixels, wide, colour="on_network", ground=fill, side=Side.CENTRE)
        x += wide
    if room.over:
        end = sheet.left + sheet.inner * room.frame / whole
        sheet.block(end - 3, y - 4, 6, high + 8, "too_much")
    return y + high + sheet.type.small * 0.9
