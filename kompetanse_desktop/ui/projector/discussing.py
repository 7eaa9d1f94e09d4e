"""Which proposal the room sees marked as being discussed: the operator's choice, but never one held back."""

from __future__ import annotations

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.state import RoundState

SEEN = frozenset({Lane.PRIORITISED, Lane.RESERVE})
"""What stands in these lanes is in the room's list already, so choosing it tells nothing new."""


def may_follow(state: RoundState, ref: str) -> bool:
    """Tell whether the room may follow the operator to a proposal just because it was chosen."""
    return ref in state.board and state.board.lane_of(ref) in SEEN


def discussed(state: RoundState, chosen: str | None, before: str | None, allowed: str | None = None) -> str | None:
    """Give the ref that is under discussion now, None where there is none.

    ``chosen`` is the operator's card, ``before`` what was discussed until now, ``allowed`` the one that the
    operator has said in so many words may be shown wherever it stands. A card held back moves nothing: the
    room stays with what it had, as long as that may be seen.
    """
    for ref in (chosen, before):
        if ref is not None and ref in state.proposals and (ref == allowed or may_follow(state, ref)):
            return ref
    return None
