"""The ways to look at a round's proposals. Whoever acts on cards asks here what is chosen, whichever is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QStackedWidget, QWidget

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.filtering import matches
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui import icons
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.board_view import BoardView
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.filters.bar import FilterBar
from kompetanse_desktop.ui.kept import Kept
from kompetanse_desktop.ui.widgets import announce, button, column, framed, label, restyle, row

if TYPE_CHECKING:  # it is made when it is first asked for, not while the window opens
    from kompetanse_desktop.ui.table.view import TableView

TABLE_COLUMNS = "table_columns"
"""What the columns of the table are called where they are kept."""


class Views(QWidget):
    """Holds the views of a round, one of them shown, and the filter that is over both.

    The filter pales cards of the board and leaves them where they are: places, ranks and the cut line are those
    of all of them, and so a drop can't land elsewhere than it seems. In the table it hides rows.
    """

    chosen_changed = Signal()
    opened = Signal()
    """The reader wants to go on with the chosen card: Enter, or two clicks."""
    currentChanged = Signal(int)  # noqa: N815  (as a QStackedWidget calls it)
    """Another view is shown."""

    def __init__(self, model: BoardModel, theme: look.Theme, commands: Mapping[str, QAction]) -> None:
        super().__init__()
        self.model = model
        self.board = BoardView(model, theme)
        self.table: TableView | None = None
        self._theme, self._commands = theme, commands
        self._kept = Kept(model.session)
        self._found: frozenset[str] | None = None
        self._through: frozenset[str] | None = None
        tools = self._make_tools()
        self.filter = FilterBar(self._fold)
        self.filter.folded.connect(self._fold.setChecked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        self._stack.currentChanged.connect(self.currentChanged)
        self.board.chosen_changed.connect(lambda: self._relay(self.board))
        self.board.opened.connect(self.opened)
        self.filter.changed.connect(lambda _: self._refilter(spoken=True))
        self.filter.left.connect(self._leave_filter)
        model.changed.connect(lambda _: self._refilter())
        self.setLayout(column(tools, self.filter, self._stack, spacing=look.S, stretch=2))
        self._show_filter()

    def _make_tools(self) -> QWidget:
        self._tabs = {
            name: _tab(button(words, show, "tab", f"view.{name}"))
            for name, words, show in (
                ("board", say("Board"), self.show_board),
                ("table", say("Table"), self.show_table),
            )
        }
        self._group = QButtonGroup(self)  # exclusive: one of them is always down
        for name, tab in self._tabs.items():
            tab.setIcon(icons.icon(name))
            tab.setToolTip(say("Board or table (Ctrl+T)"))
            self._group.addButton(tab)
        self._tabs["board"].setChecked(True)
        self._fold = button(say("Filter"), self.toggle_filter, name="filter.open")
        self._fold.setIcon(icons.icon("filter"))
        self._fold.setToolTip(say("Filter (Ctrl+Shift+F)"))
        self._fold.setCheckable(True)
        self._counted = label("", "strong", "filter.shown")
        switch = framed(row(*self._tabs.values(), spacing=look.XXS, margins=(look.XXS,) * 4), "tabs")
        line = QWidget()
        line.setLayout(row(switch, self._fold, self._counted, 1, spacing=look.S))
        return line

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the menus does."""
        return {
            "table": self.toggle_table,
            "filter": self.toggle_filter,
            "clear_filter": self.filter.clear,
            "print_table": self.print_table,
        }

    # -- which one ---------------------------------------------------------------------------------
    def currentWidget(self) -> QWidget:
        """Give the view that is shown."""
        return self._stack.currentWidget() or self.board

    @property
    def shows_table(self) -> bool:
        """Tell whether it is the table that is shown."""
        return self.table is not None and self._stack.currentWidget() is self.table

    def toggle_table(self) -> None:
        """Show the table instead of the board, or the board again, with the keyboard in it."""
        if self.shows_table:
            self.show_board()
        else:
            self.show_table()

    def show_board(self) -> None:
        """Show the board, with what was chosen, and the keyboard in it."""
        self._show(self.board)

    def show_table(self) -> None:
        """Show the table, with what was chosen, and the keyboard in it."""
        self._show(self._table())

    def _show(self, view: QWidget) -> None:
        chosen = self.chosen()
        self._stack.setCurrentWidget(view)
        self._tabs["table" if self.shows_table else "board"].setChecked(True)
        self._show_filter()
        if chosen:
            self.choose(chosen, focus=True)
        if not self.chosen():
            self.take_keyboard()

    def _table(self) -> TableView:
        if self.table is None:
            from kompetanse_desktop.ui.table.model import TableModel
            from kompetanse_desktop.ui.table.view import TableView

            rows = TableModel(self.model, self._theme, self)
            self.table = made = TableView(rows, self._commands)
            made.let_through(self._through)
            made.show_matches(self._found)
            made.show_columns(self._kept.value(TABLE_COLUMNS))
            made.put_away.connect(lambda: self._kept.keep(TABLE_COLUMNS, made.columns_as_kept()))
            made.chosen_changed.connect(lambda: self._relay(made))
            made.opened.connect(self.opened)
            self._stack.addWidget(made)
        return self.table

    def _relay(self, view: QWidget) -> None:
        """Tell of another choice, where it was made in the view that is shown."""
        if self._stack.currentWidget() is view:
            self.chosen_changed.emit()

    # -- what is chosen ----------------------------------------------------------------------------
    def chosen(self) -> tuple[str, ...]:
        """Give the refs that actions act on, in order."""
        return self.table.chosen() if self.table is not None and self.shows_table else self.board.chosen()

    def choose(self, refs: Sequence[str], *, focus: bool) -> None:
        """Choose these proposals where they stand now; with ``focus`` the keyboard goes there too."""
        if self.table is None or not self.shows_table:
            self.board.choose(refs, focus=focus)
            return
        self.table.choose(refs)
        if focus:
            self.table.setFocus()

    def clear_choice(self) -> None:
        """Choose nothing."""
        self.board.clear_choice()
        if self.table is not None:
            self.table.clearSelection()

    def has_keyboard(self) -> bool:
        """Tell whether the keyboard is among the proposals."""
        holder = QApplication.focusWidget()
        return holder is not None and self._stack.isAncestorOf(holder)

    def take_keyboard(self) -> None:
        """Put the keyboard among the proposals."""
        if self.table is not None and self.shows_table:
            self.table.setFocus()
        else:
            refs = self.board.chosen()
            lane = self.model.state.board.lane_of(refs[0]) if refs else Lane.UNHANDLED
            self.board.views[lane].setFocus()

    def write_amount(self) -> bool:
        """Write the amount of the chosen proposal where it stands. Tell whether it could be done here."""
        return self.table is not None and self.shows_table and self.table.write_amount()

    # -- search and filter -------------------------------------------------------------------------
    def begin_anew(self) -> None:
        """Show another round: nothing is chosen, and everything let through."""
        self.filter.clear()
        self.filter.close_panel()
        self.clear_choice()
        self._refilter()

    def lets_through(self, ref: str) -> bool:
        """Tell whether a proposal is one of those that are looked at."""
        return self._through is None or ref in self._through

    def show_matches(self, refs: frozenset[str] | None) -> None:
        """Make these stand out (None: no search). The order stays as it is."""
        self._found = refs
        self._show_found()

    def toggle_filter(self) -> None:
        """Fold the filter's choices open, or away."""
        if self.filter.is_open:
            self._leave_filter()
        else:
            self.filter.open()

    def _leave_filter(self) -> None:
        self.filter.close_panel()
        self.take_keyboard()

    def _refilter(self, *, spoken: bool = False) -> None:
        """Work out anew what is let through: the filter is another, or the round is."""
        state = self.model.session.state
        self.filter.show_state(state)
        wanted = self.filter.filter
        through = matches(state, wanted) if state is not None and wanted.count else None
        if through != self._through:
            self._through = through
            if self.table is not None:
                self.table.let_through(through)
            self._show_found()
        self._show_filter()
        if spoken:
            announce(self, self._counted.text() or say("Everything is shown"))

    def _show_found(self) -> None:
        stand_out = [refs for refs in (self._found, self._through) if refs is not None]
        self.board.show_matches(frozenset.intersection(*stand_out) if stand_out else None)
        if self.table is not None:
            self.table.show_matches(self._found)

    def _show_filter(self) -> None:
        """Say that a filter is on, and what it lets through."""
        count, state = self.filter.filter.count, self.model.session.state
        self._fold.setText(f"{say('Filter')} ({count})" if count else say("Filter"))
        told = say_count("Filter: {count} choice", "Filter: {count} choices", count) if count else say("Filter")
        self._fold.setAccessibleName(told)
        restyle(self._fold, active=bool(count))
        if self._through is None or state is None:
            self._counted.setText("")
            return
        some, whole = len(self._through), len(state.proposals)
        if self.shows_table:
            self._counted.setText(say("Shows {some} of {all}", some=some, all=whole))
        else:
            self._counted.setText(say("{some} of {all} match, the others are paler", some=some, all=whole))

    # -- paper and colours -------------------------------------------------------------------------
    def print_table(self) -> None:
        """Print the table as it is shown, through the system's own box."""
        from kompetanse_desktop.ui.table.printing import print_table

        state = self.model.session.state
        if state is not None:
            print_table(self._table(), state, self.filter.filter, self.window())

    def set_theme(self, theme: look.Theme) -> None:
        """Paint in other colours from now on."""
        self._theme = theme
        self.board.set_theme(theme)
        if self.table is not None:
            self.table.set_theme(theme)


def _tab(made: QPushButton) -> QPushButton:
    made.setCheckable(True)
    return made
