"""«Reduce all …» for one window: the command, and the dialog it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.reduction import reduction
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import run_dialog


class Reducing(QObject):
    """Asks how much to reduce, and which.

    ``chosen`` gives the refs that are chosen in the window; ``keep_drafts`` keeps first what is being written there.
    """

    def __init__(
        self,
        session: Session,
        messages: MessageBar,
        chosen: Callable[[], Sequence[str]],
        keep_drafts: Callable[[], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._messages, self._chosen, self._window = session, messages, chosen, window
        self._keep_drafts = keep_drafts

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the menu does."""
        return {"reduce_all": self.ask}

    def ask(self) -> None:
        """Open the dialog; where nothing can be reduced, say so instead."""
        from kompetanse_desktop.ui.amounts.reduce_dialog import ReduceDialog

        if self._keep_drafts() and self._messages.attempt(self._check):
            self._messages.hide()
            run_dialog(ReduceDialog(self._session, self._chosen(), self._window.window()))

    def _check(self) -> None:
        state = self._session.required()
        if not state.ranked():
            raise Refusal("Nothing is prioritised yet, so there is nothing to reduce.")
        reduction(state, 0)
