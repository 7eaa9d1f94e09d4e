"""Reasons given before come back: the most used first, from every round, and never a private note."""

from __future__ import annotations

from datetime import date

import pytest

from kompetanse_desktop.actions import Session, new_round, reasons_used, set_note, set_reason, take_in
from tests.actions.conftest import arriving
from tests.domain.values import a_proposal, a_round


def test_none_yet(empty: Session) -> None:
    assert reasons_used(empty) == []


def test_most_used_first_then_the_newest_round(session: Session) -> None:
    for ref, text in (("21-01", "Ramma"), ("21-02", "Gamal"), ("21-03", "Ramma"), ("21-04", "A")):
        set_reason(session, ref, text)
    set_note(session, "21-05", "Hemmeleg")
    new_round(session, a_round(id="neste", year=2022, deadline=date(2022, 4, 15)))
    take_in(session, arriving(a_proposal("22-01", 5), a_proposal("22-02", 5)))
    set_reason(session, "22-01", "Ny")
    assert reasons_used(session) == ["Ramma", "Ny", "A", "Gamal"]


def test_a_round_that_cannot_be_read_is_passed_over(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    set_reason(session, "21-01", "I den gamle")
    new_round(session, a_round(id="neste", year=2022, deadline=date(2022, 4, 15)))
    assert reasons_used(session) == ["I den gamle"]
    session.library.db.execute("UPDATE standing SET reason = 'Endra utanfrå'")
    assert reasons_used(session) == []
