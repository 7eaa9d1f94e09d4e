"""The finer points of the import window: keys and menu, every doubt written over, choices remembered, several lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.imports.import_dialog import MANY, ImportDialog
from kompetanse_desktop.ui.imports.lines import APPLICANT, DOUBTS, LATER, REQUESTED, STATUS, TITLE, Kind
from tests.helpers.previews import HEAD, choose, data, said, table, written

DOUBTFUL = """21-30;Ny kommune;Eit <b>nytt</b> tiltak;Kyst;250 000;ca. 90 000;ca. 40
21-31;;Utan søkjar;Kyst;100 000;;12
21-32;Annan kommune;Klart;Kyst;1.250;;12
21-33;Tredje kommune;Heilt klart;Kyst;80 000;;3
"""


MakeDialog = Callable[..., ImportDialog]


@pytest.fixture
def opened(qtbot: QtBot, ranked: Session, tmp_path: Path) -> MakeDialog:
    """Give a maker of previews of lists written on the spot."""

    def make(rows: str = DOUBTFUL, head: str = HEAD) -> ImportDialog:
        made = ImportDialog.of_file(written(tmp_path, rows, head=head), ranked)
        qtbot.addWidget(made)
        QAbstractItemModelTester(table(made).model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
        made.show()
        return made

    return make


# --- keys and menu


def test_typing_writes_over_a_cell(opened: MakeDialog, qtbot: QtBot) -> None:
    dialog = opened()
    choose(dialog, 3)
    qtbot.keyClick(table(dialog), "N")
    field = table(dialog).findChild(QLineEdit)
    qtbot.keyClicks(field, "ytt namn")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: data(dialog, 3, TITLE) == "Nytt namn")
    assert dialog.isVisible()


def test_giving_up_the_writing_leaves_the_cell_and_the_dialog(opened: MakeDialog, qtbot: QtBot) -> None:
    dialog = opened()
    choose(dialog, 3)
    qtbot.keyClick(table(dialog), Qt.Key.Key_F2)
    field = table(dialog).findChild(QLineEdit)
    qtbot.keyClicks(field, "noko anna")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert data(dialog, 3, TITLE) == "Heilt klart"
    assert dialog.isVisible()


def test_the_space_bar_turns_all_chosen_rows(opened: MakeDialog, qtbot: QtBot) -> None:
    dialog = opened()
    table(dialog).selectAll()
    qtbot.keyClick(table(dialog), Qt.Key.Key_Space)
    assert [data(dialog, row, STATUS) for row in range(4)] == ["ikkje med", "kan ikkje takast inn", *["ikkje med"] * 2]
    assert not dialog.findChild(QPushButton, "import.accept").isEnabled()
    table(dialog).selectAll()
    qtbot.keyClick(table(dialog), Qt.Key.Key_Space)
    assert data(dialog, 0, STATUS) == "ny"


def test_the_menu_has_what_can_be_done(opened: MakeDialog) -> None:
    dialog = opened()
    choose(dialog, 3, TITLE)
    menu = table(dialog).make_menu()
    assert [action.text() for action in menu.actions()] == ["Skriv over cella", "La rada vere ute"]
    menu.actions()[1].trigger()
    assert data(dialog, 3, STATUS) == "ikkje med"
    choose(dialog, 3, STATUS)
    assert [action.text() for action in table(dialog).make_menu().actions()] == ["Ta med rada att"]
    choose(dialog, 5)
    assert table(dialog).make_menu().isEmpty(), "what is not in the file can't be changed here"


# --- doubts


def test_each_doubt_stands_in_its_own_cell(opened: MakeDialog) -> None:
    dialog = opened()
    assert data(dialog, 0, LATER) == "⚠ ukjend"
    assert "ca. 90 000" in data(dialog, 0, LATER, Qt.ItemDataRole.ToolTipRole)
    assert data(dialog, 1, APPLICANT).startswith("⚠")
    assert data(dialog, 2, REQUESTED) == "⚠ ukjend"
    spoken = data(dialog, 2, REQUESTED, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Søkt: ukjend. I tvil: «1.250»")
    assert data(dialog, 3, DOUBTS) == ""


def test_no_text_of_the_list_is_read_as_markup(opened: MakeDialog) -> None:
    dialog = opened()
    assert "&lt;b&gt;" in data(dialog, 0, TITLE, Qt.ItemDataRole.ToolTipRole)
    choose(dialog, 0)
    shown = dialog.findChild(QWidget, "import.row").findChildren(QLabel)
    assert shown
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in shown)


def test_every_doubt_can_be_written_over_below(opened: MakeDialog, qtbot: QtBot, ranked: Session) -> None:
    dialog = opened()
    choose(dialog, 0)
    for before, after in (("ca. 90 000", "90 000"), ("ca. 40", "40")):
        fields = dialog.findChild(QWidget, "import.row").findChildren(QLineEdit)
        field = next(field for field in fields if field.text() == before)
        assert field.accessibleName()
        field.setText(after)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter was for the field"
    assert (data(dialog, 0, REQUESTED), data(dialog, 0, LATER)) == ("250 000", "90 000")
    assert not dialog.findChild(QWidget, "import.row").findChildren(QLineEdit)
    dialog.findChild(QPushButton, "import.accept").click()
    assert ranked.required().proposals["21-30"].staff == 40


def test_what_has_been_put_right_stays_in_sight_until_the_filter_is_changed(opened: MakeDialog) -> None:
    dialog = opened()
    only = dialog.findChild(QCheckBox, "import.onlyDoubts")
    only.click()
    assert table(dialog).model().rowCount() == 3
    assert table(dialog).model().setData(table(dialog).model().index(2, REQUESTED), "125 000")
    assert data(dialog, 2, REQUESTED) == "125 000"
    assert only.text().endswith("(2)")
    only.click()
    only.click()
    assert table(dialog).model().rowCount() == 2


def test_a_filter_stays_when_its_last_line_becomes_another(opened: MakeDialog) -> None:
    dialog = opened()
    kinds = dialog.findChild(QComboBox, "import.filter")
    kinds.setCurrentIndex(kinds.findData(Kind.REJECTED.value))
    kinds.activated.emit(kinds.currentIndex())
    choose(dialog, 0)
    assert table(dialog).model().setData(table(dialog).model().index(0, APPLICANT), "Ein kommune")
    assert data(dialog, 0, STATUS) == "ny"
    assert kinds.currentData() == Kind.REJECTED.value


def test_what_came_from_elsewhere_is_not_said_to_be_gone(opened: MakeDialog) -> None:
    dialog = opened()
    choose(dialog, 5)
    assert data(dialog, 5, STATUS) == "manglar i fila"
    shown = [label.text() for label in dialog.findChild(QWidget, "import.row").findChildren(QLabel)]
    assert shown == ["Det kom ein annan stad frå, og blir ståande som det er."]


def test_a_column_in_doubt_leads_to_the_columns(opened: MakeDialog) -> None:
    head = "Tittel;Søkjar;Søkt beløp 2021;Beløp søkt 2021\n"
    dialog = opened("Ei sak;A kommune;100 000;200 000\n", head)
    there = dialog.findChild(QPushButton, "import.toColumns")
    assert there.isVisible()
    assert there.text() == dialog._tabs.tabText(1) == "Kolonnar (2 i tvil)"
    there.click()
    assert dialog._tabs.currentIndex() == 1
    assert "Beløp søkt" not in said(dialog, "import.notes"), "it is said beside the column"


# --- lists of every size


def test_a_list_without_rows_offers_nothing(opened: MakeDialog) -> None:
    dialog = opened("")
    assert not dialog.findChild(QPushButton, "import.accept").isEnabled()
    assert said(dialog, "import.total") == "Søkt i alt: 0 kr"


def test_a_list_of_many_rows_is_compared_behind_the_window(opened: MakeDialog, ranked: Session) -> None:
    count = MANY + 500
    dialog = opened("".join(f"B-{n};Kommune {n % 9};Tiltak {n};Kyst;1 000;;\n" for n in range(count)))
    assert f"{count} framlegg" in said(dialog, "import.summary")
    model = table(dialog).model()
    assert model.rowCount() == count + len(ranked.required().proposals)
    assert data(dialog, count - 1, TITLE) == f"Tiltak {count - 1}"
    assert model.setData(model.index(count - 1, TITLE), "Sist")
    assert data(dialog, count - 1, TITLE) == "Sist"


def test_a_very_long_text_makes_no_window_wider(opened: MakeDialog) -> None:
    dialog = opened(f"21-40;{'Kommune ' * 60};{'Tiltak' * 200};Kyst;{'ca. ' * 500}1;;\n")
    width = dialog.width()
    choose(dialog, 0)
    QApplication.processEvents()
    assert dialog.width() == width
    assert dialog.minimumSizeHint().width() < 1240


# --- columns


def test_remembered_columns_are_said_and_can_be_forgotten(opened: MakeDialog, ranked: Session) -> None:
    head = "Nr;Kommune;Kva;Sum pengar\n"
    first = opened("1;A kommune;Eit tiltak;100 000\n", head)
    assert first.findChild(QLabel, "import.remembered") is None
    first._choose_columns({"ref": "Nr", "applicant": "Kommune", "title": "Kva", "requested": "Sum pengar"})
    first.findChild(QPushButton, "import.accept").click()
    second = opened("2;B kommune;Eit anna;200 000\n", head)
    assert data(second, 0, REQUESTED) == "200 000"
    assert "sist" in said(second, "import.remembered")
    second.findChild(QPushButton, "import.forget").click()
    assert actions.remembered_columns(ranked, second._reading.heading_key) == {}
    assert data(second, 0, REQUESTED) != "200 000", "read as we understand it ourselves"
    assert second.findChild(QLabel, "import.remembered") is None


def test_each_column_is_shown_with_an_example(opened: MakeDialog) -> None:
    dialog = opened()
    dialog._tabs.setCurrentIndex(1)
    shown = [label.text() for label in dialog._columns_tab.findChildren(QLabel)]
    assert {"Søkt beløp 2021", "250 000", "Ny kommune"} <= set(shown)
    boxes = dialog._columns_tab.findChildren(QComboBox, "import.column")
    assert [box.currentText() for box in boxes][4:6] == ["Søkt 2021, ikkje delt", "Søkt 2022, ikkje delt"]
    assert all(":" not in box.itemText(at) for box in boxes for at in range(box.count()))


# --- keeping


def test_without_room_for_a_copy_it_is_asked(
    opened: MakeDialog, ranked: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened()
    asked: list[bool] = []
    take_in = actions.take_in

    def refusing(session: Session, change: object, *, without_backup: bool = False) -> object:
        asked.append(without_backup)
        if not without_backup:
            raise actions.NoBackupFirst(Refusal("{file} is too large to be a list of proposals.", file="x"))
        return take_in(session, change, without_backup=True)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "take_in", refusing)

    def answer(role: QMessageBox.ButtonRole) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if box.buttonRole(b) is role).click()

    QTimer.singleShot(50, lambda: answer(QMessageBox.ButtonRole.RejectRole))
    dialog.findChild(QPushButton, "import.accept").click()
    assert (asked, dialog.isVisible()) == ([False], True)
    QTimer.singleShot(50, lambda: answer(QMessageBox.ButtonRole.AcceptRole))
    dialog.findChild(QPushButton, "import.accept").click()
    assert asked == [False, False, True]
    assert "21-33" in ranked.required().proposals


# --- the look


@pytest.mark.parametrize("theme", [look.LIGHT, look.DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_heading_and_no_button_is_cut_off(
    opened: MakeDialog, qapp: QApplication, theme: look.Theme, language: str
) -> None:
    text.use(language)
    before = look.current()
    look.apply(qapp, theme)
    try:
        dialog = opened()
        dialog.resize(1240, 660)
        QApplication.processEvents()
        header = table(dialog).horizontalHeader()
        for column in range(header.count()):
            assert header.sectionSize(column) >= header.sectionSizeHint(column), column
        for name in ("import.accept", "import.cancel"):
            found = dialog.findChild(QPushButton, name)
            assert found.width() >= found.sizeHint().width()
        kinds = dialog.findChild(QComboBox, "import.filter")
        assert kinds.height() >= kinds.sizeHint().height()
        colour = table(dialog).model().index(2, REQUESTED).data(Qt.ItemDataRole.ForegroundRole)
        assert colour.name() == theme.warn
        assert not dialog.grab().isNull()
    finally:
        look.apply(qapp, before)


def test_another_theme_reaches_the_preview(opened: MakeDialog, qapp: QApplication) -> None:
    dialog, before = opened(), look.current()
    other = look.DARK if before is look.LIGHT else look.LIGHT
    look.apply(qapp, other)
    try:
        colour = table(dialog).model().index(2, REQUESTED).data(Qt.ItemDataRole.ForegroundRole)
        assert colour.name() == other.warn
    finally:
        look.apply(qapp, before)
