"""One deed of each kind that a person can do to a library, and all that is shown of it: for the tests of faults."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.checks import Check, Severity, all_checks
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.proposal import Answer, Criterion
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import data_out
from tests.actions.conftest import arriving
from tests.domain.values import YEAR, a_proposal, a_round
from tests.helpers.round_files import busy

_number = itertools.count(1)
"""Makes each deed another one, so that it always changes something."""


def make_two_rounds(data_dir: Path, steps: int = 30) -> Path:
    """Make a library with two rounds, notes, room that has become free, and something undone; give its file.

    Beside it lies ``rogaland.kompetanse``, the round that isn't in use, as somebody might send it.
    """
    with Session.open(data_dir) as session:
        actions.new_round(session, a_round(id="rogaland", county="Rogaland"))
        actions.take_in(session, arriving(a_proposal("r-1", 700_000), a_proposal("r-2", 90_000)))
        actions.set_note(session, "r-1", "hugs dette")
        actions.move(session, "r-2", Lane.PRIORITISED)
        actions.send_round(session, data_dir / "rogaland.kompetanse", journal=True, notes=True)
        busy(session, steps)
        actions.new_round(session, a_round(id="for-stor"))
        many = (a_proposal(f"x-{n:03}", n, need="Mykje tekst. " * 40) for n in range(60))
        actions.take_in(session, arriving(*many), without_backup=True)
        actions.remove_round(session, "for-stor")
        actions.use_round(session, "vestland")
        for ref in ("21-03", "21-04", "21-05"):
            actions.set_amount(session, ref, 1000 + next(_number))
        actions.undo(session)
        actions.undo(session)
        return session.library_file


# What is shown


def shown(session: Session) -> dict[str, Any]:
    """Give everything of a library that a person can get to see."""
    state = session.required()
    rounds = session.rounds()
    return {
        "state": state,
        "order": tuple(state.proposals),
        "budget": data_out.budget_json(budget(state)),
        "proposals": [data_out.proposal_json(state, ref) for lane in Lane for ref in state.board[lane]],
        "remaining": session.remaining,
        "rounds": rounds,
        "last": session.last,
        "saved_at": session.saved_at,
        "undo": session.undo_name,
        "redo": session.redo_name,
        "today": session.actions_today,
        "length": session.length,
        "journal": session.journal(),
        "stored": [session.stored(one.id) for one in rounds],
    }


def figures(data_dir: Path) -> dict[str, Any]:
    """Give what a reader that starts now is shown. Raises Refusal."""
    with Session.open(data_dir, write=False) as session:
        return shown(session)


def plain_sentence(refusal: Refusal) -> str:
    """Say a refusal, and see that it is one plain sentence and no program's own words."""
    said = text.say(refusal.saying)
    assert re.fullmatch(r"[^\n]+[.]", said), said
    assert not re.search(r"sqlite|errno|exception|traceback|error|None", said, re.IGNORECASE), said
    return said


# What can be done


def _other_lane(session: Session, ref: str) -> Lane:
    lanes = list(Lane)
    return lanes[(lanes.index(session.required().board.lane_of(ref)) + 1) % len(lanes)]


def _fetch(session: Session, choice: actions.Choice) -> None:
    arrival = actions.look_at(session, session.library_file.with_name("rogaland.kompetanse"))
    actions.fetch_round(session, arrival, choice)


def _open_remark(session: Session) -> Check:
    return next(one for one in all_checks(session.required()) if one.is_open and one.severity is not Severity.STOP)


def _import(session: Session, **how: bool) -> None:
    new = len(session.required().board[Lane.UNHANDLED])
    actions.take_in(session, arriving(a_proposal(f"ny-{next(_number)}", 5), after=new), **how)


Deed = Callable[[Session], object]
DEEDS: dict[str, Deed] = {
    "move": lambda s: actions.move(s, "21-01", _other_lane(s, "21-01")),
    "move several": lambda s: actions.move(s, ["21-02", "21-04"], _other_lane(s, "21-02"), 1, f"grunn {next(_number)}"),
    "amount": lambda s: actions.set_amount(s, "21-02", 50_000 + next(_number)),
    "cell": lambda s: actions.set_cell(s, "21-03", Payee.UNIVERSITY, YEAR + 1, 70_000 + next(_number)),
    "reason": lambda s: actions.set_reason(s, "21-04", f"grunn {next(_number)}"),
    "conditions": lambda s: actions.set_conditions(s, "21-04", f"vilkår {next(_number)}"),
    "note": lambda s: actions.set_note(s, "21-05", f"notat {next(_number)}"),
    "assess": lambda s: actions.assess(s, "21-05", Criterion.COLLECTIVE, Answer.MET, f"merknad {next(_number)}"),
    "withdraw": lambda s: actions.withdraw(s, "21-06", not s.required().standing("21-06").withdrawn),
    "edit round": lambda s: actions.edit_round(s, frame=6_000_000 + next(_number)),
    "import": lambda s: _import(s, without_backup=True),
    "answer": lambda s: actions.answer_check(s, _open_remark(s), f"svar {next(_number)}"),
    "finish": actions.finish,
    "undo": actions.undo,
    "redo": actions.redo,
    "return": lambda s: actions.return_to(s, 2, without_backup=True),
    "new round": lambda s: actions.new_round(s, a_round(id=f"ny-{next(_number)}")),
    "use round": lambda s: actions.use_round(s, "rogaland"),
    "remove round": lambda s: actions.remove_round(s, "rogaland"),
    "fetch beside": lambda s: _fetch(s, actions.Choice.BESIDE),
}
"""Deeds that can be done in the library of ``make_two_rounds``, each by itself, and that change what is shown."""

WITH_A_BACKUP_FIRST: dict[str, Deed] = {
    "import": lambda s: _import(s),
    "return": lambda s: actions.return_to(s, 2),
}
"""The deeds that are not done unless a copy could be put away first."""
