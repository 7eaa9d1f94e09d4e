"""Turns Qt's screens into plain values, and tells when they come, go or change: for the projector."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from kompetanse_desktop.ui.projector.screens import Area, Monitor, Screen

SETTLED_MS = 200
"""A cable that is pulled, or a computer that wakes up, tells of several changes in a row."""
LOOK_MS = 1500
"""So often the screens are looked at, whether or not something was told of them: some changes Qt is never told of."""


def area_of(rectangle: QRect) -> Area:
    """Give a rectangle of the desktop as a value."""
    return Area(rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height())


def screen_value(screen: QScreen) -> Screen:
    """Give one of Qt's screens as a value."""
    return Screen(
        Monitor(screen.manufacturer(), screen.model(), screen.serialNumber(), screen.name()),
        area_of(screen.geometry()),
        screen.devicePixelRatio(),
        screen is QGuiApplication.primaryScreen(),
    )


class ScreenWatch(QObject):
    """Tells of screens: what must be acted on at once, and when all is quiet again."""

    vanished = Signal(QScreen)
    """This screen is no more: what was on it may be put on another by the system."""
    moved = Signal()
    """A screen lies elsewhere or has another size: two may show the same now."""
    settled = Signal()
    """Nothing has changed for a while: what there is now, is so."""

    looked = Signal()
    """The screens were looked at and are as before; where a window lies may tell more than they do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = self.screens()
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self.look)
        self._looking.start()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(SETTLED_MS)
        self._quiet.timeout.connect(self.settled)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._added)
        app.screenRemoved.connect(self._removed)
        app.primaryScreenChanged.connect(self._changed)
        for screen in QGuiApplication.screens():
            self._follow(screen)

    def stop(self) -> None:
        """Tell of nothing any more."""
        self._looking.stop()
        self._quiet.stop()
        self.blockSignals(True)

    def look(self) -> None:
        """Look whether the screens are as they were when they were looked at last, and tell where they aren't."""
        if self.screens() == self._known:
            self.looked.emit()
        else:
            self._moved()

    def screens(self) -> tuple[Screen, ...]:
        """Give the screens there are now."""
        return tuple(screen_value(screen) for screen in QGuiApplication.screens())

    def qt_screen(self, screen: Screen) -> QScreen | None:
        """Give Qt's own screen for a value; None where it is gone meanwhile."""
        return next((one for one in QGuiApplication.screens() if screen_value(one) == screen), None)

    def _follow(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._moved)
        screen.logicalDotsPerInchChanged.connect(self._changed)

    def _added(self, screen: QScreen) -> None:
        self._follow(screen)
        self._changed()

    def _removed(self, screen: QScreen) -> None:
        self.vanished.emit(screen)
        self._changed()

    def _moved(self) -> None:
        self.moved.emit()
        self._changed()

    def _changed(self) -> None:
        self._known = self.screens()
        self._quiet.start()
