"""Starts the window: fonts, look, Qt's own words, and what to do when something goes wrong."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import say, words
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.messages import catch_bugs

NAME = "kompetanse-desktop"


def run(data_dir: Path | None, *, demo: bool) -> int:
    """Open the window and stay until it is closed.

    ``demo`` shows the example round: on a throw-away copy, or made in ``data_dir`` where that is
    given and has no round yet.
    """
    app = make_application()
    if demo and data_dir is None:
        with tempfile.TemporaryDirectory(prefix=f"{NAME}-demo-", ignore_cleanup_errors=True) as folder:
            return _run(app, Path(folder), demo=True)
    return _run(app, data_dir, demo=demo)


def make_application() -> QApplication:
    """Make the one QApplication, with the program's look and language."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([NAME])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("kompetanse_desktop")
    app.setDesktopFileName(NAME)
    QLocale.setDefault(QLocale(words().language))
    translator = QTranslator(app)
    if translator.load(f"qtbase_{words().language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    look.load_fonts()
    look.apply(app, look.system_theme())
    return app


def _run(app: QApplication, data_dir: Path | None, *, demo: bool) -> int:
    try:
        session = Session.open(data_dir)
    except Refusal as refusal:
        return _refused(refusal)
    with session:
        catch_bugs(session.library_file.parent)
        try:
            if demo and not session.rounds():
                from kompetanse_desktop.ui.rounds.demo import make_demo

                make_demo(session)
        except Refusal as refusal:
            return _refused(refusal)
        window = MainWindow(session)
        window.show_where_it_was()
        try:
            return app.exec()
        finally:
            sys.excepthook = sys.__excepthook__


def _refused(refusal: Refusal) -> int:
    sentence = say(refusal.saying)
    print(sentence, file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Warning, "kompetanse_desktop", sentence)
    box.addButton(say("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    return 1
