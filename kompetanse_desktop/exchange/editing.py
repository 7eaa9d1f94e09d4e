"""Change a reading in the preview, before anything is kept: write over a cell, leave rows out. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.columns import field_named
from kompetanse_desktop.exchange.understanding import Reading

MOST_WRITTEN = 100_000


def edited(reading: Reading, row_number: int, field: str, text: str) -> Reading:
    """Write ``text`` where a row has ``field`` (one of ``columns.FIELDS``, or «requested:PAYEE:YEAR»).

    The row is understood anew, and what follows from it: its doubts, the sums, numbers used twice. The
    text that stands in the file takes the edit back. The sum of the round's year may be written over
    its parts. Raises Refusal for a row or a field that doesn't exist.
    """
    name = field_named(field, reading.year)
    if not name:
        raise Refusal("There is no field called «{field}».", field=field)
    body, index = reading.body, row_number - 1
    if not body.has(row_number):
        raise Refusal("There is no row {row} in the list.", row=row_number)
    given = {field: written for field, written in reading.edits.get(row_number, {}).items() if field != name}
    if text[:MOST_WRITTEN] != body.reader.text(index, name):
        given[name] = text[:MOST_WRITTEN]
    edits = {number: other for number, other in reading.edits.items() if number != row_number}
    return reading.changed({**edits, row_number: given} if given else edits, reading.left_out)


def left_out(reading: Reading, row_numbers: Iterable[int]) -> Reading:
    """Leave out these rows and no others: they are still shown, but not taken in, and count in no sum."""
    return reading.changed(reading.edits, row_numbers)
