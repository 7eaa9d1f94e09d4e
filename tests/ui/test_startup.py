"""How the window comes to its library: each thing in the way is said, and has a way on."""

from __future__ import annotations

import dataclasses
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions import DiskRefusal, Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.rounds.demo import make_demo
from kompetanse_desktop.ui.startup import first_window
from kompetanse_desktop.ui.startup.examiner import Examiner
from kompetanse_desktop.ui.startup.first_window import FirstWindow
from kompetanse_desktop.ui.startup.open_session import Opened, open_session
from kompetanse_desktop.ui.startup.rescue_dialog import RescueDialog


@pytest.fixture(autouse=True)
def application() -> QApplication:
    return program.make_application()


@pytest.fixture
def worked_on(data_dir: Path) -> Path:
    """Give a library with the example round, a copy of it, and one action since."""
    with Session.open(data_dir) as session:
        make_demo(session)
        actions.keep_backup(session.library_file, actions.Why.WORK)
        actions.move(session, "21-01", Lane.PRIORITISED)
        return session.library_file


@pytest.fixture
def until_closed() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def change(file: Path, *statements: str) -> None:
    """Change a file behind the back of the program, its triggers asleep."""
    with closing(sqlite3.connect(file)) as db, db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        for _, sql in triggers:
            db.execute(sql)


def answer(qtbot: QtBot, press: Callable[[QDialog], QPushButton | None]) -> list[str]:
    """Press a button of the box that comes, and give what it said."""
    said: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QDialog):
            QTimer.singleShot(20, look)
            return
        said.append(
            box.text() if isinstance(box, QMessageBox) else " ".join(one.text() for one in box.findChildren(QLabel))
        )
        button = press(box)
        box.reject() if button is None else button.click()

    QTimer.singleShot(0, look)
    return said


def named(text: str) -> Callable[[QDialog], QPushButton]:
    return lambda box: next(b for b in box.findChildren(QPushButton) if b.text().replace("&", "") == text)


def test_a_sound_library_is_simply_opened(data_dir: Path, until_closed: ExitStack) -> None:
    opened = open_session(data_dir, until_closed)
    assert opened.session is not None
    assert opened.session.is_writable
    until_closed.close()
    with Session.open(data_dir) as again:
        assert again.is_writable, "it was closed with the window"


def test_another_window_has_it_and_does_not_answer(
    data_dir: Path,
    qtbot: QtBot,
    until_closed: ExitStack,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(first_window, "ATTEMPTS", 1)
    with Session.open(data_dir, window=True):
        said = answer(qtbot, named("Lukk"))
        opened = open_session(data_dir, until_closed)
    assert (opened.session, opened.status) == (None, 1)
    assert "ope i eit anna vindauge" in said[0]
    assert capsys.readouterr().err.strip() == said[0]


def test_another_window_comes_to_the_front(data_dir: Path, qtbot: QtBot) -> None:
    """The second start is a process of its own, as it is in life."""
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    with Session.open(data_dir, window=True) as session:
        first = FirstWindow(session.library_file, window)
        assert first.is_listening
        command = [sys.executable, "-m", "kompetanse_desktop", "--data-dir", str(data_dir)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as second:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
            assert (second.returncode, *second.communicate()) == (0, "", "")
        assert not window.isMinimized()
        first.close()


def newer(file: Path) -> None:
    change(
        file,
        "UPDATE setting SET value = '9.1' WHERE name = 'program'",
        "PRAGMA user_version = 99",
        "ALTER TABLE proposal ADD COLUMN mood TEXT",
    )


@pytest.mark.parametrize("look", [True, False])
def test_a_library_from_the_future(
    worked_on: Path, data_dir: Path, qtbot: QtBot, until_closed: ExitStack, look: bool
) -> None:
    newer(worked_on)
    content = worked_on.read_bytes()
    said = answer(qtbot, named("Sjå på ein kopi" if look else "Lukk"))
    opened = open_session(data_dir, until_closed)
    assert "versjon 9.1 av programmet" in said[0]
    assert worked_on.read_bytes() == content
    if not look:
        assert (opened.session, opened.status) == (None, 1)
        return
    assert opened.session is not None
    assert opened.told is not None
    assert len(opened.session.required().proposals) == 11
    window = MainWindow(opened.session)
    qtbot.addWidget(window)
    window.model.move(("21-02",), Lane.PRIORITISED, None)
    assert "nyare versjon av programmet" in window.findChild(QLabel, "message.text").text()
    assert opened.session.required().board.lane_of("21-02") is Lane.UNHANDLED
    assert window.findChild(QLabel, "board.saved").text() == "Kopi: ingenting blir lagra"


def test_a_damaged_library_is_put_together_again(
    worked_on: Path, data_dir: Path, qtbot: QtBot, until_closed: ExitStack
) -> None:
    change(worked_on, "UPDATE placement SET lane = 'declined' WHERE ref = '21-02'")
    said = answer(qtbot, lambda box: box.findChild(QPushButton, "rescue.accept"))
    opened = open_session(data_dir, until_closed)
    assert "bygt opp att frå historikken" in said[0]
    assert opened.session is not None
    assert opened.session.required().board.lane_of("21-02") is Lane.UNHANDLED
    assert opened.session.required().board.lane_of("21-01") is Lane.PRIORITISED
    assert opened.told is not None
    assert "library-damaged" in str(opened.told.params)


def test_a_lost_library_is_taken_from_its_copy(
    worked_on: Path, data_dir: Path, qtbot: QtBot, until_closed: ExitStack
) -> None:
    worked_on.unlink()
    said = answer(qtbot, lambda box: box.findChild(QPushButton, "rescue.accept"))
    opened = open_session(data_dir, until_closed)
    assert "er borte" in said[0]
    assert opened.session is not None
    assert opened.session.required().board.lane_of("21-01") is Lane.UNHANDLED


def test_the_reader_may_leave_a_damaged_library_as_it_is(
    worked_on: Path, data_dir: Path, qtbot: QtBot, until_closed: ExitStack
) -> None:
    worked_on.write_bytes(worked_on.read_bytes()[:9000])
    content = worked_on.read_bytes()
    answer(qtbot, lambda box: None)
    opened = open_session(data_dir, until_closed)
    assert (opened.session, opened.status) == (None, 1)
    assert worked_on.read_bytes() == content
    assert not list(data_dir.glob("library-*"))


def test_a_folder_that_cannot_be_used(data_dir: Path, qtbot: QtBot, until_closed: ExitStack) -> None:
    (data_dir / "file").write_text("in the way")
    said = answer(qtbot, named("Lukk"))
    opened: Opened = open_session(data_dir / "file", until_closed)
    assert (opened.session, opened.status) == (None, 1)
    assert "kan ikkje skrive i mappa" in said[0]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_what_can_be_saved_in_every_language(worked_on: Path, data_dir: Path, qtbot: QtBot, language: str) -> None:
    text.use(language)
    for damage in ("", "UPDATE journal SET remaining_after = 1 WHERE number = 2", "DELETE FROM placement"):
        if damage:
            change(worked_on, damage)
        rescue = actions.look_for_rescue(data_dir)
        dialog = RescueDialog(rescue, actions.Damaged(worked_on).saying)
        qtbot.addWidget(dialog)
        dialog.show()
    worked_on.write_bytes(b"")
    for backup in (data_dir / "backups").iterdir():
        backup.unlink()
    dialog = RescueDialog(actions.look_for_rescue(data_dir), actions.Missing(worked_on).saying)
    qtbot.addWidget(dialog)
    assert dialog.findChild(QPushButton, "rescue.accept").text()


def test_damage_where_nobody_looks_is_found_behind_the_window(worked_on: Path, data_dir: Path, qtbot: QtBot) -> None:
    with Session.open(data_dir) as session:
        actions.new_round(session, dataclasses.replace(session.required().round, id="", county="Rogaland"))
        actions.edit_round(session, places=2)
        actions.use_round(session, "demo")
    change(worked_on, "UPDATE journal SET remaining_after = 1 WHERE number = 1 AND round <> 'demo'")
    with Session.open(data_dir) as session:
        window = MainWindow(session)
        qtbot.addWidget(window)
        examiner = Examiner(session.library_file, window, wait_ms=0)
        examiner.found.connect(lambda refusal: window.messages.show_refusal(refusal, lambda: None))
        with qtbot.waitSignal(examiner.found):
            pass
        examiner.stop()
        assert window.messages.isVisibleTo(window)
        rescue = window.findChild(QPushButton, "message.rescue")
        said = answer(qtbot, lambda box: box.findChild(QPushButton, "rescue.accept"))
        rescue.click()
        assert "historikken byrjar på nytt" in said[0]
        assert "sett saman att" in window.findChild(QLabel, "message.text").text()
        assert session.required().round.id == "demo"
        assert session.required().board.lane_of("21-01") is Lane.PRIORITISED
        actions.move(session, "21-02", Lane.PRIORITISED)


def test_a_full_disk_has_two_ways_on(worked_on: Path, data_dir: Path, qtbot: QtBot, tmp_path: Path) -> None:
    with Session.open(data_dir) as session:
        window = MainWindow(session)
        qtbot.addWidget(window)
        window.show()
        keep = session.keep
        session.keep = lambda change: (_ for _ in ()).throw(DiskRefusal("The disk is full, so nothing was changed."))
        assert not window.model.move(("21-02",), Lane.PRIORITISED, None)
        again, copy = (window.findChild(QPushButton, f"message.{name}") for name in ("again", "copy"))
        assert again.isVisible()
        assert copy.isVisible()
        again.click()
        assert window.messages.isVisible(), "still full"
        session.keep = keep
        again.click()
        assert not window.messages.isVisible()
        assert session.required().board.lane_of("21-02") is Lane.PRIORITISED
        assert window.model.lanes[Lane.PRIORITISED].refs == ("21-01", "21-02")
