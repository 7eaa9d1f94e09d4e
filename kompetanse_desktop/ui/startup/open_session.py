"""Opens the library for the window. Each thing that can be in the way is said in words, with what can be done."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from kompetanse_desktop.actions import Damaged, Held, Session, TooNew
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.widgets import run_dialog


class Opened:
    """A session for the window, or the status to end with where there is none."""

    def __init__(self, session: Session | None, status: int = 0, told: Saying | None = None) -> None:
        self.session, self.status, self.told = session, status, told


def open_session(data_dir: Path | None, until_closed: ExitStack) -> Opened:
    """Open the library to work in. ``told`` is what the reader should know once the window is there.

    A window that has the library already is brought to the front. A library from a newer program can be
    looked at in a copy, a damaged one be put together again; the reader chooses. What only lasts as long
    as the window is handed to ``until_closed``.
    """
    try:
        return Opened(_closing(Session.open(data_dir, window=True), until_closed))
    except Held as held:
        from kompetanse_desktop.ui.startup.first_window import bring_to_front  # what seldom happens isn't loaded before

        if held.holder is not None and held.holder.window and bring_to_front(held.file):
            return Opened(None)
        return Opened(None, refused(held))
    except TooNew as newer:
        if not _ask(say(newer.saying), say("Look at a copy")):
            return Opened(None, 1)
        import tempfile

        folder = until_closed.enter_context(tempfile.TemporaryDirectory(prefix="kompetanse-copy-"))
        try:
            session = Session.open_copy(newer.file, Path(folder))
        except Refusal as refusal:
            return Opened(None, refused(refusal))
        return Opened(_closing(session, until_closed), told=Saying("This is a copy. Nothing you do here is kept."))
    except Damaged as damaged:
        return _rescued(data_dir, damaged, until_closed)
    except Refusal as refusal:
        return Opened(None, refused(refusal))


def _rescued(data_dir: Path | None, damaged: Damaged, until_closed: ExitStack) -> Opened:
    from kompetanse_desktop import actions
    from kompetanse_desktop.ui.startup.rescue_dialog import RescueDialog, aside_saying

    try:
        rescue = actions.look_for_rescue(data_dir)
        if not run_dialog(RescueDialog(rescue, damaged.saying)):
            return Opened(None, 1)
        aside = actions.recover(rescue)
        session = _closing(Session.open(data_dir, window=True), until_closed)
    except Refusal as refusal:
        return Opened(None, refused(refusal))
    return Opened(session, told=aside_saying(aside))


def _closing(session: Session, until_closed: ExitStack) -> Session:
    until_closed.callback(session.close)
    return session


def refused(refusal: Refusal) -> int:
    """Say why the window can't be opened, and give the status to end with."""
    sentence = say(refusal.saying)
    if sys.stderr is not None:  # there is none where a window is started without a console
        print(sentence, file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Warning, "kompetanse_desktop", sentence)
    box.addButton(say("Close"), QMessageBox.ButtonRole.AcceptRole)
    run_dialog(box)
    return 1


def _ask(sentence: str, way_on: str) -> bool:
    box = QMessageBox(QMessageBox.Icon.Warning, "kompetanse_desktop", sentence)
    going_on = box.addButton(way_on, QMessageBox.ButtonRole.AcceptRole)
    box.setEscapeButton(box.addButton(say("Close"), QMessageBox.ButtonRole.RejectRole))
    run_dialog(box)
    return box.clickedButton() is going_on
