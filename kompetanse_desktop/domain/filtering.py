"""Which proposals are looked at for now: a filter is a plain value, and it never changes an order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import proposal_checks
from kompetanse_desktop.domain.owners import OwnerKind, owner_kind
from kompetanse_desktop.domain.proposal import MeasureKind, Proposal, TargetGroup
from kompetanse_desktop.domain.remarks import Severity
from kompetanse_desktop.domain.search import has_all, wanted_words
from kompetanse_desktop.domain.state import RoundState


class By(StrEnum):
    """What can be chosen among, in the order it is shown."""

    NETWORK = "network"
    APPLICANT = "applicant"
    OWNER_KIND = "owner_kind"
    UNIVERSITY = "university"
    TARGET_GROUP = "target_group"
    MEASURE_KIND = "measure_kind"
    LANE = "lane"


OF_SENT: dict[By, Callable[[Proposal], Iterable[str]]] = {
    By.NETWORK: lambda p: (p.network,),
    By.APPLICANT: lambda p: (p.applicant,),
    By.OWNER_KIND: lambda p: (owner_kind(p.applicant).value,),
    By.UNIVERSITY: lambda p: p.universities or ("",),
    By.TARGET_GROUP: lambda p: [group.value for group in p.target_groups] or [""],
    By.MEASURE_KIND: lambda p: [kind.value for kind in p.measure_kinds] or [""],
}
"""What a proposal has of each; "" stands for none. Its lane is not the proposal's own."""

FIXED: dict[By, tuple[str, ...]] = {
    By.OWNER_KIND: tuple(OwnerKind),
    By.TARGET_GROUP: tuple(TargetGroup),
    By.MEASURE_KIND: tuple(MeasureKind),
    By.LANE: tuple(Lane),
}
"""Where the choices have an order of their own."""


@dataclass(frozen=True)
class Filter:
    """What is asked for: every word of ``text``, one of the values chosen for each ``By``, remarks or not."""

    text: str = ""
    chosen: frozenset[tuple[By, str]] = frozenset()
    remarked: bool = False
    """Only proposals with a warning, or with a doubt from the list they came in, that nobody has answered."""

    @property
    def count(self) -> int:
        """How many things are asked for: each ``By`` with a choice is one."""
        return bool(self.text.strip()) + len({by for by, _ in self.chosen}) + self.remarked

    def values(self, by: By) -> frozenset[str]:
        """Give what is chosen of one kind; nothing means that all will do."""
        return frozenset(value for each, value in self.chosen if each is by)

    def with_values(self, by: By, values: Iterable[str]) -> Filter:
        """Give the filter with another choice of one kind."""
        kept = {(each, value) for each, value in self.chosen if each is not by}
        return replace(self, chosen=frozenset(kept | {(by, value) for value in values}))


NO_FILTER = Filter()


def matches(state: RoundState, wanted: Filter) -> frozenset[str]:
    """Give the refs of the proposals that have all that is asked for; every one where nothing is."""
    words = wanted_words(wanted.text)
    chosen = {by: wanted.values(by) for by in By if wanted.values(by)}
    found = (
        ref
        for ref, proposal in state.proposals.items()
        if all(not values.isdisjoint(_values(state, proposal, by)) for by, values in chosen.items())
        and has_all(proposal, words)
    )
    return frozenset(ref for ref in found if not wanted.remarked or is_remarked(state, ref))


def is_remarked(state: RoundState, ref: str) -> bool:
    """Tell whether a check warns of a proposal where it stands, or something in its list was in doubt.

    A remark that somebody has answered counts no more.
    """
    return any(
        check.is_open and (check.severity is Severity.WARN or check.code == "doubt")
        for check in proposal_checks(state, ref)
    )


def choices(state: RoundState, by: By) -> dict[str, int]:
    """Give what there is to choose among, with how many proposals have it; "" is none of it.

    In their own order where they have one, else by their words.
    """
    counts: dict[str, int] = {}
    for proposal in state.proposals.values():
        for value in dict.fromkeys(_values(state, proposal, by)):
            counts[value] = counts.get(value, 0) + 1
    order = FIXED.get(by)
    names = sorted(counts, key=str.casefold) if order is None else [name for name in (*order, "") if name in counts]
    return {str(name): counts[name] for name in sorted(names, key=lambda name: name == "")}


def _values(state: RoundState, proposal: Proposal, by: By) -> Iterable[str]:
    return (state.board.lane_of(proposal.ref).value,) if by is By.LANE else OF_SENT[by](proposal)
