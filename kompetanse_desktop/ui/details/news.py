"""What a newer list has changed in a proposal, above all else that is told of it, until somebody has seen it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.domain.checks import proposal_checks
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.board.card import NEWS
from kompetanse_desktop.ui.details.wrapping import breakable
from kompetanse_desktop.ui.widgets import button, column, label


class NewsBox(QWidget):
    """Tells of a request that was changed, to be marked as seen, and of a proposal that is gone from the list."""

    seen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._changed = label("", "warn", "proposal.requestChanged", wrap=True)
        self._seen = button(say("Seen"), self.seen.emit, "link", "proposal.seen")
        self._seen.setAccessibleName(say("Seen: the changed request"))
        self._gone = label("", "warn", "proposal.goneFrom", wrap=True)
        self.setLayout(column(self._changed, self._seen, self._gone, spacing=2, margins=(0, 0, 0, 6)))
        self._seen.setToolTip(say("Take the mark off the card. It can be undone."))

    def show_news(self, state: RoundState, ref: str) -> None:
        """Show what there is to tell of a proposal; nothing is shown where there isn't any."""
        told = {check.code: say(check.message) for check in proposal_checks(state, ref) if check.code in NEWS}
        for code, shown in zip(NEWS, (self._changed, self._gone), strict=True):
            shown.setText(breakable(told.get(code, "")))
            shown.setVisible(code in told)
        self._seen.setVisible("request_changed" in told)
        self.setVisible(bool(told))
