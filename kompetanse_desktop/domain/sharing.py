"""How what was asked for and what is recommended is shared: by network, by kind of owner, by university."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kompetanse_desktop.domain.figures import figures
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
    known = figures(state)
    asked, group = known.kept((shares, grouping), lambda: _asked(state, grouping))
    recommended = dict.fromkeys(asked, 0)
    for ref in state.ranked():
        recommended[group[ref]] += known.given(ref).now or 0
    return tuple(Share(name, sums[0], recommended[name], sums[1]) for name, sums in asked.items() if sums[1])


def _asked(state: RoundState, grouping: Grouping) -> tuple[dict[str, list[int]], dict[str, str]]:
    """Give kroner asked for and how many proposals, by group, and the group of each proposal: no board changes them."""
    asked: dict[str, list[int]] = {}
    if grouping is Grouping.OWNER_KIND:
        asked = {kind.value: [0, 0] for kind in OwnerKind}
    group = {ref: group_of(state, ref, grouping) for ref in sorted(state.proposals)}
    for ref, name in group.items():
        sums = asked.setdefault(name, [0, 0])
        if not state.standing(ref).withdrawn:
            sums[0] += state.requested(ref) or 0
        sums[1] += 1
    return asked, group


def tenths(sums: Sequence[int]) -> tuple[int, ...]:
    """Give each sum's part of them all in tenths of a per cent, which add up to exactly 100 % (largest remainder).

    Where all of them are nothing, so is every part.
    """
    return tuple(share_out(1000, sums)) if any(sums) else (0,) * len(sums)
