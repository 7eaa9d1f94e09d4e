"""Look through an old Excel workbook (.xls) before it is read: how far its cells reach, and what is hidden or an error.

Layout: [MS-XLS], records of BIFF5 and BIFF8. For the reader process.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from kompetanse_desktop.exchange.facts import Report, SheetFacts, refuse_large, silent
from kompetanse_desktop.exchange.ole import CompoundFile
from kompetanse_desktop.exchange.refusals import Stopped

BOF, EOF, BOUNDSHEET, FILEPASS, COLINFO, ROW = 0x0809, 0x000A, 0x0085, 0x002F, 0x007D, 0x0208
BOOLERR, FORMULA, MULRK = 0x0205, 0x0006, 0x00BD
CELLS = frozenset((0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6, BOOLERR, FORMULA, MULRK))
"""NUMBER, LABEL, LABELSST, RK, RSTRING and those above: what begins with a row and a column and has a value."""
BIFF8 = 0x0600
WORKSHEET = 0
ROW_HIDDEN = 0x20
COLUMN_HIDDEN = 1
ERROR_RESULT = 2
HEAD = struct.Struct("<HH")


def workbook_stream(file: CompoundFile) -> bytes:
    """Give the stream that has the workbook. Raises Stopped where there is none."""
    return file.stream("workbook" if "workbook" in file.names else "book")


def inspect(stream: bytes, report: Report = silent) -> Mapping[str, SheetFacts]:
    """Look through every sheet. Raises Stopped for passwords, damage and sheets that are too large."""
    version, starts = _globals(stream)
    facts = {}
    for number, (at, raw) in enumerate(starts, start=1):
        facts[_name(raw, version)] = _sheet(stream, at)
        report("looking", number / len(starts))
    return facts


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Give kind, start and length of each record to the end of this part."""
    while at + 4 <= len(stream):
        kind, length = HEAD.unpack_from(stream, at)
        yield kind, at + 4, length
        if kind == EOF:
            return
        at += 4 + length


def _globals(stream: bytes) -> tuple[int, list[tuple[int, bytes]]]:
    version, sheets = 0, []
    try:
        for kind, at, length in _records(stream, 0):
            if kind == BOF:
                (version,) = struct.unpack_from("<H", stream, at)
            elif kind == FILEPASS:
                raise Stopped("locked")
            elif kind == BOUNDSHEET:
                start, _, sheet_kind = struct.unpack_from("<IBB", stream, at)
                if sheet_kind == WORKSHEET:
                    sheets.append((start, stream[at + 6 : at + length]))
    except struct.error:
        raise Stopped("damaged") from None
    if not version:
        raise Stopped("damaged")
    return version, sheets


def _name(raw: bytes, version: int) -> str:
    if version != BIFF8:
        return raw[1 : 1 + raw[0]].decode("cp1252", "replace") if raw else ""
    wide = len(raw) > 1 and raw[1] & 1
    return raw[2:].decode("utf-16-le" if wide else "latin-1", "replace")[: raw[0] if raw else 0]


def _sheet(stream: bytes, start: int) -> SheetFacts:
    facts = SheetFacts()
    bottom = right = 0
    try:
        for kind, at, length in _records(stream, start):
            if kind in CELLS:
                row, column = HEAD.unpack_from(stream, at)
                last = column
                if kind == MULRK:
                    (last,) = struct.unpack_from("<H", stream, at + length - 2)
                elif (kind == BOOLERR and stream[at + 7]) or (kind == FORMULA and _is_error(stream, at + 6)):
                    facts.errors.append((row, column))
                bottom, right = max(bottom, row + 1), max(right, last + 1)
            elif kind == ROW:
                row, *_, marks = struct.unpack_from("<HHHHHHH", stream, at)
                if marks & ROW_HIDDEN:
                    facts.hidden_rows.append(row)
            elif kind == COLINFO:
                first, last, _, _, marks = struct.unpack_from("<HHHHH", stream, at)
                if marks & COLUMN_HIDDEN:
                    facts.hidden_columns += range(first, min(last, 255) + 1)
    except (struct.error, IndexError):
        raise Stopped("damaged") from None
    refuse_large(bottom, right)
    return facts


def _is_error(stream: bytes, at: int) -> bool:
    """Tell whether a formula's result is an error: not a number but marked, and of that kind."""
    return stream[at + 6 : at + 8] == b"\xff\xff" and stream[at] == ERROR_RESULT
