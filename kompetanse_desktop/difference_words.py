"""What differs between two states of a round, in words, for windows and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from kompetanse_desktop import labels
from kompetanse_desktop.domain.answers import Answered
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.difference import Difference
from kompetanse_desktop.domain.money import Amounts
from kompetanse_desktop.domain.proposal import Assessment, Criterion, MeasureKind, Proposal, Source, TargetGroup
from kompetanse_desktop.domain.round import Scheme
from kompetanse_desktop.text import N_, Words, money, short_date, words

FIELD = {
    "scheme": N_("Scheme"),
    "county": N_("County"),
    "year": N_("Year"),
    "frame": N_("Frame"),
    "deadline": N_("Deadline"),
    "committed": N_("Committed"),
    "set_aside": N_("Set aside"),
    "places": N_("Limit of places"),
    "coordination_limit_percent": N_("Limit for coordination"),
    "example": N_("Example"),
    "present": N_("Who was present"),
    "agreement": N_("How it was agreed"),
    "proposal": N_("The whole proposal"),
    "title": N_("Title of the measure"),
    "applicant": N_("Applicant"),
    "network": N_("Network"),
    "participants": N_("Participating owners"),
    "target_groups": N_("Target group"),
    "target_text": N_("Target group"),
    "universities": N_("UH partner"),
    "statped": N_("Statped's contribution"),
    "measure_kinds": N_("Kind of measure"),
    "measure_text": N_("Kind of measure"),
    "duration_years": N_("Duration in years"),
    "staff": N_("Number of staff"),
    "requested": N_("Requested"),
    "continued": N_("New or continued"),
    "private_invited": N_("Private ones invited"),
    "received": N_("Received"),
    "need": N_("Need for competence"),
    "anchoring": N_("Anchoring"),
    "involvement": N_("Involvement"),
    "description": N_("Description"),
    "other": N_("Other columns"),
    "doubts": N_("Doubts"),
    "source": N_("From"),
    "earlier_requested": N_("Requested before"),
    "gone_from": N_("Not in the list"),
    "recommended": N_("Recommended"),
    "reason": N_("Reason"),
    "conditions": N_("Conditions"),
    "assessments": N_("Assessment"),
    "withdrawn": N_("Withdrawn"),
    "private_note": N_("Own note"),
    "answers": N_("Answers to remarks"),
    "lane": N_("Lane"),
    "position": N_("Position"),
}
"""Every field of the round, the proposal and what the forum says of it. A test compares it with the dataclasses."""
_MONEY = frozenset({"frame", "committed", "set_aside"})
_CHOICES: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    Lane: labels.LANE,  # type: ignore[dict-item]
    Scheme: labels.SCHEME,  # type: ignore[dict-item]
    TargetGroup: labels.TARGET_GROUP,  # type: ignore[dict-item]
    MeasureKind: labels.MEASURE_KIND,  # type: ignore[dict-item]
}


def field_words(difference: Difference, speaking: Words | None = None) -> str:
    """Name what differs: a field, a lane, or the whole proposal; in the language in use unless another speaks."""
    return (speaking or words()).say(FIELD[difference.field])


def value_words(difference: Difference, value: object, speaking: Words | None = None) -> str:
    """Write one side of a difference; a line where there is nothing."""
    if difference.field in _MONEY and isinstance(value, int):
        return money(value)
    return _said(value, speaking or words()) or "–"


def _said(value: object, speaking: Words) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return speaking.say("yes") if value else speaking.say("no")
    if isinstance(value, StrEnum):
        return speaking.say(_CHOICES[type(value)][value])
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, Amounts):
        years = ", ".join(f"{year}: {money(value.total(year))}" for year in value.years)
        return years or money(0)
    if isinstance(value, Proposal):
        return speaking.say("is there")
    if isinstance(value, Source):
        return speaking.say("{file}, row {row}", file=value.file, row=value.row)
    if isinstance(value, Answered):
        return f"«{speaking.say(value.said)}» {speaking.say(labels.REPLY[value.reply])}: {value.note}"
    if isinstance(value, Mapping):
        return "; ".join(_assessment(criterion, given, speaking) for criterion, given in value.items())
    if isinstance(value, tuple) and value and isinstance(value[0], Answered):
        return "; ".join(_said(one, speaking) for one in value)
    if isinstance(value, tuple):
        return ", ".join(_said(one, speaking) if not isinstance(one, tuple) else ": ".join(one) for one in value)
    return str(value)


def _assessment(criterion: Criterion, given: Assessment, speaking: Words) -> str:
    answer = f"{speaking.say(labels.CRITERION[criterion])}: {speaking.say(labels.ANSWER[given.answer])}"
    return f"{answer} ({given.note})" if given.note else answer
