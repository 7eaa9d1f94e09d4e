"""A library with everything in it, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers.deeds import make_two_rounds


@pytest.fixture(scope="session")
def two_rounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder that nobody works in."""
    folder = tmp_path_factory.mktemp("two-rounds")
    make_two_rounds(folder)
    return folder


@pytest.fixture
def filled_dir(two_rounds: Path, data_dir: Path) -> Path:
    """Give a data folder with the same in it, to work in."""
    shutil.copytree(two_rounds, data_dir, dirs_exist_ok=True)
    return data_dir
