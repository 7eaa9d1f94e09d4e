"""Disks that say no: each fault is a context manager that takes an open session and passes by itself."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from kompetanse_desktop.actions.session import Session

Fault = Callable[[Session], AbstractContextManager[None]]
NOBODY = 65534
POSIX = os.name == "posix"
ROOT_USER = POSIX and os.geteuid() == 0


def no_file_beyond(most_bytes: int) -> Fault:
    """Let no file be written beyond so many bytes: a quota. Python ignores the signal that comes with it."""

    @contextmanager
    def fault(session: Session) -> Iterator[None]:
        resource = pytest.importorskip("resource")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return fault


@contextmanager
def no_more_pages(session: Session) -> Iterator[None]:
    """Let the library have no more pages than it has: SQLite's own word for a full disk."""
    db = session._library.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    try:
        yield
    finally:
        db.execute("PRAGMA max_page_count = 1073741823").fetchall()


@contextmanager
def locked_by_another(session: Session) -> Iterator[None]:
    """Let a program that knows nothing of ours keep everybody from the file."""
    with closing(sqlite3.connect(session.library_file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def query_only(session: Session) -> Iterator[None]:
    """Let SQLite itself refuse to write, as for a file on a disk that only can be read."""
    session._library.db.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        session._library.db.execute("PRAGMA query_only = OFF")


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Fill the disk that a folder is on, a small one, to the last byte."""
    filler = folder / "filler"
    try:
        with filler.open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    continue
        yield
    finally:
        filler.unlink()


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """Put a small file system in a folder, where the user may; else skip the test."""
    if not (sys.platform == "linux" and ROOT_USER):
        pytest.skip("only the superuser of a Linux can mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "kompetanse-test", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except OSError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip(f"a small disk can't be mounted here: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be a user to whom something can be closed. Whatever is imported must have been before."""
    if not ROOT_USER:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@contextmanager
def open_to_nobody() -> Iterator[Path]:
    """Give a folder that such a user can get to; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory(prefix="kompetanse-nobody-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if ROOT_USER:
            os.chmod(folder, 0o755)
        yield folder
        for one in (folder, *folder.rglob("*")):
            os.chmod(one, 0o755)


def give_to_nobody(folder: Path) -> None:
    """Make a folder and all in it that user's own."""
    if ROOT_USER:
        for one in (folder, *folder.rglob("*")):
            os.chown(one, NOBODY, NOBODY)
