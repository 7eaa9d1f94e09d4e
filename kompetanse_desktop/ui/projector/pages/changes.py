"""What is new since the room saw it last."""

from __future__ import annotations

from kompetanse_desktop.domain.room import ChangeKind, RoomChange, changes
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.projector.lettering import line_height, width, wrapped
from kompetanse_desktop.ui.projector.pages.rows import Item, made, put_list
from kompetanse_desktop.ui.projector.pages.sheet import Sheet
from kompetanse_desktop.ui.projector.showing import Showing

SIGNS = {
    ChangeKind.MONEY: "kr",
    ChangeKind.IN: "+",
    ChangeKind.OUT: "−",
    ChangeKind.UP: "↑",
    ChangeKind.DOWN: "↓",
    ChangeKind.AMOUNT: "kr",
    ChangeKind.NAME: "»",
}


def lay_out(sheet: Sheet, showing: Showing) -> None:
    """Fill a sheet with the changes."""
    y = sheet.heading(say("New since last"))
    told = changes(showing.before, showing.room) if showing.before is not None else ()
    if not told:
        sheet.write(say("Nothing is new."), sheet.left, y, sheet.type.body, sheet.inner, colour="muted")
        sheet.lines.add(say("Nothing is new."))
    items = made([_item(sheet, each) for each in told])
    counted = put_list(sheet, items, y, sheet.foot, showing.list_page)
    sheet.write_foot(showing.room, counted=counted)


def _item(sheet: Sheet, change: RoomChange) -> Item:
    body, said = sheet.type.body, say(change.said)
    wide = max(width(sign, sheet.type.strong, True) for sign in SIGNS.values()) + body
    room = sheet.inner - wide - body * 1.5
    lines = wrapped(said, body, False, room, 2)
    step = line_height(body)
    titled = bool(change.title)
    high = step * (len(lines) + titled) + body * 0.6

    def put(y: float) -> None:
        sheet.block(sheet.left, y, sheet.inner, high, "row", radius=body / 6)
        x, line_y = sheet.left + body * 0.75, y + body * 0.3
        sheet.write(SIGNS[change.kind], x, line_y, sheet.type.strong, wide, ground="row", bold=True)
        if titled:
            sheet.write(change.title, x + wide, line_y, body, room, ground="row", bold=True)
            line_y += step
        for line in lines:
            sheet.write(line, x + wide, line_y, body, room, colour="muted", ground="row")
            line_y += step

    return Item(high + body * 0.25, put, f"{change.title}: {said}" if titled else said)
