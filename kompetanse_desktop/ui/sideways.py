"""Scrolls sideways what is wider than its room, and by itself while a drag is near an edge."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.following import FollowingScroll

EDGE, STEP, EVERY_MS = 48, 12, 16
"""How near the edge a drag scrolls sideways, how far at a time, and how often."""
LEAST_WIDTH, LEAST_HEIGHT = 280, 120
"""It is never asked to be smaller, in pixels at 100 %."""


class SidewaysScroll(FollowingScroll):
    """Holds a widget that is as high as the room, and no narrower than it has to be."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__(inner)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._scroll_at_edge)

    def begin_drag(self) -> None:
        """Look where the hand is from now on."""
        if not self._timer.isActive() and self.horizontalScrollBar().maximum():
            self._timer.start()

    def end_drag(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _scroll_at_edge(self) -> None:
        x, bar = self.mapFromGlobal(QCursor.pos()).x(), self.horizontalScrollBar()
        if x < EDGE:
            bar.setValue(bar.value() - STEP)
        elif x > self.width() - EDGE:
            bar.setValue(bar.value() + STEP)

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(LEAST_WIDTH), look.px(LEAST_HEIGHT))
