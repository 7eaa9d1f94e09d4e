"""The money of the round across the top: what is left, biggest, and where it goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kompetanse_desktop.domain.budget import Budget, Preview
from kompetanse_desktop.text import NBSP, money, say, say_count, words
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.budget_bar import BudgetBar
from kompetanse_desktop.ui.widgets import column, label, restyle, row


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
