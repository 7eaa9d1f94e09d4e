"""The speed table as a test; left out of the ordinary run: ``pytest -m benchmark``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import documents, drags, imports, library, preview, room, start
from tests.benchmarks.goals import Result, percentile, table


def test_percentile_is_the_nearest_rank() -> None:
    assert percentile(range(1, 101), 99) == 99
    assert percentile([5.0], 99) == 5.0


def test_a_missed_goal_is_said() -> None:
    met, missed = Result("start", 1.5, 1.5, "×", ""), Result("hover", 4.1, 4, "ms", "")
    assert (met.is_met, missed.is_met) == (True, False)
    assert [line.split()[0] for line in table([met, missed]).splitlines()] == ["ok", "MISSED"]


@pytest.mark.benchmark
@pytest.mark.parametrize(
    "measure",
    [start.measure, drags.measure, room.measure, imports.measure, preview.measure, library.measure, documents.measure],
    ids=["start", "drags", "room", "imports", "preview", "library", "documents"],
)
def test_goals_are_met(measure: object, tmp_path: Path) -> None:
    assert callable(measure)
    results = measure(tmp_path, 200 if measure in (drags.measure, room.measure) else 7)
    assert all(result.is_met for result in results), table(results)
