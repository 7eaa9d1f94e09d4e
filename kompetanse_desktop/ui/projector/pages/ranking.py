"""The order: the money left, the ranked proposals with running sums, the line, and the reserve below it."""

from __future__ import annotations

from kompetanse_desktop.domain.ranking import Limit
from kompetanse_desktop.domain.room import Cut, ReserveRow, Room, Row
from kompetanse_desktop.text import money, number, say
from kompetanse_desktop.ui.projector.lettering import line_height, width
from kompetanse_desktop.ui.projector.pages.money import write_money
from kompetanse_desktop.ui.projector.pages.rows import Item, part_of, put_part
from kompetanse_desktop.ui.projector.pages.sheet import Sheet
from kompetanse_desktop.ui.projector.placed import Side
from kompetanse_desktop.ui.projector.showing import Showing


def lay_out(sheet: Sheet, showing: Showing) -> None:
    """Fill a sheet with the ranking."""
    room = showing.room
    y = write_money(sheet, room)
    items = Rows(sheet, room).items()
    part = part_of(items, sheet.foot - y, showing.list_page)
    if not room.ranked and not room.reserve:
        nothing = say("Nothing is put in order yet.")
        sheet.write(nothing, sheet.left, y, sheet.type.body, sheet.inner, colour="muted")
        sheet.lines.append(nothing)
    put_part(part, y)
    sheet.lines += [item.spoken for item in items if item.spoken]
    told = "" if room.discussed is None else say("now: {title}", title=room.discussed.title)
    sheet.write_foot(room, told, part.counted)


class Rows:
    """Makes the rows of a ranking for a sheet; all columns as wide as their widest figure."""

    def __init__(self, sheet: Sheet, room: Room, *, sums: bool = True, now: bool = True) -> None:
        self._sheet, self._room, self._sums = sheet, room, sums
        self._up = room.discussed.ref if now and room.discussed is not None else None
        body = sheet.type.body
        self._gap = body * 0.22
        self._high = max(line_height(body) * 1.42, line_height(sheet.type.strong) * 1.1)
        self._inset = (self._high - line_height(body)) / 2
        amounts = [*map(_amount, room.ranked), *map(_amount, room.reserve)]
        self._amount_width = max((width(text, body) for text in amounts), default=0)
        sides = [*(_side(row) for row in room.ranked), *(_lacks(row) for row in room.reserve)] if sums else []
        self._side_width = max((width(text, body) for text in sides), default=0)
        ranks = [str(len(room.ranked)), *([f"R{len(room.reserve)}"] if room.reserve else [])]
        self._rank_width = max(width(text, sheet.type.strong, True) for text in ranks) + body * 0.8
        around = body * 3.4 + self._rank_width
        self._stacked = sheet.inner - around - self._amount_width - self._side_width < body * 9
        if self._stacked:
            self._high += line_height(body)

    def items(self) -> list[Item]:
        """Give the rows in order, with the line where it goes."""
        room = self._room
        items = [self._ranked(row) for row in room.ranked]
        if room.cut is not None:
            items.insert(room.cut.after, self._line(_within(room, room.cut), _beyond(room.cut)))
        if room.reserve:
            available = say("Available {nok_nok}", nok_nok=room.available) if room.cut is None else ""
            items.append(self._line(available, say("Reserve")))
            items += [self._reserve(row) for row in room.reserve]
        return items

    def inside(self) -> list[Item]:
        """Give the rows that there is money and a place for."""
        return [self._ranked(row) for row in self._room.ranked if row.inside]

    def _ranked(self, row: Row) -> Item:
        return self._row(row, str(row.rank), _side(row) if self._sums else "", spoken_row(row), pale=not row.inside)

    def _reserve(self, row: ReserveRow) -> Item:
        return self._row(row, f"R{row.rank}", _lacks(row) if self._sums else "", spoken_reserve(row), pale=True)

    def _row(self, row: Row | ReserveRow, rank: str, side: str, spoken: str, *, pale: bool) -> Item:
        now = row.ref == self._up
        if now:
            spoken = f"{spoken}, {say('up now')}"

        def put(y: float) -> None:
            self._put(y, row, rank, side, pale=pale, now=now)

        return Item(self._high + self._gap, put, spoken, wanted=now)

    def _put(self, y: float, row: Row | ReserveRow, rank: str, side: str, *, pale: bool, now: bool) -> None:
        sheet, body, strong = self._sheet, self._sheet.type.body, self._sheet.type.strong
        ground = "now" if now else "row"
        radius = body / 6
        frame = max(2.0, sheet.h / 270)
        sheet.block(
            *(sheet.left, y, sheet.inner, self._high, ground),
            radius=radius,
            outline="now_frame" if now else "",
            outline_width=frame if now else 0,
        )
        sheet.block(sheet.left, y, body * 0.3, self._high, f"network{row.network}", radius=radius / 2)
        ink = "muted" if pale else "ink"
        x, text_y = sheet.left + body * 0.75, y + (self._inset if not self._stacked else self._gap)
        rank_y = text_y - (line_height(strong) - line_height(body)) / 2
        sheet.write(rank, x, rank_y, strong, self._rank_width, colour=ink, ground=ground, bold=True)
        x += self._rank_width
        right = sheet.right - body * 0.5
        lower = text_y + (line_height(body) if self._stacked else 0)
        if side:
            sheet.write(side, right, lower, body, self._side_width, colour="muted", ground=ground, side=Side.RIGHT)
        edge = right - (self._side_width + body * 0.9 if self._side_width else 0)
        sheet.write(_amount(row), edge, lower, body, self._amount_width, colour=ink, ground=ground, side=Side.RIGHT)
        room = (right if self._stacked else edge - self._amount_width - body * 0.6) - x
        if now:
            room -= self._put_now(x, text_y, room, row.title)
        sheet.write(row.title, x, text_y, body, room, colour=ink, ground=ground)

    def _put_now(self, x: float, y: float, room: float, title: str) -> float:
        """Put the sign of what is up now right after the title; give the room it takes of it."""
        sheet, small = self._sheet, self._sheet.type.small
        word = say("NOW")
        wide = width(word, small, True) + small
        after = min(width(title, sheet.type.body), room - wide - small * 0.7)
        left = x + after + small * 0.7
        high = line_height(small)
        top = y + (line_height(sheet.type.body) - high) / 2
        sheet.block(left, top, wide, high, "now_frame", radius=small / 4)
        sheet.write(
            *(word, left + wide / 2, top, small, wide),
            colour="on_now_frame",
            ground="now_frame",
            bold=True,
            side=Side.CENTRE,
        )
        return wide + small * 0.7

    def _line(self, left: str, right: str) -> Item:
        sheet, small = self._sheet, self._sheet.type.small
        height = line_height(small) + small * 0.55

        def put(y: float) -> None:
            sheet.dashes(y + small * 0.12, "bad")
            text_y = y + small * 0.2
            taken = sheet.write(right, sheet.right, text_y, small, sheet.inner / 2, colour="bad", side=Side.RIGHT)
            sheet.write(left, sheet.left, text_y, small, sheet.inner - taken - small, colour="bad")

        return Item(height, put, " · ".join(filter(None, (left, right))), holds_next=True)


def spoken_row(row: Row) -> str:
    """Say a ranked proposal as the board says it: rank, title, applicant, amount, running sum, inside or not."""
    amount = say("amount unknown") if row.amount is None else money(row.amount)
    inside = say("inside the money") if row.inside else say("below the line")
    parts = (f"{row.rank}. {row.title}", row.applicant, amount, say("sum {sum_nok}", sum_nok=row.running_sum), inside)
    return ", ".join(filter(None, parts))


def spoken_reserve(row: ReserveRow) -> str:
    """Say a proposal of the reserve, and what it lacks."""
    amount = say("amount unknown") if row.amount is None else money(row.amount)
    return ", ".join(filter(None, (f"R{row.rank}. {row.title}", row.applicant, amount, _lacks(row))))


def _amount(row: Row | ReserveRow) -> str:
    return say("unknown") if row.amount is None else number(row.amount)


def _side(row: Row) -> str:
    return say("sum {sum}", sum=number(row.running_sum))


def _lacks(row: ReserveRow) -> str:
    return say("{missing} missing", missing=number(row.missing)) if row.missing else say("there is room")


def _within(room: Room, cut: Cut) -> str:
    if cut.limit is Limit.PLACES:
        return say("▲ inside {places} places", places=room.places or 0)
    return say("▲ inside {available}", available=number(room.available))


def _beyond(cut: Cut) -> str:
    if cut.missing:
        return say("▼ {missing} too much", missing=number(cut.missing))
    return say("▼ {count} too many", count=cut.too_many)
