"""The rules for one proposal: what the guidelines say of what was sent in, and of what the forum does with it."""

from __future__ import annotations

from collections.abc import Iterator

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Criterion, MeasureKind, Proposal, TargetGroup
from kompetanse_desktop.domain.remarks import (
    GUIDELINES,
    KOMPETANSELOFTET_GUIDELINES,
    MANDATE,
    MOST_YEARS,
    NEWER_LIST,
    ROUND_TERMS,
    Check,
    Severity,
)
from kompetanse_desktop.domain.round import Scheme
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.domain.state import RoundState

UPPER_SECONDARY_FROM = 2021
"""The first year that upper secondary schools are considered."""
UPPER_SECONDARY = ("fylkeskommun", "vidaregåande", "videregående")
"""What it is called in an application: the owner, or the schools."""


def as_sent(state: RoundState, proposal: Proposal) -> Iterator[Check]:
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
    yield from _years(state, proposal)
    if scheme is Scheme.KOMPETANSELOFTET:
        yield from _kompetanseloftet(state, proposal)
    for doubt in proposal.doubts:
        yield Check(
            "doubt", Severity.NOTE, saying("From the list: {doubt}", doubt=doubt), ROUND_TERMS, ref, Saying("In doubt")
        )


def _years(state: RoundState, proposal: Proposal) -> Iterator[Check]:
    """An award is for one to three years, counted from the round's own."""
    amounts, first = state.amounts(proposal.ref), state.round.year
    last = first + MOST_YEARS - 1
    outside = [] if amounts is None else [y for y in amounts.years if not first <= y <= last and amounts.total(y)]
    if outside:
        yield Check(
            "years_outside",
            Severity.WARN,
            saying(
                "There is an amount for {year}, but an award from this round is for {first} to {last}.",
                year=str(outside[-1]),
                first=str(first),
                last=str(last),
            ),
            GUIDELINES,
            proposal.ref,
            saying("Amount for {year}", year=str(outside[-1])),
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
    if not proposal.target_groups:
        message = Saying("It can't be told whether kindergarten, school and PPT take part.")
        yield Check("target_unknown", Severity.NOTE, message, source, ref)
    else:
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
    yield from _upper_secondary(state, proposal)
    yield from _coordination(state, ref)


def _upper_secondary(state: RoundState, proposal: Proposal) -> Iterator[Check]:
    """In 2020 upper secondary schools were not considered; from 2021 they are. It shows in who applies, or for whom."""
    told = f"{proposal.applicant} {proposal.target_text}".casefold()
    if state.round.year < UPPER_SECONDARY_FROM and any(word in told for word in UPPER_SECONDARY):
        yield Check(
            "upper_secondary",
            Severity.WARN,
            saying("Upper secondary schools are considered from {year} on.", year=str(UPPER_SECONDARY_FROM)),
            KOMPETANSELOFTET_GUIDELINES,
            proposal.ref,
            Saying("Upper secondary"),
        )


def _coordination(state: RoundState, ref: str) -> Iterator[Check]:
    """Coordination may take a limited part: in the round's own year, and in each of the years after it."""
    limit, source = state.round.coordination_limit_percent, KOMPETANSELOFTET_GUIDELINES
    share = coordination_percent(state, ref)
    if share is not None and share > limit:
        yield Check(
            "coordination",
            Severity.WARN,
            saying(
                "Coordination takes {percent} % of the sum; the forum's limit is {limit} %.",
                percent=share,
                limit=limit,
            ),
            source,
            ref,
            saying("Coordination {percent} %", percent=share),
        )
    amounts = state.amounts(ref)
    for year in () if amounts is None else amounts.years:
        later = coordination_percent(state, ref, year) if year > state.round.year else None
        if later is not None and later > limit:
            yield Check(
                "coordination_later",
                Severity.WARN,
                saying(
                    "Coordination takes {percent} % of the sum for {year}; the forum's limit is {limit} %.",
                    percent=later,
                    year=str(year),
                    limit=limit,
                ),
                source,
                ref,
                saying("Coordination {percent} % in {year}", percent=later, year=str(year)),
            )


def coordination_percent(state: RoundState, ref: str, year: int | None = None) -> int | None:
    """Coordination's part of a year (None: the round's), in whole per cent to the nearest; None without a sum."""
    amounts, year = state.amounts(ref), state.round.year if year is None else year
    if amounts is None or not amounts.total(year):
        return None
    return (amounts[(Payee.COORDINATION, year)] * 200 + amounts.total(year)) // (2 * amounts.total(year))


def as_handled(state: RoundState, proposal: Proposal, lane: Lane) -> Iterator[Check]:
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
    amounts = state.amounts(ref)
    years = 0 if amounts is None else sum(amounts.total(year) > 0 for year in amounts.years)
    if years > 1:
        yield Check(
            "several_years",
            Severity.NOTE,
            saying("Support for {years} years: the forum considers whether it shall be more than one.", years=years),
            MANDATE,
            ref,
        )
    if unmet := sum(standing.assessment(c).answer is Answer.NOT_MET for c in Criterion):
        yield Check(
            "criteria_not_met",
            Severity.WARN,
            saying("Prioritised, but criteria are not met: {count} of {all}.", count=unmet, all=len(Criterion)),
            GUIDELINES,
            ref,
            Saying("Criteria not met"),
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
