"""Write old Excel workbooks (.xls) and other compound files by hand, since no library does. [MS-CFB], [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from tests.exchange.corpus.case import TABLE, Rows

SECTOR = 512
END, FREE, TABLE_SECTOR, NOBODY = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
LEAST_STREAM = 4096
"""A stream smaller than this would lie among the small ones; so all are filled up to it."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Give a compound file with these streams, one table sector: at most 60 kB together."""
    body = bytearray()
    table: list[int] = []
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        filled = data.ljust(LEAST_STREAM, b"\0")
        filled += b"\0" * (-len(filled) % SECTOR)
        start, count = len(table), len(filled) // SECTOR
        table += [*range(start + 1, start + count), END]
        body += filled
        following = number + 1 if number < len(streams) else NOBODY
        entries.append(_entry(name, 2, start, len(filled), right=following))
    directory = b"".join(entries)
    directory += b"\0" * (-len(directory) % SECTOR)
    first = len(table)
    count = len(directory) // SECTOR
    table += [*range(first + 1, first + count), END, TABLE_SECTOR]
    body += directory
    at = len(table) - 1
    assert len(table) <= SECTOR // 4, "the table must fit in one sector"
    body += struct.pack(f"<{SECTOR // 4}I", *table, *[FREE] * (SECTOR // 4 - len(table)))
    return _header(first, at) + bytes(body)


def _header(directory: int, table: int) -> bytes:
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, LEAST_STREAM, END, 0, END, 0)
    return head + struct.pack("<109I", table, *[FREE] * 108)


def _entry(name: str, kind: int, start: int, size: int, right: int = NOBODY, child: int = NOBODY) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, NOBODY, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def xls(rows: Rows = TABLE, more: bytes = b"", first: bytes = b"", streams: Mapping[str, bytes] | None = None) -> bytes:
    """Give an old workbook; ``more`` are records of its sheet, ``first`` of the workbook before the sheet is named."""
    cells = b""
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, (int, float)):
                cells += _record(0x0203, struct.pack("<HHHd", y, x, 0, value))
            elif value is not None:
                written = value.encode("utf-16-le")
                cells += _record(0x0204, struct.pack("<HHHHB", y, x, 0, len(value), 1) + written)
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows), default=0), 0)
    sheet = _begin(0x10) + _record(0x0200, size) + cells + more + _record(0x0A)
    code_page = _record(0x0042, struct.pack("<H", 1200))
    named = b"\x04\x00Ark1"
    before = len(_begin(5)) + len(first) + len(code_page) + 4 + 6 + len(named) + 4
    book = _begin(5) + first + code_page + _record(0x0085, struct.pack("<IBB", before, 0, 0) + named) + _record(0x0A)
    return compound({"Workbook": book + sheet, **(streams or {})})


def hidden_row(number: int) -> bytes:
    """Give the record that hides a row, counted from 0."""
    return _record(0x0208, struct.pack("<HHHHHHI", number, 0, 4, 0, 0, 0, 0x20))


def error_cell(row: int, column: int) -> bytes:
    """Give the record of a cell that is the error #DIV/0!."""
    return _record(0x0205, struct.pack("<HHHBB", row, column, 0, 7, 1))


def locked() -> bytes:
    """Give the record that says the workbook is scrambled with a password."""
    return _record(0x002F, struct.pack("<H", 1) + b"\0" * 52)
