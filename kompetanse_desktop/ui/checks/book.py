"""The remarks of the round in use, kept up to date a moment after each change, and only where it touched something."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from kompetanse_desktop.actions.session import ANEW, Session
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.checks import Check, Severity, in_order, proposal_checks, round_checks
from kompetanse_desktop.domain.round import Round

SOON_MS = 80
"""How long after a change: the board and the money are painted first, and a row of keys counts once."""


class CheckBook(QObject):
    """Holds every remark. ``changed`` tells that they are others; nothing is worked out while cards move."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._by_ref: dict[str, tuple[Check, ...]] = {}
        self._of_round: tuple[Check, ...] = ()
        self._all_anew, self._touched = True, set[str]()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.catch_up)
        stop = session.listen(self._follow)
        self.destroyed.connect(lambda: stop())
        self._soon.start()

    @property
    def checks(self) -> list[Check]:
        """Every remark as it was at the last look: those that stop first, then by the order of the board."""
        state = self._session.state
        return [] if state is None else in_order(state, self._of_round, self._by_ref)

    @property
    def open_count(self) -> int:
        """How many stop or warn, and nobody has answered them. Notes don't count."""
        held = (self._of_round, *self._by_ref.values())
        return sum(check.is_open and check.severity is not Severity.NOTE for checks in held for check in checks)

    def _follow(self, change: Change) -> None:
        terms = any(edit.kind is Round for edit in change.edits)
        self._all_anew = self._all_anew or terms or change.action in ANEW
        self._touched.update(change.refs)
        self._soon.start()

    def catch_up(self) -> None:
        """Work out now what is new since the last look; nothing where nothing is."""
        self._soon.stop()
        if not (self._all_anew or self._touched):
            return
        state = self._session.state
        if state is None:
            self._by_ref, self._of_round = {}, ()
        else:
            wanted = state.proposals.keys() if self._all_anew else self._touched
            kept = {} if self._all_anew else {ref: c for ref, c in self._by_ref.items() if ref in state.proposals}
            new = {ref: tuple(proposal_checks(state, ref)) for ref in wanted if ref in state.proposals}
            self._by_ref = kept | new
            self._of_round = tuple(round_checks(state, budget(state)))
        self._all_anew, self._touched = False, set()
        self.changed.emit()
