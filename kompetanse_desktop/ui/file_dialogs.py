"""Asking for a file to read or to write, with our own words where Qt has none in the language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kompetanse_desktop.text import say
from kompetanse_desktop.ui.widgets import run_dialog


def ask_what_to_read(parent: QWidget, title: str, filters: list[str]) -> Path | None:
    """Ask for a file that is there; None when the reader gives it up."""
    dialog = _dialog(parent, title, filters, say("Open"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def ask_which_to_read(parent: QWidget, title: str, filters: list[str]) -> list[Path]:
    """Ask for one or more files that are there; none when the reader gives it up."""
    dialog = _dialog(parent, title, filters, say("Open"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return [Path(file) for file in dialog.selectedFiles()] if run_dialog(dialog) else []


def ask_where_to_write(parent: QWidget, title: str, stem: str, kinds: Mapping[str, str]) -> Path | None:
    """Ask for a file to write. ``kinds`` is ending → name; the ending is added, and nothing is replaced unasked."""
    filters = {f"{name} (*{ending})": ending for ending, name in kinds.items()}
    dialog = _dialog(parent, title, list(filters), say("Save"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, say("Save"))
    dialog.setDefaultSuffix(next(iter(kinds))[1:])
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen][1:]))
    dialog.selectFile(stem)
    return _chosen(dialog)


def _dialog(parent: QWidget, title: str, filters: list[str], accept: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setNameFilters(filters)
    for part, text in (
        (QFileDialog.DialogLabel.LookIn, say("Folder")),
        (QFileDialog.DialogLabel.FileName, say("File name")),
        (QFileDialog.DialogLabel.FileType, say("Kind of file")),
        (QFileDialog.DialogLabel.Accept, accept),
        (QFileDialog.DialogLabel.Reject, say("Cancel")),
    ):
        dialog.setLabelText(part, text)
    return dialog


def _chosen(dialog: QFileDialog) -> Path | None:
    return Path(dialog.selectedFiles()[0]) if run_dialog(dialog) else None
