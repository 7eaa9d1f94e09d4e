"""The import window: everything can be put right before anything is kept, and nothing is kept before."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.reading import Cancelled
from kompetanse_desktop.ui.imports import arriving, reading_box
from kompetanse_desktop.ui.imports.import_dialog import ImportDialog
from kompetanse_desktop.ui.imports.lines import REQUESTED, STATUS, TITLE, Kind
from kompetanse_desktop.ui.imports.reading_box import read_with_box
from kompetanse_desktop.ui.imports.source import Source
from kompetanse_desktop.ui.main_window import MainWindow

HEAD = "Løpenr;Søkjar;Tittel;Nettverk;Søkt beløp 2021\n"
NEWER = (
    HEAD
    + """21-01;Nordeide kommune;Ein skule for alle;Nettverk Nord;900 000
21-02;Interkommunal PPT Sør;Rettleiing i PP-tenesta;Nettverk Sør;840 000
21-30;Ny kommune;Heilt nytt tiltak;Kyst;ca. 300 000
21-31;Annan kommune;Endå eit tiltak;Kyst;250 000
21-31;Tredje kommune;Same nummer;Kyst;150 000
;Elvenes kommune;Lese saman;Indre;650 000
"""
)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    file = tmp_path / "ny.csv"
    file.write_text(NEWER, "utf-8")
    return file


@pytest.fixture
def dialog(qtbot: QtBot, ranked: Session, newer: Path) -> ImportDialog:
    made = ImportDialog.of_file(newer, ranked)
    qtbot.addWidget(made)
    QAbstractItemModelTester(table(made).model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show()
    return made


def table(dialog: QDialog) -> QTableView:
    return dialog.findChild(QTableView, "import.preview")


def cell(dialog: QDialog, row: int, column: int) -> str:
    return str(table(dialog).model().index(row, column).data()).replace("\u00a0", " ")


def statuses(dialog: QDialog) -> list[str]:
    model = table(dialog).model()
    return [cell(dialog, row, STATUS) for row in range(model.rowCount())]


def strip(dialog: QDialog) -> str:
    page = dialog.findChild(QScrollArea, "import.row").widget()
    return " | ".join(label.text() for label in page.findChildren(QLabel)).replace("\u00a0", " ")


def said(dialog: QDialog, name: str) -> str:
    return dialog.findChild(QLabel, name).text().replace("\u00a0", " ")


def choose(dialog: QDialog, row: int, column: int = TITLE) -> None:
    table(dialog).setCurrentIndex(table(dialog).model().index(row, column))


def test_each_row_says_what_it_is(dialog: ImportDialog, ranked: Session) -> None:
    assert statuses(dialog)[:6] == ["endra: søkt", "endra: søkt", "ny", "ny", "kan ikkje takast inn", "kven?"]
    assert set(statuses(dialog)[6:]) == {"manglar i fila"}
    choose(dialog, 0)
    assert "Søkt: 2021: 978 000 kr, 2022: 800 000 kr → 2021: 900 000 kr, 2022: 800 000 kr" in strip(dialog)
    choose(dialog, 2)
    assert "«ca. 300 000»" in strip(dialog)
    assert cell(dialog, 2, REQUESTED) == "⚠ ukjend"
    choose(dialog, 7)
    assert "blir ståande på tavla" in strip(dialog)
    assert ranked.length == 9


def test_a_doubtful_amount_is_written_over_and_counts(dialog: ImportDialog) -> None:
    assert "Søkt i alt: 2 640 000 kr" in said(dialog, "import.total")
    model = table(dialog).model()
    choose(dialog, 2)
    assert model.index(2, REQUESTED).data(Qt.ItemDataRole.EditRole) == "ca. 300 000"
    assert model.setData(model.index(2, REQUESTED), "300 000")
    assert cell(dialog, 2, REQUESTED) == "300 000"
    assert "Søkt i alt: 2 940 000 kr" in said(dialog, "import.total")
    assert "retta" in strip(dialog)
    assert model.setData(model.index(4, 2), "21-32"), "a number used twice is put right"
    assert statuses(dialog)[4] == "ny"
    dialog.findChild(QPushButton, "import.accept").click()


def test_writing_in_place_with_the_keyboard(dialog: ImportDialog, qtbot: QtBot) -> None:
    choose(dialog, 3)
    table(dialog).setFocus()
    qtbot.keyClick(table(dialog), Qt.Key.Key_F2)
    editor = table(dialog).findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Eit anna namn")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(dialog, 3, TITLE) == "Eit anna namn")
    assert dialog.isVisible(), "Enter ends the writing, not the dialog"


def test_rows_are_left_out_and_taken_in_again(dialog: ImportDialog, qtbot: QtBot) -> None:
    choose(dialog, 3)
    qtbot.keyClick(table(dialog), Qt.Key.Key_Delete)
    assert statuses(dialog)[3] == "ikkje med"
    assert statuses(dialog)[4] == "ny", "the other one of that number is then alone with it"
    qtbot.keyClick(table(dialog), Qt.Key.Key_Delete)
    assert statuses(dialog)[3:5] == ["ny", "kan ikkje takast inn"]
    model = table(dialog).model()
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert statuses(dialog)[0] == "ikkje med"


def test_who_is_who_is_asked_and_waits(dialog: ImportDialog, ranked: Session, qtbot: QtBot) -> None:
    assert "Éi rad ventar på svar" in said(dialog, "import.waits")
    choose(dialog, 5)
    assert "Er dette «Lese saman» frå Elvenes kommune, nummer 21-08" in strip(dialog)
    dialog.findChild(QPushButton, "import.same").click()
    assert statuses(dialog)[5].startswith("endra: søkt")
    assert dialog.findChild(QLabel, "import.waits").isHidden()
    dialog.findChild(QPushButton, "import.askAgain").click()
    choose(dialog, 5)
    dialog.findChild(QPushButton, "import.other").click()
    assert statuses(dialog)[5] == "ny"
    choose(dialog, 5)
    dialog.findChild(QPushButton, "import.askAgain").click()
    before = ranked.required()
    dialog.findChild(QPushButton, "import.accept").click()
    after = ranked.required()
    assert set(after.proposals) - set(before.proposals) == {"21-30", "21-31"}, "unanswered isn't taken in"
    assert after.standings == before.standings
    assert after.board[Lane.PRIORITISED] == before.board[Lane.PRIORITISED]
    actions.undo(ranked)
    assert ranked.required() == before


def test_only_some_rows_are_shown(dialog: ImportDialog) -> None:
    wanted = dialog.findChild(QComboBox, "import.filter")
    every = len(statuses(dialog))
    for kind, shown in ((Kind.NEW, {"ny"}), (Kind.CHANGED, {"endra: søkt"}), (Kind.MISSING, {"manglar i fila"})):
        wanted.setCurrentIndex(wanted.findData(kind))
        wanted.activated.emit(wanted.currentIndex())
        assert set(statuses(dialog)) == shown
    wanted.setCurrentIndex(0)
    wanted.activated.emit(0)
    assert len(statuses(dialog)) == every
    dialog.findChild(QCheckBox, "import.onlyDoubts").click()
    assert set(statuses(dialog)) == {"ny", "kan ikkje takast inn", "kven?"}


def test_the_choice_of_columns_is_remembered(qtbot: QtBot, ranked: Session, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Nr;Kommune;Kva;Sum pengar\n1;A kommune;Eit tiltak;100 000\n", "utf-8")
    first = ImportDialog.of_file(file, ranked)
    qtbot.addWidget(first)
    first._choose_columns({"ref": "Nr", "applicant": "Kommune", "title": "Kva", "requested": "Sum pengar"})
    assert cell(first, 0, REQUESTED) == "100 000"
    first.findChild(QPushButton, "import.accept").click()
    assert ranked.required().proposals["1"].title == "Eit tiltak"
    file.write_text("Nr;Kommune;Kva;Sum pengar\n2;B kommune;Eit anna;200 000\n", "utf-8")
    second = ImportDialog.of_file(file, ranked)
    qtbot.addWidget(second)
    assert (cell(second, 0, TITLE), cell(second, 0, REQUESTED)) == ("Eit anna", "200 000")


def test_another_table_of_the_file(qtbot: QtBot, ranked: Session, tmp_path: Path) -> None:
    file = tmp_path / "to.csv"
    file.write_text(
        f"{HEAD}1;A;Ein;N;100 000\n2;B;To;N;100 000\n\n\n{HEAD.replace('2021', '2022')}3;C;Tre;N;50 000\n", "utf-8"
    )
    made = ImportDialog.of_file(file, ranked)
    qtbot.addWidget(made)
    tables = made.findChild(QComboBox, "import.sheet")
    if tables.count() < 2:
        pytest.skip("the headings are the same: it is one table")
    tables.setCurrentIndex(1)
    tables.activated.emit(1)
    assert cell(made, 0, TITLE) == "Tre"


def test_a_file_that_has_gone_leaves_the_preview_as_it_was(dialog: ImportDialog, newer: Path) -> None:
    newer.unlink()
    before = statuses(dialog)
    dialog._choose_columns({"title": "Tittel"})
    assert "ny.csv" in said(dialog, "import.problem")
    assert statuses(dialog) == before


# --- the ways in


def answer(press: Callable[[QDialog], None]) -> None:
    """Do something to the dialog that comes."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, ImportDialog):
            press(found)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def test_a_file_dropped_on_the_window(window: MainWindow, newer: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(newer))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(500, 300), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window.windowHandle(), entering)
    assert entering.isAccepted()
    hint = window.findChild(QWidget, "import.dropHint")
    assert hint.isVisible()
    assert hint.geometry() == window.rect()
    assert "Slepp" in hint.accessibleName()
    answer(lambda found: found.findChild(QPushButton, "import.accept").click())
    drop = QDropEvent(QPointF(500, 300), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window.windowHandle(), drop)
    assert hint.isHidden()
    qtbot.waitUntil(lambda: "21-30" in window.session.required().proposals)
    assert "ny.csv" in window.findChild(QLabel, "message.text").text()


@pytest.mark.parametrize("urls", [["mailto:ei-liste"], [], ["file:///a.csv", "mailto:ei-liste"]])
def test_what_is_no_file_of_this_machine_is_not_taken(window: MainWindow, urls: list[str]) -> None:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    event = QDragEnterEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    QApplication.sendEvent(window.windowHandle(), event)
    assert not event.isAccepted()
    assert window.findChild(QWidget, "import.dropHint").isHidden()


def test_a_pasted_table(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("Løpenr\tSøkjar\tTittel\tSøkt 2021\n21-40\tA kommune\tLimt inn\t120 000\n")
    answer(lambda found: found.findChild(QPushButton, "import.accept").click())
    window.commands["paste"].trigger()
    assert window.session.required().proposals["21-40"].title == "Limt inn"


def test_an_empty_clipboard_is_said(window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    window.commands["paste"].trigger()
    assert window.findChild(QLabel, "message.text").text()
    assert window.messages.isVisible()


def test_a_file_that_cannot_be_read_is_said_in_the_window(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "bilete.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    before = window.session.required()
    window.arrivals.take([file])
    assert "eit bilete" in window.findChild(QLabel, "message.text").text()
    assert window.session.required() == before


def test_several_files_are_one_list(qtbot: QtBot, ranked: Session, tmp_path: Path) -> None:
    files = []
    for number in (1, 2):
        files.append(tmp_path / f"{number}.csv")
        files[-1].write_text(f"{HEAD}5{number};A;Tiltak {number};N;100 000\n", "utf-8")
    found = arriving.read_as_remembered(Source(tuple(files)), ranked, None)
    assert found is not None
    made = ImportDialog(*found, ranked)
    qtbot.addWidget(made)
    assert [cell(made, row, TITLE) for row in range(2)] == ["Tiltak 1", "Tiltak 2"]
    made.findChild(QPushButton, "import.accept").click()
    assert ranked.required().proposals["52"].source.file == "2.csv"


def test_the_empty_list_is_saved(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "ask_where_to_write", lambda *_: tmp_path / "mal.xlsx")
    window.commands["template"].trigger()
    assert (tmp_path / "mal.xlsx").stat().st_size
    assert "mal.xlsx" in window.findChild(QLabel, "message.text").text()


# --- reading


def test_the_window_lives_while_a_list_is_read_and_it_can_be_given_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[float] = []
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    heart.start(5)
    monkeypatch.setattr(reading_box, "SOON_MS", 0)

    def slow(self: Source, year: int, cancelled: Callable[[], bool], progress: Callable[[str, float], None]) -> None:
        for step in range(400):
            progress("reading", step / 400)
            time.sleep(0.01)
            if cancelled():
                raise Cancelled("a.csv")
        raise AssertionError("nobody gave it up")

    monkeypatch.setattr(Source, "read", slow)

    def give_up() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(20, give_up)
            return
        assert box.objectName() == "import.reading"
        QTest.mouseClick(box.findChild(QPushButton, "import.giveUp"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(200, give_up)
    assert read_with_box(Source((Path("a.csv"),)), 2021, None) is None
    assert len(beats) > 10, "the event loop went on"
    assert QApplication.activeModalWidget() is None


def test_what_is_raised_in_the_thread_is_raised_here(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no file called"):
        read_with_box(Source((tmp_path / "borte.xlsx",)), 2021, None)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_kind_of_row_in_every_language(qtbot: QtBot, ranked: Session, newer: Path, language: str) -> None:
    text.use(language)
    made = ImportDialog.of_file(newer, ranked)
    qtbot.addWidget(made)
    made.show()
    for row in range(table(made).model().rowCount()):
        choose(made, row)
        assert strip(made)
        for column in range(table(made).model().columnCount()):
            index = table(made).model().index(row, column)
            assert index.data(Qt.ItemDataRole.AccessibleTextRole)
    made.grab()
