"""The money of the round across the top: what is left, biggest, and where it goes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from kompetanse_desktop.domain.budget import Budget, Preview
from kompetanse_desktop.text import NBSP, money, number, say, say_count, words
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import column, label, restyle, row

BAR_HEIGHT = 32


class BudgetBar(QWidget):
    """The frame as a bar: committed hatched, a piece for each network, and what a drop would add."""

    def __init__(self, theme: look.Theme) -> None:
        super().__init__()
        self.theme = theme
        self._budget: Budget | None = None
        self._numbers: dict[str, int] = {}
        self._ghost = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setObjectName("budget.bar")

    def sizeHint(self) -> QSize:
        return QSize(400, BAR_HEIGHT)

    def show_budget(self, budget: Budget, numbers: dict[str, int]) -> None:
        """Show these sums; ``numbers`` gives each network's colour number."""
        self._budget, self._numbers, self._ghost = budget, numbers, 0
        parts = [f"{network or say('no network')} {money(nok)}" for network, nok in budget.by_network.items() if nok]
        self.setAccessibleName(", ".join([say("Shares of the frame"), *parts]))
        self.setToolTip("\n".join(parts))
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
        for network, nok in budget.by_network.items():
            if nok:
                colour = theme.network(self._numbers.get(network, 0))
                found.append((f"{network} {number(nok)}", number(nok), nok, colour, None, theme.on_network))
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


class BudgetStrip(QWidget):
    """All sums of a round, with the accessible ids of the contract."""

    def __init__(self, theme: look.Theme) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.remaining = label("", "remaining", "budget.remaining")
        self.preview = label("", "ghost", "budget.preview")
        self.preview.setMinimumHeight(20)
        self.bar = BudgetBar(theme)
        self._amounts: dict[str, QLabel] = {
            name: label("", "strong", f"budget.{name}")
            for name in ("frame", "available", "requested", "recommended", "committed", "set_aside")
        }
        self._rate = label("", "muted")
        self._counts = label("", "muted")
        layout = QGridLayout(self)
        layout.setContentsMargins(look.XL, look.S, look.XL, look.S)
        layout.setHorizontalSpacing(28)
        left = QWidget()
        caption = label(say("Left to share out"), "muted")
        caption.setBuddy(self.remaining)
        left.setLayout(column(caption, self.remaining, self.preview, spacing=0))
        left.setMinimumWidth(310)
        right = QWidget()
        right.setLayout(column(self._top(), self.bar, self._bottom(), spacing=5))
        layout.addWidget(left, 0, 0)
        layout.addWidget(right, 0, 1)
        layout.setColumnStretch(1, 1)

    def _top(self) -> QWidget:
        line = QWidget()
        pair = self._pair
        line.setLayout(
            row(
                pair(say("Frame"), "frame"),
                1,
                pair(say("Available"), "available"),
                pair(say("Requested"), "requested"),
                self._rate,
                spacing=look.L,
            )
        )
        return line

    def _bottom(self) -> QWidget:
        line = QWidget()
        pair = self._pair
        line.setLayout(
            row(
                pair(say("Recommended"), "recommended"),
                pair(say("Committed"), "committed"),
                pair(say("Set aside"), "set_aside"),
                1,
                self._counts,
                spacing=look.L,
            )
        )
        return line

    def _pair(self, caption: str, name: str) -> QWidget:
        pair = QWidget()
        pair.setLayout(row(label(caption, "muted"), self._amounts[name], spacing=5))
        return pair

    def set_theme(self, theme: look.Theme) -> None:
        """Paint in other colours from now on."""
        self.bar.theme = theme
        self.bar.update()

    def show_budget(self, budget: Budget, numbers: dict[str, int], proposals: int) -> None:
        """Show these sums of a round with so many proposals."""
        self.remaining.setText(money(budget.remaining))
        restyle(self.remaining, over=budget.over)
        for name, shown in self._amounts.items():
            shown.setText(money(getattr(budget, name)))
        self._rate.setText(_rate(budget))
        self._counts.setText(_counts(budget, proposals))
        self.bar.show_budget(budget, numbers)
        self.end_preview()

    def show_preview(self, preview: Preview, budget: Budget) -> None:
        """Show what would be left after a drop here, with the sign in words."""
        self.preview.setText(f"▸ {drop_sentence(preview.remaining)}")
        self.preview.setAccessibleName(drop_sentence(preview.remaining))
        restyle(self.preview, over=preview.remaining < 0)
        self.bar.show_ghost(budget.remaining - preview.remaining)

    def end_preview(self) -> None:
        """Show what is, not what would be."""
        over = bool(self.remaining.property("over"))
        restyle(self.preview, over=over)
        self.preview.setText(say("▴ too much is recommended") if over else "")
        self.preview.setAccessibleName(self.preview.text())
        self.bar.show_ghost(0)


def drop_sentence(remaining: int) -> str:
    """Say what would be left after a drop, in kroner."""
    if remaining < 0:
        return say("if you drop here: {remaining_nok} (too much)", remaining_nok=remaining)
    return say("if you drop here: {remaining_nok} left", remaining_nok=remaining)


def _rate(budget: Budget) -> str:
    if budget.available <= 0:
        return ""
    tenths = (budget.requested * 20 + budget.available) // (2 * budget.available)
    separator = "." if words().language == "en" else ","
    return say("({rate} × available)", rate=f"{tenths // 10}{separator}{tenths % 10}").replace(" ×", f"{NBSP}×")


def _counts(budget: Budget, proposals: int) -> str:
    texts = [say("{some} of {all} proposals", some=budget.prioritised, all=proposals)]
    if budget.places is not None:
        texts.append(say("{used} of {places} places", used=budget.prioritised, places=budget.places))
    if budget.unknown:
        texts.append(say_count("{count} without an amount", "{count} without an amount", budget.unknown))
    return " · ".join(texts)
