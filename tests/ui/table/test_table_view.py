"""The table in the window: the same deeds as on the board, sorted and copied, and everything by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.filtering import NO_FILTER, By
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.table.printing import make_printer, print_rows
from kompetanse_desktop.ui.table.rows import AMOUNT, COLUMNS
from kompetanse_desktop.ui.table.view import TableView
from kompetanse_desktop.ui.views import Views

NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def views(window: MainWindow) -> Views:
    window.commands["table"].trigger()
    return window.round_page.views


@pytest.fixture
def table(views: Views) -> TableView:
    assert views.table is not None
    return views.table


def ranked(window: MainWindow) -> tuple[str, ...]:
    return window.session.required().ranked()


def test_the_table_is_made_when_it_is_asked_for(window: MainWindow) -> None:
    views = window.round_page.views
    assert views.table is None
    window.commands["table"].trigger()
    assert views.shows_table
    assert views.table is not None
    assert views.table.hasFocus()
    window.commands["table"].trigger()
    assert not views.shows_table
    assert views.board.focused_lane() is not None


def test_what_is_chosen_goes_from_one_to_the_other(window: MainWindow) -> None:
    views = window.round_page.views
    views.choose(["21-03"], focus=True)
    window.commands["table"].trigger()
    assert views.chosen() == ("21-03",)
    assert window.details.ref == "21-03"
    views.choose(["21-06"], focus=True)
    assert window.details.ref == "21-06"
    window.commands["table"].trigger()
    assert views.chosen() == ("21-06",)
    assert views.board.focused_lane() is Lane.PRIORITISED


def test_rows_move_by_the_same_keys_and_are_undone(
    window: MainWindow, views: Views, table: TableView, qtbot: QtBot
) -> None:
    views.choose(["21-03"], focus=True)
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert ranked(window)[:3] == ("21-01", "21-03", "21-02")
    assert views.chosen() == ("21-03",)
    assert table.hasFocus()
    qtbot.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.session.required().board.lane_of("21-03") is Lane.RESERVE
    window.commands["undo"].trigger()
    window.commands["undo"].trigger()
    assert ranked(window)[:3] == ("21-01", "21-02", "21-03")
    assert views.chosen() == ("21-03",)


def test_several_rows_move_in_the_order_of_the_board(window: MainWindow, views: Views, table: TableView) -> None:
    table.horizontalHeader().setSortIndicator(NAMES.index("ref"), Qt.SortOrder.DescendingOrder)
    views.choose(["21-06", "21-05"], focus=True)
    assert views.chosen() == ("21-05", "21-06")
    window.commands["up"].trigger()
    assert ranked(window) == ("21-01", "21-02", "21-05", "21-06", "21-03", "21-07")
    assert views.chosen() == ("21-05", "21-06")


def test_a_step_is_within_one_lane(window: MainWindow, views: Views) -> None:
    before = window.session.required().board
    views.choose(["21-01", "21-08"], focus=True)
    assert len(views.chosen()) == 2
    for name in ("up", "down", "lane_left", "lane_right"):
        window.commands[name].trigger()
    assert window.session.required().board == before
    assert window.messages.isVisible()


def test_f2_writes_the_amount_in_its_cell(window: MainWindow, views: Views, table: TableView, qtbot: QtBot) -> None:
    views.choose(["21-01"], focus=True)
    window.commands["amount"].trigger()
    editor = table.findChild(QLineEdit, "table.amount")
    assert editor is not None
    assert editor.hasFocus()
    editor.setText("900 000")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.required().recommended("21-01") == 900_000)
    assert views.chosen() == ("21-01",)
    assert table.currentIndex().column() == AMOUNT


def test_esc_gives_up_what_was_written(window: MainWindow, views: Views, table: TableView, qtbot: QtBot) -> None:
    views.choose(["21-01"], focus=True)
    window.commands["amount"].trigger()
    editor = table.findChild(QLineEdit, "table.amount")
    assert editor is not None
    editor.setText("1")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert window.session.required().recommended("21-01") == 978_000
    qtbot.waitUntil(table.hasFocus)


def test_enter_goes_to_the_details(views: Views, table: TableView, window: MainWindow, qtbot: QtBot) -> None:
    views.choose(["21-02"], focus=True)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.details.amount.hasFocus()


def test_a_third_click_gives_the_order_of_the_board(table: TableView, qtbot: QtBot) -> None:
    head = table.horizontalHeader()
    at = head.sectionViewportPosition(NAMES.index("title")) + 20
    orders = []
    for _ in range(3):
        qtbot.mouseClick(
            head.viewport(),
            Qt.MouseButton.LeftButton,
            pos=QPoint(at, head.height() // 2),
        )
        orders.append([row.sent.title for row in table.shown_rows()])
    assert orders[0] == list(reversed(orders[1]))
    assert orders[0][0] == "Ein skule for alle"
    assert orders[2] not in orders[:2]
    assert head.sortIndicatorSection() == -1


def test_rows_are_copied_with_their_headings(views: Views, table: TableView, qtbot: QtBot) -> None:
    views.choose(["21-01", "21-02"], focus=True)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:4] == ["Kolonne", "Rang", "Nr.", "Tittel"]
    assert [line.split("\t")[2] for line in lines[1:]] == ["21-01", "21-02"]
    assert "700000" in lines[2].split("\t")


def test_columns_are_remembered_and_the_title_is_always_there(
    window: MainWindow, views: Views, table: TableView
) -> None:
    network, title = NAMES.index("network"), NAMES.index("title")
    table.setColumnHidden(network, True)
    table.setColumnWidth(title, 333)
    window.commands["table"].trigger()
    kept = views._kept.value("table_columns")
    other = TableView(table.model(), window.commands)  # type: ignore[arg-type]
    other.show_columns(kept)
    assert other.isColumnHidden(network)
    assert other.columnWidth(title) == 333
    assert not other.isColumnHidden(title)
    assert "network" not in [column.name for column in other.shown_columns()]
    other.show_columns(b"nonsense")
    other.deleteLater()


def test_the_menu_has_the_cards_own_commands(window: MainWindow, views: Views, table: TableView) -> None:
    views.choose(["21-01"], focus=True)
    menu = table.make_menu(NAMES.index("title"))
    assert window.commands["moveTo"] in menu.actions()
    assert window.commands["withdraw"] in menu.actions()
    words = [action.text() for action in menu.actions()]
    assert "Sorter etter «Tittel»" in words
    next(action for action in menu.actions() if action.text() == "Sorter etter «Tittel»").trigger()
    assert next(row.sent.title for row in table.shown_rows()) == "Ein skule for alle"
    menu.deleteLater()


def test_without_a_row_f2_goes_to_nothing_and_an_empty_table_says_why(
    window: MainWindow, views: Views, table: TableView
) -> None:
    views.clear_choice()
    assert not views.write_amount()
    views.filter.ask_for(NO_FILTER.with_values(By.NETWORK, ["Nowhere"]))
    assert table.model().rowCount() == 0
    assert table.empty_text == "Ingen framlegg passar til filteret."
    table.grab()
    assert window.details.ref is None


def test_a_theme_and_a_search_are_painted(views: Views, table: TableView, window: MainWindow) -> None:
    views.show_matches(frozenset({"21-01"}))
    window.set_theme(look.DARK)
    row = next(at for at, row in enumerate(table.shown_rows()) if row.sent.ref == "21-02")
    assert table.model().index(row, 0).data(Qt.ItemDataRole.ForegroundRole).name() == look.DARK.muted
    table.grab()


def test_it_prints_with_headings_and_numbers_on_each_page(window: MainWindow, table: TableView, tmp_path: Path) -> None:
    from PySide6.QtPdf import QPdfDocument

    printer = make_printer("Tabell")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "table.pdf"))
    rows = table.shown_rows() * 8
    pages = print_rows(printer, window.session.required(), table.shown_columns(), rows, NO_FILTER)
    assert pages > 1
    document = QPdfDocument()
    document.load(str(tmp_path / "table.pdf"))
    assert document.pageCount() == pages
    for page in range(pages):
        text = document.getAllText(page).text()
        assert "Grunngjeving" in text, "the headings are on each page"
        assert f"Side {page + 1} av {pages}" in text
        assert "vedtak" not in text.lower()
    size = document.pagePointSize(0)
    assert size.width() > size.height()
    assert document.getAllText(0).text().startswith("Kompetanseløftet · Vestland 2021")
    document.close()


def test_columns_and_rows_grow_with_the_texts(window: MainWindow, table: TableView) -> None:
    width, height = table.columnWidth(AMOUNT), table.rowHeight(0)
    window.looks.choose_size(150)
    try:
        assert table.columnWidth(AMOUNT) == round(width * 1.5)
        assert table.rowHeight(0) == round(height * 1.5)
    finally:
        window.looks.choose_size(100)
