"""The laptop dies: what was answered for is there afterwards, whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.store.journal import verify_chain

WRITER = """
import sys
from pathlib import Path
from datetime import date
from kompetanse_desktop.actions import Session, move, new_round, take_in, undo
from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.saying import Saying
from tests.domain.values import a_proposal, a_round

session = Session.open(Path(sys.argv[1]))
if session.state is None:
    new_round(session, a_round())
    take_in(session, Change("import", Saying("In"), tuple(
        edit for n in range(1, 21)
        for edit in (Edit(str(n), None, a_proposal(str(n), n)), Edit(str(n), None, Place(Lane.UNHANDLED, n)))
    )))
number = 0
while True:
    number += 1
    lane = list(Lane)[number % 4]
    if number % 7 == 0:
        undo(session)
    else:
        move(session, str(number % 20 + 1), lane, 1)
    where = session.required().board
    print(len(session.journal()), *(",".join(where[lane]) for lane in Lane), sep=";", flush=True)
"""


@pytest.mark.slow
def test_no_answered_action_is_lost_when_the_program_is_killed(data_dir: Path) -> None:
    chance = random.Random(5)
    for _ in range(6):
        with (data_dir / "answers").open("w+") as answers:
            writer = subprocess.Popen([sys.executable, "-c", WRITER, str(data_dir)], stdout=answers)
            deadline = time.monotonic() + 30
            while not (data_dir / "answers").stat().st_size and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(chance.random() / 5)
            writer.kill()
            assert writer.wait() != 0
            answers.seek(0)
            lines = [line for line in answers.read().splitlines(keepends=True) if line.endswith("\n")]
        number, *lanes = lines[-1].strip("\n").split(";")
        with Session.open(data_dir) as session:
            entries, board = session.journal(), session.required().board
            assert verify_chain(entries) is None
            assert len(entries) in (int(number), int(number) + 1), "one more may have been kept than answered"
            if len(entries) == int(number):
                assert [",".join(board[lane]) for lane in Lane] == lanes
