"""Finishing: versions that stay as they were, and the documents written of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import say


@pytest.fixture
def ranked(session: Session) -> Session:
    """Give a round with two proposals prioritised."""
    for ref in ("21-01", "21-02"):
        actions.move(session, ref, Lane.PRIORITISED)
    return session


def test_a_version_is_the_round_as_it_was_and_the_board_goes_on(ranked: Session) -> None:
    first = actions.finish(ranked)
    before = actions.frozen(ranked, first)
    actions.move(ranked, "21-02", Lane.RESERVE)
    assert [e.proposal.ref for e in before.prioritised] == ["21-01", "21-02"]
    assert actions.frozen(ranked, first) == before
    assert not actions.is_current(ranked, first)


def test_finishing_twice_gives_the_same_version_and_a_change_gives_a_new_one(ranked: Session) -> None:
    first = actions.finish(ranked)
    assert actions.finish(ranked) == first
    actions.set_reason(ranked, "21-01", "God forankring.")
    second = actions.finish(ranked)
    assert (first.number, second.number) == (1, 2)
    earlier = actions.frozen(ranked, second).version.earlier  # type: ignore[union-attr]
    assert earlier is not None
    assert [(c.ref, c.field, c.after) for c in earlier.changes] == [("21-01", "reason", "God forankring.")]


def test_a_private_note_makes_no_named_change(ranked: Session) -> None:
    actions.finish(ranked)
    actions.set_note(ranked, "21-01", "Hugs å ringje.")
    second = actions.finish(ranked)
    assert actions.frozen(ranked, second).version.earlier.changes == ()  # type: ignore[union-attr]


def test_undo_goes_past_a_version_and_leaves_it(ranked: Session) -> None:
    first = actions.finish(ranked)
    actions.undo(ranked)
    assert ranked.required().board.lane_of("21-02") is Lane.UNHANDLED
    assert actions.versions(ranked) == (first,)
    actions.finish(ranked)
    actions.redo(ranked)
    assert ranked.required().board.lane_of("21-02") is Lane.PRIORITISED
    assert actions.is_current(ranked, first)
    assert len(actions.versions(ranked)) == 2


def test_nothing_is_finished_over_the_frame(ranked: Session) -> None:
    actions.set_amount(ranked, "21-01", ranked.required().round.available + 1)
    with pytest.raises(Refusal) as refused:
        actions.finish(ranked)
    assert "too much" in refused.value.saying.message
    assert actions.versions(ranked) == ()


def test_documents_and_signatures_are_known_by_their_bytes(ranked: Session, data_dir: Path) -> None:
    version = actions.finish(ranked)
    for _ in range(2):
        actions.keep_document(ranked, version, "pdf", "nn", "innstilling.pdf", "ab" * 32)
    found = actions.document_with(ranked, "ab" * 32)
    assert found is not None
    assert (found.version, found.language, found.file, found.signed_by) == (1, "nn", "innstilling.pdf", ())
    actions.keep_signature(ranked, found, "Kari Leiar")
    (again,) = actions.versions(ranked)
    assert again.is_signed
    assert again.documents[0].signed_by == ("Kari Leiar",)
    assert actions.document_with(ranked, "cd" * 32) is None
    assert [e.action for e in ranked.journal()][-3:] == ["version", "document", "signature"]


def test_a_round_with_a_signed_version_is_not_removed(ranked: Session) -> None:
    version = actions.finish(ranked)
    actions.keep_document(ranked, version, "pdf", "nn", "innstilling.pdf", "ab" * 32)
    round_id = ranked.required().round.id
    actions.keep_signature(ranked, actions.versions(ranked)[0].documents[0], "Kari Leiar")
    with pytest.raises(Refusal):
        actions.remove_round(ranked, round_id)
    assert ranked.required().round.id == round_id


def test_versions_go_along_in_the_file_of_a_round(ranked: Session, tmp_path: Path) -> None:
    version = actions.finish(ranked)
    frozen = actions.frozen(ranked, version)
    file = tmp_path / "runde.kompetanse"
    actions.send_round(ranked, file, journal=True)
    with Session.open(tmp_path / "other") as other:
        actions.fetch_round(other, actions.look_at(other, file), actions.Choice.TAKE)
        (there,) = actions.versions(other)
        assert actions.frozen(other, there) == frozen


def test_a_version_is_there_after_a_restart(ranked: Session, data_dir: Path) -> None:
    version = actions.finish(ranked)
    ranked.close()
    with Session.open(data_dir) as again:
        assert actions.versions(again) == (version,)
        assert say(again.last.name) if again.last else False
