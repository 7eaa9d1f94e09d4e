"""The digest of a round: one number over every row, so that a changed bit anywhere is seen before it is shown.

A disk can change a figure without a complaint from SQLite: its own check looks at the shape of the
file, not at what the rows say. The digest of a round is kept in each journal entry, as it is after it.

Each row is hashed by itself (SHA-256 over canonical JSON without the empty columns, so that a column
added later changes nothing) and the hashes are added up. A change then costs what it touches, however
big the round is. Where a card stands is hashed as the card and the one above it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from kompetanse_desktop.domain.board import Board, Lane, Place
from kompetanse_desktop.domain.change import Edit
from kompetanse_desktop.domain.proposal import Proposal, Standing
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import encoding

Row = Mapping[str, Any]
_BITS = 256
_HALF = _BITS // 4
"""Hexadecimal digits of one hash. The first half of a digest is the round's own row, the second all the rest."""
_MANY = 16
"""From so many moved cards on, the whole lanes are looked through once instead of once for each card."""


def of_rows(round_row: Row, proposals: Iterable[Row], standings: Iterable[Row], board: Board) -> str:
    """Work out the digest of a round from the rows of its tables (columns by name) and the order of its cards."""
    total = sum(_hash("proposal", row) for row in proposals) + sum(_hash("standing", row) for row in standings)
    for lane in Lane:
        above = ""
        for ref in board[lane]:
            total += _link(lane, ref, above)
            above = ref
    return of_round(round_row) + _digits(total)


def of_state(state: RoundState) -> str:
    """Work out the digest of a round from its values."""
    return of_rows(
        encoding.to_row(state.round),
        (encoding.to_row(proposal) for proposal in state.proposals.values()),
        ({"ref": ref, **encoding.to_row(standing)} for ref, standing in state.standings.items()),
        state.board,
    )


def of_round(row: Row) -> str:
    """Work out the part of the digest that is about the round's own terms."""
    return _digits(_hash("round", row))


def round_part(digest: str) -> str:
    """Give the part of a digest that is about the round's own terms."""
    return digest[:_HALF]


def after(digest: str, before: RoundState, edits: tuple[Edit, ...], now: RoundState) -> str:
    """Work out the digest of ``now`` from that of ``before`` and what was touched between them."""
    own, total = digest[:_HALF], int(digest[_HALF:], 16)
    touched: dict[type, set[str]] = {}
    for edit in edits:
        touched.setdefault(edit.kind, set()).add(edit.ref)
    if Round in touched:
        own = of_round(encoding.to_row(now.round))
    for state, sign in ((before, -1), (now, 1)):
        for ref in touched.get(Proposal, ()):
            if ref in state.proposals:
                total += sign * _hash("proposal", encoding.to_row(state.proposals[ref]))
        for ref in touched.get(Standing, ()):
            if ref in state.standings:
                total += sign * _hash("standing", {"ref": ref, **encoding.to_row(state.standings[ref])})
    moved = touched.get(Place, set())
    if len(moved) > _MANY:
        total += _links(now.board, None) - _links(before.board, None)
    elif moved:
        relinked = moved | _below(before.board, moved) | _below(now.board, moved)
        total += _links(now.board, relinked) - _links(before.board, relinked)
    return own + _digits(total)


def _digits(total: int) -> str:
    return f"{total % (1 << _BITS):0{_HALF}x}"


def _hash(kind: str, row: Row) -> int:
    told = {name: value for name, value in row.items() if value is not None and value != "" and name != "round"}
    return _sha(encoding.canonical([kind, told]))


def _link(lane: Lane, ref: str, above: str) -> int:
    return _sha(encoding.canonical(["place", lane.value, ref, above]))


def _sha(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")


def _below(board: Board, refs: set[str]) -> set[str]:
    """Give the card right below each of these, where there is one."""
    found: set[str] = set()
    for ref in refs:
        if ref in board:
            order = board[board.lane_of(ref)]
            at = order.index(ref) + 1
            found.update(order[at : at + 1])
    return found


def _links(board: Board, refs: set[str] | None) -> int:
    """Add up the links of these refs on a board (None: of all)."""
    if refs is None:
        return sum(
            _link(lane, ref, above)
            for lane in Lane
            for above, ref in zip(("", *board[lane]), board[lane], strict=False)
        )
    total = 0
    for ref in refs:
        if ref in board:
            lane = board.lane_of(ref)
            order = board[lane]
            at = order.index(ref)
            total += _link(lane, ref, order[at - 1] if at else "")
    return total
