"""An open library to test with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kompetanse_desktop.store.library import Library


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
