"""A list of 50,000 rows opened in the window: how long the window ever goes without looking at what the reader does."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from kompetanse_desktop import text
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.imports.import_dialog import ImportDialog
from kompetanse_desktop.ui.imports.reading_box import let_go
from kompetanse_desktop.ui.main_window import MainWindow
from tests.benchmarks.goals import Result
from tests.benchmarks.imports import ROWS, write_list
from tests.helpers.rounds import fill

BEAT_MS = 5
LONGEST_GAP_MS = 100
MOST_TURNS = 5
SETTLED = 0.5
"""Seconds that the preview is watched after it is there: the first painting is part of it."""


@dataclass
class Heart:
    """Beats in the event loop; ``longest`` is the longest time between two beats, in milliseconds."""

    owner: QObject
    longest: float = 0.0
    _last: float = field(default_factory=time.perf_counter)

    def __post_init__(self) -> None:
        self._timer = QTimer(self.owner)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now

    def stop(self) -> None:
        """Beat no more."""
        self._beat()
        self._timer.stop()


def _longest_gap(window: MainWindow, path: Path) -> float:
    heart = Heart(window)
    dialog = ImportDialog.of_file(path, window.session, window)
    dialog.show()
    end = time.perf_counter() + SETTLED
    while time.perf_counter() < end:
        QApplication.processEvents()
    heart.stop()
    dialog.close()
    dialog.deleteLater()
    QApplication.sendPostedEvents()
    let_go()
    return heart.longest


def measure(folder: Path, repetitions: int) -> list[Result]:
    """Open the list as often, and give the median of the longest gaps. The gaps of all are in what it says."""
    text.use("nn")
    path = folder / "stor liste.xlsx"
    write_list(path, ROWS)
    program.make_application()
    with Session.open(folder / "preview") as session:
        fill(session, 200)
        window = MainWindow(session)
        window.show()
        QApplication.processEvents()
        gaps = [_longest_gap(window, path) for _ in range(min(repetitions, MOST_TURNS))]
        window.close()
    basis = f"longest gaps {', '.join(f'{gap:.0f}' for gap in gaps)} ms; their median"
    what = f"{ROWS:,} rows read: longest gap in the event loop"
    return [Result(what, statistics.median(gaps), LONGEST_GAP_MS, "ms", basis)]
