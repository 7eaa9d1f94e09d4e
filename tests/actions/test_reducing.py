"""Reducing many is one deed: one entry, one undo; a reason goes where there is none."""

from __future__ import annotations

import pytest

from kompetanse_desktop.actions import Session, move, reduce_all, set_reason, undo
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words

THREE = ("21-01", "21-02", "21-03")


@pytest.fixture
def over(session: Session) -> Session:
    """Give six million prioritised, 1 100 000 too much."""
    move(session, THREE, Lane.PRIORITISED)
    return session


def given(session: Session) -> list[int | None]:
    return [session.required().recommended(ref) for ref in THREE]


def test_to_fit_is_one_entry_and_one_undo(over: Session) -> None:
    set_reason(over, "21-02", "Ei anna grunngjeving")
    entries = over.length
    change = reduce_all(over, None, reason="  Ramma er for lita ")
    assert given(over) == [816_667, 1_633_333, 2_450_000]
    assert (over.remaining, over.length) == (0, entries + 1)
    reasons = [over.required().standing(ref).reason for ref in THREE]
    assert reasons == ["Ramma er for lita", "Ei anna grunngjeving", "Ramma er for lita"]
    said = Words("en").say(change.name).replace("\u00a0", " ")
    assert said == "3 proposals reduced to fit, from 6 000 000 kr to 4 900 000 kr"
    undo(over)
    assert given(over) == [1_000_000, 2_000_000, 3_000_000]
    assert over.required().standing("21-01").reason == ""
    assert over.remaining == -1_100_000


@pytest.mark.parametrize(
    ("permille", "refs", "says"),
    [
        (100, None, "3 framlegg avkorta med 10 %, frå 6 000 000 kr til 5 400 000 kr"),
        (75, None, "3 framlegg avkorta med 7,5 %, frå 6 000 000 kr til 5 550 000 kr"),
        (100, ("21-03",), "«Tiltak 21-03» avkorta til 2 700 000 kr"),
    ],
)
def test_its_name(over: Session, permille: int, refs: tuple[str, ...] | None, says: str) -> None:
    assert Words("nn").say(reduce_all(over, permille, refs).name).replace("\u00a0", " ") == says


def test_nothing_off_is_not_kept(over: Session) -> None:
    entries = over.length
    assert reduce_all(over, 0, reason="Ramma").edits == ()
    assert over.length == entries


def test_a_refusal_changes_nothing(session: Session) -> None:
    before = session.required()
    with pytest.raises(Refusal):
        reduce_all(session, None)
    assert session.required() == before
