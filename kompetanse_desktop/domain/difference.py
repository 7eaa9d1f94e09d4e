"""What it takes to go from one state of a round to another: as few edits as tell it, exact both ways."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

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


def edits_to_make(state: RoundState) -> tuple[Edit, ...]:
    """Give the edits that make a round out of nothing, its own terms first."""
    edits = [Edit("", None, state.round)]
    edits += [Edit(ref, None, proposal) for ref, proposal in state.proposals.items()]
    edits += [Edit(ref, None, Place(lane, at)) for lane in Lane for at, ref in enumerate(state.board[lane], start=1)]
    edits += [Edit(ref, None, standing) for ref, standing in state.standings.items()]
    return tuple(edits)


@dataclass(frozen=True)
class Difference:
    """One thing that isn't the same in two states of a round, as values of the domain.

    ``ref`` and ``title`` are empty where it is about the round itself. ``field`` is the name of the field
    of Round, Proposal or Standing, "lane" or "position" for where it stands, and "proposal" where only one
    of the two has it.
    """

    ref: str
    title: str
    field: str
    before: object
    after: object


def differences(before: RoundState, after: RoundState) -> Iterator[Difference]:
    """Tell what differs between two states of a round: its terms first, then proposal by proposal.

    Positions are told only of cards that must be moved to get from one order to the other, and only where
    they aren't the same: in a lane turned upside down the card in the middle has its old number.
    """
    yield from _fields("", "", before.round, after.round)
    gone = [ref for ref in before.proposals if ref not in after.proposals]
    moved = {edit.ref for edit in _moving(before.board.removed(gone), after.board)}
    here, there = _places(before.board), _places(after.board)
    for ref in dict.fromkeys((*before.proposals, *after.proposals)):
        old, new = before.proposals.get(ref), after.proposals.get(ref)
        if old is None or new is None:
            title = (old or new).title  # type: ignore[union-attr]
            yield Difference(ref, title, "proposal", old, new)
            continue
        yield from _fields(ref, old.title, old, new)
        yield from _fields(ref, old.title, before.standing(ref), after.standing(ref))
        if ref in moved:
            was, now = here[ref], there[ref]
            if was.lane is not now.lane:
                yield Difference(ref, old.title, "lane", was.lane, now.lane)
            elif was.position != now.position:
                yield Difference(ref, old.title, "position", was.position, now.position)


def _fields(ref: str, title: str, before: Value, after: Value) -> Iterator[Difference]:
    for field in fields(before):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if one != other:
            yield Difference(ref, title, field.name, one, other)


def _changed(before: Mapping[str, Value], after: Mapping[str, Value], *, leaving: bool) -> Iterator[Edit]:
    """Give the edits of values that are gone (``leaving``), or of those that are new or others."""
    if leaving:
        yield from (Edit(ref, value, None) for ref, value in before.items() if ref not in after)
    else:
        yield from (Edit(ref, before.get(ref), value) for ref, value in after.items() if before.get(ref) != value)


def _leaving(board: Board, refs: list[str]) -> Iterator[Edit]:
    """Take cards off the board, the lowest first, so that each is where it says when its turn comes."""
    places = _places(board)
    for ref in sorted(refs, key=lambda ref: (places[ref].lane, -places[ref].position)):
        yield Edit(ref, places[ref], None)


def _places(board: Board) -> dict[str, Place]:
    return {ref: Place(lane, at) for lane in Lane for at, ref in enumerate(board[lane], start=1)}


def _moving(board: Board, target: Board) -> Iterator[Edit]:
    """Give the edits of places, in plain lists: a new board for each card would make thousands of cards slow."""
    staying = {ref for lane in Lane for ref in in_order(board[lane], target[lane])}
    lanes = {lane: list(board[lane]) for lane in Lane}
    for lane in Lane:
        above: str | None = None
        for ref in target[lane]:
            if ref not in staying:
                old = None
                if ref in board:
                    home = board.lane_of(ref)  # it is moved only once, so it still stands there
                    old = Place(home, lanes[home].index(ref) + 1)
                    del lanes[home][old.position - 1]
                place = Place(lane, 1 if above is None else lanes[lane].index(above) + 2)
                lanes[lane].insert(place.position - 1, ref)
                if place != old:
                    yield Edit(ref, old, place)
            above = ref


def in_order(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
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
