"""Round files spoilt by chance, at least 500 in each way: each is refused, or gives the same round."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from typing import Any

import pytest

from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.round_file import RoundFile, pack, unpack
from tests.helpers.round_files import busy, data_of, file_of, packed


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> RoundFile:
    """Give a round with a history of every kind of action."""
    with Session.open(tmp_path_factory.mktemp("busy")) as session:
        busy(session, 12)
        return file_of(session)


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Flip a bit, set, cut out, put in or double some bytes anywhere."""
    at, much = chance.randrange(len(content)), chance.choice((1, 1, 2, 8, 64))
    match chance.randrange(6):
        case 0:
            return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]
        case 1:
            return content[:at] + chance.randbytes(much) + content[at + much :]
        case 2:
            return content[:at] + content[at + much :]
        case 3:
            return content[:at] + chance.randbytes(much) + content[at:]
        case 4:
            return content[: at + much] + content[at:]
        case _:
            return content[:at]


def outcome(content: bytes) -> RoundFile | None:
    """Give what a file holds, None where it is refused; anything else that is raised fails the test."""
    try:
        return unpack(content)
    except Refusal:
        return None


def test_500_spoilt_files(file: RoundFile) -> None:
    chance, content = random.Random(11), pack(file)
    found = [outcome(spoilt(content, chance)) for _ in range(500)]
    assert all(one == file for one in found if one is not None)
    assert found.count(None) > 400


@pytest.mark.parametrize("with_digest", [False, True])
@pytest.mark.parametrize("along", [False, True])
def test_500_files_whose_text_was_spoilt_and_packed_again(file: RoundFile, along: bool, with_digest: bool) -> None:
    given = file if along else replace(file, entries=())
    whole, chance = gzip.decompress(pack(given)), random.Random(12)
    read = 0
    for _ in range(500):
        text = spoilt(whole, chance)
        content = gzip.compress(text, compresslevel=1)
        if with_digest:
            try:
                content = packed(json.loads(text))
            except (ValueError, RecursionError, AttributeError, TypeError):
                continue
        found = outcome(content)
        if found is None:
            continue
        read += 1
        if not with_digest:
            assert found == given
        elif along:
            # The head and the name of the program stand outside of the history.
            assert (found.state, found.entries) == (given.state, given.entries)
        else:  # a sound round that somebody wrote and signed for: it comes back as it was written
            assert unpack(pack(found)) == found
    assert read < 250


def other_value(value: object, chance: random.Random) -> object:
    """Give something else of the same kind or of another."""
    others: list[object] = [None, True, 0, -1, 7, 1 << 62, "", "x", "21-01", [], {}, [value], {"a": value}]
    return chance.choice([other for other in others if json.dumps(other) != json.dumps(value)])


def spots(data: Any) -> list[tuple[Any, Any]]:
    """Give every spot of a document, each as the table or list it stands in and its name or number there."""
    found: list[tuple[Any, Any]] = []
    names = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for name in names:
        found.append((data, name))
        found += spots(data[name])
    return found


def test_500_files_with_one_value_changed_and_the_digest_made_anew(file: RoundFile) -> None:
    chance, whole = random.Random(13), json.dumps(data_of(pack(file)))
    for _ in range(500):
        data = json.loads(whole)
        holder, name = chance.choice(spots(data))
        holder[name] = other_value(holder[name], chance)
        found = outcome(packed(data))
        if found is not None:
            assert (found.state, found.entries) == (file.state, file.entries)


def test_500_files_without_a_history_with_one_value_changed(file: RoundFile) -> None:
    chance, whole = random.Random(14), json.dumps(data_of(pack(replace(file, entries=()))))
    for _ in range(500):
        data = json.loads(whole)
        holder, name = chance.choice(spots(data))
        holder[name] = other_value(holder[name], chance)
        found = outcome(packed(data))
        if found is not None:
            assert data_of(pack(found)) == {**data, "digest": data_of(pack(found))["digest"]}
