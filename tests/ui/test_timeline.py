"""The timeline: the journal by day, what was taken back said to be, and the way back to any point."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QListView, QPushButton
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.timeline import model as timeline
from kompetanse_desktop.ui.timeline.model import LINE, Line, Standing, TimelineModel, day_words

STANDINGS = [
    ("nothing taken back", [None, None], [True, True]),
    ("undone", [None, None, 2], [True, False, True]),
    ("undone and redone", [None, None, 2, 3], [True, True, False, True]),
    ("and undone again", [None, None, 2, 3, 4], [True, False, True, False, True]),
    ("two undone", [None, None, None, 3, 2], [True, False, False, True, True]),
    ("two undone, one redone", [None, None, None, 3, 2, 5], [True, True, False, True, False, True]),
]


@pytest.mark.parametrize(("targets", "stands"), [case[1:] for case in STANDINGS], ids=[case[0] for case in STANDINGS])
def test_which_entries_stand(targets: list[int | None], stands: list[bool]) -> None:
    standing = Standing()
    found = [standing.of(number, targets[number - 1]) for number in range(len(targets), 0, -1)]
    assert found[::-1] == stands


def test_days_have_the_names_people_give_them() -> None:
    today = date(2021, 4, 20)
    assert [day_words(today - timedelta(days=days), today) for days in (0, 1, 2)] == [
        "I dag",
        "I går",
        "18. april 2021",
    ]


def lines(model: TimelineModel) -> list[Line]:
    return [model.index(row).data(LINE) for row in range(model.rowCount())]


def test_the_newest_is_on_top_and_what_was_undone_is_said_to_be(ranked: Session) -> None:
    actions.undo(ranked)
    model = TimelineModel(ranked)
    model.reload()
    shown = lines(model)
    assert [line.number for line in shown] == list(range(ranked.length, 0, -1))
    assert [line.taken_back for line in shown[:3]] == [False, True, False]
    assert [line.is_now for line in shown[:2]] == [True, False]
    assert [line.day for line in shown if line.day] == ["I dag"]
    assert "angra" in shown[1].spoken
    assert "her står tavla no" in shown[0].spoken
    assert shown[0].money.replace("\u00a0", " ") == "412 000 kr → 262 000 kr att"


def test_a_long_journal_is_read_a_page_at_a_time(ranked: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "PAGE", 3)
    model = TimelineModel(ranked)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.reload()
    assert model.rowCount() <= ranked.length
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
    assert [line.number for line in lines(model)] == list(range(ranked.length, 0, -1))
    assert [line.day for line in lines(model) if line.day] == ["I dag"]


def test_random_work_in_the_strictest_model_test(ranked: Session) -> None:
    model = TimelineModel(ranked)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    chance = random.Random(1)
    refs = list(ranked.required().proposals)
    for step in range(40):
        actions.move(ranked, chance.choice(refs), chance.choice(list(Lane)), 1)
        if step % 3 == 0:
            actions.undo(ranked)
        if step % 7 == 0:
            actions.return_to(ranked, chance.randrange(1, ranked.length), without_backup=True)
        model.reload()
        assert lines(model)[0].number == ranked.length


def test_damage_ends_the_list_and_is_said(ranked: Session) -> None:
    number = ranked.length - 3
    with closing(sqlite3.connect(ranked.library_file)) as db, db:
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("UPDATE journal SET action = 'x' WHERE number = ?", [number])
    model = TimelineModel(ranked)
    model.reload()
    assert lines(model)[-1].number == number + 1
    assert model.broken is not None
    assert "er skadd" in model.broken
    assert not model.canFetchMore(model.index(-1))


@pytest.fixture
def timeline_list(window: MainWindow, qtbot: QtBot) -> QListView:
    window.commands["timeline"].trigger()
    found = window.findChild(QListView, "timeline.list")
    qtbot.waitUntil(found.hasFocus)
    return found


def button(window: MainWindow) -> QPushButton:
    return window.findChild(QPushButton, "timeline.return")


def test_back_to_an_earlier_point_and_forth_again(window: MainWindow, timeline_list: QListView, qtbot: QtBot) -> None:
    now = window.session.required()
    assert not button(window).isEnabled(), "the newest is where the board stands"
    for _ in range(2):
        qtbot.keyClick(timeline_list, Qt.Key.Key_Down)
    assert "2 handlingar sidan" in window.side.currentWidget()._after.text()
    qtbot.keyClick(timeline_list, Qt.Key.Key_Return)
    assert button(window).hasFocus(), "Enter only leads to the button"
    assert window.session.required() == now
    qtbot.keyClick(button(window), Qt.Key.Key_Space)
    assert window.session.required().board.lane_of("21-07") is Lane.UNHANDLED
    assert window.session.required().standing("21-02").recommended is None
    assert "Ført tilbake til slik det var" in window.findChild(QLabel, "message.text").text()
    assert timeline_list.model().index(0, 0).data(LINE).number == window.session.length
    window.commands["undo"].trigger()
    assert window.session.required() == now


def test_it_follows_the_board_only_while_it_is_seen(window: MainWindow, timeline_list: QListView) -> None:
    window.model.move(("21-04",), Lane.RESERVE, None)
    assert "Reserve" in timeline_list.model().index(0, 0).data()
    window.commands["timeline"].trigger()
    assert not timeline_list.isVisible()
    reads: list[int] = []
    entry = window.session.entry
    window.session.entry = lambda number: reads.append(number) or entry(number)
    window.model.move(("21-08",), Lane.RESERVE, None)
    assert reads == []
    window.commands["timeline"].trigger()
    assert reads


def test_another_round_has_another_timeline(window: MainWindow, timeline_list: QListView) -> None:
    window.session.required()
    actions.new_round(window.session, window.session.required().round.changed(county="Rogaland"))
    assert timeline_list.model().rowCount() == 1
    assert not button(window).isEnabled()


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_opens_in_every_language(ranked: Session, qtbot: QtBot, language: str) -> None:
    text.use(language)
    actions.undo(ranked)
    window = MainWindow(ranked)
    qtbot.addWidget(window)
    window.show()
    window.commands["timeline"].trigger()
    shown = window.findChild(QListView, "timeline.list")
    assert shown.model().index(0, 0).data(LINE).at.date() == datetime.now().date()
    shown.grab()
