"""The bars above and below the board: the round and its commands, and what was done last."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from kompetanse_desktop import labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import ElidedLabel, button, label, row

SEARCH_WIDTH = 170
NAME_WIDTH = 420
"""So much of the name of a round is always shown; a longer one gives way, and never widens the window."""


class Header(QWidget):
    """Which round it is, that it is kept, the search, and the two great commands."""

    def __init__(self, commands: Mapping[str, QAction]) -> None:
        super().__init__()
        _as_bar(self)
        self._name = ElidedLabel("title", "round.name")
        self._about = ElidedLabel("muted", "round.about")
        self._saved = ElidedLabel("muted", "board.saved")
        self.found = label("", "small", "board.found")
        self.search = QLineEdit()
        self.search.setObjectName("board.search")
        self.search.setProperty("look", "search")
        self.search.setPlaceholderText(say("Search (Ctrl+F)"))
        self.search.setAccessibleName(say("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(SEARCH_WIDTH)
        self._import = command_button(commands["import"], say("Take in a list …"))
        self._finish = command_button(commands["innstilling"], say("Recommendation … (Ctrl+P)"), "primary")
        self.setLayout(
            row(
                self._name,
                self._about,
                1,
                self._saved,
                self.found,
                self.search,
                self._import,
                self._finish,
                spacing=look.L,
                margins=(look.XL, look.S, look.XL, look.S),
            )
        )

    def show_round(self, state: RoundState | None) -> None:
        """Say which round it is; without one, that there is nothing to search or finish."""
        for widget in (self.search, self._import, self._finish):
            widget.setEnabled(state is not None)
        if state is None:
            self._name.setText(say("Proposals and recommendation"))
            self._about.setText("")
            return
        until = say("recommendation by {deadline}", deadline=state.round.deadline)
        self._name.setText(say(labels.round_name(state.round)))
        self._name.setMinimumWidth(min(NAME_WIDTH, self._name.sizeHint().width()))
        self._about.setText(" · ".join(filter(None, (say("Example") if state.round.example else "", until))))

    def show_saved(self, session: Session) -> None:
        """Say when the last action was kept, or that nothing can be."""
        if not session.is_writable:
            self._saved.setText(say("A copy: nothing is kept"))
            return
        at = session.saved_at
        self._saved.setText("" if at is None else say("Saved at {time} ✓", time=f"{at.astimezone():%H:%M}"))


class Footer(QWidget):
    """What was done last, with the way back and forth again, and how much was done today."""

    def __init__(self, commands: Mapping[str, QAction]) -> None:
        super().__init__()
        _as_bar(self)
        self._commands = commands
        self._caption = label(say("Last:"), "muted")
        self._last = ElidedLabel(name="board.lastAction")
        self._links = {
            name: command_button(commands[name], text, "link")
            for name, text in (("undo", say("Undo")), ("redo", say("Redo")))
        }
        for name, link in self._links.items():
            link.setObjectName(f"board.{name}")
            link.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not end what is being written elsewhere
        self._count = label("", "muted")
        links = self._links
        self.setLayout(
            row(
                self._caption,
                self._last,
                links["undo"],
                links["redo"],
                1,
                self._count,
                spacing=look.M,
                margins=(look.XL, look.XS, look.XL, look.XS),
            )
        )

    def show_last(self, session: Session) -> None:
        """Say what was done last, and what undo and redo would do."""
        last, has_round = session.last, session.state is not None
        self._caption.setVisible(has_round and last is not None)
        self._last.setText("" if last is None else say(last.name))
        for name, saying in (("undo", session.undo_name), ("redo", session.redo_name)):
            self._commands[name].setEnabled(saying is not None)
            self._links[name].setEnabled(saying is not None)
            self._links[name].setVisible(saying is not None)
            self._links[name].setToolTip("" if saying is None else say(saying))
        today = session.actions_today
        self._count.setText(say_count("{count} action today", "{count} actions today", today) if has_round else "")


def command_button(command: QAction, text: str, kind: str = "") -> QPushButton:
    """Make a button for a command, with its key in the tool tip."""
    made = button(text, command.trigger, kind, command.objectName())
    key = command.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    made.setToolTip(" · ".join(filter(None, (command.text(), key))))
    return made


def _as_bar(widget: QWidget) -> None:
    widget.setProperty("look", "bar")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
