"""From what is shown to what stands where: the one way to the room's screen, its thumbnail, and its spoken list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kompetanse_desktop.ui.projector.pages import changes, plain, proposal, ranking, result, sums
from kompetanse_desktop.ui.projector.pages.sheet import Sheet
from kompetanse_desktop.ui.projector.placed import Placed
from kompetanse_desktop.ui.projector.showing import Page, Showing


@dataclass(frozen=True)
class LaidOut:
    """A page as it is painted, and what it says line by line, also what is on another part of a long list.

    Of a list longer than the screen it has ``part``, counted from 1, of so many ``parts``. The lines are made when
    they are asked for.
    """

    placed: tuple[Placed, ...]
    lines: Sequence[str]
    part: int = 1
    parts: int = 1


_PAGES = {
    Page.RANKING: ranking.lay_out,
    Page.PROPOSAL: proposal.lay_out,
    Page.CHANGES: changes.lay_out,
    Page.SUMS: sums.lay_out,
    Page.RESULT: result.lay_out,
    Page.NEUTRAL: plain.lay_out_neutral,
}


def lay_out(showing: Showing, width: float, height: float, zoom: float = 1.0, now: datetime | None = None) -> LaidOut:
    """Lay a page out on a screen of so many pixels. ``now`` is for the clock of the text page."""
    sheet = Sheet(width, height, zoom)
    sheet.block(0, 0, width, height, "ground")
    if showing.page is Page.TEXT:
        plain.lay_out_text(sheet, showing, now or datetime.now())
    else:
        _PAGES[showing.page](sheet, showing)
    return LaidOut(tuple(sheet.placed), sheet.lines, sheet.part, sheet.parts)
