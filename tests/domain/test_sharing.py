"""Shares by network, kind of owner and university: whatever they are put together by, the sums are the budget's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import budget, shares_by_network
from kompetanse_desktop.domain.owners import OwnerKind
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.sharing import Grouping, Share, shares, tenths
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import a_proposal, a_state, states

STATE = a_state(
    {
        Lane.PRIORITISED: [
            a_proposal("21-02", 300, network="Sør", applicant="Sørvik kommune", universities=("UiB", "HVL")),
            a_proposal("21-01", 200, network="Nord", applicant="Nordeide kommune", universities=("HVL",)),
        ],
        Lane.UNHANDLED: [
            a_proposal("21-03", 100, network="Nord", applicant="Kystskulen", universities=("HVL", " UiB")),
            a_proposal("21-04", None, network="", applicant="Vestland fylkeskommune", universities=()),
            a_proposal("21-05", 900, network="Nord", applicant="Nordeide kommune", universities=("HVL",)),
        ],
    },
    **{"21_05": Standing(withdrawn=True)},
)


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        (Grouping.NETWORK, [Share("Nord", 300, 200, 3), Share("Sør", 300, 300, 1), Share("", 0, 0, 1)]),
        (
            Grouping.OWNER_KIND,
            [
                Share(OwnerKind.MUNICIPALITY, 500, 500, 3),
                Share(OwnerKind.COUNTY, 0, 0, 1),
                Share(OwnerKind.OTHER, 100, 0, 1),
            ],
        ),
        (Grouping.UNIVERSITY, [Share("HVL", 200, 200, 2), Share("HVL + UiB", 400, 300, 2), Share("", 0, 0, 1)]),
    ],
)
def test_each_proposal_is_in_one_group(grouping: Grouping, expected: list[Share]) -> None:
    assert list(shares(STATE, grouping)) == expected


@given(states(), st.sampled_from(Grouping))
def test_the_sums_are_those_of_the_budget(state: RoundState, grouping: Grouping) -> None:
    sums, found = budget(state), shares(state, grouping)
    assert sum(share.recommended for share in found) == sums.recommended
    assert sum(share.requested for share in found) == sums.requested
    assert sum(share.proposals for share in found) == len(state.proposals)
    assert len({share.name for share in found}) == len(found)


@given(states())
def test_by_network_it_is_what_the_innstilling_says(state: RoundState) -> None:
    found = {share.name: (share.requested, share.recommended) for share in shares(state, Grouping.NETWORK)}
    assert found == shares_by_network(state)


@pytest.mark.parametrize(
    ("sums", "parts"),
    [
        ((), ()),
        ((0, 0), (0, 0)),
        ((1, 1, 1), (334, 333, 333)),
        ((5_300_000, 0), (1000, 0)),
        ((1, 999_999), (0, 1000)),
    ],
)
def test_parts_in_tenths_of_a_per_cent(sums: tuple[int, ...], parts: tuple[int, ...]) -> None:
    assert tenths(sums) == parts


@given(st.lists(st.integers(0, 10**9), min_size=1))
def test_parts_add_up_to_a_hundred_per_cent(sums: list[int]) -> None:
    parts = tenths(sums)
    assert sum(parts) == (1000 if any(sums) else 0)
    whole = sum(sums)
    assert all(abs(part - 1000 * nok / whole) < 1 for part, nok in zip(parts, sums, strict=True) if whole)
