"""The sums by network: what each asks for and is recommended, as figures and as bars."""

from __future__ import annotations

from kompetanse_desktop.domain.room import NetworkShare
from kompetanse_desktop.text import number, say
from kompetanse_desktop.ui.projector.lettering import line_height, width
from kompetanse_desktop.ui.projector.pages.rows import Item, made, put_list
from kompetanse_desktop.ui.projector.pages.sheet import Sheet
from kompetanse_desktop.ui.projector.placed import Side
from kompetanse_desktop.ui.projector.showing import Showing


def lay_out(sheet: Sheet, showing: Showing) -> None:
    """Fill a sheet with the sums."""
    room = showing.room
    y = sheet.heading(say("By network"))
    asked, given = sum(n.requested for n in room.networks), sum(n.recommended for n in room.networks)
    table = _Table(sheet, room.networks, asked, given)
    table.write_head(y)
    y += line_height(sheet.type.body) * 1.2
    items = [table.row(number, share) for number, share in enumerate(room.networks)]
    items.append(table.total())
    sheet.write_foot(room, counted=put_list(sheet, made(items), y, sheet.foot, showing.list_page))


class _Table:
    def __init__(self, sheet: Sheet, shares: tuple[NetworkShare, ...], asked: int, given: int) -> None:
        self._sheet, self._asked, self._given = sheet, asked, given
        self._most = max((max(s.requested, s.recommended) for s in shares), default=0) or 1
        body = sheet.type.body
        heads = (say("Requested"), say("Recommended"))
        figures = [number(nok) for s in shares for nok in (s.requested, s.recommended)] + [number(asked)]
        wide = max(width(text, body, True) for text in (*heads, *figures)) + body
        self._given_x, self._asked_x = sheet.right - body * 0.5, sheet.right - body * 0.5 - wide
        self._wide = wide
        self._step = line_height(body) * 1.2
        self._bar = body * 0.5

    def write_head(self, y: float) -> None:
        """Put the heads of the columns."""
        self._figures(y, say("Requested"), say("Recommended"), "muted", bold=False, ground="ground")

    def row(self, at: int, share: NetworkShare) -> Item:
        """Make the row of one network, with its bars."""
        sheet, body = self._sheet, self._sheet.type.body
        name = share.name or say("no network")
        high = self._step + self._bar * 2.6

        def put(y: float) -> None:
            sheet.block(sheet.left, y, sheet.inner, high, "row", radius=body / 6)
            sheet.block(sheet.left, y, body * 0.3, high, f"network{at}")
            x = sheet.left + body * 0.9
            top = y + body * 0.15
            sheet.write(name, x, top, body, self._asked_x - self._wide - x, ground="row")
            self._figures(top, number(share.requested), number(share.recommended), "ink", bold=False, ground="row")
            scale = (sheet.inner - body * 1.8) / self._most
            below = y + self._step
            sheet.block(x, below, share.requested * scale, self._bar, "", outline=f"network{at}", outline_width=2)
            sheet.block(x, below + self._bar * 1.2, share.recommended * scale, self._bar, f"network{at}")

        return Item(high + body * 0.25, put, self._spoken(name, share.requested, share.recommended))

    def total(self) -> Item:
        """Make the last row."""
        sheet, body = self._sheet, self._sheet.type.body

        def put(y: float) -> None:
            x = sheet.left + body * 0.9
            sheet.write(say("Sum"), x, y, body, self._asked_x - self._wide - x, bold=True)
            self._figures(y, number(self._asked), number(self._given), "ink", bold=True, ground="ground")

        return Item(self._step, put, self._spoken(say("Sum"), self._asked, self._given))

    def _figures(self, y: float, asked: str, given: str, colour: str, *, bold: bool, ground: str) -> None:
        for text, x in ((asked, self._asked_x), (given, self._given_x)):
            self._sheet.write(
                *(text, x, y, self._sheet.type.body, self._wide),
                colour=colour,
                ground=ground,
                bold=bold,
                side=Side.RIGHT,
            )

    @staticmethod
    def _spoken(name: str, asked: int, given: int) -> str:
        return say(
            "{name}: requested {asked_nok}, recommended {given_nok}", name=name, asked_nok=asked, given_nok=given
        )
