"""What the window shows before there is a round: what the program is for, and the two ways on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import Paragraph, button, column, framed, label, row

WIDTH = 520


class Welcome(QWidget):
    """The empty state of the main window."""

    def __init__(self, new_round: Callable[[], object], demo: Callable[[], object]) -> None:
        super().__init__()
        text = say(
            "Make a round with the frame and the deadline, take in the list of proposals, "
            "rank them with the forum, and print the recommendation. Everything stays on this computer."
        )
        buttons = QWidget()
        first = button(say("New round …"), new_round, "primary", "welcome.newRound")
        buttons.setLayout(row(first, button(say("Try the example round"), demo, name="welcome.demo"), 1))
        title = label(say("Welcome to the forum's board"), "title")
        panel = framed(
            column(title, Paragraph(text), buttons, spacing=look.L, margins=(look.XL,) * 4),
            "panel",
        )
        look.sized(panel, width=WIDTH)
        layout = column(1, panel, 2)
        layout.setAlignment(panel, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)
