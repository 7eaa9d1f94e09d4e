"""What the tests of signing share."""

from __future__ import annotations

import pytest

from kompetanse_desktop import text


@pytest.fixture(autouse=True)
def _in_english() -> None:
    text.use("en")
