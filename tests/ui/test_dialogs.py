"""The windows for taking in, finishing and rounds; each opens in every language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.demo import demo_file
from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.board.move_dialog import MoveDialog
from kompetanse_desktop.ui.help import HelpDialog
from kompetanse_desktop.ui.imports.import_dialog import ImportDialog
from kompetanse_desktop.ui.innstilling.dialog import InnstillingDialog
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.messages import BugDialog
from kompetanse_desktop.ui.rounds.round_dialog import RoundDialog

ROUND = Round("", Scheme.KOMPETANSELOFTET, "Vestland", 2021, 5_300_000, date(2021, 4, 15), 400_000)


@pytest.fixture
def bare(data_dir: Path) -> Session:
    opened = Session.open(data_dir)
    actions.new_round(opened, ROUND)
    return opened


def said(dialog: QDialog, name: str) -> str:
    return dialog.findChild(QLabel, name).text().replace("\u00a0", " ")


def cells(dialog: QDialog) -> list[list[str]]:
    model = dialog.findChild(QTableView, "import.preview").model()
    return [[model.index(r, c).data() or "" for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_the_preview_shows_the_list_and_keeps_nothing_before_it_is_told_to(qtbot: QtBot, bare: Session) -> None:
    dialog = ImportDialog.of_file(demo_file(), bare)
    qtbot.addWidget(dialog)
    assert said(dialog, "import.total").startswith("Søkt i alt: 7 768 000 kr")
    assert len(cells(dialog)) == 11
    assert "11 framlegg" in said(dialog, "import.summary")
    assert not bare.required().proposals
    dialog.findChild(QPushButton, "import.accept").click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert len(bare.required().proposals) == 11


def test_giving_up_an_import_keeps_nothing(qtbot: QtBot, bare: Session) -> None:
    dialog = ImportDialog.of_file(demo_file(), bare)
    qtbot.addWidget(dialog)
    dialog.findChild(QPushButton, "import.cancel").click()
    assert not bare.required().proposals


def test_doubts_stand_in_the_preview_with_their_text(qtbot: QtBot, bare: Session, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text(
        "Løpenr;Søkjar;Tittel;Søkt beløp 2021\n1;A kommune;Klart;100 000\n2;B kommune;Uklart;ca. 300 000\n", "utf-8"
    )
    dialog = ImportDialog.of_file(file, bare)
    qtbot.addWidget(dialog)
    assert said(dialog, "import.total").startswith("Søkt i alt: 100 000 kr")
    dialog.findChild(QCheckBox, "import.onlyDoubts").setChecked(True)
    (line,) = cells(dialog)
    assert "ca. 300 000" in line[-1]
    dialog.findChild(QPushButton, "import.accept").click()
    assert bare.required().requested("2") is None


def test_another_choice_of_column_reads_the_list_again(qtbot: QtBot, bare: Session, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("Løpenr;Søkjar;Tittel;Budsjett totalt\n1;A kommune;Klart;100 000\n", "utf-8")
    dialog = ImportDialog.of_file(file, bare)
    qtbot.addWidget(dialog)
    assert said(dialog, "import.total").startswith("Søkt i alt: 0 kr")
    heading, box = dialog._columns_tab._boxes[-1]
    assert heading == "Budsjett totalt"
    box.setCurrentIndex(box.findData("requested"))
    box.activated.emit(box.currentIndex())
    assert said(dialog, "import.total").startswith("Søkt i alt: 100 000 kr")


def test_a_list_that_is_here_already_offers_nothing(qtbot: QtBot, session: Session) -> None:
    dialog = ImportDialog.of_file(demo_file(), session)
    qtbot.addWidget(dialog)
    assert not dialog.findChild(QPushButton, "import.accept").isEnabled()


@pytest.mark.parametrize(("name", "data"), [("tom.xlsx", b""), ("bilete.csv", b"\x89PNG\r\n\x1a\n" + bytes(64))])
def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    bare: Session, qtbot: QtBot, tmp_path: Path, name: str, data: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(Refusal):
        ImportDialog.of_file(file, bare)
    with pytest.raises(Refusal):
        ImportDialog.of_file(tmp_path / "finst-ikkje.xlsx", bare)


def test_finishing_writes_the_document(qtbot: QtBot, ranked: Session, tmp_path: Path) -> None:
    dialog = InnstillingDialog(ranked)
    qtbot.addWidget(dialog)
    file = tmp_path / "innstilling.pdf"
    dialog.write(file)
    assert file.read_bytes().startswith(b"%PDF-")
    assert str(file) in said(dialog, "innstilling.result")


def test_over_the_frame_there_is_nothing_to_save(qtbot: QtBot, ranked: Session) -> None:
    actions.move(ranked, "21-04", Lane.PRIORITISED)
    dialog = InnstillingDialog(ranked)
    qtbot.addWidget(dialog)
    assert not dialog.findChild(QPushButton, "innstilling.save").isEnabled()
    assert "68 000 kr" in said(dialog, "innstilling.result")


def test_a_check_leads_to_its_card(qtbot: QtBot, window: MainWindow) -> None:
    dialog = InnstillingDialog(window.session, window)
    dialog.mend_wanted.connect(window.round_page.mend_remark)
    shows = [b for b in dialog.findChildren(QPushButton) if "21-11" in b.accessibleName()]
    shows[-1].click()
    assert window.board.chosen() == ("21-11",)


def test_who_was_present_is_kept_and_can_be_undone(qtbot: QtBot, ranked: Session) -> None:
    dialog = InnstillingDialog(ranked)
    qtbot.addWidget(dialog)
    dialog._present.setPlainText("11 av 12 medlemmer")
    dialog._present.finished.emit()
    assert ranked.required().round.present == "11 av 12 medlemmer"
    actions.undo(ranked)
    assert ranked.required().round.present == ""


def test_a_round_is_made_from_its_figures(qtbot: QtBot, data_dir: Path) -> None:
    with Session.open(data_dir) as session:
        dialog = RoundDialog(None, session)
        qtbot.addWidget(dialog)
        dialog._scheme.setCurrentIndex(dialog._scheme.findData("regional"))
        dialog._year.setValue(2024)
        dialog.findChild(QLineEdit, "round.frame").setText("66 819 200")
        dialog.findChild(QLineEdit, "round.committed").setText("25 221 129")
        assert said(dialog, "round.available") == "41 598 071 kr"
        dialog.findChild(QPushButton, "round.accept").click()
        made = session.required().round
        assert (made.scheme, made.year, made.available) == (Scheme.REGIONAL, 2024, 41_598_071)
        assert made.deadline == date(2024, 3, 15)


@pytest.mark.parametrize(("frame", "committed"), [("mykje", "0"), ("100", "200"), ("-5", "0")])
def test_a_round_that_cannot_be_is_refused(qtbot: QtBot, data_dir: Path, frame: str, committed: str) -> None:
    with Session.open(data_dir) as session:
        dialog = RoundDialog(None, session)
        qtbot.addWidget(dialog)
        dialog.findChild(QLineEdit, "round.frame").setText(frame)
        dialog.findChild(QLineEdit, "round.committed").setText(committed)
        dialog.findChild(QPushButton, "round.accept").click()
        assert said(dialog, "round.problem")
        assert dialog.result() != QDialog.DialogCode.Accepted
        assert session.state is None


def test_the_frame_can_be_changed(qtbot: QtBot, window: MainWindow) -> None:
    dialog = RoundDialog(window.session.required().round, window.session)
    qtbot.addWidget(dialog)
    dialog.findChild(QLineEdit, "round.frame").setText("5 000 000")
    dialog.findChild(QPushButton, "round.accept").click()
    assert window.findChild(QLabel, "budget.remaining").text().replace("\u00a0", " ") == "112 000 kr"


def test_move_to_shows_what_would_be_left(qtbot: QtBot, ranked: Session) -> None:
    dialog = MoveDialog(BoardModel(ranked), ("21-04",))
    qtbot.addWidget(dialog)
    lane = dialog.findChild(QComboBox, "moveTo.lane")
    lane.setCurrentIndex(lane.findData(Lane.PRIORITISED.value))
    assert "−68 000 kr" in said(dialog, "moveTo.preview")
    assert (dialog.lane, dialog.position) == (Lane.PRIORITISED, 7)


def test_help_has_every_key_of_the_contract(qtbot: QtBot) -> None:
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTableView, "help.keys").model()
    keys = {table.index(row, 0).data() for row in range(table.rowCount())}
    moves = [f"Alt+{arrow}" for arrow in ("Up", "Down", "Left", "Right")]
    contract = [*moves, *(f"Ctrl+{letter}" for letter in "MZYFPI"), "F1"]
    native = {QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in contract}
    assert native <= keys


@pytest.mark.parametrize("language", list(text.LANGUAGES))
def test_every_window_opens_in_every_language(qtbot: QtBot, ranked: Session, language: str) -> None:
    text.use(language)
    program.make_application()
    window = MainWindow(ranked)
    dialogs: list[QDialog] = [
        ImportDialog.of_file(demo_file(), ranked, window),
        InnstillingDialog(ranked, window),
        RoundDialog(None, ranked, window),
        RoundDialog(ranked.required().round, ranked, window),
        MoveDialog(window.model, ("21-04",), window),
        HelpDialog(window),
        BugDialog("Traceback …", None, window),
    ]
    qtbot.addWidget(window)
    for widget in (window, *dialogs):
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        widget.show()
        assert widget.windowTitle()
        assert not widget.grab().isNull()


@pytest.mark.parametrize(
    ("make", "field", "wanted"),
    [
        (lambda s: RoundDialog(s.required().round, s), "round.frame", "round.accept"),
        (lambda s: MoveDialog(BoardModel(s), ("21-04",)), "moveTo.position", "moveTo.accept"),
        (lambda s: ImportDialog.of_file(demo_file(), s), "import.preview", "import.accept"),
        (lambda s: InnstillingDialog(s), "innstilling.checks", "innstilling.save"),
    ],
)
def test_enter_presses_the_button_of_the_dialog(
    qtbot: QtBot, ranked: Session, make: Callable[[Session], QDialog], field: str, wanted: str
) -> None:
    dialog = make(ranked)
    qtbot.addWidget(dialog)
    button = dialog.findChild(QPushButton, wanted)
    button.setEnabled(True)
    button.clicked.disconnect()
    dialog.show()
    dialog.activateWindow()
    dialog.findChild(QWidget, field).setFocus()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
