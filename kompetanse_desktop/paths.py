"""Every folder the program uses. One switch gives throw-away data."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from kompetanse_desktop.domain.saying import Refusal

APP = "kompetanse-desktop"
LIBRARY_NAME = "library.db"


def data_dir(chosen: str | os.PathLike[str] | None = None) -> Path:
    """Give the folder of the local copy, made if it is missing.

    ``chosen`` goes before the user's own data folder. Raises Refusal when it can't be made or
    written to.
    """
    folder = Path(chosen) if chosen else Path(platformdirs.user_data_dir(APP, appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refusal("The folder {folder} can't be written to.", folder=str(folder)) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refusal("The folder {folder} can't be written to.", folder=str(folder))
    return folder


def library_file(folder: Path) -> Path:
    """Give the library in a data folder."""
    return folder / LIBRARY_NAME


def resources() -> Path:
    """Give the folder of fonts, catalogues and the demo round, in a wheel and in a source tree alike."""
    installed = Path(__file__).with_name("_resources")
    return installed if installed.is_dir() else Path(__file__).parent.parent / "resources"
