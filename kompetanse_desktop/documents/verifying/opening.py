"""Opens a PDF strictly, so that what is checked is what every reader sees; says in one sentence why it can't be."""

from __future__ import annotations

import io
import logging
from typing import Any

from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.generic import IndirectObject, Reference, StreamObject, read_object
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from kompetanse_desktop.domain.saying import Refusal

LARGEST = 200_000_000
"""Bytes. A document of 1,000 proposals is one hundredth of it."""
_HEADER_WITHIN = 1024
BROKEN = (PdfError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OSError)
"""What reading a spoilt file may end in."""

# What the library logs may quote the document or its certificates; what matters is said by ourselves.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class _Reader(PdfFileReader):
    """A reader that looks at the head of an object stream once, and not anew for each object in it.

    Comparing two revisions reads every object of both, and a document of 150 proposals has 14,000 of them: without
    this it takes a quarter of a minute. Whatever is out of the ordinary is left to the library, which refuses it.
    """

    def __init__(self, *given: Any, **options: Any) -> None:
        self._heads: dict[int, tuple[StreamObject, bytes, list[tuple[int, int]]]] = {}
        super().__init__(*given, **options)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        head = self._head(stmnum)
        if head is None or idx >= len(head[1]) or head[1][idx][0] != idnum:
            return super()._get_object_from_stream(idnum, stmnum, idx)  # type: ignore[no-untyped-call]
        data = io.BytesIO(head[0])
        data.seek(head[1][idx][1])
        found = read_object(data, Reference(idnum, 0, self))
        if isinstance(found, StreamObject | IndirectObject):
            raise PdfReadError("neither may be in an object stream (ISO 32000-1, 7.5.7)")
        return found

    def _head(self, number: int) -> tuple[bytes, list[tuple[int, int]]] | None:
        """Give what is in an object stream, and each object's number and place; None for an odd one."""
        stream = Reference(number, 0, self).get_object()
        kept = self._heads.get(number)
        if kept is not None and kept[0] is stream:
            return kept[1], kept[2]
        if not isinstance(stream, StreamObject) or stream.get("/Type") != "/ObjStm":
            return None
        data, first = stream.read_data(DecodePurpose.OBJECT_STREAM), int(stream["/First"])
        numbers = [int(written) for written in data[:first].split() if written.isdigit()]
        places = [(number, first + at) for number, at in zip(numbers[::2], numbers[1::2], strict=True)]
        if len(places) != stream["/N"] or len({number for number, _ in places}) != len(places):
            return None
        self._heads[number] = stream, data, places
        return data, places


def open_pdf(data: bytes) -> PdfFileReader:
    """Open a PDF. Raises Refusal for what is none, is damaged, is encrypted or is too large."""
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise Refusal("The file isn't a PDF.")
    if len(data) > LARGEST:
        raise Refusal("The PDF is too large to be checked.")
    try:
        reader = _Reader(io.BytesIO(data), strict=True)
        encrypted = reader.encrypted
        if not encrypted:
            _ = reader.root["/Pages"]["/Count"]
    except BROKEN:
        raise damaged() from None
    if encrypted:
        raise Refusal("The PDF is encrypted with a password, so it can't be signed or checked.")
    return reader


def damaged() -> Refusal:
    """Say that a PDF can't be read."""
    return Refusal("The PDF is damaged and can't be read.")
