"""The example round in a window, fresh for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.rounds.demo import make_demo

SIX = ("21-01", "21-02", "21-03", "21-05", "21-06", "21-07")


@pytest.fixture
def session(data_dir: Path) -> Iterator[Session]:
    """Give a library with the example round, nothing handled yet."""
    with Session.open(data_dir) as opened:
        make_demo(opened)
        yield opened


@pytest.fixture
def ranked(session: Session) -> Session:
    """Give the example round with six prioritised, one reduced: 412 000 kr are left."""
    for ref in SIX:
        actions.move(session, ref, Lane.PRIORITISED)
    actions.set_amount(session, "21-02", 700_000, reason="Reisekostnadene blir delte.")
    return session


@pytest.fixture
def window(qtbot: QtBot, ranked: Session) -> Iterator[MainWindow]:
    """Give the main window over the ranked example round, shown and active."""
    yield from _shown(qtbot, ranked)


@pytest.fixture
def empty_window(qtbot: QtBot, data_dir: Path) -> Iterator[MainWindow]:
    """Give the main window over a library without a round."""
    with Session.open(data_dir) as opened:
        yield from _shown(qtbot, opened)


def _shown(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    program.make_application()
    made = MainWindow(session)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def nothing_left_open(qapp: QApplication) -> Iterator[None]:
    """Have deleted windows gone before the next test: each that stays is styled anew with the rest."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
