"""The laptop dies: what was answered for is there afterwards, whole, and nothing is there by half."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kompetanse_desktop import actions
from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import backups, digest
from kompetanse_desktop.store.backup import check_file
from kompetanse_desktop.store.lock import holder_of
from kompetanse_desktop.store.recovery import replayed
from tests.helpers.deeds import figures, make_two_rounds
from tests.helpers.victim import Victim

ANEW = 25
"""After so many kills a new library is begun, lest the reading of its history takes all the time."""
MOST_SECONDS = 0.2


@dataclass
class Answered:
    """What the program has said that it did: each round's length and last hash, and which rounds there are."""

    rounds: dict[str, tuple[int, str]] = field(default_factory=dict)

    def hear(self, told: dict[str, Any]) -> None:
        self.rounds = {id: self.rounds[id] for id in told["rounds"] if id != told["round"]}
        self.rounds[told["round"]] = (told["length"], told["hash"])

    def compare(self, session: Session) -> int:
        """See that all of it is there; give how much more there is, and take that as answered too."""
        there = {one.id: session.stored(one.id) for one in session.rounds()}
        more = len(there.keys() ^ self.rounds.keys())
        for id, (length, last) in self.rounds.items():
            if id in there:
                entries = there[id][1]
                assert entries[length - 1].hash == last, "an answered action is gone"
                more += len(entries) - length
        for state, entries in there.values():
            assert replayed(tuple(entries)) == state, "what was done doesn't give what there is"
            assert entries[-1].state == digest.of_state(state)
            assert entries[-1].remaining_after == budget(state).remaining
        self.rounds = {id: (len(entries), entries[-1].hash) for id, (_, entries) in there.items()}
        return more


@contextmanager
def victims(mode: str, data_dir: Path, kills: int) -> Iterator[Iterator[tuple[int, Victim]]]:
    """Give one victim after the other, the next one being made ready meanwhile; none is left over."""
    made: list[Victim] = []

    def next_one() -> Iterator[tuple[int, Victim]]:
        made.append(Victim(mode, data_dir, 0))
        for number in range(kills):
            made.append(Victim(mode, data_dir, number + 1))
            yield number, made[number]

    try:
        yield next_one()
    finally:
        for victim in made:
            victim.end()


def is_clean(data_dir: Path) -> bool:
    """Tell whether nothing is left of files that were only half made."""
    return not [one for one in data_dir.iterdir() if one.name.startswith(".")]


def how_often(ordinary: int, long: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kills", [ordinary, pytest.param(long, marks=pytest.mark.long)])


@pytest.mark.slow
@how_often(20, 200)
def test_no_answered_action_is_lost_when_the_program_is_killed(data_dir: Path, kills: int) -> None:
    chance = random.Random(5)
    file, answered, done = data_dir / "library.db", Answered(), 0
    with victims("work", data_dir, kills) as ready:
        for number, victim in ready:
            if number % ANEW == 0:
                answered = Answered()
                for old in [file, *(one.file for one in backups.kept(file))]:
                    old.unlink(missing_ok=True)
            victim.go()
            heard = [] if number % 5 == 4 else [victim.wait_for_one()]  # now and then while it starts
            time.sleep(chance.random() * MOST_SECONDS)
            heard += victim.kill()
            for told in heard:
                answered.hear(told)
            done += len(heard)

            left = holder_of(file) is not None
            with Session.open(data_dir, window=True) as session:  # the lock it had is free
                assert answered.compare(session) <= 1, "more than the one that was under way"
                assert left or not heard, "it held the library until it was killed"
            assert is_clean(data_dir)
            actions.examine(file)
            check_file(actions.keep_backup(file, actions.Why.WORK).file)
    for one in backups.kept(file):
        check_file(one.file)
    assert done > kills


@pytest.mark.slow
@how_often(7, 70)
def test_killed_while_copies_are_made(data_dir: Path, kills: int) -> None:
    chance = random.Random(6)
    file = make_two_rounds(data_dir)
    content, out = file.read_bytes(), data_dir / "out.db"
    with victims("copy", data_dir, kills) as ready:
        for _, victim in ready:
            victim.go()
            victim.wait_for_one()
            time.sleep(chance.random() * MOST_SECONDS)
            victim.kill()
            assert file.read_bytes() == content
            check_file(out)
            kept = backups.kept(file)
            for one in kept:
                check_file(one.file)
                one.file.unlink()
            assert kept


@pytest.mark.slow
@how_often(7, 70)
def test_killed_while_everything_is_taken_back(data_dir: Path, kills: int) -> None:
    chance = random.Random(7)
    file = make_two_rounds(data_dir)
    for name in ("a.db", "b.db"):
        with Session.open(data_dir) as session:
            actions.set_reason(session, "21-02", name)
        actions.backup(data_dir, data_dir / name)
    with victims("restore", data_dir, kills) as ready:
        for _, victim in ready:
            victim.go()
            heard = [victim.wait_for_one()]
            time.sleep(chance.random() * MOST_SECONDS)
            heard += victim.kill()
            actions.examine(file)
            note = heard[-1]["note"].encode()
            newest = [one.file for one in backups.kept(file)][:1]
            assert any(note in one.read_bytes() for one in (file, *newest)), "what was there before is kept"
            with Session.open(data_dir, window=True) as session:
                assert session.required().standing("21-02").reason in ("a.db", "b.db")
            assert is_clean(data_dir)


@pytest.mark.slow
@how_often(7, 70)
def test_killed_while_a_damaged_library_is_put_together(data_dir: Path, kills: int) -> None:
    chance = random.Random(8)
    file = make_two_rounds(data_dir)
    actions.keep_backup(file, actions.Why.WORK)
    sound = figures(data_dir)
    spoilt = bytearray(file.read_bytes())
    spoilt[spoilt.find(b"hugs dette")] ^= 1
    damaged = data_dir / "damaged.db"
    damaged.write_bytes(spoilt)
    file.write_bytes(spoilt)
    with pytest.raises(Refusal):
        actions.examine(file)
    with victims("recover", data_dir, kills) as ready:
        for _, victim in ready:
            victim.go()
            heard = [victim.wait_for_one()]
            time.sleep(chance.random() * MOST_SECONDS)
            heard += victim.kill()
            assert len(backups.aside(file)) >= len(heard), "no damaged library is ever deleted"
            for one in backups.aside(file):
                assert one.file.read_bytes() == spoilt
                one.file.unlink()
            if file.read_bytes() == spoilt:
                actions.recover(actions.look_for_rescue(data_dir))
            actions.examine(file)
            found = figures(data_dir)
            assert found["stored"][0] == sound["stored"][0]
            assert {one.id for one in found["rounds"]} == {one.id for one in sound["rounds"]}
            with Session.open(data_dir, window=True):
                assert is_clean(data_dir)
