"""Previews of lists for tests: lists written on the spot, and what their table says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QTableView, QWidget

from kompetanse_desktop.ui.imports.lines import TITLE
from kompetanse_desktop.ui.imports.preview_table import PreviewTable

HEAD = "Løpenr;Søkjar;Tittel;Nettverk;Søkt beløp 2021;Søkt 2022;Tal tilsette\n"


def written(folder: Path, rows: str, name: str = "liste.csv", head: str = HEAD) -> Path:
    """Write a list to a file."""
    file = folder / name
    file.write_text(head + rows, "utf-8")
    return file


def table(dialog: QDialog) -> PreviewTable:
    found = dialog.findChild(QTableView, "import.preview")
    assert isinstance(found, PreviewTable)
    return found


def data(dialog: QDialog, row: int, column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> str:
    return str(table(dialog).model().index(row, column).data(role) or "").replace("\u00a0", " ")


def said(widget: QWidget, name: str) -> str:
    return widget.findChild(QLabel, name).text().replace("\u00a0", " ")


def choose(dialog: QDialog, row: int, column: int = TITLE) -> None:
    table(dialog).setCurrentIndex(table(dialog).model().index(row, column))
