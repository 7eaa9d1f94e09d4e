"""Start every part once on throw-away data and say what works: for a program just installed."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.recommendation import finished
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.text import say

WINDOW_TEST = "kompetanse_desktop.ui.selftest"
WINDOW_SECONDS = 60


@dataclass(frozen=True)
class Part:
    """One part of the program: did it work, and if not, what it said."""

    code: str
    name: Saying
    works: bool
    detail: str = ""


def run() -> list[Part]:
    """Start every part once. Nothing of the user's is read or written; raises nothing."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        trial = _Trial(Path(folder))
        try:
            return [
                _try("words", Saying("The words in every language"), trial.words),
                _try("library", Saying("The library"), trial.library),
                _try("import", Saying("Import of the demo round"), trial.take_in),
                _try("undo", Saying("Moves, undo and redo"), trial.undo),
                _try("export", Saying("Tables and data out"), trial.export),
                _try("document", Saying("The recommendation as PDF"), trial.document),
                _try("signing", Saying("Signing and checking"), trial.signing),
                _try("backup", Saying("A copy of everything"), trial.backup),
                _try("window", Saying("The window"), trial.window),
            ]
        finally:
            trial.close()


def _try(code: str, name: Saying, test: Callable[[], None]) -> Part:
    try:
        test()
    except Refusal as refusal:
        return Part(code, name, False, say(refusal.saying))
    except Exception as error:
        return Part(code, name, False, repr(error))
    return Part(code, name, True)


class _Trial:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.session: Session | None = None

    def close(self) -> None:
        if self.session is not None:
            self.session.close()

    def _opened(self) -> Session:
        if self.session is None:
            raise RuntimeError("no library")
        return self.session

    def words(self) -> None:
        for language in text.LANGUAGES:
            if not text.Words(language).say("Undo"):
                raise RuntimeError(language)

    def library(self) -> None:
        self.session = Session.open(self.folder)

    def take_in(self) -> None:
        from kompetanse_desktop.exchange import demo, plan, reading

        session = self._opened()
        made = actions.new_round(session, demo.demo_round())
        found = plan.plan(reading.read(demo.demo_file(), year=made.year), session.required())
        actions.take_in(session, found.change())
        if not session.required().proposals:
            raise RuntimeError("no proposals")

    def undo(self) -> None:
        session = self._opened()
        before = session.required()
        actions.move(session, before.board[Lane.UNHANDLED][0], Lane.PRIORITISED)
        moved = session.required()
        actions.undo(session)
        if session.required() != before:
            raise RuntimeError("undo")
        actions.redo(session)
        if session.required() != moved:
            raise RuntimeError("redo")

    def export(self) -> None:
        from kompetanse_desktop.exchange import data_out

        made = finished(self._opened().required(), _now())
        for name in ("out.xlsx", "out.csv", "out.json"):
            data_out.write(made, self.folder / name, text.words())
            _has_content(self.folder / name)

    def document(self) -> None:
        from kompetanse_desktop.documents import innstilling

        innstilling.write(finished(self._opened().required(), _now()), self.folder / "out.pdf", text.words())
        _has_content(self.folder / "out.pdf")

    def signing(self) -> None:
        from kompetanse_desktop.documents.signing.trial import try_out

        try_out((self.folder / "out.pdf").read_bytes())

    def backup(self) -> None:
        actions.backup(self.folder, self.folder / "copy.db")

    def window(self) -> None:
        # In a process of its own: this one never imports Qt.
        if importlib.util.find_spec(WINDOW_TEST) is None:
            raise RuntimeError(WINDOW_TEST)
        result = subprocess.run(
            [sys.executable, "-m", WINDOW_TEST],
            env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
            capture_output=True,
            timeout=WINDOW_SECONDS,
            check=False,
        )
        if result.returncode:
            last = result.stderr.decode("utf-8", "replace").strip().splitlines()
            raise RuntimeError(last[-1] if last else str(result.returncode))


def _has_content(file: Path) -> None:
    if not file.stat().st_size:
        raise RuntimeError(f"{file.name} is empty")


def _now() -> datetime:
    return datetime.now().astimezone()
