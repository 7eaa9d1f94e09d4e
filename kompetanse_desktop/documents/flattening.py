"""A document as it is to be looked at: what lies on its pages as fields becomes part of them."""

from __future__ import annotations

import io

import pikepdf


def flattened(document: bytes) -> bytes:
    """Give a copy to show and print, with signatures drawn on the pages: the viewer in the window draws no fields.

    It is no document to send: its signatures are pictures. Gives the document itself where it has no fields.
    """
    with pikepdf.open(io.BytesIO(document)) as pdf:
        if "/AcroForm" not in pdf.Root:
            return document
        pdf.flatten_annotations()
        written = io.BytesIO()
        pdf.save(written)
        return written.getvalue()
