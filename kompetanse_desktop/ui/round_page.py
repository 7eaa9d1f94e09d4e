"""The page of a round: its money on top, its proposals below, and the details of the chosen one beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import Budget, budget
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.checks import Check, Severity
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.amounts.reducing import Reducing
from kompetanse_desktop.ui.bars import Header
from kompetanse_desktop.ui.beside import Beside
from kompetanse_desktop.ui.board.mending_bar import MendingBar
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.board.telling import say_change, say_left
from kompetanse_desktop.ui.budget_strip import BudgetStrip
from kompetanse_desktop.ui.cards import CardCommands
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.searching import Searching
from kompetanse_desktop.ui.shares.sharing import Sharing
from kompetanse_desktop.ui.side_column import SideColumn
from kompetanse_desktop.ui.views import Views
from kompetanse_desktop.ui.widgets import announce, column


class RoundPage(QWidget):
    """All that shows one round. It follows each change as the window tells it."""

    def __init__(
        self,
        model: BoardModel,
        header: Header,
        messages: MessageBar,
        theme: look.Theme,
        commands: Mapping[str, QAction],
    ) -> None:
        super().__init__()
        self.model = model
        self._round_id: str | None = None
        self._budget: Budget | None = None
        self.strip = BudgetStrip(theme)
        self.views = Views(model, theme, commands)
        self.sharing = Sharing(self.strip.bar, model, commands, self)
        self.board = self.views.board
        self.side = SideColumn(model.session, messages, theme)
        self.details = self.side.details
        self.cards = CardCommands(model, self.views, messages, self._write_amount, self)
        self.searching = Searching(header.search, header.found, model, self.views)
        self.reducing = Reducing(model.session, messages, self.views.chosen, self.details.drafts.keep_all, self)
        self._search_field = header.search
        self.mendings = MendingBar()
        self.mendings.move_wanted.connect(lambda refs: self.cards.move(refs, Lane.RESERVE, 1))
        self.mendings.amount_wanted.connect(self.cards.set_amount)
        self.mendings.reduce_all_wanted.connect(self.reducing.ask)
        model.asked_changed.connect(self._show_asked)
        self.views.chosen_changed.connect(self._chosen_changed)
        self.views.opened.connect(self.side.focus_amount)
        self.details.move_wanted.connect(self.cards.ask_where)
        self.side.card_wanted.connect(lambda ref: self.views.choose([ref], focus=False))
        money_and_ways_out = QWidget()
        money_and_ways_out.setLayout(column(self.strip, self.mendings, spacing=0))
        self.beside = Beside(money_and_ways_out, self.views, self.side)
        self.setLayout(column(self.beside, spacing=0))

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the menus does with the round that is shown."""
        return {
            **self.cards.commands(),
            **self.reducing.commands(),
            **self.searching.commands(),
            **self.views.commands(),
            **self.sharing.commands(),
            "mend": self.mend,
            "timeline": lambda: self.side.toggle_timeline(),
            "checks": lambda: self.side.toggle_checks(),
            "details": self.beside.toggle_side,
        }

    # -- showing -----------------------------------------------------------------------------------
    def show_state(self, state: RoundState) -> None:
        """Show a round; another one than before begins with nothing chosen and nothing searched for."""
        if state.round.id != self._round_id:
            self._round_id = state.round.id
            self._search_field.clear()
            self.views.begin_anew()
            self.details.show_ref(None)
            self.views.take_keyboard()
        self.board.refresh_heads()
        self.details.show_ref(self.details.ref)
        self._show_figures(state)

    def leave(self) -> None:
        """Show nothing any more: there is no round, or it is another one, and what was being written is of no use."""
        self._round_id = None
        self.details.drafts.forget()
        self.details.show_ref(None)

    def shows(self, state: RoundState) -> bool:
        """Tell whether it is this round that is shown."""
        return state.round.id == self._round_id

    def follow(self, change: Change, state: RoundState) -> None:
        """Show what a change of the round shown has made new, and have it spoken."""
        self._show_figures(state)
        self.searching.show_matches(go_there=False)
        self.details.show_ref(self.details.ref)
        announce(self.views, f"{say_change(change, state)}. {say_left(self.model.session.remaining, state)}")

    def go_to_what_changed(self, change: Change) -> None:
        """Choose the card a change was about, unless something is being written elsewhere."""
        refs = [ref for ref in change.refs if ref in self.model.state.proposals]
        if not self.details.drafts.waiting:
            self.views.choose(self.model.together(refs), focus=self.views.has_keyboard())

    def mend(self) -> None:
        """Put the keyboard on what would bring the round back inside its money and places; say so where it is."""
        if not self.mendings.focus():
            announce(self.views, say_left(self.model.session.remaining, self.model.state))

    def mend_remark(self, check: Check) -> None:
        """Go to where a remark is mended: for too much money the ways out, else the place in the details."""
        from kompetanse_desktop.ui.checks.mending import card_of, place_of

        if check.severity is Severity.STOP and self.mendings.focus():
            return
        card = card_of(check, self.model.state)
        if card is not None:
            self.views.choose([card], focus=True)
        self.side.go_to(place_of(check), card)

    def _show_figures(self, state: RoundState) -> None:
        self._budget = budget(state)
        self.strip.show_budget(self._budget, self.model.network_numbers, len(state.proposals))
        self.sharing.show_state(state)
        self.mendings.show_state(state)

    def set_theme(self, theme: look.Theme) -> None:
        """Show other colours, or another size, from now on."""
        self.beside.fit()
        self.strip.set_theme(theme)
        self.views.set_theme(theme)
        self.side.set_theme(theme)

    # -- cards -------------------------------------------------------------------------------------
    def _write_amount(self) -> None:
        if not self.views.write_amount():
            self.side.focus_amount()

    def _show_asked(self) -> None:
        """Show the money as it would be after the move on offer, or as it is again."""
        after = self.model.asked
        if after is None or self._budget is None:
            self.strip.end_preview()
        else:
            self.strip.show_preview(after, self._budget)

    def _chosen_changed(self) -> None:
        chosen = self.views.chosen()
        self.side.show_card(chosen[0] if chosen else None)
