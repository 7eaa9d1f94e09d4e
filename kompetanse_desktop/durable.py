"""Files that are there whole or not at all: for documents, tables and copies of the library alike."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from kompetanse_desktop.domain.saying import Refusal


def write(content: bytes, path: Path) -> None:
    """Write a file beside its place, check it, and put it there in one step.

    The old file stays as it is when anything fails. Raises Refusal when it can't be written.
    """
    # Part of the name only: a long one that is allowed must not become too long here.
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part") if path.name else path
    try:
        # A new file with the rights any new file gets; mkstemp would keep it from everyone else.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if temporary.read_bytes() != content:
                raise OSError("what was read back differs from what was written")
            _replace(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError:
        raise _refused(path) from None


def put(finished: Path, path: Path) -> None:
    """Put a finished file from the same disk in its place in one step, with all that is in it on the disk.

    Raises Refusal when it can't be put there; the old file is then as it was.
    """
    try:
        with finished.open("rb+") as file:
            os.fsync(file.fileno())
        _replace(finished, path)
    except OSError:
        raise _refused(path) from None


def _replace(finished: Path, path: Path) -> None:
    try:
        os.replace(finished, path)
    except PermissionError:
        if not path.is_file():
            raise
        # Windows keeps a file in place while another program shows it; there it is the usual reason.
        raise Refusal("The file {file} is in use by another program. Try again.", file=str(path)) from None
    # The new name too, where a folder can be synced: Windows can't, nor can every shared folder.
    with suppress(OSError):
        handle = os.open(path.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refused(path: Path) -> Refusal:
    return Refusal("The file {file} can't be written.", file=str(path))
