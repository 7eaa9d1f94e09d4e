"""How what was asked for and what is recommended is shared: by network, by kind of owner, by university."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kompetanse_desktop.domain.money import share_out
from kompetanse_desktop.domain.owners import OwnerKind, owner_kind
from kompetanse_desktop.domain.state import RoundState

TOGETHER = " + "
"""What stands between universities that take part in one proposal together."""


class Grouping(StrEnum):
    """What proposals are put together by. Each proposal is in exactly one group."""

    NETWORK = "network"
    OWNER_KIND = "owner_kind"
    UNIVERSITY = "university"


@dataclass(frozen=True)
class Share:
    """One group's kroner of the round's year, and how many proposals it has.

    ``name`` is the network, the value of an OwnerKind, or the universities; "" where there is none. A request
    that was withdrawn isn't asked for, as in the budget.
    """

    name: str
    requested: int
    recommended: int
    proposals: int


def group_of(state: RoundState, ref: str, grouping: Grouping) -> str:
    """Give the name of the group a proposal is in.

    A proposal with several universities counts whole for them together («HVL + UiB»): what each of them gets
    isn't told anywhere, and nothing is guessed.
    """
    proposal = state.proposals[ref]
    if grouping is Grouping.NETWORK:
        return proposal.network
    if grouping is Grouping.OWNER_KIND:
        return owner_kind(proposal.applicant).value
    return TOGETHER.join(sorted({name for text in proposal.universities if (name := text.strip())}))


def shares(state: RoundState, grouping: Grouping) -> tuple[Share, ...]:
    """Give what each group asks for and gets; the sums are exactly those of the budget.

    The order is that of their first proposal by number, so that it never changes in a meeting; kinds of owner
    are in their own order.
    """
    groups: dict[str, list[int]] = {}
    if grouping is Grouping.OWNER_KIND:
        groups = {kind.value: [0, 0, 0] for kind in OwnerKind}
    for ref in sorted(state.proposals):
        sums = groups.setdefault(group_of(state, ref, grouping), [0, 0, 0])
        if not state.standing(ref).withdrawn:
            sums[0] += state.requested(ref) or 0
        sums[2] += 1
    for ref in state.ranked():
        groups[group_of(state, ref, grouping)][1] += state.recommended(ref) or 0
    return tuple(Share(name, *sums) for name, sums in groups.items() if sums[2])


def tenths(sums: Sequence[int]) -> tuple[int, ...]:
    """Give each sum's part of them all in tenths of a per cent, which add up to exactly 100 % (largest remainder).

    Where all of them are nothing, so is every part.
    """
    return tuple(share_out(1000, sums)) if any(sums) else (0,) * len(sums)
