"""What scrolls, and goes to what gets the keyboard: for panels with more in them than a small window has room for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QWidget

from kompetanse_desktop.ui import theme as look

AROUND = 8
"""So much beside what has the keyboard is seen too, in pixels at 100 %."""


class FollowingScroll(QScrollArea):
    """Holds a widget as wide as the room.

    Qt's own follows the keyboard only from one thing inside to another, and in a field for text no further than to
    the caret.
    """

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner
        self.setWidget(inner)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._inner.isAncestorOf(now) or QApplication.mouseButtons():
            return  # under a pressed mouse nothing may move
        middle, around = now.mapTo(self._inner, now.rect().center()), look.px(AROUND)
        self.ensureVisible(middle.x(), middle.y(), now.width() // 2 + around, now.height() // 2 + around)


class GivingWay(FollowingScroll):
    """Is as high as what it holds needs at its width, and lower, down to ``least``, where others need the room."""

    def __init__(self, inner: QWidget, least: int) -> None:
        """``least`` is in pixels at 100 %."""
        super().__init__(inner)
        self._least = least
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        inner = self._inner
        needed = inner.heightForWidth(self.viewport().width()) if inner.hasHeightForWidth() else -1
        return QSize(inner.minimumSizeHint().width(), needed if needed >= 0 else inner.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(hint.width(), min(hint.height(), look.px(self._least)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
