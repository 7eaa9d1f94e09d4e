"""What can be had again of a damaged library, shown before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions import Found, Rescue, Saved, Session
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import (
    add_buttons,
    button,
    column,
    dialog_layout,
    dialog_size,
    framed,
    label,
    run_dialog,
)

FOUND: Mapping[Found, Saying] = {
    Found.WHOLE: Saying("Everything is there."),
    Found.HISTORY: Saying("Everything is there, built again from the history."),
    Found.ROWS: Saying("All the figures are there, but not what was done before: the history begins anew."),
}
WIDTH = 560


class RescueDialog(QDialog):
    """Says of each round where it is taken from and what is lost; nothing is deleted."""

    def __init__(self, rescue: Rescue, why: Saying, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rescue.dialog")
        self.setWindowTitle("kompetanse_desktop")
        dialog_size(self, WIDTH, is_fixed=True)
        layout = dialog_layout(self)
        title = say("This can be saved") if rescue.rounds else say("Nothing can be saved")
        layout.addWidget(label(title, "title"))
        layout.addWidget(label(say(why), wrap=True, name="rescue.why"))
        layout.addWidget(label(_about_copy(rescue), wrap=True, name="rescue.copy"))
        if rescue.rounds:
            layout.addWidget(self._rounds(rescue), 1)
        layout.addWidget(label(say("The file is moved aside and kept, whatever is in it."), "muted", wrap=True))
        accept = say("Put the library together again") if rescue.rounds else say("Begin with an empty library")
        going_on = button(accept, self.accept, "primary", "rescue.accept")
        add_buttons(layout, 1, button(say("Close"), self.reject, name="rescue.close"), going_on, default=going_on)

    def _rounds(self, rescue: Rescue) -> QWidget:
        lines = []
        for one in rescue.rounds:
            name = label(say(labels.round_name(one.round)), "strong", wrap=True)
            lines.append(framed(column(name, label(_about(one, rescue), wrap=True), margins=(12, 8, 12, 8)), "panel"))
        inner = QWidget()
        inner.setLayout(column(*lines, 1, spacing=8))
        area = QScrollArea()
        area.setObjectName("rescue.rounds")
        area.setAccessibleName(say("Rounds"))
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(min(320, 90 * len(lines)))
        return area


def _about_copy(rescue: Rescue) -> str:
    if rescue.backup is None:
        return say("There is no copy of it that can be used.")
    told = say(
        "The newest good copy is from {at}, {why}.",
        at=rescue.backup.at.astimezone(),
        why=actions.WHY[rescue.backup.why],
    )
    if rescue.backup_lacks is None:
        return f"{told} {say('How much was done after that can’t be told.')}"
    after = say_count(
        "{count} action was done after that.", "{count} actions were done after that.", rescue.backup_lacks
    )
    return f"{told} {after}"


def _about(saved: Saved, rescue: Rescue) -> str:
    if saved.found is not Found.BACKUP:
        return say(FOUND[saved.found])
    if rescue.backup is None:
        raise LookupError("a round of a copy there isn't")
    told = say("As it was in the copy from {at}.", at=rescue.backup.at.astimezone())
    if saved.lacks is None:
        return f"{told} {say('What was done after that is lost.')}"
    if not saved.lacks:
        return f"{told} {say('Nothing was done after that.')}"
    return f"{told} " + say_count(
        "{count} action after that is lost.", "{count} actions after that are lost.", saved.lacks
    )


def aside_saying(aside: Path | None) -> Saying:
    """Say that the library is whole again, and where the damaged one lies."""
    if aside is None:
        return Saying("The library was put together again.")
    return saying("The library was put together again. The damaged file is kept as {file}.", file=str(aside))


def rescue_running(session: Session, why: Refusal, messages: MessageBar, parent: QWidget) -> None:
    """Show what can be saved while the window is open, and go on with that where the reader says so."""

    def put_together() -> None:
        rescue = actions.look_for_rescue(session.library_file.parent)
        if run_dialog(RescueDialog(rescue, why.saying, parent)):
            done.append(actions.recover_here(session, rescue))

    done: list[Path | None] = []
    if messages.attempt(put_together) and done:
        messages.show_saying(aside_saying(done[0]), good=True)
