"""Where everything lies, and its copies: made, put elsewhere, and taken back from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.text import N_, file_size, say, say_count, short_date
from kompetanse_desktop.ui.file_dialogs import ask_what_to_read, ask_where_to_write
from kompetanse_desktop.ui.library.pieces import ResultLine, RowsModel, make_table
from kompetanse_desktop.ui.widgets import add_buttons, button, dialog_layout, dialog_size, label, row, run_dialog

COPY_ENDING = ".db"


class DataDialog(QDialog):
    """Shows the local copy and its backups, the newest first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kept: list[actions.Kept] = []
        self.setWindowTitle(say("Data and copies"))
        self.setObjectName("data.dialog")
        dialog_size(self, 760, 600)
        self._result = ResultLine("data.result")
        self._about = label("", "muted", "data.about")
        self._model = RowsModel((N_("When"), N_("Why"), N_("Size")), right=(2,))
        self._table = make_table("data.backups", say("Copies of everything"), self._model, stretch=(1,))
        self._none = label(say("There are no copies yet."), "muted", "data.none")
        self._chosen = button(
            say("Take everything back from the chosen one …"), self._restore_chosen, name="data.restoreChosen"
        )
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._show_choice())
        self._lay_out()
        self._load()
        self._table.setFocus()

    # -- building ----------------------------------------------------------------------------------
    def _lay_out(self) -> None:
        where = QLineEdit(str(self._session.library_file))
        where.setObjectName("data.where")
        where.setAccessibleName(say("Where everything is kept"))
        where.setReadOnly(True)
        where.setCursorPosition(0)
        place = _line(
            where,
            button(say("Copy the path"), self._copy_path, name="data.copyPath"),
            button(say("Open the folder"), self._open_folder, name="data.openFolder"),
        )
        text = say(
            "A copy is put away by itself after every ten minutes of work, before a list is taken in, and when the "
            "window is closed. The copies lie in the folder «{folder}» beside the file; old ones are thinned out "
            "with time.",
            folder=actions.backups_folder(self._session.library_file).name,
        )
        make = _line(
            button(say("Make a copy now"), self._make, name="data.make"),
            button(say("Save a copy elsewhere …"), self._save, name="data.save"),
            1,
        )
        restore = _line(
            self._chosen,
            button(say("Take everything back from a file …"), self._restore_file, name="data.restoreFile"),
            1,
        )
        close = button(say("Close"), self.reject, "primary", "data.close")
        layout = dialog_layout(self)
        for widget in (
            label(say("Everything is kept on this computer, in one file:")),
            place,
            self._about,
            label(say("Copies of everything"), "title"),
            label(text, "muted", wrap=True),
            self._none,
        ):
            layout.addWidget(widget)
        room = self._table.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # else the other lines would drift apart while there are no copies
        self._table.setSizePolicy(room)
        layout.addWidget(self._table, 1)
        for widget in (make, restore, self._result):
            layout.addWidget(widget)
        for plain in self.findChildren(QPushButton):
            plain.setAutoDefault(False)
        add_buttons(layout, 1, close, default=close)

    # -- showing -----------------------------------------------------------------------------------
    def _load(self) -> None:
        file = self._session.library_file
        self._result.attempt(self._read)
        self._model.show_rows(
            [(_time(one.at), _sentence(actions.WHY[one.why]), file_size(one.size)) for one in self._kept]
        )
        self._table.setVisible(bool(self._kept))
        self._none.setVisible(not self._kept)
        if self._kept:
            self._table.selectRow(0)
        self._show_choice()
        self._about.setText(" · ".join(_facts(self._session, file)))

    def _read(self) -> None:
        self._kept = []
        self._kept = actions.list_backups(self._session.library_file)

    def _show_choice(self) -> None:
        self._chosen.setEnabled(self._table.selectionModel().hasSelection())

    def _reload(self, text: str) -> None:
        self._load()
        self._result.show_text(text)

    # -- doing -------------------------------------------------------------------------------------
    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self._session.library_file))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.library_file.parent)))

    def _make(self) -> None:
        if self._result.attempt(lambda: actions.keep_backup(self._session.library_file, actions.Why.ASKED)):
            self._reload(say("A copy of everything is put away."))

    def _save(self) -> None:
        stem = f"kompetanse-{datetime.now():%Y%m%d-%H%M}"
        path = ask_where_to_write(self, say("Save a copy elsewhere"), stem, {COPY_ENDING: say("Library")})
        if path is not None:
            self.save_copy(path)

    def save_copy(self, path: Path) -> None:
        """Write a copy of everything to a file, and say how it went."""
        if self._result.attempt(lambda: actions.backup(self._session.library_file.parent, path)):
            self._result.show_text(say("A copy of everything is in {file}.", file=str(path)))

    def _restore_chosen(self) -> None:
        rows = self._table.selectionModel().selectedRows()
        if rows:
            one = self._kept[rows[0].row()]
            self.restore(one.file, _as_in(one))

    def _restore_file(self) -> None:
        kinds = [f"{say('Library')} (*{COPY_ENDING})", f"{say('All files')} (*)"]
        path = ask_what_to_read(self, say("Take everything back"), kinds)
        if path is not None:
            self.restore(path, saying("Everything becomes as it is in the file {file}.", file=str(path)))

    def restore(self, file: Path, what: Saying) -> None:
        """Say what taking everything back from a copy would cost, and do it if the reader wants to."""
        from kompetanse_desktop.ui.library.restore_dialog import RestoreDialog

        found: list[actions.Compared] = []
        if not self._result.attempt(lambda: found.extend(actions.compare(self._session.library_file, file))):
            return
        wanted = run_dialog(RestoreDialog(what, found, self))
        if wanted and self._result.attempt(lambda: actions.restore_here(self._session, file)):
            self._reload(say("Everything is taken back. What was here before is kept as a copy."))


def _as_in(kept: actions.Kept) -> Saying:
    why = actions.WHY[kept.why]
    return saying("Everything becomes as it is in the copy from {at} ({why}).", at=kept.at, why=why)


def _facts(session: Session, file: Path) -> list[str]:
    try:
        rounds, saved = len(session.rounds()), actions.saved_at(file)
        size = file_size(file.stat().st_size)
    except (Refusal, OSError):  # the dialog is needed most of all when something is wrong with the file
        return []
    last = [] if saved is None else [say("last saved {at}", at=saved.astimezone())]
    return [size, *last, say_count("{count} round", "{count} rounds", rounds)]


def _line(*widgets: QWidget | int) -> QWidget:
    made = QWidget()
    made.setLayout(row(*widgets))
    return made


def _time(at: datetime) -> str:
    return f"{short_date(at)} {at:%H:%M}"


def _sentence(part: Saying) -> str:
    text = say(part)
    return text[:1].upper() + text[1:]
