"""Writing the round as a table or as data, and saying where it went."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.recommendation import recommend
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import saying
from kompetanse_desktop.text import say, words
from kompetanse_desktop.ui.file_dialogs import ask_where_to_write
from kompetanse_desktop.ui.messages import MessageBar

KINDS = {".xlsx": "Excel", ".csv": "CSV", ".json": "JSON"}


def export(session: Session, messages: MessageBar, parent: QWidget) -> None:
    """Ask for a file, by its ending a table or data, write it, and say where it is."""
    from kompetanse_desktop.exchange import data_out

    path = ask_where_to_write(parent, say("Export as a table or data"), file_stem(session.required().round), KINDS)
    if path is None:
        return
    made = recommend(session.required(), datetime.now().astimezone())
    if messages.attempt(lambda: data_out.write(made, path, words())):
        messages.show_saying(saying("The figures are written to {file}.", file=str(path)), good=True)


def file_stem(given: Round) -> str:
    """Give the name a document of a round gets when nobody says otherwise."""
    return f"innstilling-{given.scheme.value}-{given.county.lower().replace(' ', '-')}-{given.year}"
