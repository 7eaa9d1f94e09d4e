"""Sheets of cells, from a workbook or a text file: what the reading of proposals starts from."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import kompetanse_desktop
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.exchange.kinds import damaged
from kompetanse_desktop.exchange.values import Value

READER = "kompetanse_desktop.exchange.reader_process"
SECONDS: float = 120
"""How long the reader process may take; 50,000 rows take one."""

MOST_FIELD = 1_000_000


@dataclass(frozen=True)
class Merge:
    """A merged area, rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """The cells of one sheet as they are; what is odd about some of them is beside them, by (row, column) from 0."""

    name: str
    rows: Sequence[Sequence[Value]]
    visible: bool = True
    merges: Sequence[Merge] = ()
    hidden_rows: int = 0
    errors: frozenset[tuple[int, int]] = frozenset()
    uncalculated: frozenset[tuple[int, int]] = frozenset()


@dataclass
class Tables:
    """All sheets of a file, and what there is to say of the file as a whole."""

    sheets: list[Sheet]
    notes: list[Saying] = field(default_factory=list)


def from_workbook(data: bytes, name: str) -> Tables:
    """Read a workbook in a process of its own. Raises Refusal when it can't or mustn't be read."""
    answer = _asked(data, name)
    notes = []
    if answer["macros"]:
        notes.append(Saying("The workbook has macros. They were not run."))
    return Tables([_sheet(raw) for raw in answer["sheets"]], notes)


def _asked(data: bytes, name: str) -> dict[str, Any]:
    # -P: a module lying beside the list must not be run. The path: the program may not be installed.
    home = str(Path(kompetanse_desktop.__file__).resolve().parent.parent)
    path = os.pathsep.join(p for p in (home, os.environ.get("PYTHONPATH", "")) if p)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", READER, name],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refusal(
            "{file} took too long to read, so it was left. Copy the list to a new workbook.", file=name
        ) from None
    except OSError:
        raise Refusal("{file} could not be read now: the machine has no room for it.", file=name) from None
    try:
        answer = json.loads(done.stdout, object_hook=_dates) if done.returncode == 0 else None
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise damaged(name)
    if "refused" in answer:
        raise Refusal(str(answer["refused"]), file=name)
    return answer


def _dates(found: dict[str, Any]) -> Any:
    if len(found) == 1 and "d" in found:
        text = str(found["d"])
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return found


def _sheet(raw: dict[str, Any]) -> Sheet:
    return Sheet(
        name=raw["name"],
        rows=raw["rows"],
        visible=raw["visible"],
        merges=tuple(Merge(top, left, bottom, right) for (top, left), (bottom, right) in raw["merges"]),
        hidden_rows=raw["hidden_rows"],
        errors=frozenset((row, column) for row, column in raw["errors"]),
        uncalculated=frozenset((row, column) for row, column in raw["uncalculated"]),
    )


def from_text(data: bytes, name: str, score: Callable[[Sequence[Sequence[Value]]], int]) -> Tables:
    """Read a text file with a delimiter. ``score`` tells how many headings some rows have, to choose the delimiter by.

    Raises Refusal for text that can't be taken apart.
    """
    text, notes = _decoded(data, name)
    first, _, rest = text.partition("\n")
    if (marked := first.strip().casefold()).startswith("sep=") and len(marked) == 5:
        text, delimiters = rest, marked[4]
    else:
        delimiters = ";,\t"
    if text.count('"') % 2:
        notes.append(Saying("A quotation mark in the file is never closed. Check the last rows."))
    sample = "\n".join(text.split("\n", 200)[:200])
    tried = {d: _split(sample, d, name) for d in delimiters}
    best = max(delimiters, key=lambda d: (score(tried[d]), *_regular(tried[d])))
    rows = _split(text, best, name)
    return Tables([Sheet(name="", rows=rows)], notes)


def _decoded(data: bytes, name: str) -> tuple[str, list[Saying]]:
    """Decode by byte order mark, else strictly as UTF-8, else as Windows' Western European, which is then said."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16"), []
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise damaged(name) from None
    # cp1252 leaves five bytes undefined; they become U+FFFD, which the reader of the preview sees.
    text = data.decode("cp1252", "replace")
    return text, [Saying("The text was read as Windows Western European (cp1252). Check that æ, ø and å are right.")]


def _split(text: str, delimiter: str, name: str) -> list[list[Value]]:
    csv.field_size_limit(MOST_FIELD)
    try:
        return [
            [_unquoted(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        raise damaged(name) from None


def _unquoted(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from reading text as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _regular(rows: Sequence[Sequence[Value]]) -> tuple[int, int]:
    """Give how many rows have the commonest number of fields above one, and that number."""
    counts = [len(row) for row in rows if len(row) > 1]
    if not counts:
        return 0, 0
    common = max(set(counts), key=lambda n: (counts.count(n), n))
    return counts.count(common), common
