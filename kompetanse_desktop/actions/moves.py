"""Move proposals on the board: what a drag, the keyboard, «Move to …» and the command line all call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kompetanse_desktop import labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.actions.wording import clean
from kompetanse_desktop.domain.board import Board, Lane, Move, Place
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.domain.state import RoundState


def move(
    session: Session,
    refs: str | Sequence[str],
    lane: Lane,
    position: int | None = None,
    reason: str | None = None,
) -> Change:
    """Put proposals in a lane so that the first gets ``position`` (from 1; None: at the end), and keep it.

    ``reason`` becomes the reason of each. Where nothing moves, nothing is kept and the change has no
    edits. Raises Refusal for an unknown ref or an impossible position.
    """
    state = session.required()
    chosen = (refs,) if isinstance(refs, str) else tuple(refs)
    after = state.board.moved(Move(chosen, lane, position))
    edits = [*_places(state.board, after, chosen, lane)]
    if reason is not None:
        edits.extend(_reasons(state, chosen, clean(reason)))
    return session.keep(Change("move", _name(state, after, chosen, lane), tuple(edits)))


def _places(before: Board, after: Board, refs: tuple[str, ...], lane: Lane) -> list[Edit]:
    """Tell a move card by card, each place as it is when its turn comes."""
    if before == after or not refs:
        return []
    edits: list[Edit] = []
    board = before
    order = after[lane]
    first = order.index(refs[0])
    anchor = order[first - 1] if first else None
    for ref in refs:
        old = board.place_of(ref)
        place = Place(lane, 1)
        if anchor is not None:
            over = board.place_of(anchor).position
            place = Place(lane, over if old.lane is lane and old.position < over else over + 1)
        if place != old:
            edits.append(Edit(ref, old, place))
            board = board.put(ref, place)
        anchor = ref
    return edits


def _reasons(state: RoundState, refs: tuple[str, ...], reason: str) -> list[Edit]:
    edits = []
    for ref in refs:
        old = state.standing(ref)
        if old.reason != reason:
            edits.append(Edit(ref, state.standings.get(ref), replace(old, reason=reason)))
    return edits


def _name(state: RoundState, after: Board, refs: tuple[str, ...], lane: Lane) -> Saying:
    to = Saying(labels.LANE[lane])
    if len(refs) != 1:
        return saying("{count} proposals moved to {lane}", count=len(refs), lane=to)
    title, old = state.proposal(refs[0]).title, state.board.lane_of(refs[0])
    if old is lane:
        position = after.place_of(refs[0]).position
        return saying("«{title}» moved to place {position} in {lane}", title=title, position=position, lane=to)
    return saying(
        "«{title}» moved from {from_lane} to {to_lane}", title=title, from_lane=Saying(labels.LANE[old]), to_lane=to
    )
