"""The nets of conftest hold: a stray log record or Qt warning fails a test, and nothing reaches the user's home."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import platformdirs
import pytest

from kompetanse_desktop import paths, text
from tests.helpers.home import settle_in
from tests.helpers.strays import StrayRecords

pytest_plugins = ["pytester"]


def test_the_home_is_thrown_away(home: Path) -> None:
    assert "kompetanse-test-home-" in os.environ["HOME"]
    assert Path(platformdirs.user_data_dir(paths.APP, appauthor=False)).is_relative_to(home)


def test_a_home_is_settled_whole(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    settle_in(tmp_path, environ)
    assert all(Path(folder).is_relative_to(tmp_path) and Path(folder).is_dir() for folder in environ.values())


def test_words_are_nynorsk() -> None:
    assert text.words().language == "nn"


def test_expected_records_pass_and_others_are_strays() -> None:
    handler = StrayRecords()
    record = logging.LogRecord("x", logging.WARNING, "f", 1, "the disk is %s", ("full",), None)
    with handler.expected("disk is full"):
        handler.handle(record)
    assert handler.strays == []
    handler.handle(record)
    assert handler.lines() == ["WARNING x: the disk is full"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("import logging; logging.getLogger('x').warning('boo')", "logged without being expected"),
        ("import warnings; warnings.warn('boo')", "UserWarning: boo"),
        ("from PySide6.QtCore import qWarning; qWarning('boo')", "Qt messages with level WARNING or above emitted"),
        ("pass", None),
    ],
)
def test_a_stray_fails_the_test_that_made_it(pytester: pytest.Pytester, body: str, says: str | None) -> None:
    root = Path(__file__).parent.parent
    test = pytester.makepyfile(f"def test_it():\n    {body}\n")
    pytester.syspathinsert(root)
    result = pytester.runpytest_subprocess("-p", "tests.conftest", "-c", root / "pyproject.toml", test)
    if says is None:
        result.assert_outcomes(passed=1)
    else:
        assert result.ret == pytest.ExitCode.TESTS_FAILED
        result.stdout.fnmatch_lines([f"*{says}*"])
