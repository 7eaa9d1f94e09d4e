"""Give a round away as one file, and take one in: nothing of ours is written over before somebody has said so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kompetanse_desktop import durable
from kompetanse_desktop.actions.rounds import free_id
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.actions.wording import clean
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.difference import Difference, differences, edits_between, edits_to_make
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.saying import Refusal, saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import digest, round_file
from kompetanse_desktop.store.journal import Entry, following
from kompetanse_desktop.store.round_file import ENDING, RoundFile

GZIP = b"\x1f\x8b"
"""How every gzip file begins."""


class Relation(StrEnum):
    """How a round that comes in a file stands to the one that is here."""

    NEW = "new"
    """There is no such round here."""
    SAME = "same"
    """It is just as it is here."""
    AHEAD = "ahead"
    """It goes on from where ours is: its journal has all of ours and more."""
    BEHIND = "behind"
    """Ours goes on from where it is."""
    DIFFERS = "differs"
    """Something was done here that isn't there, and something else may have been done there."""


class Choice(StrEnum):
    """What to do with a round that comes in a file."""

    TAKE = "take"
    """Take it in: it is new, or goes on from ours."""
    REPLACE = "replace"
    """Make ours as it is in the file: one action, which one undo takes back."""
    BESIDE = "beside"
    """Take it in as a round of its own."""


@dataclass(frozen=True)
class Arrival:
    """A round from a file, seen against what is here. ``ours`` is the round here of that id, where there is one."""

    name: str
    file: RoundFile
    relation: Relation
    ours: RoundState | None
    differences: tuple[Difference, ...]
    new_entries: tuple[Entry, ...]
    """What the file's journal has after ours, where it goes on from it."""


def send_round(
    session: Session, out: Path, *, journal: bool = False, notes: bool = False, round_id: str | None = None
) -> None:
    """Write a round (None: the one in use) to a file, with its journal and the private notes where asked for.

    Raises Refusal where there is no such round, the name doesn't end in ``.kompetanse``, another kind of
    file lies there, the round is too large, or the disk says no.
    """
    if out.suffix.lower() != ENDING:
        raise Refusal("The file of a round has a name that ends in {ending}.", ending=ENDING)
    state, entries = session.stored(round_id or session.required().round.id)
    file = RoundFile(state, tuple(entries) if journal else (), True, _now())
    _check_replaceable(out)
    durable.write(round_file.pack(file if notes else round_file.without_notes(file)), out)


def _check_replaceable(out: Path) -> None:
    """Refuse to write over anything but such a file: a slip in the file box must not cost a document."""
    try:
        if not out.exists():
            return
        ours = out.is_file()
        if ours:
            with out.open("rb") as file:
                ours = file.read(len(GZIP)) == GZIP
    except OSError:
        ours = False
    if not ours:
        raise Refusal("There is already something else in {file}. Choose another name.", file=str(out))


def look_at(session: Session, file: Path) -> Arrival:
    """Read a file and see how its round stands to ours. Changes nothing; raises Refusal where it isn't a round."""
    try:
        if file.exists() and not file.is_file():  # a folder, or something that is read without an end
            raise Refusal("The file {file} can't be read.", file=str(file))
        if file.stat().st_size > round_file.MOST_PACKED:
            raise Refusal("The file is too large to be a round.")
        content = file.read_bytes()
    except FileNotFoundError:
        raise Refusal("There is no file {file}.", file=str(file)) from None
    except (OSError, ValueError):
        raise Refusal("The file {file} can't be read.", file=str(file)) from None
    given = round_file.unpack(content)
    name = " ".join(clean(file.name).split())  # it can be of any bytes, and becomes part of the history
    if given.state.round.id not in {one.id for one in session.rounds()}:
        return Arrival(name, given, Relation.NEW, None, (), given.entries)
    ours, entries = session.stored(given.state.round.id)
    theirs = _with_our_notes(given, ours)
    found = tuple(differences(ours, theirs.state))
    relation, new = _relation(given.entries, entries, not found)
    return Arrival(name, given, relation, ours, () if relation is Relation.BEHIND else found, new)


def _relation(theirs: tuple[Entry, ...], ours: list[Entry], same: bool) -> tuple[Relation, tuple[Entry, ...]]:
    if theirs and len(theirs) > len(ours) and theirs[len(ours) - 1].hash == ours[-1].hash:
        return Relation.AHEAD, theirs[len(ours) :]
    if theirs and len(theirs) < len(ours) and ours[len(theirs) - 1].hash == theirs[-1].hash:
        return Relation.BEHIND, ()
    return (Relation.SAME if same else Relation.DIFFERS), ()


def fetch_round(session: Session, arrival: Arrival, choice: Choice) -> Change:
    """Take in a round as was chosen, put it in use, and tell what was done.

    Raises Refusal where the choice doesn't fit, ours has changed since ``look_at``, or the disk says no.
    """
    id = arrival.file.state.round.id
    if choice is Choice.BESIDE:
        return _take_beside(session, arrival)
    if arrival.relation is Relation.NEW and choice is Choice.TAKE:
        return _take_new(session, arrival)
    if arrival.ours is None and choice is Choice.REPLACE:
        raise Refusal("There is no round called «{round}».", round=id)
    _check_unchanged(session, arrival, id)
    if arrival.relation is Relation.AHEAD and choice is Choice.TAKE:
        _use(session, id)
        name = saying("Taken in from {file}: {count} actions", file=arrival.name, count=len(arrival.new_entries))
        return session.catch_up(arrival.new_entries, Change("fetch_round", name, ()))
    if arrival.ours is not None and choice is Choice.REPLACE:
        _use(session, id)
        theirs = _with_our_notes(arrival.file, arrival.ours).state
        name = saying("Made as it is in {file}", file=arrival.name)
        return session.keep(Change("replace_round", name, edits_between(arrival.ours, theirs)))
    raise Refusal("There is already a round called «{round}».", round=id)


def _check_unchanged(session: Session, arrival: Arrival, id: str) -> None:
    if id not in {one.id for one in session.rounds()} or session.stored(id)[0] != arrival.ours:
        raise Refusal("The round has changed since the file was looked at. Look at it once more.")


def _use(session: Session, id: str) -> None:
    if session.state is None or session.state.round.id != id:
        session.use(id)


def _take_new(session: Session, arrival: Arrival) -> Change:
    file = arrival.file
    change = Change("fetch_round", saying("Taken in from {file}", file=arrival.name), ())
    return session.take_round(file.state, file.entries or (_first(arrival, file.state),), change)


def _take_beside(session: Session, arrival: Arrival) -> Change:
    """Take the round in under a free id. Its journal begins anew: every hash in it is of the other id."""
    terms = arrival.file.state.round
    state = replace(arrival.file.state, round=replace(terms, id=free_id(session, terms.id)))
    change = Change("fetch_round", saying("Taken in from {file}", file=arrival.name), ())
    return session.take_round(state, (_first(arrival, state),), change)


def _first(arrival: Arrival, state: RoundState) -> Entry:
    """Make the first entry of a journal that begins with everything there is."""
    change = Change("fetch_round", saying("Taken in from {file}", file=arrival.name), edits_to_make(state))
    return following(
        None, state.round.id, change, (None, budget(state).remaining), _now(), state=digest.of_state(state)
    )


def _with_our_notes(file: RoundFile, ours: RoundState) -> RoundFile:
    """Give the file's round with the private notes that are here, where it has none along."""
    if file.notes:
        return file
    standings = dict(file.state.standings)
    for ref, standing in ours.standings.items():
        if standing.private_note and ref in file.state.proposals:
            standings[ref] = replace(standings.get(ref, Standing()), private_note=standing.private_note)
    return replace(file, state=replace(file.state, standings=standings))


def _now() -> datetime:
    return datetime.now().astimezone()
