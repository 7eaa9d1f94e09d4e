"""The recommendation (innstilling) as a value: what the document, the table and the data are all made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import Budget, budget, reserve_shortfall, shares_by_network
from kompetanse_desktop.domain.checks import Check, all_checks, stops
from kompetanse_desktop.domain.difference import Difference, differences
from kompetanse_desktop.domain.money import Amounts
from kompetanse_desktop.domain.proposal import Proposal, Standing
from kompetanse_desktop.domain.ranking import running_sums
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState


@dataclass(frozen=True)
class Entry:
    """One proposal where it ended. Kroner are of the round's own year.

    ``rank`` counts from 1 in its lane. ``requested`` and ``recommended`` are None when unknown;
    ``recommended`` is what a reserve would get. ``running_sum`` is for prioritised proposals,
    ``missing`` for reserves.
    """

    rank: int
    proposal: Proposal
    standing: Standing
    requested: int | None
    recommended: int | None
    amounts: Amounts | None
    reduced: bool
    running_sum: int | None = None
    missing: int | None = None


@dataclass(frozen=True)
class Earlier:
    """The version before: its number from 1, when it was finished, and what is not the same in this one."""

    number: int
    made_at: datetime
    changes: tuple[Difference, ...]


@dataclass(frozen=True)
class Version:
    """Which version of the recommendation it is, from 1, and what it comes after.

    ``digest`` is the digest of the frozen round. ``earlier`` is None for the first.
    """

    number: int
    digest: str
    earlier: Earlier | None = None


@dataclass(frozen=True)
class Recommendation:
    """All of it, frozen: the round, the sums, the proposals of each lane in order, and the remarks.

    ``version`` is None for a draft.
    """

    round: Round
    made_at: datetime
    budget: Budget
    prioritised: tuple[Entry, ...]
    reserve: tuple[Entry, ...]
    declined: tuple[Entry, ...]
    unhandled: tuple[Entry, ...]
    by_network: tuple[tuple[str, int, int], ...]
    """(network, requested, recommended) in kroner of the round's year."""
    checks: tuple[Check, ...]
    version: Version | None = None

    @property
    def placed(self) -> Iterator[tuple[Lane, Entry]]:
        """Every proposal with its lane, in the order of the document: the prioritised ones first."""
        yield from ((Lane.PRIORITISED, entry) for entry in self.prioritised)
        yield from ((Lane.RESERVE, entry) for entry in self.reserve)
        yield from ((Lane.DECLINED, entry) for entry in self.declined)
        yield from ((Lane.UNHANDLED, entry) for entry in self.unhandled)

    @property
    def entries(self) -> Iterator[Entry]:
        """Every proposal, in the order of the document."""
        return (entry for _, entry in self.placed)


TOLD = frozenset(
    {
        *("scheme", "county", "year", "frame", "deadline", "committed", "set_aside", "places", "present", "agreement"),
        *("proposal", "lane", "position", "title", "applicant", "participants", "universities", "statped"),
        *("target_groups", "target_text", "measure_kinds", "measure_text", "duration_years", "requested"),
        *("recommended", "reason", "conditions", "assessments", "withdrawn", "network", "continued", "received"),
        *("answers",),
    }
)
"""The fields whose changes a new version names: those in the document. Notes, doubts and long texts are not."""


def changes_since(before: RoundState, after: RoundState) -> tuple[Difference, ...]:
    """Tell what is not the same in the documents of two states of a round, in the order of ``differences``."""
    return tuple(change for change in differences(before, after) if change.field in TOLD)


def recommend(state: RoundState, made_at: datetime, version: Version | None = None) -> Recommendation:
    """Freeze a round as it stands, over the frame or not."""
    sums = dict(zip(state.ranked(), running_sums(state), strict=True))
    missing = reserve_shortfall(state)

    def entries(lane: Lane) -> tuple[Entry, ...]:
        return tuple(
            Entry(
                rank=rank,
                proposal=state.proposals[ref],
                standing=state.standing(ref),
                requested=state.requested(ref),
                recommended=state.recommended(ref),
                amounts=state.amounts(ref),
                reduced=state.is_reduced(ref),
                running_sum=sums.get(ref),
                missing=missing.get(ref),
            )
            for rank, ref in enumerate(state.board[lane], start=1)
        )

    return Recommendation(
        round=state.round,
        made_at=made_at,
        budget=budget(state),
        prioritised=entries(Lane.PRIORITISED),
        reserve=entries(Lane.RESERVE),
        declined=entries(Lane.DECLINED),
        unhandled=entries(Lane.UNHANDLED),
        by_network=tuple((n, asked, given) for n, (asked, given) in shares_by_network(state).items()),
        checks=tuple(all_checks(state)),
        version=version,
    )


def finished(state: RoundState, made_at: datetime, version: Version | None = None) -> Recommendation:
    """Freeze a round that is to be sent. Raises Refusal while more is recommended than there is.

    It is the one hard stop: the forum recommends within the frame (national mandate for the forums).
    """
    result = recommend(state, made_at, version)
    if stops(state):
        raise Refusal(
            "The recommendation can't be finished: {over_nok} too much is recommended.",
            over_nok=-result.budget.remaining,
        )
    return result
