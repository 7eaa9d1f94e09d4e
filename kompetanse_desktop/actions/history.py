"""Take back what was done, and do it again: by name, without limit, after a restart too."""

from __future__ import annotations

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.change import Change


def undo(session: Session) -> Change:
    """Take back the last action that stands. The change says what was undone.

    Undo writes a new journal entry and rubs out nothing. Raises Refusal where there is nothing to undo.
    """
    return session.take_back(undo=True)


def redo(session: Session) -> Change:
    """Do again what was undone last. Raises Refusal where there is nothing to redo."""
    return session.take_back(undo=False)
