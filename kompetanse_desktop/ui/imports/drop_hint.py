"""Lies over the whole window while a file is held above it: says that it can be let go, and takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import announce

ROUND_ENDING = ".kompetanse"
MARGIN, RADIUS, VEIL = 14, 14, 225


class DropHint(QWidget):
    """``dropped`` is called with files let go here. It is shown by ``offer`` and goes away by itself."""

    def __init__(self, dropped: Callable[[Sequence[Path]], object], window: QWidget) -> None:
        super().__init__(window)
        self._dropped, self._window = dropped, window
        self._text = ""
        self.setObjectName("import.dropHint")
        self.setAcceptDrops(True)
        self.hide()

    def offer(self, files: Sequence[Path]) -> None:
        """Lie over the window, and say what letting go would do."""
        self._text = (
            say("Let go to look at the round. Nothing is kept yet.")
            if is_round(files)
            else say("Let go to look at the list. Nothing is kept yet.")
        )
        self.setAccessibleName(self._text)
        self.setGeometry(self._window.rect())
        self.raise_()
        if not self.isVisible():
            self.show()
            announce(self, self._text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._take(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event)
        self.hide()
        if event.isAccepted():
            self._dropped(local_files(event.mimeData()))

    def _take(self, event: QDropEvent) -> None:
        if local_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look.current()
        veil = QColor(theme.ground)
        veil.setAlpha(VEIL)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), veil)
        box = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        pen = QPen(QColor(theme.drop), 3, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(QColor(theme.ink))
        painter.setFont(look.font(look.TITLE, bold=True))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box.adjusted(40, 0, -40, 0), int(flags), self._text)
        painter.end()


def local_files(data: QMimeData) -> list[Path]:
    """Give the files of this machine that a drag or the clipboard carries; none where there is anything else."""
    urls = data.urls() if data.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls] if all(url.isLocalFile() for url in urls) else []


def is_round(files: Sequence[Path]) -> bool:
    """Tell whether it is a round that somebody has sent."""
    return len(files) == 1 and files[0].suffix.lower() == ROUND_ENDING
