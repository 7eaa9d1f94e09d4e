"""The program's end of the reader process: start it, hand it a file, take in what it tells, stop it at once.

``get_ready`` starts one beforehand, so that nobody waits for it when the file is chosen.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import kompetanse_desktop
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import kinds, wire
from kompetanse_desktop.exchange.refusals import REFUSALS, refused

READER = "kompetanse_desktop.exchange.reader_process"
SECONDS: float = 90
"""How long the reader process may take; 50,000 rows take half of one."""
LOOK_UP: float = 0.02
"""Seconds between two looks at whether the user has cancelled."""
PARTING: float = 5
"""Seconds it may take to end after its last word."""
OUT_OF_TIME = -24
"""What the system ends a process with that has used its processor time (SIGXCPU)."""


class Cancelled(Refusal):
    """The user no longer wants the file read. A refusal, so that whoever shows those shows nothing worse."""

    def __init__(self, name: str) -> None:
        super().__init__("The reading of {file} was stopped.", file=name)


def never() -> bool:
    """Tell that nobody cancels."""
    return False


@dataclass
class _Process:
    """A reader process that waits or works, with the threads that feed it and listen to it."""

    process: subprocess.Popen[bytes]
    told: queue.SimpleQueue[wire.Message | Exception | None] = field(default_factory=queue.SimpleQueue)
    threads: list[threading.Thread] = field(default_factory=list)

    def give(self, ask: wire.Ask, data: bytes) -> None:
        """Hand over the file, and begin to listen."""
        for work in (lambda: self._feed(ask, data), self._listen):
            thread = threading.Thread(target=work, name="reader process", daemon=True)
            self.threads.append(thread)
            thread.start()

    def _feed(self, ask: wire.Ask, data: bytes) -> None:
        stream = _pipe(self.process.stdin)
        with contextlib.suppress(OSError, ValueError), stream:  # it may end before it has read all: that is seen below
            stream.write(wire.pack(ask))
            stream.write(data)

    def _listen(self) -> None:
        try:
            for message in wire.messages(_pipe(self.process.stdout)):
                self.told.put(message)
        except (OSError, ValueError) as problem:  # what a decoder raises for a message that is none is a ValueError
            self.told.put(problem)
        self.told.put(None)

    def end(self) -> int:
        """Stop it if it still works, and give back all it held. Gives what it ended with."""
        self.process.kill()
        code = self.process.wait()
        for thread in self.threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                _pipe(stream).close()
        return code


def _pipe(stream: object) -> BinaryIO:
    assert stream is not None
    return stream  # type: ignore[return-value]


_waiting: list[_Process] = []
_lock = threading.Lock()


def get_ready() -> None:
    """Start a reader process that waits for a file, unless one does already. Costs a hundredth of a second."""
    with _lock:
        if not _waiting:
            with contextlib.suppress(OSError):  # no room for it now: the reading itself will say so
                _waiting.append(_started())


def put_away() -> None:
    """End the reader process that waits, when no more files will be read."""
    with _lock:
        while _waiting:
            _waiting.pop().end()


atexit.register(put_away)


def _taken() -> _Process:
    with _lock:
        while _waiting:
            ready = _waiting.pop()
            if ready.process.poll() is None:
                return ready
            ready.end()
    return _started()


def _started() -> _Process:
    # -P: a module lying beside the list must not be run. The path: the program may not be installed.
    home = str(Path(kompetanse_desktop.__file__).resolve().parent.parent)
    path = os.pathsep.join(p for p in (home, os.environ.get("PYTHONPATH", "")) if p)
    return _Process(
        subprocess.Popen(
            [sys.executable, "-P", "-m", READER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    )


def messages(
    kind: kinds.Outer, data: bytes, name: str, cancelled: Callable[[], bool] = never
) -> Iterator[wire.SheetHead | wire.Rows | wire.Step | wire.End]:
    """Have a file read, and give what is told of it, ``End`` last.

    Raises Refusal when it can't or mustn't be read, and Cancelled within a twentieth of a second after
    ``cancelled`` says so; the process is then gone.
    """
    try:
        yield from _asked(kind, data, name, cancelled, careful=False)
    except _FellOver:
        # It ended before its time. A closer look may tell why; if not, the file is damaged.
        with contextlib.suppress(_FellOver):
            for _ in _asked(kind, data, name, cancelled, careful=True):
                continue
        raise refused("damaged", name) from None


class _FellOver(Exception):
    """The reader process ended without an answer."""


def _asked(
    kind: kinds.Outer, data: bytes, name: str, cancelled: Callable[[], bool], *, careful: bool
) -> Iterator[wire.SheetHead | wire.Rows | wire.Step | wire.End]:
    until = time.monotonic() + SECONDS
    try:
        process = _taken()
    except OSError:
        raise Refusal("{file} could not be read now: the machine has no room for it.", file=name) from None
    process.give(wire.Ask(kind, name, len(data), careful), data)
    whole = False
    try:
        while not whole:
            message = _next(process, name, until, cancelled)
            if isinstance(message, wire.Refused):
                raise refused(message.code if message.code in REFUSALS else "damaged", name)
            whole = isinstance(message, wire.End)
            yield message
    except _FellOver:
        if process.end() == OUT_OF_TIME:
            raise refused("too_slow", name) from None
        raise
    finally:
        process.end()


def _next(
    process: _Process, name: str, until: float, cancelled: Callable[[], bool]
) -> wire.SheetHead | wire.Rows | wire.Step | wire.End | wire.Refused:
    """Wait for the next message. Raises Cancelled, Refusal when it takes too long, _FellOver when none will come."""
    while True:
        if cancelled():
            raise Cancelled(name)
        if time.monotonic() > until:
            raise refused("too_slow", name)
        with contextlib.suppress(queue.Empty):
            message = process.told.get(timeout=LOOK_UP)
            if message is None:  # it has closed its end: what it ended with is known in a moment
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.process.wait(timeout=PARTING)
            if message is None or isinstance(message, Exception):
                raise _FellOver
            return message
