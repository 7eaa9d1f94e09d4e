"""The remarks beside the board: go through them one by one, go where each is mended, answer it or accept it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QWidget,
)

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.answers import Reply
from kompetanse_desktop.domain.checks import Check, Severity
from kompetanse_desktop.text import N_, say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.checks.book import CheckBook
from kompetanse_desktop.ui.checks.delegate import CheckDelegate
from kompetanse_desktop.ui.checks.mending import Place, card_of, place_of
from kompetanse_desktop.ui.checks.model import CheckModel, Fold, Line
from kompetanse_desktop.ui.details.wrapping import breakable
from kompetanse_desktop.ui.following import FollowingScroll
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import button, column, label, row, rule

PHRASES = (
    N_("The forum has talked about it."),
    N_("Clarified with the applicant."),
    N_("Made a condition of the grant."),
    N_("The forum makes an exception."),
)
"""What is often written when a remark is answered or accepted."""
LEAST_HEIGHT = 96
"""The list is never lower, in pixels at 100 %; where that is too much, all of the panel scrolls."""


class CheckList(QListView):
    """The list of remarks. Left and right fold those that are answered away and out again."""

    def __init__(self, model: CheckModel, delegate: CheckDelegate) -> None:
        super().__init__()
        self.setObjectName("checks.list")
        self.setAccessibleName(say("Checks"))
        self.setProperty("look", "cards")
        self.setItemDelegate(delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(look.px(24))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setModel(model)

    @property
    def entry_width(self) -> int:
        """How wide an entry is, in pixels: beside it there is always room for the scroll bar."""
        return self.width() - self.verticalScrollBar().sizeHint().width()

    def choose(self, index: QModelIndex) -> None:
        """Choose a remark and bring it into view."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # Alt and an arrow moves a card, whoever has the keyboard
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters belong to the search field, and a stray key must not move the focus."""


class ChecksPanel(QFrame):
    """Lists the remarks of the round in use. While it isn't on the screen it shows nothing anew."""

    show_wanted = Signal(str)
    """The reader wants to see this card on the board."""
    mend_wanted = Signal(object, object)
    """The reader wants to go to this Place, of this ref (None: of the round)."""

    def __init__(self, session: Session, book: CheckBook, messages: MessageBar, theme: look.Theme) -> None:
        super().__init__()
        self._session, self._book, self._messages = session, book, messages
        self._ref: str | None = None
        self._behind = True
        self.setProperty("look", "panel")
        self.setObjectName("checks.panel")
        self.setAccessibleName(say("Checks"))
        self._model, self._delegate = CheckModel(), CheckDelegate(theme)
        self.list = CheckList(self._model, self._delegate)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.list.activated.connect(lambda _: self._go_on())
        self.list.clicked.connect(self._clicked)
        self._filter = QComboBox()
        self._filter.setObjectName("checks.filter")
        self._filter.setAccessibleName(say("Which remarks are shown"))
        self._filter.addItems([say("All remarks"), say("Those of the chosen card")])
        self._filter.currentIndexChanged.connect(lambda _: self._show())
        self._empty = label(say("Nothing to remark."), "empty", "checks.empty", wrap=True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        self._foot = self._make_foot()
        look.sized(self._pages, least_height=LEAST_HEIGHT)
        page = QWidget()
        page.setLayout(column(self._filter, self._pages, self._foot, spacing=6, stretch=1))
        self._scroll = FollowingScroll(page)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(self._scroll, spacing=0, margins=(8, 8, 8, 8)))
        book.changed.connect(self._follow)

    def _make_foot(self) -> QWidget:
        self._what = _lines_of("", "checks.what")
        self._about = _lines_of("small", "checks.about")
        self._show_card = button(say("Show the card"), self._show_on_board, "link", "checks.show")
        self._mend = button("", self._go_to_mend, "link", "checks.mend")
        self._note = self._make_note()
        self._answer_button = button(say("Answer"), lambda: self._answer(Reply.ANSWERED), "primary", "checks.answer")
        self._accept = button(say("Accept"), lambda: self._answer(Reply.ACCEPTED), "", "checks.accept")
        self._undo = button(say("Take the answer back"), self._take_back, "", "checks.takeBack")
        self._told = _lines_of("strong", "checks.told")
        self._writing, ways, foot = QWidget(), QWidget(), QWidget()
        choices = QWidget()
        choices.setLayout(row(self._answer_button, self._accept, 1, spacing=look.S))
        self._writing.setLayout(column(self._note, choices, spacing=look.XS))
        taking_back = QWidget()
        taking_back.setLayout(row(self._undo, 1))
        ways.setLayout(row(self._show_card, self._mend, 1, spacing=look.S))
        foot.setLayout(
            column(
                rule(),
                self._what,
                self._about,
                ways,
                self._told,
                self._writing,
                taking_back,
                spacing=look.XS,
            )
        )
        return foot

    def _make_note(self) -> QComboBox:
        """Make the field for the note, with what is often written at hand."""
        field = QLineEdit()
        field.setPlaceholderText(say("Write a note, or choose one"))
        field.returnPressed.connect(lambda: self._answer(Reply.ANSWERED))
        note = QComboBox()
        note.setObjectName("checks.note")
        note.setEditable(True)
        note.setLineEdit(field)
        note.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        note.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none
        note.setAccessibleName(say("Note to the remark"))
        note.setMinimumContentsLength(10)
        note.addItems([say(phrase) for phrase in PHRASES])
        note.setCurrentIndex(-1)
        return note

    def set_theme(self, theme: look.Theme) -> None:
        """Give the list other colours, or another size."""
        self._delegate.theme = theme
        self.list.doItemsLayout()

    # -- following ---------------------------------------------------------------------------------
    def show_card(self, ref: str | None) -> None:
        """Take this as the chosen card; the list follows where it shows only that one's."""
        if ref != self._ref:
            self._ref = ref
            if self._filter.currentIndex() == 1:
                self._follow()

    def _follow(self) -> None:
        self._behind = True
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._book.catch_up()
        if self._behind:
            self._show()

    def _show(self) -> None:
        """Show what is remarked now. The chosen remark stays chosen while it is open; else the one in its place."""
        chosen, at = self._check(), max(self.list.currentIndex().row(), 0)
        only = (self._ref or "") if self._filter.currentIndex() == 1 else None
        self._model.show_checks(self._session.state, self._book.checks, only)
        self._behind = False
        row_now = None if chosen is None else self._model.row_of(chosen)
        count = self._model.rowCount()
        if count:
            self.list.choose(self._model.index(min(at, count - 1) if row_now is None else row_now))
        self._empty.setText(say("Choose a card first.") if only == "" else say("Nothing to remark."))
        self._pages.setCurrentWidget(self.list if count else self._empty)
        self._show_chosen()

    # -- what is chosen ----------------------------------------------------------------------------
    def _line(self) -> Line | Fold | None:
        index = self.list.currentIndex()
        return self._model.line(index.row()) if index.isValid() else None

    def _check(self) -> Check | None:
        line = self._line()
        return line.check if isinstance(line, Line) else None

    def _show_chosen(self) -> None:
        line, state = self._line(), self._session.state
        self._foot.setVisible(isinstance(line, Line))
        if not isinstance(line, Line) or state is None:
            return
        check = line.check
        self._what.setText(breakable(line.what))
        self._about.setText(breakable(f"{line.about} · {line.source}"))
        card = card_of(check, state)
        self._show_card.setVisible(card is not None)
        self._mend.setText(say(place_of(check).value))
        self._mend.setVisible(place_of(check) is not Place.CARD)
        stops, writable = check.severity is Severity.STOP, self._session.is_writable
        self._writing.setVisible(check.is_open and not stops)
        self._note.setCurrentIndex(-1)
        self._note.clearEditText()
        self._undo.setVisible(not check.is_open)
        for widget in (self._note, self._answer_button, self._accept, self._undo):
            widget.setEnabled(writable)
        told = say("This must be mended before the recommendation can be finished.") if stops else ""
        if check.answer is not None:
            told = breakable(f"{line.severity}: {check.answer.note}")
        self._told.setText(told)
        self._told.setVisible(bool(told))

    def _clicked(self, index: QModelIndex) -> None:
        if isinstance(self._model.line(index.row()), Fold):
            self._toggle_fold(index)

    def _toggle_fold(self, index: QModelIndex) -> None:
        self._model.toggle_fold()
        self.list.choose(self._model.index(index.row()))

    def _go_on(self) -> None:
        """Fold out or away; else show the card that the remark is about."""
        if isinstance(self._line(), Fold):
            if self.list.hasFocus():
                self._toggle_fold(self.list.currentIndex())
        else:
            self._show_on_board()

    # -- doing -------------------------------------------------------------------------------------
    def _show_on_board(self) -> None:
        check, state = self._check(), self._session.state
        if check is not None and state is not None and (ref := card_of(check, state)) is not None:
            self.show_wanted.emit(ref)

    def _go_to_mend(self) -> None:
        check, state = self._check(), self._session.state
        if check is not None and state is not None:
            self.mend_wanted.emit(place_of(check), card_of(check, state))

    def _answer(self, reply: Reply) -> None:
        check, note = self._check(), self._note.currentText()
        if check is None or not check.is_open:
            return
        if not self._do_and_go_on(lambda: actions.answer_check(self._session, check, note, reply)):
            self._note.setFocus()

    def _take_back(self) -> None:
        check = self._check()
        if check is not None:
            self._do_and_go_on(lambda: actions.take_back_answer(self._session, check))

    def _do_and_go_on(self, act: Callable[[], object]) -> bool:
        """Do it, and be ready with the remark that has come in its place. Tell whether it was done."""
        at = self.list.currentIndex().row()
        if not self._messages.attempt(act):
            return False
        self._book.catch_up()
        if count := self._model.rowCount():
            self.list.choose(self._model.index(min(at, count - 1)))
        self.list.setFocus()
        return True


def _lines_of(look: str, name: str) -> QLabel:
    """Make a label of as many lines as it needs, that never makes the window higher than the screen."""
    made = label("", look, name, wrap=True)
    made.setMinimumHeight(1)  # else Qt thinks of all its words under each other in the narrowest column
    return made
