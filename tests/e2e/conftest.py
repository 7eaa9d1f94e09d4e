"""Skips the stories of the real window where there is no desk to try it at; on the build machine that is a failure."""

from __future__ import annotations

import os

import pytest

from tests.e2e.sitting import missing_tools


@pytest.fixture(scope="package", autouse=True)
def desk_tools() -> None:
    """Look for what a desk needs."""
    missing = missing_tools()
    if missing:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell(f"needs {', '.join(missing)} (installer/test.sh installs what is missing when it may)")
