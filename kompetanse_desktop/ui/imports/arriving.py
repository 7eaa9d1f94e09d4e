"""The ways a list comes in: chosen, dropped on the window, or pasted. Each is read, looked through, and taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import Refusal, saying
from kompetanse_desktop.text import say, words
from kompetanse_desktop.ui.file_dialogs import ask_where_to_write, ask_which_to_read
from kompetanse_desktop.ui.imports.drop_hint import DropHint, is_round, local_files
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import run_dialog

if TYPE_CHECKING:  # what reads lists is loaded when there is one
    from kompetanse_desktop.exchange.reading import Reading
    from kompetanse_desktop.ui.imports.import_dialog import ImportDialog
    from kompetanse_desktop.ui.imports.several import Group
    from kompetanse_desktop.ui.imports.source import Source

LISTS = "*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt *.docx *.pdf *.xfdf"


class Arrivals(QObject):
    """Takes lists in for one window, and writes the empty one that networks fill in.

    ``may_leave`` keeps first what is being written in the window, and tells whether to go on.
    """

    def __init__(self, session: Session, messages: MessageBar, may_leave: Callable[[], bool], window: QWidget) -> None:
        super().__init__(window)
        self._session, self._messages, self._may_leave, self._window = session, messages, may_leave, window
        self._handle: QObject | None = None
        self.hint = DropHint(self._take_later, window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the menu does."""
        return {"import": self.choose, "paste": self.paste, "template": self.save_template}

    def choose(self) -> None:
        """Ask for files, show what is in them, and take it in if the reader says so."""
        self._get_ready()
        kinds = [f"{say('Lists of proposals')} ({LISTS})", f"{say('All files')} (*)"]
        files = ask_which_to_read(self._window, say("Take in a list"), kinds)
        if files:
            self.take(files)
        self._put_away()

    def _get_ready(self) -> None:
        """Start what reads workbooks, so that it is there when the file has been chosen."""
        from kompetanse_desktop.exchange import tables

        tables.get_ready()

    def _put_away(self) -> None:
        from kompetanse_desktop.exchange import tables

        tables.put_away()

    def paste(self) -> None:
        """Take in a table that was copied in a spreadsheet, a text document or a web page; or copied files."""
        from kompetanse_desktop.ui.imports.source import Source

        pasted = QGuiApplication.clipboard().mimeData() or QMimeData()  # there is none where it is empty
        if files := local_files(pasted):
            self.take(files)
        else:
            self._look_through(Source(html=pasted.html() if pasted.hasHtml() else None, text=pasted.text()))

    def _take_later(self, files: Sequence[Path]) -> None:
        """Take files that were dropped, but not inside the drag: the sender waits for it."""
        QTimer.singleShot(0, self, lambda: self.take(files))

    def take(self, files: Sequence[Path]) -> None:
        """Show what is in files: lists one after the other, those that belong together as one; or a sent round."""
        from kompetanse_desktop.ui.imports.source import Source

        self._messages.hide()
        if is_round(files):
            self._fetch(files[0])
            return
        if len(files) == 1:
            self._look_through(Source(tuple(files)))
            return
        found: list[Group] = []
        if not self._messages.attempt(lambda: found.extend(self._groups(files))):
            return
        for number, group in enumerate(found, start=1):
            place = say("{number} of {count}", number=number, count=len(found)) if len(found) > 1 else ""
            self._look_through(Source(group), place)

    def _groups(self, files: Sequence[Path]) -> Sequence[Group]:
        from kompetanse_desktop.ui.imports.reading_box import run_with_box

        year = self._session.required().round.year

        def work(gave_up: Callable[[], bool], tell: Callable[[str, float], None]) -> Sequence[Group]:
            from kompetanse_desktop.ui.imports.several import groups

            return groups(files, year, gave_up, tell)

        return run_with_box(say("Take in a list"), work, self._window) or ()

    def _fetch(self, file: Path) -> None:
        from kompetanse_desktop.ui.library.fetch_dialog import fetch_file

        if self._may_leave():
            fetch_file(file, self._session, self._messages, self._window)

    def _look_through(self, source: Source, place: str = "") -> None:
        """Show a list, and take it in if the reader says so."""
        from kompetanse_desktop.ui.imports.reading_box import let_go

        made: list[ImportDialog] = []

        def look() -> None:
            found = read_as_remembered(source, self._session, self._window)
            if found is not None:
                from kompetanse_desktop.ui.imports.import_dialog import ImportDialog

                made.append(ImportDialog(*found, self._session, self._window, place))

        taken_in = self._messages.attempt(look) and bool(made) and run_dialog(made[0])
        let_go()
        if not taken_in:
            return
        if made[0].afterwards is not None:
            self._messages.show_saying(made[0].afterwards.saying)
        elif self._session.last is not None:
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
        """Lay the hint over the window before Qt looks for who takes what is dragged: a field for text might."""
        if event.type() == QEvent.Type.Show and self._window.windowHandle() is not self._handle:
            self._handle = self._window.windowHandle()
            self._handle.installEventFilter(self)
        elif isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            files = local_files(event.mimeData())
            if files and self._may_take(files):
                self.hint.offer(files)
        return super().eventFilter(watched, event)

    def _may_take(self, files: Sequence[Path]) -> bool:
        """Tell whether there is a round to take a list into, and nothing else is in front of the window."""
        there = self._session.state is not None or is_round(files)
        return there and QApplication.activeModalWidget() is None


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
        wanted = replace(source, columns=known, table=reading.table, remembered=True)
        try:
            again = read_with_box(wanted, year, parent)
        except Refusal:  # remembered of another version of the program, say: then as we understand it ourselves
            again = None
        if again is not None:
            return wanted, again
    return source, reading
