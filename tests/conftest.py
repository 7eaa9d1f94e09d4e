"""What every test gets: no screen, a throw-away home, nynorsk words, and no stray warnings from anybody."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import kompetanse_desktop.ui  # noqa: F401  (holds what Qt would wear out, before pytest-qt calls it)
from kompetanse_desktop import text
from tests.helpers import untranslated
from tests.helpers.home import settle_in
from tests.helpers.strays import StrayRecords

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.TemporaryDirectory(prefix="kompetanse-test-home-", ignore_cleanup_errors=True)
settle_in(Path(_HOME.name), os.environ)  # before Qt or platformdirs look for the first time
untranslated.stretch()

settings.register_profile("here", deadline=None)  # what is slow is measured in tests/benchmarks, never timed in a test
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a data folder of its own; the caches of fonts and the like are shared by a session."""
    folder = tmp_path_factory.mktemp("home", numbered=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("LOCALAPPDATA", str(folder))
    return folder


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Give an empty data folder, as ``--data-dir`` takes it."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def words() -> Iterator[text.Words]:
    """Speak nynorsk, whatever language the machine is set to."""
    yield text.use("nn")
    text.use("nn")


@pytest.fixture(autouse=True)
def stray_records() -> Iterator[StrayRecords]:
    """Fail a test in which something was logged from WARNING up.

    A test that means to provoke one says ``with stray_records.expected("part of the message"):``.
    """
    handler = StrayRecords()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    if handler.strays:
        pytest.fail("logged without being expected:\n" + "\n".join(handler.lines()), pytrace=False)
