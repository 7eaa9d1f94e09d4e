"""The operator's window: puts the page of the round between the bars, and every command where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import ANEW, Session
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.bars import Footer, Header
from kompetanse_desktop.ui.board.board_view import BoardView
from kompetanse_desktop.ui.board.lock import BoardLock
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.budget_strip import BudgetStrip
from kompetanse_desktop.ui.commands import COMMANDS, ROUND, VIEW, make_actions
from kompetanse_desktop.ui.details.panel import DetailsPanel
from kompetanse_desktop.ui.imports.arriving import Arrivals
from kompetanse_desktop.ui.library.local_copy import LocalCopy
from kompetanse_desktop.ui.looks import Looks
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.projector.switch import ProjectorSwitch
from kompetanse_desktop.ui.round_page import RoundPage
from kompetanse_desktop.ui.rounds.going import RoundCommands
from kompetanse_desktop.ui.side_column import SideColumn
from kompetanse_desktop.ui.undoing import UndoEverywhere
from kompetanse_desktop.ui.widgets import ask, column, rule, run_dialog

TITLE = "kompetanse_desktop"

WITHOUT_ROUND = frozenset(
    {"new_round", "fetch", "verify", "quit", "undo", "redo", "help", "where", "larger", "smaller", "normal_size"}
)
"""The commands that can be given where there is no round; undo and redo are the footer's to say."""


class MainWindow(QMainWindow):
    """Shows one session's round. Everything that writes goes through ``kompetanse_desktop.actions``."""

    def __init__(self, session: Session, theme: look.Theme | None = None) -> None:
        super().__init__()
        self.session = session
        self.looks = Looks(self._place_file, self)  # first: all that follows is made in its size
        self.theme = theme or look.current()
        self.setObjectName("main.window")
        self.commands = make_actions(self)
        self.messages = MessageBar()
        self.header, self.footer = Header(self.commands), Footer(self.commands)
        self.search = self.header.search
        self.model = BoardModel(session, self)
        self.model.refused.connect(self.messages.show_refusal)
        self.lock = BoardLock(self.commands["lock"], self)
        self.footer.add(self.lock.button)
        self.model.hold, session.guard = self.lock.refusal, self.lock.check
        self.undoing = UndoEverywhere(session, self)
        self.messages.copy_wanted.connect(self._copy_elsewhere)
        self.messages.rescue_wanted.connect(self.rescue)
        self.model.changed.connect(self._changed)
        self.local_copy = LocalCopy(session, self.messages, self.may_leave, self)
        self.arrivals = Arrivals(session, self.messages, self.may_leave, self)
        self.rounds = RoundCommands(session, self.messages, self.may_leave, self)
        self.rounds.entered.connect(self.show_round)
        self.projector = ProjectorSwitch(
            self.messages, lambda: self.round_page, self._place, self.commands["projector"], self
        )
        self._pages = QStackedWidget()
        self._welcome_page: QWidget | None = None
        self._round_page: RoundPage | None = None
        self._menus()
        self._wire(self._commands(), self.looks.commands())
        self._wire(self.local_copy.commands(), self.arrivals.commands(), self.rounds.commands())
        self._wire(self.projector.commands())
        self.looks.changed.connect(lambda: self.set_theme(look.current()))
        content = QWidget()
        content.setLayout(
            column(self.header, rule(), self.messages, self._pages, rule(), self.footer, spacing=0, stretch=3)
        )
        self.setCentralWidget(content)
        self.resize(1280, 800)
        self.show_round()

    # -- building ----------------------------------------------------------------------------------
    def _menus(self) -> None:
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            if command.menu not in menus:
                menus[command.menu] = self.menuBar().addMenu(say(command.menu))
            menus[command.menu].addAction(self.commands[command.name])
        menus[ROUND].insertMenu(self.commands["edit_round"], self.rounds.menu)
        self.looks.fill_menu(menus[VIEW])

    def _commands(self) -> dict[str, Callable[[], object]]:
        return {
            "innstilling": self.finish,
            "verify": self.check_document,
            "paper": self.print_paper,
            "export": self.export,
            "quit": self.close,
            "undo": lambda: self._step_in_time(actions.undo),
            "redo": lambda: self._step_in_time(actions.redo),
            "help": self.show_help,
            "lock": self.lock.toggle,
        }

    def _wire(self, *several: Mapping[str, Callable[[], object]]) -> None:
        for does in several:
            for name, do in does.items():
                self.commands[name].triggered.connect(lambda _=False, do=do: do())

    def _make_welcome(self) -> QWidget:
        from kompetanse_desktop.ui.welcome import Welcome

        return Welcome(self.rounds.make, self.rounds.open_demo)

    def _make_round_page(self) -> RoundPage:
        made = RoundPage(self.model, self.header, self.messages, self.theme, self.commands)
        self._wire(made.commands())
        made.side.terms_wanted.connect(self.commands["edit_round"].trigger)
        self.lock.changed.connect(made.details.hold)
        return made

    @property
    def round_page(self) -> RoundPage:
        """The page of the round in use; an error before there has been one."""
        if self._round_page is None:
            raise LookupError("no round has been shown")
        return self._round_page

    @property
    def board(self) -> BoardView:
        """The board of the round in use."""
        return self.round_page.board

    @property
    def strip(self) -> BudgetStrip:
        """The money of the round in use."""
        return self.round_page.strip

    @property
    def side(self) -> SideColumn:
        """The column beside the proposals."""
        return self.round_page.side

    @property
    def details(self) -> DetailsPanel:
        """The details of the chosen proposal."""
        return self.round_page.details

    # -- showing -----------------------------------------------------------------------------------
    def show_round(self) -> None:
        """Show the round in use, or the welcome page where there is none."""
        state = self.session.state
        if state is None:
            if self._round_page is not None:
                self._round_page.leave()
            if self._welcome_page is None:
                self._welcome_page = self._make_welcome()
                self._pages.addWidget(self._welcome_page)
            self._pages.setCurrentWidget(self._welcome_page)
        else:
            if self._round_page is None:
                self._round_page = self._make_round_page()
                self._pages.addWidget(self._round_page)
            self._pages.setCurrentWidget(self._round_page)
            self._round_page.show_state(state)
        self._show_bars()

    def _show_bars(self) -> None:
        state = self.session.state
        self.setWindowTitle(f"{say(labels.round_name(state.round))} – {TITLE}" if state is not None else TITLE)
        for name in self.commands.keys() - WITHOUT_ROUND:
            self.commands[name].setEnabled(state is not None)
        self.rounds.menu.menuAction().setVisible(state is not None)
        self.header.show_round(state)
        self.header.show_saved(self.session)
        self.footer.show_last(self.session)

    def _changed(self, change: Change) -> None:
        state, page = self.session.state, self._round_page
        if change.action in ANEW - {"reload"} and page is not None:
            page.leave()  # what was being written is of what is no longer there
        if state is None or page is None or not page.shows(state):
            self.show_round()
            return
        self._show_bars()
        page.follow(change, state)

    def _step_in_time(self, act: Callable[[Session], Change]) -> None:
        """Undo or redo, and go to the card it was about; what is being written elsewhere stays as it is."""
        done: list[Change] = []
        if self.messages.attempt(lambda: done.append(act(self.session))) and self._round_page is not None:
            self._round_page.go_to_what_changed(done[0])

    # -- documents, help, trouble ------------------------------------------------------------------
    def finish(self) -> None:
        """Go through the checks and write the recommendation."""
        from kompetanse_desktop.ui.innstilling.dialog import InnstillingDialog

        self.details.drafts.keep_all()
        dialog = InnstillingDialog(self.session, self)
        dialog.mend_wanted.connect(self.round_page.mend_remark)
        dialog.checks_wanted.connect(self.commands["checks"].trigger)
        run_dialog(dialog)

    def check_document(self) -> None:
        """Check who signed a PDF, and whether it is one of this library's."""
        from kompetanse_desktop.ui.innstilling.verify_dialog import VerifyDialog

        run_dialog(VerifyDialog(self.session, self))

    def print_paper(self) -> None:
        """Print the round as a form to write on, for a meeting without power."""
        from kompetanse_desktop.ui.innstilling.printing import print_paper

        self.details.drafts.keep_all()
        self.messages.attempt(lambda: print_paper(self.session.required(), self))

    def export(self) -> None:
        """Write the round as a table or as data."""
        from kompetanse_desktop.ui.innstilling.export import export

        self.details.drafts.keep_all()
        export(self.session, self.messages, self)

    def show_help(self) -> None:
        """Show the keys."""
        from kompetanse_desktop.ui.help import HelpDialog

        run_dialog(HelpDialog(self))

    def _copy_elsewhere(self) -> None:
        from kompetanse_desktop.ui.copy_elsewhere import copy_elsewhere

        copy_elsewhere(self.session, self.messages, self)

    def rescue(self, refusal: Refusal) -> None:
        """Show what can be saved of a damaged library, and go on with that."""
        from kompetanse_desktop.ui.startup.rescue_dialog import rescue_running

        rescue_running(self.session, refusal, self.messages, self)

    # -- the window itself -------------------------------------------------------------------------
    def set_theme(self, theme: look.Theme) -> None:
        """Give the window another look."""
        self.theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look.apply(app, theme)
        self.header.fit()
        self.footer.fit()
        if self._round_page is not None:
            self._round_page.set_theme(theme)

    @property
    def _place_file(self) -> Path:
        """What remembers where the window stood and how it looked; it lies with the library, and goes with it."""
        return self.session.library_file.with_name("window.ini")

    def _place(self) -> QSettings:
        return QSettings(str(self._place_file), QSettings.Format.IniFormat)

    def show_where_it_was(self) -> None:
        """Show the window where it was closed last; the first time it fills the screen."""
        kept = self._place().value("geometry")
        if isinstance(kept, QByteArray) and self.restoreGeometry(kept):
            self.show()
        else:
            self.showMaximized()

    def may_leave(self) -> bool:
        """Keep what is being written; where it can't be kept, ask whether to let it go."""
        if self._round_page is None or self.details.drafts.keep_all():
            return True
        text = say("Something you wrote could not be kept.")
        return ask(self, say("Not kept"), text, say("Leave without it"), say("Go back"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave() or not self.local_copy.may_close():
            event.ignore()
            return
        self.projector.stop()
        place = self._place()
        place.setValue("geometry", self.saveGeometry())
        place.sync()
        self.undoing.close()
        self.model.close()
        super().closeEvent(event)
