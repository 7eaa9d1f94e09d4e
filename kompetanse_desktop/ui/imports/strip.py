"""What there is to know of the chosen row of a list: what changes, field by field, every doubt, and who it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from kompetanse_desktop.exchange.plan import Question
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.imports.preview_model import Kind, Line
from kompetanse_desktop.ui.widgets import button, column, label, row

HEIGHT = 118
LONGEST = 400


class Strip(QScrollArea):
    """Shows one line of the preview. ``answer`` is called with (row number, ref or None) for a question."""

    def __init__(self, answer: Callable[[int, str | None], None], reread: Callable[[int], None]) -> None:
        super().__init__()
        self._answer, self._reread = answer, reread
        self.setObjectName("import.row")
        self.setAccessibleName(say("The chosen row"))
        self.setWidgetResizable(True)
        self.setFixedHeight(HEIGHT)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_line(None, (), False)

    def show_line(self, line: Line | None, questions: Sequence[Question], answered: bool) -> None:
        """Show a line, and the questions there are about it; ``answered`` where the reader has said who it is."""
        parts: list[QWidget] = []
        if line is None:
            parts.append(label(say("Choose a row to see what changes and what is in doubt."), "muted", wrap=True))
        elif line.kind is Kind.MISSING:
            parts.append(label(say("It stays on the board, marked as not in the newest list."), wrap=True))
        else:
            parts += self._of_row(line, questions, answered)
        page = QWidget()
        page.setLayout(column(*parts, 1, spacing=4, margins=(12, 8, 12, 8)))
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
        for doubt in (*([found.rejected] if found.rejected is not None else []), *found.doubts):
            told = say(doubt.reason)
            if doubt.text and doubt.text not in told:
                told = say("{reason} In the list: «{text}»", reason=told, text=doubt.text[:LONGEST])
            parts.append(label(told, "bad" if doubt is found.rejected else "warn", wrap=True))
        for difference in line.entry.differences if line.entry is not None else ():
            parts.append(
                label(
                    say(
                        "{field}: {before} → {after}",
                        field=difference.name,
                        before=difference.before[:LONGEST],
                        after=difference.after[:LONGEST],
                    ),
                    wrap=True,
                )
            )
        if found.edited:
            parts.append(label(say("You have written over this row."), "muted"))
        return parts or [label(say("Nothing is in doubt."), "muted")]

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


def _line(*widgets: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(*widgets, 1))
    return made
