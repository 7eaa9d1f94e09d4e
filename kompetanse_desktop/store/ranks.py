"""Where a proposal stands in its lane, as a number with room around it: a move writes one row."""

from __future__ import annotations

from collections.abc import Iterator

from kompetanse_desktop.domain.board import Board, Lane
from kompetanse_desktop.store.connection import Connection

STEP = 1 << 20
"""The room left between two neighbours: twenty moves into the same gap before a lane is renumbered."""


def rows(db: Connection, round_id: str, board: Board, touched: set[str]) -> Iterator[tuple[str, Lane, int]]:
    """Give (ref, lane, rank) to write so that the file has the order of ``board``.

    ``touched`` are the refs that were moved or are new. Only these are written, but for a lane whose
    gaps are used up: that one is written whole.
    """
    by_lane: dict[Lane, set[str]] = {}
    for ref in touched:
        if ref in board:
            by_lane.setdefault(board.lane_of(ref), set()).add(ref)
    for lane, refs in by_lane.items():
        order = board[lane]
        written: list[tuple[str, int]] = []
        for start, end in _runs(order, refs):
            low = _rank(db, round_id, order[start - 1]) if start else None
            high = _rank(db, round_id, order[end]) if end < len(order) else None
            spread = _spread(low, high, end - start)
            if spread is None:
                written = [(ref, (at + 1) * STEP) for at, ref in enumerate(order)]
                break
            written.extend(zip(order[start:end], spread, strict=True))
        for ref, rank in written:
            yield ref, lane, rank


def _runs(order: tuple[str, ...], refs: set[str]) -> Iterator[tuple[int, int]]:
    """Give (start, end) of each unbroken run of the touched refs."""
    if len(refs) == 1:
        at = order.index(next(iter(refs)))
        yield at, at + 1
        return
    start: int | None = None
    for at, ref in enumerate(order):
        if ref in refs:
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(order)


def _rank(db: Connection, round_id: str, ref: str) -> int:
    row = db.execute("SELECT rank FROM placement WHERE round = ? AND ref = ?", [round_id, ref]).fetchone()
    return int(row[0])


def _spread(low: int | None, high: int | None, count: int) -> list[int] | None:
    """Give ``count`` ranks strictly between two, evenly; None where they don't fit."""
    if low is None:
        low = STEP * (count + 1) * -1 + high if high is not None else 0
    if high is None:
        return [low + STEP * (i + 1) for i in range(count)]
    if high - low <= count:
        return None
    return [low + (high - low) * (i + 1) // (count + 1) for i in range(count)]
