"""The order: the money left, the ranked proposals with running sums, the line, and the reserve below it."""

from __future__ import annotations

from dataclasses import dataclass

from kompetanse_desktop.domain.ranking import Limit
from kompetanse_desktop.domain.room import Cut, ReserveRow, Room, Row
from kompetanse_desktop.text import money, number, say
from kompetanse_desktop.ui.projector.lettering import line_height, metrics, width
from kompetanse_desktop.ui.projector.pages.money import write_money
from kompetanse_desktop.ui.projector.pages.rows import Items, put_list
from kompetanse_desktop.ui.projector.pages.sheet import Sheet
from kompetanse_desktop.ui.projector.placed import Side
from kompetanse_desktop.ui.projector.showing import Showing


def lay_out(sheet: Sheet, showing: Showing) -> None:
    """Fill a sheet with the ranking."""
    room = showing.room
    y = write_money(sheet, room)
    if not room.ranked and not room.reserve:
        nothing = say("Nothing is put in order yet.")
        sheet.write(nothing, sheet.left, y, sheet.type.body, sheet.inner, colour="muted")
        sheet.lines.add(nothing)
    items = Rows(sheet, room, sheet.foot - y).items()
    counted = put_list(sheet, items, y, sheet.foot, showing.list_page)
    told = "" if room.discussed is None else say("now: {title}", title=room.discussed.title)
    sheet.write_foot(room, told, counted)


@dataclass(frozen=True)
class Border:
    """A dashed line between rows, with words at its ends: where the money ends, or the reserve begins."""

    left: str
    right: str


Entry = Row | ReserveRow | Border


class Rows:
    """Makes the rows of a ranking for a sheet on demand; all columns as wide as their widest figure.

    ``space`` is how high the list may be. Where every row has room for it, the applicant stands below the title,
    else after it.
    Without ``sums`` it is the result: those that there is money and a place for, and nothing after them.
    """

    def __init__(self, sheet: Sheet, room: Room, space: float, *, sums: bool = True, now: bool = True) -> None:
        self._sheet, self._room, self._sums = sheet, room, sums
        self._up = room.discussed.ref if now and room.discussed is not None else None
        self._entries = self._in_order() if sums else [row for row in room.ranked if row.inside]
        type_ = sheet.type
        body = type_.body
        self._gap = body * 0.22
        self._measure()
        self._high = max(line_height(body) * 1.42, line_height(type_.strong) * 1.1)
        self._line_high = line_height(type_.small) * 1.0 + type_.small * 0.55
        around = body * 3.4 + self._rank_width
        self._stacked = sheet.inner - around - self._amount_width - self._side_width < body * 9
        if self._stacked:
            self._high += line_height(body)
        taller = self._high + line_height(type_.small) * 0.9
        self._has_applicants = not self._stacked and sum(self._heights(taller)) <= space
        if self._has_applicants:
            self._high = taller

    def _in_order(self) -> list[Entry]:
        """Give the rows in order, with the borders where they go."""
        room = self._room
        entries: list[Entry] = list(room.ranked)
        if room.cut is not None:
            entries.insert(room.cut.after, Border(_within(room, room.cut), _beyond(room.cut)))
        if room.reserve:
            available = say("Available {nok_nok}", nok_nok=room.available) if room.cut is None else ""
            entries += [Border(available, say("Reserve")), *room.reserve]
        return entries

    def _measure(self) -> None:
        """Find the widths of the columns. Figures are equally wide, so that the greatest is the widest."""
        room, type_ = self._room, self._sheet.type
        listed: list[Row | ReserveRow] = [*room.ranked, *room.reserve]
        amounts = {row.amount for row in listed}
        texts = [number(max((nok for nok in amounts if nok is not None), default=0))]
        texts += [say("unknown")] if None in amounts else []
        self._amount_width = max(width(text, type_.body) for text in texts) + 1
        lacks = {row.missing for row in room.reserve}
        sides = [
            _sum(max((row.running_sum for row in room.ranked), default=0)),
            *({_lacks(max(lacks)), _lacks(min(lacks))} if lacks else ()),
        ]
        self._side_width = max(width(text, type_.body) for text in sides) + 1 if self._sums else 0
        ranks = [str(len(room.ranked)), *([f"R{len(room.reserve)}"] if room.reserve else [])]
        self._rank_width = max(width(text, type_.strong, True) for text in ranks) + type_.body * 0.8

    def _heights(self, row: float) -> list[float]:
        return [self._line_high if isinstance(entry, Border) else row + self._gap for entry in self._entries]

    def items(self) -> Items:
        """Give the rows in order, with the line where it goes."""
        entries, up = self._entries, self._up
        borders = frozenset(at for at, entry in enumerate(entries) if isinstance(entry, Border))
        places = (at for at, entry in enumerate(entries) if not isinstance(entry, Border) and entry.ref == up)
        wanted = None if up is None else next(places, None)
        return Items(self._heights(self._high), self._put, self._said, wanted, borders)

    def _said(self, at: int) -> str:
        entry = self._entries[at]
        if isinstance(entry, Border):
            return " · ".join(filter(None, (entry.left, entry.right)))
        spoken = spoken_row(entry) if isinstance(entry, Row) else spoken_reserve(entry)
        return f"{spoken}, {say('up now')}" if entry.ref == self._up else spoken

    def _put(self, at: int, y: float) -> None:
        entry = self._entries[at]
        if isinstance(entry, Border):
            self._put_border(y, entry)
        elif isinstance(entry, Row):
            self._put_row(y, entry, str(entry.rank), _sum(entry.running_sum), pale=not entry.inside)
        else:
            self._put_row(y, entry, f"R{entry.rank}", _lacks(entry.missing), pale=True)

    def _put_row(self, y: float, row: Row | ReserveRow, rank: str, side: str, *, pale: bool) -> None:
        sheet, body, strong = self._sheet, self._sheet.type.body, self._sheet.type.strong
        now = row.ref == self._up
        ground, ink = "now" if now else "row", "muted" if pale else "ink"
        self._put_ground(y, row.network, ground, now=now)
        middle = y + (self._high - line_height(body)) / 2
        upper = y + self._gap if self._stacked else middle
        lower = upper + line_height(body) if self._stacked else middle
        x = sheet.left + body * 0.75
        rank_y = upper - (line_height(strong) - line_height(body)) / 2
        sheet.write(rank, x, rank_y, strong, self._rank_width, colour=ink, ground=ground, bold=True)
        x += self._rank_width
        edge = right = sheet.right - body * 0.5
        if self._sums:
            sheet.write(side, right, lower, body, self._side_width, colour="muted", ground=ground, side=Side.RIGHT)
            edge -= self._side_width + body * 0.9
        sheet.write(_amount(row), edge, lower, body, self._amount_width, colour=ink, ground=ground, side=Side.RIGHT)
        room = (right if self._stacked else edge - self._amount_width - body * 0.6) - x
        if self._has_applicants and row.applicant:
            small = sheet.type.small
            upper = y + (self._high - line_height(body) - line_height(small) * 0.95) / 2
            below = upper + line_height(body) * 0.95
            sheet.write(row.applicant, x, below, small, room, colour="muted", ground=ground)
        sign = self._put_now(x, upper, room, row.title) if now else 0
        taken = sheet.write(row.title, x, upper, body, room - sign, colour=ink, ground=ground) + sign
        if not self._has_applicants and not self._stacked:
            self._put_beside(row.applicant, x + taken, upper, room - taken, ground)

    def _put_ground(self, y: float, network: int, ground: str, *, now: bool) -> None:
        """Put what the row stands on, in a frame where it is up now, and the colour of its network."""
        sheet, body = self._sheet, self._sheet.type.body
        sheet.block(
            *(sheet.left, y, sheet.inner, self._high, ground),
            radius=body / 6,
            outline="now_frame" if now else "",
            outline_width=max(2.0, sheet.h / 270) if now else 0,
        )
        sheet.block(sheet.left, y, body * 0.3, self._high, f"network{network}", radius=body / 12)

    def _put_beside(self, applicant: str, x: float, y: float, room: float, ground: str) -> None:
        """Put the applicant after the title, where there is room for the whole."""
        sheet, small, body = self._sheet, self._sheet.type.small, self._sheet.type.body
        if applicant and small + width(applicant, small) <= room:
            base = y + metrics(body).ascent() - metrics(small).ascent()
            sheet.write(applicant, x + small * 0.9, base, small, room, colour="muted", ground=ground)

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

    def _put_border(self, y: float, border: Border) -> None:
        sheet, small = self._sheet, self._sheet.type.small
        sheet.dashes(y + small * 0.12, "bad")
        text_y = y + small * 0.2
        half = sheet.inner / 2
        taken = sheet.write(border.right, sheet.right, text_y, small, half, colour="bad", side=Side.RIGHT)
        sheet.write(border.left, sheet.left, text_y, small, sheet.inner - taken - small, colour="bad")


def spoken_row(row: Row) -> str:
    """Say a ranked proposal as the board says it: rank, title, applicant, amount, running sum, inside or not."""
    amount = say("amount unknown") if row.amount is None else money(row.amount)
    inside = say("inside the money") if row.inside else say("below the line")
    parts = (f"{row.rank}. {row.title}", row.applicant, amount, say("sum {sum_nok}", sum_nok=row.running_sum), inside)
    return ", ".join(filter(None, parts))


def spoken_reserve(row: ReserveRow) -> str:
    """Say a proposal of the reserve, and what it lacks."""
    amount = say("amount unknown") if row.amount is None else money(row.amount)
    return ", ".join(filter(None, (f"R{row.rank}. {row.title}", row.applicant, amount, _lacks(row.missing))))


def _amount(row: Row | ReserveRow) -> str:
    return say("unknown") if row.amount is None else number(row.amount)


def _sum(nok: int) -> str:
    return say("sum {sum}", sum=number(nok))


def _lacks(nok: int) -> str:
    return say("{missing} missing", missing=number(nok)) if nok else say("there is room")


def _within(room: Room, cut: Cut) -> str:
    if cut.limit is Limit.PLACES:
        return say("▲ inside {places} places", places=room.places or 0)
    return say("▲ inside {available}", available=number(room.available))


def _beyond(cut: Cut) -> str:
    if cut.missing:
        return say("▼ {missing} too much", missing=number(cut.missing))
    return say("▼ {count} too many", count=cut.too_many)
