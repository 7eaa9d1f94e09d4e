"""How the money is shared in this window: what the bar's pieces are, and the small table, opened when wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.domain.sharing import Grouping, shares
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.budget_bar import BudgetBar, Piece
from kompetanse_desktop.ui.kept import Kept
from kompetanse_desktop.ui.shares.naming import GROUPING, share_name
from kompetanse_desktop.ui.widgets import announce

if TYPE_CHECKING:  # it is made when it is first asked for, not while the window opens
    from kompetanse_desktop.ui.shares.window import SharesWindow

BAR_BY = "bar_by"
"""What the choice is called where it is kept."""
COMMANDS = {
    Grouping.NETWORK: "bar_network",
    Grouping.OWNER_KIND: "bar_owner_kind",
    Grouping.UNIVERSITY: "bar_university",
}


class Sharing(QObject):
    """Puts the bar together by network, kind of owner or university, as the reader has chosen and it is remembered."""

    regrouped = Signal(object)
    """The reader chose another Grouping."""

    def __init__(self, bar: BudgetBar, model: BoardModel, commands: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._bar, self._model, self._widget = bar, model, parent
        self._actions = {grouping: commands[name] for grouping, name in COMMANDS.items()}
        self._kept = Kept(model.session)
        self._window: SharesWindow | None = None
        self.grouping = _grouping(self._kept.value(BAR_BY))
        group = QActionGroup(self)  # exclusive: one of them is always ticked
        for grouping, action in self._actions.items():
            action.setCheckable(True)
            group.addAction(action)
            action.setChecked(grouping is self.grouping)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        bar.addActions([*self._actions.values(), commands["shares"]])

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the menus does."""
        return {
            "shares": self.open,
            **{name: partial(self.group_by, grouping) for grouping, name in COMMANDS.items()},
        }

    def group_by(self, grouping: Grouping) -> None:
        """Put the bar and the table together by this from now on, and the next time."""
        if grouping is self.grouping:
            return
        self.grouping = grouping
        self._actions[grouping].setChecked(True)
        self._kept.keep(BAR_BY, grouping.value)
        self.show_state(self._model.state)
        self.regrouped.emit(grouping)
        announce(self._bar, f"{say(GROUPING[grouping])}. {self._bar.accessibleName()}")

    def show_state(self, state: RoundState) -> None:
        """Show in the bar what each group of a round gets. A network has the colour that its cards have."""
        numbers = self._model.network_numbers
        by_network = self.grouping is Grouping.NETWORK
        pieces = [
            Piece(
                share_name(self.grouping, share.name),
                share.recommended,
                numbers.get(share.name, 0) if by_network else at,
            )
            for at, share in enumerate(shares(state, self.grouping))
        ]
        self._bar.show_pieces(say(GROUPING[self.grouping]), pieces)

    def open(self) -> None:
        """Open the small table of shares, or bring it to the front."""
        from kompetanse_desktop.ui.shares.window import SharesWindow

        if self._window is None or not shiboken6.isValid(self._window):
            self._window = SharesWindow(self._model, self, self._widget.window())
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()


def _grouping(kept: object) -> Grouping:
    """Read a choice; what isn't one is by network."""
    try:
        return Grouping(str(kept))
    except ValueError:
        return Grouping.NETWORK
