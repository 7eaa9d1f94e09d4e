"""What there is to know of the chosen row of a list: what changes, field by field, every doubt, and who it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from kompetanse_desktop.exchange.columns import FIELDS
from kompetanse_desktop.exchange.plan import Question
from kompetanse_desktop.exchange.rows import Doubt
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.imports.columns_tab import field_names
from kompetanse_desktop.ui.imports.lines import LONGEST, Kind, Line, reason
from kompetanse_desktop.ui.widgets import button, column, label, restyle, row

HEIGHT, LOW = 144, 108
"""As high as there is room for, so that most rows need no scrolling; and on a low screen."""
FIELD_WIDTH = 240


class Strip(QScrollArea):
    """Shows one line of the preview.

    ``answer`` is called with (row number, ref or None) for a question, ``reread`` with the number of a row that
    is to be asked about again, and ``write`` with (row number, field, text) for what is written in place of what
    is in doubt.
    """

    def __init__(
        self,
        year: int,
        answer: Callable[[int, str | None], object],
        reread: Callable[[int], object],
        write: Callable[[int, str, str], object],
    ) -> None:
        super().__init__()
        self._answer, self._reread, self._write = answer, reread, write
        self._names = field_names(year)
        self.setObjectName("import.row")
        self.setAccessibleName(say("The chosen row"))
        self.setWidgetResizable(True)
        self.set_low(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        restyle(self, look="panel")

    def set_low(self, low: bool) -> None:
        """Take less room, as on a low screen."""
        self.setFixedHeight(LOW if low else HEIGHT)

    def show_line(self, line: Line | None, questions: Sequence[Question], *, answered: bool, gone: bool) -> None:
        """Show a line and the questions there are about it.

        ``answered`` tells that the reader has said who it is; ``gone`` that a proposal, which the list lacks,
        was in an earlier edition of it.
        """
        parts: list[QWidget] = []
        if line is None:
            parts.append(label(say("Choose a row to see what changes and what is in doubt."), "muted", wrap=True))
        elif line.kind is Kind.MISSING:
            there = say("It stays on the board, marked as not in the newest list.")
            parts.append(label(there if gone else say("It came from elsewhere, and stays as it is."), wrap=True))
        else:
            parts += self._of_row(line, questions, answered)
        page = QWidget()
        page.setLayout(column(*parts, 1, spacing=4, margins=(12, 8, 12, 8)))
        before = self.takeWidget()
        if before is not None:
            before.deleteLater()  # not at once: it may be a button of it that was pressed
        self.setWidget(page)

    def _of_row(self, line: Line, questions: Sequence[Question], answered: bool) -> list[QWidget]:
        parts: list[QWidget] = []
        found = line.row
        if found is None:
            return parts
        parts += [self._question(question) for question in questions]
        if answered and not questions:
            again = button(say("Ask again"), lambda: self._reread(found.number), "link", "import.askAgain")
            parts.append(_line(label(say("You have said who this is.")), again))
        parts += [self._doubt(found.number, doubt, doubt is found.rejected) for doubt in line.doubts]
        for difference in line.entry.differences if line.entry is not None else ():
            told = say(
                "{field}: {before} → {after}",
                field=difference.name,
                before=difference.before[:LONGEST],
                after=difference.after[:LONGEST],
            )
            parts.append(label(told, name="import.difference", wrap=True))
        if found.edited:
            parts.append(label(say("You have written over this row."), "muted"))
        return parts or [label(say("Nothing is in doubt."), "muted")]

    def _doubt(self, number: int, doubt: Doubt, refused: bool) -> QWidget:
        """Say what is in doubt, with a field to write what it should be where it is of one field."""
        told = label(reason(doubt), "bad" if refused else "warn", "import.doubt", wrap=True)
        if doubt.field not in FIELDS and doubt.field not in self._names:
            return told
        name = self._names.get(doubt.field) or say(FIELDS[doubt.field])
        field = _Field(doubt.text[:LONGEST], lambda text: self._write(number, doubt.field, text))
        field.setAccessibleName(name)
        made = QWidget()
        made.setLayout(row(told, label(name, "muted"), field, stretch=0))
        return made

    def _question(self, question: Question) -> QWidget:
        asked = label(
            say(
                "Is this «{title}» from {applicant}, number {ref}, which is here already? "
                "It isn't taken in before you answer.",
                title=question.title,
                applicant=question.applicant or "–",
                ref=question.ref,
            ),
            "warn",
            wrap=True,
        )
        same = button(say("Yes, the same"), lambda: self._answer(question.row, question.ref), name="import.same")
        other = button(say("No, a new one"), lambda: self._answer(question.row, None), name="import.other")
        made = QWidget()
        made.setLayout(row(asked, same, other, stretch=0))
        return made


class _Field(QLineEdit):
    """A text to write over what is in doubt. Enter is for it alone, not for the button of the dialog."""

    def __init__(self, text: str, write: Callable[[str], object]) -> None:
        super().__init__(text)
        self._write = write
        self.setObjectName("import.write")
        self.setPlaceholderText(say("What it should be, and Enter"))
        self.setFixedWidth(FIELD_WIDTH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._write(self.text())
            return
        super().keyPressEvent(event)


def _line(*widgets: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(*widgets, 1))
    return made
