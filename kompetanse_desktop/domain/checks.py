"""The rules of the national guidelines as checks: they warn with a reason, and only one of them stops.

Sources: the guidelines for the grant schemes for local competence development in kindergarten and
basic education (Utdanningsdirektoratet), the national mandate for the forums, and the forum's round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from kompetanse_desktop.domain.answers import Answered, Answers, find_answer
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import Budget, budget
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Criterion, MeasureKind, Proposal, TargetGroup
from kompetanse_desktop.domain.round import Scheme
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.domain.state import RoundState

GUIDELINES = Saying("National guidelines")
KOMPETANSELOFTET_GUIDELINES = Saying("National guidelines, Kompetanseløftet")
DEKOMP_GUIDELINES = Saying("National guidelines, Desentralisert ordning")
MANDATE = Saying("National mandate for the forums")
ROUND_TERMS = Saying("The round's own terms")
NEWER_LIST = Saying("The last list that was taken in")

MOST_YEARS = 3
"""An award is for one to three years."""


class Severity(StrEnum):
    """STOP: the recommendation can't be finished. WARN: should be looked at. NOTE: good to know."""

    STOP = "stop"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True)
class Check:
    """One remark: what (``code`` for machines, ``message`` in words, ``tag`` in a word or two for a card),
    how serious, by which rule (``source``) and of which proposal (``ref``; None: the round).
    ``answer`` is what the forum has answered to just this; one that stops never has any.
    """

    code: str
    severity: Severity
    message: Saying
    source: Saying
    ref: str | None = None
    tag: Saying | None = None
    answer: Answered | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has answered it."""
        return self.answer is None


def all_checks(state: RoundState) -> list[Check]:
    """Give every remark, the ones that stop first, then by the order of the board."""
    found = [*round_checks(state, budget(state))]
    for lane in (Lane.PRIORITISED, Lane.RESERVE, Lane.DECLINED, Lane.UNHANDLED):
        for ref in state.board[lane]:
            found.extend(proposal_checks(state, ref))
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


def proposal_checks(state: RoundState, ref: str) -> Iterator[Check]:
    """Give the remarks of one proposal where it stands."""
    proposal = state.proposals[ref]
    answers = state.standing(ref).answers
    yield from _answered(_as_sent(state, proposal), answers)
    yield from _answered(_as_handled(state, proposal, state.board.lane_of(ref)), answers)


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


def _as_sent(state: RoundState, proposal: Proposal) -> Iterator[Check]:
    ref, scheme = proposal.ref, state.round.scheme
    yield from _as_listed(state, proposal)
    if proposal.received is not None and proposal.received > state.round.deadline:
        yield Check(
            "late",
            Severity.WARN,
            saying(
                "Received {received}, after the deadline {deadline}.",
                received=proposal.received,
                deadline=state.round.deadline,
            ),
            ROUND_TERMS,
            ref,
            Saying("After the deadline"),
        )
    if MeasureKind.FURTHER_EDUCATION in proposal.measure_kinds:
        yield Check(
            "not_collective",
            Severity.WARN,
            Saying("Further education for single persons is not a collective measure."),
            GUIDELINES,
            ref,
            Saying("Not a collective measure"),
        )
    if not proposal.universities:
        yield Check(
            "no_university",
            Severity.WARN,
            Saying("No university or university college takes part."),
            GUIDELINES,
            ref,
            Saying("No UH partner"),
        )
    if proposal.duration_years is not None and proposal.duration_years > MOST_YEARS:
        yield Check(
            "too_long",
            Severity.WARN,
            saying(
                "{years} years is longer than the {most} that can be granted.",
                years=proposal.duration_years,
                most=MOST_YEARS,
            ),
            GUIDELINES,
            ref,
            saying("{years} years", years=proposal.duration_years),
        )
    if scheme is Scheme.KOMPETANSELOFTET:
        yield from _kompetanseloftet(state, proposal)
    for doubt in proposal.doubts:
        yield Check(
            "doubt", Severity.NOTE, saying("From the list: {doubt}", doubt=doubt), ROUND_TERMS, ref, Saying("In doubt")
        )


def _as_listed(state: RoundState, proposal: Proposal) -> Iterator[Check]:
    """Tell what a newer list has changed; first of all remarks, so that a card has always room for it."""
    if proposal.earlier_requested is not None:
        message = request_changed(proposal.earlier_requested, proposal.requested, state.round.year)
        tag = Saying("Request changed")
        yield Check("request_changed", Severity.WARN, message, NEWER_LIST, proposal.ref, tag)
    if proposal.gone_from:
        yield Check(
            "gone_from_list",
            Severity.WARN,
            saying("Not in the list «{file}» any more.", file=proposal.gone_from),
            NEWER_LIST,
            proposal.ref,
            Saying("Not in the last list"),
        )


def request_changed(earlier: Amounts, now: Amounts | None, year: int) -> Saying:
    """Say how a request was changed: that of ``year``, or of all years where that one's sum is as it was.

    No cells in ``earlier``, and None for ``now``, mean that the sum was or is unknown.
    """
    if now is None:
        return saying("Request changed from {before_nok} to unknown.", before_nok=earlier.total(year))
    if not earlier.years:
        return saying("Request changed from unknown to {after_nok}.", after_nok=now.total(year))
    before, after = earlier.total(year), now.total(year)
    if before != after:
        return saying("Request changed from {before_nok} to {after_nok}.", before_nok=before, after_nok=after)
    before, after = earlier.grand_total, now.grand_total
    if before != after:
        return saying(
            "Request changed for all years together from {before_nok} to {after_nok}.",
            before_nok=before,
            after_nok=after,
        )
    return Saying("Request changed: the same sum, but not for the same years and payees as before.")


def _kompetanseloftet(state: RoundState, proposal: Proposal) -> Iterator[Check]:
    ref, source = proposal.ref, KOMPETANSELOFTET_GUIDELINES
    missing = [
        (TargetGroup.PPT, Saying("PPT doesn't take part."), Saying("PPT not included")),
        (TargetGroup.KINDERGARTEN, Saying("Kindergartens don't take part."), Saying("Kindergarten not included")),
        (TargetGroup.SCHOOL, Saying("Schools don't take part."), Saying("School not included")),
    ]
    if proposal.target_groups:
        for group, message, tag in missing:
            if group not in proposal.target_groups:
                severity = Severity.WARN if group is TargetGroup.PPT else Severity.NOTE
                yield Check(
                    f"no_{group.value}", severity, message, source, ref, tag if severity is Severity.WARN else None
                )
    if proposal.private_invited is False:
        yield Check(
            "private_not_invited",
            Severity.NOTE,
            Saying("Private kindergartens and free schools were not invited."),
            source,
            ref,
        )
    share = coordination_percent(state, ref)
    if share is not None and share > state.round.coordination_limit_percent:
        yield Check(
            "coordination",
            Severity.WARN,
            saying(
                "Coordination takes {percent} % of the sum; the forum's limit is {limit} %.",
                percent=share,
                limit=state.round.coordination_limit_percent,
            ),
            source,
            ref,
            saying("Coordination {percent} %", percent=share),
        )


def coordination_percent(state: RoundState, ref: str) -> int | None:
    """Coordination's part of the round's year, in whole per cent rounded to the nearest; None without a sum."""
    amounts, year = state.amounts(ref), state.round.year
    if amounts is None or not amounts.total(year):
        return None
    return (amounts[(Payee.COORDINATION, year)] * 200 + amounts.total(year)) // (2 * amounts.total(year))


def _as_handled(state: RoundState, proposal: Proposal, lane: Lane) -> Iterator[Check]:
    ref, standing = proposal.ref, state.standing(proposal.ref)
    if lane in (Lane.PRIORITISED, Lane.RESERVE) and standing.withdrawn:
        yield Check(
            "withdrawn",
            Severity.WARN,
            Saying("The proposal has been withdrawn."),
            ROUND_TERMS,
            ref,
            Saying("Withdrawn"),
        )
    if lane is Lane.DECLINED and not standing.reason.strip():
        yield Check(
            "declined_without_reason",
            Severity.WARN,
            Saying("Declined without a reason."),
            MANDATE,
            ref,
            Saying("Reason missing"),
        )
    if lane is not Lane.PRIORITISED:
        return
    if state.recommended(ref) is None:
        yield Check(
            "no_amount", Severity.WARN, Saying("The amount isn't known."), MANDATE, ref, Saying("Amount unknown")
        )
    if state.is_reduced(ref):
        if standing.reason.strip():
            yield Check(
                "reduced",
                Severity.NOTE,
                Saying("Less is recommended than was asked for."),
                MANDATE,
                ref,
                Saying("Reduced"),
            )
        else:
            yield Check(
                "reduced_without_reason",
                Severity.WARN,
                Saying("Reduced without a reason."),
                MANDATE,
                ref,
                Saying("Reduced, reason missing"),
            )
    asked, given = state.requested(ref), state.recommended(ref)
    if asked is not None and given is not None and given > asked:
        yield Check(
            "more_than_requested",
            Severity.WARN,
            saying("{more_nok} more is recommended than was asked for.", more_nok=given - asked),
            MANDATE,
            ref,
            Saying("More than requested"),
        )
    open_criteria = sum(standing.assessment(c).answer is Answer.NOT_ASSESSED for c in Criterion)
    if open_criteria:
        yield Check(
            "not_assessed",
            Severity.NOTE,
            saying("Criteria not assessed: {count} of {all}.", count=open_criteria, all=len(Criterion)),
            GUIDELINES,
            ref,
        )
