"""The timeline: the journal by day, what was taken back said to be, and the way back to any point."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions import Session
from kompetanse_desktop.actions import session as session_module
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.ui import theme
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.side_column import DETAILS, TIMELINE
from kompetanse_desktop.ui.timeline import model as timeline
from kompetanse_desktop.ui.timeline import panel
from kompetanse_desktop.ui.timeline.model import LINE, Break, Line, TimelineModel, day_words
from kompetanse_desktop.ui.timeline.standing import Standing

ALT, SPACE, DOWN = Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Space, Qt.Key.Key_Down
ROOT = QModelIndex()

# -- what stands ---------------------------------------------------------------------------------------

STANDINGS = [
    ("nothing taken back", [None, None], [True, True]),
    ("undone", [None, None, 2], [True, False, True]),
    ("undone and redone", [None, None, 2, 3], [True, True, False, True]),
    ("and undone again", [None, None, 2, 3, 4], [True, False, True, False, True]),
    ("and redone again", [None, None, 2, 3, 4, 5], [True, True, False, True, False, True]),
    ("two undone", [None, None, None, 3, 2], [True, False, False, True, True]),
    ("two undone, one redone", [None, None, None, 3, 2, 5], [True, True, False, True, False, True]),
    ("undone, then something else", [None, None, 2, None], [True, False, True, True]),
    ("and that undone too", [None, None, 2, None, 4], [True, False, True, False, True]),
]


@pytest.mark.parametrize(("targets", "stands"), [case[1:] for case in STANDINGS], ids=[case[0] for case in STANDINGS])
def test_which_entries_stand(targets: list[int | None], stands: list[bool]) -> None:
    standing = Standing()
    found = [standing.older(number, targets[number - 1]) for number in range(len(targets), 0, -1)]
    assert found[::-1] == stands


@given(st.lists(st.sampled_from("dur"), max_size=30), st.integers(0, 30))
def test_reading_back_and_following_on_tell_the_same(deeds: str, seen: int) -> None:
    """A pile of what can be undone and one of what can be redone say which deeds stand, whoever is asked."""
    targets: list[int | None] = []
    undo: list[tuple[int, int]] = []  # (the entry on top, the deed it is about)
    redo: list[tuple[int, int]] = []
    for deed in deeds:
        number = len(targets) + 1
        if deed == "d":
            targets.append(None)
            undo.append((number, number))
            redo.clear()
        elif deed == "u" and undo:
            target, about = undo.pop()
            targets.append(target)
            redo.append((number, about))
        elif deed == "r" and redo:
            target, about = redo.pop()
            targets.append(target)
            undo.append((number, about))
    first, standing = min(seen, len(targets)), Standing()
    found = {number: standing.older(number, targets[number - 1]) for number in range(first, 0, -1)}
    for number in range(first + 1, len(targets) + 1):
        for other in standing.newer(number, targets[number - 1]):
            found[other] = standing.stands(other)
        found[number] = True
    standing_deeds = {number for number, target in enumerate(targets, 1) if target is None and found[number]}
    assert standing_deeds == {about for _, about in undo}
    whole = Standing()
    assert found == {number: whole.older(number, targets[number - 1]) for number in range(len(targets), 0, -1)}


def test_what_is_not_read_yet_is_told_when_it_is() -> None:
    standing = Standing()
    targets = [None, 1, 2, 3]  # done, undone, redone, undone
    assert standing.older(3, targets[2])
    assert standing.newer(4, targets[3]) == {3, 2}
    assert [standing.older(number, targets[number - 1]) for number in (2, 1)] == [True, False]


def test_days_have_the_names_people_give_them() -> None:
    today = date(2021, 4, 20)
    assert [day_words(today - timedelta(days=days), today) for days in (0, 1, 2)] == [
        "I dag",
        "I går",
        "18. april 2021",
    ]


# -- the model -----------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let a test say what time it is, for what is kept and for what is shown."""

    def set_to(now: datetime) -> None:
        monkeypatch.setattr(session_module, "_now", lambda: now.astimezone())
        monkeypatch.setattr(timeline, "this_day", lambda: now.date())
        monkeypatch.setattr(panel, "this_day", lambda: now.date())

    return set_to


def followed(session: Session) -> TimelineModel:
    """Give a model that has read the newest page, with Qt's own tester on it."""
    model = TimelineModel(session)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    tester.setUseFetchMore(False)  # it would fetch within the very signals it is checking
    model.reload()
    return model


def everything(model: TimelineModel) -> list[Line | Break]:
    """Read on to the end, and give every row."""
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
    return [model.index(row).data(LINE) for row in range(model.rowCount())]


def plain(shown: str) -> str:
    return shown.replace("\u00a0", " ")


def test_the_newest_is_on_top_and_what_was_undone_is_said_to_be(ranked: Session) -> None:
    actions.undo(ranked)
    shown = everything(followed(ranked))
    assert [line.number for line in shown] == list(range(ranked.length, 0, -1))
    assert [line.taken_back for line in shown[:3]] == [False, True, False]
    assert [line.standing for line in shown[:3]] == ["Her står tavla no", "Angra sidan", ""]
    assert [line.day for line in shown if line.day] == ["I dag"]
    assert plain(shown[0].money) == "412 000 kr → 262 000 kr att"
    now = shown[0].at
    day = text.words().long_date(now.date())
    assert plain(shown[0].spoken) == (
        f"{now:%H:%M}, {day}. {plain(shown[0].what)}. 262 000 kr att, 412 000 kr før. Her står tavla no"
    )
    assert shown[1].spoken.endswith("Angra sidan")
    actions.redo(ranked)
    assert [line.standing for line in everything(followed(ranked))[:3]] == [
        "Her står tavla no",
        "Gjort om att sidan",
        "",
    ]


def test_a_long_journal_is_read_a_page_at_a_time(ranked: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "PAGE", 3)
    actions.undo(ranked)
    reads: list[int] = []
    entry = ranked.entry
    monkeypatch.setattr(ranked, "entry", lambda number: reads.append(number) or entry(number))
    model = TimelineModel(ranked)
    model.reload()
    newest = ranked.length
    assert reads == [newest, newest - 1, newest - 2]
    assert model.rowCount() == 3
    shown = everything(followed(ranked))
    assert [line.number for line in shown] == list(range(newest, 0, -1))
    assert [line.day for line in shown if line.day] == ["I dag"]
    assert [line.number for line in shown if line.taken_back] == [newest - 1]


def test_each_day_stands_above_its_first_entry(ranked: Session, clock: Callable[[datetime], None]) -> None:
    morning = datetime(2031, 3, 4, 9, 30)
    for days in (0, 2, 3):
        clock(morning + timedelta(days=days))
        actions.undo(ranked)
    model = followed(ranked)
    assert [line.day for line in everything(model)[:4]] == ["I dag", "I går", "4. mars 2031", model.line(3).day]
    clock(morning + timedelta(days=3, minutes=5))
    actions.undo(ranked)
    model.catch_up()
    assert [line.day for line in everything(model)[:3]] == ["I dag", "", "I går"]
    clock(morning + timedelta(days=4))
    assert [line.day for line in everything(model)[:3]] == ["I går", "", "6. mars 2031"]


@pytest.mark.parametrize("page", [2, 100])
def test_following_random_work_shows_what_reading_anew_does(
    ranked: Session, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "PAGE", page)
    model = followed(ranked)
    chance = random.Random(20210415)
    refs = list(ranked.required().proposals)
    for step in range(90):
        kind = chance.random()
        if kind < 0.3 and ranked.undo_name is not None:
            actions.undo(ranked)
        elif kind < 0.5 and ranked.redo_name is not None:
            actions.redo(ranked)
        elif kind < 0.6:
            actions.return_to(ranked, chance.randrange(1, ranked.length), without_backup=True)
        else:
            actions.move(ranked, chance.choice(refs), chance.choice(list(Lane)), 1)
        if chance.random() < 0.8:  # now and then several at once
            model.catch_up()
        if step % 20 == 7 and model.canFetchMore(ROOT):
            model.fetchMore(ROOT)
    model.catch_up()
    assert everything(model) == everything(followed(ranked))


def test_damage_ends_the_list_in_a_line_that_says_so(ranked: Session) -> None:
    damage(ranked, ranked.length - 3)
    model = followed(ranked)
    shown = everything(model)
    assert shown[-2].number == ranked.length - 2
    assert isinstance(shown[-1], Break)
    assert "er skadd" in shown[-1].what
    assert model.index(len(shown) - 1).data(Qt.ItemDataRole.AccessibleTextRole) == shown[-1].what
    actions.move(ranked, "21-08", Lane.RESERVE)
    model.catch_up()
    assert [type(line) for line in everything(model)] == [Line] * 4 + [Break]


def test_a_newest_entry_that_cannot_be_read_is_said_too(ranked: Session) -> None:
    model = followed(ranked)
    actions.move(ranked, "21-08", Lane.RESERVE)
    damage(ranked, ranked.length)
    model.catch_up()
    assert [type(line) for line in everything(model)] == [Break]


def damage(session: Session, number: int) -> None:
    with closing(sqlite3.connect(session.library_file)) as db, db:
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("UPDATE journal SET action = 'x' WHERE number = ?", [number])


# -- the panel -----------------------------------------------------------------------------------------


@pytest.fixture
def entries(window: MainWindow, qtbot: QtBot) -> QListView:
    """Give the list of the timeline, shown and with the keyboard in it."""
    window.commands["timeline"].trigger()
    found = window.findChild(QListView, "timeline.list")
    qtbot.waitUntil(found.hasFocus)
    return found


def button(window: MainWindow, name: str = "timeline.return") -> QPushButton:
    return window.findChild(QPushButton, name)


def said(window: MainWindow, name: str) -> str:
    return plain(window.findChild(QLabel, name).text())


def test_back_to_an_earlier_point_and_forth_again(window: MainWindow, entries: QListView, qtbot: QtBot) -> None:
    now = window.session.required()
    assert not button(window).isEnabled(), "the newest is where the board stands"
    assert "Dette er no." in said(window, "timeline.when")
    for _ in range(2):
        qtbot.keyClick(entries, DOWN)
    assert "2 handlingar sidan" in said(window, "timeline.when")
    assert said(window, "timeline.chosen") == "«Språkmiljø for dei minste» flytta frå Ikkje handsama til Prioritert"
    assert said(window, "timeline.sums") == "1 234 000 kr → 662 000 kr att"
    qtbot.keyClick(entries, Qt.Key.Key_Return)
    assert button(window).hasFocus(), "Enter only leads to the button"
    assert window.session.required() == now
    qtbot.keyClick(button(window), SPACE)
    assert window.session.required().board.lane_of("21-07") is Lane.UNHANDLED
    assert window.session.required().standing("21-02").recommended is None
    assert "Ført tilbake til slik det var" in said(window, "message.text")
    assert "«Angre» tek det tilbake" in said(window, "message.text")
    assert entries.hasFocus()
    assert entries.currentIndex().data(LINE).number == window.session.length
    window.commands["undo"].trigger()
    assert window.session.required() == now


def test_the_making_of_the_round_can_be_gone_back_to(window: MainWindow, entries: QListView, qtbot: QtBot) -> None:
    qtbot.keyClick(entries, Qt.Key.Key_End)
    assert entries.currentIndex().data(LINE).number == 1
    button(window).click()
    assert window.session.required().proposals == {}
    window.commands["undo"].trigger()
    assert len(window.session.required().proposals) == 11


def test_a_point_like_now_keeps_nothing(window: MainWindow, entries: QListView, qtbot: QtBot) -> None:
    window.commands["undo"].trigger()
    window.commands["redo"].trigger()
    length = window.session.length
    qtbot.keyClick(entries, DOWN)
    qtbot.keyClick(entries, DOWN)
    button(window).click()
    assert window.session.length == length
    assert said(window, "message.text") == "Tavla er alt slik ho var då."


@pytest.mark.parametrize("goes_on", [True, False])
def test_without_a_copy_it_asks_first(
    window: MainWindow, entries: QListView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, goes_on: bool
) -> None:
    def full(*_: object) -> None:
        raise Refusal("The disk is full, so nothing was changed.")

    asked: list[str] = []
    monkeypatch.setattr("kompetanse_desktop.actions.history.keep_backup", full)
    monkeypatch.setattr(panel, "ask", lambda _parent, _title, why, *_: asked.append(why) or goes_on)
    now = window.session.required()
    qtbot.keyClick(entries, DOWN)
    button(window).click()
    assert len(asked) == 1
    assert "full" in asked[0]
    assert (window.session.required() == now) is not goes_on


def test_it_follows_the_board_only_while_it_is_seen(
    window: MainWindow, entries: QListView, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.model.move(("21-04",), Lane.RESERVE, None)
    assert "Reserve" in entries.model().index(0, 0).data()
    assert entries.currentIndex().row() == 0
    window.commands["timeline"].trigger()
    assert not entries.isVisible()
    reads: list[int] = []
    entry = window.session.entry
    monkeypatch.setattr(window.session, "entry", lambda number: reads.append(number) or entry(number))
    window.model.move(("21-08",), Lane.RESERVE, None)
    assert reads == []
    window.commands["timeline"].trigger()
    assert reads == [window.session.length], "only what is new"


def test_a_chosen_entry_stays_chosen_while_others_come(window: MainWindow, entries: QListView, qtbot: QtBot) -> None:
    qtbot.keyClick(entries, DOWN)
    chosen = entries.currentIndex().data(LINE).number
    window.model.move(("21-04",), Lane.RESERVE, None)
    assert entries.currentIndex().data(LINE).number == chosen
    assert "2 handlingar sidan" in said(window, "timeline.when")


def test_another_round_has_another_timeline(window: MainWindow, entries: QListView) -> None:
    actions.new_round(window.session, window.session.required().round.changed(county="Rogaland"))
    assert entries.model().rowCount() == 1
    assert not button(window).isEnabled()


def test_damage_is_shown_and_leads_nowhere(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window.local_copy, "may_close", lambda: True)  # it would ask, since no copy can be made
    damage(window.session, window.session.length - 1)
    window.commands["timeline"].trigger()
    entries = window.findChild(QListView, "timeline.list")
    qtbot.keyClick(entries, Qt.Key.Key_End)
    assert "er skadd" in said(window, "timeline.chosen").replace("\u200b", "")
    assert not button(window).isEnabled()
    entries.grab()


def test_a_closed_window_follows_no_more(ranked: Session, qtbot: QtBot) -> None:
    window = MainWindow(ranked)
    window.show()
    window.commands["timeline"].trigger()
    with qtbot.waitSignal(window.destroyed):
        window.close()
        window.deleteLater()
    actions.move(ranked, "21-08", Lane.RESERVE)
    assert ranked.required().board.lane_of("21-08") is Lane.RESERVE


# -- keys, tabs and looks ------------------------------------------------------------------------------


def test_the_key_leads_there_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-03"], focus=True)
    lane = window.board.views[Lane.PRIORITISED]
    assert lane.hasFocus()
    window.commands["timeline"].trigger()
    entries = window.findChild(QListView, "timeline.list")
    assert entries.hasFocus()
    assert window.side.tabs.currentIndex() == TIMELINE
    assert window.side.tabs.tabText(TIMELINE) == "Tidslinje"
    window.commands["timeline"].trigger()
    assert lane.hasFocus()
    assert not entries.isVisible()
    assert window.side.tabs.currentIndex() == DETAILS


def test_the_tabs_do_the_same(window: MainWindow, qtbot: QtBot) -> None:
    window.side.tabs.setCurrentIndex(TIMELINE)
    assert window.side.shows_timeline
    assert window.side.tabs.currentIndex() == TIMELINE
    window.side.tabs.setCurrentIndex(DETAILS)
    assert not window.side.shows_timeline
    assert window.details.isVisible()


def test_what_is_being_written_is_kept_before_the_timeline_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-03"], focus=True)
    window.details.reason.setFocus()
    qtbot.keyClicks(window.details.reason, "Halvparten no")
    window.commands["timeline"].trigger()
    assert window.session.required().standing("21-03").reason == "Halvparten no"
    window.commands["timeline"].trigger()
    assert window.details.reason.hasFocus()


def test_setting_an_amount_shows_the_details_again(window: MainWindow, entries: QListView) -> None:
    window.commands["amount"].trigger()
    assert window.side.shows_timeline, "no card is chosen"
    window.board.choose(["21-03"], focus=True)
    window.commands["amount"].trigger()
    assert not window.side.shows_timeline
    assert window.findChild(QLineEdit, "proposal.recommended").hasFocus()


def test_cards_can_be_moved_by_key_from_the_timeline(window: MainWindow, entries: QListView, qtbot: QtBot) -> None:
    window.board.choose(["21-03"], focus=False)
    entries.setFocus()
    qtbot.keyClick(entries, Qt.Key.Key_Down, ALT)
    assert window.session.required().board.place_of("21-03").position == 4
    assert entries.currentIndex().row() == 0


def test_long_titles_are_cut_in_the_list_and_whole_below_it(window: MainWindow, entries: QListView) -> None:
    long = "Kompetanseheving " * 40
    actions.set_reason(window.session, "21-01", "kort")
    line: Line = entries.model().index(0, 0).data(LINE)
    entries.model()._lines[0] = timeline.replace(line, what=long)
    height = entries.sizeHintForRow(1)
    assert entries.sizeHintForRow(0) <= height * 2, "a day and one line more at most"
    window.side.timeline._show_chosen()
    assert said(window, "timeline.chosen") == long
    assert entries.height() > height


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_opens_in_every_language_and_look(ranked: Session, qtbot: QtBot, language: str, look: theme.Theme) -> None:
    text.use(language)
    actions.undo(ranked)
    actions.redo(ranked)
    window = MainWindow(ranked)
    qtbot.addWidget(window)
    window.show()
    window.commands["timeline"].trigger()
    window.set_theme(look)
    shown = window.findChild(QListView, "timeline.list")
    assert shown.accessibleName() == text.say("Timeline")
    assert [shown.model().index(row, 0).data(LINE).standing for row in range(2)] == [
        text.say("The board stands here now"),
        text.say("Done again since"),
    ]
    picture = window.side.timeline.grab().toImage()
    window.set_theme(theme.LIGHT)
    assert picture.pixelColor(picture.width() // 2, picture.height() - 4).name() == look.surface
