"""«Division and later years»: what each payee gets in each year, folded open when it is asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import MOST_YEARS
from kompetanse_desktop.domain.division import divided_as
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.details.fields import Act
from kompetanse_desktop.ui.details.matrix import Matrix
from kompetanse_desktop.ui.details.matrix_model import MatrixModel, Row, years_shown
from kompetanse_desktop.ui.widgets import button, column, label


class Division(QWidget):
    """Tells what later years are bound to, and opens the table below when it is asked for."""

    def __init__(self, session: Session, act: Act) -> None:
        super().__init__()
        self._session, self._act = session, act
        self._ref: str | None = None
        self.body: DivisionBody | None = None
        self.bound = label("", "small", "proposal.bound", wrap=True)
        self.fold = button("", self._turn, "link", "proposal.division")
        self.fold.setCheckable(True)
        self._column: QVBoxLayout = column(self.bound, self.fold, spacing=2)
        self.setLayout(self._column)
        self._name_fold()

    def show_amounts(self, state: RoundState, ref: str) -> None:
        """Show a proposal's amounts, the table only where it is open."""
        self._ref = ref
        told = _bound(state, ref)
        self.bound.setText(told)
        self.bound.setVisible(bool(told))
        if self.body is not None and self.fold.isChecked():
            self.body.show_amounts(state, ref)

    def finish(self) -> None:
        """Keep what is being written in the table."""
        if self.body is not None:
            self.body.table.finish()

    def _turn(self) -> None:
        self._name_fold()
        if self.fold.isChecked() and self.body is None:
            self.body = DivisionBody(self._session, self._act)
            self._column.addWidget(self.body)
        if self.body is not None:
            self.finish()
            self.body.setVisible(self.fold.isChecked())
        state = self._session.state
        if self._ref is not None and state is not None and self._ref in state.proposals:
            self.show_amounts(state, self._ref)

    def _name_fold(self) -> None:
        sign = "▾" if self.fold.isChecked() else "▸"
        self.fold.setText(f"{sign} {say('Division and later years')}")
        self.fold.setAccessibleName(say("Division and later years"))


class DivisionBody(QWidget):
    """The table, what can be divided, and one more year."""

    def __init__(self, session: Session, act: Act) -> None:
        super().__init__()
        self._session, self._act = session, act
        self._ref: str | None = None
        self._more_years = 0
        self.model = MatrixModel()
        self.model.asked.connect(self._asked)
        self.table = Matrix(self.model)
        self.keep_sum = QCheckBox(say("Keep the year's sum"))
        self.keep_sum.setObjectName("proposal.keepSum")
        self.keep_sum.setToolTip(say("What one gets comes from what is not divided, and goes back there."))
        self.keep_sum.setAccessibleDescription(self.keep_sum.toolTip())
        self._undivided = label("", "small", "proposal.undivided", wrap=True)
        self.divide = button("", self._divide, "link", "proposal.divide")
        self.more = button("", self._add_year, "link", "proposal.moreYears")
        self.setLayout(column(self.table, self._undivided, self.keep_sum, self.divide, self.more, spacing=2))

    def show_amounts(self, state: RoundState, ref: str) -> None:
        """Show a proposal's amounts; another one than before begins with the years it has."""
        amounts = state.amounts(ref) or Amounts()
        undivided = [year for year in amounts.years if amounts[(Payee.UNDIVIDED, year)]]
        if ref != self._ref:
            self._ref, self._more_years = ref, 0
            self.keep_sum.setChecked(bool(undivided))
        self.model.show_amounts(state, ref, self._more_years)
        self._undivided.setText("\n".join(_not_divided(amounts, year) for year in undivided))
        self._undivided.setVisible(bool(undivided))
        self.keep_sum.setVisible(bool(undivided) or self.keep_sum.isChecked())
        year = self._divisible(state)
        self.divide.setVisible(year is not None)
        if year is not None:
            self.divide.setText(say("Divide {year} as requested", year=str(year)))
        following = years_shown(state, ref, self._more_years)[-1] + 1
        self.more.setVisible(following < state.round.year + MOST_YEARS)
        self.more.setText(say("Give an amount in {year} too", year=str(following)))

    def _divisible(self, state: RoundState) -> int | None:
        """Give the first year whose sum the request would divide otherwise."""
        if self._ref is None or (amounts := state.amounts(self._ref)) is None:
            return None
        requested = state.proposals[self._ref].requested
        as_requested = ((year, divided_as(requested, amounts, year)) for year in amounts.years)
        return next((year for year, other in as_requested if other is not None and other != amounts), None)

    # -- doing -------------------------------------------------------------------------------------
    def _asked(self, row: Row, text: str) -> None:
        ref = self._ref
        if ref is not None and not self._act(lambda: self._set(ref, row, text)):
            self.model.show_amounts(self._session.required(), ref, self._more_years)

    def _set(self, ref: str, row: Row, text: str) -> None:
        nok = read_amount(text) if text else 0
        if row.year is None:
            return
        if row.payee is None:
            actions.set_amount(self._session, ref, nok, row.year)
        else:
            keep = self.keep_sum.isChecked() and row.payee is not Payee.UNDIVIDED
            actions.set_cell(self._session, ref, row.payee, row.year, nok, keep_sum=keep)

    def _divide(self) -> None:
        ref, state = self._ref, self._session.state
        if ref is None or state is None or (year := self._divisible(state)) is None:
            return
        if self._act(lambda: actions.divide_as_requested(self._session, ref, year)):
            self.table.setFocus()

    def _add_year(self) -> None:
        ref, state = self._ref, self._session.state
        if ref is not None and state is not None:
            self._more_years += 1
            self.show_amounts(state, ref)
            self.table.setFocus()


def read_amount(text: str) -> int:
    """Read kroner as people write them. Raises Refusal for what isn't an amount, or may be more than one."""
    from kompetanse_desktop.exchange import amounts  # wanted only when somebody writes an amount

    parsed = amounts.parse(text)
    if parsed.nok is None:
        raise Refusal("«{text}» isn't an amount in kroner.", text=text)
    return parsed.nok


def _not_divided(amounts: Amounts, year: int) -> str:
    left = amounts[(Payee.UNDIVIDED, year)]
    return say("{left_nok} of {year} is not divided: write what each gets.", left_nok=left, year=str(year))


def _bound(state: RoundState, ref: str) -> str:
    """Say what later frames are bound to by a proposal, or would be if it were prioritised."""
    amounts = state.amounts(ref)
    later = [year for year in amounts.years if year > state.round.year] if amounts is not None else []
    binds = state.board.lane_of(ref) is Lane.PRIORITISED
    told = []
    for year in later:
        bound = amounts.total(year) if amounts is not None else 0
        if binds:
            told.append(say("Binds {bound_nok} of the frame of {year}.", bound_nok=bound, year=str(year)))
        else:
            told.append(say("Would bind {bound_nok} of the frame of {year}.", bound_nok=bound, year=str(year)))
    return "\n".join(told)
