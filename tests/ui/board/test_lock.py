"""The lock, ways to mend it, and undo from anywhere, in the window as a person meets them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.board import telling
from kompetanse_desktop.ui.board.model import MIME
from kompetanse_desktop.ui.main_window import MainWindow
from tests.ui.conftest import SIX

U, P, R, D = Lane
CONTROL = Qt.KeyboardModifier.ControlModifier


def message(window: MainWindow) -> str:
    return window.messages._text.text() if window.messages.isVisible() else ""


@pytest.fixture
def locked(window: MainWindow) -> MainWindow:
    """Give the window with its board locked and one card chosen."""
    window.board.choose(["21-03"], focus=True)
    window.commands["lock"].trigger()
    return window


@pytest.mark.parametrize("command", ["up", "down", "lane_left", "lane_right", "moveTo", "undo", "withdraw"])
def test_nothing_moves_while_the_board_is_locked(locked: MainWindow, command: str) -> None:
    before, entries = locked.model.state, len(locked.session.journal())
    locked.commands[command].trigger()
    assert locked.model.state == before
    assert len(locked.session.journal()) == entries
    assert "Tavla er låst" in message(locked)
    assert "Ctrl+L" in message(locked)


def test_the_mouse_is_refused_too(locked: MainWindow) -> None:
    data = QMimeData()
    data.setData(MIME, b"21-04")
    lane = locked.model.lanes[P]
    assert not lane.canDropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert not lane.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    locked.messages.hide()
    locked.board.views[P].startDrag(Qt.DropAction.MoveAction)
    assert "Tavla er låst" in message(locked)
    assert locked.board.delegate.lifted == frozenset()


def test_amounts_are_held_and_notes_are_not(locked: MainWindow) -> None:
    with pytest.raises(Refusal):
        actions.set_amount(locked.session, "21-01", 1)
    with pytest.raises(Refusal):
        actions.undo(locked.session)
    actions.set_note(locked.session, "21-01", "Spør om dette")
    actions.set_reason(locked.session, "21-01", "Godt forankra")
    actions.undo(locked.session)
    assert locked.model.state.standing("21-01").private_note == "Spør om dette"
    assert locked.model.state.standing("21-01").reason == ""


def test_the_lock_is_seen_in_words_and_opens_again(locked: MainWindow) -> None:
    assert locked.lock.button.text() == "Tavla er låst"
    assert locked.lock.button.isVisible()
    assert not locked.lock.button.icon().isNull()
    assert locked.commands["lock"].text() == "Lås opp tavla"
    locked.lock.button.click()
    assert locked.lock.button.text() == "Lås tavla"
    locked.commands["up"].trigger()
    assert locked.model.state.ranked()[:2] == ("21-01", "21-03")


def test_the_lock_is_the_windows_not_the_librarys(locked: MainWindow) -> None:
    assert locked.session.library_file.exists()
    made = actions.Session.open(locked.session.library_file.parent, write=False)
    with made:
        made.guard(_a_move())
        with pytest.raises(Refusal):
            locked.session.guard(_a_move())


def _a_move() -> Change:
    return Change("move", Saying("Move"), (Edit("21-01", Place(P, 1), Place(P, 2)),))


# What would mend it


def buttons(window: MainWindow) -> list[str]:
    bar = window.round_page.mendings
    made = [each for each in bar.findChildren(QPushButton) if each.isVisible()]
    return [(each.accessibleName() or each.text()).replace("\u00a0", " ") for each in made] if bar.isVisible() else []


def in_the_menu(window: MainWindow) -> list[QAction]:
    return window.round_page.mendings._menu.actions()


def test_one_click_mends_and_one_undo_takes_it_back(window: MainWindow) -> None:
    assert buttons(window) == []
    actions.move(window.session, "21-04", P)
    actions.move(window.session, "21-07", P)
    bar = window.round_page.mendings
    assert bar._over.text().replace("\u00a0", " ") == "▲ 68 000 kr for mykje"
    assert buttons(window) == [
        "Flytt «Kartlegging av behov» til reserve: 332 000 kr att",
        "Avkort «Kartlegging av behov» til 332 000 kr: alt får plass",
        "Fleire måtar",
        "Avkort alle …",
    ]
    assert len(in_the_menu(window)) == 2
    before, entries = window.model.state, len(window.session.journal())
    for click in (bar._shown[0].click, bar._shown[1].click, lambda: in_the_menu(window)[0].trigger()):
        click()
        assert len(window.session.journal()) == entries + 1
        assert (window.session.remaining >= 0, bar.isVisible()) == (True, False)
        assert window.board.chosen() != ()
        actions.undo(window.session)
        assert window.model.state == before
        assert bar.isVisible()
        entries = len(window.session.journal())


def test_the_keyboard_goes_to_the_ways_out_and_reduce_all_is_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    actions.move(window.session, "21-04", P)
    bar = window.round_page.mendings
    window.commands["mend"].trigger()
    assert bar._shown[0].hasFocus()
    bar.reduce_all_wanted.disconnect()
    with qtbot.waitSignal(bar.reduce_all_wanted):
        bar._all.click()
    bar._shown[0].setFocus()
    qtbot.keyClick(bar._shown[0], Qt.Key.Key_Space)
    assert window.session.remaining >= 0
    assert window.board.focused_lane() is R, "the keyboard goes with the card"


def test_too_many_for_the_places_is_mended_together(window: MainWindow) -> None:
    actions.edit_round(window.session, places=2)
    assert window.round_page.mendings._over.text() == "▲ 4 plassar for mykje"
    assert buttons(window) == ["Flytt dei 4 siste til reserve: 3 222 000 kr att"]
    window.round_page.mendings._shown[0].click()
    assert window.model.state.board[R] == SIX[2:]
    assert buttons(window) == []


# Undo from anywhere, and what is told


def test_undo_works_from_a_field_once_the_board_has_changed(window: MainWindow, qtbot: QtBot) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "skule")
    window.board.choose(["21-03"], focus=False)
    actions.move(window.session, "21-03", D)
    assert window.search.hasFocus()
    qtbot.keyClick(window.search, Qt.Key.Key_Z, CONTROL)
    assert window.model.state.board[P] == SIX
    assert window.search.text() == "skule"
    assert "Angra" in window.footer._last.text()
    qtbot.keyClicks(window.search, "r")
    qtbot.keyClick(window.search, Qt.Key.Key_Z, CONTROL)
    assert window.search.text() != "skuler", "what was typed after that is the field's own to take back"
    assert window.model.state.board[P] == SIX


def test_a_move_is_told_with_lane_position_and_what_is_left(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "kompetanse_desktop.ui.round_page.announce", lambda widget, text: told.append(text.replace("\u00a0", " "))
    )
    window.board.choose(["21-02"], focus=True)
    window.commands["lane_right"].trigger()
    assert told[-1].endswith("Reserve, plass 1 av 1. 1 112 000 kr att å fordele")
    window.commands["undo"].trigger()
    assert told[-1].startswith("Angra: ")
    assert told[-1].endswith("Prioritert, plass 2 av 6. 412 000 kr att å fordele")
    actions.edit_round(window.session, places=2)
    assert told[-1].endswith("412 000 kr att å fordele, 4 plassar for mykje")


def test_many_titles_are_not_all_told(window: MainWindow) -> None:
    after = window.model.preview(SIX[:1], R, None)
    assert after is not None
    assert say("{count} more", count=1) in telling._titles(window.model.state, SIX[:3])


def test_amounts_in_the_details_stand_still_while_it_is_locked(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["lock"].trigger()
    window.board.choose(["21-02"], focus=True)
    amounts, division = window.details.amounts, window.details.division
    assert amounts.edit.isReadOnly()
    assert amounts.edit.toolTip()
    assert not division.isEnabled()
    window.commands["lock"].trigger()
    assert not amounts.edit.isReadOnly()
    assert not amounts.edit.toolTip()
    assert division.isEnabled()
