"""What is written can be read back, exactly, and what is damaged is told."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit, Value
from kompetanse_desktop.domain.proposal import Proposal, Source, Standing
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import encoding
from tests.domain.test_change import changes
from tests.domain.values import a_proposal, a_round, amounts, answers, proposals, standings, states, texts

rounds = st.builds(
    Round,
    texts,
    st.sampled_from(Scheme),
    texts,
    st.integers(2017, 2099),
    st.integers(0, 10**11),
    st.dates(),
    places=st.none() | st.integers(1, 9),
    example=st.booleans(),
    present=texts,
    answers=answers,
)
values = st.one_of(rounds, proposals("21-01"), standings, st.builds(Place, st.sampled_from(Lane), st.integers(1, 99)))


@pytest.mark.parametrize("kind", [Round, Proposal, Standing, Place])
def test_every_field_is_kept(kind: type[Value]) -> None:
    assert list(encoding.FIELDS[kind]) == [f.name for f in fields(kind)]


@given(values)
def test_a_value_comes_back_from_json(value: Value) -> None:
    text = encoding.canonical(encoding.to_plain(value))
    assert encoding.from_plain(type(value), json.loads(text)) == value


@given(st.one_of(rounds, proposals("21-01"), standings))
def test_a_value_comes_back_from_a_row(value: Value) -> None:
    row = encoding.to_row(value)
    assert all(type(cell) in (str, int, type(None)) for cell in row.values())
    assert encoding.from_row(type(value), {**row, "another": 1}) == value


@given(states().flatmap(lambda s: st.tuples(st.just(s), changes(s))))
def test_edits_come_back(given: tuple[RoundState, Change]) -> None:
    _, change = given
    text = encoding.canonical(encoding.edits_to_plain(change.edits))
    assert encoding.edits_from_plain(json.loads(text)) == change.edits


params = st.recursive(
    st.one_of(texts, st.integers(-(10**12), 10**12), st.dates(), st.datetimes()),
    lambda inner: st.builds(Saying, texts, st.dictionaries(texts, inner, max_size=3)),
    max_leaves=5,
)


@given(st.builds(Saying, texts, st.dictionaries(texts, params, max_size=4)))
def test_a_saying_comes_back(given: Saying) -> None:
    text = encoding.canonical(encoding.saying_to_plain(given))
    assert encoding.saying_from_plain(json.loads(text)) == given


def test_a_date_and_a_time_are_told_apart() -> None:
    given = saying("{a} {b}", a=date(2021, 4, 15), b=datetime(2021, 4, 15, 10, 30))
    again = encoding.saying_from_plain(encoding.saying_to_plain(given))
    assert (type(again.params["a"]), type(again.params["b"])) == (date, datetime)


@given(amounts)
def test_the_same_amounts_are_always_the_same_text(given: object) -> None:
    one = encoding.canonical(encoding.to_plain(Standing(recommended=given)))  # type: ignore[arg-type]
    again = encoding.from_plain(Standing, json.loads(one))
    assert encoding.canonical(encoding.to_plain(again)) == one


@pytest.mark.parametrize(
    ("kind", "field", "damage"),
    [
        (Round, "frame", "5300000"),
        (Round, "frame", 5_300_000.0),
        (Round, "scheme", "lotto"),
        (Round, "deadline", "2021-13-01"),
        (Round, "example", 2),
        (Round, "county", None),
        (Proposal, "title", 5),
        (Proposal, "requested", [["owner", 2021, "5"]]),
        (Proposal, "requested", [["nobody", 2021, 5]]),
        (Proposal, "target_groups", ["aliens"]),
        (Proposal, "unheard_of", 1),
        (Proposal, "source", {"file": "x"}),
    ],
)
def test_damage_is_told(kind: type[Round] | type[Proposal], field: str, damage: object) -> None:
    sound = a_round() if kind is Round else a_proposal("1", 5, source=Source("a", "b", 1, "c", "d"))
    plain = {**encoding.to_plain(sound), field: damage}
    with pytest.raises((ValueError, TypeError, KeyError)):
        encoding.from_plain(kind, plain)


def test_an_edit_from_nothing() -> None:
    edit = Edit("1", None, a_proposal("1"))
    assert encoding.edits_from_plain(encoding.edits_to_plain((edit,))) == (edit,)


def test_numbers_that_are_not_are_not_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        encoding.canonical({"nok": float("nan")})
