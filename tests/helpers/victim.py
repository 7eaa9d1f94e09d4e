"""A program that works until it is killed, and tells each thing once it is done: ``python -m tests.helpers.victim``.

It says "ready", waits for a line, and then one line of JSON for each thing done. What it has said must
be on the disk, whatever happens to it then.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from kompetanse_desktop import actions, durable
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.proposal import Answer, Criterion
from kompetanse_desktop.domain.saying import Refusal
from tests.actions.conftest import arriving
from tests.domain.values import YEAR, a_proposal, a_round

ROOT = Path(__file__).parent.parent.parent
MOST_ROUNDS = 4


def _tell(**told: object) -> None:
    print(json.dumps(told), flush=True)


# What a forum does


class _Forum:
    """Somebody who does one thing after another, at random."""

    def __init__(self, session: Session, chance: random.Random) -> None:
        self.session, self.chance = session, chance
        self.sent = session.library_file.with_name("sent.kompetanse")

    def ref(self) -> str:
        return self.chance.choice(sorted(self.session.required().proposals))

    def begin(self) -> None:
        actions.new_round(self.session, a_round())
        actions.take_in(self.session, arriving(*(a_proposal(f"{n}", n * 10_000) for n in range(1, 21))))

    def move(self) -> None:
        refs = {self.ref() for _ in range(self.chance.choice((1, 1, 1, 3)))}
        actions.move(self.session, sorted(refs), self.chance.choice(list(Lane)), self.chance.choice((None, 1)))

    def amount(self) -> None:
        actions.set_amount(self.session, self.ref(), self.chance.choice((None, self.chance.randrange(900_000))))

    def cell(self) -> None:
        actions.set_cell(self.session, self.ref(), Payee.UNIVERSITY, YEAR + 1, self.chance.randrange(90_000))

    def reason(self) -> None:
        actions.set_reason(self.session, self.ref(), f"grunn {self.chance.random()}")

    def note(self) -> None:
        actions.set_note(self.session, self.ref(), f"notat {self.chance.random()}" * self.chance.choice((1, 200)))

    def assess(self) -> None:
        actions.assess(self.session, self.ref(), self.chance.choice(list(Criterion)), self.chance.choice(list(Answer)))

    def terms(self) -> None:
        actions.edit_round(self.session, frame=5_000_000 + self.chance.randrange(1_000_000))

    def take_in(self) -> None:
        new = (a_proposal(f"{self.chance.getrandbits(40)}", 7_000) for _ in range(3))
        after = len(self.session.required().board[Lane.UNHANDLED])
        actions.take_in(self.session, arriving(*new, after=after))

    def undo(self) -> None:
        actions.undo(self.session)

    def redo(self) -> None:
        actions.redo(self.session)

    def return_to(self) -> None:
        actions.return_to(self.session, max(2, self.session.length - self.chance.randrange(1, 9)))

    def send(self) -> None:
        actions.send_round(self.session, self.sent, journal=True, notes=True)

    def fetch(self) -> None:
        if self.sent.exists() and len(self.session.rounds()) < MOST_ROUNDS:
            actions.fetch_round(self.session, actions.look_at(self.session, self.sent), actions.Choice.BESIDE)

    def use(self) -> None:
        actions.use_round(self.session, self.chance.choice(self.session.rounds()).id)

    def remove(self) -> None:
        rounds = self.session.rounds()
        if len(rounds) > 2:
            actions.remove_round(self.session, self.chance.choice(rounds).id)

    def put_away(self) -> None:
        actions.keep_backup(self.session.library_file, actions.Why.WORK)

    def answer(self) -> None:
        state, last = self.session.required(), self.session._last
        _tell(
            round=state.round.id,
            length=self.session.length,
            hash=None if last is None else last.hash,
            rounds=[one.id for one in self.session.rounds()],
        )


OFTEN, SELDOM = 12, 1


def work(data_dir: Path, chance: random.Random) -> Iterator[None]:
    """Do things of every kind in a library."""
    with Session.open(data_dir, window=True) as session:
        forum = _Forum(session, chance)
        if not session.rounds():
            forum.begin()
        forum.answer()
        deeds: list[Callable[[], None]] = [forum.move, forum.amount, forum.cell, forum.reason, forum.note, forum.assess]
        deeds += [forum.terms, forum.undo, forum.undo, forum.redo]
        seldom = [forum.take_in, forum.return_to, forum.send, forum.fetch, forum.fetch]
        seldom += [forum.use, forum.remove, forum.put_away]
        while True:
            yield
            with suppress(Refusal):  # nothing to undo
                empty = not session.required().proposals
                (forum.take_in if empty else chance.choice(deeds * OFTEN + seldom * SELDOM))()
                forum.answer()


def copy(data_dir: Path, chance: random.Random) -> Iterator[None]:
    """Put copies away, by turns where somebody wants one and in the folder of backups."""
    while True:
        yield
        actions.backup(data_dir, data_dir / "out.db")
        actions.keep_backup(data_dir / "library.db", actions.Why.ASKED)
        _tell()


def restore(data_dir: Path, chance: random.Random) -> Iterator[None]:
    """Do something, then take everything back from a copy."""
    while True:
        yield
        with Session.open(data_dir) as session:
            note = f"notat {chance.random()}"
            actions.set_note(session, "21-01", note)
        _tell(note=note)
        actions.restore(data_dir, data_dir / chance.choice(("a.db", "b.db")))


def recover(data_dir: Path, chance: random.Random) -> Iterator[None]:
    """Put a damaged library together again, over and over."""
    while True:
        yield
        durable.write((data_dir / "damaged.db").read_bytes(), data_dir / "library.db")
        actions.recover(actions.look_for_rescue(data_dir))
        _tell()


MODES: dict[str, Callable[[Path, random.Random], Iterator[None]]] = {
    "work": work,
    "copy": copy,
    "restore": restore,
    "recover": recover,
}


def main(mode: str, data_dir: str, seed: str) -> None:
    """Work until somebody ends it."""
    deeds = MODES[mode](Path(data_dir), random.Random(int(seed)))
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in deeds:
        pass


# The other side


class Victim:
    """The program above as another process: made ready beforehand, so that the killing takes no time."""

    def __init__(self, mode: str, data_dir: Path, seed: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.victim", mode, str(data_dir), str(seed)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def go(self) -> None:
        """Let it begin."""
        assert self.process.stdin is not None
        assert self._line() == "ready\n"
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def wait_for_one(self) -> dict[str, Any]:
        """Wait until it has told of one thing."""
        told: dict[str, Any] = json.loads(self._line())
        return told

    def kill(self) -> list[dict[str, Any]]:
        """End it where it is, and give what it has told that was not read yet."""
        alive = self.process.poll() is None
        rest = self.end()
        assert alive, "it ended by itself"
        return [json.loads(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]

    def end(self) -> str:
        """See that it is gone; give what it has said."""
        assert self.process.stdout is not None
        if self.process.stdout.closed:
            return ""
        self.process.kill()
        return self.process.communicate()[0]


if __name__ == "__main__":
    main(*sys.argv[1:])
