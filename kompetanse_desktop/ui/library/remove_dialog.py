"""Before a round is removed for good: what goes with it, and which copies still have it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import saying
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui.library.pieces import ResultLine
from kompetanse_desktop.ui.library.send_dialog import SendDialog
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import add_buttons, button, dialog_layout, dialog_size, label, run_dialog


def remove_round(session: Session, messages: MessageBar, parent: QWidget) -> None:
    """Ask whether the round in use is to be removed, do it, and say which copies still have it."""
    dialog = RemoveDialog(session, parent)
    run_dialog(dialog)
    if dialog.removed:
        removed = saying("{round} is removed. {holding}", round=dialog.name, holding=dialog.holding)
        messages.show_saying(removed, good=True)


class RemoveDialog(QDialog):
    """Asks once, with Cancel as the answer of Enter."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, state = session, session.required()
        self._id, self.name = state.round.id, labels.round_name(state.round)
        self.removed = False
        self.setWindowTitle(say("Remove the round"))
        self.setObjectName("remove.dialog")
        dialog_size(self, 520)
        proposals = say_count("{count} proposal", "{count} proposals", len(state.proposals))
        done = say_count("{count} action", "{count} actions", session.length)
        gone = say(
            "{proposals} and {actions} are removed for good. This can't be undone.", proposals=proposals, actions=done
        )
        self._result = ResultLine("remove.problem")
        self.holding = ""
        """Which copies have the round, in words."""
        self._result.attempt(self._look)
        layout = dialog_layout(self)
        layout.addWidget(label(say(self.name), "title", "remove.round", wrap=True))
        layout.addWidget(label(gone, "warn", "remove.gone", wrap=True))
        layout.addWidget(label(self.holding, "", "remove.holding", wrap=True))
        layout.addWidget(self._result)
        send_first = button(say("Send the round first …"), self._send, name="remove.send")
        remove = button(say("Remove"), self._remove, name="remove.accept")
        for plain in (send_first, remove):
            plain.setAutoDefault(False)
        cancel = button(say("Cancel"), self.reject, name="remove.cancel")
        add_buttons(layout, send_first, 1, cancel, remove, default=cancel)
        cancel.setFocus()

    def _send(self) -> None:
        dialog = SendDialog(self._session, self)
        run_dialog(dialog)
        if dialog.written is not None:
            self._result.show_text(say("The round is written to {file}.", file=str(dialog.written)))

    def _look(self) -> None:
        self.holding = _who_has(self._session, self._id)

    def _remove(self) -> None:
        if self._result.attempt(lambda: actions.remove_round(self._session, self._id)):
            self.removed = True
            self.accept()


def _who_has(session: Session, round_id: str) -> str:
    found = actions.holding(session.library_file, round_id)
    folders = {one.file.parent for one in found.still}
    folder = str(folders.pop() if len(folders) == 1 else session.library_file.parent)
    sentences = [
        say_count(
            "{count} copy in {folder} still has the round, and is not changed.",
            "{count} copies in {folder} still have the round, and are not changed.",
            len(found.still),
            folder=folder,
        )
        if found.still
        else say("No copy here has the round.")
    ]
    if found.unread:
        sentences.append(
            say_count(
                "{count} copy can't be read, and may have it too.",
                "{count} copies can't be read, and may have it too.",
                len(found.unread),
            )
        )
    return " ".join(sentences)
