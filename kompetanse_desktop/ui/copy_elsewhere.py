"""A copy of everything where the reader wants it: asked for, or because the disk said no."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import saying
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.file_dialogs import ask_where_to_write
from kompetanse_desktop.ui.messages import MessageBar


def copy_elsewhere(session: Session, messages: MessageBar, parent: QWidget) -> None:
    """Ask for a file, write a copy of the whole library to it, and say where it is."""
    stem = f"kompetanse-{datetime.now():%Y%m%d-%H%M}"
    out = ask_where_to_write(parent, say("Save a copy elsewhere"), stem, {".db": say("Library")})
    if out is not None and messages.attempt(lambda: actions.backup(session.library_file.parent, out)):
        messages.show_saying(saying("A copy of everything is in {file}.", file=str(out)), good=True)
