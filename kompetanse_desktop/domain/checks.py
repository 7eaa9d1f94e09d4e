"""The rules of the national guidelines as checks: they warn with a reason, and only one of them stops.

Sources: the guidelines for the grant schemes for local competence development in kindergarten and
basic education (Utdanningsdirektoratet), the national mandate for the forums, and the forum's round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kompetanse_desktop.domain.answers import Answers, find_answer
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import Budget, budget
from kompetanse_desktop.domain.remarks import (
    DEKOMP_GUIDELINES,
    GUIDELINES,
    MANDATE,
    MOST_YEARS,
    ROUND_TERMS,
    Check,
    Severity,
)
from kompetanse_desktop.domain.round import Scheme
from kompetanse_desktop.domain.rules import as_handled, as_sent, coordination_percent, request_changed
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.domain.state import RoundState

__all__ = [
    "MOST_YEARS",
    "Check",
    "Severity",
    "all_checks",
    "checks_of",
    "coordination_percent",
    "in_order",
    "proposal_checks",
    "request_changed",
    "round_checks",
    "stops",
]


def all_checks(state: RoundState) -> list[Check]:
    """Give every remark, the ones that stop first, then by the order of the board."""
    by_ref = {ref: list(proposal_checks(state, ref)) for ref in state.proposals}
    return in_order(state, round_checks(state, budget(state)), by_ref)


def in_order(state: RoundState, of_round: Iterable[Check], by_ref: Mapping[str, Iterable[Check]]) -> list[Check]:
    """Put remarks in their order: the ones that stop first, then by the order of the board."""
    found = [*of_round]
    for lane in (Lane.PRIORITISED, Lane.RESERVE, Lane.DECLINED, Lane.UNHANDLED):
        for ref in state.board[lane]:
            found.extend(by_ref.get(ref, ()))
    order = list(Severity)
    return sorted(found, key=lambda check: order.index(check.severity))


def stops(state: RoundState) -> list[Check]:
    """Give what makes it impossible to finish: that more is recommended than there is."""
    return [check for check in round_checks(state, budget(state)) if check.severity is Severity.STOP]


def round_checks(state: RoundState, sums: Budget) -> Iterator[Check]:
    """Give the remarks of the round as a whole."""
    return _answered(_of_the_round(state, sums), state.round.answers)


def _of_the_round(state: RoundState, sums: Budget) -> Iterator[Check]:
    if sums.over:
        yield Check(
            "over_frame",
            Severity.STOP,
            saying("{over_nok} too much is recommended.", over_nok=-sums.remaining),
            ROUND_TERMS,
        )
    if sums.places is not None and sums.prioritised > sums.places:
        yield Check(
            "over_places",
            Severity.WARN,
            saying(
                "{count} are prioritised, but there are {places} places.", count=sums.prioritised, places=sums.places
            ),
            ROUND_TERMS,
        )
    if left := len(state.board[Lane.UNHANDLED]):
        yield Check("unhandled", Severity.WARN, saying("Not yet handled: {count}.", count=left), MANDATE)
    for year, bound in sums.later_years.items():
        if bound:
            yield Check(
                "later_years",
                Severity.NOTE,
                saying("{bound_nok} of the frame of {year} is bound.", bound_nok=bound, year=str(year)),
                GUIDELINES,
            )
    yield from _room_for_new(state, sums)
    if state.round.scheme is Scheme.DESENTRALISERT and sums.recommended:
        yield Check(
            "own_share",
            Severity.NOTE,
            saying(
                "The owners add {share_nok} themselves, 30 % of the grant awarded.",
                share_nok=(sums.recommended * 30 + 50) // 100,
            ),
            DEKOMP_GUIDELINES,
        )


def _room_for_new(state: RoundState, sums: Budget) -> Iterator[Check]:
    """The forum must leave room for new kommunar: later years are not bound by all that there is, nor by old ones."""
    like_now = state.round.frame - state.round.set_aside
    for year, bound in sums.later_years.items():
        if bound and bound >= like_now:
            yield Check(
                "no_room",
                Severity.WARN,
                saying(
                    "{bound_nok} is bound in {year}: with a frame like this year's, {frame_nok}, there is no room "
                    "for new kommunar.",
                    bound_nok=bound,
                    year=str(year),
                    frame_nok=like_now,
                ),
                GUIDELINES,
            )
    ranked = [state.proposals[ref] for ref in state.ranked()]
    others = [state.proposals[ref] for lane in (Lane.RESERVE, Lane.DECLINED) for ref in state.board[lane]]
    if ranked and all(one.continued for one in ranked) and any(one.continued is False for one in others):
        yield Check(
            "only_continued",
            Severity.WARN,
            Saying("Only continued measures are prioritised, while new ones are not: is there room for new kommunar?"),
            GUIDELINES,
        )


def proposal_checks(state: RoundState, ref: str) -> Iterator[Check]:
    """Give the remarks of one proposal where it stands."""
    proposal = state.proposals[ref]
    answers = state.standing(ref).answers
    yield from _answered(as_sent(state, proposal), answers)
    yield from _answered(as_handled(state, proposal, state.board.lane_of(ref)), answers)


def checks_of(state: RoundState, ref: str | None) -> Iterator[Check]:
    """Give the remarks of one proposal, or of the round as a whole. Raises Refusal for an unknown ref."""
    if ref is None:
        return round_checks(state, budget(state))
    state.proposal(ref)
    return proposal_checks(state, ref)


def _answered(checks: Iterable[Check], answers: Answers) -> Iterator[Check]:
    """Put the answers to the remarks that they were given to."""
    for check in checks:
        answer = find_answer(answers, check.code, check.message) if check.severity is not Severity.STOP else None
        yield check if answer is None else replace(check, answer=answer)
