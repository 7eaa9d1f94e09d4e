"""Puts the room's window on a screen and takes it away again: what that asks of Qt and of window managers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

Flag = Qt.WindowType

BESIDE = Flag.Window | Flag.FramelessWindowHint | Flag.WindowDoesNotAcceptFocus | Flag.WindowStaysOnTopHint
"""On a screen of its own: above the system's own panels there, and never with the keyboard."""
COVERING = Flag.Window | Flag.FramelessWindowHint
"""On the operator's own screen: it has the keyboard, or nobody could give the screen back."""


def put(window: QWidget, screen: QScreen, *, covering: bool) -> None:
    """Cover a screen with a window. ``covering``: it is the operator's own, and the window gets the keyboard.

    A window that is seen already stays as it is where it lies right; else it is hidden first, since a window
    manager moves no window that fills a screen.
    """
    flags = COVERING if covering else BESIDE
    if window.isVisible() and lies_on(window, screen) and window.windowFlags() == flags:
        return
    window.hide()
    if window.windowFlags() != flags:
        window.setWindowFlags(flags)
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not covering)
    window.setScreen(screen)
    window.setGeometry(screen.geometry())
    window.setWindowState(Qt.WindowState.WindowFullScreen)
    window.show()  # not showFullScreen, which asks for the keyboard too
    if covering:
        window.raise_()
        window.activateWindow()


def lies_on(window: QWidget, screen: QScreen) -> bool:
    """Tell whether a window fills a screen as it is now."""
    return window.screen() is screen and window.geometry() == screen.geometry()
