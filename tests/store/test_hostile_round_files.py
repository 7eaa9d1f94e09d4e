"""Round files that somebody made to do harm, or that are odd beyond all reason: no memory, no time, no sign is lost."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kompetanse_desktop import actions
from kompetanse_desktop.actions import Session, move, new_round, take_in
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Source
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import round_file, strict
from kompetanse_desktop.store.encoding import canonical
from kompetanse_desktop.store.round_file import RoundFile, pack, unpack
from kompetanse_desktop.text import say
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round, a_state
from tests.helpers.round_files import MADE_AT, busy, data_of, file_of, packed

MOST = strict.MOST_WHOLE


def small() -> RoundFile:
    """Give a file of two proposals."""
    return RoundFile(a_state({Lane.UNHANDLED: [a_proposal("a", 5), a_proposal("b", 6)]}), (), True, MADE_AT)


@pytest.mark.parametrize("unit", ["{},", "[],", "0,", '"a",', "[[],[]],", "{},\n "])
def test_many_small_values_are_refused_before_they_are_made(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = gzip.compress(("[" + unit * round_file.MOST_VALUES + "0]").encode(), compresslevel=1)
    if len(unit) * round_file.MOST_VALUES > round_file.MOST_BYTES:
        pytest.skip("that is too many bytes already")

    def read(*_: object, **__: object) -> None:
        raise AssertionError("read although it is a bomb")

    monkeypatch.setattr(json, "loads", read)
    with pytest.raises(Refusal, match="too large to be a round"):
        unpack(bomb)


def test_what_is_written_has_no_more_values_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = gzip.decompress(pack(small()))
    count = round_file._values(whole)
    data = json.loads(whole)
    assert count >= sum(1 for _ in values(data)) - 1
    monkeypatch.setattr(round_file, "MOST_VALUES", count)
    assert unpack(pack(small())) == small()
    content = pack(small())
    monkeypatch.setattr(round_file, "MOST_VALUES", count - 1)
    with pytest.raises(Refusal, match="too large for one file"):
        pack(small())
    with pytest.raises(Refusal, match="too large to be a round"):
        unpack(content)


def values(data: object) -> list[object]:
    """Give every value of a document, names of fields left out."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [data, *(one for item in inner for one in values(item))]


# Signs


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x08", "\r", "\x1b[31m", "\x7f", "\x85", "\x9b"])
@pytest.mark.parametrize("field", ["ref", "title", "need"])
def test_control_characters_are_refused(sign: str, field: str) -> None:
    data = data_of(pack(small()))
    data["proposals"][0][field] = f"x{sign}y"
    with pytest.raises(Refusal, match="a text or a number that can't be kept"):
        unpack(packed(data))
    data = data_of(pack(small()))
    data["standings"] = {f"x{sign}y": {}}
    with pytest.raises(Refusal, match="a text or a number that can't be kept"):
        unpack(packed(data))


@pytest.mark.parametrize(
    "text",
    [
        "to\nliner\tmed\ttabulator",
        "\u202e turned \u2066 the other way \u200f",
        "\ufeff",
        "\u0301" * 500,
        "a\u030a og å",
        "\U0001f9d2\u200d\U0001f3eb",
        "</script><img src=x>",
        "{title} {0} %s ${x}",
        "=1+1",
        "\u2028\u2029",
        "\uffff",
        "\ue000",
        " ",
        "x" * 1_000_000,
    ],
)
def test_any_other_text_comes_back_as_it_was(text: str) -> None:
    odd = a_proposal(text, 5, title=text, need=text, other=((text, text),), source=Source(text, text, 1, text, text))
    given = replace(small(), state=a_state({Lane.RESERVE: [odd]}))
    assert unpack(pack(given)) == given


def test_numbers_and_days_far_out_come_back_as_they_were() -> None:
    far = [
        a_proposal("a", staff=MOST, duration_years=-MOST, received=date.min),
        a_proposal("b", requested=Amounts({(Payee.OWNER, MOST): 5, (Payee.OWNER, -MOST): 5}), received=date.max),
        a_proposal("c", source=Source("", "", -MOST, "", "")),
    ]
    given = RoundFile(a_state({Lane.DECLINED: far}, a_round(frame=100_000_000_000)), (), True, MADE_AT)
    assert unpack(pack(given)) == given


def test_a_round_of_thousands() -> None:
    many = [a_proposal(f"21-{n:05}", n) for n in range(5_000)]
    state: RoundState = a_state({Lane.PRIORITISED: many[::2], Lane.RESERVE: many[1::2]})
    given = RoundFile(state, (), True, MADE_AT)
    found = unpack(pack(given))
    assert found == given
    assert list(found.state.proposals) == list(state.proposals), "and in the same order"


def test_a_history_that_takes_too_long_to_do_over_again(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Session.open(data_dir) as session:
        new_round(session, a_round())
        take_in(session, arriving(*(a_proposal(ref, 5) for ref in "abcdef")))
        for lane in (Lane.RESERVE, Lane.DECLINED, Lane.PRIORITISED):
            move(session, "a", lane)
        given = file_of(session)
    content = pack(given)
    monkeypatch.setattr(round_file, "MOST_REDONE", 6 * 5)
    assert unpack(pack(given)) == given
    monkeypatch.setattr(round_file, "MOST_REDONE", 6 * 5 - 1)
    with pytest.raises(Refusal, match="Send it without the history"):
        pack(given)
    assert unpack(content) == given, "the first entry and the list itself cost nothing"
    monkeypatch.setattr(round_file, "MOST_REDONE", 6 * 3 - 1)
    with pytest.raises(Refusal, match="too large to be a round"):
        unpack(content)


# Histories that somebody made up, with every hash made anew


WITHDRAWN = {"message": "«{title}» is withdrawn", "params": {"title": "{x}", "more": {"date": "0001-01-01"}}}
TERMS = {"message": "The round's terms changed", "params": {}}


def chained(data: dict[str, Any]) -> dict[str, Any]:
    """Give a file whose entries each have the hash that belongs to them, and no digests of the round."""
    previous = ""
    for entry in data["journal"]:
        if entry["name"] == {"message": "Taken in", "params": {}}:  # said in tests alone, so in no catalogue
            entry["name"] = TERMS
        entry.update(previous=previous, state=None)
        row = {name: value for name, value in entry.items() if name not in ("hash", "state")}
        row.update(round=data["round"]["id"], name=canonical(row.get("name")), edits=canonical(row.get("edits")))
        entry["hash"] = previous = hashlib.sha256(canonical(row).encode()).hexdigest()
    return data


def made_up(data: dict[str, Any], chance: random.Random) -> None:
    """Change one thing in one entry to something that could stand there."""
    journal = data["journal"]
    at = chance.randrange(len(journal))
    entry, other = journal[at], chance.choice(journal)
    match chance.randrange(8):
        case 0:
            entry["kind"] = chance.choice(["do", "undo", "redo"])
        case 1:
            name = chance.choice(["target", "below", "undo_top", "redo_top", "remaining_before", "remaining_after"])
            entry[name] = chance.choice([None, 0, 1, at, at + 1, len(journal), -1, other[name]])
        case 2:
            entry["name"] = chance.choice([other["name"], {"message": "Taken in from {file}", "params": {}}, WITHDRAWN])
        case 3:
            entry["action"] = chance.choice(["", "undo", "what is this", "x" * 1000, "new_round", "return"])
        case 4:
            entry["at"] = chance.choice(["9998-12-31T23:59:59.999+14:00", "1970-01-01T00:00:00.000+00:00"])
        case 5:
            journal.insert(at, json.loads(json.dumps(other)))
        case 6:
            del journal[at]
        case _:
            entry["edits"] = entry["edits"] + other["edits"]
    if chance.random() < 0.7:
        for number, one in enumerate(journal, start=1):
            one["number"] = number


def goes_on(file: RoundFile, folder: Path) -> None:
    """Take a round in, and see that it can be undone, redone, taken back and worked on as any other."""
    (folder / "r.kompetanse").write_bytes(pack(file))
    with Session.open(folder) as session:
        actions.fetch_round(session, actions.look_at(session, folder / "r.kompetanse"), actions.Choice.TAKE)
        undone = 0
        while session.undo_name is not None:
            say(actions.undo(session).name)
            undone += 1
        for _ in range(undone):
            say(actions.redo(session).name)
        assert session.required() == file.state
        actions.return_to(session, 1 + session.length // 2, without_backup=True)
        actions.set_reason(session, "21-01", "Etterpå")
        for entry in session.journal():
            say(entry.saying)
        actions.send_round(session, folder / "r.kompetanse", journal=True)
        assert actions.look_at(session, folder / "r.kompetanse").relation is actions.Relation.SAME
    actions.examine(folder / "library.db")


def try_made_up_histories(tmp_path: Path, seed: int, times: int, each: int) -> int:
    chance = random.Random(seed)
    with Session.open(tmp_path / "busy") as session:
        busy(session, 11)
        whole = json.dumps(chained(data_of(pack(file_of(session)))))
    given = unpack(packed(json.loads(whole)))
    goes_on(given, tmp_path)
    read = 0
    for turn in range(times):
        data = json.loads(whole)
        made_up(data, chance)
        try:
            found = unpack(packed(chained(data)))
        except Refusal:
            continue
        assert found.state == given.state
        read += 1
        if read % each == 0:
            (tmp_path / str(turn)).mkdir()
            goes_on(found, tmp_path / str(turn))
    return read


def test_what_an_edit_says_was_there_before_was_there(data_dir: Path) -> None:
    with Session.open(data_dir) as session:
        new_round(session, a_round())
        take_in(session, arriving(a_proposal("a", 5)))
        actions.set_reason(session, "a", "Ein")
        actions.set_reason(session, "a", "To")
        actions.edit_round(session, present="Alle")
        data = chained(data_of(pack(file_of(session))))
    assert unpack(packed(data)).entries
    rest, (to,), (round,) = data["journal"][:3], data["journal"][3]["edits"], data["journal"][4]["edits"]
    for at, edits in {
        3: [{**to, "before": {**to["before"], "reason": "Null"}}, {**to, "before": {**to["before"], "reason": "Null"}}],
        4: [{**round, "before": None}],
        2: [*rest[2]["edits"], *rest[2]["edits"]],
    }.items():
        spoilt = json.loads(json.dumps(data))
        spoilt["journal"][at]["edits"] = edits
        with pytest.raises(Refusal, match=rf"At journal\[{at}\]"):
            unpack(packed(chained(spoilt)))


def test_500_made_up_histories(tmp_path: Path) -> None:
    assert 20 < try_made_up_histories(tmp_path, 31, 500, 40) < 300


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_many_made_up_histories(tmp_path: Path, seed: int) -> None:
    try_made_up_histories(tmp_path, seed, 2_000, 4)
