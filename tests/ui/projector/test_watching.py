"""The screens are looked at now and then, since Qt is not told of every change of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kompetanse_desktop.ui.projector import watching
from kompetanse_desktop.ui.projector.screens import Area, Screen
from kompetanse_desktop.ui.projector.watching import ScreenWatch


@pytest.fixture
def watch(qtbot: QtBot) -> ScreenWatch:
    """Watch the screens there are."""
    return ScreenWatch()


def test_nothing_new_is_told_of_screens_that_are_as_they_were(watch: ScreenWatch, qtbot: QtBot) -> None:
    nothing = qtbot.assertNotEmitted(watch.settled, wait=watching.SETTLED_MS + 50)
    with nothing, qtbot.assertNotEmitted(watch.moved), qtbot.waitSignal(watch.looked):
        watch.look()


def test_a_change_nobody_told_of_is_found_and_acted_on(
    watch: ScreenWatch, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = watching.screen_value

    def elsewhere(screen: object) -> Screen:
        return replace(usual(screen), area=Area(4000, 0, 800, 600))  # type: ignore[arg-type]

    monkeypatch.setattr(watching, "screen_value", elsewhere)
    with qtbot.waitSignals([watch.moved, watch.settled]):
        watch.look()
    with qtbot.assertNotEmitted(watch.moved):
        watch.look()


def test_it_looks_by_itself_as_long_as_something_is_shown(watch: ScreenWatch) -> None:
    assert watch._looking.isActive()
    watch.stop()
    assert not watch._looking.isActive()
