"""Reads a list in a thread of its own, with a box that tells how far it is and gives it up at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from kompetanse_desktop.exchange.reading import Cancelled, Reading
from kompetanse_desktop.exchange.tables import PHASES
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.imports.source import Source
from kompetanse_desktop.ui.widgets import button

SOON_MS = 400
"""A list that is read faster than this shows no box: it would only flicker."""


class _Reader(QThread):
    """``result`` is a Reading, or what was raised instead."""

    told = Signal(str, float)

    def __init__(self, read: Callable[[Callable[[], bool], Callable[[str, float], None]], Reading]) -> None:
        super().__init__()
        self._read = read
        self._gave_up = False
        self.result: Reading | Exception | None = None

    def give_up(self) -> None:
        self._gave_up = True

    def run(self) -> None:
        try:
            self.result = self._read(lambda: self._gave_up, self.told.emit)
        except Exception as error:  # told in the window's own thread, where a bug is shown as one
            self.result = error


def read_with_box(source: Source, year: int, parent: QWidget | None) -> Reading | None:
    """Read a list while the window goes on living; None where the reader gave it up. Raises Refusal."""
    reader = _Reader(lambda cancelled, progress: source.read(year, cancelled, progress))
    box = _Box(source, reader, parent)
    loop = QEventLoop()
    reader.finished.connect(loop.quit)
    reader.start()
    loop.exec()
    box.close()
    reader.wait()
    result = reader.result
    if isinstance(result, Cancelled):
        return None
    if isinstance(result, Exception):
        raise result
    return result


class _Box(QObject):
    def __init__(self, source: Source, reader: _Reader, parent: QWidget | None) -> None:
        super().__init__()
        self._dialog = QProgressDialog(parent)
        self._dialog.setObjectName("import.reading")
        self._dialog.setWindowTitle(say("Take in {file}", file=source.name))
        self._dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._dialog.setLabelText(say("Looking through the file"))
        self._dialog.setCancelButton(button(say("Cancel"), reader.give_up, name="import.giveUp"))
        self._dialog.setRange(0, 0)
        self._dialog.setMinimumDuration(SOON_MS)
        self._dialog.setAutoClose(False)
        self._dialog.setAutoReset(False)
        self._dialog.setMinimumWidth(380)
        self._dialog.canceled.connect(reader.give_up)
        self._dialog.setValue(0)
        reader.told.connect(self._tell)

    def _tell(self, phase: str, done: float) -> None:
        self._dialog.setLabelText(say(PHASES[phase]))
        self._dialog.setRange(0, 100)
        self._dialog.setValue(round(done * 100))

    def close(self) -> None:
        """Put the box away."""
        self._dialog.canceled.disconnect()
        self._dialog.reset()  # else its timer would show it although it is closed
        self._dialog.hide()
        self._dialog.deleteLater()
