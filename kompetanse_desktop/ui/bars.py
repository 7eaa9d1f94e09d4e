"""The bars above and below the board: the round and its commands, and what was done last."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from kompetanse_desktop import labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui import icons
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import ElidedLabel, button, label, row

SEARCH_WIDTH, LEAST_SEARCH = 170, 96
NAME_WIDTH, LEAST_NAME = 420, 160
"""So much of the name of a round is always shown; a longer one gives way, and never widens the window."""


class Bar(QWidget):
    """A row across the window that never makes it wider: where there is too little room, it gets tighter."""

    TIGHTEST = 0

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def tighten(self, level: int) -> None:
        """Take less room: 0 for all the room there is need of, ``TIGHTEST`` for the least."""

    def fit(self) -> None:
        """Be as little tight as there is room for."""
        for level in range(self.TIGHTEST + 1):
            self.tighten(level)
            layout = self.layout()
            if layout is None or layout.minimumSize().width() <= self.width():
                return

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(LEAST_NAME), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)


class SearchField(QLineEdit):
    """A field with the sign of a search at its beginning, as large as the text."""

    def fit(self) -> None:
        """Leave room for the sign in the size of now."""
        self.setTextMargins(look.px(icons.SIZE + look.XS), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = look.px(icons.SIZE)
        area = QRectF(look.px(look.S), (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        icons.paint(painter, area, "search", look.current().muted)
        painter.end()


class Header(Bar):
    """Which round it is, that it is kept, the search, and the two great commands."""

    TIGHTEST = 3

    def __init__(self, commands: Mapping[str, QAction]) -> None:
        super().__init__()
        self._name = ElidedLabel("title", "round.name")
        self._about = ElidedLabel("muted", "round.about")
        self._saved = ElidedLabel("muted", "board.saved")
        self.found = label("", "small", "board.found")
        self.search = SearchField()
        self.search.setObjectName("board.search")
        self.search.setProperty("look", "search")
        self.search.setPlaceholderText(say("Search (Ctrl+F)"))
        self.search.setAccessibleName(say("Search"))
        self.search.setClearButtonEnabled(True)
        look.sized(self.search, width=SEARCH_WIDTH)
        self._import = command_button(commands["import"], say("Take in a list …"), icon="take_in")
        self._finish = command_button(commands["innstilling"], say("Recommendation …"), "primary", "recommendation")
        self._projector = command_button(commands["projector"], say("Show on screen (F5)"), icon="screen")
        self._projector.setCheckable(True)  # down while something is shown
        commands["projector"].toggled.connect(self._projector.setChecked)
        self._buttons = (self._import, self._projector, self._finish)
        self._words = {made: made.text() for made in self._buttons}
        self.setLayout(
            row(
                self._name,
                self._about,
                1,
                self._saved,
                self.found,
                self.search,
                self._import,
                self._projector,
                self._finish,
                spacing=look.M,
                margins=(look.XL, look.S, look.XL, look.S),
            )
        )

    def tighten(self, level: int) -> None:
        """Let the words of the buttons go first, then what is said about the round, then some of its name."""
        for made in self._buttons:
            made.setText(self._words[made] if level < 1 else "")
        self._about.setVisible(level < 2)
        self._saved.setVisible(level < 2)
        self._saved.setMinimumWidth(self._saved.sizeHint().width())
        self.search.fit()
        self.search.setPlaceholderText(say("Search (Ctrl+F)") if level < 3 else say("Search"))
        look.sized(self.search, width=SEARCH_WIDTH if level < 3 else LEAST_SEARCH)
        least = look.px(NAME_WIDTH if level < 3 else LEAST_NAME)
        self._name.setMinimumWidth(min(least, self._name.sizeHint().width()))

    def show_round(self, state: RoundState | None) -> None:
        """Say which round it is; without one, that there is nothing to search or finish."""
        for widget in (self.search, *self._buttons):
            widget.setEnabled(state is not None)
        if state is None:
            self._name.setText(say("Proposals and recommendation"))
            self._about.setText("")
            return
        until = say("recommendation by {deadline}", deadline=state.round.deadline)
        self._name.setText(say(labels.round_name(state.round)))
        self._about.setText(" · ".join(filter(None, (say("Example") if state.round.example else "", until))))
        self.fit()

    def show_saved(self, session: Session) -> None:
        """Say when the last action was kept, or that nothing can be."""
        if not session.is_writable:
            self._saved.setText(say("A copy: nothing is kept"))
            return
        at = session.saved_at
        self._saved.setText("" if at is None else say("Saved at {time} ✓", time=f"{at.astimezone():%H:%M}"))
        self.fit()


class Footer(Bar):
    """What was done last, with the way back and forth again, and how much was done today."""

    TIGHTEST = 2

    def __init__(self, commands: Mapping[str, QAction]) -> None:
        super().__init__()
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

    def add(self, widget: QWidget) -> None:
        """Put something more at the end."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)

    def tighten(self, level: int) -> None:
        """Let the number of actions go, then some of what was done last."""
        self._count.setVisible(level < 1)
        least = look.px(NAME_WIDTH if level < 2 else LEAST_SEARCH)
        self._last.setMinimumWidth(min(least, self._last.sizeHint().width()))

    def show_last(self, session: Session) -> None:
        """Say what was done last, and what undo and redo would do."""
        last, has_round = session.last, session.state is not None
        self._caption.setVisible(has_round and last is not None)
        self._last.setText("" if last is None else say(last.name))
        for name, saying in (("undo", session.undo_name), ("redo", session.redo_name)):
            self._commands[name].setEnabled(saying is not None)
            self._links[name].setEnabled(saying is not None)
            # Beside a mark the link would undo something else than what the line says; Ctrl+Z still does.
            self._links[name].setVisible(saying is not None and not session.last_is_mark)
            self._links[name].setToolTip("" if saying is None else say(saying))
        today = session.actions_today
        self._count.setText(say_count("{count} action today", "{count} actions today", today) if has_round else "")
        self.fit()


def command_button(command: QAction, text: str, kind: str = "", icon: str = "") -> QPushButton:
    """Make a button for a command, with its key in the tool tip."""
    made = button(text, command.trigger, kind, command.objectName())
    made.setAccessibleName(text)
    if icon:
        made.setIcon(icons.icon(icon, "on_brand" if kind == "primary" else "ink"))
    key = command.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    made.setToolTip(" · ".join(filter(None, (command.text(), key))))
    return made
