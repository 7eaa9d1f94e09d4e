"""Reads which text colours a widget really paints on which grounds: texts from a drawing, grounds from pixels."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

GROUP = re.compile(r'<g [^>]*?transform="matrix\(([^)]*)\)"')
TEXT = re.compile(
    r'<text fill="(?P<colour>#\w{6})" fill-opacity="(?P<opacity>[\d.]+)"[^>]*?'
    r' x="(?P<x>[-\d.]+)" y="(?P<y>[-\d.]+)" font-family="(?P<family>[^"]*)"'
    r' font-size="(?P<size>[\d.]+)" font-weight="(?P<weight>\d+)"[^>]*>(?P<text>[^<]*)<'
)
NEAR = 48
"""So far a painted pixel may be from the colour of its text: thin letters are smoothed at their edges."""


@dataclass(frozen=True)
class Painted:
    """A text as it stands on the screen, with its colour and that of what lies behind it."""

    text: str
    colour: str
    ground: str


def painted_texts(widget: QWidget) -> list[Painted]:
    """Paint a widget and give every text of it that is seen. One hidden behind an edge isn't."""
    drawing, picture = _drawing(widget), widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found: list[Painted] = []
    where = QTransform()
    for line in re.finditer(f"{GROUP.pattern}|{TEXT.pattern}", drawing):
        if line["colour"] is None:
            a, b, c, d, dx, dy = map(float, line[1].split(","))
            where = QTransform(a, b, c, d, dx, dy)
            continue
        font = QFont(line["family"].split(","))
        font.setPixelSize(round(float(line["size"])))
        font.setWeight(QFont.Weight(int(line["weight"])))
        metrics = QFontMetricsF(font)
        x, y = float(line["x"]), float(line["y"])
        box = QRectF(x, y - metrics.ascent(), metrics.horizontalAdvance(line["text"]), metrics.height())
        pixels = _pixels(picture, where.mapRect(box).toRect())
        if float(line["opacity"]) < 1 or any(_distance(pixel, line["colour"]) < NEAR for pixel in pixels):
            ground = pixels.most_common(1)[0][0]
            found.append(Painted(line["text"], _mixed(line["colour"], ground, float(line["opacity"])), ground))
    return found


def _drawing(widget: QWidget) -> str:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    generator.setViewBox(QRect(0, 0, widget.width(), widget.height()))
    widget.render(generator)
    return bytes(buffer.data().data()).decode()


def _pixels(picture: QImage, box: QRect) -> Counter[str]:
    seen = box.intersected(picture.rect())
    return Counter(
        picture.pixelColor(x, y).name()
        for x in range(seen.left(), seen.right() + 1)
        for y in range(seen.top(), seen.bottom() + 1)
    )


def _mixed(colour: str, ground: str, opacity: float) -> str:
    """Give the colour that is seen where one that is seen through lies on a ground."""
    if opacity >= 1:
        return colour
    a, b = QColor(colour), QColor(ground)
    channels = zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    return QColor(*(round(over * opacity + under * (1 - opacity)) for over, under in channels)).name()


def _distance(one: str, other: str) -> int:
    a, b = QColor(one), QColor(other)
    return max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue()))
