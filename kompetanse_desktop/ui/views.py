"""The ways to look at a round's proposals. Whoever acts on cards asks here what is chosen, whichever is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.board_view import BoardView
from kompetanse_desktop.ui.board.model import BoardModel


class Views(QStackedWidget):
    """Holds the views of a round, one of them shown."""

    chosen_changed = Signal()
    opened = Signal()
    """The reader wants to go on with the chosen card: Enter, or two clicks."""

    def __init__(self, model: BoardModel, theme: look.Theme) -> None:
        super().__init__()
        self.model = model
        self.board = BoardView(model, theme)
        self.board.chosen_changed.connect(self.chosen_changed)
        self.board.opened.connect(self.opened)
        self.addWidget(self.board)

    def chosen(self) -> tuple[str, ...]:
        """Give the refs that actions act on, in order."""
        return self.board.chosen()

    def choose(self, refs: Sequence[str], *, focus: bool) -> None:
        """Choose these proposals where they stand now; with ``focus`` the keyboard goes there too."""
        self.board.choose(refs, focus=focus)

    def clear_choice(self) -> None:
        """Choose nothing."""
        self.board.clear_choice()

    def has_keyboard(self) -> bool:
        """Tell whether the keyboard is among the proposals."""
        return self.board.focused_lane() is not None

    def show_matches(self, refs: frozenset[str] | None) -> None:
        """Make these stand out (None: no search). The order stays as it is."""
        self.board.show_matches(refs)

    def set_theme(self, theme: look.Theme) -> None:
        """Paint in other colours from now on."""
        self.board.set_theme(theme)
