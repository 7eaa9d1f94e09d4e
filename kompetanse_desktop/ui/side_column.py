"""The column beside the board: the details of the chosen card, or the timeline of the round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.details.panel import DetailsPanel
from kompetanse_desktop.ui.messages import MessageBar

if TYPE_CHECKING:  # it is made when it is first asked for, not while the window opens
    from kompetanse_desktop.ui.timeline.panel import TimelinePanel

WIDTH = 330


class SideColumn(QStackedWidget):
    """Holds the details, and the timeline once somebody has asked for it."""

    def __init__(self, session: Session, messages: MessageBar, theme: look.Theme) -> None:
        super().__init__()
        self._session, self._messages, self._theme = session, messages, theme
        self.setFixedWidth(WIDTH)
        self.details = DetailsPanel(session, messages.attempt)
        self.addWidget(self.details)
        self._timeline: TimelinePanel | None = None

    @property
    def shows_timeline(self) -> bool:
        """Tell whether the timeline is what is shown."""
        return self.currentWidget() is not self.details

    def toggle_timeline(self) -> None:
        """Show the timeline instead of the details, with the keyboard in it; or the details again."""
        self.details.drafts.keep_all()
        if self.shows_timeline:
            self.setCurrentWidget(self.details)
            return
        if self._timeline is None:
            self._timeline = self._make_timeline()
        self.setCurrentWidget(self._timeline)
        self._timeline.list.setFocus()

    def _make_timeline(self) -> TimelinePanel:
        from kompetanse_desktop.ui.timeline.panel import TimelinePanel

        made = TimelinePanel(self._session, self._messages, self._theme)
        made.closed.connect(self.toggle_timeline)
        self.addWidget(made)
        return made

    def set_theme(self, theme: look.Theme) -> None:
        """Give the column another look."""
        self._theme = theme
        if self._timeline is not None:
            self._timeline.set_theme(theme)
