"""From the command to a board that can be used, and the memory that takes, against an empty PySide6 window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from kompetanse_desktop.actions.session import Session
from tests.benchmarks.goals import Result
from tests.helpers.rounds import fill

ROOT = Path(__file__).parent.parent.parent
PROPOSALS = 200
GOAL, MEMORY_GOAL = 1.5, 2.0
PAINTED = """
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class FirstPaint(QObject):
    def eventFilter(self, window, event):
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self.say_and_leave)
        return False

    def say_and_leave(self):
        status = Path("/proc/self/status").read_text()  # getrusage also counts what this was forked from
        print("usable", next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")), flush=True)
        QApplication.quit()
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


@dataclass(frozen=True)
class Start:
    """How long it took from the outside until the window was painted, and the most memory there was, in kB."""

    seconds: float
    memory: int


def until_usable(code: str, bytecode: Path, *arguments: str) -> Start:
    """Start Python with this code and wait until it says that its window is painted.

    What Python has compiled is kept in the ``bytecode`` folder and used the next time, as an installed program
    does; a machine that is told to write none would compile the whole program at each start.
    """
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env=os.environ
        | {
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(bytecode),
        },
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = time.perf_counter() - begun
        process.communicate(timeout=60)
    said = line.split()
    if said[:1] != [b"usable"] or process.returncode:
        raise RuntimeError(f"the window did not come up: {line!r}, exit {process.returncode}")
    return Start(taken, int(said[1]))


def measure(folder: Path, repetitions: int) -> list[Result]:
    """Start both in turns and compare the medians."""
    data_dir = folder / "start"
    with Session.open(data_dir) as session:
        fill(session, PROPOSALS)
    bytecode = folder / "bytecode"
    for code in (EMPTY, OURS):  # the disk's and the fonts' caches are warm for both
        until_usable(code, bytecode, str(data_dir))
    empty, ours = zip(
        *((until_usable(EMPTY, bytecode), until_usable(OURS, bytecode, str(data_dir))) for _ in range(repetitions)),
        strict=True,
    )
    seconds = ([one.seconds * 1000 for one in runs] for runs in (ours, empty))
    memory = ([one.memory / 1024 for one in runs] for runs in (ours, empty))
    return [
        _ratio("start to a usable board", GOAL, "ms", *seconds),
        _ratio("memory, window open", MEMORY_GOAL, "MiB", *memory),
    ]


def _ratio(what: str, goal: float, unit: str, ours: list[float], empty: list[float]) -> Result:
    mine, its = statistics.median(ours), statistics.median(empty)
    basis = f"{mine:.0f} {unit} / {its:.0f} {unit}, medians of {len(ours)}"
    return Result(f"{what}, {PROPOSALS} proposals", mine / its, goal, "×", basis)
