"""The operator's window: the money on top, the board, the details, and what was done last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import Budget, budget
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import money, say, say_count
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.board_view import ORDER, BoardView
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.budget_strip import BudgetStrip
from kompetanse_desktop.ui.commands import COMMANDS, make_actions
from kompetanse_desktop.ui.details import DetailsPanel
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.welcome import Welcome
from kompetanse_desktop.ui.widgets import ElidedLabel, announce, button, label, row, rule

DETAILS_WIDTH = 330
_CARD_COMMANDS = ("up", "down", "lane_left", "lane_right", "moveTo", "amount")
_CHOOSE_FIRST = Saying("Choose a card first.")


class MainWindow(QMainWindow):
    """Shows one session's round. Everything that writes goes through ``kompetanse_desktop.actions``."""

    def __init__(self, session: Session, theme: look.Theme | None = None) -> None:
        super().__init__()
        self.session = session
        self.theme = theme or look.system_theme()
        self.setObjectName("main.window")
        self.messages = MessageBar()
        self.model = BoardModel(session, self)
        self.model.refused.connect(self.messages.show_saying)
        self.model.changed.connect(self._changed)
        self.commands = make_actions(self)
        self._budget: Budget | None = None
        self._pages = QStackedWidget()
        self._board_page: QWidget | None = None
        self._welcome = Welcome(self.new_round, self.open_demo)
        self._pages.addWidget(self._welcome)
        self._build()
        self._connect()
        self.resize(1280, 800)
        self.show_round()

    # -- building ----------------------------------------------------------------------------------
    def _build(self) -> None:
        self._menus()
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header())
        layout.addWidget(rule())
        layout.addWidget(self.messages)
        layout.addWidget(self._pages, 1)
        layout.addWidget(rule())
        layout.addWidget(self._footer())
        self.setCentralWidget(content)

    def _menus(self) -> None:
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            if command.menu not in menus:
                menus[command.menu] = self.menuBar().addMenu(say(command.menu))
            menus[command.menu].addAction(self.commands[command.name])

    def _header(self) -> QWidget:
        bar = _bar()
        self._name = label("", "title", "round.name")
        self._about = ElidedLabel("muted", "round.about")
        self._saved = ElidedLabel("muted", "board.saved")
        self.search = QLineEdit()
        self.search.setObjectName("board.search")
        self.search.setProperty("look", "search")
        self.search.setPlaceholderText(say("Search (Ctrl+F)"))
        self.search.setAccessibleName(say("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(170)
        self._found = label("", "small", "board.found")
        self._import = self._button("import", say("Take in a list …"))
        self._finish = self._button("innstilling", say("Recommendation … (Ctrl+P)"), "primary")
        bar.setLayout(
            row(
                self._name,
                self._about,
                1,
                self._saved,
                self._found,
                self.search,
                self._import,
                self._finish,
                spacing=look.L,
                margins=(look.XL, look.S, look.XL, look.S),
            )
        )
        return bar

    def _footer(self) -> QWidget:
        bar = _bar()
        self._last_caption = label(say("Last:"), "muted")
        self._last = ElidedLabel(name="board.lastAction")
        self._undo = self._link("undo", say("Undo"))
        self._redo = self._link("redo", say("Redo"))
        self._count = label("", "muted")
        bar.setLayout(
            row(
                self._last_caption,
                self._last,
                self._undo,
                self._redo,
                1,
                self._count,
                spacing=look.M,
                margins=(look.XL, look.XS, look.XL, look.XS),
            )
        )
        return bar

    def _button(self, command: str, text: str, kind: str = "") -> QPushButton:
        made = button(text, self.commands[command].trigger, kind, f"action.{command}")
        key = self.commands[command].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(" · ".join(filter(None, (self.commands[command].text(), key))))
        return made

    def _link(self, command: str, text: str) -> QPushButton:
        made = self._button(command, text, "link")
        made.setObjectName(f"board.{command}")
        return made

    def _make_board_page(self) -> QWidget:
        self.strip = BudgetStrip(self.theme)
        self.board = BoardView(self.model, self.theme)
        self.details = DetailsPanel(self.session, self.messages.attempt)
        self.details.setFixedWidth(DETAILS_WIDTH)
        self.board.hovered.connect(self._hovered)
        self.board.hover_ended.connect(self.strip.end_preview)
        self.board.chosen_changed.connect(self._chosen_changed)
        self.board.opened.connect(self.details.focus_amount)
        self.details.move_wanted.connect(self.ask_where)
        lower = QWidget()
        lower_layout = QHBoxLayout(lower)
        lower_layout.setContentsMargins(look.M, look.M, look.M, look.M)
        lower_layout.setSpacing(look.S)
        lower_layout.addWidget(self.board, 1)
        lower_layout.addWidget(self.details)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(rule())
        layout.addWidget(lower, 1)
        return page

    def _connect(self) -> None:
        does: dict[str, Callable[[], object]] = {
            "new_round": self.new_round,
            "edit_round": self.edit_round,
            "import": self.import_list,
            "innstilling": self.finish,
            "export": self.export,
            "quit": self.close,
            "undo": self.undo,
            "redo": self.redo,
            "search": self._start_search,
            "up": lambda: self._nudge(-1),
            "down": lambda: self._nudge(1),
            "lane_left": lambda: self._sideways(-1),
            "lane_right": lambda: self._sideways(1),
            "moveTo": self.ask_where,
            "amount": lambda: self.details.focus_amount(),
            "help": self.show_help,
            "where": self.show_where,
        }
        for name, do in does.items():
            self.commands[name].triggered.connect(lambda _=False, do=do: do())
        self.search.textChanged.connect(self._search)
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
        if state is not None and self._board_page is None:
            self._board_page = self._make_board_page()
            self._pages.addWidget(self._board_page)
        if state is None:
            self._pages.setCurrentWidget(self._welcome)
            self._name.setText(say("Proposals and recommendation"))
            self._about.setText("")
            self.setWindowTitle("kompetanse_desktop")
        elif self._board_page is not None:
            self._pages.setCurrentWidget(self._board_page)
            self.board.refresh_heads()
            self.details.show_ref(None)
            self.board.views[Lane.UNHANDLED].setFocus()
            self._show_name(state)
            self._show_money(state)
        self._show_last()

    def _show_name(self, state: RoundState) -> None:
        name = round_name(state)
        self._name.setText(name)
        until = say("recommendation by {deadline}", deadline=state.round.deadline)
        self._about.setText(" · ".join(filter(None, (say("Example") if state.round.example else "", until))))
        self.setWindowTitle(f"{name} – kompetanse_desktop")

    def _show_money(self, state: RoundState) -> None:
        self._budget = budget(state)
        self.strip.show_budget(self._budget, self.model.network_numbers, len(state.proposals))

    def _show_last(self) -> None:
        state, last = self.session.state, self.session.last
        has_round = state is not None
        for name in ("edit_round", "import", "innstilling", "export", "search", *_CARD_COMMANDS):
            self.commands[name].setEnabled(has_round)
        self._import.setEnabled(has_round)
        self._finish.setEnabled(has_round)
        self.search.setEnabled(has_round)
        self._last_caption.setVisible(has_round and last is not None)
        self._last.setText("" if last is None else say(last.name))
        for name, saying, shown in (
            ("undo", self.session.undo_name, self._undo),
            ("redo", self.session.redo_name, self._redo),
        ):
            self.commands[name].setEnabled(saying is not None)
            shown.setEnabled(saying is not None)
            shown.setVisible(saying is not None)
            shown.setToolTip("" if saying is None else say(saying))
        saved = self.session.saved_at
        self._saved.setText("" if saved is None else say("Saved at {time} ✓", time=f"{saved.astimezone():%H:%M}"))
        today = self.session.actions_today
        self._count.setText(say_count("{count} action today", "{count} actions today", today) if has_round else "")

    def _changed(self, change: Change) -> None:
        state = self.session.state
        if state is None or self._board_page is None or not change.edits:
            self.show_round()
            return
        self._show_name(state)
        self._show_money(state)
        self._show_last()
        self.details.show_ref(self.details.ref)
        sentence = f"{say(change.name)}. {say('Left to share out')}: {money(self.session.remaining)}"
        announce(self.board, sentence)

    # -- dragging ----------------------------------------------------------------------------------
    def _hovered(self, refs: Sequence[str], lane: Lane, position: int | None) -> None:
        after = self.model.preview(refs, lane, position)
        if after is not None and self._budget is not None:
            self.strip.show_preview(after, self._budget)

    # -- cards -------------------------------------------------------------------------------------
    def _chosen_changed(self) -> None:
        chosen = self.board.chosen()
        self.details.show_ref(chosen[0] if chosen else None)

    def _move_chosen(self, refs: Sequence[str], lane: Lane, position: int | None) -> None:
        if self.model.move(refs, lane, position):
            self.messages.hide()
        self.board.choose(refs, focus=True)

    def _nudge(self, step: int) -> None:
        refs = self.board.chosen()
        if not refs:
            return
        place = self.model.state.board.place_of(refs[0])
        rest = [ref for ref in self.model.state.board[place.lane] if ref not in refs]
        first = sum(ref in rest for ref in self.model.state.board[place.lane][: place.position - 1]) + 1
        position = min(max(first + step, 1), len(rest) + 1)
        self._move_chosen(refs, place.lane, position)

    def _sideways(self, step: int) -> None:
        refs = self.board.chosen()
        if not refs:
            return
        at = ORDER.index(self.model.state.board.lane_of(refs[0])) + step
        if 0 <= at < len(ORDER):
            self._move_chosen(refs, ORDER[at], None)

    def ask_where(self) -> None:
        """Ask for a lane and a position, and move the chosen cards there."""
        from kompetanse_desktop.ui.board.move_dialog import MoveDialog

        refs = self.board.chosen()
        if not refs:
            self.messages.show_saying(_CHOOSE_FIRST)
            return
        dialog = MoveDialog(self.model, refs, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._move_chosen(refs, dialog.lane, dialog.position)

    def undo(self) -> None:
        """Take back the last action, and go to the card it was about."""
        self._step_in_time(actions.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step_in_time(actions.redo)

    def _step_in_time(self, act: Callable[[Session], Change]) -> None:
        done: list[Change] = []
        if self.messages.attempt(lambda: done.append(act(self.session))) and self.session.state is not None:
            refs = [ref for ref in done[0].refs if ref in self.session.state.proposals]
            self.board.choose(refs[:1], focus=self.board.focused_lane() is not None)

    # -- search ------------------------------------------------------------------------------------
    def _start_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave_search(self) -> None:
        self.search.clear()
        chosen = self.board.chosen() or self.model.state.ranked()[:1] or tuple(self.model.state.proposals)[:1]
        self.board.choose(chosen, focus=True)

    def _matches(self) -> list[str]:
        wanted = self.search.text().casefold().split()
        state = self.session.state
        if not wanted or state is None:
            return []
        found = []
        for lane in Lane:
            for ref in state.board[lane]:
                p = state.proposals[ref]
                text = " ".join((ref, p.title, p.applicant, p.network, *p.participants, *p.universities, p.need))
                if all(word in text.casefold() for word in wanted):
                    found.append(ref)
        return found

    def _search(self) -> None:
        found = self._matches()
        searching = bool(self.search.text().strip())
        self.board.show_matches(frozenset(found) if searching else None)
        self._found.setText(say_count("{count} found", "{count} found", len(found)) if searching else "")
        if found:
            self.board.choose(found[:1], focus=False)

    def _search_next(self) -> None:
        found = self._matches()
        if not found:
            return
        chosen = self.board.chosen()
        at = (found.index(chosen[0]) + 1) % len(found) if chosen and chosen[0] in found else 0
        self.board.choose([found[at]], focus=False)

    # -- rounds, lists, documents ------------------------------------------------------------------
    def new_round(self) -> None:
        """Ask for a new round and go to it."""
        from kompetanse_desktop.ui.rounds.round_dialog import RoundDialog

        dialog = RoundDialog(None, self.session, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.show_round()

    def edit_round(self) -> None:
        """Ask for other figures of the round in use."""
        from kompetanse_desktop.ui.rounds.round_dialog import RoundDialog

        if self.session.state is not None:
            RoundDialog(self.session.state.round, self.session, self).exec()

    def open_demo(self) -> None:
        """Make the example round in this library and go to it."""
        from kompetanse_desktop.ui.rounds.demo import make_demo

        if self.messages.attempt(lambda: make_demo(self.session)):
            self.show_round()

    def import_list(self) -> None:
        """Choose a list, look it through, and take it in."""
        from kompetanse_desktop.ui.imports.import_dialog import import_list

        import_list(self.session, self.messages, self)

    def finish(self) -> None:
        """Go through the checks and write the recommendation."""
        from kompetanse_desktop.ui.innstilling.dialog import InnstillingDialog

        dialog = InnstillingDialog(self.session, self)
        dialog.go_to.connect(lambda ref: self.board.choose([ref], focus=True))
        dialog.exec()

    def export(self) -> None:
        """Write the round as a table or as data."""
        from kompetanse_desktop.ui.innstilling.export import export

        export(self.session, self.messages, self)

    def show_help(self) -> None:
        """Show the keys."""
        from kompetanse_desktop.ui.help import HelpDialog

        HelpDialog(self).exec()

    def show_where(self) -> None:
        """Say where the local copy lies."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self)
        box.setWindowTitle(say("Where the data are"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            say("Everything is kept on this computer, in the file {file}.", file=str(self.session.library_file))
        )
        box.addButton(say("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()

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

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._board_page is not None:
            self.details.show_ref(None)
        place = self._place()
        place.setValue("geometry", self.saveGeometry())
        place.sync()
        self.model.close()
        super().closeEvent(event)


def round_name(state: RoundState) -> str:
    """Name a round: Kompetanseløftet · Vestland 2021."""
    return f"{say(labels.SCHEME[state.round.scheme])} · {state.round.county} {state.round.year}"


def _bar() -> QWidget:
    bar = QWidget()
    bar.setProperty("look", "bar")
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return bar
