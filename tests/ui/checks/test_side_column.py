"""The tabs beside the board: heard as tabs, with the number of open remarks, and the way from a remark to its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, text
from kompetanse_desktop.domain.answers import Reply
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import Severity, all_checks
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.ui import theme
from kompetanse_desktop.ui.board.card import Face, make_face
from kompetanse_desktop.ui.checks.mending import Place
from kompetanse_desktop.ui.checks.model import Line
from kompetanse_desktop.ui.checks.panel import ChecksPanel
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.side_column import ASSESSMENT_TAB, CHECKS, DETAILS, TIMELINE


def shown(window: MainWindow) -> ChecksPanel:
    """Show the remarks, and give their panel."""
    window.commands["checks"].trigger()
    panel = window.side.checks
    assert panel is not None
    assert panel.isVisible()
    return panel


def choose(panel: ChecksPanel, code: str, ref: str | None = None) -> None:
    for row in range(panel._model.rowCount()):
        line = panel._model.line(row)
        if isinstance(line, Line) and line.check.code == code and ref in (None, line.check.ref):
            panel.list.choose(panel._model.index(row))
            return
    raise LookupError(code)


def face(window: MainWindow, ref: str) -> Face:
    state = window.session.required()
    return make_face(state, ref, state.board.lane_of(ref), 0)


def test_they_are_heard_as_tabs(window: MainWindow) -> None:
    tabs = QAccessible.queryAccessibleInterface(window.side.tabs)
    assert tabs.role() == QAccessible.Role.PageTabList
    heard = [tabs.child(at) for at in range(3)]
    assert {one.role() for one in heard} == {QAccessible.Role.PageTab}
    assert [one.text(QAccessible.Text.Name) for one in heard[:2]] == ["Detaljar", "Tidslinje"]
    assert heard[DETAILS].state().selected
    assert not heard[CHECKS].state().selected


def test_they_are_walked_with_the_arrows(window: MainWindow, qtbot: QtBot) -> None:
    window.side.tabs.setFocus()
    qtbot.keyClick(window.side.tabs, Qt.Key.Key_Right)
    assert window.side.shows_timeline
    qtbot.keyClick(window.side.tabs, Qt.Key.Key_Right)
    assert window.side.shows_checks
    assert window.side.tabs.hasFocus(), "who walks on stays there"
    qtbot.keyClick(window.side.tabs, Qt.Key.Key_Left)
    assert window.side.tabs.currentIndex() == TIMELINE


def test_nothing_is_made_before_it_is_asked_for(window: MainWindow) -> None:
    assert window.side.checks is None
    assert window.side.timeline is None


def test_the_tab_has_the_number_of_what_is_open(window: MainWindow, qtbot: QtBot) -> None:
    window.side.book.catch_up()
    found = [c for c in all_checks(window.session.required()) if c.severity is not Severity.NOTE]
    assert window.side.tabs.tabText(CHECKS) == f"Sjekkar {len(found)}"
    with qtbot.waitSignal(window.side.book.changed):
        actions.answer_check(window.session, found[0], "ja")
    assert window.side.tabs.tabText(CHECKS) == f"Sjekkar {len(found) - 1}"
    for check in found[1:]:
        actions.answer_check(window.session, check, "ja")
    window.side.book.catch_up()
    assert window.side.tabs.tabText(CHECKS) == "Sjekkar"


def test_the_key_leads_there_and_back(window: MainWindow) -> None:
    window.board.choose(["21-03"], focus=True)
    lane = window.board.views[Lane.PRIORITISED]
    panel = shown(window)
    assert panel.list.hasFocus()
    window.commands["timeline"].trigger()
    assert window.side.shows_timeline
    window.commands["checks"].trigger()
    assert panel.list.hasFocus()
    window.commands["checks"].trigger()
    assert not window.side.shows_checks
    assert lane.hasFocus()


def test_a_remark_chooses_its_card_and_the_keyboard_stays(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-03"], focus=True)
    panel = shown(window)
    choose(panel, "late")
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert window.board.chosen() == ("21-11",)
    assert window.side.shows_checks
    assert panel.list.hasFocus()


def test_only_those_of_the_card_that_is_chosen_now(window: MainWindow) -> None:
    panel = shown(window)
    panel.findChild(QComboBox, "checks.filter").setCurrentIndex(1)
    for ref in ("21-11", "21-10"):
        window.board.choose([ref], focus=False)
        lines = [panel._model.line(row) for row in range(panel._model.rowCount())]
        assert {line.check.ref for line in lines if isinstance(line, Line)} == {ref}


def test_from_a_remark_to_the_amount(window: MainWindow) -> None:
    panel = shown(window)
    choose(panel, "coordination", "21-11")
    panel.findChild(QPushButton, "checks.mend").click()
    assert window.details.ref == "21-11"
    assert not window.side.shows_checks
    assert window.details.isAncestorOf(window.focusWidget())


@pytest.mark.parametrize("place", [place for place in Place if place is not Place.ROUND])
def test_every_place_of_a_card_is_there(window: MainWindow, place: Place) -> None:
    shown(window)
    window.side.go_to(place, "21-10")
    assert window.board.chosen() == ("21-10",)
    assert window.side.shows_checks is (place is Place.CARD)
    if place is Place.REASON:
        assert window.details.reason.hasFocus()
    if place is Place.ASSESSMENT:
        assert window.details.tabs.currentIndex() == ASSESSMENT_TAB
    if place is not Place.CARD:
        assert window.details.isAncestorOf(window.focusWidget())


def test_the_terms_of_the_round(window: MainWindow, qtbot: QtBot) -> None:
    command = window.commands["edit_round"]
    command.triggered.disconnect()  # the dialog itself has its own tests
    with qtbot.waitSignal(command.triggered):
        window.side.go_to(Place.ROUND, None)
    window.side.go_to(Place.AMOUNT, None)
    assert window.side.tabs.currentIndex() == DETAILS


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK, theme.CONTRAST_LIGHT])
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_opens_in_every_language_and_look(
    window: MainWindow, qtbot: QtBot, language: str, look: theme.Theme
) -> None:
    text.use(language)
    try:
        check = all_checks(window.session.required())[0]
        actions.answer_check(window.session, check, "Notat", Reply.ACCEPTED)
        window.set_theme(look)
        panel = shown(window)
        panel._model.toggle_fold()
        qtbot.wait(1)
        assert panel.grab().toImage().colorCount() == 0
        assert panel.list.visualRect(panel._model.index(0)).height() > 0
    finally:
        text.use("nn")


def test_it_never_makes_the_window_higher_than_a_small_screen(window: MainWindow) -> None:
    panel = shown(window)
    for row in range(panel._model.rowCount()):
        panel.list.choose(panel._model.index(row))
        assert window.minimumSizeHint().height() <= 680


def test_a_card_has_no_tag_for_what_is_answered(window: MainWindow) -> None:
    session = window.session
    assert "Etter frist" in [tag.text for tag in face(window, "21-11").tags]
    check = next(check for check in all_checks(session.required()) if check.code == "late")
    actions.answer_check(session, check, "Avtalt utsetjing")
    after = face(window, "21-11")
    assert "Etter frist" not in [tag.text for tag in after.tags]
    assert "Etter frist" not in after.spoken_tags


def test_a_card_says_that_it_is_withdrawn_all_the_same(window: MainWindow) -> None:
    session = window.session
    actions.withdraw(session, "21-01")
    (tag,) = (tag for tag in face(window, "21-01").tags if tag.text == "Trekt")
    assert tag.serious
    check = next(check for check in all_checks(session.required()) if check.code == "withdrawn")
    actions.answer_check(session, check, "Ventar på brev")
    (tag,) = (tag for tag in face(window, "21-01").tags if tag.text == "Trekt")
    assert not tag.serious


def test_more_than_the_limit_in_a_later_year_is_on_the_card(window: MainWindow) -> None:
    actions.set_cell(window.session, "21-01", Payee.COORDINATION, 2022, 900_000)
    assert any("i 2022" in tag.text for tag in face(window, "21-01").tags)
