"""Open a zipped document (xlsx, docx, ods) so that a small file can't become a huge one: bytes are counted.

What the archive says of its parts' sizes isn't believed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from kompetanse_desktop.exchange.refusals import Stopped

MOST_INFLATED = 300_000_000
"""Bytes, all parts of a document together."""
MOST_PARTS = 2_000
LOCAL_HEADER = struct.Struct("<4s22xHH")
ENCRYPTED = 1

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    KeyError,
    ValueError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
)
"""What is raised for archives that aren't whole or aren't archives."""


class Package:
    """The parts of a zipped document by name. Raises Stopped for damage, passwords and bombs."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except BROKEN_ZIP:
            raise Stopped("damaged") from None
        if len(entries) > MOST_PARTS:
            raise Stopped("too_large")
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise Stopped("locked")
        self._entries = {entry.filename.lstrip("/").casefold(): entry for entry in entries}
        self._left = MOST_INFLATED
        self.size = sum(entry.compress_size for entry in entries)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts in small letters, in the order they lie in."""
        return tuple(self._entries)

    def packed_size(self, name: str) -> int:
        """Give how many bytes of the file a part is."""
        return self._entries[name].compress_size

    def part(self, name: str) -> bytes:
        """Inflate one part, counting what comes out. Raises KeyError for one that isn't there."""
        entry = self._entries[name]
        at = entry.header_offset
        try:
            mark, name_length, extra_length = LOCAL_HEADER.unpack_from(self.data, at)
        except struct.error:
            raise Stopped("damaged") from None
        start = at + LOCAL_HEADER.size + name_length + extra_length
        packed = self.data[start : start + entry.compress_size]
        if mark != b"PK\3\4" or len(packed) != entry.compress_size:
            raise Stopped("damaged")
        part = self._inflated(packed, entry.compress_type)
        self._left -= len(part)
        if self._left < 0:
            raise Stopped("too_large")
        return part

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Inflate the parts one after the other."""
        for name in self._entries:
            yield name, self.part(name)

    def _inflated(self, packed: bytes, method: int) -> bytes:
        if method == zipfile.ZIP_STORED:
            return packed
        if method != zipfile.ZIP_DEFLATED:
            raise Stopped("damaged")
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            part = stream.decompress(packed, self._left + 1)
        except zlib.error:
            raise Stopped("damaged") from None
        if len(part) <= self._left and not stream.eof:
            raise Stopped("damaged")
        return part
