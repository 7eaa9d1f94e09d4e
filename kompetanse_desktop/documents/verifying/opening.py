"""Opens a PDF strictly, so that what is checked is what every reader sees; says in one sentence why it can't be."""

from __future__ import annotations

import io
import logging

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from kompetanse_desktop.domain.saying import Refusal

LARGEST = 200_000_000
"""Bytes. A document of 1,000 proposals is one hundredth of it."""
_HEADER_WITHIN = 1024

# What the library logs may quote the document or its certificates; what matters is said by ourselves.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


def open_pdf(data: bytes) -> PdfFileReader:
    """Open a PDF. Raises Refusal for what is none, is damaged, is encrypted or is too large."""
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise Refusal("The file isn't a PDF.")
    if len(data) > LARGEST:
        raise Refusal("The PDF is too large to be checked.")
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=True)
        encrypted = reader.encrypted
        if not encrypted:
            _ = reader.root["/Pages"]["/Count"]
    except (PdfError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OSError):
        raise damaged() from None
    if encrypted:
        raise Refusal("The PDF is encrypted with a password, so it can't be signed or checked.")
    return reader


def damaged() -> Refusal:
    """Say that a PDF can't be read."""
    return Refusal("The PDF is damaged and can't be read.")
