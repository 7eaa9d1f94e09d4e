"""The timeline beside the board: what was done, day by day, and the way back to any point of it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import ANEW, Session
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.details.provenance import SHOWN_DIGITS
from kompetanse_desktop.ui.details.wrapping import breakable
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.timeline.delegate import EntryDelegate
from kompetanse_desktop.ui.timeline.model import Break, Line, TimelineModel, day_words, this_day
from kompetanse_desktop.ui.widgets import ask, button, column, label, rule, waiting

LEAST_LINES, MOST_LINES = 2, 6
"""How many lines of what is chosen there is always room for, and how many before they are scrolled."""


class TimelineList(QListView):
    """The list of entries. Keeps the chosen one in sight when it is given another size."""

    def __init__(self, model: TimelineModel, delegate: EntryDelegate) -> None:
        super().__init__()
        self.setObjectName("timeline.list")
        self.setAccessibleName(say("Timeline"))
        self.setProperty("look", "cards")
        self.setItemDelegate(delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setModel(model)

    @property
    def entry_width(self) -> int:
        """How wide an entry is, in pixels: beside it there is always room for the scroll bar."""
        return self.width() - self.verticalScrollBar().sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        was_seen = self.viewport().rect().intersects(self.visualRect(self.currentIndex()))
        super().resizeEvent(event)
        if was_seen:
            self.scrollTo(self.currentIndex())

    def choose(self, index: QModelIndex) -> None:
        """Choose an entry and bring it into view."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # Alt and an arrow moves a card, whoever has the keyboard
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters belong to the search field, and a stray key must not move the focus."""


class TimelinePanel(QFrame):
    """Lists the journal of the round in use. While it isn't on the screen it does nothing."""

    def __init__(self, session: Session, messages: MessageBar, theme: look.Theme) -> None:
        super().__init__()
        self._session, self._messages = session, messages
        self._anew, self._behind = True, False
        self.setProperty("look", "panel")
        self.setObjectName("timeline.panel")
        self.setAccessibleName(say("Timeline"))
        self._model = TimelineModel(session)
        self._delegate = EntryDelegate(theme)
        self.list = TimelineList(self._model, self._delegate)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.list.activated.connect(lambda _: self._return.setFocus())
        self.setLayout(column(self.list, rule(), self._make_foot(), spacing=6, margins=(8, 8, 6, 12), stretch=0))
        stop = session.listen(self._follow)
        self.destroyed.connect(lambda: stop())
        self._show_chosen()

    def _make_foot(self) -> QWidget:
        self._when = label("", "small", "timeline.when")
        self._chosen = label("", name="timeline.chosen", wrap=True)
        self._chosen.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sums = label("", "small", "timeline.sums", wrap=True)
        self._area = QScrollArea()
        self._area.setWidget(self._chosen)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(say("What is chosen"))
        self._return = button(say("Take the board back to here"), self._take_back, "primary", "timeline.return")
        foot = QWidget()
        foot.setLayout(
            column(self._when, self._area, self._sums, self._return, spacing=look.XS, margins=(look.S, 0, look.S, 0))
        )
        return foot

    def set_theme(self, theme: look.Theme) -> None:
        """Give the list another look."""
        self._delegate.theme = theme
        self.list.viewport().update()

    # -- following ---------------------------------------------------------------------------------
    def _follow(self, change: Change) -> None:
        self._behind = True
        self._anew = self._anew or change.action in ANEW
        if self.isVisible():
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        """Show what was written since. Who looks at the newest goes on doing so; another choice stays."""
        if not (self._anew or self._behind):
            return
        at_top = self.list.currentIndex().row() <= 0
        if self._anew:
            self._model.reload()
        else:
            self._model.catch_up()
        self._anew = self._behind = False
        if at_top or not self.list.currentIndex().isValid():
            self._choose_newest()
        self._show_chosen()

    def _choose_newest(self) -> None:
        if self._model.rowCount():
            self.list.choose(self._model.index(0))
            self.list.scrollToTop()

    # -- what is chosen ----------------------------------------------------------------------------
    def _line(self) -> Line | Break | None:
        index = self.list.currentIndex()
        return self._model.line(index.row()) if index.isValid() else None

    def _show_chosen(self) -> None:
        line = self._line()
        later = self.list.currentIndex().row()
        when = sums = ""
        if isinstance(line, Line):
            since = (
                say_count("{count} action since.", "{count} actions since.", later) if later else say("This is now.")
            )
            when = f"{day_words(line.at.date(), this_day())} {line.time} · {since}"
            sums = line.money
        self._when.setText(when)
        self._chosen.setText(say("Nothing has been done yet.") if line is None else breakable(_in_full(line)))
        self._chosen.setToolTip(f"SHA-256 {line.sha256}" if isinstance(line, Line) and line.sha256 else "")
        self._sums.setText(sums)
        self._return.setEnabled(isinstance(line, Line) and later > 0 and self._session.is_writable)
        self._give_room()

    def _give_room(self) -> None:
        """Give the text as many lines as it needs, within bounds; with more it can be scrolled, by keys too."""
        spacing = self._chosen.fontMetrics().lineSpacing()
        needed = self._chosen.heightForWidth(self._area.viewport().width())
        self._area.setFixedHeight(min(max(needed, LEAST_LINES * spacing), MOST_LINES * spacing))
        too_long = needed > MOST_LINES * spacing
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus if too_long else Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    # -- going back --------------------------------------------------------------------------------
    def _take_back(self) -> None:
        line = self._line()
        if not isinstance(line, Line):
            return
        number, done = line.number, list[Change]()
        if not self._messages.attempt(lambda: done.extend(self._returned(number))) or not done:
            return
        told: Saying = Saying("The board is as it was then already.")
        if done[0].edits:
            told = saying("{name}. Undo takes it back.", name=done[0].name)
        self._messages.show_saying(told, good=True)
        self._choose_newest()
        self.list.setFocus()

    def _returned(self, number: int) -> list[Change]:
        """Take the board back; where no copy can be put away first, ask whether to go on without."""
        try:
            with waiting():
                return [actions.return_to(self._session, number)]
        except actions.NoBackupFirst as refusal:
            if not ask(self, say("No copy"), say(refusal.saying), say("Go on without a copy"), say("Cancel")):
                return []
            with waiting():
                return [actions.return_to(self._session, number, without_backup=True)]


def _in_full(line: Line | Break) -> str:
    """Say what was done; of a list that was taken in, with the first digits of its SHA-256."""
    if isinstance(line, Line) and line.sha256:
        return f"{line.what} (SHA-256 {line.sha256[:SHOWN_DIGITS]})"
    return line.what
