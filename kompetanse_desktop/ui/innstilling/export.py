"""Writing the round as a table or as data, and saying where it went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.recommendation import recommend
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import saying
from kompetanse_desktop.text import say, words
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import run_dialog

KINDS = {".xlsx": "Excel", ".csv": "CSV", ".json": "JSON"}


def export(session: Session, messages: MessageBar, parent: QWidget) -> None:
    """Ask for a file, by its ending a table or data, write it, and say where it is."""
    from kompetanse_desktop.exchange import data_out

    path = ask_where_to_save(parent, say("Export as a table or data"), file_stem(session.required().round), KINDS)
    if path is None:
        return
    made = recommend(session.required(), datetime.now().astimezone())
    if messages.attempt(lambda: data_out.write(made, path, words())):
        messages.show_saying(saying("The figures are written to {file}.", file=str(path)), good=True)


def ask_where_to_save(parent: QWidget, title: str, stem: str, kinds: Mapping[str, str]) -> Path | None:
    """Ask for a file to write. ``kinds`` is ending → name; the picker adds the ending and asks before it replaces."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    filters = {f"{name} (*{ending})": ending for ending, name in kinds.items()}
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix(next(iter(kinds))[1:])
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen][1:]))
    dialog.selectFile(stem)
    return Path(dialog.selectedFiles()[0]) if run_dialog(dialog) else None


def file_stem(given: Round) -> str:
    """Give the name a document of a round gets when nobody says otherwise."""
    return f"innstilling-{given.scheme.value}-{given.county.lower().replace(' ', '-')}-{given.year}"
