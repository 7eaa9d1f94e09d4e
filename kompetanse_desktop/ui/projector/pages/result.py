"""What was agreed: the measures that are recommended, the sum, and how it was agreed."""

from __future__ import annotations

from kompetanse_desktop.text import money, say, say_count
from kompetanse_desktop.ui.projector.lettering import line_height, wrapped
from kompetanse_desktop.ui.projector.pages.ranking import Rows
from kompetanse_desktop.ui.projector.pages.rows import put_list
from kompetanse_desktop.ui.projector.pages.sheet import Sheet
from kompetanse_desktop.ui.projector.showing import Showing


def lay_out(sheet: Sheet, showing: Showing) -> None:
    """Fill a sheet with the result."""
    room, type_ = showing.room, sheet.type
    y = sheet.heading(say("The forum recommends"))
    inside = [row for row in room.ranked if row.inside]
    given = sum(row.amount or 0 for row in inside)
    told = say_count(
        "one measure, {given_nok} of {available_nok}",
        "{count} measures, {given_nok} of {available_nok}",
        len(inside),
        given_nok=given,
        available_nok=room.available,
    )
    sheet.write(told, sheet.left, y, type_.strong, sheet.inner)
    y += line_height(type_.strong) * 1.35
    agreed = wrapped(room.agreement.strip(), type_.body, False, sheet.inner, 2) if room.agreement.strip() else ()
    bottom = sheet.foot - line_height(type_.body) * len(agreed) - (type_.small * 0.5 if agreed else 0)
    sheet.lines.add(told)
    items = Rows(sheet, room, bottom - y, sums=False, now=False).items()
    counted = put_list(sheet, items, y, bottom, showing.list_page)
    for number, line in enumerate(agreed):
        sheet.write(line, sheet.left, bottom + number * line_height(type_.body), type_.body, sheet.inner)
    left = say("left to share out: {remaining}", remaining=money(room.available - given))
    sheet.lines.add(room.agreement.strip(), left)
    sheet.write_foot(room, left, counted)
