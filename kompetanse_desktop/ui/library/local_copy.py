"""What the main window does with the local copy: rounds out, in and away, its copies, and the last one at closing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.library.keeper import Keeper
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import ask, run_dialog


class LocalCopy(QObject):
    """Belongs to one window. ``may_leave`` keeps first what is being written there, and tells whether to go on."""

    def __init__(self, session: Session, messages: MessageBar, may_leave: Callable[[], bool], window: QWidget) -> None:
        super().__init__(window)
        self._session, self._messages, self._may_leave, self._window = session, messages, may_leave, window
        self.keeper = Keeper(session, self)
        self.keeper.failed.connect(messages.show_saying)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the local copy does."""
        return {
            "send": self.send_round,
            "fetch": self.fetch_round,
            "remove": self.remove_round,
            "where": self.show_data,
        }

    def send_round(self) -> None:
        """Write the round in use to a file for somebody else."""
        from kompetanse_desktop.ui.library.send_dialog import send_round

        if self._may_leave():
            send_round(self._session, self._messages, self._window)

    def fetch_round(self) -> None:
        """Take in a round that somebody else has sent."""
        from kompetanse_desktop.ui.library.fetch_dialog import fetch_round

        if self._may_leave():
            fetch_round(self._session, self._messages, self._window)

    def remove_round(self) -> None:
        """Take the round in use out of the library for good."""
        from kompetanse_desktop.ui.library.remove_dialog import remove_round

        if self._may_leave():
            remove_round(self._session, self._messages, self._window)

    def show_data(self) -> None:
        """Show where everything lies, and its copies."""
        from kompetanse_desktop.ui.library.data_dialog import DataDialog

        if self._may_leave():
            with self.keeper.paused():
                run_dialog(DataDialog(self._session, self._window))

    def may_close(self) -> bool:
        """Make the last copy; where that can't be done, ask whether to close without."""
        try:
            self.keeper.close()
        except Refusal as refusal:
            text = say("No copy could be put away: {reason}", reason=refusal.saying)
            text = f"{text}\n\n{say('What you have done is kept.')}"
            if not ask(self._window, say("No copy"), text, say("Close anyway"), say("Go back")):
                return False
            self.keeper.stop()
        return True
