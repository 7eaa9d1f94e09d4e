"""What there is to say of a file as a whole, in no more room than a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea

from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.widgets import label

MOST_LINES = 3.5
"""Half a line more than fits tells that there is more to see."""


class Notes(QScrollArea):
    """Lines of plain text that scroll when there are many; not there when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._text = label("", "muted", "import.notes", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(say("About the file"))
        self.setWidget(self._text)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_notes(self, notes: Sequence[Saying]) -> None:
        """Show these, one a line."""
        self._text.setText("\n".join(say(note) for note in notes))
        self.setVisible(bool(notes))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        most = round(MOST_LINES * self.fontMetrics().lineSpacing())
        needed = max(self._text.heightForWidth(max(self.viewport().width(), 100)), 0)
        self.setFixedHeight(min(needed, most))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if needed > most else Qt.FocusPolicy.NoFocus)
