"""One writer at a time: a lock that the system itself lets go of when its program ends, however it ends."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import filelock

from kompetanse_desktop import __version__, durable
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.refusals import Held, Holder

WAIT_SECONDS = 2.0
"""How long a command waits for another command to be done. A window is not waited for."""
STEP_SECONDS = 0.02


class Lock:
    """The right to write to one library, held until it is released or the process ends."""

    def __init__(self, library: Path, lock: filelock.BaseFileLock) -> None:
        self._library, self._lock = library, lock

    @classmethod
    def take(cls, library: Path, *, window: bool) -> Lock:
        """Take the right to write, or raise Held. A lock left by a program that has ended is free."""
        lock = filelock.FileLock(_beside(library, "lock"), thread_local=False)
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                lock.acquire(timeout=0)
                break
            except filelock.Timeout:
                holder = holder_of(library)
                if (holder is not None and holder.window) or time.monotonic() > deadline:
                    raise Held(library, holder) from None
                time.sleep(STEP_SECONDS)
            except OSError:
                raise Refusal("The folder {folder} can't be written to.", folder=str(library.parent)) from None
        taken = cls(library, lock)
        try:
            taken._tell(window)
        except Refusal:
            # On a full disk too what there is can be looked at. Others are told less, and nothing wrong.
            taken._tell_nothing()
        except BaseException:
            taken.release()
            raise
        return taken

    def _tell(self, window: bool) -> None:
        told = {
            "program": __version__,
            "process": os.getpid(),
            "machine": platform.node(),
            "since": datetime.now().astimezone().isoformat(timespec="seconds"),
            "window": window,
        }
        durable.write(json.dumps(told).encode(), _beside(self._library, "holder"))

    def release(self) -> None:
        """Let others write. Twice is as good as once."""
        if self._lock.is_locked:
            self._tell_nothing()
            self._lock.release()

    def _tell_nothing(self) -> None:
        with suppress(OSError):  # who reads it sees that the lock is free, and takes no notice of it
            _beside(self._library, "holder").unlink(missing_ok=True)


@contextmanager
def writing(library: Path) -> Iterator[None]:
    """Hold the right to write while a block runs. Raises Held."""
    lock = Lock.take(library, window=False)
    try:
        yield
    finally:
        lock.release()


def holder_of(library: Path) -> Holder | None:
    """Tell who said last that they are writing; None where nobody has, or it can't be read."""
    try:
        told = json.loads(_beside(library, "holder").read_bytes())
        return Holder(
            program=str(told["program"]),
            process=int(told["process"]),
            machine=str(told["machine"]),
            since=datetime.fromisoformat(told["since"]),
            window=bool(told["window"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _beside(library: Path, ending: str) -> Path:
    return library.with_name(f"{library.name}.{ending}")
