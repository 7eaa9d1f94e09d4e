"""What stands where on the room's screen: plain values first, painted after, so that they can be measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from kompetanse_desktop.ui.projector.colours import Look
from kompetanse_desktop.ui.projector.lettering import line_height, metrics, room_font, width


class Side(Enum):
    """Where in its room a text stands."""

    LEFT = Qt.AlignmentFlag.AlignLeft
    CENTRE = Qt.AlignmentFlag.AlignHCenter
    RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Block:
    """A filled rectangle. Colours are the names of roles in Look; ``stripe`` is hatched over ``fill``."""

    x: float
    y: float
    w: float
    h: float
    fill: str = ""
    stripe: str = ""
    outline: str = ""
    outline_width: float = 0
    radius: float = 0


@dataclass(frozen=True)
class Dashes:
    """A dashed line across, ``thick`` pixels high."""

    x: float
    y: float
    w: float
    colour: str
    thick: float


@dataclass(frozen=True)
class Letters:
    """One line of text: its left or right end or middle at ``x``, its top at ``y``. ``ground`` is what lies below."""

    text: str
    x: float
    y: float
    pixels: int
    colour: str = "ink"
    ground: str = "ground"
    bold: bool = False
    side: Side = Side.LEFT

    @property
    def box(self) -> QRectF:
        """The room it takes, in pixels of the screen."""
        wide = width(self.text, self.pixels, self.bold)
        left = {Side.LEFT: self.x, Side.CENTRE: self.x - wide / 2, Side.RIGHT: self.x - wide}[self.side]
        return QRectF(left, self.y, wide, line_height(self.pixels))


Placed = Block | Dashes | Letters


def paint(placed: Iterable[Placed], painter: QPainter, look: Look) -> None:
    """Paint what was laid out, in its order."""
    for one in placed:
        if isinstance(one, Letters):
            painter.setFont(room_font(one.pixels, one.bold))
            painter.setPen(QColor(look.colour(one.colour)))
            box = one.box
            painter.drawText(QPointF(box.left(), one.y + metrics(one.pixels, one.bold).ascent()), one.text)
        elif isinstance(one, Dashes):
            pen = QPen(QColor(look.colour(one.colour)), one.thick)
            pen.setDashPattern([2.2, 1.3])
            painter.setPen(pen)
            painter.drawLine(QPointF(one.x, one.y), QPointF(one.x + one.w, one.y))
        else:
            _paint_block(one, painter, look)


def _paint_block(block: Block, painter: QPainter, look: Look) -> None:
    area = QRectF(block.x, block.y, block.w, block.h)
    half = block.outline_width / 2
    painter.setPen(
        QPen(QColor(look.colour(block.outline)), block.outline_width) if block.outline else Qt.PenStyle.NoPen
    )
    painter.setBrush(QColor(look.colour(block.fill)) if block.fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), block.radius, block.radius)
    if block.stripe:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(look.colour(block.stripe)), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(area, block.radius, block.radius)
