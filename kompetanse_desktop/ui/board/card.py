"""A card: what one proposal shows on the board, as plain texts, for the painter and the screen reader alike."""

from __future__ import annotations

from dataclasses import dataclass

from kompetanse_desktop import labels
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import Check, Severity, proposal_checks
from kompetanse_desktop.domain.ranking import Limit, Line
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import money, number, say, say_count

MOST_TAGS = 4
SERIOUS = ("not_collective", "withdrawn")
"""Checks whose tag stands out more, since the proposal as such is in question."""

NEWS = ("request_changed", "gone_from_list")
EVEN_ANSWERED = ("reduced", "withdrawn")
"""What a card goes on telling when somebody has answered it: it says how things are, and warns no more."""
"""Checks of what a newer list has changed, which the forum doesn't know yet."""


@dataclass(frozen=True)
class Tag:
    """A word or two on a card."""

    text: str
    serious: bool


@dataclass(frozen=True, eq=False)
class Face:
    """What a card shows wherever in its lane it stands; ``network`` is the number of its colour.

    Compared by identity: a model keeps one face for a card until the card changes, and its
    measures are kept by it.
    """

    ref: str
    title: str
    applicant: str
    amount: str
    spoken_amount: str
    under: str
    years: str
    side_room: str
    """A text as wide as what ever stands to the right below the amount, so that the height never moves with it."""
    tags: tuple[Tag, ...]
    spoken_tags: tuple[str, ...]
    """All that the tags say, with more words where there is room for more."""
    network: int


@dataclass(frozen=True)
class Spot:
    """Where a card stands: position from 1; in *prioritised* also the running sum in kroner.

    ``passed`` is the limit it is beyond (None: inside). ``turned`` is -1 for a card that would fall outside
    by the move somebody has on offer, 1 for one that would come inside, else 0.
    """

    position: int
    running_sum: int | None = None
    passed: Limit | None = None
    turned: int = 0


@dataclass(frozen=True)
class Card:
    """A face in its place. ``cut`` has the two texts of the cut line when it goes right above this card, and
    ``past`` tells that it would go elsewhere by the move on offer. ``turned`` has the words for a card that
    would then change sides, and ``falls`` tells to which.
    """

    face: Face
    rank: str
    side: str
    inside: bool
    cut: tuple[str, str] | None
    past: bool = False
    turned: str = ""
    falls: bool = False


def make_face(state: RoundState, ref: str, lane: Lane, network: int) -> Face:
    """Write what a proposal's card shows in a lane."""
    proposal, amount = state.proposals[ref], state.recommended(ref)
    partner = proposal.network if lane is Lane.UNHANDLED else ", ".join(proposal.universities)
    years, checks = proposal.duration_years, _tagged(state, ref)
    written_years = "" if years is None else say_count("{count} year", "{count} years", years)
    return Face(
        ref=ref,
        title=proposal.title,
        applicant=proposal.applicant,
        amount=say("unknown") if amount is None else number(amount),
        spoken_amount=say("amount unknown") if amount is None else money(amount),
        under=" · ".join(filter(None, (proposal.applicant, partner))),
        years=written_years,
        side_room="sum 00 000 000" if lane is Lane.PRIORITISED else written_years,
        tags=_tags(state, checks),
        spoken_tags=_spoken_tags(checks),
        network=network,
    )


def _tags(state: RoundState, checks: list[Check]) -> tuple[Tag, ...]:
    tags = tuple(Tag(_tag_text(state, check), check.code in SERIOUS and check.is_open) for check in checks)
    if len(tags) <= MOST_TAGS:
        return tags
    return (*tags[: MOST_TAGS - 1], Tag(say("{count} more", count=len(tags) - MOST_TAGS + 1), False))


def _tag_text(state: RoundState, check: Check) -> str:
    """Write what a check says in a word or two; a changed request with the figures of the year, where they differ."""
    assert check.ref is not None
    assert check.tag is not None
    proposal, year = state.proposals[check.ref], state.round.year
    earlier, now = proposal.earlier_requested, proposal.requested
    if check.code == "request_changed" and earlier is not None and earlier.years and now is not None:
        before, after = earlier.total(year), now.total(year)
        if before != after:
            return say("Requested {before} → {after}", before=number(before), after=number(after))
    return say(check.tag)


def _tagged(state: RoundState, ref: str) -> list[Check]:
    """Give the remarks that are worth a tag, first those that must not be among the ones there is no room for."""
    found = [
        check
        for check in proposal_checks(state, ref)
        if check.tag is not None
        and (check.severity is Severity.WARN or check.code == "reduced")
        and (check.is_open or check.code in EVEN_ANSWERED)
    ]
    return sorted(found, key=lambda check: (check.code not in NEWS, check.code not in SERIOUS))


def _spoken_tags(checks: list[Check]) -> tuple[str, ...]:
    """Say every tag; what a newer list has changed in full, since a tag has no room for it."""
    return tuple(
        say(check.message if check.code == "request_changed" or check.tag is None else check.tag).rstrip(".")
        for check in checks
    )


def place_card(face: Face, lane: Lane, spot: Spot, cut: tuple[str, str] | None = None, *, past: bool = False) -> Card:
    """Put a face in its place."""
    position = spot.position
    rank = {Lane.PRIORITISED: str(position), Lane.RESERVE: f"R{position}", Lane.DECLINED: "–"}.get(lane, "·")
    side = face.years if spot.running_sum is None else say("sum {sum}", sum=number(spot.running_sum))
    turned = {-1: say("falls outside"), 1: say("comes inside")}.get(spot.turned, "")
    return Card(face, rank, side, spot.passed is None, cut, past, turned, spot.turned < 0)


def cut_texts(line: Line, available: int) -> tuple[str, str]:
    """Say what is above the cut line and what is below it: money or places, whichever ends first."""
    too_much = [say("{missing} too much", missing=number(line.missing))] if line.missing else []
    too_many = [say_count("{count} too many", "{count} too many", line.too_many)] if line.too_many else []
    if line.limit is Limit.MONEY:
        return say("inside {available}", available=number(available)), " · ".join(too_much + too_many)
    inside = say_count("inside {count} place", "inside {count} places", line.inside)
    return inside, " · ".join(too_many + too_much)


def spoken(face: Face, lane: Lane, spot: Spot) -> str:
    """Say a card in one sentence: rank, title, applicant, amount, running sum and whether it is inside the limits."""
    parts = [f"{'R' if lane is Lane.RESERVE else ''}{spot.position}. {face.title}"]
    if face.applicant:
        parts.append(face.applicant)
    parts.append(face.spoken_amount)
    if spot.running_sum is not None:
        parts.append(say("sum {sum_nok}", sum_nok=spot.running_sum))
        sides = {None: say("inside the money"), Limit.MONEY: say("outside the money")}
        parts.append(sides.get(spot.passed) or say("outside the places"))
    parts.extend(face.spoken_tags)
    return ", ".join(parts)


def lane_name(lane: Lane) -> str:
    """Give a lane's name in the language in use."""
    return say(labels.LANE[lane])
