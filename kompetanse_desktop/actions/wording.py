"""Text as people write it, made fit to be kept."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> str:
    """Give the text composed (NFC), without control characters but for line breaks, and trimmed."""
    sound = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    kept = "".join(c for c in sound if c == "\n" or c == "\t" or unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", kept).strip()
