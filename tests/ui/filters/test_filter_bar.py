"""The filter in the window: it is always plain that one is on, one key clears it, and no order is changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.filtering import NO_FILTER, By, Filter
from kompetanse_desktop.ui.filters.choice import ChoiceButton
from kompetanse_desktop.ui.filters.flow import FlowLayout
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.views import Views
from kompetanse_desktop.ui.widgets import label
from tests.domain.values import a_round


@pytest.fixture
def views(window: MainWindow) -> Views:
    return window.round_page.views


def shown(views: Views) -> str:
    found = views.findChild(QLabel, "filter.shown")
    assert isinstance(found, QLabel)
    return found.text()


def chips(views: Views) -> list[str]:
    return [chip.objectName() for chip in views.filter._chips.findChildren(QPushButton)]


def test_on_the_board_the_others_are_paled_and_nothing_moves(window: MainWindow, views: Views) -> None:
    before = window.session.required().board
    views.filter.ask_for(NO_FILTER.with_values(By.UNIVERSITY, ["NLA"]))
    assert views.board.delegate.matches == {"21-02", "21-06", "21-10"}
    assert window.session.required().board == before
    assert [len(view.lane_model.refs) for view in views.board.views.values()] == [len(before[lane]) for lane in Lane]
    assert shown(views).startswith("3 av 11 passar")
    assert views.filter.isVisible()
    assert chips(views) == ["filter.chip.university", "filter.clear"]


def test_in_the_table_rows_are_hidden_and_it_says_how_many_are_left(window: MainWindow, views: Views) -> None:
    views.filter.ask_for(Filter(remarked=True))
    window.commands["table"].trigger()
    assert views.table is not None
    some = views.table.model().rowCount()
    assert 0 < some < 11
    assert shown(views) == f"Viser {some} av 11"


def test_one_key_clears_it(window: MainWindow, views: Views) -> None:
    views.filter.ask_for(Filter("lese", frozenset({(By.LANE, "unhandled")}), remarked=True))
    assert views.filter.filter.count == 3
    window.commands["clear_filter"].trigger()
    assert views.filter.filter == NO_FILTER
    assert views.board.delegate.matches is None
    assert shown(views) == ""
    assert not views.filter.isVisible()


def test_the_key_folds_it_open_with_the_keyboard_in_it_and_esc_leaves(
    window: MainWindow, views: Views, qtbot: QtBot
) -> None:
    window.commands["filter"].trigger()
    text = views.findChild(QLineEdit, "filter.text")
    assert isinstance(text, QLineEdit)
    assert text.hasFocus()
    qtbot.keyClicks(text, "skule")
    assert views.filter.filter.text == "skule"
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert not views.filter.is_open
    assert views.has_keyboard()
    assert views.filter.filter.text == "skule", "what is asked for stays"
    assert chips(views) == ["filter.chip.text", "filter.clear"]


def test_a_chip_takes_one_thing_away(window: MainWindow, views: Views, qtbot: QtBot) -> None:
    views.filter.ask_for(Filter("skule", frozenset({(By.NETWORK, "Nettverk Nord")}), remarked=True))
    chip = views.findChild(QPushButton, "filter.chip.network")
    assert isinstance(chip, QPushButton)
    assert chip.accessibleName() == "Ta bort filteret: Nettverk: Nettverk Nord"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert views.filter.filter == Filter("skule", remarked=True)
    for name in ("text", "remarked"):
        found = next(
            c for c in views.filter._chips.findChildren(QPushButton) if c.objectName() == f"filter.chip.{name}"
        )
        found.click()
    assert views.filter.filter == NO_FILTER
    assert views.has_keyboard()


def test_several_are_ticked_in_an_open_list_by_keyboard(window: MainWindow, views: Views, qtbot: QtBot) -> None:
    window.commands["filter"].trigger()
    choose = views.findChild(ChoiceButton, "filter.network")
    assert isinstance(choose, ChoiceButton)
    assert choose.accessibleName() == "Nettverk: alle"
    choose.click()
    ticks = choose.findChild(QListWidget, "filter.network.list")
    assert isinstance(ticks, QListWidget)
    assert ticks.item(0).text().endswith(")"), "how many there are of each"
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    qtbot.keyClick(ticks, Qt.Key.Key_Down)
    qtbot.keyClick(ticks, Qt.Key.Key_Return)
    assert len(views.filter.filter.values(By.NETWORK)) == 2
    assert "(2)" in choose.text()
    qtbot.keyClick(ticks, Qt.Key.Key_Escape)
    assert not ticks.isVisible()
    choose.click()
    assert ticks.item(0).checkState() is Qt.CheckState.Checked
    every = choose.findChild(QPushButton, "filter.network.all")
    assert isinstance(every, QPushButton)
    every.click()
    assert views.filter.filter == NO_FILTER


def test_it_follows_the_round(window: MainWindow, views: Views) -> None:
    views.filter.ask_for(NO_FILTER.with_values(By.LANE, ["reserve"]))
    assert shown(views).startswith("0 av 11")
    actions.move(window.session, "21-01", Lane.RESERVE)
    assert shown(views).startswith("1 av 11")
    assert views.board.delegate.matches == {"21-01"}
    actions.undo(window.session)
    assert shown(views).startswith("0 av 11")


def test_a_search_finds_among_what_is_let_through(window: MainWindow, views: Views) -> None:
    views.filter.ask_for(NO_FILTER.with_values(By.NETWORK, ["Nettverk Nord"]))
    window.search.setText("kommune")
    found = views.board.delegate.matches
    assert found
    state = window.session.required()
    assert {state.proposals[ref].network for ref in found} == {"Nettverk Nord"}
    assert state.proposals[views.chosen()[0]].network == "Nettverk Nord"


def test_a_choice_that_is_gone_stays_to_be_seen(qtbot: QtBot) -> None:
    choose = ChoiceButton("Nettverk", "network")
    qtbot.addWidget(choose)
    choose.set_choices({"Nord": "Nord (2)"}, frozenset({"Sør"}))
    assert choose.accessibleName() == "Nettverk: Sør"
    choose.set_choices({}, frozenset())
    assert not choose.isEnabled()


def test_small_things_go_on_in_the_next_line(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    flow.setSpacing(4)
    for _ in range(6):
        piece = label("x")
        piece.setFixedSize(50, 10)
        flow.addWidget(piece)
    assert flow.heightForWidth(1000) == 10
    assert flow.heightForWidth(50 * 3 + 8) == 24
    assert flow.heightForWidth(10) == 6 * 10 + 5 * 4
    box.resize(158, 24)
    box.show()
    places = [flow.itemAt(at).geometry().topLeft().toTuple() for at in range(6)]  # type: ignore[union-attr]
    assert places == [(0, 0), (54, 0), (108, 0), (0, 14), (54, 14), (108, 14)]
    assert flow.itemAt(6) is None
    assert flow.takeAt(6) is None


def test_the_keyboard_has_a_place_when_the_chips_go(window: MainWindow, views: Views) -> None:
    views.filter.open()
    views.filter.ask_for(Filter(remarked=True))
    clear = next(c for c in views.filter._chips.findChildren(QPushButton) if c.objectName() == "filter.clear")
    clear.setFocus()
    clear.click()
    text = views.findChild(QLineEdit, "filter.text")
    assert isinstance(text, QLineEdit)
    assert text.hasFocus()


def test_the_filter_button_says_how_much_is_asked_for(views: Views) -> None:
    fold = views.findChild(QPushButton, "filter.open")
    assert isinstance(fold, QPushButton)
    assert (fold.text(), fold.accessibleName()) == ("Filter", "Filter")
    views.filter.ask_for(Filter("skule", remarked=True))
    assert (fold.text(), fold.accessibleName()) == ("Filter (2)", "Filter: 2 val")


def test_tab_goes_from_the_switch_by_the_filter_to_the_proposals(
    window: MainWindow, views: Views, qtbot: QtBot
) -> None:
    views.filter.open()
    views.filter.ask_for(Filter(remarked=True))
    views.findChild(QPushButton, "view.table").setFocus()
    seen = []
    for _ in range(14):
        holder = window.focusWidget()
        seen.append(holder.objectName())
        qtbot.keyClick(holder, Qt.Key.Key_Tab)
    assert seen[:13] == [
        "view.table",
        "filter.open",
        "filter.text",
        "filter.network",
        "filter.applicant",
        "filter.owner_kind",
        "filter.university",
        "filter.target_group",
        "filter.measure_kind",
        "filter.lane",
        "filter.remarked",
        "filter.chip.remarked",
        "filter.clear",
    ]
    assert seen[13].startswith("board.")


def test_another_round_begins_without_a_filter(window: MainWindow, views: Views) -> None:
    views.filter.ask_for(Filter("skule"))
    actions.new_round(window.session, a_round(id="other"))
    assert views.filter.filter == NO_FILTER
    assert shown(views) == ""
