"""What was measured, held against its goal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One figure and the most it may be; ``unit`` is ms, or × for a ratio. ``basis`` says what went into it."""

    what: str
    figure: float
    goal: float
    unit: str
    basis: str

    @property
    def is_met(self) -> bool:
        """Tell whether the goal is reached."""
        return self.figure <= self.goal


def percentile(values: Sequence[float], percent: float) -> float:
    """Give the value that so many per cent are at or below (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def table(results: Sequence[Result]) -> str:
    """Write the results as lines to read."""
    return "\n".join(map(_line, results))


def _line(r: Result) -> str:
    verdict = "ok    " if r.is_met else "MISSED"
    return f"{verdict}  {r.what:<52} {r.figure:6.2f} {r.unit:<2} goal {r.goal:5.2f} {r.unit:<2} {r.basis}"
