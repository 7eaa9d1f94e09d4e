"""«Lås tavla»: talk without moves. While it is on, no slip of mouse, key or box moves a card or changes an amount."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from kompetanse_desktop.domain.board import Place
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import say
from kompetanse_desktop.ui import icons
from kompetanse_desktop.ui.widgets import announce, button, restyle


class BoardLock(QObject):
    """Holds back what would change the board. It lives in the window: the next start begins without it.

    Notes, reasons and assessments can be written as before: they are what a talk is for.
    """

    changed = Signal(bool)

    def __init__(self, command: QAction, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._key = command.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.is_on = False
        self.button = button("", command.trigger, "lock", "board.lock")
        self._show()

    def toggle(self) -> None:
        """Lock the board, or unlock it, and say so."""
        self.is_on = not self.is_on
        self._show()
        announce(self.button, say("The board is locked") if self.is_on else say("The board is unlocked"))
        self.changed.emit(self.is_on)

    def refusal(self) -> Refusal | None:
        """Give why nothing may be moved now; None where it may."""
        if not self.is_on:
            return None
        return Refusal("The board is locked, so that nothing is moved by a slip. {key} unlocks it.", key=self._key)

    def check(self, change: Change) -> None:
        """Raise Refusal where the lock holds this change back."""
        refusal = self.refusal()
        if refusal is not None and any(_is_on_the_board(edit) for edit in change.edits):
            raise refusal

    def _show(self) -> None:
        made, on = self.button, self.is_on
        made.setText(say("The board is locked") if on else say("Lock the board"))
        made.setIcon(icons.icon("lock" if on else "unlock", "on_brand" if on else "ink"))
        made.setToolTip(" · ".join((say("Unlock the board") if on else say("Lock the board"), self._key)))
        restyle(made, look="primary" if on else "link")
        self._command.setText(say("Unlock the board") if on else say("Lock the board"))
        self._command.setIcon(icons.icon("unlock" if on else "lock"))


def _is_on_the_board(edit: Edit) -> bool:
    """Tell whether an edit is something the room sees on the board: a place, an amount, whether it counts."""
    if edit.kind is Place:
        return True
    if edit.kind is not Standing:
        return False
    before, after = edit.before or Standing(), edit.after or Standing()
    assert isinstance(before, Standing)
    assert isinstance(after, Standing)
    return (before.recommended, before.withdrawn) != (after.recommended, after.withdrawn)
