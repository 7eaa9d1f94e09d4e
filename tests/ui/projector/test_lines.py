"""What the room's window says: the same as the page, and no line is made that nobody asks for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.projector.layout import lay_out
from kompetanse_desktop.ui.projector.lines import Lines, LinesModel
from kompetanse_desktop.ui.projector.pages import ranking
from kompetanse_desktop.ui.projector.room_window import RoomWindow
from kompetanse_desktop.ui.projector.showing import Page, Showing
from tests.ui.projector.test_pages import ROOMS


def test_lines_are_in_order_and_counted() -> None:
    lines = Lines()
    lines.add("head", "", "under")
    lines.add_list(3, lambda at: f"row {at}")
    lines.add("foot")
    assert list(lines) == ["head", "under", "row 0", "row 1", "row 2", "foot"]
    assert (lines[-1], lines[2:4]) == ("foot", ["row 0", "row 1"])
    with pytest.raises(IndexError):
        lines[6]


def test_a_line_is_made_when_it_is_asked_for() -> None:
    asked: list[int] = []

    def said(at: int) -> str:
        asked.append(at)
        return f"row {at}"

    lines, model = Lines(), LinesModel()
    lines.add_list(1000, said)
    model.say(lines)
    assert (model.rowCount(), asked) == (1000, [])
    assert model.data(model.index(700), Qt.ItemDataRole.AccessibleTextRole) == "row 700"
    assert model.data(model.index(700), Qt.ItemDataRole.ToolTipRole) is None
    assert asked == [700]


def test_no_row_of_a_long_list_is_said_before_somebody_asks(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    program.make_application()
    said: list[int] = []
    usual = ranking.spoken_row
    monkeypatch.setattr(ranking, "spoken_row", lambda row: said.append(row.rank) or usual(row))  # type: ignore[func-returns-value]
    window = RoomWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show_showing(Showing(Page.RANKING, ROOMS["thousand"]))
    window.grab()
    assert said == []
    assert len(window._lines.lines) == 1501
    assert "Tiltak 700" in window._lines.lines[699]


@pytest.mark.parametrize("page", Page)
def test_the_money_left_is_said_where_it_is_shown_and_nowhere_else(qtbot: QtBot, page: Page) -> None:
    program.make_application()
    window = RoomWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show_showing(Showing(page, ROOMS["one"], text="Pause"))
    shown = [getattr(one, "text", "") for one in lay_out(window.showing, 1280, 800).placed]  # type: ignore[arg-type]
    said = window._remaining.text()
    assert (said != "") is (page is Page.RANKING)
    assert not said or said in shown
