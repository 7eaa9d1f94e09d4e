"""What a reader's window remembers from one time to the next, in the one file for it beside the library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from kompetanse_desktop.actions.session import Session


class Kept:
    """Small choices about how things are shown. It goes with the library, and is nothing a round depends on."""

    def __init__(self, session: Session) -> None:
        self._file: Path = session.library_file.with_name("window.ini")

    def value(self, name: str) -> object:
        """Give what was kept under a name; None where nothing was."""
        return self._settings().value(name)

    def keep(self, name: str, value: object) -> None:
        """Keep something under a name."""
        settings = self._settings()
        settings.setValue(name, value)
        settings.sync()

    def _settings(self) -> QSettings:
        return QSettings(str(self._file), QSettings.Format.IniFormat)
