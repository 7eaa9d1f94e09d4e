"""Round files that somebody made to do harm, or that are odd beyond all reason: no memory, no time, no sign is lost."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kompetanse_desktop.actions import Session, move, new_round, take_in
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Source
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import round_file, strict
from kompetanse_desktop.store.round_file import RoundFile, pack, unpack
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round, a_state
from tests.helpers.round_files import MADE_AT, data_of, file_of, packed

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
