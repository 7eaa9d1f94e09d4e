"""Make a round, choose the one in use, change its terms, and take proposals into it."""

from __future__ import annotations

import re
from dataclasses import replace

from kompetanse_desktop.actions.backups import before_import
from kompetanse_desktop.actions.finishing import signed_rounds
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.actions.wording import clean
from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.domain.state import RoundState


def new_round(session: Session, round: Round) -> Round:
    """Make a round and put it in use; gives it with the id it got.

    An empty id is made from scheme, county and year; one that is taken gets a number after it.
    Raises Refusal for terms that can't be.
    """
    sound = replace(round, county=clean(round.county), present=clean(round.present), agreement=clean(round.agreement))
    sound.checked()
    wish = _slug(sound.id) or _slug(f"{sound.scheme.value}-{sound.county}-{sound.year}")
    made = replace(sound, id=free_id(session, wish))
    session.start(made)
    return made


def free_id(session: Session, wish: str) -> str:
    """Give the wished id, or where a round has it, the first free one with a number after it."""
    taken = {other.id for other in session.rounds()}
    free, number = wish, 2
    while free in taken:
        free, number = f"{wish}-{number}", number + 1
    return free


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", clean(text).casefold()).strip("-")


def use_round(session: Session, id: str) -> Change:
    """Put another round in use. Raises Refusal where there is none of that id."""
    return session.use(id)


def remove_round(session: Session, id: str) -> Change:
    """Take a round out of the library for good, with its history. Backups that hold it still do.

    Raises Refusal where there is none of that id, where it has a signed recommendation, which is kept, or where
    it couldn't be removed.
    """
    if id in signed_rounds(session):
        raise Refusal("The round has a signed recommendation, and stays in the library.")
    return session.remove(id)


def edit_round(session: Session, **fields: object) -> Change:
    """Change terms of the round in use, by the names of Round's fields. Raises Refusal."""
    state = session.required()
    if "id" in fields:
        raise TypeError("the id of a round stays")
    sound = {
        name: clean(value) if isinstance(value, str) and type(value) is str else value for name, value in fields.items()
    }
    after = state.round.changed(**sound)
    edits = () if after == state.round else (Edit("", state.round, after),)
    return session.keep(Change("edit_round", Saying("The round's terms changed"), edits))


def take_in(session: Session, change: Change, *, without_backup: bool = False) -> Change:
    """Keep an import, planned from the state as it is, after a backup where there is work that it could spoil.

    Raises Refusal where the round has changed since, and NoBackupFirst where the backup couldn't be made
    (``without_backup`` goes on without).
    """
    if not _applies(session.required(), change):
        raise Refusal("The round has changed since the preview was made. Import the file once more.")
    if change.edits and session.is_writable and not without_backup:
        before_import(session.library_file)
    return session.keep(change)


def _applies(state: RoundState, change: Change) -> bool:
    """Tell whether proposals are as they were, and new ones come right after those that stand in their lane."""
    last = {lane: len(state.board[lane]) for lane in Lane}
    for edit in change.edits:
        place = edit.after
        if edit.kind is Proposal and state.proposals.get(edit.ref) != edit.before:
            return False
        if edit.kind is not Place:
            continue
        if not isinstance(place, Place) or edit.before is not None or edit.ref in state.board:
            return False
        last[place.lane] += 1
        if place.position != last[place.lane]:
            return False
    return True
