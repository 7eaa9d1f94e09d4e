"""A library that an earlier version of the program made: copied, brought up to date, and all of it still holds."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from kompetanse_desktop.actions import Session, answer_check, undo
from kompetanse_desktop.actions.handling import set_reason
from kompetanse_desktop.domain.answers import Answered, Reply
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import checks_of
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Criterion, Source, Standing
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import saying
from kompetanse_desktop.store import backups, digest, encoding, journal, round_file, strict
from kompetanse_desktop.store.backup import check_file
from kompetanse_desktop.store.shape import APPLICATION_ID, VERSION
from tests.domain.values import YEAR, a_proposal, a_round

DUMP = Path(__file__).with_name("version_3.sql")
"""What version 3 of the library had after a round, two proposals, a move, a reason and its undo."""
FIRST = a_proposal(
    "21-01",
    978_000,
    source=Source("liste.xlsx", "Ark1", 4, "ab" * 32, "2021-04-16T08:00:00+02:00"),
    other=(("Telefon", "55 00 00 00"),),
)


@pytest.fixture
def old(file: Path) -> Path:
    """Give a library as version 3 of the program left it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as db:
        db.executescript(DUMP.read_text())
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 3")
    return file


def version(file: Path) -> int:
    with closing(sqlite3.connect(file)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def test_it_is_copied_first_and_then_brought_up_to_date(old: Path, data_dir: Path) -> None:
    with Session.open(data_dir) as session:
        state, entries = session.stored("vestland")
        assert state.proposals == {"21-01": FIRST, "21-02": a_proposal("21-02", 5)}
        assert state.board[Lane.PRIORITISED] == ("21-01",)
        assert session.entry(session.length).state == digest.of_state(state), "the digest it had still holds"
        assert journal.verify_chain(entries) is None
        set_reason(session, "21-01", "Still works")
    assert version(old) == VERSION
    (copy,) = backups.kept(old)
    assert (copy.why, version(copy.file)) == (backups.Why.MIGRATION, 3)
    check_file(old)
    check_file(copy.file)


def test_its_round_and_history_go_in_a_file_and_come_out_the_same(old: Path, data_dir: Path) -> None:
    with Session.open(data_dir) as session:
        state, entries = session.stored("vestland")
    made_at = datetime.fromisoformat("2021-04-20T10:00:00+02:00")
    given = round_file.RoundFile(state, tuple(entries), True, made_at)
    assert round_file.unpack(round_file.pack(given)) == given


@pytest.mark.parametrize(
    "proposal",
    [
        replace(FIRST, earlier_requested=Amounts({(Payee.OWNER, YEAR): 900_000})),
        replace(FIRST, earlier_requested=Amounts()),
        replace(FIRST, gone_from="liste 2.xlsx"),
    ],
)
def test_what_a_newer_list_changed_comes_back(proposal: object) -> None:
    plain = encoding.to_plain(proposal)  # type: ignore[arg-type]
    assert strict.value(type(proposal), plain, "proposals[0]") == proposal


@pytest.mark.parametrize(("name", "nothing"), [("earlier_requested", None), ("gone_from", "")])
def test_what_is_not_there_is_left_out_and_not_written_empty(name: str, nothing: object) -> None:
    plain = encoding.to_plain(FIRST)
    assert name not in plain
    with pytest.raises(strict.Refusal, match=f"proposal.{name}"):
        strict.value(type(FIRST), {**plain, name: nothing}, "proposal")


# Before remarks could be answered

FOUR = Path(__file__).with_name("version_4.sql")
"""What version 4 had after a list that changed something, amounts, a criterion, other terms and their undo."""


@pytest.fixture
def four(file: Path) -> Path:
    """Give a library as version 4 of the program left it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as db:
        db.executescript(FOUR.read_text())
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 4")
    return file


def test_nothing_was_answered_then_and_every_digest_still_holds(four: Path, data_dir: Path) -> None:
    with Session.open(data_dir) as session:
        state, entries = session.stored("vestland")
        assert state.round.answers == ()
        assert state.standing("21-01").assessment(Criterion.ANCHORED).note == "manglar leiing"
        assert {standing.answers for standing in state.standings.values()} == {()}
        assert session.entry(session.length).state == digest.of_state(state)
        assert journal.verify_chain(entries) is None
        check = next(check for check in checks_of(state, "21-01") if check.code == "request_changed")
        answer_check(session, check, "Avtalt på telefon")
        redone = session.required()
        assert session.entry(session.length).state == digest.of_state(redone)
        undo(session)
        undo(session)
    assert version(four) == VERSION
    check_file(four)


def test_a_round_file_from_then_is_read_and_written_the_same() -> None:
    content = FOUR.with_suffix(".kompetanse").read_bytes()
    read = round_file.unpack(content)
    assert read.state.round.answers == ()
    again = json.loads(gzip.decompress(round_file.pack(read)))
    assert again == json.loads(gzip.decompress(content))


ANSWERED = Answered("late", saying("Received {received}.", received=date(2021, 4, 16)), Reply.ACCEPTED, "Snø")


@pytest.mark.parametrize("value", [Standing(answers=(ANSWERED,)), a_round(answers=(ANSWERED, ANSWERED))])
def test_answers_come_back_from_a_file(value: Standing | Round) -> None:
    assert strict.value(type(value), encoding.to_plain(value), "here") == value


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"answers": []}, "here.answers"),
        ({"answers": None}, "here.answers"),
        ({"answers": "ja"}, "here.answers"),
        ({"reply": "perhaps"}, "here.answers"),
        ({"note": 5}, "here.answers"),
        ({"colour": "red"}, "here.answers"),
        ({"said": {"message": "{frame}", "params": {}}}, r"here.answers\[0\].said"),
        ({"said": {"message": "", "params": {}}}, r"here.answers\[0\].said"),
    ],
)
def test_answers_that_are_none_are_refused(change: dict[str, object], place: str) -> None:
    plain = encoding.to_plain(Standing(answers=(ANSWERED,)))
    if "answers" in change:
        plain |= change
    else:
        plain["answers"][0] |= change
    with pytest.raises(strict.Refusal, match=place):
        strict.value(Standing, plain, "here")
