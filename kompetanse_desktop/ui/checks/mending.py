"""Where in the window each remark is mended: one table from its code to the place, and what leads there."""

from __future__ import annotations

from enum import Enum

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import Check
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import N_


class Place(Enum):
    """Where something is mended. The value is what the button that leads there says."""

    CARD = N_("To the card")
    AMOUNT = N_("To the amount")
    REASON = N_("To the reason")
    FACTS = N_("To the proposal")
    ASSESSMENT = N_("To the assessment")
    ROUND = N_("To the round …")


MENDED: dict[str, Place] = {
    "over_frame": Place.AMOUNT,
    "over_places": Place.CARD,
    "unhandled": Place.CARD,
    "later_years": Place.AMOUNT,
    "no_room": Place.AMOUNT,
    "only_continued": Place.CARD,
    "own_share": Place.ROUND,
    "late": Place.ROUND,
    "not_collective": Place.FACTS,
    "no_university": Place.FACTS,
    "too_long": Place.FACTS,
    "years_outside": Place.AMOUNT,
    "several_years": Place.AMOUNT,
    "upper_secondary": Place.FACTS,
    "doubt": Place.FACTS,
    "request_changed": Place.AMOUNT,
    "gone_from_list": Place.FACTS,
    "target_unknown": Place.FACTS,
    "no_ppt": Place.FACTS,
    "no_kindergarten": Place.FACTS,
    "no_school": Place.FACTS,
    "private_not_invited": Place.FACTS,
    "coordination": Place.AMOUNT,
    "coordination_later": Place.AMOUNT,
    "withdrawn": Place.CARD,
    "declined_without_reason": Place.REASON,
    "reduced": Place.REASON,
    "reduced_without_reason": Place.REASON,
    "no_amount": Place.AMOUNT,
    "more_than_requested": Place.AMOUNT,
    "not_assessed": Place.ASSESSMENT,
    "criteria_not_met": Place.ASSESSMENT,
}
"""A test compares it with the codes of the rules."""


def place_of(check: Check) -> Place:
    """Tell where a remark is mended; the card itself where a rule is new here."""
    return MENDED.get(check.code, Place.CARD)


def card_of(check: Check, state: RoundState) -> str | None:
    """Give the card to begin with: the remark's own, else for the round the first or last that it is about."""
    if check.ref is not None:
        return check.ref if check.ref in state.proposals else None
    ranked, unhandled = state.ranked(), state.board[Lane.UNHANDLED]
    if check.code == "unhandled":
        return unhandled[0] if unhandled else None
    if check.code in ("later_years", "no_room"):
        binding = (ref for ref in ranked if (given := state.amounts(ref)) and max(given.years) > state.round.year)
        return next(binding, None)
    return ranked[-1] if ranked and check.code in ("over_frame", "over_places", "only_continued") else None
