"""One proposal, large: what it is, who takes part, and what it asks for and would get."""

from __future__ import annotations

from kompetanse_desktop import labels
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.room import Discussed, YearAmounts
from kompetanse_desktop.text import money, say, say_count
from kompetanse_desktop.ui.projector.lettering import line_height, width, wrapped
from kompetanse_desktop.ui.projector.pages.sheet import Sheet
from kompetanse_desktop.ui.projector.placed import Side
from kompetanse_desktop.ui.projector.showing import Showing

MOST_TITLE, MOST_FACT = 3, 3
"""Lines of a title, and of one fact."""
SIZES = (1.9, 1.6, 1.4, 1.16)
"""Of facts and amounts, in least sizes: the first that there is room for."""


def lay_out(sheet: Sheet, showing: Showing) -> None:
    """Fill a sheet with the proposal that is up now, its facts as large as there is room for."""
    up = showing.room.discussed
    sheet.write_foot(showing.room)
    if up is None:
        nothing = say("No proposal is up now.")
        sheet.heading(nothing)
        sheet.lines.add(nothing)
        return
    facts = _facts(up)
    sheet.lines.add(up.title, *(f"{name}: {said}" for name, said in facts), *map(_spoken, up.amounts))
    bottom = sheet.foot - sheet.type.small * 0.6
    for most, parts in (*((MOST_TITLE, parts) for parts in SIZES), (MOST_TITLE - 1, SIZES[-1]), (1, SIZES[-1])):
        pixels = sheet.type.size(parts)
        head, table, amounts = _Head(sheet, up, most), _Facts(sheet, facts, pixels), _Amounts(sheet, up.amounts, pixels)
        if sheet.top + head.height + table.height + amounts.height <= bottom:
            break
    y = table.write(head.write(), bottom - amounts.height)
    amounts.write(y, table.wide)


class _Head:
    """Where it stands in the order, and its title in at most so many lines."""

    def __init__(self, sheet: Sheet, up: Discussed, most: int) -> None:
        self._sheet, self._up = sheet, up
        self._lines = wrapped(up.title, sheet.type.large, True, sheet.inner - sheet.type.body, most)

    @property
    def height(self) -> float:
        """How high it is with the space below it."""
        type_ = self._sheet.type
        return line_height(type_.body) * 1.15 + len(self._lines) * line_height(type_.large) + type_.small

    def write(self) -> float:
        """Put it at the top; give where what follows begins."""
        sheet, type_, up = self._sheet, self._sheet.type, self._up
        sheet.write(_standing(up), sheet.left, sheet.top, type_.body, sheet.inner, colour="muted")
        y = sheet.top + line_height(type_.body) * 1.15
        high = len(self._lines) * line_height(type_.large) - type_.small * 0.4
        sheet.block(sheet.left, y + type_.small * 0.2, type_.body * 0.3, high, f"network{up.network}")
        for line in self._lines:
            sheet.write(line, sheet.left + type_.body, y, type_.large, sheet.inner, bold=True)
            y += line_height(type_.large)
        return sheet.top + self.height


def _standing(up: Discussed) -> str:
    if up.lane is Lane.PRIORITISED:
        place = say("number {rank} in the order", rank=up.rank)
    elif up.lane is Lane.RESERVE:
        place = say("number {rank} in the reserve", rank=up.rank)
    else:
        place = ""
    return " · ".join(filter(None, (say("Proposal {ref}", ref=up.ref), place)))


def _facts(up: Discussed) -> list[tuple[str, str]]:
    new = {True: say("continued"), False: say("new"), None: ""}[up.continued]
    years = "" if up.duration_years is None else say_count("{count} year", "{count} years", up.duration_years)
    facts = [
        (say("Applicant"), up.applicant),
        (say("Participants"), ", ".join(up.participants)),
        (say("UH partner"), ", ".join(up.universities)),
        (say("Target group"), ", ".join(say(labels.TARGET_GROUP[one]) for one in up.target_groups)),
        (say("Kind of measure"), ", ".join(say(labels.MEASURE_KIND[one]) for one in up.measure_kinds)),
        (say("Duration"), ", ".join(filter(None, (years, new)))),
    ]
    return [(name, said) for name, said in facts if said]


class _Facts:
    """The facts as a table of names and texts in one size."""

    def __init__(self, sheet: Sheet, facts: list[tuple[str, str]], pixels: int) -> None:
        self._sheet, self._pixels = sheet, pixels
        self._step = line_height(pixels)
        wide = max((width(name, pixels) for name, _ in facts), default=0) + pixels
        self.wide = min(wide, sheet.inner * 0.4)
        self._rows = [(name, wrapped(said, pixels, False, sheet.inner - self.wide, MOST_FACT)) for name, said in facts]

    @property
    def height(self) -> float:
        """How high it is with every row."""
        return sum(self._high(lines) for _, lines in self._rows)

    def _high(self, lines: tuple[str, ...]) -> float:
        return self._step * (len(lines) + 0.18)

    def write(self, y: float, bottom: float) -> float:
        """Put the rows that there is room for; give where the last ends."""
        sheet = self._sheet
        for name, lines in self._rows:
            if y + self._step * len(lines) > bottom:
                break
            sheet.write(name, sheet.left, y, self._pixels, self.wide, colour="muted")
            for number, line in enumerate(lines):
                x = sheet.left + self.wide
                sheet.write(line, x, y + number * self._step, self._pixels, sheet.inner - self.wide)
            y += self._high(lines)
        return y


class _Amounts:
    """What is asked for and recommended, a row a year, in the size of the facts."""

    def __init__(self, sheet: Sheet, amounts: tuple[YearAmounts, ...], pixels: int) -> None:
        self._sheet, self._amounts, self._pixels = sheet, amounts, pixels
        self._step = line_height(pixels) * 1.05
        self._columns = [(say("Requested"), [_money(each.requested) for each in amounts])]
        if any(each.recommended is not None for each in amounts):
            self._columns.append((say("Recommended"), [_money(each.recommended) for each in amounts]))

    @property
    def height(self) -> float:
        """How high it is with its heads and the line above them."""
        return self._step * (len(self._amounts) + 1) + self._pixels * 0.9

    def write(self, y: float, left: float) -> None:
        """Put it with the years at the margin, and the figures from ``left`` of it on."""
        sheet, pixels = self._sheet, self._pixels
        sheet.block(sheet.left, y + pixels * 0.4, sheet.inner, max(2.0, sheet.h / 400), "rule")
        top = y + pixels * 0.7
        for number, each in enumerate(self._amounts, start=1):
            sheet.write(str(each.year), sheet.left, top + number * self._step, pixels, left, colour="muted")
        edge = sheet.left + left
        room = (sheet.inner - left) / len(self._columns)
        for place, (head, texts) in enumerate(self._columns):
            bold = place == len(self._columns) - 1
            wide = max(width(head, pixels), *(width(text, pixels, bold) for text in texts))
            right = min(edge + wide, sheet.left + left + room * (place + 1))
            sheet.write(head, right, top, pixels, room, colour="muted", side=Side.RIGHT)
            for number, text in enumerate(texts, start=1):
                sheet.write(text, right, top + number * self._step, pixels, room, bold=bold, side=Side.RIGHT)
            edge = right + pixels * 1.4


def _money(nok: int | None) -> str:
    return say("unknown") if nok is None else money(nok)


def _spoken(each: YearAmounts) -> str:
    asked = say("amount unknown") if each.requested is None else money(each.requested)
    parts = [say("{year}: asks for {amount}", year=str(each.year), amount=asked)]
    if each.recommended is not None:
        parts.append(say("recommended {amount}", amount=money(each.recommended)))
    return " · ".join(parts)
