"""Round files to test with: a round with a long history, and files taken apart and put together again."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from datetime import UTC, datetime
from typing import Any

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.answers import Reply
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import Severity, checks_of
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.proposal import Answer, Criterion, Source
from kompetanse_desktop.store.encoding import canonical
from kompetanse_desktop.store.round_file import RoundFile
from tests.actions.conftest import arriving
from tests.domain.values import YEAR, a_proposal, a_round

MADE_AT = datetime(2021, 3, 20, 12, 30, 5, tzinfo=UTC)
SECRET = "løyndom"
"""What every private note here has in it, and nothing else."""


def busy(session: Session, steps: int = 60, *, notes: bool = True) -> None:
    """Make a round of six proposals and do many things of every kind in it, some undone and some done again."""
    chance = random.Random(steps)
    actions.new_round(session, a_round())
    source = Source("liste.xlsx", "Ark1", 4, "ab" * 32, "2021-03-01T10:00:00+01:00")
    actions.take_in(session, arriving(*(a_proposal(f"21-0{n}", n * 100_000, source=source) for n in range(1, 7))))
    deeds = [
        lambda ref, n: actions.move(session, ref, chance.choice(list(Lane))),
        lambda ref, n: actions.move(session, ref, chance.choice(list(Lane)), 1),
        lambda ref, n: actions.set_amount(session, ref, n * 1000, reason=f"grunn {n}"),
        lambda ref, n: actions.set_cell(session, ref, Payee.COORDINATION, YEAR + 1, n * 100),
        lambda ref, n: actions.set_conditions(session, ref, f"vilkår {n}"),
        lambda ref, n: actions.assess(session, ref, Criterion.ANCHORED, Answer.PARTLY, f"merknad {n}"),
        lambda ref, n: actions.withdraw(session, ref, n % 2 == 0),
        lambda ref, n: actions.edit_round(session, frame=5_000_000 + n),
        lambda ref, n: _answer(session, ref if n % 2 else None, n),
        lambda ref, n: actions.return_to(session, max(2, session.length - chance.randrange(1, 6)), without_backup=True),
    ]
    if notes:
        deeds.append(lambda ref, n: actions.set_note(session, ref, f"{SECRET} {n}" if n % 3 else ""))
    for step in range(steps):
        deed = deeds[step % len(deeds)] if step < 2 * len(deeds) else chance.choice(deeds)
        deed(chance.choice(sorted(session.required().proposals)), step + 1)
        if chance.random() < 0.4:
            actions.undo(session)
            if chance.random() < 0.5:
                actions.redo(session)
    if notes:
        actions.set_note(session, "21-01", SECRET)
        actions.set_note(session, "21-02", f"{SECRET} att")
        actions.undo(session)
        actions.redo(session)


def _answer(session: Session, ref: str | None, n: int) -> None:
    checks = [check for check in checks_of(session.required(), ref) if check.severity is not Severity.STOP]
    if checks and n % 3:
        actions.answer_check(session, checks[n % len(checks)], f"svar {n}", list(Reply)[n % 2])
    elif checks:
        actions.take_back_answer(session, checks[0])


def file_of(session: Session, *, journal: bool = True, notes: bool = True) -> RoundFile:
    """Give the round in use as a file, before anything is left out of it."""
    state, entries = session.stored(session.required().round.id)
    return RoundFile(state, tuple(entries) if journal else (), notes, MADE_AT)


def data_of(content: bytes) -> dict[str, Any]:
    """Take a file apart."""
    found: dict[str, Any] = json.loads(gzip.decompress(content))
    return found


def packed(data: Any, *, with_digest: bool = True) -> bytes:
    """Put a file together, with the digest that belongs to it unless the one that is there shall stay."""
    if with_digest:
        rest = {name: value for name, value in data.items() if name != "digest"}
        data = {**rest, "digest": hashlib.sha256(canonical(rest).encode()).hexdigest()}
    return gzip.compress(json.dumps(data).encode(), compresslevel=1, mtime=0)
