"""The timeline beside the board: what was done, day by day, and the way back to any point of it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.text import say, say_count, short_date
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.timeline.delegate import EntryDelegate
from kompetanse_desktop.ui.timeline.model import TimelineModel
from kompetanse_desktop.ui.widgets import ask, button, column, label, row, waiting


class TimelinePanel(QFrame):
    """Lists the journal of the round in use. While it isn't on the screen it does nothing."""

    closed = Signal()

    def __init__(self, session: Session, messages: MessageBar, theme: look.Theme) -> None:
        super().__init__()
        self._session, self._messages = session, messages
        self._stale = True
        self.setProperty("look", "panel")
        self.setObjectName("timeline.panel")
        self.setAccessibleName(say("Timeline"))
        self._model = TimelineModel(session)
        self._delegate = EntryDelegate(theme)
        self.list = self._make_list()
        self._chosen = label("", wrap=True, name="timeline.chosen")
        self._after = label("", "muted", wrap=True)
        self._return = button(say("Take the board back to here"), self._take_back, "primary", "timeline.return")
        close = button(say("Close"), self.closed.emit, "link", "timeline.close")
        head = QWidget()
        head.setLayout(row(label(say("Timeline"), "title"), 1, close))
        foot = QWidget()
        foot.setLayout(column(self._chosen, self._after, self._return, spacing=6, margins=(0, 8, 0, 0)))
        self.setLayout(column(head, self.list, foot, spacing=6, margins=(14, 12, 12, 10), stretch=1))
        session.listen(self._follow)
        self._show_chosen()

    def _make_list(self) -> QListView:
        made = QListView()
        made.setObjectName("timeline.list")
        made.setAccessibleName(say("Timeline"))
        made.setModel(self._model)
        made.setItemDelegate(self._delegate)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setResizeMode(QListView.ResizeMode.Adjust)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        made.activated.connect(lambda _: self._return.setFocus())
        return made

    def set_theme(self, theme: look.Theme) -> None:
        """Give the list another look."""
        self._delegate.theme = theme
        self.list.viewport().update()

    # -- following ---------------------------------------------------------------------------------
    def _follow(self, _: Change) -> None:
        self._stale = True
        if self.isVisible():
            self._reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._reload()

    def _reload(self) -> None:
        self._stale = False
        self._model.reload()
        if self._model.rowCount():
            top = self._model.index(0)
            self.list.selectionModel().setCurrentIndex(top, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollToTop()
        self._show_chosen()

    # -- what is chosen ----------------------------------------------------------------------------
    def _show_chosen(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            self._chosen.setText(self._model.broken or say("Nothing has been done yet."))
            self._after.setText("")
            self._return.setEnabled(False)
            return
        line = self._model.line(index.row())
        self._chosen.setText(f"{short_date(line.at.date())} {line.time}: {line.what}")
        later = index.row()
        since = say_count("{count} action since.", "{count} actions since.", later) if later else say("This is now.")
        self._after.setText(f"{line.money}. {since}")
        self._return.setEnabled(later > 0 and self._session.is_writable)

    def _take_back(self) -> None:
        number = self._model.line(self.list.currentIndex().row()).number
        done: list[Change] = []
        if not self._messages.attempt(lambda: done.append(self._returned(number))):
            return
        told: Saying = Saying("The board is as it was then already.")
        if done[0].edits:
            told = saying("{name}. Undo takes it back.", name=done[0].name)
        self._messages.show_saying(told, good=True)
        self.list.setFocus()

    def _returned(self, number: int) -> Change:
        try:
            with waiting():
                return actions.return_to(self._session, number)
        except actions.NoBackupFirst as refusal:
            if not ask(self, say("No copy"), say(refusal.saying), say("Go on without a copy"), say("Cancel")):
                raise
            return actions.return_to(self._session, number, without_backup=True)
