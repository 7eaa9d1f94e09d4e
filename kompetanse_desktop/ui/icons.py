"""Icons of one family, drawn for this program, in a colour of the theme and sharp in any size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from kompetanse_desktop import paths
from kompetanse_desktop.ui import theme as look

SIZE = 16
"""An icon beside a text, in pixels at 100 %."""


class _Engine(QIconEngine):
    """Paints one drawing in a colour of the theme; the file is read the first time it is seen."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, QRectF(rect), self._name, _colour(self._role, mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _picture(self._name, _colour(self._role, mode), size.width(), size.height())

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)


def icon(name: str, role: str = "ink") -> QIcon:
    """Give an icon: a file of ``resources/icons`` without its ending, in a colour of the theme in use.

    ``role`` is the name of a colour (``ink``, ``muted``, ``on_brand``, ``bad`` …); the icon takes the new
    colour when the theme changes. Where it can't be used (a disabled button) it is muted, and it is
    ``on_brand`` where it is chosen in a menu.
    """
    return QIcon(_Engine(name, role))


class Sign(QWidget):
    """An icon by itself beside a text that says the same: nothing for a screen reader."""

    def __init__(self, name: str, role: str = "ink", length: int = SIZE) -> None:
        super().__init__()
        self._name, self._role = name, role
        look.sized(self, width=length, height=length)

    def show_icon(self, name: str, role: str) -> None:
        """Show another icon, in the colour of the theme with this name."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, QRectF(self.rect()), self._name, _colour(self._role, QIcon.Mode.Normal))
        painter.end()


def size(length: int = SIZE) -> QSize:
    """Give the size of an icon in the size of now; ``length`` in pixels at 100 %."""
    return QSize(look.px(length), look.px(length))


def paint(painter: QPainter, area: QRectF, name: str, colour: str) -> None:
    """Paint an icon in a colour (#rrggbb), as large as an area."""
    _renderer(name, colour).render(painter, area)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    made = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    made.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return made


@lru_cache(maxsize=256)
def _picture(name: str, colour: str, width: int, height: int) -> QPixmap:
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, QRectF(0, 0, width, height), name, colour)
    painter.end()
    return picture


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    """Read a drawing. FileNotFoundError where there is none of that name."""
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _colour(role: str, mode: QIcon.Mode) -> str:
    theme = look.current()
    if mode is QIcon.Mode.Disabled:
        return theme.muted
    if mode is QIcon.Mode.Active or mode is QIcon.Mode.Normal:
        return str(getattr(theme, role))
    return theme.on_brand
