"""A session on a throw-away library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kompetanse_desktop.actions import Session, new_round, take_in
from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.saying import Saying
from tests.domain.values import a_proposal, a_round


def arriving(*given: Proposal, after: int = 0) -> Change:
    """Give an import of these proposals, unhandled, after as many as are there."""
    return Change(
        "import",
        Saying("Taken in"),
        tuple(
            edit
            for at, proposal in enumerate(given, after + 1)
            for edit in (Edit(proposal.ref, None, proposal), Edit(proposal.ref, None, Place(Lane.UNHANDLED, at)))
        ),
    )


@pytest.fixture
def empty(data_dir: Path) -> Iterator[Session]:
    """Give a session with no round."""
    with Session.open(data_dir) as session:
        yield session


@pytest.fixture
def session(empty: Session) -> Session:
    """Give a session with a round of five proposals of 1 000 000 to 5 000 000 kroner, unhandled."""
    new_round(empty, a_round())
    take_in(empty, arriving(*(a_proposal(f"21-0{n}", n * 1_000_000) for n in range(1, 6))))
    return empty
