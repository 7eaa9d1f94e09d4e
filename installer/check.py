"""Run what test.sh and test.ps1 promise: style, types, who may know whom, then every test, and add it all up.

The last line is pytest's own kind of line over everything. Ends with 1 when anything failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
IMPORT_LINTER = "from importlinter.cli import lint_imports; exit(lint_imports(no_logo=True))"
STEPS = {
    "ruff check": [*PYTHON, "ruff", "check", "."],
    "ruff format": [*PYTHON, "ruff", "format", "--check", "."],
    "mypy": [*PYTHON, "mypy"],
    "import contract": [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports; exit(lint_imports(no_logo=True))",
    ],
}
TESTS = {
    "tests": ["-m", "not e2e and not benchmark and not long", "-n", "2", "--dist", "worksteal"],
    "tests of the real window": ["tests/e2e", "-m", "e2e", "-p", "no:xdist"],
}
NO_TESTS = 5


def run(name: str, command: list[str]) -> int:
    """Run one step in the checkout, under a heading; its exit code."""
    print(f"\n── {name}", flush=True)
    return subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"}).returncode


def pytest(name: str, arguments: list[str], report: Path) -> tuple[int, Counter[str]]:
    """Run pytest; its exit code and how many passed, failed and were skipped."""
    code = run(name, [*PYTHON, "pytest", *arguments, f"--junit-xml={report}"])
    return code, counted(report)


def counted(report: Path) -> Counter[str]:
    """Add up a report in JUnit's form; nothing when there is none."""
    if not report.exists():
        return Counter()
    found: Counter[str] = Counter()
    for suite in ET.parse(report).getroot().iter("testsuite"):
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        found += Counter(failed=bad, skipped=skipped, passed=max(0, int(suite.get("tests", 0)) - bad - skipped))
    return found


def summary(total: Counter[str], seconds: float) -> str:
    """Write the closing line as pytest does: === 3 failed, 120 passed in 45.10s ===."""
    parts = [f"{total[kind]} {kind}" for kind in ("failed", "passed", "skipped") if total[kind]]
    return f" {', '.join(parts) or 'no tests ran'} in {seconds:.2f}s ".center(80, "=")


def main(argv: list[str]) -> int:
    """Run everything, or with arguments only pytest with them, or only the benchmarks, or the long tests."""
    if argv == ["--benchmarks"]:
        return subprocess.run([*PYTHON, "tests.benchmarks"], cwd=ROOT).returncode
    if argv == ["--long"]:
        return subprocess.run([*PYTHON, "pytest", "-m", "long", "-n", "2", "--dist", "worksteal"], cwd=ROOT).returncode
    if argv:
        return subprocess.run([*PYTHON, "pytest", *argv], cwd=ROOT).returncode
    begun = time.monotonic()
    total: Counter[str] = Counter()
    broken: list[str] = []
    for name, command in STEPS.items():
        good = run(name, command) == 0
        total["passed" if good else "failed"] += 1
        if not good:
            broken.append(name)
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in TESTS.items():
            code, found = pytest(name, arguments, Path(folder, f"{name}.xml"))
            total += found
            if code not in (0, NO_TESTS):
                broken.append(name)
    if broken:
        print(f"\nNot in order: {', '.join(broken)}")
    print(f"\n{summary(total, time.monotonic() - begun)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
