"""What it takes to go from one state of a round to another: as few edits as tell it, exact both ways."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from kompetanse_desktop.domain.board import Board, Lane, Place
from kompetanse_desktop.domain.change import Edit, Value
from kompetanse_desktop.domain.state import RoundState


def edits_between(before: RoundState, after: RoundState) -> tuple[Edit, ...]:
    """Give the edits that make ``after`` out of ``before``, and taken back make ``before`` of ``after``.

    Cards that keep their order in a lane are left alone; each of the others is put right below the
    one that stands above it in ``after``.
    """
    edits: list[Edit] = []
    if before.round != after.round:
        edits.append(Edit("", before.round, after.round))
    gone = [ref for ref in before.proposals if ref not in after.proposals]
    edits += _changed(before.standings, after.standings, leaving=True)
    edits += _leaving(before.board, gone)
    edits += _changed(before.proposals, after.proposals, leaving=True)
    edits += _changed(before.proposals, after.proposals, leaving=False)
    edits += _moving(before.board.removed(gone), after.board)
    edits += _changed(before.standings, after.standings, leaving=False)
    return tuple(edits)


def _changed(before: Mapping[str, Value], after: Mapping[str, Value], *, leaving: bool) -> Iterator[Edit]:
    """Give the edits of values that are gone (``leaving``), or of those that are new or others."""
    if leaving:
        yield from (Edit(ref, value, None) for ref, value in before.items() if ref not in after)
    else:
        yield from (Edit(ref, before.get(ref), value) for ref, value in after.items() if before.get(ref) != value)


def _leaving(board: Board, refs: list[str]) -> Iterator[Edit]:
    """Take cards off the board, the lowest first, so that each is where it says when its turn comes."""
    places = {ref: Place(lane, at) for lane in Lane for at, ref in enumerate(board[lane], start=1)}
    for ref in sorted(refs, key=lambda ref: (places[ref].lane, -places[ref].position)):
        yield Edit(ref, places[ref], None)


def _moving(board: Board, target: Board) -> Iterator[Edit]:
    staying = {ref for lane in Lane for ref in _in_order(board[lane], target[lane])}
    for lane in Lane:
        above: str | None = None
        for ref in target[lane]:
            if ref not in staying:
                old = board.place_of(ref) if ref in board else None
                if old is not None:
                    board = board.removed((ref,))
                place = Place(lane, 1 if above is None else board.place_of(above).position + 1)
                board = board.put(ref, place)
                if place != old:
                    yield Edit(ref, old, place)
            above = ref


def _in_order(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    """Give the longest run of cards, with others between them, that stand in the same order in both."""
    old = {ref: at for at, ref in enumerate(before)}
    ends: list[int] = []
    last: list[str] = []
    previous: dict[str, str | None] = {}
    for ref in after:
        if ref in old:
            at = bisect_left(ends, old[ref])
            previous[ref] = last[at - 1] if at else None
            ends[at : at + 1] = [old[ref]]
            last[at : at + 1] = [ref]
    step = last[-1] if last else None
    while step is not None:
        yield step
        step = previous[step]
