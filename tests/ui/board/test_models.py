"""The lanes as Qt sees them: the table of moves, and Qt's own tester on full models."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.ui.board.model import MIME, BoardModel
from tests.domain.move_cases import CASES, NAMES, START, MoveCase
from tests.helpers.rounds import fill

MOVE = Qt.DropAction.MoveAction


def carried(refs: tuple[str, ...]) -> QMimeData:
    data = QMimeData()
    data.setData(MIME, "\n".join(refs).encode())
    return data


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_drop_lands_as_the_table_says(session: Session, qapp: object, case: MoveCase) -> None:
    for lane, refs in START.items():
        actions.move(session, refs, lane)
    model = BoardModel(session)
    lane = model.lanes[case.lane]
    gaps = [gap for gap in range(len(lane.refs) + 1) if lane.position_for_gap(case.refs, gap) == case.position]
    if case.position is None:
        gaps, whole = [-1, len(lane.refs)], lane.position_for_gap(case.refs, len(lane.refs))
        assert lane.position_for_gap(case.refs, -1) is None
        assert whole == len(lane.refs) - sum(ref in lane.refs for ref in case.refs) + 1
    if case.after is None:
        assert (
            gaps == []
            or not lane.canDropMimeData(carried(case.refs), MOVE, gaps[0], 0, QModelIndex())
            or len(set(case.refs)) < len(case.refs)
        )
        assert not model.move(case.refs, case.lane, case.position)
        assert model.preview(case.refs, case.lane, case.position) is None
    for gap in {gaps[0], gaps[-1]} if gaps and case.after is not None else ():
        before = {each: model.lanes[each].refs for each in Lane}
        assert lane.canDropMimeData(carried(case.refs), MOVE, gap, 0, QModelIndex())
        moves = lane.dropMimeData(carried(case.refs), MOVE, gap, 0, QModelIndex())
        assert moves is (case.board() != before)
        assert {each: model.lanes[each].refs for each in Lane} == case.board()
        if moves:
            actions.undo(session)
    if case.after is None:
        assert {each: model.lanes[each].refs for each in Lane} == START


@pytest.mark.parametrize("count", [11, 200, 1000])
def test_views_are_told_of_every_change_exactly(
    data_dir: Path, qapp: object, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random moves, amounts, undo and redo, with Qt's tester in fatal mode on all four lanes."""
    with Session.open(data_dir) as session:
        fill(session, count)
        model = BoardModel(session)
        testers = [
            QAbstractItemModelTester(lane, QAbstractItemModelTester.FailureReportingMode.Fatal)
            for lane in model.lanes.values()
        ]
        chance = random.Random(count)
        refs = sorted(session.required().proposals)
        for _ in range(120 if count < 1000 else 50):
            _do_something(session, model, chance, refs)
            state = session.required()
            order = model.lanes[Lane.PRIORITISED]
            for lane, lane_model in model.lanes.items():
                assert lane_model.refs == state.board[lane]
            line = budget(state).line
            assert order.cut_row == (-1 if line is None else line.inside)
        assert len(testers) == len(Lane)


def _do_something(session: Session, model: BoardModel, chance: random.Random, refs: list[str]) -> None:
    kind = chance.random()
    if kind < 0.15 and session.undo_name is not None:
        actions.undo(session)
    elif kind < 0.25 and session.redo_name is not None:
        actions.redo(session)
    elif kind < 0.35:
        actions.set_amount(session, chance.choice(refs), chance.randrange(0, 900_000))
    else:
        chosen = chance.sample(refs, chance.choice((1, 1, 1, 2, 3, 7)))
        lane = chance.choice(list(Lane))
        room = sum(ref not in chosen for ref in session.required().board[lane]) + 1
        model.move(chosen, lane, chance.randint(1, room))


def test_cards_are_told_as_they_would_be_and_then_as_they_are_again(ranked: Session, qapp: object) -> None:
    model = BoardModel(ranked)
    lane = model.lanes[Lane.PRIORITISED]
    told: list[bool] = []
    model.asked_changed.connect(lambda: told.append(model.asked is not None))
    before = [lane.card(row) for row in range(6)]
    assert [card.rank for card in before] == list("123456")
    model.ask(("21-04",), Lane.PRIORITISED, 2)
    asked = [lane.card(row) for row in range(6)]
    assert [card.rank for card in asked] == list("134567")
    assert [card.inside for card in asked] == [True] * 5 + [False]
    assert [bool(card.turned) for card in asked] == [False] * 5 + [True]
    assert asked[5].turned == "fell utanfor"
    assert lane.asked_line == (5, False)
    assert lane.asked_cut()[1].replace("\u00a0", " ") == "68 000 for mykje"
    place, total = lane.slot_texts(("21-04",), 1)
    assert (place, total.replace("\u00a0", " ")) == ("plass 2", "sum 1 458 000")
    model.ask_no_more()
    assert [lane.card(row) for row in range(6)] == before
    assert told == [True, False]


def test_passing_over_another_lane_shows_the_ranks_without_the_card(ranked: Session, qapp: object) -> None:
    model = BoardModel(ranked)
    model.ask(("21-02",), Lane.RESERVE, 1)
    lane = model.lanes[Lane.PRIORITISED]
    assert [lane.card(row).rank for row in range(6)] == ["1", "2", "2", "3", "4", "5"], "its own place stays as it was"


def test_a_change_ends_what_was_asked(ranked: Session, qapp: object) -> None:
    model = BoardModel(ranked)
    model.ask(("21-04",), Lane.PRIORITISED, 1)
    actions.move(ranked, "21-04", Lane.RESERVE)
    assert model.asked is None


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (None, ["innanfor pengane"] * 6 + ["utanfor pengane"]),
        (2, ["innanfor pengane"] * 2 + ["utanfor plassane"] * 4 + ["utanfor pengane"]),
    ],
)
def test_the_name_says_which_limit_a_card_is_beyond(
    ranked: Session, qapp: object, places: int | None, said: list[str]
) -> None:
    actions.edit_round(ranked, places=places)
    actions.move(ranked, "21-04", Lane.PRIORITISED)
    lane = BoardModel(ranked).lanes[Lane.PRIORITISED]
    names = [str(lane.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(7)]
    assert all(words in name for words, name in zip(said, names, strict=True)), names
    strip = lane.card(lane.cut_row).cut
    assert strip is not None
    left = strip[0].replace("\u00a0", " ")
    assert left == ("innanfor 4 900 000" if places is None else "innanfor 2 plassar")


def test_a_proposal_without_a_sum_can_be_ranked(session: Session, qapp: object) -> None:
    actions.edit_round(session, places=1)
    actions.move(session, ("21-10", "21-11"), Lane.PRIORITISED)
    model = BoardModel(session)
    assert model.lanes[Lane.PRIORITISED].cut_row == 1
