"""The operator's window: the money on top, the board, the details, and what was done last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import ANEW, Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import Budget, budget
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.domain.search import search
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import money, say, say_count
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.bars import Footer, Header
from kompetanse_desktop.ui.board.board_view import ORDER, BoardView
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.budget_strip import BudgetStrip
from kompetanse_desktop.ui.commands import COMMANDS, ROUND, make_actions
from kompetanse_desktop.ui.imports.arriving import Arrivals
from kompetanse_desktop.ui.library.local_copy import LocalCopy
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.side_column import SideColumn
from kompetanse_desktop.ui.widgets import announce, ask, column, rule, run_dialog

CARD_COMMANDS = ("up", "down", "lane_left", "lane_right", "moveTo", "amount", "withdraw")
ROUND_COMMANDS = (
    *("edit_round", "import", "paste", "template", "send", "remove", "innstilling", "export", "search", "timeline"),
    *CARD_COMMANDS,
)
CHOOSE_FIRST = Saying("Choose a card first.")


class MainWindow(QMainWindow):
    """Shows one session's round. Everything that writes goes through ``kompetanse_desktop.actions``."""

    def __init__(self, session: Session, theme: look.Theme | None = None) -> None:
        super().__init__()
        self.session = session
        self.theme = theme or look.system_theme()
        self.setObjectName("main.window")
        self.commands = make_actions(self)
        self.messages = MessageBar()
        self.header, self.footer = Header(self.commands), Footer(self.commands)
        self.search = self.header.search
        self.model = BoardModel(session, self)
        self.model.refused.connect(self.messages.show_refusal)
        self.messages.copy_wanted.connect(self._copy_elsewhere)
        self.messages.rescue_wanted.connect(self.rescue)
        self.model.changed.connect(self._changed)
        self.local_copy = LocalCopy(session, self.messages, self.may_leave, self)
        self.arrivals = Arrivals(session, self.messages, self.may_leave, self)
        self._round_id: str | None = None
        self._budget: Budget | None = None
        self._pages = QStackedWidget()
        self._welcome_page: QWidget | None = None
        self._board_page: QWidget | None = None
        self._menus()
        self._connect()
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
        self._rounds = QMenu(say("Go to round"), self)
        self._rounds.aboutToShow.connect(self._fill_rounds)
        menus[ROUND].insertMenu(self.commands["edit_round"], self._rounds)

    def _make_welcome(self) -> QWidget:
        from kompetanse_desktop.ui.welcome import Welcome

        return Welcome(self.new_round, self.open_demo)

    def _make_board(self) -> QWidget:
        self.strip = BudgetStrip(self.theme)
        self.board = BoardView(self.model, self.theme)
        self.side = SideColumn(self.session, self.messages, self.theme)
        self.details = self.side.details
        self.board.hovered.connect(self._hovered)
        self.board.hover_ended.connect(self.strip.end_preview)
        self.board.chosen_changed.connect(self._chosen_changed)
        self.board.opened.connect(self.side.focus_amount)
        self.details.move_wanted.connect(self.ask_where)
        lower = QWidget()
        layout = QHBoxLayout(lower)
        layout.setContentsMargins(look.M, look.M, look.M, look.M)
        layout.setSpacing(look.S)
        layout.addWidget(self.board, 1)
        layout.addWidget(self.side)
        page = QWidget()
        page.setLayout(column(self.strip, rule(), lower, spacing=0, stretch=2))
        return page

    def _connect(self) -> None:
        does: dict[str, Callable[[], object]] = {
            "new_round": self.new_round,
            "edit_round": self.edit_round,
            "innstilling": self.finish,
            "export": self.export,
            "quit": self.close,
            "undo": lambda: self._step_in_time(actions.undo),
            "redo": lambda: self._step_in_time(actions.redo),
            "search": self._start_search,
            "up": lambda: self._nudge(-1),
            "down": lambda: self._nudge(1),
            "lane_left": lambda: self._sideways(-1),
            "lane_right": lambda: self._sideways(1),
            "moveTo": self.ask_where,
            "amount": lambda: self.side.focus_amount(),
            "withdraw": self.withdraw,
            "timeline": lambda: self.side.toggle_timeline(),
            "help": self.show_help,
            **self.local_copy.commands(),
            **self.arrivals.commands(),
        }
        for name, do in does.items():
            self.commands[name].triggered.connect(lambda _=False, do=do: do())
        self.search.textChanged.connect(lambda _: self._show_matches(go_there=True))
        self.search.returnPressed.connect(self._search_next)
        leave = QAction(self.search)
        leave.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        leave.triggered.connect(self._leave_search)
        self.search.addAction(leave)
        QApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    # -- showing -----------------------------------------------------------------------------------
    def show_round(self) -> None:
        """Show the round in use, or the welcome page where there is none."""
        state = self.session.state
        if state is None:
            self._round_id = None
            if self._board_page is not None:
                self.details.show_ref(None)
            self._welcome_page = self._welcome_page or self._page(self._make_welcome())
            self._pages.setCurrentWidget(self._welcome_page)
            self.setWindowTitle("kompetanse_desktop")
        else:
            self._board_page = self._board_page or self._page(self._make_board())
            self._pages.setCurrentWidget(self._board_page)
            if state.round.id != self._round_id:
                self._enter(state)
            self.board.refresh_heads()
            self.details.show_ref(self.details.ref)
            self._show_figures(state)
        self._show_commands()

    def _page(self, page: QWidget) -> QWidget:
        self._pages.addWidget(page)
        return page

    def _enter(self, state: RoundState) -> None:
        """Begin with another round: nothing chosen, nothing searched for."""
        self._round_id = state.round.id
        self.search.clear()
        self.board.clear_choice()
        self.details.show_ref(None)
        self.board.views[Lane.UNHANDLED].setFocus()

    def _show_figures(self, state: RoundState) -> None:
        self.setWindowTitle(f"{say(labels.round_name(state.round))} – kompetanse_desktop")
        self._budget = budget(state)
        self.strip.show_budget(self._budget, self.model.network_numbers, len(state.proposals))

    def _show_commands(self) -> None:
        state = self.session.state
        for name in ROUND_COMMANDS:
            self.commands[name].setEnabled(state is not None)
        self._rounds.menuAction().setVisible(state is not None)
        self.header.show_round(state)
        self.header.show_saved(self.session)
        self.footer.show_last(self.session)

    def _changed(self, change: Change) -> None:
        state = self.session.state
        if change.action in ANEW - {"reload"} and self._board_page is not None:
            self.details.drafts.forget()  # they were of what is no longer there
            self._round_id = None
        if state is None or self._board_page is None or state.round.id != self._round_id:
            self.show_round()
            return
        self._show_figures(state)
        self._show_commands()
        self._show_matches(go_there=False)
        self.details.show_ref(self.details.ref)
        sentence = f"{say(change.name)}. {say('Left to share out')}: {money(self.session.remaining)}"
        announce(self.board, sentence)

    # -- cards -------------------------------------------------------------------------------------
    def _hovered(self, refs: Sequence[str], lane: Lane, position: int | None) -> None:
        after = self.model.preview(refs, lane, position)
        if after is not None and self._budget is not None:
            self.strip.show_preview(after, self._budget)

    def _chosen_changed(self) -> None:
        chosen = self.board.chosen()
        self.details.show_ref(chosen[0] if chosen else None)

    def _move(self, refs: Sequence[str], lane: Lane, position: int | None) -> None:
        if self.model.move(refs, lane, position):
            self.messages.hide()
        self.board.choose(refs, focus=True)

    def _nudge(self, step: int) -> None:
        refs = self.board.chosen()
        if not refs:
            return
        place = self.model.state.board.place_of(refs[0])
        lane = self.model.state.board[place.lane]
        above = sum(ref not in refs for ref in lane[: place.position - 1])
        self._move(refs, place.lane, min(max(above + 1 + step, 1), len(lane) - len(refs) + 1))

    def _sideways(self, step: int) -> None:
        refs = self.board.chosen()
        if not refs:
            return
        at = ORDER.index(self.model.state.board.lane_of(refs[0])) + step
        if 0 <= at < len(ORDER):
            self._move(refs, ORDER[at], None)

    def ask_where(self) -> None:
        """Ask for a lane and a position, and move the chosen cards there."""
        from kompetanse_desktop.ui.board.move_dialog import MoveDialog

        refs = self.board.chosen()
        if not refs:
            self.messages.show_saying(CHOOSE_FIRST)
            return
        dialog = MoveDialog(self.model, refs, self)
        if run_dialog(dialog):
            self._move(refs, dialog.lane, dialog.position)

    def withdraw(self) -> None:
        """Mark the chosen proposals as withdrawn, or as counting again."""
        refs = self.board.chosen()
        if not refs:
            self.messages.show_saying(CHOOSE_FIRST)
        for ref in refs:
            gone = self.model.state.standing(ref).withdrawn
            self.messages.attempt(lambda ref=ref, gone=gone: actions.withdraw(self.session, ref, not gone))

    def _step_in_time(self, act: Callable[[Session], Change]) -> None:
        """Undo or redo, and go to the card it was about; what is being written elsewhere stays as it is."""
        done: list[Change] = []
        if not self.messages.attempt(lambda: done.append(act(self.session))) or self.session.state is None:
            return
        refs = [ref for ref in done[0].refs if ref in self.session.state.proposals]
        if not self.details.drafts.waiting:
            self.board.choose(refs[:1], focus=self.board.focused_lane() is not None)

    # -- search ------------------------------------------------------------------------------------
    def _start_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave_search(self) -> None:
        self.search.clear()
        chosen = self.board.chosen() or self.model.state.ranked()[:1] or tuple(self.model.state.proposals)[:1]
        self.board.choose(chosen, focus=True)

    def _matches(self) -> tuple[str, ...]:
        state = self.session.state
        return () if state is None else search(state, self.search.text())

    def _show_matches(self, *, go_there: bool) -> None:
        if self._board_page is None:
            return
        found, searching = self._matches(), bool(self.search.text().strip())
        self.board.show_matches(frozenset(found) if searching else None)
        self.header.found.setText(say_count("{count} found", "{count} found", len(found)) if searching else "")
        if found and go_there:
            self.board.choose(found[:1], focus=False)

    def _search_next(self) -> None:
        found = self._matches()
        if not found:
            return
        chosen = self.board.chosen()
        at = (found.index(chosen[0]) + 1) % len(found) if chosen and chosen[0] in found else 0
        self.board.choose([found[at]], focus=False)

    # -- rounds, lists, documents ------------------------------------------------------------------
    def _fill_rounds(self) -> None:
        self._rounds.clear()
        current = self.session.state.round.id if self.session.state is not None else None
        for each in self.session.rounds():
            action = self._rounds.addAction(say(labels.round_name(each)))
            action.setCheckable(True)
            action.setChecked(each.id == current)
            action.triggered.connect(lambda _=False, id_=each.id: self.go_to_round(id_))

    def go_to_round(self, round_id: str) -> None:
        """Show another round of the library."""
        if not self.may_leave():
            return
        if self.messages.attempt(lambda: actions.use_round(self.session, round_id)):
            self.details.drafts.forget()

    def new_round(self) -> None:
        """Ask for a new round and go to it."""
        from kompetanse_desktop.ui.rounds.round_dialog import RoundDialog

        if self._board_page is None or self.may_leave():
            run_dialog(RoundDialog(None, self.session, self))
            self.show_round()

    def edit_round(self) -> None:
        """Ask for other figures of the round in use."""
        from kompetanse_desktop.ui.rounds.round_dialog import RoundDialog

        if self.session.state is not None:
            run_dialog(RoundDialog(self.session.state.round, self.session, self))

    def open_demo(self) -> None:
        """Make the example round in this library and go to it."""
        from kompetanse_desktop.ui.rounds.demo import make_demo

        if self.messages.attempt(lambda: make_demo(self.session)):
            self.show_round()

    def finish(self) -> None:
        """Go through the checks and write the recommendation."""
        from kompetanse_desktop.ui.innstilling.dialog import InnstillingDialog

        self.details.drafts.keep_all()
        dialog = InnstillingDialog(self.session, self)
        dialog.go_to.connect(lambda ref: self.board.choose([ref], focus=True))
        run_dialog(dialog)

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

    def _ask(self, title: str, text: str, accept: str, reject: str | None = None) -> bool:
        return ask(self, title, text, accept, reject)

    # -- the window itself -------------------------------------------------------------------------
    def _scheme_changed(self) -> None:
        self.set_theme(look.system_theme())

    def set_theme(self, theme: look.Theme) -> None:
        """Give the window another look."""
        self.theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look.apply(app, theme)
        if self._board_page is not None:
            self.strip.set_theme(theme)
            self.board.set_theme(theme)
            self.side.set_theme(theme)

    def _place(self) -> QSettings:
        """The file that remembers where the window stood; it lies with the library, and goes with it."""
        return QSettings(str(self.session.library_file.with_name("window.ini")), QSettings.Format.IniFormat)

    def show_where_it_was(self) -> None:
        """Show the window where it was closed last; the first time it fills the screen."""
        kept = self._place().value("geometry")
        if isinstance(kept, QByteArray) and self.restoreGeometry(kept):
            self.show()
        else:
            self.showMaximized()

    def may_leave(self) -> bool:
        """Keep what is being written; where it can't be kept, ask whether to let it go."""
        if self._board_page is None or self.details.drafts.keep_all():
            return True
        text = say("Something you wrote could not be kept.")
        return self._ask(say("Not kept"), text, say("Leave without it"), say("Go back"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave() or not self.local_copy.may_close():
            event.ignore()
            return
        place = self._place()
        place.setValue("geometry", self.saveGeometry())
        place.sync()
        self.model.close()
        super().closeEvent(event)
