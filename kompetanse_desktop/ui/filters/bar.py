"""The filter of a round: a row that folds open to choose in, and a chip for each thing it asks for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPushButton, QWidget

from kompetanse_desktop.domain.filtering import NO_FILTER, By, Filter, choices
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say
from kompetanse_desktop.ui import icons
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.filters.choice import ChoiceButton
from kompetanse_desktop.ui.filters.flow import FlowLayout
from kompetanse_desktop.ui.filters.naming import KIND, told, value_name
from kompetanse_desktop.ui.following import GivingWay
from kompetanse_desktop.ui.widgets import button, column

TEXT_WIDTH = 180
LEAST_HEIGHT = 44
"""The row of choices is never lower, in pixels at 100 %; what there is no room for is scrolled to."""
MOST_LETTERS = 60
"""So much of what a chip says is shown; the rest is in its tool tip."""


class FilterBar(QWidget):
    """Holds the filter in use. ``changed`` tells of another one; ``left`` that the reader is done choosing."""

    changed = Signal(object)
    left = Signal()
    folded = Signal(bool)
    """The row of choices was opened (True) or closed."""

    def __init__(self, before: QWidget) -> None:
        """``before`` is what the keyboard comes from with Tab."""
        super().__init__()
        self.filter = NO_FILTER
        self._before = before
        self._state: RoundState | None = None
        self._panel: GivingWay | None = None
        self._chips = QWidget()
        self._chips.setObjectName("filter.chips")
        self._chip_row = FlowLayout(self._chips)
        look.spaced(self._chip_row, spacing=look.XS)
        self._column = column(self._chips, spacing=look.XS)
        self.setLayout(self._column)
        self._show_chips()

    # -- the row of choices ------------------------------------------------------------------------
    def _make_panel(self) -> GivingWay:
        """Make what one chooses in, the first time it is asked for."""
        self._text = QLineEdit()
        self._text.setObjectName("filter.text")
        self._text.setProperty("look", "search")
        self._text.setPlaceholderText(say("Words in the proposal"))
        self._text.setAccessibleName(say("Words in the proposal"))
        self._text.setClearButtonEnabled(True)
        look.sized(self._text, width=TEXT_WIDTH)
        self._text.textChanged.connect(lambda text: self.ask_for(replace(self.filter, text=text)))
        self._choices = {by: self._choice(by) for by in By}
        self._remarked = QCheckBox(say("Only with remarks"))
        self._remarked.setObjectName("filter.remarked")
        self._remarked.toggled.connect(lambda on: self.ask_for(replace(self.filter, remarked=on)))
        panel = _Panel(self.left)
        panel.setProperty("look", "panel")
        panel.setObjectName("filter.panel")
        panel.setAccessibleName(say("Filter"))
        flow = FlowLayout(panel)
        look.spaced(flow, spacing=look.XS, margins=(look.S, look.XS, look.S, look.XS))
        for widget in (self._text, *self._choices.values(), self._remarked):
            flow.addWidget(widget)
        fold = GivingWay(panel, LEAST_HEIGHT)
        self._column.insertWidget(0, fold)
        return fold

    def _choice(self, by: By) -> ChoiceButton:
        made = ChoiceButton(say(KIND[by]), by.value)
        made.chosen_changed.connect(lambda values: self.ask_for(self.filter.with_values(by, values)))
        return made

    @property
    def is_open(self) -> bool:
        """Tell whether the row of choices is folded open."""
        return self._panel is not None and not self._panel.isHidden()

    def open(self) -> None:
        """Fold the row of choices open, with the keyboard in it."""
        if self._panel is None:
            self._panel = self._make_panel()
        self._panel.show()
        self._order_tabs()
        self._show_filter()
        self._fit()
        self._text.setFocus()
        self.folded.emit(True)

    def close_panel(self) -> None:
        """Fold the row of choices away. What it asks for stays."""
        if self._panel is not None:
            self._panel.hide()
        self._fit()
        self.folded.emit(False)

    # -- the filter --------------------------------------------------------------------------------
    def show_state(self, state: RoundState | None) -> None:
        """Let what this round has be chosen among."""
        self._state = state
        self._show_choices()

    def ask_for(self, wanted: Filter) -> None:
        """Use another filter from now on."""
        if wanted == self.filter:
            return
        self.filter = wanted
        self._show_filter()
        self._show_chips()
        self.changed.emit(wanted)

    def clear(self) -> None:
        """Let everything through."""
        self.ask_for(NO_FILTER)

    def _drop(self, name: str) -> None:
        """Ask no more for one thing, and let the keyboard be where the next one to drop is."""
        if name == "text":
            self.ask_for(replace(self.filter, text=""))
        elif name == "remarked":
            self.ask_for(replace(self.filter, remarked=False))
        else:
            self.ask_for(self.filter.with_values(By(name), ()))
        self._keep_keyboard()

    def _clear_here(self) -> None:
        self.clear()
        self._keep_keyboard()

    def _keep_keyboard(self) -> None:
        """Give the keyboard a place: what it was on has gone."""
        chip = self._chips.findChild(QPushButton)
        if chip is not None:
            chip.setFocus()
        elif self.is_open:
            self._text.setFocus()
        else:
            self.left.emit()

    def _show_filter(self) -> None:
        if self._panel is None:
            return
        if self._text.text() != self.filter.text:
            self._text.setText(self.filter.text)
        self._remarked.setChecked(self.filter.remarked)
        self._show_choices()

    def _show_choices(self) -> None:
        if self._state is None or not self.is_open:
            return
        for by, choice in self._choices.items():
            names = {value: f"{value_name(by, value)} ({count})" for value, count in choices(self._state, by).items()}
            choice.set_choices(names, self.filter.values(by))

    # -- the chips ---------------------------------------------------------------------------------
    def _show_chips(self) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            chip = item.widget()
            if chip is not None:
                chip.setParent(None)
                chip.deleteLater()
        said = told(self.filter)
        for name, words in said.items():
            self._chip_row.addWidget(self._chip(name, words))
        if said:
            clear = button(say("Clear the filter"), self._clear_here, "link", "filter.clear")
            clear.setToolTip(say("Clear the filter (Ctrl+Shift+L)"))
            self._chip_row.addWidget(clear)
        self._chips.setVisible(bool(said))
        self._order_tabs()
        self._fit()

    def _chip(self, name: str, words: str) -> QPushButton:
        short = words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1]}…"
        chip = button(short.replace("&", "&&"), lambda: self._drop(name), "chip", f"filter.chip.{name}")
        chip.setIcon(icons.icon("close"))
        chip.setIconSize(icons.size(12))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross after the words
        chip.setToolTip(words)
        chip.setAccessibleName(say("Take away the filter: {filter}", filter=words))
        return chip

    def _order_tabs(self) -> None:
        """Let Tab walk as one reads: what is made later stands last otherwise."""
        panel = [self._text, *self._choices.values(), self._remarked] if self._panel is not None else []
        chips = [item.widget() for at in range(self._chip_row.count()) if (item := self._chip_row.itemAt(at))]
        last = self._before
        for widget in (*panel, *chips):
            if widget is not None:
                QWidget.setTabOrder(last, widget)
                last = widget

    def _fit(self) -> None:
        """Take room only where there is something to show."""
        self.setVisible(self.is_open or bool(self.filter.count))


class _Panel(QFrame):
    """The row of choices: Esc leaves it."""

    def __init__(self, left: object) -> None:
        super().__init__()
        self._left = left

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._left.emit()  # type: ignore[attr-defined]
        else:
            super().keyPressEvent(event)
