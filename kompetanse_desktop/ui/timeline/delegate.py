"""Paints the entries of the timeline: the time, what was done, and the money before and after."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.delegate import wrapped
from kompetanse_desktop.ui.timeline.model import LINE, Break, Line

SIDE, ABOVE = look.S, 5
"""Empty pixels beside and above an entry's texts."""
MOST_LINES, MOST_LINES_OF_BREAK = 2, 5
DOT = 7


class EntryDelegate(QStyledItemDelegate):
    """Measures and paints entries; the day stands above its first one."""

    def __init__(self, theme: look.Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width: int = option.widget.entry_width  # type: ignore[attr-defined]
        line: Line | Break = index.data(LINE)
        height = len(_lines(line, width)) * _height(look.BODY) + 2 * ABOVE
        if isinstance(line, Line):
            height += _height(look.SMALL) * (2 if line.standing else 1)
            height += _day_height() if line.opens_day else 0
        return QSize(width, round(height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line | Break = index.data(LINE)
        area = QRectF(option.rect)
        area.setWidth(option.widget.entry_width)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Line) and line.opens_day:
            day = QRectF(area.left() + SIDE, area.top(), area.width() - 2 * SIDE, _day_height())
            painter.setFont(_font(look.SMALL, bold=True))
            painter.setPen(QColor(self.theme.muted))
            painter.drawText(day, int(Qt.AlignmentFlag.AlignVCenter), line.day)
            area.setTop(day.bottom())
        self._paint_choice(painter, area, option.state)
        if isinstance(line, Line):
            self._paint_entry(painter, area, line)
        else:
            self._paint_lines(painter, area.left() + SIDE, area, line, QColor(self.theme.bad))
        painter.restore()

    def _paint_choice(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setBrush(QColor(self.theme.selected))
            painter.setPen(QPen(QColor(self.theme.brand), 2 if focused else 1))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_entry(self, painter: QPainter, area: QRectF, line: Line) -> None:
        theme = self.theme
        muted = QColor(theme.muted)
        small = QFontMetricsF(_font(look.SMALL))
        left = area.left() + SIDE + _time_width()
        painter.setFont(_font(look.SMALL))
        painter.setPen(muted)
        body_ascent = QFontMetricsF(_font(look.BODY)).ascent()
        painter.drawText(QPointF(area.left() + SIDE, area.top() + ABOVE + body_ascent), line.time)
        y = self._paint_lines(painter, left, area, line, muted if line.taken_back else QColor(theme.ink))
        room = area.right() - SIDE - left
        if line.standing:
            colour = QColor(theme.good) if line.is_now else muted
            painter.setFont(_font(look.SMALL, bold=True))
            painter.setPen(colour)
            painter.drawText(QPointF(left, y + small.ascent()), line.standing)
            if line.is_now:
                painter.setBrush(colour)
                painter.setPen(Qt.PenStyle.NoPen)
                middle = area.left() + SIDE + _time_width() - look.M / 2 - DOT
                painter.drawEllipse(QRectF(middle, y + (small.height() - DOT) / 2, DOT, DOT))
            y += _height(look.SMALL)
        painter.setFont(_font(look.SMALL))
        painter.setPen(muted)
        sums = small.elidedText(line.money, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, y + small.ascent()), sums)

    def _paint_lines(self, painter: QPainter, left: float, area: QRectF, line: Line | Break, colour: QColor) -> float:
        """Write what was done; give where the next line goes."""
        font = _font(look.BODY, struck=isinstance(line, Line) and line.taken_back)
        ascent, y = QFontMetricsF(font).ascent(), area.top() + ABOVE
        painter.setFont(font)
        painter.setPen(colour)
        for text in _lines(line, round(area.width())):
            painter.drawText(QPointF(left, y + ascent), text)
            y += _height(look.BODY)
        return y


def _lines(line: Line | Break, width: int) -> tuple[str, ...]:
    if isinstance(line, Break):
        return wrapped(line.what, look.BODY, False, 1.0, width - 2 * SIDE, MOST_LINES_OF_BREAK)
    return wrapped(line.what, look.BODY, False, 1.0, width - 2 * SIDE - _time_width(), MOST_LINES)


@lru_cache(maxsize=8)
def _font(size: int, *, bold: bool = False, struck: bool = False) -> QFont:
    font = look.font(size, bold=bold)
    font.setStrikeOut(struck)
    return font


@lru_cache(maxsize=4)
def _height(size: int) -> float:
    return QFontMetricsF(_font(size)).height()


@lru_cache(maxsize=1)
def _time_width() -> float:
    return QFontMetricsF(_font(look.SMALL)).horizontalAdvance("00:00") + look.M


def _day_height() -> float:
    return _height(look.SMALL) + look.S
