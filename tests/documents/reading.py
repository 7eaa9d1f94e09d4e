"""Reads a document back, for tests."""

from __future__ import annotations

import pypdfium2


def pages_of(document: bytes) -> list[str]:
    """Give the text of each page, all white space as single spaces."""
    pdf = pypdfium2.PdfDocument(document)
    try:
        return [" ".join(page.get_textpage().get_text_range().replace("\x02", "-").split()) for page in pdf]
    finally:
        pdf.close()


def text_of(document: bytes) -> str:
    """Give the text of the whole document."""
    return " ".join(pages_of(document))


def spaced(text: str) -> str:
    """Write an expected text as ``text_of`` gives it."""
    return " ".join(text.split())
