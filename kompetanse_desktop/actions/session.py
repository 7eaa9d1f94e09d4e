"""An open library and the round in use: what every action works on, and whom it tells.

The state here is always what is on the disk: a change is shown only after it has been kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from kompetanse_desktop import labels, paths
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.change import Change, Edit, apply
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import digest, journal, opening
from kompetanse_desktop.store.journal import Entry
from kompetanse_desktop.store.library import Library, Stale
from kompetanse_desktop.store.lock import holder_of
from kompetanse_desktop.store.refusals import Damaged, Held

Listener = Callable[[Change], None]

ANEW = frozenset({"use_round", "new_round", "remove_round", "fetch_round", "restore", "reload"})
"""The actions after which everything may be new."""

RELOADED = Change("reload", Saying("The round was changed by another program and has been read anew."), ())
"""Told to listeners when somebody else has written."""


class Session:
    """One open library and the round in use."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._listeners: list[Listener] = []
        self._state: RoundState | None = None
        self._last: Entry | None = None
        self._remaining = 0
        self._today = 0
        self.guard: Callable[[Change], None] = lambda change: None
        """Asked before anything of the round in use is written; raises Refusal to hold it back."""
        self._undo_name: Saying | None = None
        self._redo_name: Saying | None = None
        self._read(library.current())

    @classmethod
    def open(cls, data_dir: Path | None, *, write: bool = True, window: bool = False) -> Session:
        """Open the library of a data folder (None: the user's own), made if it isn't there.

        Who may ``write`` is alone with it until the session is closed; ``window`` tells others that a person
        sits in front of it. Without, everything can be read while somebody else writes, and nothing kept.
        Raises Held, TooNew, Damaged, Missing, and Refusal when the folder or the file can't be used.
        """
        file = paths.library_file(paths.data_dir(data_dir))
        return cls._of(opening.open_to_write(file, window=window) if write else opening.open_to_read(file))

    @classmethod
    def open_copy(cls, file: Path, folder: Path) -> Session:
        """Open a copy of a newer program's library, put in ``folder``, to look at. Raises Refusal."""
        return cls._of(opening.open_copy(file, folder))

    @classmethod
    def _of(cls, library: Library) -> Session:
        try:
            return cls(library)
        except BaseException:
            library.close()
            raise

    def close(self) -> None:
        """Close the library. Nothing is waiting to be written."""
        self._library.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What there is

    @property
    def state(self) -> RoundState | None:
        """The round in use as it is on the disk; None where there is no round."""
        return self._state

    def required(self) -> RoundState:
        """Give the round in use. Raises Refusal where there is none."""
        if self._state is None:
            raise Refusal("There is no round yet. Make one first.")
        return self._state

    @property
    def library(self) -> Library:
        """The open library, for what isn't about a round: settings of the program."""
        return self._library

    @property
    def library_file(self) -> Path:
        """The file everything is kept in."""
        return self._library.file

    @property
    def is_writable(self) -> bool:
        """Tell whether anything can be kept: not in a copy, nor while somebody else writes."""
        return self._library.is_writable

    @property
    def remaining(self) -> int:
        """What is left of the round's money, in kroner; below nothing when too much is recommended."""
        return self._remaining

    @property
    def saved_at(self) -> datetime | None:
        """When the last action of this round was kept; None where there is no round."""
        return None if self._last is None else self._last.at

    @property
    def last(self) -> Change | None:
        """The last change of this round that was kept, an undo or a redo too."""
        return None if self._last is None else self._last.change

    @property
    def last_is_mark(self) -> bool:
        """Tell whether the last entry only marks something done with the round, which undo doesn't take back."""
        return self._last is not None and self._last.action in journal.MARKS

    @property
    def undo_name(self) -> Saying | None:
        """What undo would take back; None where there is nothing."""
        return self._undo_name

    @property
    def redo_name(self) -> Saying | None:
        """What redo would do again; None where there is nothing."""
        return self._redo_name

    @property
    def actions_today(self) -> int:
        """How many entries the journal of this round has from today."""
        return self._today

    def rounds(self) -> list[Round]:
        """Give every round of the library, in the order they were made."""
        return self._library.rounds()

    def journal(self) -> list[Entry]:
        """Give the journal of the round in use, the oldest first.

        Raises Refusal where there is no round, and Damaged where an entry isn't as it was written.
        """
        return self._library.whole_journal(self.required().round.id)

    @property
    def length(self) -> int:
        """How many entries the journal of the round in use has."""
        return 0 if self._last is None else self._last.number

    def entry(self, number: int) -> Entry:
        """Give one entry of the journal of the round in use, from 1. Raises Damaged where it isn't as it was."""
        return self._library.entry(self.required().round.id, number)

    def stored(self, round_id: str) -> tuple[RoundState, list[Entry]]:
        """Read any round of the library with its journal, the oldest entry first. Raises as ``journal``."""
        return self._library.load(round_id), self._library.whole_journal(round_id)

    # Who is told

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``listener`` with each change once it is on the disk; call what this gives to stop.

        A change of an action in ANEW means: read everything anew.
        """
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    # What the actions call

    def keep(self, change: Change) -> Change:
        """Keep a change of the round in use and tell it. One without edits changes nothing and isn't kept.

        Raises Refusal when it couldn't be kept; then nothing is changed, here or on the disk.
        """
        if not change.edits:
            return change
        state = self.required()
        return self._write(change, state, apply(state, change.edits))

    def mark(self, change: Change) -> Change:
        """Keep that something was done with the round as it stands, one of ``journal.MARKS``, and tell it.

        It changes nothing, can't be undone, and stays in the journal. Raises Refusal when it couldn't be kept.
        """
        if change.edits or change.action not in journal.MARKS:
            raise ValueError("a mark has no edits")
        state = self.required()
        return self._write(change, state, state)

    def marks(self, action: str) -> list[Entry]:
        """Give the marks of that action in the round in use, the oldest first. Raises Damaged."""
        return self._library.marks(action, self.required().round.id)

    def state_after(self, number: int) -> RoundState:
        """Give the round in use as it was right after an entry of its journal, from 1.

        Raises Refusal for an entry there isn't, and Damaged where the journal isn't as it was written.
        """
        state = self.required()
        if not 1 <= number <= self.length:
            raise Refusal("There is no action number {number}.", number=str(number))
        back = [e for later in range(self.length, number, -1) for e in self.entry(later).change.reversed().edits]
        then = apply(state, tuple(back))
        kept = self.entry(number).state
        if kept is not None and digest.of_state(then) != kept:
            raise Damaged(self.library_file)
        return then

    def take_back(self, undo: bool) -> Change:
        """Undo (or redo) what is on top. Raises Refusal where there is nothing."""
        state, last = self.required(), self._last
        number = None if last is None else last.undo_top if undo else last.redo_top
        if number is None:
            raise Refusal("There is nothing to undo.") if undo else Refusal("There is nothing to redo.")
        target = self._library.entry(state.round.id, number)
        edits = target.change.reversed().edits
        return self._write(Change(target.action, target.name, edits), state, apply(state, edits), target)

    def start(self, new: Round) -> Change:
        """Keep a new round, make it the one in use and tell it; its id must be free."""
        name = saying("New round: {round}", round=labels.round_name(new))
        change = Change("new_round", name, (Edit("", None, new),))
        state = RoundState(new)
        entry = journal.following(None, new.id, change, (None, new.available), _now(), state=digest.of_state(state))
        return self.take_round(state, (entry,), change)

    def take_round(self, state: RoundState, entries: Sequence[Entry], change: Change) -> Change:
        """Keep a whole round with its journal, make it the one in use, and tell ``change``; its id must be free.

        ``entries`` is never empty, the oldest first, and the last one's digest is that of ``state``.
        """
        self.check_writable()
        try:
            self._library.take_round(state, entries)
        except Stale:
            raise Refusal("There is already a round called «{round}».", round=state.round.id) from None
        self._read(state.round.id, state)
        self._tell(change)
        return change

    def catch_up(self, entries: Sequence[Entry], change: Change) -> Change:
        """Keep entries that another copy of this round has after ours, as they are, and tell ``change``."""
        self.check_writable()
        state = self.required()
        edits = tuple(edit for entry in entries for edit in entry.edits)
        after = apply(state, edits)
        try:
            self._library.append(entries, edits, after)
        except Stale:
            raise self._reloaded(state.round.id) from None
        self._read(state.round.id, after)
        self._tell(change)
        return change

    def remove(self, round_id: str) -> Change:
        """Take a round out of the library for good, and tell it. Another one is then in use, where there is one."""
        self.check_writable()
        rounds = self.rounds()
        gone = next((one for one in rounds if one.id == round_id), None)
        if gone is None:
            raise Refusal("There is no round called «{round}».", round=round_id)
        using = None if self._state is None else self._state.round.id
        left = [one.id for one in rounds if one.id != round_id]
        following = using if using in left else left[-1] if left else None
        self._library.remove_round(round_id, following)
        if following is None:
            self._settle(None, None, 0)
            self._today = 0
        elif following != using:
            self._read(following)
        change = Change("remove_round", saying("Removed: {round}", round=labels.round_name(gone)), ())
        self._tell(change)
        return change

    def restored(self, library: Library) -> Change:
        """Go on with another library in the place of the one that was open, and tell it."""
        self.reopened(library)
        change = Change("restore", Saying("Everything was taken back from a copy."), ())
        self._tell(change)
        return change

    def reopened(self, library: Library) -> None:
        """Go on with a library opened anew after ``close``. Nobody is told: see ``restored``."""
        self._library = library
        self._settle(None, None, 0)
        self._today = 0
        self._read(library.current())

    def use(self, round_id: str) -> Change:
        """Put another round in use and tell it. Raises Refusal where there is none of that id."""
        before = self._state
        state = self._library.load(round_id)
        if self.is_writable:
            self._library.use(round_id)
        self._read(round_id, state)
        name = saying("In use: {round}", round=labels.round_name(state.round))
        old = None if before is None else before.round
        change = Change("use_round", name, () if old == state.round else (Edit("", old, state.round),))
        self._tell(change)
        return change

    def _write(self, change: Change, before: RoundState, after: RoundState, taken_back: Entry | None = None) -> Change:
        self.check_writable()
        self.guard(change)
        remaining = self._remaining_after(change, before, after)
        kept = self._last.state if self._last is not None and self._last.state else digest.of_state(before)
        entry = journal.following(
            self._last,
            before.round.id,
            change,
            (self._remaining, remaining),
            _now(),
            taken_back,
            digest.after(kept, before, change.edits, after),
        )
        try:
            self._library.keep(entry, change.edits, after)
        except Stale:
            raise self._reloaded(before.round.id) from None
        same_day = self._last is not None and self._last.at.date() == entry.at.date()
        self._today = self._today + 1 if same_day else 1
        self._settle(after, entry, remaining)
        told = Change(entry.deed, entry.saying, change.edits)
        self._tell(told)
        return told

    def check_writable(self) -> None:
        """Raise Refusal, Held where somebody else writes, unless something can be kept."""
        if self._library.newer:
            raise Refusal("This is a copy from a newer version of the program: it can be looked at, but not changed.")
        if not self.is_writable:
            raise Held(self.library_file, holder_of(self.library_file))

    def _reloaded(self, round_id: str) -> Refusal:
        self._read(round_id)
        self._tell(RELOADED)
        return Refusal("The round was changed by another program and has been read anew. Try again.")

    def _settle(self, state: RoundState | None, entry: Entry | None, remaining: int) -> None:
        self._state, self._last, self._remaining = state, entry, remaining
        self._undo_name = self._name(entry, None if entry is None else entry.undo_top)
        self._redo_name = self._name(entry, None if entry is None else entry.redo_top)

    def _name(self, entry: Entry | None, number: int | None) -> Saying | None:
        if entry is None or number is None:
            return None
        return entry.name if number == entry.number else self._library.entry(entry.round, number).name

    def _read(self, round_id: str | None, state: RoundState | None = None) -> None:
        if round_id is None:
            return
        state = state or self._library.load(round_id)
        last = self._library.last_entry(round_id)
        self._settle(state, last, budget(state).remaining)
        self._today = 0 if last is None else self._entries_since(last, _now().date())

    def _entries_since(self, last: Entry, day: date) -> int:
        """Count the entries from a day on, looking at few of them: the journal is in order of time."""
        if last.at.date() < day:
            return 0
        earlier = bisect_left(
            range(1, last.number + 1), day, key=lambda number: self._library.entry(last.round, number).at.date()
        )
        return last.number - earlier

    def _remaining_after(self, change: Change, before: RoundState, after: RoundState) -> int:
        """Work out the kroner left from what was touched alone, so that a big round costs no more."""
        if before.round != after.round:
            return budget(after).remaining
        return self._remaining + _given(before, change.refs) - _given(after, change.refs)


def _given(state: RoundState, refs: tuple[str, ...]) -> int:
    return sum(
        state.recommended(ref) or 0
        for ref in refs
        if ref in state.board and state.board.lane_of(ref) is Lane.PRIORITISED
    )


def _now() -> datetime:
    return datetime.now().astimezone()
