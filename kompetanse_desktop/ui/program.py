"""Starts the window: fonts, look, Qt's own words, and what to do when something goes wrong."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import words
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.messages import catch_bugs
from kompetanse_desktop.ui.startup.open_session import open_session, refused
from kompetanse_desktop.ui.startup.settling import settle_soon

NAME = "kompetanse-desktop"


def run(data_dir: Path | None, *, demo: bool) -> int:
    """Open the window and stay until it is closed.

    ``demo`` shows the example round: on a throw-away copy, or made in ``data_dir`` where that is
    given and has no round yet.
    """
    app = make_application()
    if demo and data_dir is None:
        import tempfile

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
    with ExitStack() as until_closed:
        opened = open_session(data_dir, until_closed)
        session = opened.session
        if session is None:
            return opened.status
        catch_bugs(session.library_file.parent)
        until_closed.callback(setattr, sys, "excepthook", sys.__excepthook__)
        try:
            if demo and not session.rounds():
                from kompetanse_desktop.ui.rounds.demo import make_demo

                make_demo(session)
        except Refusal as refusal:
            return refused(refusal)
        with look.styled_when_built(app):
            window = MainWindow(session)
        window.show_where_it_was()
        if opened.told is not None:
            window.messages.show_saying(opened.told, good=True)
        settle_soon(window, session, until_closed)
        return app.exec()
