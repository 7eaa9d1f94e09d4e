"""The money of the round across the top: what is left, biggest, and where it goes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kompetanse_desktop.domain.budget import Budget
from kompetanse_desktop.domain.what_if import Preview
from kompetanse_desktop.text import NBSP, money, say, say_count, words
from kompetanse_desktop.ui import icons
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.budget_bar import BudgetBar
from kompetanse_desktop.ui.widgets import button, label, restyle, row

LEFT_WIDTH = 310
"""What is left has so much room, so that the bar doesn't move with the sum; in pixels at 100 %."""
COMPACT_BELOW = 900
"""In less room than this the sums around the bar are folded away; in pixels at 100 %."""


class BudgetStrip(QWidget):
    """All sums of a round, with the accessible ids of the contract."""

    def __init__(self, theme: look.Theme) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.remaining = label("", "remaining", "budget.remaining")
        self.preview = label("", "ghost", "budget.preview")
        look.sized(self.preview, least_height=20)
        self.bar = BudgetBar(theme)
        self._amounts: dict[str, QLabel] = {
            name: label("", "strong", f"budget.{name}")
            for name in ("frame", "available", "requested", "recommended", "committed", "set_aside")
        }
        self._rate = label("", "muted")
        self._counts = label("", "muted")
        caption = label(say("Left to share out"), "muted")
        caption.setBuddy(self.remaining)
        self.places = label("", "strong", "budget.places")
        self.places.hide()
        self._warning = ""
        self._places_left: int | None = None
        self._caption = QWidget()
        self._caption.setLayout(row(caption, self.places, 1, spacing=look.M))
        self._figures = (self._top(), self._bottom())
        self._unfold = button("", self._toggle_figures, "icon", "budget.unfold")
        self._unfold.setCheckable(True)
        self._unfold.setIcon(icons.icon("table", "muted"))
        self._unfold.setAccessibleName(say("All the sums"))
        self._unfold.setToolTip(say("All the sums"))
        self._grid = QGridLayout(self)
        look.spaced(self._grid, margins=(look.XL, look.S, look.XL, look.S))
        self._grid.setColumnStretch(1, 1)
        self._is_compact: bool | None = None
        self._lay_out(False)

    # -- room --------------------------------------------------------------------------------------
    def _lay_out(self, compact: bool) -> None:
        """Put the sums around the bar, or fold all but what is left and the bar away where there is little room."""
        if compact == self._is_compact:
            return
        self._is_compact = compact
        grid, top, bottom = self._grid, *self._figures
        if compact:
            places = ((self._caption, 0, 0, 1), (self.preview, 0, 1, 2), (self.remaining, 1, 0, 1))
            places += ((self.bar, 1, 1, 1), (self._unfold, 1, 2, 1), (top, 2, 0, 3), (bottom, 3, 0, 3))
        else:
            places = ((self._caption, 0, 0, 1), (self.remaining, 1, 0, 1), (self.preview, 2, 0, 1))
            places += ((top, 0, 1, 2), (self.bar, 1, 1, 2), (bottom, 2, 1, 2), (self._unfold, 3, 2, 1))
        for widget, line, place, columns in places:
            grid.addWidget(widget, line, place, 1, columns)
        look.spaced(grid, columns=look.M if compact else look.XL, lines=0)
        grid.setColumnMinimumWidth(0, 0 if compact else look.px(LEFT_WIDTH))
        restyle(self.remaining, compact=compact)
        self._unfold.setVisible(compact)
        self._toggle_figures()

    def _toggle_figures(self) -> None:
        for line in self._figures:
            line.setVisible(not self._is_compact or self._unfold.isChecked())

    def fit(self) -> None:
        """Lay the sums out for the room and the size of now."""
        self._lay_out(self.width() < look.px(COMPACT_BELOW))
        self._grid.setColumnMinimumWidth(0, 0 if self._is_compact else look.px(LEFT_WIDTH))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(280), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    # -- building ----------------------------------------------------------------------------------
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
        pair.setLayout(row(label(caption, "muted"), self._amounts[name], spacing=look.XS))
        return pair

    def set_theme(self, theme: look.Theme) -> None:
        """Show other colours, or another size, from now on."""
        self.fit()
        self.bar.updateGeometry()
        self.bar.theme = theme
        self.bar.update()

    def show_budget(self, budget: Budget, numbers: dict[str, int], proposals: int) -> None:
        """Show these sums of a round with so many proposals."""
        self.remaining.setText(money(budget.remaining))
        restyle(self.remaining, over=budget.over)
        self._places_left = budget.places_left
        self._warning = say("▴ too much is recommended") if budget.over else ""
        for name, shown in self._amounts.items():
            shown.setText(money(getattr(budget, name)))
        self._rate.setText(_rate(budget))
        self._counts.setText(_counts(budget, proposals))
        self.bar.show_budget(budget, numbers)
        self.end_preview()

    def _show_places(self, left: int | None, mark: str = "") -> None:
        """Say how many places are left, where the round has a limit of them; ``mark`` goes before it."""
        self.places.setVisible(left is not None)
        if left is not None:
            over = say_count("{count} place too many used", "{count} places too many used", -left)
            text = over if left < 0 else say_count("{count} place left", "{count} places left", left)
            self.places.setText(mark + text)
            self.places.setAccessibleName(text)
            restyle(self.places, look="ghost" if left < 0 else "strong", over=left < 0)

    def show_preview(self, preview: Preview, budget: Budget) -> None:
        """Show what would be left after a drop here, with the sign in words."""
        text = drop_sentence(preview.remaining, preview.places_left)
        self.preview.setText(f"▸ {drop_sentence(preview.remaining)}")
        # Once made, the room for it stays: else the bar would go to and fro under each drag.
        wide = max(self._grid.columnMinimumWidth(0), self.preview.sizeHint().width())
        self._grid.setColumnMinimumWidth(0, 0 if self._is_compact else wide)
        self.preview.setAccessibleName(text)
        restyle(self.preview, over=preview.remaining < 0)
        self._show_places(preview.places_left, "▸ ")
        self.bar.show_ghost(budget.remaining - preview.remaining)

    def end_preview(self) -> None:
        """Show what is, not what would be."""
        restyle(self.preview, over=True)
        self.preview.setText(self._warning)
        self._show_places(self._places_left)
        self.preview.setAccessibleName(self.preview.text())
        self.bar.show_ghost(0)


def drop_sentence(remaining: int, places_left: int | None = None) -> str:
    """Say what would be left after a drop, in kroner, and in places where they would not be enough."""
    money_left = say("if you drop here: {remaining_nok} left", remaining_nok=remaining)
    if remaining < 0:
        money_left = say("if you drop here: {remaining_nok} (too much)", remaining_nok=remaining)
    if places_left is None or places_left >= 0:
        return money_left
    return f"{money_left} · {say_count('{count} place too many', '{count} places too many', -places_left)}"


def _rate(budget: Budget) -> str:
    if budget.available <= 0 or not budget.requested:
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
