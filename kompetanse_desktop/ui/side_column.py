"""The column beside the board: the details of the chosen card, or the timeline of the round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.text import say
from kompetanse_desktop.ui import icons
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.details.panel import DetailsPanel
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import button, column, framed, row

if TYPE_CHECKING:  # it is made when it is first asked for, not while the window opens
    from kompetanse_desktop.ui.timeline.panel import TimelinePanel


class SideColumn(QWidget):
    """Holds the details, and the timeline once somebody has asked for it; two tabs above tell which is shown."""

    wanted = Signal()
    """Something in it is asked for: it has to be seen."""
    put_away = Signal()
    """The reader wants its room for something else."""

    def __init__(self, session: Session, messages: MessageBar, theme: look.Theme) -> None:
        super().__init__()
        self._session, self._messages, self._theme = session, messages, theme
        self.details = DetailsPanel(session, messages.attempt)
        self.timeline: TimelinePanel | None = None
        self._came_from: QWidget | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.details)
        self.setLayout(column(self._make_tabs(), self._pages, spacing=look.S, stretch=1))

    def _make_tabs(self) -> QWidget:
        self._details_tab = _tab(button(say("Details"), self.show_details, "tab", "panel.details"))
        self._timeline_tab = _tab(button(say("Timeline"), self.show_timeline, "tab", "panel.timeline"))
        self._timeline_tab.setToolTip(say("Timeline (Ctrl+H)"))
        self._group = QButtonGroup(self)  # exclusive: one of them is always down
        self._group.addButton(self._details_tab)
        self._group.addButton(self._timeline_tab)
        self._details_tab.setChecked(True)
        close = button("", self.put_away.emit, "icon", "panel.close")
        close.setIcon(icons.icon("close", "muted"))
        close.setAccessibleName(say("Hide the details"))
        close.setToolTip(say("Hide the details (Ctrl+D)"))
        tabs = row(self._details_tab, self._timeline_tab, spacing=look.XXS, margins=(look.XXS,) * 4)
        line = QWidget()
        line.setLayout(row(framed(tabs, "tabs"), close, spacing=look.XS, stretch=0))
        return line

    @property
    def shows_timeline(self) -> bool:
        """Tell whether the timeline is what is shown."""
        return self._pages.currentWidget() is not self.details

    def show_above(self, widget: QWidget) -> None:
        """Show something above the details for as long as it lives."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, widget)
        self.wanted.emit()

    def toggle_timeline(self) -> None:
        """Show the timeline instead of the details, with the keyboard in it; or the details again."""
        if self.shows_timeline and self.isVisible():
            self.show_details()
        else:
            self._came_from = QApplication.focusWidget()
            self.show_timeline()

    def show_timeline(self) -> None:
        """Show the timeline, with the keyboard in it. What is being written in the details is kept first."""
        self.details.drafts.keep_all()
        if self.timeline is None:
            self.timeline = self._make_timeline()
        self._timeline_tab.setChecked(True)
        self._pages.setCurrentWidget(self.timeline)
        self.wanted.emit()
        self.timeline.list.setFocus()

    def show_details(self) -> None:
        """Show the details; a keyboard that was in the timeline goes back to where it came from."""
        holder = QApplication.focusWidget()
        had_keyboard = self.timeline is not None and holder is not None and self.timeline.isAncestorOf(holder)
        came_from, self._came_from = self._came_from, None
        self._details_tab.setChecked(True)
        self._pages.setCurrentWidget(self.details)
        if had_keyboard and came_from is not None and shiboken6.isValid(came_from):
            came_from.setFocus()

    def focus_amount(self) -> None:
        """Put the keyboard where the amount of the chosen card is written, whatever is shown now."""
        if self.details.ref is not None:
            self.wanted.emit()
            self.show_details()
            self.details.focus_amount()

    def _make_timeline(self) -> TimelinePanel:
        from kompetanse_desktop.ui.timeline.panel import TimelinePanel

        made = TimelinePanel(self._session, self._messages, self._theme)
        self._pages.addWidget(made)
        return made

    def set_theme(self, theme: look.Theme) -> None:
        """Give the column another look."""
        self._theme = theme
        if self.timeline is not None:
            self.timeline.set_theme(theme)


def _tab(made: QPushButton) -> QPushButton:
    made.setCheckable(True)
    return made
