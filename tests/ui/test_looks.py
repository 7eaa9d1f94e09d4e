"""The reader chooses size, colours and stillness; the window gives way, and remembers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.ui import looks as looks_module
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.commands import key_table
from kompetanse_desktop.ui.looks import Looks
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.theme import system

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def as_it_was(qapp: QApplication) -> Iterator[None]:
    """Give the program back the look it had."""
    yield
    look.follow_scheme(look.Colours.SYSTEM)
    look.allow_motion(qapp, True)
    look.apply(qapp, look.LIGHT, 100)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep what a screen reader would say."""
    said: list[str] = []
    monkeypatch.setattr(looks_module, "announce", lambda _, sentence: said.append(sentence))
    return said


def settings(session: Session) -> QSettings:
    """Give what is kept of the window."""
    return QSettings(str(session.library_file.with_name("window.ini")), QSettings.Format.IniFormat)


# --- size


def test_the_keys_make_text_larger_and_smaller(window: MainWindow, qtbot: QtBot, spoken: list[str]) -> None:
    height = window.header.sizeHint().height()
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    assert (window.looks.percent, look.zoom_percent()) == (110, 110)
    qtbot.keyClick(window, Qt.Key.Key_Equal, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    assert window.looks.percent == 150
    assert window.header.sizeHint().height() > height
    assert window.board.delegate.zoom == 1.5
    qtbot.keyClick(window, Qt.Key.Key_Minus, CONTROL)
    assert window.looks.percent == 125
    qtbot.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert window.looks.percent == 100
    assert window.header.sizeHint().height() == height
    assert spoken[0] == "Tekststorleik 110 %"
    assert len(spoken) == 5


def test_the_keys_stand_in_the_help() -> None:
    keys = {key for key, _ in key_table()}
    native = QKeySequence.SequenceFormat.NativeText
    for key in ("Ctrl++", "Ctrl+-", "Ctrl+0", "Ctrl+D"):
        assert QKeySequence(key).toString(native) in keys


def test_a_size_chosen_in_the_menu_is_remembered(window: MainWindow, qtbot: QtBot) -> None:
    menu = menu_of(window)
    choice(menu, "look.size.175").trigger()
    assert look.zoom_percent() == 175
    assert choice(menu, "look.size.175").isChecked()
    assert not choice(menu, "look.size.100").isChecked()
    window.close()
    look.apply(QApplication.instance(), look.LIGHT, 100)  # type: ignore[arg-type]
    again = MainWindow(window.session)
    qtbot.addWidget(again)
    assert look.zoom_percent() == 175
    assert again.board.delegate.zoom == 1.75


def menu_of(window: MainWindow) -> QWidget:
    """Give the menu bar, where all menus are found."""
    return window.menuBar()


def choice(menu: QWidget, name: str):  # type: ignore[no-untyped-def]
    """Give a choice of the menus by its id."""
    found = [action for each in menu.findChildren(QMenu) for action in each.actions() if action.objectName() == name]
    assert found, name
    return found[0]


@pytest.mark.parametrize(
    ("kept", "percent", "colours"),
    [
        ({}, 100, look.Colours.SYSTEM),
        ({"text_size": "150", "colours": "dark"}, 150, look.Colours.DARK),
        ({"text_size": "9999", "colours": "pink"}, 200, look.Colours.SYSTEM),
        ({"text_size": "-3", "colours": ""}, 80, look.Colours.SYSTEM),
        ({"text_size": "stor", "still": "kanskje"}, 100, look.Colours.SYSTEM),
        ({"text_size": "", "colours": "contrast-dark"}, 100, look.Colours.CONTRAST_DARK),
    ],
)
def test_whatever_stands_in_the_settings_it_starts(
    kept: dict[str, str], percent: int, colours: look.Colours, tmp_path: Path, qtbot: QtBot
) -> None:
    file = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    for name, value in kept.items():
        file.setValue(name, value)
    file.sync()
    owner = QWidget()
    qtbot.addWidget(owner)
    looks = Looks(tmp_path / "window.ini", owner)
    assert (looks.percent, looks.colours, looks.is_still) == (percent, colours, False)
    assert look.current() is colours.theme()


# --- colours


def test_colours_are_chosen_and_remembered(window: MainWindow, spoken: list[str]) -> None:
    choice(menu_of(window), "look.colours.contrast-dark").trigger()
    assert look.current() is look.CONTRAST_DARK
    assert window.strip.bar.theme is look.CONTRAST_DARK
    assert settings(window.session).value("colours") == "contrast-dark"
    assert spoken == ["Høg kontrast, mørke"]
    choice(menu_of(window), "look.colours.system").trigger()
    assert look.current() is look.system_theme()


def test_it_follows_the_system_while_it_is_open(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    hints = QApplication.styleHints()
    monkeypatch.setattr(system, "system_wants_contrast", lambda: True)
    hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert look.current() is look.CONTRAST_LIGHT
    monkeypatch.setattr(system, "system_is_dark", lambda: True)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.current() is look.CONTRAST_DARK
    monkeypatch.setattr(system, "system_wants_contrast", lambda: False)
    hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert look.current() is look.DARK


def test_a_choice_stands_whatever_the_system_does(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.looks.choose_colours(look.Colours.LIGHT)
    monkeypatch.setattr(system, "system_is_dark", lambda: True)
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.current() is look.LIGHT


# --- motion


def test_nothing_moves_when_the_system_says_so(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    assert look.motion()
    monkeypatch.setattr(system, "system_wants_stillness", lambda: True)
    assert not look.motion()


def test_nothing_moves_when_the_reader_says_so(window: MainWindow, qapp: QApplication) -> None:
    had = {effect for effect in system.EFFECTS if qapp.isEffectEnabled(effect)}
    choice(menu_of(window), "look.still").trigger()
    assert not look.motion()
    assert not any(qapp.isEffectEnabled(effect) for effect in system.EFFECTS)
    assert settings(window.session).value("still") == "true"
    choice(menu_of(window), "look.still").trigger()
    assert look.motion()
    assert {effect for effect in system.EFFECTS if qapp.isEffectEnabled(effect)} == had


# --- room


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1280, 720, 100), (1280, 720, 200), (1024, 700, 200), (1920, 1080, 200)]
)
def test_the_window_never_asks_for_more_than_the_screen(
    width: int, height: int, percent: int, window: MainWindow
) -> None:
    window.looks.choose_size(percent)
    window.resize(width, height)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (width, height)
    assert window.minimumSizeHint().width() <= width
    assert window.minimumSizeHint().height() <= height


def test_at_twice_the_size_the_details_fold_and_come_when_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 720)
    window.board.choose(["21-03"], focus=True)
    assert window.side.isVisible()
    window.looks.choose_size(200)
    QApplication.processEvents()
    assert not window.side.isVisible()
    window.commands["details"].trigger()
    assert window.side.isVisible()
    window.commands["details"].trigger()
    assert not window.side.isVisible()
    window.commands["amount"].trigger()
    assert window.side.isVisible()
    assert window.details.amount.hasFocus()
    window.side.findChild(QPushButton, "panel.close").click()
    assert not window.side.isVisible()
    assert window.board.focused_lane() is not None
    window.commands["timeline"].trigger()
    assert window.side.isVisible()
    assert window.side.shows_timeline


def test_the_lane_of_the_chosen_card_is_scrolled_into_view(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 720)
    window.looks.choose_size(200)
    QApplication.processEvents()
    for ref in ("21-04", "21-01"):
        window.board.choose([ref], focus=True)
        lane = next(view for view in window.board.views.values() if view.chosen())
        qtbot.waitUntil(lambda lane=lane: not lane.visibleRegion().isEmpty())
        qtbot.waitUntil(lambda lane=lane: lane.visibleRegion().boundingRect().width() > lane.width() * 0.9)


def test_buttons_without_words_still_have_names(window: MainWindow) -> None:
    window.looks.choose_size(200)
    window.resize(1280, 720)
    QApplication.processEvents()
    finish = window.header.findChild(QPushButton, "action.innstilling")
    assert finish.text() == ""
    assert finish.accessibleName() == "Innstilling …"
    assert "Ctrl+P" in finish.toolTip()
    window.looks.choose_size(100)
    window.resize(1440, 900)
    QApplication.processEvents()
    assert finish.text() == "Innstilling …"


def test_the_sums_fold_away_and_can_be_unfolded(window: MainWindow) -> None:
    window.looks.choose_size(200)
    window.resize(1280, 720)
    QApplication.processEvents()
    requested = window.findChild(QWidget, "budget.requested")
    assert not requested.isVisible()
    window.findChild(QPushButton, "budget.unfold").click()
    assert requested.isVisible()
    window.looks.choose_size(100)
    window.resize(1440, 900)
    QApplication.processEvents()
    assert requested.isVisible()
    assert not window.findChild(QPushButton, "budget.unfold").isVisible()
