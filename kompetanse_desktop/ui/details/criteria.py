"""The seven criteria of the guidelines, each answered and with a note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLineEdit, QPushButton, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.checks import GUIDELINES
from kompetanse_desktop.domain.proposal import Answer, Criterion
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import N_, say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.details.fields import Drafts, Field
from kompetanse_desktop.ui.widgets import column, label

SHORT = {
    Answer.MET: N_("Met"),
    Answer.PARTLY: N_("Partly"),
    Answer.NOT_MET: N_("Not"),
}
"""The answers in one word each, so that there is room for four beside each other."""
NOTHING = "–"
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CriteriaTab(QWidget):
    """A part for each criterion. Notes are fields like the others; answers are kept when they are chosen."""

    def __init__(self, drafts: Drafts, answered: Callable[[Criterion, Answer], object]) -> None:
        super().__init__()
        self._source = label("", "small", "proposal.criteriaSource", wrap=True)
        hint = label(
            say("1–4 answers (4: not assessed), the arrow keys walk, Tab goes to the note."), "small", wrap=True
        )
        layout = column(self._source, hint, margins=(0, 8, 6, 8), spacing=4)
        self.answers: dict[Criterion, AnswerPicker] = {}
        self.notes: dict[Criterion, QLineEdit] = {}
        for number, criterion in enumerate(Criterion, start=1):
            text = say(labels.CRITERION[criterion])
            self.answers[criterion] = picker = AnswerPicker(criterion, f"{number}. {text}")
            picker.picked.connect(lambda answer, c=criterion: answered(c, answer))
            picker.stepped.connect(lambda step, c=criterion: self._step(c, step))
            self.notes[criterion] = note = QLineEdit()
            note.setObjectName(f"proposal.note.{criterion.value}")
            note.setPlaceholderText(say("Note"))
            note.setAccessibleName(say("Note to {number}. {criterion}", number=number, criterion=text))
            note.textChanged.connect(note.setToolTip)
            drafts.add(_note_field(criterion, note))
            layout.addSpacing(look.px(look.S))
            layout.addWidget(label(f"{number}  {text}", "strong", wrap=True))
            layout.addWidget(picker)
            layout.addWidget(note)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_answers(self, state: RoundState, ref: str) -> int:
        """Show a proposal's answers; give how many criteria are assessed."""
        standing = state.standing(ref)
        for criterion, picker in self.answers.items():
            picker.show_answer(standing.assessment(criterion).answer)
        done = sum(standing.assessment(c).answer is not Answer.NOT_ASSESSED for c in Criterion)
        self._source.setText(
            say("{done} of {all} assessed · {source}", done=done, all=len(Criterion), source=say(GUIDELINES))
        )
        return done

    def _step(self, criterion: Criterion, step: int) -> None:
        """Go to the answers of the criterion above (-1) or below (1)."""
        order = list(self.answers)
        at = order.index(criterion) + step
        if 0 <= at < len(order):
            self.answers[order[at]].focus()


class AnswerPicker(QFrame):
    """The four answers beside each other, or two and two where there is little room. One of them is always down.

    It is one stop for Tab. The digits answer at once; left and right walk, and the space bar answers.
    """

    picked = Signal(object)
    stepped = Signal(int)

    def __init__(self, criterion: Criterion, name: str) -> None:
        super().__init__()
        self.setProperty("look", "tabs")
        self.setObjectName(f"proposal.criterion.{criterion.value}")
        self.setAccessibleName(name)
        self._answer = Answer.NOT_ASSESSED
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setSpacing(2)
        self._columns = 0
        self.buttons: dict[Answer, _Segment] = {}
        for digit, answer in enumerate(Answer, start=1):
            segment = _Segment(f"{digit} {say(SHORT[answer]) if answer in SHORT else NOTHING}", self)
            segment.setAccessibleName(f"{name}: {say(labels.ANSWER[answer])}")
            segment.setToolTip(say(labels.ANSWER[answer]))
            segment.setObjectName(f"{self.objectName()}.{answer.value}")
            segment.clicked.connect(lambda _=False, a=answer: self.pick(a))
            self._group.addButton(segment)
            self.buttons[answer] = segment
        self.buttons[self._answer].setChecked(True)
        self._lay_out(len(Answer))

    def show_answer(self, answer: Answer) -> None:
        """Show an answer that is kept."""
        held = next((segment for segment in self.buttons.values() if segment.hasFocus()), None)
        self._answer = answer
        self.buttons[answer].setChecked(True)
        if held is not None:
            self.buttons[answer].setFocus()

    def pick(self, answer: Answer) -> None:
        """Answer; nothing happens where that is the answer already."""
        if answer is not self._answer:
            self._answer = answer
            self.buttons[answer].setChecked(True)
            self.picked.emit(answer)
        self.focus()

    def focus(self) -> None:
        """Put the keyboard on the answer that is given."""
        self.buttons[self._answer].setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, segment: _Segment, step: int) -> None:
        """Walk from one answer to the one beside it, answering nothing."""
        order = list(self.buttons.values())
        order[(order.index(segment) + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)

    # -- room --------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = sum(segment.sizeHint().width() + 2 for segment in self.buttons.values()) + 4
        self._lay_out(len(Answer) if wanted <= self.width() else 2)

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, segment in enumerate(self.buttons.values()):
            segment.setMinimumWidth(1)  # it's the frame that tells how much room there is
            self._grid.addWidget(segment, at // columns, at % columns)
        widths = [segment.sizeHint().width() for segment in self.buttons.values()]
        for at in range(len(Answer)):
            self._grid.setColumnStretch(at, max(widths[at::columns]) if at < columns else 0)


class _Segment(QPushButton):
    """One answer."""

    def __init__(self, text: str, picker: AnswerPicker) -> None:
        super().__init__(text)
        self._picker = picker
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("look", "tab")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in DIGITS:
            self._picker.pick(list(Answer)[DIGITS.index(key)])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._picker.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in STEPS:
            self._picker.step(self, STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _note_field(criterion: Criterion, edit: QLineEdit) -> Field:
    def keep(session: Session, ref: str, text: str) -> object:
        answer = session.required().standing(ref).assessment(criterion).answer
        return actions.assess(session, ref, criterion, answer, text)

    return Field(
        name=f"note.{criterion.value}",
        edit=edit,
        kept=lambda state, ref: state.standing(ref).assessment(criterion).note,
        keep=keep,
    )
