"""The recommended amount of a proposal: written in place, reduced to what is left, or back to what was asked for."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import money, number, say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.details.fields import Act, Drafts, Field
from kompetanse_desktop.ui.widgets import button, column, label, row

FIELD_WIDTH = 130
STILL_HERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why a field loses the keyboard without being left, as Qt counts it too."""


class AmountEdit(QLineEdit):
    """The field for an amount. Enter keeps it, Esc gives it up."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("proposal.recommended")
        self.setAccessibleName(say("Recommended amount"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        look.sized(self, most_width=FIELD_WIDTH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave the field. Qt says that it is finished only where keys wrote in it, not a screen reader."""
        super().focusOutEvent(event)
        if not self.isModified() and event.reason() not in STILL_HERE:
            self.editingFinished.emit()


class AmountBox(QWidget):
    """The field, what it would leave while it is written in, and two shortcuts. The keyboard goes back where it was."""

    reduced = Signal()

    def __init__(self, session: Session, drafts: Drafts, act: Act, beside: QWidget) -> None:
        super().__init__()
        self._session, self._drafts, self._act = session, drafts, act
        self._came_from: QWidget | None = None
        self.edit = AmountEdit()
        self.field = Field("amount", self.edit, _amount_text, _keep_amount, _not_an_amount)
        drafts.add(self.field)
        self.edit.textChanged.connect(lambda _: self._show_preview())
        self.edit.returnPressed.connect(self._keep)
        self.edit.given_up.connect(self._give_up)
        self.fit = button("", self._reduce_to_fit, "link", "proposal.reduceToFit")
        self.restore = button("", self._restore, "link", "proposal.restore")
        self.preview = label("", "small", "proposal.amountPreview", wrap=True)
        line = QWidget()
        line.setLayout(row(self.edit, label(say("kr")), 1, beside, spacing=6))
        self.setLayout(column(line, self.preview, self.fit, self.restore, spacing=0))

    def show_amount(self, state: RoundState, ref: str) -> None:
        """Show the shortcuts that are of use to a proposal; the field itself is its draft's."""
        room = room_for(state, ref, self._session.remaining)
        self.fit.setVisible(room is not None)
        if room is not None:
            self.fit.setText(say("Reduce to what is left: {room_nok}", room_nok=room))
        requested = state.proposals[ref].requested
        given = state.standing(ref).recommended
        self.restore.setVisible(given is not None and given != requested)
        asked = state.requested(ref)
        self.restore.setText(
            say("Back to what was requested")
            if asked is None
            else say("Back to what was requested: {asked_nok}", asked_nok=asked)
        )
        self._show_preview()

    def hold(self, on: bool) -> None:
        """Let nothing be written while the board is locked: the field can be read, and says why it stands still."""
        self.edit.setReadOnly(on)
        self.edit.setToolTip(say("The board is locked") if on else "")
        self.edit.setAccessibleDescription(self.edit.toolTip())
        for shortcut in (self.fit, self.restore):
            shortcut.setEnabled(not on)

    def focus(self) -> None:
        """Put the caret in the amount, and remember where the keyboard was."""
        holder = QApplication.focusWidget()
        if holder is not self.edit:
            self._came_from = holder
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()

    # -- while it is written in --------------------------------------------------------------------
    def _show_preview(self) -> None:
        """Say how the text is read and what would be left, while it differs from what is kept."""
        ref, state = self._drafts.ref, self._session.state
        told = ""
        if ref is not None and state is not None and self.edit.text().strip() != _amount_text(state, ref):
            told = self._told(state, ref)
        self.preview.setText(told)
        self.preview.setVisible(bool(told))

    def _told(self, state: RoundState, ref: str) -> str:
        text = self.edit.text().strip()
        nok = state.requested(ref) if not text else _parsed(text)
        if nok is None:
            return say("Not an amount yet") if text else say("As requested: unknown")
        if state.board.lane_of(ref) is not Lane.PRIORITISED:
            return money(nok)
        left = self._session.remaining + (state.recommended(ref) or 0) - nok
        if left < 0:
            return say("{amount_nok}: then {over_nok} is too much", amount_nok=nok, over_nok=-left)
        return say("{amount_nok}: then {left_nok} is left", amount_nok=nok, left_nok=left)

    def _keep(self) -> None:
        if self._drafts.keep(self.field):
            self._show_preview()
            self._go_back()
        else:
            self.edit.selectAll()

    def _give_up(self) -> None:
        self._drafts.drop(self.field)
        self._show_preview()
        if not self._go_back():
            self.edit.selectAll()

    def _go_back(self) -> bool:
        """Give the keyboard back to where F2 or the double click took it from, if that is still there."""
        came_from, self._came_from = self._came_from, None
        if came_from is None or not shiboken6.isValid(came_from) or not came_from.isVisible():
            return False
        came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # -- shortcuts ---------------------------------------------------------------------------------
    def _reduce_to_fit(self) -> None:
        ref, state = self._drafts.ref, self._session.state
        if ref is None or state is None:
            return
        room = room_for(state, ref, self._session.remaining)
        if room is not None and self._act(lambda: actions.set_amount(self._session, ref, room)):
            self._drafts.drop(self.field)
            self.reduced.emit()

    def _restore(self) -> None:
        ref = self._drafts.ref
        if ref is not None and self._act(lambda: actions.set_amount(self._session, ref, None)):
            self._drafts.drop(self.field)
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)  # the button is gone


def room_for(state: RoundState, ref: str, left: int) -> int | None:
    """Give the kroner a proposal could get of what is left, where that is more than nothing and less than it has.

    A prioritised one is reduced so far that all fits; where that isn't enough, to what those above it leave.
    """
    amount = state.recommended(ref)
    if amount is None:
        return None
    rooms = [left]
    if state.board.lane_of(ref) is Lane.PRIORITISED:
        ranked = state.ranked()
        above = sum(state.recommended(each) or 0 for each in ranked[: ranked.index(ref)])
        rooms = [left + amount, state.round.available - above]
    return next((room for room in rooms if 0 < room < amount), None)


def _amount_text(state: RoundState, ref: str) -> str:
    amount = state.recommended(ref)
    return "" if amount is None else number(amount)


def _parsed(text: str) -> int | None:
    from kompetanse_desktop.exchange import amounts  # wanted only when somebody writes an amount

    return amounts.parse(text).nok


def _not_an_amount(text: str) -> Refusal | None:
    if not text or _parsed(text) is not None:
        return None
    return Refusal("«{text}» isn't an amount in kroner.", text=text)


def _keep_amount(session: Session, ref: str, text: str) -> object:
    """Keep an amount; an empty field means what was requested."""
    return actions.set_amount(session, ref, _parsed(text))
