"""The model of the table: whatever is done, its rows are those of the board, sorted and let through as asked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.table.model import TableModel
from kompetanse_desktop.ui.table.rows import AMOUNT, COLUMNS, SUM
from tests.domain.values import moves

NAMES = [column.name for column in COLUMNS]
ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def model(qapp: QApplication, ranked: Session) -> TableModel:
    board = BoardModel(ranked)
    made = TableModel(board, look.LIGHT, board)
    made.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        made, QAbstractItemModelTester.FailureReportingMode.Fatal, made
    )
    made.board = board  # type: ignore[attr-defined]  # held as long as the model
    return made


def board_order(session: Session) -> tuple[str, ...]:
    board = session.required().board
    return tuple(ref for lane in Lane for ref in board[lane])


def cell(model: TableModel, ref: str, name: str) -> str:
    row = model.place_of(ref)
    assert row is not None
    return str(model.index(row, NAMES.index(name)).data())


def test_rows_are_those_of_the_board_in_its_order(model: TableModel, ranked: Session) -> None:
    assert model.refs == board_order(ranked)
    assert cell(model, "21-02", "recommended") == "700\u00a0000"
    assert cell(model, "21-02", "reason") == "Reisekostnadene blir delte."


def test_a_move_is_followed_and_what_is_chosen_stays(model: TableModel, ranked: Session) -> None:
    chosen = QItemSelectionModel(model)
    row = model.place_of("21-07")
    assert row is not None
    flag = QItemSelectionModel.SelectionFlag
    chosen.setCurrentIndex(model.index(row, SUM), flag.ClearAndSelect | flag.Rows)
    actions.move(ranked, "21-07", Lane.PRIORITISED, 1)
    assert model.refs == board_order(ranked)
    assert model.refs[chosen.currentIndex().row()] == "21-07"
    assert chosen.currentIndex().column() == SUM
    assert len(chosen.selectedRows()) == 1
    assert cell(model, "21-07", "rank") == "1"
    actions.undo(ranked)
    assert model.refs[chosen.currentIndex().row()] == "21-07"
    assert cell(model, "21-07", "rank") == "6"


def test_sorting_is_of_the_view_alone(model: TableModel, ranked: Session) -> None:
    before = board_order(ranked)
    model.sort(NAMES.index("requested"), DESCENDING)
    assert model.refs[0] == "21-03"
    assert model.is_sorted
    assert board_order(ranked) == before
    actions.set_amount(ranked, "21-03", 1)
    assert model.refs[0] == "21-03", "what was asked for is as it was"
    model.sort(NAMES.index("recommended"), ASCENDING)
    assert model.refs[0] == "21-03"
    model.sort(-1)
    assert model.refs == before
    assert not model.is_sorted


def test_an_amount_is_written_in_its_cell(model: TableModel, ranked: Session) -> None:
    row = model.place_of("21-01")
    assert row is not None
    index = model.index(row, AMOUNT)
    assert index.data(Qt.ItemDataRole.EditRole) == "978\u00a0000"
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.index(row, SUM).flags() & Qt.ItemFlag.ItemIsEditable
    assert model.setData(index, "1,2 mill.")
    assert ranked.required().recommended("21-01") == 1_200_000
    assert not model.setData(index, "1 200 000".replace(" ", "\u00a0")), "the same is nothing new"
    assert model.setData(index, "")
    assert ranked.required().recommended("21-01") == 978_000


def test_what_is_no_amount_is_refused_and_said(model: TableModel, ranked: Session) -> None:
    said: list[str] = []
    model.board.refused.connect(lambda refusal, _: said.append(str(refusal)))  # type: ignore[attr-defined]
    assert not model.setData(model.index(0, AMOUNT), "ca. 300 000")
    assert said == ["«ca. 300 000» isn't an amount in kroner."]
    assert not model.setData(model.index(0, SUM), "1")


def test_only_what_is_let_through_is_shown_and_places_are_of_the_whole_lane(model: TableModel, ranked: Session) -> None:
    model.let_through(frozenset({"21-07", "21-01"}))
    assert model.refs == ("21-01", "21-07")
    assert cell(model, "21-07", "rank") == "6"
    assert model.place_of("21-02") is None
    held = QPersistentModelIndex(model.index(1, 0))
    model.let_through(None)
    assert model.refs == board_order(ranked)
    assert model.refs[held.row()] == "21-07"
    model.let_through(frozenset())
    assert model.rowCount() == 0


def test_a_withdrawn_proposal_and_a_removed_round(model: TableModel, ranked: Session) -> None:
    actions.withdraw(ranked, "21-01")
    assert "trekt" in cell(model, "21-01", "remarks").lower()
    actions.remove_round(ranked, ranked.required().round.id)
    assert model.rowCount() == 0


def test_screen_readers_get_headings_cells_and_the_whole_row(model: TableModel) -> None:
    role = Qt.ItemDataRole
    row = model.place_of("21-02")
    assert row is not None
    assert model.headerData(SUM, Qt.Orientation.Horizontal, role.AccessibleTextRole) == "Sum så langt"
    spoken = str(model.headerData(row, Qt.Orientation.Vertical, role.AccessibleTextRole))
    assert spoken.startswith("2. Rettleiing i PP-tenesta, Prioritert")
    title = model.index(row, NAMES.index("title"))
    assert title.data(role.AccessibleDescriptionRole) == spoken
    empty = model.index(0, SUM)
    assert empty.data(role.AccessibleTextRole) == "tomt"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_after_any_moves_sorts_and_filters_the_rows_are_right_and_the_board_untouched(
    model: TableModel, ranked: Session, data: st.DataObject
) -> None:
    column = data.draw(st.integers(-1, len(COLUMNS) - 1))
    model.sort(column, data.draw(st.sampled_from([ASCENDING, DESCENDING])))
    shown = data.draw(st.none() | st.frozensets(st.sampled_from(board_order(ranked))))
    before = board_order(ranked)
    model.let_through(shown)
    assert board_order(ranked) == before, "a filter and a sort move nothing"
    done = 0
    try:
        for _ in range(data.draw(st.integers(0, 3))):
            move = data.draw(moves(ranked.required().board))
            done += bool(actions.move(ranked, move.refs, move.lane, move.position).edits)
        wanted = set(before) if shown is None else shown
        assert set(model.refs) == wanted
        assert len(model.refs) == len(wanted)
        if column < 0:
            assert model.refs == tuple(ref for ref in board_order(ranked) if ref in wanted)
    finally:
        for _ in range(done):  # each example begins with the same board
            actions.undo(ranked)
