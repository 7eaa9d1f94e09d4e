"""What a start leaves for the moment right after the window is shown, so that the window comes sooner."""

from __future__ import annotations

import gc
import importlib
import threading
from contextlib import ExitStack

from PySide6.QtCore import QTimer

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.ui.main_window import MainWindow

WAIT_MS = 200
"""After the event loop has begun: the window is painted by then, and no hand has reached a card."""

FIRST_WANTED = (
    "sqlite_utils",
    "kompetanse_desktop.actions.moves",
    "kompetanse_desktop.actions.handling",
    "kompetanse_desktop.actions.history",
    "kompetanse_desktop.actions.backups",
    "kompetanse_desktop.actions.phrases",
    "kompetanse_desktop.actions.recovery",
)
"""What the first drop, the first amount and the first copy need; it has nothing to do with Qt."""


def settle_soon(window: MainWindow, session: Session, until_closed: ExitStack) -> None:
    """Do the rest of the start when the window has been painted. What must be ended goes to ``until_closed``."""
    timer = QTimer(window)
    timer.setSingleShot(True)
    timer.timeout.connect(lambda: _settle(window, session, until_closed))
    timer.start(WAIT_MS)


def _settle(window: MainWindow, session: Session, until_closed: ExitStack) -> None:
    gc.freeze()  # what the start has made stays as long as the window: it needn't be looked through in a drop
    gc.enable()
    loading = threading.Thread(target=_load, name="load", daemon=True)
    loading.start()
    until_closed.callback(loading.join)
    if not session.is_writable:
        return
    from kompetanse_desktop.ui.startup.examiner import Examiner
    from kompetanse_desktop.ui.startup.first_window import FirstWindow

    first = FirstWindow(session.library_file, window)
    until_closed.callback(first.close)
    examiner = Examiner(session.library_file, window)
    examiner.found.connect(lambda refusal: window.messages.show_refusal(refusal, lambda: None))
    until_closed.callback(examiner.stop)


def _load() -> None:
    """Load in a thread of its own, so that no click has to wait for it."""
    for name in FIRST_WANTED:
        importlib.import_module(name)
