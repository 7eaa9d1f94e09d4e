"""Taking in a round that somebody has sent: what it is, how it stands to ours, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QPushButton, QVBoxLayout, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions import Arrival, Choice, Relation
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.difference_words import field_words, value_words
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.difference import Difference
from kompetanse_desktop.text import N_, money, number, say, say_count, short_date
from kompetanse_desktop.ui.file_dialogs import ask_what_to_read
from kompetanse_desktop.ui.library.pieces import ResultLine, RowsModel, fit_height, make_table
from kompetanse_desktop.ui.library.send_dialog import ENDING
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import add_buttons, button, dialog_layout, dialog_size, label, run_dialog, waiting

MOST_ROWS = 9
"""So many differences are shown without scrolling."""


def fetch_round(session: Session, messages: MessageBar, parent: QWidget) -> None:
    """Ask for a file, show the round in it, and take it in as the reader chooses."""
    kinds = [f"{say('Round')} (*{ENDING})", f"{say('All files')} (*)"]
    path = ask_what_to_read(parent, say("Fetch a round"), kinds)
    if path is not None:
        fetch_file(path, session, messages, parent)


def fetch_file(path: Path, session: Session, messages: MessageBar, parent: QWidget) -> None:
    """Show the round in a file, and take it in as the reader chooses."""

    def show() -> None:
        with waiting():
            arrival = actions.look_at(session, path)
        dialog = FetchDialog(arrival, session, parent)
        run_dialog(dialog)
        taken.extend(dialog.taken)

    taken: list[Change] = []
    if messages.attempt(show) and taken:
        messages.show_saying(taken[0].name, good=True)


class FetchDialog(QDialog):
    """Shows one round from a file. Where it differs from ours, Cancel is the answer of Enter."""

    def __init__(self, arrival: Arrival, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrival, self._session = arrival, session
        self.taken: list[Change] = []
        """What was done, once it is."""
        self.setWindowTitle(say("Fetch a round"))
        self.setObjectName("fetch.dialog")
        differs = arrival.relation is Relation.DIFFERS
        dialog_size(self, 780 if arrival.differences else 520)
        self._result = ResultLine("fetch.problem")
        layout = dialog_layout(self)
        layout.addWidget(label(say(labels.round_name(arrival.file.state.round)), "title", "fetch.round", wrap=True))
        layout.addLayout(_facts(arrival))
        layout.addWidget(label(_relation(arrival), "warn" if differs else "strong", "fetch.relation", wrap=True))
        if arrival.differences:
            layout.addWidget(_table(arrival.differences))
        if differs:
            hint = say(
                "«{replace}» is one action, which one undo takes back. «{beside}» makes a round of its own.",
                replace=_replace(),
                beside=_beside(),
            )
            layout.addWidget(label(hint, "muted", "fetch.hint", wrap=True))
        layout.addWidget(self._result)
        self._add_buttons(layout)

    def _add_buttons(self, layout: QVBoxLayout) -> None:
        relation = self._arrival.relation
        if relation in (Relation.SAME, Relation.BEHIND):
            close = button(say("Close"), self.reject, "primary", "fetch.cancel")
            add_buttons(layout, 1, close, default=close)
            return
        cancel = button(say("Cancel"), self.reject, name="fetch.cancel")
        if relation is Relation.DIFFERS:
            beside = self._choice(_beside(), Choice.BESIDE)
            replace = self._choice(_replace(), Choice.REPLACE)
            add_buttons(layout, 1, cancel, beside, replace, default=cancel)
            cancel.setFocus()
            return
        count = len(self._arrival.new_entries)
        words = say("Take in")
        if relation is Relation.AHEAD:
            words = say_count("Take in the {count} new action", "Take in the {count} new actions", count)
        take = self._choice(words, Choice.TAKE, "primary")
        add_buttons(layout, 1, cancel, take, default=take)
        take.setFocus()

    def _choice(self, words: str, choice: Choice, look: str = "") -> QPushButton:
        made = button(words, lambda: self._take_in(choice), look, f"fetch.{choice.value}")
        made.setAutoDefault(bool(look))
        return made

    def _take_in(self, choice: Choice) -> None:
        if self._result.attempt(lambda: self.taken.append(actions.fetch_round(self._session, self._arrival, choice))):
            self.accept()


def _facts(arrival: Arrival) -> QFormLayout:
    file = arrival.file
    along = [
        say("the history") if file.entries else say("no history"),
        say("private notes") if file.notes else say("no private notes"),
    ]
    made = file.made_at.astimezone()
    facts = (
        ("file", say("File"), arrival.name),
        ("frame", say("Frame"), money(file.state.round.frame)),
        ("proposals", say("Proposals"), number(len(file.state.proposals))),
        ("remaining", say("Left to share out"), money(budget(file.state).remaining)),
        ("made", say("Written"), f"{short_date(made)} {made:%H:%M}"),
        ("along", say("Along with it"), ", ".join(along)),
    )
    form = QFormLayout()
    form.setVerticalSpacing(4)
    form.setHorizontalSpacing(20)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for name, caption, text in facts:
        form.addRow(label(caption, "muted"), label(text, "", f"fetch.{name}", wrap=True))
    return form


def _relation(arrival: Arrival) -> str:
    match arrival.relation:
        case Relation.NEW:
            return say("The round isn't here yet.")
        case Relation.SAME:
            return say("The round is here already, just as in the file.")
        case Relation.BEHIND:
            return say("The round here goes on from where the file ends. There is nothing new in the file.")
        case Relation.AHEAD:
            return say_count(
                "The file goes on from where the round here is, with {count} new action.",
                "The file goes on from where the round here is, with {count} new actions.",
                len(arrival.new_entries),
            )
        case Relation.DIFFERS:
            return say("The round is here already, and the two differ. Nothing is changed before you choose.")


def _replace() -> str:
    return say("Use what the file says")


def _beside() -> str:
    return say("Take in beside")


def _table(differences: Sequence[Difference]) -> QWidget:
    model = RowsModel((N_("Proposal"), N_("What"), N_("Here"), N_("In the file")))
    model.show_rows([_row(one) for one in differences])
    table = make_table("fetch.differences", say("What differs"), model, stretch=(0, 2, 3))
    model.setParent(table)
    fit_height(table, MOST_ROWS)
    return table


def _row(one: Difference) -> tuple[str, str, str, str]:
    about = f"{one.ref} · {one.title}" if one.ref else say("The round")
    return about, field_words(one), value_words(one, one.before), value_words(one, one.after)
