"""Look into an old Office file (a compound file): which streams it has, and the bytes of one. For telling what it is.

Layout: [MS-CFB]. A file that isn't whole, or that leads in circles, is damage.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from kompetanse_desktop.exchange.refusals import Stopped

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here up are marks: the end of a chain, a free sector, a part of the table."""
HEADER = 512
ENTRY = 128
STORAGE, STREAM, ROOT = 1, 2, 5
MOST_ENTRIES = 20_000


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int
    left: int
    right: int
    child: int


class CompoundFile:
    """The streams in the first folder of a compound file. Raises Stopped when the file isn't whole."""

    def __init__(self, data: bytes) -> None:
        if len(data) < HEADER or not data.startswith(MAGIC):
            raise Stopped("damaged")
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise Stopped("damaged")
        self._size = 1 << shift
        self._small = 1 << small_shift
        directory, self._small_below, small_table = struct.unpack_from("<I4xII", data, 48)
        self._table = self._sector_table()
        self._small_table = self._numbers(small_table)
        self._entries = [self._entry(raw) for raw in _pieces(self._chain(directory), ENTRY)]
        if not self._entries or self._entries[0].kind != ROOT:
            raise Stopped("damaged")
        self._top = {e.name.casefold(): e for e in self._children(self._entries[0].child)}

    @property
    def names(self) -> frozenset[str]:
        """The names in the first folder, in small letters."""
        return frozenset(self._top)

    def stream(self, name: str) -> bytes:
        """Give the bytes of a stream in the first folder. Raises Stopped when it isn't there or isn't whole."""
        entry = self._top.get(name.casefold())
        if entry is None or entry.kind != STREAM:
            raise Stopped("damaged")
        if entry.size >= self._small_below:
            return self._chain(entry.start)[: entry.size]
        container = self._chain(self._entries[0].start)
        out = bytearray()
        for number in _walked(entry.start, self._small_table):
            out += container[number * self._small : (number + 1) * self._small]
        return bytes(out[: entry.size])

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._data):
            raise Stopped("damaged")
        return self._data[at : at + self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _walked(start, self._table)))

    def _numbers(self, start: int) -> tuple[int, ...]:
        return _unpacked(self._chain(start))

    def _sector_table(self) -> tuple[int, ...]:
        """Read which sector follows which; the list of the table's own sectors goes on in sectors of its own."""
        sectors = [n for n in struct.unpack_from("<109I", self._data, 76) if n < LAST_SECTOR]
        (more,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while more < LAST_SECTOR:
            if more in seen:
                raise Stopped("damaged")
            seen.add(more)
            *numbers, more = _unpacked(self._sector(more)) or (LAST_SECTOR,)
            sectors += [n for n in numbers if n < LAST_SECTOR]
        if len(sectors) * self._size > len(self._data):
            raise Stopped("damaged")
        return _unpacked(b"".join(map(self._sector, sectors)))

    def _entry(self, raw: bytes) -> _Entry:
        length, kind = struct.unpack_from("<HB", raw, 64)
        left, right, child = struct.unpack_from("<III", raw, 68)
        start, size = struct.unpack_from("<II", raw, 116)
        name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        return _Entry(name, kind, start, size, left, right, child)

    def _children(self, first: int) -> Iterator[_Entry]:
        waiting, seen = [first], set[int]()
        while waiting:
            number = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            waiting += [entry.left, entry.right]
            yield entry


def _walked(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """Follow a chain of sectors. Raises Stopped where it leads out of the file or in a circle."""
    steps, number = 0, start
    while number < LAST_SECTOR:
        if number >= len(table) or steps > len(table):
            raise Stopped("damaged")
        yield number
        number = table[number]
        steps += 1


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    for at in range(0, min(len(data), MOST_ENTRIES * size) - size + 1, size):
        yield data[at : at + size]


def _unpacked(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
