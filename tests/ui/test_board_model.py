"""The lanes as Qt sees them: drops, previews, and how views are told of a change."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.ui.board.model import CARD, MIME, REF, BoardModel, dragged_refs
from tests.ui.conftest import SIX

U, P, R, D = Lane.UNHANDLED, Lane.PRIORITISED, Lane.RESERVE, Lane.DECLINED


def drop(model: BoardModel, refs: tuple[str, ...], lane: Lane, gap: int) -> bool:
    data = QMimeData()
    data.setData(MIME, "\n".join(refs).encode())
    assert model.lanes[lane].canDropMimeData(data, Qt.DropAction.MoveAction, gap, 0, QModelIndex())
    return model.lanes[lane].dropMimeData(data, Qt.DropAction.MoveAction, gap, 0, QModelIndex())


@pytest.mark.parametrize(
    ("refs", "lane", "gap", "expected"),
    [
        (("21-04",), P, 0, ("21-04", *SIX)),
        (("21-04",), P, 3, ("21-01", "21-02", "21-03", "21-04", "21-05", "21-06", "21-07")),
        (("21-04",), P, 6, (*SIX, "21-04")),
        (("21-04",), P, -1, (*SIX, "21-04")),
        (("21-01",), P, 2, ("21-02", "21-01", "21-03", "21-05", "21-06", "21-07")),
        (("21-01",), P, 6, ("21-02", "21-03", "21-05", "21-06", "21-07", "21-01")),
        (("21-07",), P, 0, ("21-07", "21-01", "21-02", "21-03", "21-05", "21-06")),
        (("21-01", "21-03"), P, 5, ("21-02", "21-05", "21-06", "21-01", "21-03", "21-07")),
        (("21-07", "21-08"), R, 0, ("21-07", "21-08")),
        (("21-09",), D, 0, ("21-09",)),
    ],
)
def test_a_drop_lands_in_the_gap(
    ranked: Session, qapp: object, refs: tuple[str, ...], lane: Lane, gap: int, expected: tuple[str, ...]
) -> None:
    model = BoardModel(ranked)
    assert drop(model, refs, lane, gap)
    assert model.lanes[lane].refs == expected
    assert ranked.required().board[lane] == expected


@pytest.mark.parametrize("gap", [0, 1])
def test_a_drop_where_the_card_lies_keeps_nothing(ranked: Session, qapp: object, gap: int) -> None:
    model = BoardModel(ranked)
    before = len(ranked.journal())
    assert not drop(model, ("21-01",), P, gap)
    assert model.lanes[P].refs == SIX
    assert len(ranked.journal()) == before


def test_something_else_than_a_card_is_not_taken(ranked: Session, qapp: object) -> None:
    model = BoardModel(ranked)
    for text in ("", "no-such-ref", "21-01\nno-such-ref"):
        data = QMimeData()
        data.setData(MIME, text.encode())
        assert not model.lanes[R].canDropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert dragged_refs(QMimeData()) == ()


def test_a_drag_carries_the_refs_in_the_order_of_the_lane(ranked: Session, qapp: object) -> None:
    lane = BoardModel(ranked).lanes[P]
    assert dragged_refs(lane.mimeData([lane.index(4), lane.index(0)])) == ("21-01", "21-06")


def test_the_preview_is_what_the_drop_makes(ranked: Session, qapp: object) -> None:
    model = BoardModel(ranked)
    after = model.preview(("21-04",), P, 3)
    assert after is not None
    assert after.remaining == -68_000
    assert model.move(("21-04",), P, 3)
    sums = budget(ranked.required())
    assert (sums.remaining, sums.cut) == (after.remaining, after.cut)
    assert model.preview(("21-04",), P, 99) is None


def test_a_refused_move_is_told_and_changes_nothing(ranked: Session, qapp: object) -> None:
    model = BoardModel(ranked)
    told: list[object] = []
    model.refused.connect(lambda refusal, _: told.append(refusal))
    assert not model.move(("21-04",), P, 99)
    assert len(told) == 1
    assert model.lanes[P].refs == SIX


def test_the_card_says_rank_title_applicant_amount_and_sum(ranked: Session, qapp: object) -> None:
    model = BoardModel(ranked)
    model.move(("21-04",), P, 4)
    lane = model.lanes[P]
    names = [lane.index(row).data(Qt.ItemDataRole.AccessibleTextRole).replace("\u00a0", " ") for row in range(7)]
    assert names[0] == "1. Ein skule for alle, Nordeide kommune, 978 000 kr, sum 978 000 kr, innanfor pengane"
    assert names[1].startswith("2. Rettleiing i PP-tenesta, Interkommunal PPT Sør, 700 000 kr, sum 1 678 000 kr")
    assert names[6].startswith("7. Kartlegging av behov")
    assert "utanfor pengane" in names[6]
    assert [bool(lane.index(row).data(CARD).cut) for row in range(7)] == [False] * 6 + [True]
    model.move(("21-08",), R, None)
    reserve = model.lanes[R].index(0)
    assert reserve.data(Qt.ItemDataRole.AccessibleTextRole).startswith("R1. Lese saman")


def test_views_are_told_of_every_change_exactly(ranked: Session, qapp: object) -> None:
    """Qt's own tester follows each lane in strict mode while cards go to and fro, be it undone or redone."""
    model = BoardModel(ranked)
    testers = [
        QAbstractItemModelTester(lane, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for lane in model.lanes.values()
    ]
    chance = random.Random(20210415)
    refs = sorted(ranked.required().proposals)
    for _ in range(120):
        kind = chance.random()
        if kind < 0.15 and ranked.undo_name is not None:
            actions.undo(ranked)
        elif kind < 0.25 and ranked.redo_name is not None:
            actions.redo(ranked)
        else:
            chosen = chance.sample(refs, chance.choice((1, 1, 1, 2, 3)))
            lane = chance.choice(list(Lane))
            room = sum(ref not in chosen for ref in ranked.required().board[lane]) + 1
            model.move(chosen, lane, chance.randint(1, room))
        for lane, lane_model in model.lanes.items():
            assert lane_model.refs == ranked.required().board[lane]
    assert len(testers) == len(Lane)


def test_a_card_keeps_its_index_when_it_moves_in_its_lane(ranked: Session, qapp: object) -> None:
    model = BoardModel(ranked)
    kept = QPersistentModelIndex(model.lanes[P].index(0))
    model.move(("21-01",), P, 4)
    assert (kept.row(), kept.data(REF)) == (3, "21-01")
    model.move(("21-01",), P, 1)
    assert (kept.row(), kept.data(REF)) == (0, "21-01")


def test_the_round_of_another_day_comes_back(ranked: Session, qapp: object, data_dir: Path) -> None:
    model = BoardModel(ranked)
    model.move(("21-04",), P, 1)
    ranked.close()
    with Session.open(data_dir) as again:
        assert BoardModel(again).lanes[P].refs == ("21-04", *SIX)
