"""A throw-away home, so that no test can read or write the developer's own files."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

FOLDERS = {
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": ".run",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}


def settle_in(home: Path, environ: MutableMapping[str, str]) -> None:
    """Make a home with the usual folders and point the environment to it."""
    for variable, folder in FOLDERS.items():
        path = home / folder
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        environ[variable] = str(path)
    environ["HOME"] = environ["USERPROFILE"] = str(home)
