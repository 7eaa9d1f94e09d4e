"""What is told in words of a move: before it in «Move to …», and after it to whoever hears the board."""

from __future__ import annotations

from collections.abc import Sequence

from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.domain.what_if import Preview
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui.board.card import lane_name

MOST_NAMED = 2
"""So many titles are told; of more only how many there are."""


def say_preview(state: RoundState, after: Preview) -> str:
    """Say what a move would leave, and who would fall outside or come inside by it."""
    parts = [say("After the move: {remaining_nok} left", remaining_nok=after.remaining)]
    if after.remaining < 0:
        parts = [say("After the move: {remaining_nok} (too much)", remaining_nok=after.remaining)]
    if (after.places_left or 0) < 0:
        parts.append(say_count("{count} place too many", "{count} places too many", -(after.places_left or 0)))
    if after.fallen:
        parts.append(say("Falls outside: {titles}", titles=_titles(state, after.fallen)))
    if after.risen:
        parts.append(say("Comes inside: {titles}", titles=_titles(state, after.risen)))
    return ". ".join(parts)


def say_change(change: Change, state: RoundState) -> str:
    """Say what was done, where a moved card stands now and among how many, and what is left of money and places."""
    parts = [say(change.name)]
    moved = [edit.ref for edit in change.edits if isinstance(edit.after, Place) and edit.ref in state.board]
    if moved:
        place = state.board.place_of(moved[0])
        last = len(state.board[place.lane])
        lane = lane_name(place.lane)
        parts.append(say("{lane}, place {position} of {last}", lane=lane, position=place.position, last=last))
    return ". ".join(parts)


def say_left(remaining: int, state: RoundState) -> str:
    """Say what is left of the money, and of the places where there is a limit."""
    text = say("{remaining_nok} left to share out", remaining_nok=remaining)
    if remaining < 0:
        text = say("{over_nok} too much", over_nok=-remaining)
    if state.round.places is None:
        return text
    left = state.round.places - len(state.board[Lane.PRIORITISED])
    places = say_count("{count} place left", "{count} places left", left)
    if left < 0:
        places = say_count("{count} place too many", "{count} places too many", -left)
    return f"{text}, {places}"


def _titles(state: RoundState, refs: Sequence[str]) -> str:
    named = [f"«{state.proposals[ref].title}»" for ref in refs[:MOST_NAMED]]
    if len(refs) > MOST_NAMED:
        named.append(say("{count} more", count=len(refs) - MOST_NAMED))
    return ", ".join(named)
