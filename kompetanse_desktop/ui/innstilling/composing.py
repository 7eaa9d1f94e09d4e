"""Makes the document in a thread, so that the window lives meanwhile; only the last one asked for counts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, Signal

from kompetanse_desktop.documents.signatories import Signing
from kompetanse_desktop.domain.recommendation import Recommendation
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words


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


def compose(wanted: Wanted) -> Composed:
    """Make the document. Raises Refusal."""
    from kompetanse_desktop.documents import innstilling

    pdf, notes = innstilling.compose(wanted.recommendation, Words(wanted.language), wanted.signing)
    return Composed(wanted, pdf, tuple(notes))


class _Work(QThread):
    def __init__(self, wanted: Wanted, parent: QObject) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self.composed: Composed | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.composed = compose(self.wanted)
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

    def ask(self, wanted: Wanted) -> None:
        """Make this one; what is being made is finished first, and dropped."""
        self._next = wanted
        if self._work is None:
            self._begin()

    def made(self, wanted: Wanted) -> Composed:
        """Give this document, made now unless it is there. Raises Refusal."""
        self.wait()
        if self._last is None or self._last.wanted != wanted:
            self._last = compose(wanted)
        return self._last

    def wait(self) -> None:
        """Wait for what is being made, and make no more."""
        self._next = None
        if self._work is not None:
            self._work.wait()

    def _begin(self) -> None:
        wanted, self._next = self._next, None
        if wanted is not None:
            self._work = _Work(wanted, self)
            self._work.finished.connect(self._finished)
            self._work.start()

    def _finished(self) -> None:
        work, self._work = self._work, None
        if work is None:
            return
        work.deleteLater()
        if self._next is not None:
            self._begin()
        elif work.composed is not None:
            self._last = work.composed
            self.composed.emit(work.composed)
        elif isinstance(work.error, Refusal):
            self.refused.emit(work.error)
        elif work.error is not None:
            raise work.error
