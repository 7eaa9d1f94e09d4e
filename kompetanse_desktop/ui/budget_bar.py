"""The frame as a bar: what is tied, a piece for each network or other group, and what a drop would add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kompetanse_desktop.domain.budget import Budget
from kompetanse_desktop.text import money, number, say
from kompetanse_desktop.ui import theme as look

BAR_HEIGHT = 32


@dataclass(frozen=True)
class Piece:
    """A part of what is recommended: its name in words, kroner, and the number of its colour."""

    name: str
    nok: int
    number: int


class BudgetBar(QWidget):
    """The frame as a bar: committed hatched, a piece for each group, and what a drop would add.

    The groups are the networks until ``show_pieces`` gives others. Every piece is told in words too, in the
    tool tip and to screen readers.
    """

    def __init__(self, theme: look.Theme) -> None:
        super().__init__()
        self.theme = theme
        self._budget: Budget | None = None
        self._pieces: tuple[Piece, ...] = ()
        self._ghost = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setObjectName("budget.bar")

    def sizeHint(self) -> QSize:
        return QSize(look.px(200), look.px(BAR_HEIGHT))

    def show_budget(self, budget: Budget, numbers: dict[str, int]) -> None:
        """Show these sums; ``numbers`` gives each network's colour number."""
        self._budget, self._ghost = budget, 0
        by_network = [
            Piece(network or say("no network"), nok, numbers.get(network, 0))
            for network, nok in budget.by_network.items()
        ]
        self.show_pieces(say("By network"), by_network)

    def show_pieces(self, heading: str, pieces: Sequence[Piece]) -> None:
        """Show what is recommended in these pieces; ``heading`` says what they are. It holds until the next budget."""
        self._pieces = tuple(piece for piece in pieces if piece.nok)
        told = [f"{piece.name} {money(piece.nok)}" for piece in self._pieces]
        self.setAccessibleName(", ".join([say("Shares of the frame"), heading, *told]))
        self.setToolTip("\n".join([heading, *told]) if told else "")
        self.update()

    def show_ghost(self, added: int) -> None:
        """Show what a drop would add, in kroner; 0 for nothing."""
        self._ghost = added
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._budget is None:
            return
        budget, theme = self._budget, self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(box, 6, 6)
        painter.fillPath(outline, QColor(theme.empty_bar))
        painter.setClipPath(outline)
        whole = max(budget.frame, budget.frame - budget.remaining + max(self._ghost, 0), 1)
        x = box.left()
        for text, short, nok, fill, stripe, ink in self._segments(budget):
            width = box.width() * nok / whole
            self._paint_segment(painter, QRectF(x, box.top(), width, box.height()), text, short, fill, stripe, ink)
            x += width
        if budget.over or self._ghost > budget.remaining:
            end = box.left() + box.width() * budget.frame / whole
            painter.setPen(QPen(QColor(theme.bad), 3))
            painter.drawLine(int(end), int(box.top()), int(end), int(box.bottom()))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawPath(outline)

    def _segments(self, budget: Budget) -> list[tuple[str, str, int, str, str | None, str]]:
        theme = self.theme
        tied = budget.committed + budget.set_aside
        found: list[tuple[str, str, int, str, str | None, str]] = []
        if tied:
            text = say("committed") if not budget.set_aside else say("committed and set aside")
            found.append(
                (f"{text} {number(tied)}", text, tied, theme.committed, theme.committed_stripe, theme.on_committed)
            )
        for piece in self._pieces:
            colour = theme.network(piece.number)
            text, short = f"{piece.name} {number(piece.nok)}", number(piece.nok)
            found.append((text, short, piece.nok, colour, None, theme.on_network))
        if self._ghost > 0:
            text = f"+{number(self._ghost)}"
            found.append((text, text, self._ghost, theme.ghost, theme.ghost_stripe, theme.on_ghost))
        return found

    def _paint_segment(
        self, painter: QPainter, area: QRectF, text: str, short: str, fill: str, stripe: str | None, ink: str
    ) -> None:
        painter.fillRect(area, QColor(fill))
        if stripe:
            brush = QBrush(QColor(stripe), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(area, brush)
        painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), QColor(self.theme.surface))
        font = look.font(look.SMALL)
        metrics = QFontMetricsF(font)
        room = area.width() - 10
        shown = next((t for t in (text, short) if metrics.horizontalAdvance(t) <= room), "")
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, shown)
