"""Watch the processes that a test starts: what they open, write, start and connect to."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from kompetanse_desktop.exchange import tables

WATCHED = Path(__file__).parent / "watched"


class Watch:
    """Keeps what the watched processes tell, through a pipe with a name, which their limits don't stop.

    On Windows, which has no such pipes, nothing is seen.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "told"
        self._pipe = -1

    def __enter__(self) -> Watch:
        if sys.platform != "win32":
            os.mkfifo(self.path)
            self._pipe = os.open(self.path, os.O_RDWR | os.O_NONBLOCK)
        return self

    def __exit__(self, *_: object) -> None:
        if self._pipe >= 0:
            os.close(self._pipe)

    @contextmanager
    def process(self, limits: Mapping[str, int] | None = None) -> Iterator[None]:
        """Have the reader processes that start here watched, with these limits («module.NAME») in them."""
        with pytest.MonkeyPatch.context() as patch:
            tables.put_away()
            if self._pipe >= 0:
                before = os.environ.get("PYTHONPATH")
                patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(WATCHED), before))))
                patch.setenv("KOMPETANSE_WATCH", str(self.path))
                patch.setenv("KOMPETANSE_LIMITS", ",".join(f"{name}={most}" for name, most in (limits or {}).items()))
            yield
            tables.put_away()

    def seen(self) -> list[str]:
        """Give what was told since the last time."""
        told = b""
        while self._pipe >= 0:
            try:
                told += os.read(self._pipe, 1 << 16)
            except BlockingIOError:
                break
        return told.decode("utf-8", "replace").splitlines()
