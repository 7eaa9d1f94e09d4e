"""Copies that are put away by themselves while the window lives: after ten minutes of work, and at closing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import Refusal, saying
from kompetanse_desktop.ui.widgets import waiting

EVERY_MS = 60_000
"""How often it is asked whether a copy is due."""


class Keeper(QObject):
    """Asks every minute whether a copy is due, and makes it in a thread of its own, one at a time.

    Nothing is done while a mouse button is down, so that no drag is disturbed. What a thread can't do is
    told by ``failed`` with a Saying, once until one has gone well again; the work goes on.
    """

    failed = Signal(object)
    _done = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._thread: threading.Thread | None = None
        self._held = 0
        self._told = False
        self._done.connect(self._ended, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def busy(self) -> bool:
        """Tell whether a copy is being made."""
        return self._thread is not None and self._thread.is_alive()

    def look(self) -> None:
        """Begin to make a copy if one is due and nobody is in the middle of something."""
        dragging = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if self.busy or self._held or dragging or not self._session.is_writable:
            return
        self._thread = threading.Thread(target=self._work, name="backup", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        error: Exception | None = None
        try:
            if not actions.is_due(self._session.library_file):
                return
            actions.keep_backup(self._session.library_file, actions.Why.WORK)
        except Exception as caught:
            error = caught  # handed to the window's thread: a refusal is said there, a bug reported
        self._done.emit(error)

    def _ended(self, error: Exception | None) -> None:
        if error is None:
            self._told = False
        elif not isinstance(error, Refusal):
            raise error
        elif not self._told:
            self._told = True
            self.failed.emit(saying("No copy could be put away: {reason}", reason=error.saying))

    def wait(self) -> None:
        """Wait for the copy that is being made, with the pointer waiting."""
        if self._thread is not None:
            with waiting():
                self._thread.join()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Keep away from the library while a block runs, as when its file is replaced."""
        self._held += 1
        self.wait()
        try:
            yield
        finally:
            self._held -= 1

    def close(self) -> None:
        """Make the last copy where something was done since the newest, and stop. Raises Refusal.

        After a refusal it goes on as before, so that the window can stay.
        """
        self.wait()
        if self._session.is_writable:
            with waiting():
                if actions.is_changed(self._session.library_file):
                    actions.keep_backup(self._session.library_file, actions.Why.CLOSING)
        self.stop()

    def stop(self) -> None:
        """Ask no more, and wait for the copy that is being made."""
        self._timer.stop()
        self.wait()
