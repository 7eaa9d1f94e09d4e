"""The process of its own in which a file is read: the file on its standard input, messages on its standard output.

A stray cell or a hostile file can end this process or be stopped by its limits; the program goes on.
Started by ``reader.py`` as ``python -m kompetanse_desktop.exchange.reader_process``, where it waits
until it is told what to read (``wire.Ask``). It reads one file and ends. It opens no other file and no network.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, BinaryIO

from kompetanse_desktop.exchange import guard, kinds, wire
from kompetanse_desktop.exchange.facts import Report, SheetFacts, refuse_large
from kompetanse_desktop.exchange.packages import Package
from kompetanse_desktop.exchange.refusals import Stopped

MOST_MEMORY = 3_000_000_000
MOST_SECONDS = 60
PLAIN = frozenset((str, float, int, bool, type(None)))

Emit = Callable[[wire.Message], None]


def limit() -> None:
    """Set the limits of this process where the system has them: memory, processor time, no core file, no new file.

    Windows has none of them that a process can set for itself: there the guard and the time limit must do.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue  # this system has no such limit, or a lower one already: the guard and the time limit remain


def answer(kind: str, data: bytes, emit: Emit, *, careful: bool = False) -> None:
    """Read one file and tell all of it. Raises Stopped for what must not or can't be read."""

    def report(phase: str, done: float) -> None:
        emit(wire.Step(phase, done))

    match kinds.Outer(kind):
        case kinds.Outer.ZIP:
            notes = _zipped(data, emit, report, careful)
        case kinds.Outer.OLE:
            notes = _old_excel(data, emit, report)
        case kinds.Outer.PDF | kinds.Outer.XFDF:
            notes = _form(kinds.Outer(kind), data, emit)
        case kinds.Outer.HTML:
            notes = _web_table(data, emit)
        case kinds.Outer.TEXT:
            raise ValueError("text is read in the program itself")
    emit(wire.End(notes))


def _zipped(data: bytes, emit: Emit, report: Report, careful: bool) -> list[str]:
    package = Package(data)
    kind = kinds.inner_zip(package)
    if kind is kinds.Kind.DOCX:
        return _document(package, emit, report)
    if kind is kinds.Kind.ODS:
        from kompetanse_desktop.exchange import ods_facts

        facts, notes = ods_facts.inspect(package, report), []
    else:
        inspected = guard.inspect(package, report, careful=careful)
        facts, notes = inspected.sheets, ["macros"] if inspected.macros else []
    if careful:
        raise Stopped("damaged")  # the guard found nothing that explains why the reader fell over it
    _sheets(data, facts, emit, report)
    return notes


def _old_excel(data: bytes, emit: Emit, report: Report) -> list[str]:
    from kompetanse_desktop.exchange import biff_facts, ole

    file = ole.CompoundFile(data)
    kinds.inner_ole(file)
    facts = biff_facts.inspect(biff_facts.workbook_stream(file), report)
    _sheets(data, facts, emit, report)
    return ["macros"] if "_vba_project_cur" in file.names else []


def _sheets(data: bytes, facts: Mapping[str, SheetFacts], emit: Emit, report: Report) -> None:
    """Read a workbook with the library, sheet by sheet. Raises Stopped for one that is damaged or too large."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            metas = [meta for meta in book.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
            for number, meta in enumerate(metas, start=1):
                sheet = book.get_sheet_by_name(meta.name)
                end = sheet.end or (-1, -1)
                refuse_large(end[0] + 1, end[1] + 1)
                known = facts.get(meta.name, SheetFacts())
                areas = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
                head = wire.SheetHead(
                    name=meta.name,
                    height=end[0] + 1,
                    visible=meta.visible is SheetVisibleEnum.Visible,
                    very_hidden=meta.visible is SheetVisibleEnum.VeryHidden,
                    merges=areas if known.merges is None else known.merges,
                    hidden_rows=known.hidden_rows,
                    hidden_columns=known.hidden_columns,
                    errors=known.errors,
                    uncalculated=known.uncalculated,
                )
                left = sheet.start[1] if sheet.start else 0
                _emit_sheet(head, _whole(sheet.iter_rows(), left, known.errors), emit)
                report("reading", number / len(metas))
    except PasswordError:
        raise Stopped("locked") from None
    except CalamineError:
        raise Stopped("damaged") from None
    except BaseException as fallen:
        if type(fallen).__name__ != "PanicException":  # how the library falls over: not an Exception, and has no name
            raise
        raise Stopped("damaged") from None


def _whole(rows: Iterator[list[Any]], left: int, errors: Sequence[tuple[int, int]]) -> Iterator[list[Any]]:
    """Give rows from the first column on, which the library begins where the first cell is; errors are empty."""
    if left:
        rows = ([""] * left + row for row in rows)
    return _without_errors(rows, errors) if errors else rows


def _without_errors(rows: Iterable[list[Any]], errors: Sequence[tuple[int, int]]) -> Iterator[list[Any]]:
    """Empty the cells with an error: of some kinds of file the library gives the error's name, of others nothing."""
    columns: dict[int, list[int]] = {}
    for row, column in errors:
        columns.setdefault(row, []).append(column)
    for number, values in enumerate(rows):
        for column in columns.get(number, ()):
            if column < len(values):
                values[column] = ""
        yield values


def _document(package: Package, emit: Emit, report: Report) -> list[str]:
    from kompetanse_desktop.exchange import docx_tables

    found = docx_tables.read(package, report)
    for table in found.tables:
        _emit_sheet(wire.SheetHead("", len(table.rows), merges=table.merges), table.rows, emit)
    return found.notes


def _form(kind: kinds.Outer, data: bytes, emit: Emit) -> list[str]:
    if kind is kinds.Outer.PDF:
        from kompetanse_desktop.exchange import pdf_forms

        form = pdf_forms.read(data)
    else:
        from kompetanse_desktop.exchange import xfdf

        form = xfdf.read(data)
    _emit_sheet(wire.SheetHead("", 2, is_form=True), [list(form.headings), list(form.values)], emit)
    return []


def _web_table(data: bytes, emit: Emit) -> list[str]:
    from kompetanse_desktop.exchange import html_tables

    tables, struck = html_tables.read(data.decode("utf-8", "replace"))
    for table in tables:
        head = wire.SheetHead("", len(table.rows), merges=table.merges, hidden_rows=table.hidden_rows)
        _emit_sheet(head, table.rows, emit)
    return ["struck_out"] if struck else []


def _emit_sheet(head: wire.SheetHead, rows: Iterable[list[Any]], emit: Emit) -> None:
    """Tell of a sheet, some rows at a time, so that the program can take them in while the next are made."""
    emit(head)
    rows = iter(rows)
    while some := list(islice(rows, wire.ROWS_AT_ONCE)):
        emit(_packed(some))


def _packed(rows: list[list[Any]]) -> wire.Rows:
    """Take out the days and times, which have no form of their own on the way."""
    message = wire.Rows(rows)
    if PLAIN.issuperset(map(type, chain.from_iterable(rows))):
        return message
    for number, row in enumerate(rows):
        if PLAIN.issuperset(map(type, row)):
            continue
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                message.times.append((number, column, value.isoformat()))
            elif isinstance(value, date):
                message.days.append((number, column, value.toordinal()))
            elif type(value) not in PLAIN:
                row[column] = str(value)
                continue
            else:
                continue
            row[column] = None
    return message


def _settle() -> BinaryIO:
    """Keep standard output for the messages alone: what anything else writes to it goes nowhere."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=1 << 16)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def main() -> int:
    """Wait for what to read, and tell of it. Exit 0 when all has been said, a refusal too; else it is damage."""
    out = _settle()
    source = sys.stdin.buffer
    ask = wire.asked(source)
    if ask is None:
        return 0
    data = source.read(ask.size)
    sys.dont_write_bytecode = True
    limit()
    if ask.kind == kinds.Outer.PDF:
        from kompetanse_desktop.exchange import pdf_forms

        pdf_forms.limit()

    told = 0

    def emit(message: wire.Message) -> None:
        nonlocal told
        packed = wire.pack(message)
        told += len(packed)
        if told > wire.MOST_ANSWER and isinstance(message, wire.Rows):
            raise Stopped("too_large")
        out.write(packed)
        if not isinstance(message, wire.Rows):
            out.flush()

    try:
        answer(ask.kind, data, emit, careful=ask.careful)
    except Stopped as stopped:
        emit(wire.Refused(stopped.code))
    except MemoryError:
        emit(wire.Refused("too_large"))
    except RecursionError:
        emit(wire.Refused("damaged"))
    out.flush()
    os._exit(0)  # all has been said: taking apart what was read would only take time


if __name__ == "__main__":
    sys.exit(main())
