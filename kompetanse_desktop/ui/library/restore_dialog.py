"""Before everything is taken back from a copy: what will be gone, and what comes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.text import N_, say, say_count
from kompetanse_desktop.ui.library.pieces import RowsModel, fit_height, make_table
from kompetanse_desktop.ui.widgets import add_buttons, button, dialog_layout, dialog_size, label

MOST_ROWS = 8
"""So many rounds are shown without scrolling."""


class RestoreDialog(QDialog):
    """Asks once, with Cancel as the answer of Enter."""

    def __init__(self, what: Saying, compared: Sequence[actions.Compared], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Take everything back"))
        self.setObjectName("restore.dialog")
        dialog_size(self, 640)
        layout = dialog_layout(self)
        layout.addWidget(label(say(what), "title", "restore.what", wrap=True))
        lacking, adding = (sum(getattr(one, name) for one in compared) for name in ("lacking", "adding"))
        if lacking:
            layout.addWidget(label(_gone(lacking), "warn", "restore.lacking", wrap=True))
        if adding:
            layout.addWidget(label(_back(adding), "strong", "restore.adding", wrap=True))
        if lacking or adding:
            layout.addWidget(_table([one for one in compared if one.lacking or one.adding]))
        else:
            same = say("The copy has all that is here, and nothing more.")
            layout.addWidget(label(same, "strong", "restore.same", wrap=True))
        first = say("First a copy is made of what is here now, so that this can be taken back too.")
        layout.addWidget(label(first, "muted", "restore.first", wrap=True))
        accept = button(say("Take everything back"), self.accept, name="restore.accept")
        accept.setAutoDefault(False)
        cancel = button(say("Cancel"), self.reject, name="restore.cancel")
        add_buttons(layout, 1, cancel, accept, default=cancel)
        cancel.setFocus()


def _table(compared: Sequence[actions.Compared]) -> QWidget:
    model = RowsModel((N_("Round"), N_("Will be gone"), N_("Comes back")))
    model.show_rows(
        [
            (
                say(labels.round_name(one.round)),
                _count(one.lacking, whole=not one.there),
                _count(one.adding, whole=not one.here),
            )
            for one in compared
        ]
    )
    table = make_table("restore.rounds", say("What differs"), model, stretch=(0,))
    model.setParent(table)
    fit_height(table, MOST_ROWS)
    return table


def _count(actions_: int, *, whole: bool) -> str:
    if not actions_:
        return "–"
    count = say_count("{count} action", "{count} actions", actions_)
    return say("the whole round, {actions}", actions=count) if whole else count


def _gone(count: int) -> str:
    return say_count(
        "{count} action that is here is not in the copy, and will be gone.",
        "{count} actions that are here are not in the copy, and will be gone.",
        count,
    )


def _back(count: int) -> str:
    return say_count(
        "{count} action is only in the copy, and comes back.",
        "{count} actions are only in the copy, and come back.",
        count,
    )
