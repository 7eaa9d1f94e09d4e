"""Does what takes long with a list in a thread, with a box that tells how far it is and gives it up at once."""

from __future__ import annotations

import gc
import importlib
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from kompetanse_desktop.text import say
from kompetanse_desktop.ui.imports.source import Source
from kompetanse_desktop.ui.widgets import button, column, label, row

if TYPE_CHECKING:  # loaded by the thread, so that the window doesn't wait for it
    from kompetanse_desktop.exchange.reading import Reading

SOON_MS = 400
"""A list that is read faster than this shows no box: it would only flicker."""
LOOK_MS = 20
"""How often the window looks whether the thread is done."""
TURN_SECONDS = 0.001
"""How long the thread keeps Python from the window at a time; the ordinary 5 ms would add up while it is painted."""
WIDTH = 400
DIALOG = "kompetanse_desktop.ui.imports.import_dialog"
"""Loaded by the thread too, for the window that comes next."""

T = TypeVar("T")
Work = Callable[[Callable[[], bool], Callable[[str, float], None]], T]
"""Something that takes long; is given who to ask whether it was given up, and whom to tell how far it is."""


class _Thread(Generic[T]):
    """Runs the work. The window looks at its fields; nothing of Qt is touched by the thread."""

    def __init__(self, work: Work[T]) -> None:
        self._work = work
        self.result: T | None = None
        self.error: BaseException | None = None
        self.told: tuple[str, float] | None = None
        self.gave_up = False
        self.done = False
        self._thread = threading.Thread(target=self._run, name="list", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.result = self._work(lambda: self.gave_up, self._tell)
        except BaseException as error:  # raised again in the window's own thread, where a bug is shown as one
            self.error = error
        self.done = True

    def _tell(self, phase: str, share: float) -> None:
        self.told = (phase, share)


def read_with_box(source: Source, year: int, parent: QWidget | None) -> Reading | None:
    """Read a list while the window goes on living; None where the reader gave it up. Raises Refusal."""

    def work(cancelled: Callable[[], bool], progress: Callable[[str, float], None]) -> Reading:
        reading = source.read(year, cancelled, progress)
        importlib.import_module(DIALOG)
        return reading

    return run_with_box(say("Take in {file}", file=source.name), work, parent)


def run_with_box(title: str, work: Work[T], parent: QWidget | None, told: str | None = None) -> T | None:
    """Do something while the window goes on living, but takes no orders; None where the reader gave it up.

    ``told`` is what the box says while no phase of reading a list is told.

    Given up, the thread is left to itself and what it gives is dropped: nobody waits for it. Raises what
    the work raises.
    """
    with _living():
        thread = _Thread(work)
        box = _Box(title, thread, parent, told or say("Looking through the file"))
        try:
            box.wait()
        finally:
            box.put_away()
    if thread.gave_up:
        return None
    if thread.error is not None:
        raise thread.error
    return thread.result


@contextmanager
def _living() -> Iterator[None]:
    """Let thread and window take short turns, and the garbage collector rest: it would look through every row.

    What is there at the end it passes over until ``let_go``.
    """
    turn, collects = sys.getswitchinterval(), gc.isenabled()
    sys.setswitchinterval(TURN_SECONDS)
    gc.disable()
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        if collects:
            gc.freeze()
            gc.enable()


def let_go() -> None:
    """Have the garbage collector look at everything again, when a list that was read is no longer shown."""
    gc.unfreeze()


class _Box(QDialog):
    """Is there from the beginning, so that the window takes no orders, but is seen only when it takes a while."""

    def __init__(self, title: str, thread: _Thread[T], parent: QWidget | None, told: str) -> None:
        super().__init__(parent)
        self._thread = thread
        self.setObjectName("import.reading")
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(WIDTH)
        self._phase = label(told, name="import.phase")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(say("How far it is"))
        stop = button(say("Cancel"), self.reject, name="import.giveUp")
        line = QWidget()
        line.setLayout(row(1, stop))
        self.setLayout(column(self._phase, self._bar, line, spacing=10, margins=(20, 16, 20, 16)))
        self._loop = QEventLoop(self)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def wait(self) -> None:
        """Stay until the thread is done or the reader gives it up."""
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.show()
        QTimer.singleShot(SOON_MS, self, self._come_into_sight)
        self._timer.start()
        self._loop.exec()

    def _come_into_sight(self) -> None:
        if self._loop.isRunning():
            self.hide()
            self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
            self.show()

    def _look(self) -> None:
        if self._thread.done:
            self._loop.quit()
            return
        if self._thread.told is not None:
            from kompetanse_desktop.exchange.tables import PHASES  # loaded by now: it is what told

            phase, share = self._thread.told
            if phase in PHASES:
                self._phase.setText(say(PHASES[phase]))
            self._bar.setRange(0, 100)
            self._bar.setValue(round(share * 100))

    def reject(self) -> None:
        self._thread.gave_up = True
        self._loop.quit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()

    def put_away(self) -> None:
        """Let the window take orders again."""
        self._timer.stop()
        self.hide()
        self.deleteLater()
