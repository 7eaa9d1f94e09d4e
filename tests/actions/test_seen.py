"""A changed request is marked as seen: one deed with a name, which can be undone, and touches nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kompetanse_desktop.actions import Session, mark_seen, redo, set_amount, take_in, undo
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.text import Words
from tests.domain.values import YEAR

EARLIER = Amounts({(Payee.OWNER, YEAR): 978_000})


@pytest.fixture
def changed(session: Session) -> Session:
    """Give a session in which a newer list has changed the request of 21-02 and lacks it too."""
    old = session.required().proposals["21-02"]
    new = replace(old, earlier_requested=EARLIER, gone_from="liste 2.xlsx")
    take_in(session, Change("import", Saying("Taken in"), (Edit("21-02", old, new),)))
    set_amount(session, "21-02", 500_000, reason="Ramma")
    return session


def test_it_is_one_deed_that_can_be_undone(changed: Session) -> None:
    before, length = changed.required(), changed.length
    change = mark_seen(changed, "21-02")
    assert (change.action, change.refs) == ("seen", ("21-02",))
    assert Words("nn").say(change.name) == "«Tiltak 21-02»: endringa i det som er søkt, er sett"
    after = changed.required()
    assert after.proposals["21-02"] == replace(before.proposals["21-02"], earlier_requested=None)
    assert (after.standings, after.board, after.round) == (before.standings, before.board, before.round)
    assert changed.length == length + 1
    undo(changed)
    assert changed.required() == before
    redo(changed)
    assert changed.required() == after


def test_what_was_seen_is_not_marked_again(changed: Session) -> None:
    mark_seen(changed, "21-02")
    length = changed.length
    assert not mark_seen(changed, "21-02").edits
    assert not mark_seen(changed, "21-01").edits
    assert changed.length == length


def test_a_proposal_that_is_not_there(changed: Session) -> None:
    with pytest.raises(Refusal, match="nowhere"):
        mark_seen(changed, "nowhere")
