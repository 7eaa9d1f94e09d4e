"""Makes the document in a thread, so that the window lives meanwhile; only the last one asked for counts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from kompetanse_desktop.documents.signatories import Signing
from kompetanse_desktop.domain.recommendation import Recommendation
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words

LOOK_MS = 20
"""How often the window looks whether a document is done."""


@dataclass(frozen=True)
class Wanted:
    """Which document: of what, in which language, to be signed how."""

    recommendation: Recommendation
    language: str
    signing: Signing


@dataclass(frozen=True)
class Composed:
    """A document, what a viewer is shown of it, and what the user should know of it."""

    wanted: Wanted
    pdf: bytes
    notes: tuple[str, ...]


def compose(
    wanted: Wanted, cancelled: Callable[[], bool] = lambda: False, tell: Callable[[float], None] = lambda share: None
) -> Composed:
    """Make the document; ``tell`` is told which part of it is done. Raises Refusal, Cancelled where it was given up."""
    from kompetanse_desktop.documents import innstilling

    def progress(done: int, of: int) -> None:
        tell(done / max(of, 1))

    pdf, notes = innstilling.compose(wanted.recommendation, Words(wanted.language), wanted.signing, progress, cancelled)
    return Composed(wanted, pdf, tuple(notes))


class _Work:
    """Composes in a thread, which touches nothing of Qt; it may outlive the window, and nobody minds."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.gave_up = False
        self.composed: Composed | None = None
        self.error: BaseException | None = None
        self.thread = threading.Thread(target=self._run, name="document", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.composed = compose(self._wanted, lambda: self.gave_up)
        except BaseException as error:  # raised again in the window's own thread, where a bug is shown as one
            self.error = error


class Composing(QObject):
    """Composes one document at a time."""

    composed = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: _Work | None = None
        self._next: Wanted | None = None
        self._last: Composed | None = None
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._look)

    def ask(self, wanted: Wanted) -> None:
        """Make this one; what is being made is given up."""
        self._next = wanted
        if self._work is None:
            self._begin()
        else:
            self._work.gave_up = True

    def made(self, wanted: Wanted, cancelled: Callable[[], bool], tell: Callable[[float], None]) -> Composed:
        """Give this document, made now unless it is there; may be called in a thread. Raises as ``compose``."""
        work, last = self._work, self._last
        if work is not None:
            work.thread.join()
            last = work.composed or last
        return last if last is not None and last.wanted == wanted else compose(wanted, cancelled, tell)

    def stop(self) -> None:
        """Make no more, and tell nothing of what is being made."""
        self._looking.stop()
        if self._work is not None:
            self._work.gave_up = True
        self._work = self._next = None

    def _begin(self) -> None:
        wanted, self._next = self._next, None
        if wanted is not None:
            self._work = _Work(wanted)
            self._looking.start()

    def _look(self) -> None:
        work = self._work
        if work is None or work.thread.is_alive():
            return
        self._looking.stop()
        self._work = None
        if self._next is not None:
            self._begin()
        elif work.composed is not None:
            self._last = work.composed
            self.composed.emit(work.composed)
        elif isinstance(work.error, Refusal):
            self.refused.emit(work.error)
        elif work.error is not None:
            raise work.error
