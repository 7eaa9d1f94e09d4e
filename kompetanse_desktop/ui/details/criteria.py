"""The seven criteria of the guidelines, each answered and with a note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.proposal import Answer, Criterion
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.details.fields import Drafts, Field
from kompetanse_desktop.ui.widgets import column, label, row


class CriteriaTab(QWidget):
    """A line for each criterion. Notes are fields like the others; answers are kept when they are chosen."""

    def __init__(self, drafts: Drafts, answered: Callable[[Criterion, Answer], object]) -> None:
        super().__init__()
        layout = column(margins=(0, 8, 6, 8), spacing=4)
        self.answers: dict[Criterion, QComboBox] = {}
        self.notes: dict[Criterion, QLineEdit] = {}
        for number, criterion in enumerate(Criterion, start=1):
            text = say(labels.CRITERION[criterion])
            self.answers[criterion] = combo = _answers(criterion, f"{number}. {text}")
            combo.activated.connect(lambda _, c=criterion: answered(c, Answer(self.answers[c].currentData())))
            self.notes[criterion] = note = QLineEdit()
            note.setObjectName(f"proposal.note.{criterion.value}")
            note.setPlaceholderText(say("Note"))
            note.setAccessibleName(say("Note to {number}. {criterion}", number=number, criterion=text))
            drafts.add(_note_field(criterion, note))
            line = QWidget()
            line.setLayout(row(combo, note, spacing=6))
            layout.addWidget(label(f"{number}  {text}", wrap=True))
            layout.addWidget(line)
            layout.addSpacing(4)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_answers(self, state: RoundState, ref: str) -> int:
        """Show a proposal's answers; give how many criteria are assessed."""
        standing = state.standing(ref)
        for criterion, combo in self.answers.items():
            combo.setCurrentIndex(combo.findData(standing.assessment(criterion).answer.value))
        return sum(standing.assessment(c).answer is not Answer.NOT_ASSESSED for c in Criterion)


def _answers(criterion: Criterion, name: str) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(f"proposal.criterion.{criterion.value}")
    combo.setAccessibleName(name)
    for answer in Answer:
        combo.addItem(say(labels.ANSWER[answer]), answer.value)
    return combo


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
