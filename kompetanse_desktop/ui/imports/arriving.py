"""The ways a list comes in: chosen, dropped on the window, or pasted. Each is read, looked through, and taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.text import say, words
from kompetanse_desktop.ui.file_dialogs import ask_where_to_write, ask_which_to_read
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import run_dialog

if TYPE_CHECKING:  # what reads lists is loaded when there is one
    from kompetanse_desktop.exchange.reading import Reading
    from kompetanse_desktop.ui.imports.source import Source

ROUND_ENDING = ".kompetanse"
LISTS = "*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt *.docx *.pdf *.xfdf"


class Arrivals(QObject):
    """Takes lists in for one window, and writes the empty one that networks fill in."""

    def __init__(self, session: Session, messages: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._messages, self._window = session, messages, window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the menu does."""
        return {"import": self.choose, "paste": self.paste, "template": self.save_template}

    def choose(self) -> None:
        """Ask for files, show what is in them, and take it in if the reader says so."""
        kinds = [f"{say('Lists of proposals')} ({LISTS})", f"{say('All files')} (*)"]
        files = ask_which_to_read(self._window, say("Take in a list"), kinds)
        if files:
            self.take(files)

    def paste(self) -> None:
        """Take in a table that was copied in a spreadsheet, a text document or a web page; or copied files."""
        from kompetanse_desktop.ui.imports.source import Source

        pasted = QGuiApplication.clipboard().mimeData() or QMimeData()  # there is none where it is empty
        if files := local_files(pasted):
            self.take(files)
        else:
            self._look_through(Source(html=pasted.html() if pasted.hasHtml() else None, text=pasted.text()))

    def take(self, files: Sequence[Path]) -> None:
        """Show what is in files, several as one list, or a round that somebody has sent."""
        from kompetanse_desktop.ui.imports.source import Source

        self._messages.hide()
        if is_round(files):
            from kompetanse_desktop.ui.library.fetch_dialog import fetch_file

            fetch_file(files[0], self._session, self._messages, self._window)
        else:
            self._look_through(Source(tuple(files)))

    def _look_through(self, source: Source) -> None:
        from kompetanse_desktop.ui.imports.import_dialog import ImportDialog

        made: list[ImportDialog] = []

        def look() -> None:
            found = read_as_remembered(source, self._session, self._window)
            if found is not None:
                made.append(ImportDialog(*found, self._session, self._window))

        if self._messages.attempt(look) and made and run_dialog(made[0]) and self._session.last is not None:
            self._messages.show_saying(self._session.last.name, good=True)

    def save_template(self) -> None:
        """Ask for a file, write an empty list to be filled in, and say where it is."""
        from kompetanse_desktop.exchange import template

        given = self._session.required().round
        stem = say("list-{year}", year=str(given.year))
        path = ask_where_to_write(self._window, say("Save an empty list"), stem, {".xlsx": say("Workbook")})
        if path is not None and self._messages.attempt(lambda: template.write(path, given, words())):
            self._messages.show_saying(saying("The empty list is in {file}.", file=str(path)), good=True)

    # -- dropped on the window ---------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            files = local_files(event.mimeData())
            if files and (self._session.state is not None or is_round(files)):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self._messages.show_saying(Saying("Let go to look at the list. Nothing is kept yet."), good=True)
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            files = local_files(event.mimeData())
            if files:
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                QTimer.singleShot(0, self, lambda: self.take(files))  # not inside the drag: the sender waits for it
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self._messages.hide()
        return super().eventFilter(watched, event)


def read_as_remembered(source: Source, session: Session, parent: QWidget | None) -> tuple[Source, Reading] | None:
    """Read a list, its columns as they were said to be the last time; None where the reader gave it up.

    Raises Refusal.
    """
    from kompetanse_desktop.ui.imports.reading_box import read_with_box

    year = session.required().round.year
    reading = read_with_box(source, year, parent)
    if reading is None:
        return None
    known = actions.remembered_columns(session, reading.heading_key)
    if known and source.columns is None:
        wanted = replace(source, columns=known, table=reading.table)
        try:
            again = read_with_box(wanted, year, parent)
        except Refusal:  # remembered of another version of the program, say: then as we understand it ourselves
            again = None
        if again is not None:
            return wanted, again
    return source, reading


def local_files(data: QMimeData) -> list[Path]:
    """Give the files of this machine that a drag or the clipboard carries; none where there is anything else."""
    urls = data.urls() if data.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls] if all(url.isLocalFile() for url in urls) else []


def is_round(files: Sequence[Path]) -> bool:
    """Tell whether it is a round that somebody has sent."""
    return len(files) == 1 and files[0].suffix.lower() == ROUND_ENDING
