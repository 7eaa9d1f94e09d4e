"""The table of moves, from the command line: one card a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.ui.rounds.demo import make_demo
from tests.cli.conftest import Run
from tests.domain.move_cases import CASES, START, MoveCase

SINGLE = tuple(case for case in CASES if len(case.refs) == 1)


@pytest.mark.parametrize("case", SINGLE, ids=[case.name for case in SINGLE])
def test_the_command_line_moves(case: MoveCase, run: Run, data_dir: Path) -> None:
    with Session.open(data_dir) as session:
        make_demo(session)
        for lane, refs in START.items():
            actions.move(session, refs, lane)
    place = () if case.position is None else ("--position", case.position)
    said = run("move", case.refs[0], case.lane.value, *place)
    assert (said.code, bool(said.err)) == ((1, True) if case.after is None else (0, False))
    found: dict[Lane, list[tuple[int, str]]] = {lane: [] for lane in Lane}
    for row in run("proposals", "--json").data:
        found[Lane(row["lane"])].append((row["position"], row["ref"]))
    assert {lane: tuple(ref for _, ref in sorted(rows)) for lane, rows in found.items()} == case.board()
