"""Paints the cards: one delegate for all lanes, no widget per card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate

from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.card import Card, Face

GAP = 8
"""Empty pixels below each card."""
CUT_HEIGHT = 30
"""The cut line's strip above a card, at 100 %."""
STRIPE = 5
PALE = 0.35
RADIUS = 8.0
LEFT, TOP, RIGHT, BOTTOM = 12, 6, 9, 7
RANK_WIDTH = 25
MOST_LINES = 3
TAG_HEIGHT, TAG_PAD = 18, 6


class CardDelegate(QStyledItemDelegate):
    """Measures and paints cards. ``lifted`` are the refs being dragged, shown pale where they come from;
    ``matches`` are those a search found (None: no search), the others are shown pale.
    """

    def __init__(self, theme: look.Theme) -> None:
        super().__init__()
        self.theme = theme
        self.zoom = look.zoom()
        self.lifted: frozenset[str] = frozenset()
        self.matches: frozenset[str] | None = None

    @property
    def cut_height(self) -> int:
        """How high the cut line's strip above a card is now."""
        return round(CUT_HEIGHT * self.zoom)

    # -- measuring ---------------------------------------------------------------------------------
    def height(self, face: Face, width: int) -> int:
        """Give how high a card is in so many pixels of width."""
        return _height(face, width, self.zoom)

    # -- painting ----------------------------------------------------------------------------------
    def paint_row(self, painter: QPainter, area: QRect, card: Card, *, selected: bool, focused: bool) -> None:
        """Paint a card of a lane with what stands above it, and pale where it is on its way or was not found."""
        box = QRectF(area).adjusted(0, 0, 0, -GAP)
        painter.save()
        if card.cut is not None:
            strip = QRectF(box.left(), box.top(), box.width(), self.cut_height)
            self._paint_cut(painter, strip, card.cut, pale=card.past)
            box.setTop(box.top() + self.cut_height)
        lifted = card.face.ref in self.lifted
        theme = self.theme
        if lifted:
            painter.setOpacity(PALE)
        elif self.matches is not None and card.face.ref not in self.matches:
            self.theme = _calm(theme)  # pale, and still to be read: it is there, only not what is looked for
        self.paint_card(painter, box, card, selected=selected and not lifted, focused=focused and not lifted)
        self.theme = theme
        painter.setOpacity(1)
        if lifted:
            self._paint_origin(painter, box)
        elif card.turned:
            self._paint_turned(painter, box, card)
        painter.restore()

    def _paint_origin(self, painter: QPainter, box: QRectF) -> None:
        """Outline the place that a dragged card comes from."""
        pen = QPen(QColor(self.theme.outline), 1.5 * self.zoom, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), RADIUS, RADIUS)

    def _paint_turned(self, painter: QPainter, box: QRectF, card: Card) -> None:
        """Hang a strip at the foot of a card that would fall below the line, or come above it."""
        theme, font = self.theme, _font(look.SMALL, True, self.zoom)
        text = f"{'▼' if card.falls else '▲'} {card.turned}"
        width = _width(text, look.SMALL, True, self.zoom) + 16 * self.zoom
        height = 18 * self.zoom
        strip = QRectF(box.right() - width - 6, box.bottom() - height / 2 - 1, width, height)
        ink, ground = (theme.bad, theme.bad_ground) if card.falls else (theme.brand, theme.selected)
        painter.setPen(QPen(QColor(ink), 1.2, Qt.PenStyle.SolidLine))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(strip, 4, 4)
        painter.setFont(font)
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, text)

    def paint_slot(self, painter: QPainter, area: QRectF, place: str, total: str) -> None:
        """Paint the room that is made for what is dragged, with the place it would get."""
        theme, zoom = self.theme, self.zoom
        box = area.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(QColor(theme.drop), 2))
        painter.setBrush(QColor(theme.ghost))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(QColor(theme.on_ghost))
        painter.setFont(_font(look.STRONG, True, zoom))
        text = box.adjusted(LEFT, 0, -RIGHT, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, place)
        left = text.width() - _width(place, look.STRONG, True, zoom) - 8
        if _width(total, look.SMALL, False, zoom) <= left:
            painter.setFont(_font(look.SMALL, False, zoom))
            painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, total)

    def paint_asked_line(self, painter: QPainter, y: float, width: float, texts: tuple[str, str]) -> None:
        """Paint the cut line between two cards where it would go, with its texts on it."""
        theme, zoom = self.theme, self.zoom
        y = max(y, 2.0)
        painter.setPen(self._cut_pen(theme.bad))
        painter.drawLine(QPointF(0, y), QPointF(width, y))
        text = f"▼ {texts[1]}"
        box = QRectF(0, y - 10 * zoom, min(_width(text, look.SMALL, True, zoom) + 16 * zoom, width - 24), 20 * zoom)
        box.moveLeft(8)
        painter.setPen(QPen(QColor(theme.bad), 1.2))
        painter.setBrush(QColor(theme.bad_ground))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(_font(look.SMALL, True, zoom))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def paint_edge(self, painter: QPainter, box: QRectF) -> None:
        """Paint a card that lies behind another one in the hand."""
        painter.setPen(QPen(QColor(self.theme.outline), 1))
        painter.setBrush(QColor(self.theme.surface))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def paint_card(self, painter: QPainter, area: QRectF, card: Card, *, selected: bool, focused: bool) -> None:
        """Paint one card in an area of its own height."""
        theme, face = self.theme, card.face
        box = area.adjusted(1, 1, -1, -1)
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        surface = theme.selected if selected else theme.surface
        size = (round(area.width()), round(area.height()))
        painter.drawPixmap(area.topLeft(), _ground(*size, surface, theme.network(face.network), theme.card_line, ratio))
        if selected or focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.brand), 2.5 if focused else 1.2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        self._paint_texts(painter, box, card)

    def _paint_texts(self, painter: QPainter, box: QRectF, card: Card) -> None:
        theme, face, zoom = self.theme, card.face, self.zoom
        ink, muted = QColor(theme.ink), QColor(theme.muted)
        top, left = box.top() + TOP, box.left() + LEFT
        strong, small = _font(look.STRONG, True, zoom), _font(look.SMALL, False, zoom)
        painter.setFont(_font(look.STRONG + 1, True, zoom))
        painter.setPen(ink)
        strong_line = QFontMetricsF(strong).height()
        painter.drawText(QRectF(left, top, RANK_WIDTH * zoom, strong_line), Qt.AlignmentFlag.AlignVCenter, card.rank)
        left += RANK_WIDTH * zoom
        right = box.right() - RIGHT
        texts = set_texts(face, right - left, zoom)
        painter.setFont(strong)
        y = _draw_lines(painter, texts.title, left, top, strong)
        foot = y + len(texts.under) * QFontMetricsF(small).height()
        side_top = foot
        if texts.apart:
            foot += QFontMetricsF(small).height()
        amount_top = foot if texts.stacked else top
        painter.setPen(QColor(theme.bad) if not card.inside else ink)
        amount_width = _width(face.amount, look.STRONG, True, zoom)
        painter.drawText(QPointF(right - amount_width, amount_top + QFontMetricsF(strong).ascent()), face.amount)
        painter.setFont(small)
        painter.setPen(muted)
        if texts.stacked:
            line = small if texts.apart else strong
            painter.drawText(QPointF(left, side_top + QFontMetricsF(line).ascent()), card.side)
        else:
            side_width = _width(card.side, look.SMALL, False, zoom)
            painter.drawText(QPointF(right - side_width, y + QFontMetricsF(small).ascent()), card.side)
        _draw_lines(painter, texts.under, left, y, small)
        y += texts.lower_height
        self._paint_tags(painter, face, left, y + 3, right - left)

    def _paint_tags(self, painter: QPainter, face: Face, left: float, top: float, width: float) -> None:
        theme, zoom = self.theme, self.zoom
        painter.setFont(_font(look.SMALL - 1, False, zoom))
        for tag, (x, line, tag_width) in zip(face.tags, tag_places(face, width, zoom), strict=True):
            box = QRectF(left + x, top + line * (TAG_HEIGHT + 3) * zoom, tag_width, TAG_HEIGHT * zoom)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.bad_ground if tag.serious else theme.warn_ground))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(theme.bad if tag.serious else theme.warn))
            metrics = QFontMetricsF(painter.font())
            text = metrics.elidedText(tag.text, Qt.TextElideMode.ElideRight, tag_width - 2 * TAG_PAD + 1)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _cut_pen(self, colour: str) -> QPen:
        pen = QPen(QColor(colour), 3)
        pen.setDashPattern([2.5, 1.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _paint_cut(self, painter: QPainter, area: QRectF, texts: tuple[str, str], *, pale: bool) -> None:
        """Paint the cut line as it is, paler while another one is shown where it would be."""
        colour, zoom = self.theme.muted if pale else self.theme.bad, self.zoom
        painter.setPen(self._cut_pen(colour))
        painter.drawLine(QPointF(area.left(), area.top() + 2), QPointF(area.right(), area.top() + 2))
        painter.setFont(_font(look.SMALL, True, zoom))
        painter.setPen(QColor(colour))
        line = area.adjusted(2, 5, -2, 0)
        above, below = f"▲ {texts[0]}", f"▼ {texts[1]}"
        if pale:
            above, below = f"▲ {say('now: {text}', text=texts[0])}", ""
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, above)
        room = line.width() - _width(above, look.SMALL, True, zoom) - 8
        shown = next((t for t in (below, *below.split(" · ")) if _width(t, look.SMALL, True, zoom) <= room), "")
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, shown)


@lru_cache(maxsize=8)
def _calm(theme: look.Theme) -> look.Theme:
    """Give the colours of a card that was not found: one text colour on the lane's own ground."""
    return replace(
        theme,
        surface=theme.lane,
        selected=theme.lane,
        ink=theme.muted,
        bad=theme.muted,
        warn=theme.muted,
        bad_ground=theme.lane,
        warn_ground=theme.lane,
        networks=(theme.outline,),
    )


@lru_cache(maxsize=256)
def _ground(width: int, height: int, surface: str, stripe: str, edge: str, ratio: float) -> QPixmap:
    """Paint an empty card once for all that are as large: its shadow, surface, edge and stripe."""
    picture = QPixmap(round(width * ratio), round((height + 2) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    box = QRectF(1, 1, width - 2, height - 2)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 26))
    painter.drawRoundedRect(box.translated(0, 1.5), RADIUS, RADIUS)
    painter.setBrush(QColor(surface))
    painter.setPen(QPen(QColor(edge), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setClipRect(QRectF(box.left(), box.top(), STRIPE, box.height()))
    painter.setBrush(QColor(stripe))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.end()
    return picture


@lru_cache(maxsize=64)
def _font(size: int, bold: bool, zoom: float) -> QFont:
    return look.font(size, bold=bold, zoom=zoom)


@lru_cache(maxsize=4096)
def _width(text: str, size: int, bold: bool, zoom: float) -> float:
    return QFontMetricsF(_font(size, bold, zoom)).horizontalAdvance(text)


@dataclass(frozen=True)
class Texts:
    """How a card's texts are set: lines of title and of what stands under it, in pixels of height.

    ``stacked``: the title is too long to stand beside the amount, which then goes to a line of its own below.
    ``apart``: nor is there room for the text at the side on that line; it stands above it.
    """

    title: tuple[str, ...]
    under: tuple[str, ...]
    stacked: bool
    apart: bool
    lower_height: float


@lru_cache(maxsize=16384)
def set_texts(face: Face, width: float, zoom: float) -> Texts:
    """Set a card's texts in so many pixels of width."""
    beside = width - _width(face.amount, look.STRONG, True, zoom) - 8
    title = wrapped(face.title, look.STRONG, True, zoom, beside)
    too_long = max((_width(word, look.STRONG, True, zoom) for word in face.title.split()), default=0) > beside
    stacked = too_long or len(title) == MOST_LINES
    if stacked:
        title = wrapped(face.title, look.STRONG, True, zoom, width)
    side_width = _width(face.side_room, look.SMALL, False, zoom) + 8
    apart = stacked and side_width > beside
    side = 0 if stacked else side_width
    strong = QFontMetricsF(_font(look.STRONG, True, zoom)).height()
    small = QFontMetricsF(_font(look.SMALL, False, zoom)).height()
    under = wrapped(face.under, look.SMALL, False, zoom, width - side) if face.under else ()
    lower = (len(under) + apart) * small + strong if stacked else max(len(under), 1) * small
    return Texts(title, under, stacked, apart, lower)


@lru_cache(maxsize=16384)
def wrapped(text: str, size: int, bold: bool, zoom: float, width: float, most: int = MOST_LINES) -> tuple[str, ...]:
    """Break a text into at most so many lines; what does not fit ends in an ellipsis."""
    font = _font(size, bold, zoom)
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width - _width("-", size, bold, zoom), 24))
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    inside_word = [text[b - 1 : b].isalpha() and text[b : b + 1].isalpha() for b in ends]
    lines = [text[a:b].strip() + "-" * cut for a, b, cut in zip(starts, ends, inside_word, strict=True)]
    if len(lines) > most:
        last = metrics.elidedText(text[starts[most - 1] :], Qt.TextElideMode.ElideRight, width)
        lines = [*lines[: most - 1], last]
    return tuple(lines)


def _draw_lines(painter: QPainter, lines: tuple[str, ...], left: float, top: float, font: QFont) -> float:
    metrics = QFontMetricsF(font)
    for line in lines:
        painter.drawText(QPointF(left, top + metrics.ascent()), line)
        top += metrics.height()
    return top


@lru_cache(maxsize=4096)
def tag_places(face: Face, width: float, zoom: float) -> tuple[tuple[float, int, float], ...]:
    """Lay the tags out in lines: (x, line number, width) for each, none wider than the card."""
    places, x, line = [], 0.0, 0
    for tag in face.tags:
        tag_width = min(_width(tag.text, look.SMALL - 1, False, zoom) + 2 * TAG_PAD, width)
        if x and x + tag_width > width:
            x, line = 0.0, line + 1
        places.append((x, line, tag_width))
        x += tag_width + 6
    return tuple(places)


@lru_cache(maxsize=32768)
def _height(face: Face, width: int, zoom: float) -> int:
    text_width = width - 2 - LEFT - RANK_WIDTH * zoom - RIGHT
    strong = QFontMetricsF(_font(look.STRONG, True, zoom)).height()
    texts = set_texts(face, text_width, zoom)
    tag_lines = 1 + max((line for _, line, _ in tag_places(face, text_width, zoom)), default=-1)
    tags = tag_lines * (TAG_HEIGHT + 3) * zoom + (3 if tag_lines else 0)
    return round(2 + TOP + len(texts.title) * strong + texts.lower_height + tags + BOTTOM)
