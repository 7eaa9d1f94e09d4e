"""Tell of all rows of a list at once which of them need no closer look: whole columns are quicker than cells.

A row is plain when nothing in it can be in doubt, so that its proposal can be made later, when somebody
looks at it. Every other row goes through ``rows.py`` one by one. Both ways give the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kompetanse_desktop.domain.money import MOST_NOK, Payee
from kompetanse_desktop.exchange.amounts import parse
from kompetanse_desktop.exchange.rows import MADE_REF, READERS, RowReader
from kompetanse_desktop.exchange.values import MOST_EXACT, Value, as_text, clean

ODD = -1
"""In the place of an amount: this cell needs a closer look."""


@dataclass(frozen=True)
class Survey:
    """What was told of the rows below the headings, by their place there.

    ``odd`` is 1 for each row to be looked at more closely. ``refs`` and ``totals`` (kroner of the round's
    year) are right for all others.
    """

    odd: bytearray
    refs: Sequence[str]
    totals: Sequence[int]


def survey(reader: RowReader, *, closely: bool = False) -> Survey:
    """Look through the columns of a list. ``closely`` has every row looked at one by one, for tests."""
    table = reader.table
    count = max(0, table.bottom - table.first)
    odd = bytearray(count)
    names_known = {"title", "applicant"} <= reader.at.keys()
    if closely or not count or not names_known or not any(year == reader.year for _, _, year in reader.amounts):
        return Survey(bytearray(b"\1" * count), [""] * count, [0] * count)
    for index in (*reader.marks, *reader.merged.lent, *reader.merged.shared, *table.again):
        if 0 <= index - table.first < count:
            odd[index - table.first] = 1
    if reader.extra_from is not None:
        for at in range(count):
            odd[at] |= len(table.sheet.rows[table.first + at]) > reader.extra_from
    for name in ("title", "applicant"):
        _mark(odd, _not_words(_column(reader, name)))
    refs = _refs(reader, odd, count)
    for name in READERS:
        if name in reader.at:
            _mark(odd, _not_read(name, _column(reader, name)))
    return Survey(odd, refs, _totals(reader, odd, count))


def _column(reader: RowReader, name: str) -> Sequence[Value]:
    return _cells(reader, reader.at[name])


def _cells(reader: RowReader, at: int) -> Sequence[Value]:
    table = reader.table
    return table.grid.columns[table.left + at][table.first : table.bottom]


def _mark(odd: bytearray, places: Sequence[int]) -> None:
    for at in places:
        odd[at] = 1


def _not_words(column: Sequence[Value]) -> list[int]:
    """Give the places of what isn't text that can be seen as it stands."""
    if set(map(type, column)) == {str} and all(map(str.isprintable, column)) and all(map(str.strip, column)):  # type: ignore[arg-type]
        return []
    return [at for at, v in enumerate(column) if type(v) is not str or not v.isprintable() or not v.strip()]


def _refs(reader: RowReader, odd: bytearray, count: int) -> Sequence[str]:
    if "ref" not in reader.at:
        return [MADE_REF.format(number=reader.table.first + at + 1) for at in range(count)]
    column = _column(reader, "ref")
    if set(map(type, column)) == {str} and _all_clean(column):
        return column  # type: ignore[return-value]
    refs = []
    for at, value in enumerate(column):
        number = type(value) is float and value.is_integer() and abs(value) <= MOST_EXACT
        text = clean(value) if type(value) is str else as_text(value) if number else ""
        odd[at] |= not text
        refs.append(text)
    return refs


def _all_clean(column: Sequence[Value]) -> bool:
    """Tell whether each text is as ``clean`` would give it, and none is empty, all at one look."""
    together = f" {' '.join(column)} "  # type: ignore[arg-type]
    return together.isprintable() and "  " not in together and unicodedata.is_normalized("NFC", together)


def _not_read(name: str, column: Sequence[Value]) -> list[int]:
    """Give the places of what is neither empty nor read without a doubt."""
    if not {type(value) for value in column} <= {str, float, int}:
        return [at for at, value in enumerate(column) if not _is_read(name, value)]
    unread = {value for value in set(column) if not _is_read(name, value)}
    return [at for at, value in enumerate(column) if value in unread] if unread else []


def _is_read(name: str, value: Value) -> bool:
    if value is None or value == "":
        return True
    text = clean(as_text(value))
    if not text:
        return value is not False
    result, note = READERS[name](value, text)
    return result is not None and note is None


def kroner(value: Value) -> int:
    """Give a cell's amount, 0 where it is empty, ODD where there is anything to be said of it."""
    if type(value) is float:
        return int(value) if value.is_integer() and 0 <= value <= MOST_NOK else ODD
    if value is None:
        return 0
    if type(value) is str:
        if value.isdecimal() and value.isascii() and value[0] != "0" and len(value) < 12:
            return int(value)
        if not clean(value):
            return 0
    parsed = parse(value if isinstance(value, (str, int, float)) else as_text(value))
    return ODD if parsed.nok is None or parsed.note is not None else parsed.nok


def amounts(column: Sequence[Value]) -> list[int]:
    """Give the amounts of a column as ``kroner`` does."""
    if set(map(type, column)) == {float}:
        numbers: Sequence[float] = column  # type: ignore[assignment]
        if all(map(float.is_integer, numbers)) and min(numbers) >= 0 and max(numbers) <= MOST_NOK:
            return list(map(int, numbers))
    return list(map(kroner, column))


def _totals(reader: RowReader, odd: bytearray, count: int) -> list[int]:
    """Give what each row asks for in the round's year; parts and totals that don't agree are odd."""
    by_year: dict[int, tuple[list[list[int]], list[list[int]]]] = {}
    for at, payee, year in reader.amounts:
        column = amounts(_cells(reader, at))
        if ODD in column:
            _mark(odd, [place for place, nok in enumerate(column) if nok == ODD])
        by_year.setdefault(year, ([], []))[payee is Payee.UNDIVIDED].append(column)
    totals = [0] * count
    for year, (parts, whole) in by_year.items():
        of_parts = parts[0] if len(parts) == 1 else list(map(sum, zip(*parts, strict=True))) if parts else [0] * count
        if whole and parts:
            _mark(odd, [at for at in range(count) if whole[0][at] and of_parts[at] not in (0, whole[0][at])])
            of_parts = [part or total for part, total in zip(of_parts, whole[0], strict=True)]
        if year == reader.year:
            totals = of_parts if parts else whole[0]
    if 0 in totals:
        _mark(odd, [at for at, nok in enumerate(totals) if not nok])
    return totals
