"""Making, changing and going between the rounds of the library."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import run_dialog


class RoundCommands(QObject):
    """Belongs to one window. ``may_leave`` keeps first what is being written there, and tells whether to go on."""

    entered = Signal()
    """A round has been made, and is in use."""

    def __init__(self, session: Session, messages: MessageBar, may_leave: Callable[[], bool], window: QWidget) -> None:
        super().__init__(window)
        self._session, self._messages, self._may_leave, self._window = session, messages, may_leave, window
        self.menu = QMenu(say("Go to round"), window)
        self.menu.aboutToShow.connect(self.fill_menu)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the menu does."""
        return {"new_round": self.make, "edit_round": self.edit}

    def fill_menu(self) -> None:
        """Put every round of the library in the menu, the one in use ticked."""
        self.menu.clear()
        current = self._session.state.round.id if self._session.state is not None else None
        for each in self._session.rounds():
            action = self.menu.addAction(say(labels.round_name(each)))
            action.setCheckable(True)
            action.setChecked(each.id == current)
            action.triggered.connect(lambda _=False, id_=each.id: self.go_to(id_))

    def go_to(self, round_id: str) -> None:
        """Show another round of the library."""
        if self._may_leave():
            self._messages.attempt(lambda: actions.use_round(self._session, round_id))

    def make(self) -> None:
        """Ask for a new round and go to it."""
        from kompetanse_desktop.ui.rounds.round_dialog import RoundDialog

        if self._may_leave():
            run_dialog(RoundDialog(None, self._session, self._window))
            self.entered.emit()

    def edit(self) -> None:
        """Ask for other figures of the round in use."""
        from kompetanse_desktop.ui.rounds.round_dialog import RoundDialog

        if self._session.state is not None:
            run_dialog(RoundDialog(self._session.state.round, self._session, self._window))

    def open_demo(self) -> None:
        """Make the example round in this library and go to it."""
        from kompetanse_desktop.ui.rounds.demo import make_demo

        if self._messages.attempt(lambda: make_demo(self._session)):
            self.entered.emit()
