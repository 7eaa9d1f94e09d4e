"""The example's recommendation, for the tests of documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kompetanse_desktop.domain.recommendation import Recommendation, recommend
from tests.documents.rounds import MADE_AT, sample_state


@pytest.fixture
def sample() -> Recommendation:
    """The example, recommended within the frame."""
    return recommend(sample_state(), MADE_AT)


@pytest.fixture
def make() -> Callable[..., Recommendation]:
    """Make the example's recommendation with other fields of the round."""
    return lambda **fields: recommend(sample_state(**fields), MADE_AT)
