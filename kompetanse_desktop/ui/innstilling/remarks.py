"""What the checks still have to say before the round is finished, each with the way to where it is mended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from kompetanse_desktop import labels
from kompetanse_desktop.domain.checks import Check, Severity, all_checks
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.checks.mending import place_of
from kompetanse_desktop.ui.widgets import button, column, label, row

MOST = 40
"""So many are listed here; all of them are in the panel of checks."""
LOOK = {Severity.STOP: "bad", Severity.WARN: "warn", Severity.NOTE: "muted"}


class Remarks(QScrollArea):
    """Lists the open remarks, what stops first."""

    mend_wanted = Signal(object)
    """The reader wants to go to where this remark is mended."""
    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("innstilling.checks")
        self.setAccessibleName(say("Checks"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_state(self, state: RoundState) -> None:
        """Show the remarks of a round that nobody has answered."""
        every = [check for check in all_checks(state) if check.severity is not Severity.NOTE]
        open_ones = [check for check in every if check.is_open]
        lines: list[QWidget] = [self._line(check, state) for check in open_ones[:MOST]]
        if not open_ones:
            lines.append(label(say("Nothing to remark."), "muted"))
        told = []
        if len(open_ones) > MOST:
            told.append(say_count("{count} more remark", "{count} more remarks", len(open_ones) - MOST))
        if len(every) > len(open_ones):
            answered = len(every) - len(open_ones)
            told.append(say_count("{count} answered", "{count} answered", answered))
        if told:
            lines.append(button(f"{' · '.join(told)}: {say('See all in the checks')}", self.all_wanted.emit, "link"))
        holder = QWidget()
        holder.setLayout(column(*lines, 1, spacing=look.S, margins=(0, 0, look.XS, 0)))
        self.setWidget(holder)

    def _line(self, check: Check, state: RoundState) -> QWidget:
        severity = say(labels.SEVERITY[check.severity])
        about = "" if check.ref is None else f"{state.proposals[check.ref].title}: "
        text = label(f"{severity}: {about}{say(check.message)}", LOOK[check.severity], wrap=True)
        text.setToolTip(say(check.source))
        show = button(say(place_of(check).value), lambda: self.mend_wanted.emit(check), "link")
        which = say("The round") if check.ref is None else check.ref
        show.setAccessibleName(f"{say(place_of(check).value)}, {which}: {say(check.message)}")
        show.setAutoDefault(False)
        line = QWidget()
        line.setLayout(column(text, _to_the_left(show), spacing=0))
        return line


def _to_the_left(widget: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(widget, 1))
    return holder
