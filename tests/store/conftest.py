"""An open library to test with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kompetanse_desktop.actions import Session, new_round, take_in
from kompetanse_desktop.store.library import Library
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round


@pytest.fixture
def file(data_dir: Path) -> Path:
    """Give where the library is."""
    return data_dir / "library.db"


@pytest.fixture
def library(file: Path) -> Iterator[Library]:
    """Give a new library."""
    opened = Library.open(file)
    yield opened
    opened.close()


@pytest.fixture
def kept(data_dir: Path, file: Path) -> Path:
    """Give a library with a round of three proposals, closed and alone in its folder."""
    with Session.open(data_dir) as session:
        new_round(session, a_round())
        take_in(session, arriving(*(a_proposal(ref, 5) for ref in "abc")))
    for other in data_dir.iterdir():
        if other != file:
            other.unlink()
    return file
