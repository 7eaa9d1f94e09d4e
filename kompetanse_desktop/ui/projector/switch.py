"""The window's command «show on screen»: what is light enough to be there from the start. The rest comes with F5."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.ui.messages import MessageBar

if TYPE_CHECKING:
    from kompetanse_desktop.ui.projector.controller import Projector
    from kompetanse_desktop.ui.projector.panel import ProjectorPanel
    from kompetanse_desktop.ui.round_page import RoundPage


class ProjectorSwitch(QObject):
    """Belongs to one window: turns the showing on and off, and puts the panel beside the board meanwhile."""

    def __init__(
        self,
        messages: MessageBar,
        page: Callable[[], RoundPage],
        settings: Callable[[], QSettings],
        command: QAction,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._messages, self._page, self._settings = messages, page, settings
        self._command, self._window = command, window
        command.setCheckable(True)
        self.projector: Projector | None = None
        self.panel: ProjectorPanel | None = None

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what the command of the menus does."""
        return {"projector": self.toggle}

    def toggle(self) -> None:
        """Begin to show the round to the room, or stop."""
        if self.projector is not None:
            self.projector.end()
            return
        from kompetanse_desktop.ui.projector.controller import Projector
        from kompetanse_desktop.ui.projector.panel import ProjectorPanel

        page = self._page()
        self.projector = Projector(page.model.session, self._messages, page.views, self._settings, self._window)
        self.panel = ProjectorPanel(self.projector)
        page.side.show_above(self.panel)
        self.projector.ended.connect(self._ended)
        self._command.setChecked(True)

    def stop(self) -> None:
        """Stop, where it is on: the window is closed."""
        if self.projector is not None:
            self.projector.end()

    def _ended(self) -> None:
        if self.panel is not None:
            self.panel.leave()
        self.projector = self.panel = None
        self._command.setChecked(False)
