"""Where a proposal came from: its file, sheet and row, when it was taken in, and the file's SHA-256."""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QWidget

from kompetanse_desktop.domain.proposal import Source
from kompetanse_desktop.text import say, short_date
from kompetanse_desktop.ui.widgets import announce, button, label, row

SHOWN_DIGITS = 12
"""So many of the SHA-256's digits are enough to compare by eye; the whole of it can be copied."""
_SHA = re.compile("[0-9a-f]{64}")


def place(source: Source) -> str:
    """Say where in its file a proposal stands; empty where nothing is known of it."""
    parts = [say("sheet {sheet}", sheet=source.sheet)] if source.sheet else []
    if source.row > 0:
        parts.append(say("row {row}", row=source.row))
    return ", ".join(parts)


def time_words(written: str) -> str:
    """Write a moment as day and time of day here; what can't be read as one is shown as it is."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    return f"{short_date(at.date())} {at:%H:%M}" if at.tzinfo is None else _here(at)


def _here(at: datetime) -> str:
    try:
        here = at.astimezone()
    except (OverflowError, OSError, ValueError):  # before or after what the clock of this machine can tell
        here = at
    return f"{short_date(here.date())} {here:%H:%M}"


def told_sha(written: object) -> str:
    """Give a SHA-256 where it is one, else nothing: a round from elsewhere may say anything in its place."""
    return written if isinstance(written, str) and _SHA.fullmatch(written) else ""


def source_rows(source: Source) -> list[tuple[str, str]]:
    """Give (caption, text) for where a proposal came from, but for the SHA-256."""
    rows = [
        (say("File"), source.file),
        (say("Sheet"), source.sheet),
        (say("Row"), str(source.row) if source.row > 0 else ""),
        (say("Taken in at"), time_words(source.taken_in_at)),
    ]
    return [(caption, text) for caption, text in rows if text]


class ShaField(QWidget):
    """The first digits of a SHA-256, the whole in the tool tip, and a button that copies the whole."""

    def __init__(self, sha256: str) -> None:
        super().__init__()
        self._sha256 = sha256
        self._digits: QLabel = label(sha256[:SHOWN_DIGITS], name="proposal.sha256")
        self._digits.setToolTip(sha256)
        self._digits.setAccessibleDescription(sha256)
        self._digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy: QPushButton = button(say("Copy"), self._copy_whole, "link", "proposal.copySha256")
        self._copy.setToolTip(say("Copy the whole SHA-256"))
        self._copy.setAccessibleName(say("Copy the whole SHA-256"))
        self.setLayout(row(self._digits, self._copy, 1, spacing=4))

    def _copy_whole(self) -> None:
        QGuiApplication.clipboard().setText(self._sha256)
        self._copy.setText(say("Copied"))
        announce(self._copy, say("Copied"))


def add_sha(form: QFormLayout, caption: QLabel, source: Source) -> None:
    """Put the SHA-256 below the other rows of a form, where it is known."""
    if told_sha(source.sha256):
        field = ShaField(source.sha256)
        caption.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        caption.setMinimumHeight(field.sizeHint().height())
        form.addRow(caption, field)
