"""Somebody who writes to a library without asking whether they may: a sync, or a disk that knows no locks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kompetanse_desktop.actions import Session
from kompetanse_desktop.store.library import Library


@contextmanager
def intruder(data_dir: Path) -> Iterator[Session]:
    """Open a library that another session holds, and be able to write to it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Library, "is_writable", True)
        with Session(Library.open(data_dir / "library.db")) as session:
            yield session
