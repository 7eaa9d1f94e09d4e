"""How fast, as ratios in one run: ``python -m tests.benchmarks`` (or ``installer/test.sh --benchmarks``).

Prints a line for each goal of the speed table and ends with 1 when one is missed. Every measure and
what it is held against take turns, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import documents, drags, imports, library, preview, room, start
from tests.benchmarks.goals import Result, table


def measure(folder: Path, repetitions: int) -> list[Result]:
    """Measure everything; ``repetitions`` starts and imports, 30 times as many drops and hovers, 60 of actions."""
    return [
        *start.measure(folder, repetitions),
        *drags.measure(folder, 30 * repetitions),
        *room.measure(folder, 30 * repetitions),
        *imports.measure(folder, repetitions),
        *preview.measure(folder, repetitions),
        *library.measure(folder, repetitions),
        *documents.measure(folder, repetitions),
    ]


def main(argv: list[str] | None = None) -> int:
    """Measure, print the table, and give 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=11, help="starts of the program (default: 11)")
    options = parser.parse_args(argv)
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # the offscreen screen tells what it can't do
    with tempfile.TemporaryDirectory(prefix="kompetanse-benchmark-", ignore_cleanup_errors=True) as folder:
        results = measure(Path(folder), options.repetitions)
    print(table(results))
    return 0 if all(result.is_met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
