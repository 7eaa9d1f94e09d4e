"""Who shares the money: the bar's pieces, the small table, and that both say the same as the budget."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QTableView
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.sharing import Grouping
from kompetanse_desktop.text import use
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.shares.sharing import Sharing
from kompetanse_desktop.ui.shares.window import SharesWindow, make_lines, percent, points


@pytest.fixture
def sharing(window: MainWindow) -> Sharing:
    return window.round_page.sharing


def opened(window: MainWindow) -> SharesWindow:
    window.commands["shares"].trigger()
    found = window.findChild(SharesWindow, "shares.window")
    assert isinstance(found, SharesWindow)
    return found


@pytest.mark.parametrize("grouping", list(Grouping))
def test_the_bar_tells_every_piece_in_words_and_they_are_the_budget(window: MainWindow, grouping: Grouping) -> None:
    window.commands[
        {"network": "bar_network", "owner_kind": "bar_owner_kind", "university": "bar_university"}[grouping]
    ].trigger()
    bar = window.strip.bar
    assert sum(piece.nok for piece in bar._pieces) == budget(window.session.required()).recommended
    for piece in bar._pieces:
        assert piece.name in bar.accessibleName()
        assert piece.name in bar.toolTip()
    bar.grab()


def test_the_choice_is_remembered_and_holds_when_cards_move(window: MainWindow, sharing: Sharing) -> None:
    window.commands["bar_university"].trigger()
    assert window.commands["bar_university"].isChecked()
    assert not window.commands["bar_network"].isChecked()
    assert "HVL" in window.strip.bar.accessibleName()
    actions.move(window.session, "21-08", Lane.PRIORITISED)
    assert "Etter UH" in window.strip.bar.accessibleName()
    other = MainWindow(window.session)
    assert other.round_page.sharing.grouping is Grouping.UNIVERSITY
    other.close()
    other.deleteLater()


def test_the_table_is_the_same_as_the_budget_and_follows(window: MainWindow) -> None:
    made = opened(window)
    whole = made.rows.lines[-1].share
    sums = budget(window.session.required())
    assert (whole.requested, whole.recommended, whole.proposals) == (sums.requested, sums.recommended, 11)
    assert not made.isModal()
    actions.move(window.session, "21-08", Lane.PRIORITISED)
    assert made.rows.lines[-1].share.recommended == budget(window.session.required()).recommended
    assert opened(window) is made, "there is one only"


def test_its_grouping_is_that_of_the_bar(window: MainWindow, sharing: Sharing) -> None:
    made = opened(window)
    choice = made.findChild(QComboBox, "shares.grouping")
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findData("owner_kind"))
    choice.activated.emit(choice.currentIndex())
    assert sharing.grouping is Grouping.OWNER_KIND
    assert made.rows.headings()[0] == "Type eigar"
    assert made.rows.lines[0].name == "Kommune"
    window.commands["bar_network"].trigger()
    assert choice.currentData() == "network"
    assert made.rows.lines[0].name == "Nettverk Nord"


def test_it_is_copied_whole(window: MainWindow, qtbot: QtBot) -> None:
    made = opened(window)
    table = made.findChild(QTableView, "shares.table")
    assert isinstance(table, QTableView)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][0] == "Nettverk"
    assert lines[-1][0] == "Til saman"
    assert lines[-1][2] == "7768000"
    assert lines[-1][3] == "100,0 %"
    assert {len(line) for line in lines} == {7}


def test_an_empty_round_shares_nothing(window: MainWindow) -> None:
    made = opened(window)
    actions.remove_round(window.session, window.session.required().round.id)
    assert not made.isVisible()


def test_parts_add_up_and_differences_too(window: MainWindow) -> None:
    for grouping in Grouping:
        *lines, whole = make_lines(window.session.required(), grouping)
        assert sum(line.asked for line in lines) == whole.asked == 1000
        assert sum(line.given - line.asked for line in lines) == 0


def test_parts_and_points_are_written_as_the_language_does() -> None:
    assert (percent(125), points(15), points(-3), points(0)) == ("12,5\u00a0%", "+1,5", "\u22120,3", "0,0")
    use("en")
    assert (percent(125), points(15)) == ("12.5\u00a0%", "+1.5")
