"""The journal: a pile of deeds that undo and redo walk, and a chain that can't be tampered with unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.store import journal
from kompetanse_desktop.store.journal import Entry, Kind, following, verify_chain
from tests.domain.values import a_round

NOW = datetime(2021, 4, 20, 10, 30, 15, 123456, tzinfo=UTC)


def deed(number: int) -> Change:
    return Change("edit_round", Saying("Deed {n}", {"n": number}), (Edit("", a_round(), a_round(frame=number)),))


def written(steps: str) -> list[Entry]:
    """Write a journal: d is a deed, u an undo, r a redo; those that find nothing are left out."""
    entries = [following(None, "r", deed(0), (None, 0), NOW)]
    for step in steps:
        last = entries[-1]
        top = {"d": -1, "u": last.undo_top, "r": last.redo_top}[step]
        if top is None:
            continue
        back = None if step == "d" else entries[top - 1]
        change = deed(len(entries)) if back is None else back.change.reversed()
        entries.append(following(last, "r", change, (0, 0), NOW, back))
    return entries


@given(st.text("dur", max_size=30))
def test_undo_and_redo_are_what_two_piles_would_give(steps: str) -> None:
    entries = written("")
    done: list[str] = []
    undone: list[str] = []
    for at in range(1, len(steps) + 1):
        before, entries = entries, written(steps[:at])
        if len(entries) == len(before):
            assert not {"u": done, "r": undone}[steps[at - 1]]
            continue
        entry, name = entries[-1], str(entries[-1].name)
        if entry.kind is Kind.DO:
            done.append(name)
            undone.clear()
        elif entry.kind is Kind.UNDO:
            assert name == done.pop()
            undone.append(name)
        else:
            assert name == undone.pop()
            done.append(name)
        tops = [None if top is None else str(entries[top - 1].name) for top in (entry.undo_top, entry.redo_top)]
        assert tops == [done[-1] if done else None, undone[-1] if undone else None]
    assert verify_chain(entries) is None


def test_an_entry_comes_back_from_its_row() -> None:
    for entry in written("dduurd"):
        assert journal.from_row(entry.row()) == entry
        assert entry.digest() == entry.hash
        assert len(entry.hash) == 64


def test_it_says_what_happened() -> None:
    _, _, undone, redone = written("dur")
    assert undone.saying == Saying("Undone: {name}", {"name": Saying("Deed {n}", {"n": 1})})
    assert redone.saying.message == "Redone: {name}"
    assert (undone.change.action, redone.change.action, redone.action) == ("undo", "redo", "edit_round")
    assert undone.edits == redone.change.reversed().edits


@pytest.mark.parametrize(
    ("tamper", "at"),
    [
        (lambda e: [*e[:2], replace(e[2], remaining_after=5), *e[3:]], 3),
        (lambda e: [*e[:2], replace(e[2], name=Saying("Another")), *e[3:]], 3),
        (lambda e: [*e[:2], *e[3:]], 3),
        (lambda e: e[1:], 1),
        (lambda e: [e[0], e[2], e[1], *e[3:]], 2),
        (lambda e: [*e[:2], rewritten(e[2]), *e[3:]], 4),
        (lambda e: [*e, e[-1]], 6),
    ],
)
def test_what_was_changed_afterwards_shows(tamper: object, at: int) -> None:
    entries = written("dddd")
    assert verify_chain(entries) is None
    assert verify_chain(tamper(entries)) == at  # type: ignore[operator]


def rewritten(entry: Entry) -> Entry:
    """Change an entry and give it a fitting hash, as somebody clever would."""
    changed = replace(entry, remaining_after=5)
    return replace(changed, hash=changed.digest())
