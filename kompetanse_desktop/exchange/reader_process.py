"""The process of its own in which a workbook is read: bytes on its standard input, JSON on its standard output.

A stray cell or a hostile file can end this process or be stopped by its limits; the program goes on.
Started by ``tables.py`` as ``python -m kompetanse_desktop.exchange.reader_process NAME``.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import guard
from kompetanse_desktop.exchange.kinds import BROKEN_ZIP, damaged

MOST_MEMORY = 3_000_000_000
MOST_SECONDS = 90


def limit() -> None:
    """Set the limits of this process where the system has them: memory, processor time, no core file."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue  # this system has no such limit, or a lower one already: the guard and the time limit remain


def answer(data: bytes, name: str) -> dict[str, Any]:
    """Read a workbook after the guard has looked through it. Raises Refusal for what must not be read."""
    try:
        inspected = guard.inspect(data, name)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = [
                _sheet(book, meta.name, meta.visible is SheetVisibleEnum.Visible, inspected)
                for meta in book.sheets_metadata
                if meta.typ is SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        raise Refusal(
            "{file} is protected with a password. Open it in Excel, remove the password, save it, and take in that.",
            file=name,
        ) from None
    except (CalamineError, *BROKEN_ZIP):
        raise damaged(name) from None
    return {"sheets": sheets, "macros": inspected.macros}


def _sheet(book: CalamineWorkbook, name: str, visible: bool, inspected: guard.Inspected) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(name)
    facts = inspected.sheets.get(name, guard.SheetFacts())
    return {
        "name": name,
        "visible": visible,
        "rows": sheet.to_python(skip_empty_area=False),
        "merges": sheet.merged_cell_ranges or [],
        "hidden_rows": facts.hidden_rows,
        "errors": facts.errors,
        "uncalculated": facts.uncalculated,
    }


def _plain(value: object) -> object:
    """Write what JSON has no form for: dates as {"d": ISO}, times and spans as text."""
    if isinstance(value, (datetime, date)):
        return {"d": value.isoformat()}
    return str(value)


def main() -> int:
    """Read standard input, answer on standard output. Exit 0 with sheets or a refusal; anything else is damage."""
    limit()
    name = sys.argv[1] if len(sys.argv) > 1 else "?"
    try:
        result = answer(sys.stdin.buffer.read(), name)
    except Refusal as refusal:
        result = {"refused": refusal.saying.message}
    text = json.dumps(result, default=_plain, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
