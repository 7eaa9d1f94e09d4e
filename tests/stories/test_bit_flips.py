"""A disk that changes a bit: everything is shown as it was written, or the library is refused; nothing else."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kompetanse_desktop import actions
from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.saying import Refusal
from tests.helpers.deeds import figures, plain_sentence, shown

HEADER_BYTES = 100
WRITING = 5
"""One in so many flips is also tried with a session that may write."""

SAVING = 10
"""From one in so many that are refused, everything that can be read is saved."""


def places(content: bytes, page_bytes: int, count: int) -> Iterator[int]:
    """Give so many bits of a library, the same each time: the header's, then as many of each page.

    Half of a page's are among the first bytes, where it says where everything else in it is.
    """
    chance = random.Random(count)
    for byte in range(HEADER_BYTES):
        yield byte * 8 + chance.randrange(8)
    pages = len(content) // page_bytes
    for number in range(count - HEADER_BYTES):
        first = HEADER_BYTES if number % pages == 0 else 0
        most = 60 if number // pages % 2 else page_bytes
        yield (number % pages * page_bytes + first) * 8 + chance.randrange((most - first) * 8 if first < most else 8)


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def anew(data_dir: Path, content: bytes) -> None:
    """Put a library in a folder in which nothing of an earlier one is left."""
    shutil.rmtree(data_dir / "backups", ignore_errors=True)
    for one in data_dir.iterdir():
        one.unlink()
    (data_dir / "library.db").write_bytes(content)


@pytest.mark.slow
@pytest.mark.parametrize("count", [500, pytest.param(5000, marks=pytest.mark.long)])
def test_no_flipped_bit_changes_what_is_shown(filled_dir: Path, count: int) -> None:
    file = filled_dir / "library.db"
    content, sound = file.read_bytes(), figures(filled_dir)
    assert len(sound["rounds"]) > 1
    assert sound["length"] >= 30
    assert sound["redo"] is not None
    with closing(sqlite3.connect(file)) as db:
        page_bytes = db.execute("PRAGMA page_size").fetchone()[0]
        assert db.execute("PRAGMA freelist_count").fetchone()[0]
    noticed = 0
    for number, bit in enumerate(places(content, page_bytes, count)):
        anew(filled_dir, flipped(content, bit))
        try:
            found = figures(filled_dir)
        except Refusal as refusal:
            plain_sentence(refusal)
            noticed += 1
            if noticed % SAVING == 0:
                _save(filled_dir, sound)
        else:
            assert found == sound, f"bit {bit} changed what is shown"
        if number % WRITING == 0:
            _write(filled_dir, flipped(content, bit), sound, bit)
    assert noticed > count / 10, "most bits of a library mean something"


def _write(data_dir: Path, content: bytes, sound: dict[str, Any], bit: int) -> None:
    """Open it as its one writer and take something back: all is as it should be then, or it is refused."""
    anew(data_dir, content)
    try:
        with Session.open(data_dir) as session:
            assert shown(session) == sound, f"bit {bit} changed what is shown to a writer"
            actions.undo(session)
            actions.redo(session)
            found = shown(session)
    except Refusal as refusal:
        plain_sentence(refusal)
    else:
        assert found["state"] == sound["state"]
        assert found["undo"] == sound["undo"]


def _save(data_dir: Path, sound: dict[str, Any]) -> None:
    """Put the library together again: what is had again of a round is as it was, or the round isn't had again."""
    rescue = actions.look_for_rescue(data_dir)
    whole = {state.round.id: state for state, _ in sound["stored"]}
    for one in rescue.rounds:
        assert one.state == whole[one.round.id]
    actions.recover(rescue)
    with Session.open(data_dir) as session:
        assert [one.id for one in session.rounds()] == [one.round.id for one in rescue.rounds]


def test_a_flip_in_a_figure_is_noticed(filled_dir: Path) -> None:
    """Not by the way a page is made, but by what it says: SQLite itself has nothing to complain of."""
    file = filled_dir / "library.db"
    content = file.read_bytes()
    said = b'["owner",2021,'
    at = content.find(said) + len(said)
    assert at > len(said)
    file.write_bytes(flipped(content, at * 8))
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    with pytest.raises(actions.Damaged):
        actions.examine(file)
