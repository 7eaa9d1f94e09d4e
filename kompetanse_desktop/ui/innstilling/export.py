"""Writing the round as a table or as data, and saying where it went."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.recommendation import recommend
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.text import say, words
from kompetanse_desktop.ui.messages import MessageBar

KINDS = {".xlsx": "Excel", ".csv": "CSV", ".json": "JSON"}


def export(session: Session, messages: MessageBar, parent: QWidget) -> None:
    """Ask for a file, by its ending a table or data, and write it."""
    from kompetanse_desktop.exchange import data_out

    kinds = ";;".join(f"{name} (*{ending})" for ending, name in KINDS.items())
    name, kind = QFileDialog.getSaveFileName(
        parent, say("Export as a table or data"), file_stem(session.required().round), kinds
    )
    if not name:
        return
    path = Path(name)
    if path.suffix.lower() not in KINDS:
        ending = next((e for e, n in KINDS.items() if kind.startswith(n)), ".xlsx")
        path = path.with_name(path.name + ending)
    made = recommend(session.required(), datetime.now().astimezone())
    messages.attempt(lambda: data_out.write(made, path, words()))


def file_stem(given: Round) -> str:
    """Give the name a document of a round gets when nobody says otherwise."""
    return f"innstilling-{given.scheme.value}-{given.county.lower().replace(' ', '-')}-{given.year}"
