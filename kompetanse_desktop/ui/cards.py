"""What keys and menus do with the chosen cards: moves, amounts, withdrawn or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.ui.board.board_view import ORDER
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.views import Views
from kompetanse_desktop.ui.widgets import run_dialog

CHOOSE_FIRST = Saying("Choose a card first.")
ONE_LANE = Saying("What is chosen stands in several lanes. Choose in one of them, or use «Move to …».")


class CardCommands(QObject):
    """Acts on what is chosen in the views of a round. ``focus_amount`` goes to where the amount is written."""

    def __init__(
        self,
        model: BoardModel,
        views: Views,
        messages: MessageBar,
        focus_amount: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._model, self._views, self._messages = model, views, messages
        self._focus_amount, self._widget = focus_amount, parent

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the menu does."""
        return {
            "up": lambda: self.nudge(-1),
            "down": lambda: self.nudge(1),
            "lane_left": lambda: self.sideways(-1),
            "lane_right": lambda: self.sideways(1),
            "moveTo": self.ask_where,
            "amount": self._focus_amount,
            "withdraw": self.withdraw,
        }

    def move(self, refs: Sequence[str], lane: Lane, position: int | None) -> None:
        """Move cards, and keep them chosen where they stand then, with the keyboard."""
        if self._model.move(refs, lane, position):
            self._messages.hide()
        self._views.choose(refs, focus=True)

    def set_amount(self, ref: str, nok: int) -> None:
        """Recommend another amount for a proposal, and go to it."""
        if self._messages.attempt(lambda: actions.set_amount(self._model.session, ref, nok)):
            self._views.choose([ref], focus=True)

    def nudge(self, step: int) -> None:
        """Move the chosen cards within their lane, -1 up or 1 down; at an end nothing happens."""
        refs = self._in_one_lane()
        if not refs:
            return
        place = self._model.state.board.place_of(refs[0])
        lane = self._model.state.board[place.lane]
        above = sum(ref not in refs for ref in lane[: place.position - 1])
        self.move(refs, place.lane, min(max(above + 1 + step, 1), len(lane) - len(refs) + 1))

    def sideways(self, step: int) -> None:
        """Move the chosen cards to the end of the lane beside, -1 left or 1 right."""
        refs = self._in_one_lane()
        if not refs:
            return
        at = ORDER.index(self._model.state.board.lane_of(refs[0])) + step
        if 0 <= at < len(ORDER):
            self.move(refs, ORDER[at], None)

    def _in_one_lane(self) -> tuple[str, ...]:
        """Give what is chosen where it stands in one lane; in a table it can be in several, which is said."""
        refs = self._views.chosen()
        if len({self._model.state.board.lane_of(ref) for ref in refs}) > 1:
            self._messages.show_saying(ONE_LANE)
            return ()
        return refs

    def ask_where(self) -> None:
        """Ask for a lane and a position, and move the chosen cards there."""
        from kompetanse_desktop.ui.board.move_dialog import MoveDialog

        refs = self._views.chosen()
        if not refs:
            self._messages.show_saying(CHOOSE_FIRST)
            return
        if not self._model.may_move():
            return
        dialog = MoveDialog(self._model, refs, self._widget.window())
        if run_dialog(dialog):
            self.move(refs, dialog.lane, dialog.position)

    def withdraw(self) -> None:
        """Mark the chosen proposals as withdrawn, or as counting again."""
        refs = self._views.chosen()
        if not refs:
            self._messages.show_saying(CHOOSE_FIRST)
        session = self._model.session
        for ref in refs:
            gone = self._model.state.standing(ref).withdrawn
            self._messages.attempt(lambda ref=ref, gone=gone: actions.withdraw(session, ref, not gone))
