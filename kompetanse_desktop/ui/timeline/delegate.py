"""Paints the entries of the timeline: the time, what was done, and the money before and after."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.timeline.model import LINE, Line

PAD = look.S
MOST_LINES = 2
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)


class EntryDelegate(QStyledItemDelegate):
    """Measures and paints entries; the day stands above its first one."""

    def __init__(self, theme: look.Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget  # type: ignore[attr-defined]
        width = view.viewport().width()
        line: Line = index.data(LINE)
        height = _what_height(line, width) + _metrics(look.SMALL).height() + 2 * PAD
        return QSize(width, height + (_day_height() if line.day else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line = index.data(LINE)
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.day:
            day = QRectF(area.left() + PAD, area.top(), area.width() - 2 * PAD, _day_height())
            painter.setFont(_font(look.SMALL, bold=True))
            painter.setPen(QColor(self.theme.muted))
            painter.drawText(day, int(Qt.AlignmentFlag.AlignVCenter), line.day)
            area.setTop(day.bottom())
        state = option.state  # type: ignore[attr-defined]
        self._paint_entry(painter, area, line, state)
        painter.restore()

    def _paint_entry(self, painter: QPainter, area: QRectF, line: Line, state: QStyle.StateFlag) -> None:
        theme = self.theme
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(theme.selected))
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(theme.brand), 2 if focused else 1))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        left, top = area.left() + PAD, area.top() + PAD
        painter.setFont(_font(look.SMALL))
        painter.setPen(QColor(theme.muted))
        small = _metrics(look.SMALL)
        painter.drawText(QRectF(left, top + 1, _time_width(), small.height()), 0, line.time)
        left += _time_width()
        width = int(area.right() - PAD - left)
        painter.setFont(_font(look.BODY, struck=line.taken_back))
        painter.setPen(QColor(theme.muted if line.taken_back else theme.ink))
        height = _what_height(line, int(area.width()))
        painter.drawText(QRectF(left, top, width, height), WRAP, _shortened(line.what, width))
        painter.setFont(_font(look.SMALL))
        painter.setPen(QColor(theme.good if line.is_now else theme.muted))
        told = say("The board stands here now") if line.is_now else say("taken back") if line.taken_back else ""
        under = " · ".join(filter(None, (told, line.money)))
        painter.drawText(
            QRectF(left, top + height, width, small.height()),
            0,
            small.elidedText(under, Qt.TextElideMode.ElideRight, width),
        )


def _font(size: int, *, bold: bool = False, struck: bool = False) -> QFont:
    font = QFont(look.FAMILY)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setStrikeOut(struck)
    return font


def _metrics(size: int) -> QFontMetrics:
    return QFontMetrics(_font(size))


def _time_width() -> int:
    return _metrics(look.SMALL).horizontalAdvance("00:00") + look.M


def _day_height() -> int:
    return _metrics(look.SMALL).height() + look.M


def _what_height(line: Line, width: int) -> int:
    metrics = _metrics(look.BODY)
    room = metrics.boundingRect(0, 0, width - 2 * PAD - _time_width(), 10_000, WRAP, line.what).height()
    return int(min(room, MOST_LINES * metrics.lineSpacing()))


def _shortened(text: str, width: int) -> str:
    """Cut a text that fills more than its lines; the whole of it is in the tool tip and below the list."""
    metrics = _metrics(look.BODY)
    most = MOST_LINES * metrics.lineSpacing()
    if metrics.boundingRect(0, 0, width, 10_000, WRAP, text).height() <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.boundingRect(0, 0, width, 10_000, WRAP, f"{text[:middle]}…").height() <= most:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low].rstrip()}…"
