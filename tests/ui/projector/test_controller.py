"""The room's window in the operator's hands: following, hiding, cables, and what never reaches the room."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.room import room
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.projector.controller import Projector
from kompetanse_desktop.ui.projector.showing import Page, Showing
from kompetanse_desktop.ui.projector.stage import Mode, name_only

HERE = Path(__file__).parent


@pytest.fixture
def projector(window: MainWindow) -> Iterator[Projector]:
    """Show the ranked example round; there is only one screen, so it is on none yet."""
    window.commands["projector"].trigger()
    assert window.projector.projector is not None
    yield window.projector.projector
    window.projector.stop()


def panel_button(window: MainWindow, name: str) -> QPushButton:
    """Give a button of the operator's panel."""
    found = window.findChild(QPushButton, f"projector.{name}")
    assert isinstance(found, QPushButton)
    return found


def shown(projector: Projector) -> Showing:
    """Give what the room's window has been given, a turn of the event loop later."""
    QApplication.processEvents()
    given = projector.room_window.showing
    assert given is not None
    return given


# -- on and off ------------------------------------------------------------------------------------
def test_nothing_of_it_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys; from kompetanse_desktop.ui.main_window import MainWindow; "
        "print([m for m in sys.modules if m.startswith('kompetanse_desktop.ui.projector.')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "['kompetanse_desktop.ui.projector.switch']"


def test_the_command_turns_it_on_and_off(window: MainWindow, qtbot: QtBot) -> None:
    command = window.commands["projector"]
    command.trigger()
    assert command.isChecked()
    assert window.projector.panel is not None
    qtbot.waitUntil(window.projector.panel.isVisible)
    command.trigger()
    assert not command.isChecked()
    assert window.projector.projector is None
    assert window.projector.panel is None
    command.trigger()
    assert window.projector.projector is not None


def test_it_goes_with_the_window(window: MainWindow, projector: Projector) -> None:
    projector.cover()
    window.close()
    assert not projector.room_window.isVisible()
    assert not window.commands["projector"].isChecked()


def test_where_there_is_no_round_there_is_nothing_to_show(empty_window: MainWindow) -> None:
    assert not empty_window.commands["projector"].isEnabled()


# -- one screen only ---------------------------------------------------------------------------------
def test_the_operators_screen_is_never_covered_by_itself(window: MainWindow, projector: Projector) -> None:
    assert not projector.room_window.isVisible()
    assert say(projector.words()) == "Ikkje vist: F11 dekkjer denne skjermen"
    assert window.messages.isVisible()


def test_a_key_covers_the_only_screen_and_esc_gives_it_back(window: MainWindow, projector: Projector) -> None:
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert projector.room_window.isVisible()
    assert say(projector.words()) == "Rommet følgjer tavla"
    QTest.keyClick(projector.room_window, Qt.Key.Key_Escape)
    assert not projector.room_window.isVisible()
    assert window.projector.projector is projector


def test_f5_ends_it_from_the_rooms_window_too(window: MainWindow, projector: Projector) -> None:
    projector.cover()
    QTest.keyClick(projector.room_window, Qt.Key.Key_F5)
    assert window.projector.projector is None


def test_a_stray_alt_f4_closes_nothing(projector: Projector) -> None:
    projector.cover()
    event = QCloseEvent()
    QApplication.sendEvent(projector.room_window, event)
    assert not event.isAccepted()
    assert projector.room_window.isVisible()


def test_settling_screens_leave_a_covered_one_covered(projector: Projector) -> None:
    projector.cover()
    projector.watch.settled.emit()
    assert projector.room_window.isVisible()
    assert projector.is_covering


# -- following -----------------------------------------------------------------------------------------
def test_every_deed_is_in_the_rooms_window_at_once(projector: Projector, ranked: Session) -> None:
    actions.move(ranked, "21-04", Lane.PRIORITISED)
    assert shown(projector).room.remaining == ranked.remaining
    actions.undo(ranked)
    assert shown(projector).room == room(ranked.required())
    assert shown(projector).room.remaining == ranked.remaining


def test_the_panel_says_in_words_what_the_room_sees(window: MainWindow, projector: Projector, ranked: Session) -> None:
    projector.cover()
    panel = window.projector.panel
    assert panel is not None
    assert panel.thumbnail.accessibleDescription() == "Rommet følgjer tavla"
    panel_button(window, "freeze").click()
    assert panel.thumbnail.accessibleDescription().startswith("Fryst: rommet ser det som var ")
    actions.move(ranked, "21-04", Lane.PRIORITISED)
    assert shown(projector).room.remaining != ranked.remaining
    panel_button(window, "show").click()
    assert shown(projector).room.remaining == ranked.remaining
    assert projector.stage.mode is Mode.STAGED
    panel_button(window, "follow").click()
    assert panel.thumbnail.accessibleDescription() == "Rommet følgjer tavla"
    assert panel.thumbnail.accessibleName() == "Det rommet ser: Rangering"


def test_another_round_is_not_shown_by_itself(projector: Projector, ranked: Session) -> None:
    actions.new_round(ranked, ranked.required().round)
    assert shown(projector).page is Page.NEUTRAL
    projector.toggle_neutral()
    assert shown(projector).room.ranked == ()


def test_a_round_that_is_removed_is_shown_no_longer(window: MainWindow, projector: Projector, ranked: Session) -> None:
    projector.cover()
    actions.remove_round(ranked, ranked.required().round.id)
    assert not projector.room_window.isVisible()
    assert window.projector.projector is None


# -- pages -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", range(1, 7))
def test_a_page_is_one_key_and_one_click(window: MainWindow, projector: Projector, number: int) -> None:
    page = list(Page)[number - 1]
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
    assert shown(projector).page is page
    assert panel_button(window, f"page.{page.value}").isChecked()
    panel_button(window, "page.ranking").click()
    panel_button(window, f"page.{page.value}").click()
    assert shown(projector).page is page
    assert panel_button(window, f"page.{page.value}").isChecked()


def test_a_text_is_shown_when_it_is_written(window: MainWindow, projector: Projector) -> None:
    panel = window.projector.panel
    assert panel is not None
    panel.choose_page(Page.TEXT)
    field = window.focusWidget()
    assert field is not None
    assert field.objectName() == "projector.text"
    QTest.keyClicks(field, "Pause til b")
    assert shown(projector).text == ""
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (shown(projector).page, shown(projector).text) == (Page.TEXT, "Pause til b")


def test_the_keyboard_of_a_part_that_goes_away_goes_to_the_proposals(window: MainWindow, projector: Projector) -> None:
    panel = window.projector.panel
    assert panel is not None
    panel.choose_page(Page.TEXT)
    assert panel.isAncestorOf(window.focusWidget())
    projector.choose_page(Page.RANKING)
    assert window.board.isAncestorOf(QApplication.focusWidget())
    panel_button(window, "freeze").setFocus()
    window.commands["projector"].trigger()
    assert window.board.isAncestorOf(QApplication.focusWidget())


def test_b_hides_from_the_operators_window_but_is_a_letter_where_one_writes(
    window: MainWindow, projector: Projector
) -> None:
    QTest.keyClick(window.board.views[Lane.PRIORITISED], Qt.Key.Key_B)
    assert shown(projector) == Showing(Page.NEUTRAL, name_only(projector.stage.shown.room))
    QTest.keyClick(window.board.views[Lane.PRIORITISED], Qt.Key.Key_B)
    assert shown(projector).page is Page.RANKING
    window.search.setFocus()
    QTest.keyClick(window.search, Qt.Key.Key_B)
    assert window.search.text() == "b"
    assert shown(projector).page is Page.RANKING


def test_the_keys_go_when_it_is_turned_off(window: MainWindow, projector: Projector) -> None:
    window.projector.stop()
    QTest.keyClick(window.board.views[Lane.PRIORITISED], Qt.Key.Key_B)
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert not any(one.objectName() == "projector.window" and one.isVisible() for one in QApplication.topLevelWidgets())


# -- a list longer than the screen ---------------------------------------------------------------------------
@pytest.fixture
def long_list(projector: Projector, ranked: Session) -> Projector:
    """Have the list in several parts: in large type."""
    projector.cover()
    projector.zoom(5)
    projector.give_back()
    for ref in ranked.required().board[Lane.UNHANDLED]:
        actions.move(ranked, ref, Lane.PRIORITISED)
    QApplication.processEvents()
    projector.turn(0)
    assert projector.part[1] > 2
    return projector


def test_a_long_list_is_turned_by_keys_and_by_buttons(window: MainWindow, long_list: Projector) -> None:
    of, board = long_list.part[1], window.board.views[Lane.PRIORITISED]
    before, after = panel_button(window, "earlier"), panel_button(window, "later")
    assert not before.isEnabled()
    QTest.keyClick(board, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert long_list.room_window.part == (2, of)
    after.click()
    assert long_list.room_window.part == (3, of)
    before.click()
    QTest.keyClick(board, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(board, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert long_list.room_window.part == (1, of)
    part = window.findChild(QLabel, "projector.part")
    assert isinstance(part, QLabel)
    assert part.text() == f"side 1 av {of}"
    QTest.keyClick(long_list.room_window, Qt.Key.Key_PageDown)
    assert long_list.room_window.part == (2, of)


def test_a_turned_list_goes_to_the_card_that_is_chosen_next_or_back_when_asked(
    window: MainWindow, long_list: Projector
) -> None:
    window.board.choose(["21-01"], focus=True)
    assert shown(long_list).room.discussed is not None
    long_list.turn(1)
    assert long_list.room_window.part[0] == 2
    assert not panel_button(window, "toNow").isHidden()
    panel_button(window, "toNow").click()
    assert (long_list.room_window.part[0], long_list.stage.shown.list_page) == (1, None)
    long_list.turn(1)
    window.board.choose(["21-02"], focus=True)
    assert shown(long_list).list_page is None


def test_in_a_frozen_room_a_list_is_turned_for_the_next_time(window: MainWindow, long_list: Projector) -> None:
    long_list.freeze()
    long_list.turn(1)
    long_list.turn(1)
    assert (long_list.room_window.part[0], long_list.part[0]) == (1, 3)
    long_list.show()
    assert long_list.room_window.part[0] == 3


def test_a_short_list_and_the_neutral_page_are_not_turned(window: MainWindow, projector: Projector) -> None:
    before = projector.stage
    projector.turn(1)
    assert projector.stage == before
    assert panel_button(window, "later").parentWidget().isHidden()


# -- the room the panel takes ----------------------------------------------------------------------------------
def test_in_a_low_window_the_pages_are_in_the_menu(window: MainWindow, projector: Projector, qtbot: QtBot) -> None:
    window.resize(1280, 720)
    panel = window.projector.panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel._is_low)
    assert panel_button(window, "page.sums").isHidden() or not panel_button(window, "page.sums").isVisible()
    menu = panel_button(window, "settings").menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text().startswith("Summar")).trigger()
    assert shown(projector).page is Page.SUMS
    window.resize(1440, 1000)
    qtbot.waitUntil(lambda: not panel._is_low)
    assert panel_button(window, "page.sums").isVisible()


def test_the_small_picture_is_painted_after_the_windows(
    window: MainWindow, projector: Projector, ranked: Session, qtbot: QtBot
) -> None:
    panel = window.projector.panel
    assert panel is not None
    qtbot.waitUntil(lambda: not panel.thumbnail._soon.isActive())
    before = panel.thumbnail.grab().toImage()
    actions.move(ranked, "21-04", Lane.PRIORITISED)
    QApplication.processEvents()
    assert panel.thumbnail._soon.isActive()
    qtbot.waitUntil(lambda: panel.thumbnail.grab().toImage() != before)


# -- what is discussed -----------------------------------------------------------------------------------
def test_the_room_follows_to_a_card_it_sees_anyway(window: MainWindow, projector: Projector) -> None:
    window.board.choose(["21-03"], focus=True)
    discussed = shown(projector).room.discussed
    assert discussed is not None
    assert discussed.ref == "21-03"


def test_choosing_a_card_held_back_tells_the_room_nothing(window: MainWindow, projector: Projector) -> None:
    window.board.choose(["21-03"], focus=True)
    before = shown(projector)
    window.board.choose(["21-08"], focus=True)
    assert shown(projector) == before
    projector.choose_page(Page.PROPOSAL)
    assert shown(projector).room.discussed == before.room.discussed


def test_a_card_held_back_is_shown_when_it_is_said_so(window: MainWindow, projector: Projector) -> None:
    link = panel_button(window, "showCard")
    window.board.choose(["21-03"], focus=True)
    assert link.isHidden()
    window.board.choose(["21-08"], focus=True)
    assert not link.isHidden()
    link.click()
    now = shown(projector)
    assert now.page is Page.PROPOSAL
    assert now.room.discussed is not None
    assert now.room.discussed.ref == "21-08"
    assert link.isHidden()
    window.board.choose(["21-03"], focus=True)
    window.board.choose(["21-08"], focus=True)
    again = shown(projector).room.discussed
    assert again is not None
    assert again.ref == "21-03", "it was said of that one time only"


def test_a_card_that_is_ranked_is_discussed(window: MainWindow, projector: Projector) -> None:
    window.board.choose(["21-08"], focus=True)
    assert shown(projector).room.discussed is None
    window.commands["lane_right"].trigger()
    discussed = shown(projector).room.discussed
    assert discussed is not None
    assert discussed.ref == "21-08"


# -- size and colours --------------------------------------------------------------------------------------
def test_size_and_colours_are_remembered_for_the_monitor(window: MainWindow, projector: Projector) -> None:
    projector.cover()
    projector.zoom(1)
    projector.set_dark(False)
    assert (projector.view.zoom, projector.view.dark) == (110, False)
    window.commands["projector"].trigger()
    window.commands["projector"].trigger()
    again = window.projector.projector
    assert again is not None
    again.cover()
    assert (again.view.zoom, again.view.dark) == (110, False)


def test_the_panels_keys_of_size_are_the_rooms(window: MainWindow, projector: Projector) -> None:
    projector.cover()
    projector.give_back()
    button = panel_button(window, "show")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert projector.view.zoom == 110
    QTest.keyClick(button, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert projector.view.zoom == 100


def test_the_menu_has_the_size_the_colours_and_the_way_to_cover(window: MainWindow, projector: Projector) -> None:
    projector.cover()
    projector.give_back()
    menu = panel_button(window, "settings").menu()
    menu.aboutToShow.emit()
    entries = {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}
    entries["Større"].trigger()
    entries["Mørkt på lyst"].trigger()
    assert (projector.view.zoom, projector.view.dark) == (110, False)
    entries["Dekk denne skjermen"].trigger()
    assert projector.is_covering
    menu.aboutToShow.emit()
    checked = [action.text() for action in menu.actions() if action.isChecked()]
    assert checked == ["Mørkt på lyst"]
    assert any("110 %" in action.text() for action in menu.actions())


def test_every_part_of_the_panel_has_a_name(window: MainWindow, projector: Projector) -> None:
    panel = window.projector.panel
    assert panel is not None
    for button in panel.findChildren(QPushButton):
        assert button.accessibleName() or button.text()
        assert button.objectName().startswith("projector.")


# -- several screens: in a process of its own, since Qt takes them from the start ------------------------------
WIDE = {"name": "HDMI-1", "x": 1280, "y": 0, "width": 1920, "height": 1080}
LAPTOP = {"name": "eDP-1", "x": 0, "y": 0, "width": 1280, "height": 720}
SIDE = {"name": "DP-1", "x": 3200, "y": 0, "width": 1024, "height": 768}


def at(screens: list[dict[str, object]], data_dir: Path, *steps: str) -> list[dict[str, object]]:
    """Do steps in a window at these screens, and give what is seen after each."""
    setup = data_dir / "screens.json"
    whole = [{**one, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1} for one in screens]
    setup.write_text(json.dumps({"screens": whole}))
    told = subprocess.run(
        [sys.executable, str(HERE / "at_screens.py"), str(data_dir), *steps],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={setup}", "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.returncode == 0, told.stderr
    seen: list[dict[str, object]] = json.loads(told.stdout.splitlines()[-1])
    return seen


def test_a_second_monitor_is_covered_at_once_and_the_operators_window_is_left(data_dir: Path) -> None:
    before, after, off = at([LAPTOP, WIDE], data_dir, "look", "on", "off")
    assert before["room"] is None
    assert after["room"] == [1280, 0, 1920, 1080]
    assert off["room"] is None
    assert before["operators"] == after["operators"] == off["operators"]
    assert after["flags"] == "never has the keyboard"
    assert after["remaining"] == after["budget"]


def test_several_others_are_asked_about_once_and_the_answer_is_remembered(data_dir: Path) -> None:
    asked, chosen = at([LAPTOP, WIDE, SIDE], data_dir, "on", "choose DP-1")
    assert (asked["room"], asked["words"]) == (None, "Ikkje vist: vel ein skjerm")
    assert chosen["room"] == [3200, 0, 1024, 768]
    (again,) = at([LAPTOP, WIDE, SIDE], data_dir, "on")
    assert again["room"] == [3200, 0, 1024, 768]


def test_a_stand_in_is_used_and_the_choice_is_left_as_it_was(data_dir: Path) -> None:
    at([LAPTOP, SIDE], data_dir, "on")
    (stand_in,) = at([LAPTOP, WIDE], data_dir, "on")
    assert stand_in["room"] == [1280, 0, 1920, 1080]
    assert "DP-1" not in str(stand_in["message"])
    assert "HDMI-1" in str(stand_in["message"])
    (again,) = at([LAPTOP, WIDE, SIDE], data_dir, "on")
    assert again["room"] == [3200, 0, 1024, 768]


def test_mirrored_screens_are_said_and_not_covered(data_dir: Path) -> None:
    (mirrored,) = at([LAPTOP, {**WIDE, "x": 0}], data_dir, "on")
    assert mirrored["room"] is None
    assert "Skjermane viser det same." in str(mirrored["message"])


def test_show_tries_a_screen_again_that_the_window_strayed_from(projector: Projector) -> None:
    projector._strayed = projector._operators_screen()
    projector.freeze()
    assert projector._strayed is not None
    projector.show()
    assert projector._strayed is None
