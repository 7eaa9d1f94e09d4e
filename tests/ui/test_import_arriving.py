"""The ways lists come into the window: several at once, held over it, and read in a thread that can be given up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.reading import Cancelled
from kompetanse_desktop.ui.imports import arriving, reading_box
from kompetanse_desktop.ui.imports.import_dialog import ImportDialog
from kompetanse_desktop.ui.imports.several import groups
from kompetanse_desktop.ui.main_window import MainWindow
from tests.helpers.previews import HEAD, said, written

# --- several files


def one(number: int, head: str = HEAD) -> str:
    return f"C-{number};Kommune {number};Tiltak {number};Kyst;1 000{';' * (head.count(';') - 4)}\n"


OTHER_HEAD = "Nummer;Søkar;Tiltak;Region;Søknadssum 2021\n"


def test_lists_with_the_same_headings_are_one(tmp_path: Path) -> None:
    alike = [written(tmp_path, one(n), f"{n}.csv") for n in (1, 2)]
    other = written(tmp_path, one(3, OTHER_HEAD), "3.csv", OTHER_HEAD)
    twin = written(tmp_path, one(1), "4.csv")
    found = groups([alike[0], other, alike[1], twin], 2021, lambda: False, lambda *_: None)
    assert sorted(map(sorted, found)) == sorted([sorted([*alike, twin]), [other]])


def test_lists_come_one_after_the_other(window: MainWindow, tmp_path: Path) -> None:
    files = [written(tmp_path, one(1), "a.csv"), written(tmp_path, one(2, OTHER_HEAD), "b.csv", OTHER_HEAD)]
    titles: list[str] = []

    def press() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, ImportDialog):
            titles.append(found.windowTitle())
            found.findChild(QPushButton, "import.accept").click()
        if len(titles) < 2:
            QTimer.singleShot(20, press)

    QTimer.singleShot(0, press)
    window.arrivals.take(files)
    assert [title.rsplit("(", 1)[1] for title in titles] == ["1 av 2)", "2 av 2)"]
    assert {"C-1", "C-2"} <= set(window.session.required().proposals)


def test_one_that_is_no_list_among_several_is_said(window: MainWindow, tmp_path: Path) -> None:
    picture = tmp_path / "bilete.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    before = window.session.required()
    window.arrivals.take([written(tmp_path, one(1), "a.csv"), picture])
    assert "bilete.png" in said(window, "message.text")
    assert window.session.required() == before


# --- held over the window


def over(window: MainWindow, url: str) -> QDragEnterEvent:
    held = QMimeData()
    held.setUrls([QUrl(url)])
    held.setText(url)
    window._held = held  # type: ignore[attr-defined]  # it must live as long as the event
    place = QPointF(window.width() - 100, 40)  # over the search field, which takes text
    none = Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(place, Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, none)
    event.ignore()
    QApplication.sendEvent(window.windowHandle(), event)
    return event


def test_the_hint_goes_when_the_file_is_taken_away_again(window: MainWindow, tmp_path: Path) -> None:
    event = over(window, QUrl.fromLocalFile(str(tmp_path / "liste.csv")).toString())
    hint = window.findChild(QWidget, "import.dropHint")
    assert event.isAccepted()
    assert hint.isVisible()
    hint.grab()
    QApplication.sendEvent(window.windowHandle(), QDragLeaveEvent())
    assert hint.isHidden()


def test_a_sent_round_is_spoken_of_as_one(window: MainWindow, tmp_path: Path) -> None:
    over(window, QUrl.fromLocalFile(str(tmp_path / "runde.kompetanse")).toString())
    assert "runden" in window.findChild(QWidget, "import.dropHint").accessibleName()


def test_without_a_round_no_list_is_taken(empty_window: MainWindow, tmp_path: Path) -> None:
    over(empty_window, QUrl.fromLocalFile(str(tmp_path / "liste.csv")).toString())
    assert empty_window.findChild(QWidget, "import.dropHint").isHidden()


def test_nothing_is_taken_while_something_else_is_in_front(window: MainWindow, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    dialog.show()
    over(window, "file:///liste.csv")
    assert window.findChild(QWidget, "import.dropHint").isHidden()


# --- reading and keeping


def test_given_up_nobody_waits_for_the_thread(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_box, "SOON_MS", 0)
    may_end, ended = threading.Event(), threading.Event()

    def stubborn(gave_up: Callable[[], bool], tell: Callable[[str, float], None]) -> int:
        may_end.wait(30)
        ended.set()
        raise Cancelled

    def press() -> None:
        box = QApplication.activeModalWidget()
        if box is None or box.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen):
            QTimer.singleShot(10, press)
        else:
            qtbot.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(0, press)
    assert reading_box.run_with_box("Liste", stubborn, None) is None
    assert not ended.is_set()
    may_end.set()
    assert ended.wait(30)


def test_the_window_takes_no_orders_while_a_list_is_read(window: MainWindow) -> None:
    seen: list[QWidget | None] = []

    def work(gave_up: Callable[[], bool], tell: Callable[[str, float], None]) -> int:
        tell("taking", 0.5)
        while not seen:
            threading.Event().wait(0.01)
        return 7

    QTimer.singleShot(0, lambda: seen.append(QApplication.activeModalWidget()))
    assert reading_box.run_with_box("Liste", work, window) == 7
    assert seen[0] is not None, "modal from the beginning, though not seen yet"


def test_columns_that_cannot_be_remembered_are_told_afterwards(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Refusal("There is no field called «{field}».", field="x")

    monkeypatch.setattr(actions, "remember_columns", refuse)
    file = written(tmp_path, "1;A kommune;Eit tiltak;100 000\n", head="Nr;Kommune;Kva;Sum pengar\n")

    def press() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, ImportDialog):
            found._choose_columns({"ref": "Nr", "applicant": "Kommune", "title": "Kva", "requested": "Sum pengar"})
            found.findChild(QPushButton, "import.accept").click()
        else:
            QTimer.singleShot(20, press)

    QTimer.singleShot(0, press)
    window.arrivals.take([file])
    assert "1" in window.session.required().proposals
    assert "«x»" in said(window, "message.text")


def test_the_files_that_are_offered_are_all_that_can_be_read() -> None:
    endings = set(arriving.LISTS.replace("*.", "").split())
    assert endings == {"xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt", "docx", "pdf", "xfdf"}
