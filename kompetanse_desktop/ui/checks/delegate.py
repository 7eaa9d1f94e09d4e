"""Paints remarks: a shape and a word for how serious, which proposal, what is remarked, and the rule or the answer."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kompetanse_desktop.domain.checks import Severity
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.delegate import wrapped
from kompetanse_desktop.ui.checks.model import LINE, Fold, Line

MOST_LINES = 3
SHAPE = 10
"""Pixels across, at 100 %."""


class CheckDelegate(QStyledItemDelegate):
    """Measures and paints the rows."""

    def __init__(self, theme: look.Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width: int = option.widget.entry_width  # type: ignore[attr-defined]
        line: Line | Fold = index.data(LINE)
        pad = 2 * look.px(look.XS)
        if isinstance(line, Fold):
            return QSize(width, round(_height(look.BODY) + pad + look.px(look.S)))
        lines = len(_lines(line, width))
        return QSize(width, round(2 * _height(look.SMALL) + lines * _height(look.BODY) + pad))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line | Fold = index.data(LINE)
        area = QRectF(option.rect)
        area.setWidth(option.widget.entry_width)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_choice(painter, area, option.state)
        inner = area.adjusted(look.px(look.S), look.px(look.XS), -look.px(look.S), -look.px(look.XS))
        if isinstance(line, Fold):
            self._paint_fold(painter, inner, line)
        else:
            self._paint_line(painter, inner, line, round(area.width()))
        painter.restore()

    def _paint_choice(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setBrush(QColor(self.theme.selected))
            painter.setPen(QPen(QColor(self.theme.brand), look.px(2 if focused else 1)))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), look.px(6), look.px(6))

    def _paint_fold(self, painter: QPainter, area: QRectF, fold: Fold) -> None:
        painter.setPen(QColor(self.theme.muted))
        size, middle = look.px(SHAPE) / 2, QPointF(area.left() + look.px(SHAPE) / 2, area.center().y())
        painter.setBrush(QColor(self.theme.muted))
        painter.drawPolygon(_regular(middle, size, 3, 90 if fold.is_open else 0))
        painter.setFont(_font(look.BODY, True))
        area.setLeft(area.left() + _indent())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), fold.what)

    def _paint_line(self, painter: QPainter, area: QRectF, line: Line, width: int) -> None:
        colour = QColor(self._colour(line))
        head = QRectF(area.left(), area.top(), area.width(), _height(look.SMALL))
        self._paint_shape(painter, QPointF(head.left() + look.px(SHAPE) / 2, head.center().y()), line, colour)
        painter.setFont(_font(look.SMALL, True))
        painter.setPen(colour)
        head.setLeft(head.left() + _indent())
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), line.severity)
        taken = QFontMetricsF(_font(look.SMALL, True)).horizontalAdvance(line.severity) + look.px(look.S)
        head.setLeft(head.left() + taken)
        painter.setFont(_font(look.SMALL, False))
        painter.setPen(QColor(self.theme.muted))
        small = QFontMetricsF(_font(look.SMALL, False))
        about = small.elidedText(line.about, Qt.TextElideMode.ElideRight, head.width())
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), about)
        y = head.bottom()
        painter.setFont(_font(look.BODY, False))
        painter.setPen(QColor(self.theme.ink if line.check.is_open else self.theme.muted))
        for text in _lines(line, width):
            painter.drawText(QPointF(area.left() + _indent(), y + _ascent(look.BODY)), text)
            y += _height(look.BODY)
        painter.setFont(_font(look.SMALL, False))
        painter.setPen(QColor(self.theme.muted))
        under = small.elidedText(line.under.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width() - _indent())
        painter.drawText(QPointF(area.left() + _indent(), y + _ascent(look.SMALL)), under)

    def _colour(self, line: Line) -> str:
        if not line.check.is_open:
            return self.theme.good
        colours = {Severity.STOP: self.theme.bad, Severity.WARN: self.theme.warn, Severity.NOTE: self.theme.muted}
        return colours[line.check.severity]

    def _paint_shape(self, painter: QPainter, middle: QPointF, line: Line, colour: QColor) -> None:
        """Draw a tick, an octagon, a triangle or a ring."""
        half = look.px(SHAPE) / 2
        painter.setPen(QPen(colour, look.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not line.check.is_open:
            low = middle + QPointF(-half * 0.2, half * 0.7)
            painter.drawPolyline([middle + QPointF(-half * 0.9, 0), low, middle + QPointF(half, -half * 0.7)])
        elif line.check.severity is Severity.NOTE:
            painter.drawEllipse(middle, half * 0.75, half * 0.75)
        else:
            painter.setBrush(colour)
            painter.setPen(Qt.PenStyle.NoPen)
            corners, turned = (8, 22.5) if line.check.severity is Severity.STOP else (3, -90)
            painter.drawPolygon(_regular(middle, half * 1.15, corners, turned))


def _regular(middle: QPointF, radius: float, corners: int, turned: float) -> QPolygonF:
    angles = [math.radians(turned + at * 360 / corners) for at in range(corners)]
    return QPolygonF([middle + QPointF(math.cos(a), math.sin(a)) * radius for a in angles])


def _indent() -> int:
    return look.px(SHAPE + 6)


def _lines(line: Line, width: int) -> tuple[str, ...]:
    room = width - 2 * look.px(look.S) - _indent()
    return wrapped(line.what, look.BODY, False, look.zoom(), room, MOST_LINES)


def _font(size: int, bold: bool) -> QFont:
    return _made(size, bold, look.zoom())


@lru_cache(maxsize=32)
def _made(size: int, bold: bool, zoom: float) -> QFont:
    return look.font(size, bold=bold, zoom=zoom)


def _height(size: int) -> float:
    return QFontMetricsF(_font(size, False)).height()


def _ascent(size: int) -> float:
    return QFontMetricsF(_font(size, False)).ascent()
