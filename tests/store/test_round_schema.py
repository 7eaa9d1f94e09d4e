"""The schema for others who read or write round files: what is written fits it, and it lets nothing else through."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.board import Place
from kompetanse_desktop.domain.proposal import Proposal, Source, Standing
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import encoding, round_file
from kompetanse_desktop.store.journal import Entry
from kompetanse_desktop.store.round_file import RoundFile, pack, unpack, without_notes
from tests.domain.values import states
from tests.helpers.round_files import MADE_AT, busy, data_of, file_of, packed

ROOT = Path(__file__).parent.parent.parent
SCHEMA: dict[str, Any] = json.loads((ROOT / "resources" / "schema" / "round.schema.json").read_text("utf-8"))
FITS = Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> RoundFile:
    """Give a round with a long history of every kind of action."""
    with Session.open(tmp_path_factory.mktemp("busy")) as session:
        busy(session)
        return file_of(session)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_round_with_a_long_history_fits(file: RoundFile) -> None:
    for one in (file, replace(file, entries=()), without_notes(file)):
        FITS.validate(data_of(pack(one)))


@settings(max_examples=40)
@given(states())
def test_any_round_fits(state: RoundState) -> None:
    FITS.validate(data_of(pack(RoundFile(state, (), True, MADE_AT))))


@pytest.mark.parametrize("kind", [Round, Proposal, Standing, Place])
def test_it_has_every_field(kind: type) -> None:
    told = SCHEMA["$defs"][kind.__name__.lower()]
    later = encoding.LATER.get(kind, {})
    assert list(told["properties"]) == list(encoding.FIELDS[kind])
    assert told["required"] == [name for name in encoding.FIELDS[kind] if name not in later]


def test_it_has_every_part() -> None:
    entry = {field.name for field in fields(Entry)} - {"round", "edits_text"} | {"edits"}
    assert set(SCHEMA["properties"]) == set(SCHEMA["required"]) == {*round_file.NAMES, "digest"}
    assert set(SCHEMA["$defs"]["entry"]["required"]) == entry
    assert set(SCHEMA["$defs"]["source"]["required"]) == {field.name for field in fields(Source)}
    assert [one["properties"]["kind"]["const"] for one in SCHEMA["$defs"]["edit"]["oneOf"]] == list(encoding.KINDS)


def tables(data: Any) -> Iterator[dict[str, Any]]:
    """Give every table in a document but those of a message's parameters, which have any names."""
    if isinstance(data, dict):
        yield data
        data = [inner for name, inner in data.items() if name != "params"]
    if isinstance(data, list):
        for inner in data:
            yield from tables(inner)


def test_a_name_it_does_not_know_or_one_that_is_missing_does_not_fit(file: RoundFile) -> None:
    data = data_of(pack(replace(file, entries=(*file.entries[:2], file.entries[-1]))))
    named = ("format", "title", "reason", "county", "lane", "sheet", "kind", "undo_top", "message")
    tried = 0
    for one in tables(data):
        if not any(isinstance(one.get(name), str | int) for name in named):
            continue
        tried += 1
        one["colour"] = "red"
        assert not FITS.is_valid(data)
        del one["colour"]
        name, value = one.popitem()
        if not any(name in later for later in encoding.LATER.values()):
            assert not FITS.is_valid(data), name
        one[name] = value
    assert tried > 20
    assert FITS.is_valid(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 2),
        (("made_at",), "2021-03-20"),
        (("round", "frame"), -1),
        (("round", "frame"), "5300000"),
        (("round", "frame"), 1.5),
        (("round", "id"), "../heime"),
        (("round", "deadline"), "20210415"),
        (("proposals", 0, "ref"), ""),
        (("proposals", 0, "title"), "\x1b[31m"),
        (("proposals", 0, "requested"), [["owner", 2021, 0]]),
        (("proposals", 0, "requested"), [["owner", 2021]]),
        (("proposals", 0, "requested"), "5"),
        (("proposals", 0, "continued"), 0),
        (("proposals", 0, "earlier_requested"), None),
        (("proposals", 0, "gone_from"), ""),
        (("round", "answers"), None),
        (("round", "answers"), []),
        (("standings", "21-01", "answers"), [{"code": "late"}]),
        (("board", "reserve"), None),
        (("journal",), []),
        (("journal", 0, "kind"), "done"),
        (("journal", 0, "edits", 0, "kind"), "hat"),
        (("journal", 0, "name", "message"), ""),
        (("digest",), "x"),
    ],
)
def test_what_does_not_fit(file: RoundFile, path: tuple[str | int, ...], value: object) -> None:
    data = data_of(pack(file))
    spot: Any = data
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    assert not FITS.is_valid(data)


ODD: list[Any] = [None, True, 0, -1, 7, 1 << 62, "", "x", "2021-04-15", "9\n9", [], {}, ["owner"], [["owner", 2022, 7]]]


def spots(data: Any) -> Iterator[tuple[Any, Any]]:
    """Give every spot of a document: the table or list, and the name or number in it."""
    for at in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield data, at
        yield from spots(data[at])


def test_what_is_read_fits(file: RoundFile) -> None:
    chance, whole = random.Random(21), json.dumps(data_of(pack(replace(file, entries=()))))
    read = 0
    for _ in range(300):
        data = json.loads(whole)
        table, at = chance.choice(list(spots(data)))
        table[at] = chance.choice(ODD)
        try:
            unpack(packed(data))
        except Refusal:
            continue
        read += 1
        FITS.validate({**data, "digest": "0" * 64})
    assert read > 20
