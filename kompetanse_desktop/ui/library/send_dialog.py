"""Sending a round: what goes with it, and the file it is written to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import saying
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.file_dialogs import ask_where_to_write
from kompetanse_desktop.ui.library.pieces import ResultLine
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import add_buttons, button, column, dialog_layout, dialog_size, label, run_dialog

ENDING = ".kompetanse"
INDENT = 20
"""Pixels from a check box to what it says, so that the line below stands under the words."""


def send_round(session: Session, messages: MessageBar, parent: QWidget) -> None:
    """Ask what goes with the round in use and where it is written, and say where it is."""
    dialog = SendDialog(session, parent)
    run_dialog(dialog)
    if dialog.written is not None:
        messages.show_saying(saying("The round is written to {file}.", file=str(dialog.written)), good=True)


class SendDialog(QDialog):
    """Two choices, and then the file."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._round = session, session.required().round
        self.written: Path | None = None
        """The file, once it is written."""
        self.setWindowTitle(say("Send the round"))
        self.setObjectName("send.dialog")
        dialog_size(self, 520, is_fixed=True)
        what = say(
            "The round is written to one file. Whoever gets it takes it in with «{command}» in the menu «{menu}».",
            command=say("Fetch a round …"),
            menu=say("Round"),
        )
        self._journal = _choice(say("Take the history along"), "send.journal", checked=True)
        self._notes = _choice(say("Take private notes along"), "send.notes", checked=False)
        self._result = ResultLine("send.problem")
        layout = dialog_layout(self)
        layout.addWidget(label(say(labels.round_name(self._round)), "title", "send.round", wrap=True))
        layout.addWidget(label(what, wrap=True))
        history = say("What was done and when. Then whoever has the round already can go on from where you are.")
        layout.addWidget(_explained(self._journal, history))
        layout.addWidget(_explained(self._notes, say("Those who get the file can read them.")))
        layout.addWidget(self._result)
        accept = button(say("Choose where …"), self._ask, "primary", "send.accept")
        cancel = button(say("Cancel"), self.reject, name="send.cancel")
        add_buttons(layout, 1, cancel, accept, default=accept)

    def _ask(self) -> None:
        path = ask_where_to_write(self, say("Send the round"), _stem(self._round), {ENDING: say("Round")})
        if path is not None:
            self.send(path)

    def send(self, path: Path) -> None:
        """Write the round to a file as it is chosen here; a refusal stays in the dialog."""
        journal, notes = self._journal.isChecked(), self._notes.isChecked()
        if self._result.attempt(lambda: actions.send_round(self._session, path, journal=journal, notes=notes)):
            self.written = path
            self.accept()


def _stem(given: Round) -> str:
    return f"{given.scheme.value}-{given.county.lower().replace(' ', '-')}-{given.year}"


def _choice(text: str, name: str, *, checked: bool) -> QCheckBox:
    made = QCheckBox(text)
    made.setObjectName(name)
    made.setChecked(checked)
    return made


def _explained(choice: QCheckBox, text: str) -> QWidget:
    choice.setAccessibleDescription(text)
    line = QWidget()
    line.setLayout(column(label(text, "muted", wrap=True), margins=(INDENT, 0, 0, 0)))
    made = QWidget()
    made.setLayout(column(choice, line, spacing=2))
    return made
