"""Take back what was done, and do it again: by name, without limit, after a restart too."""

from __future__ import annotations

from kompetanse_desktop.actions.backups import NoBackupFirst, keep_backup
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.difference import edits_between
from kompetanse_desktop.domain.saying import Refusal, saying
from kompetanse_desktop.store.backups import Why


def undo(session: Session) -> Change:
    """Take back the last action that stands. The change says what was undone.

    Undo writes a new journal entry and rubs out nothing. Raises Refusal where there is nothing to undo.
    """
    return session.take_back(undo=True)


def redo(session: Session) -> Change:
    """Do again what was undone last. Raises Refusal where there is nothing to redo."""
    return session.take_back(undo=False)


def return_to(session: Session, number: int, *, without_backup: bool = False) -> Change:
    """Take the whole round back to how it was right after entry ``number`` of its journal (from 1).

    That is one new entry, which one undo takes back; nothing is rubbed out. A backup is made first.
    Where the round is as it was then, nothing is kept. Raises Refusal for an entry there isn't, Damaged
    where the journal isn't as it was written, and NoBackupFirst where no backup could be made.
    """
    state = session.required()
    edits = edits_between(state, session.state_after(number))
    then = session.entry(number)
    if edits and not without_backup:
        try:
            keep_backup(session.library_file, Why.RETURN)
        except Refusal as refusal:
            raise NoBackupFirst(refusal) from refusal
    name = saying("Taken back to how it was at {at}", at=then.at)
    if then.action != "return":  # else its own name would be inside, and one inside that
        name = saying("Taken back to how it was at {at} ({name})", at=then.at, name=then.saying)
    return session.keep(Change("return", name, edits))
