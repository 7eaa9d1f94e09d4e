"""Put a copy of the library away, and take the library back from one."""

from __future__ import annotations

from pathlib import Path

from kompetanse_desktop import paths
from kompetanse_desktop.store import backup as store_backup


def backup(data_dir: Path | None, out: Path) -> None:
    """Write a whole, checked copy of the library in a data folder to ``out``. Raises Refusal."""
    store_backup.backup(paths.library_file(paths.data_dir(data_dir)), out)


def restore(data_dir: Path | None, file: Path) -> Path | None:
    """Make a copy the library of a data folder again; gives where the replaced one is kept.

    No session may be open on that library. Raises Refusal where the copy isn't whole.
    """
    return store_backup.restore(file, paths.library_file(paths.data_dir(data_dir)))
