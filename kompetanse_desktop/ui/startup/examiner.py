"""Looks through the whole library once, behind the window, when everything is on the screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from kompetanse_desktop import actions
from kompetanse_desktop.domain.saying import Refusal

WAIT_MS = 3000
"""After the start: what the reader does first must not have to share the processor."""


class _Look(QThread):
    found = Signal(object)

    def __init__(self, file: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._file = file

    def run(self) -> None:
        try:
            actions.examine(self._file)
        except Refusal as refusal:
            self.found.emit(refusal)


class Examiner(QObject):
    """Tells ``found`` what is wrong, where anything is. ``stop`` waits for a look that has begun."""

    found = Signal(object)

    def __init__(self, file: Path, parent: QObject, wait_ms: int = WAIT_MS) -> None:
        super().__init__(parent)
        self._look = _Look(file, self)
        self._look.found.connect(self.found)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._look.start(QThread.Priority.LowPriority))
        self._timer.start(wait_ms)

    def stop(self) -> None:
        """Don't begin, or wait until it is done."""
        self._timer.stop()
        self._look.wait()
