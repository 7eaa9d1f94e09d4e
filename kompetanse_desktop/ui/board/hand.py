"""The hand that drags: the picture that follows it, and the lane that scrolls while it stays at an edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QDrag, QPainter, QPixmap

from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.delegate import GAP

if TYPE_CHECKING:
    from kompetanse_desktop.ui.board.lane_view import LaneView

TILT_DEGREES = 1.2
"""A lifted card leans a little, so that it is not taken for one that lies there."""
MOST_BEHIND = 2
"""So many edges of further cards are seen behind the one on top."""
EDGE = 48
"""So near an edge the lane scrolls, in pixels at 100 %."""
TICK_MS = 16
SLOWEST, FASTEST = 3, 26
"""Pixels a tick at 100 %: where the edge begins, and at its end."""
FASTER_AFTER, MOST_TIMES = 60, 8
"""After so many ticks at the edge the lane goes faster and faster, up to so many times: a lane can be very long."""


def carry(view: LaneView, indexes: Sequence[QModelIndex]) -> None:
    """Drag these cards of a lane until they are let go or given up."""
    drag = QDrag(view)
    drag.setMimeData(view.lane_model.mimeData(indexes))
    grabbed = view.currentIndex() if view.currentIndex() in indexes else indexes[0]
    picture, hot = _picture(view, grabbed, len(indexes))
    drag.setPixmap(picture)
    drag.setHotSpot(hot)
    drag.exec(Qt.DropAction.MoveAction)


def _picture(view: LaneView, index: QModelIndex, count: int) -> tuple[QPixmap, QPoint]:
    """Paint the card that follows the hand, a little tilted, with how many there are."""
    cards, place, card = view.cards, view.visualRect(index), view.lane_model.card(index.row())
    strip = cards.cut_height if card.cut else 0
    size = QRect(0, 0, place.width(), place.height() - GAP - strip)
    pad, behind = look.px(16), look.px(5) * min(count - 1, MOST_BEHIND)
    ratio = view.devicePixelRatioF()
    wide, high = size.width() + 2 * pad + behind, size.height() + 2 * pad + behind
    picture = QPixmap(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(pad + size.width() / 2, pad + size.height() / 2)
    painter.rotate(-TILT_DEGREES if look.motion() else 0)
    painter.translate(-size.width() / 2, -size.height() / 2)
    for number in range(min(count - 1, MOST_BEHIND), 0, -1):
        cards.paint_edge(painter, size.translated(look.px(5) * number, look.px(5) * number).toRectF())
    cards.paint_card(painter, size.toRectF(), card, selected=True, focused=True)
    if count > 1:
        _paint_count(painter, size, str(count), cards.theme)
    painter.end()
    grip = view.viewport().mapFromGlobal(view.cursor().pos()) - place.topLeft()
    grip.setX(min(max(grip.x(), 10), size.width() - 10))
    grip.setY(min(max(grip.y() - strip, 10), max(size.height() - 10, 10)))
    return picture, grip + QPoint(pad, pad)


def _paint_count(painter: QPainter, card: QRect, text: str, theme: look.Theme) -> None:
    font = look.font(look.STRONG, bold=True)
    painter.setFont(font)
    width = max(painter.fontMetrics().horizontalAdvance(text) + look.px(14), look.px(26))
    badge = QRect(card.width() - width + look.px(8), -look.px(11), width, look.px(26))
    painter.setBrush(QColor(theme.drop))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(badge, look.px(13), look.px(13))
    painter.setPen(QColor(theme.on_drop))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


class EdgeScroll(QObject):
    """Scrolls a lane for as long as the hand stays near its upper or lower edge, and tells of each step."""

    def __init__(self, view: LaneView, scrolled: Callable[[int], object]) -> None:
        super().__init__(view)
        self._view, self._scrolled = view, scrolled
        self._y, self._ticks = 0, 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def at(self, y: int) -> None:
        """Say at what height of the viewport the hand is now."""
        self._y = y
        if not self._speed():
            self.stop()
        elif not self._timer.isActive():
            self._ticks = 0
            self._timer.start()

    def stop(self) -> None:
        """Scroll no more."""
        self._timer.stop()

    def _speed(self) -> int:
        """Give pixels a tick, below nothing upwards: the nearer the edge the faster."""
        edge, height = look.px(EDGE), self._view.viewport().height()
        above, below = edge - self._y, self._y - (height - edge)
        depth = max(above, below)
        if depth <= 0:
            return 0
        speed = look.px(SLOWEST + (FASTEST - SLOWEST) * min(depth, edge) // edge)
        return -speed if above > below else speed

    def _tick(self) -> None:
        self._ticks += 1
        times = min(1 + max(0, self._ticks - FASTER_AFTER) / FASTER_AFTER, MOST_TIMES)
        bar = self._view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(self._speed() * times))
        if bar.value() != before:
            self._scrolled(self._y)
