"""From the command to a board that can be used, against an empty PySide6 window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from kompetanse_desktop.actions.session import Session
from tests.benchmarks.goals import Result
from tests.helpers.rounds import fill

ROOT = Path(__file__).parent.parent.parent
PROPOSALS = 200
GOAL = 1.5
PAINTED = """
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class FirstPaint(QObject):
    def eventFilter(self, window, event):
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, lambda: (print("usable", flush=True), QApplication.quit()))
        return False
"""
EMPTY = f"""{PAINTED}
app = QApplication([])
window = QMainWindow()
first = FirstPaint()
window.installEventFilter(first)
window.resize(1440, 900)
window.show()
app.exec()
"""
OURS = f"""
import sys
from kompetanse_desktop import app as program
{PAINTED}
enter = QApplication.exec

def watched_exec(*_):
    first = FirstPaint()
    next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow)).installEventFilter(first)
    return enter()

QApplication.exec = watched_exec
sys.exit(program.main(["--lang", "nn", "--data-dir", sys.argv[1]]))
"""


def seconds_to_usable(code: str, *arguments: str) -> float:
    """Start Python with this code and time it from the outside until it says that its window is painted."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env=os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")},
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = time.perf_counter() - begun
        process.communicate(timeout=60)
    if line.strip() != b"usable" or process.returncode:
        raise RuntimeError(f"the window did not come up: {line!r}, exit {process.returncode}")
    return taken


def measure(folder: Path, repetitions: int) -> list[Result]:
    """Start both in turns and compare the medians."""
    data_dir = folder / "start"
    with Session.open(data_dir) as session:
        fill(session, PROPOSALS)
    for code in (EMPTY, OURS):  # the disk's and the fonts' caches are warm for both
        seconds_to_usable(code, str(data_dir))
    pairs = [(seconds_to_usable(EMPTY), seconds_to_usable(OURS, str(data_dir))) for _ in range(repetitions)]
    empty, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    basis = f"{ours * 1000:.0f} ms / {empty * 1000:.0f} ms, medians of {repetitions}"
    return [Result(f"start to a usable board, {PROPOSALS} proposals", ours / empty, GOAL, "×", basis)]
