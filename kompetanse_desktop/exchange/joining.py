"""Put several files together as if they were one: five forms, or the lists of three networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.exchange.facts import MOST_ROWS
from kompetanse_desktop.exchange.sheets import Merge, Sheet, Tables
from kompetanse_desktop.exchange.text_tables import Score
from kompetanse_desktop.exchange.values import Value, as_text, clean

HEADINGS_WITHIN = 40
FORMS_ALIKE = 0.5
"""The share of the shorter form's fields that the other must have too: empty fields may be missing from a file."""


def joined(tables: Sequence[Tables], score: Score) -> Tables:
    """Join what several files hold, in their order: sheets with the same headings become one.

    ``score`` tells how many headings rows have, as in ``read_tables``. Forms are joined by the names of
    their fields, so that a field missing from one is empty there. Each row's own file and number stand
    beside it in ``Sheet.row_files`` and ``row_numbers`` (also where a sheet was not joined with any);
    title rows above the headings are kept from the first file only. A file that is there twice counts
    once, and that is said. Raises Refusal where the rows together are more than any list has.
    """
    files: dict[str, str] = {}
    groups: list[_Group] = []
    notes: list[Saying] = []
    for one in tables:
        name, digest = next(iter(one.digests.items()), ("", ""))
        if digest and digest in files.values():
            notes.append(saying("{file} is there twice; it was read once.", file=name))
            continue
        name = _unique(name, files)
        files[name] = digest
        for sheet in one.sheets:
            _put(sheet, name, groups, score)
        notes += [_of_file(note, name, len(tables)) for note in one.notes]
    return Tables([group.sheet() for group in groups], notes, {n: d for n, d in files.items() if d})


def _of_file(note: Saying, name: str, count: int) -> Saying:
    return note if count == 1 or not name else saying("{file}: {note}", file=name, note=note)


def _unique(name: str, taken: dict[str, str]) -> str:
    """Give a name that no other file here has: two folders can each have a «skjema.pdf»."""
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name} ({number})"
    return unique


@dataclass
class _Group:
    """The sheets that become one. ``headings`` are compared; ``at`` is the row they stand in."""

    first: Sheet
    headings: tuple[str, ...]
    rows: list[Sequence[Value]]
    files: list[str]
    numbers: list[int]
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)

    def add(self, sheet: Sheet, file: str, start: int) -> None:
        """Add the rows of a sheet from ``start`` on, and what is known of them. Raises Refusal for too many."""
        moved = len(self.rows) - start
        self.rows += sheet.rows[start:]
        if len(self.rows) > MOST_ROWS:
            raise Refusal("The files have far more rows together than a list of proposals. Take in fewer at a time.")
        self.files += [file] * (len(sheet.rows) - start)
        self.numbers += range(start + 1, len(sheet.rows) + 1)
        for merge in sheet.merges:
            if merge.top >= start:
                self.merges.append(replace(merge, top=merge.top + moved, bottom=merge.bottom + moved))
        self.hidden_rows |= {row + moved for row in sheet.hidden_rows if row >= start}
        self.errors |= {(row + moved, column) for row, column in sheet.errors if row >= start}
        self.uncalculated |= {(row + moved, column) for row, column in sheet.uncalculated if row >= start}

    def sheet(self) -> Sheet:
        """Give the joined sheet. A column is hidden where it is in the first of them."""
        return replace(
            self.first,
            rows=self.rows,
            merges=tuple(self.merges),
            hidden_rows=frozenset(self.hidden_rows),
            errors=frozenset(self.errors),
            uncalculated=frozenset(self.uncalculated),
            row_files=tuple(self.files),
            row_numbers=tuple(self.numbers),
        )


def _put(sheet: Sheet, file: str, groups: list[_Group], score: Score) -> None:
    at = 0 if sheet.is_form else _headings_at(sheet, score)
    headings = _names(sheet.rows[at]) if sheet.rows else ()
    for group in groups:
        if sheet.is_form and group.first.is_form and _alike(headings, group.headings):
            _add_form(group, sheet, headings, file)
            return
        same_sight = (group.first.visible, group.first.is_form) == (sheet.visible, sheet.is_form)
        if not sheet.is_form and same_sight and headings and headings == group.headings:
            group.add(sheet, file, at + 1)
            return
    group = _Group(sheet, headings, [], [], [])
    group.add(sheet, file, 0)
    groups.append(group)


def _headings_at(sheet: Sheet, score: Score) -> int:
    scores = [score([row]) for row in sheet.rows[:HEADINGS_WITHIN]]
    if any(scores):
        return scores.index(max(scores))
    return next((i for i, row in enumerate(sheet.rows) if any(as_text(v).strip() for v in row)), 0)


def _names(row: Sequence[Value]) -> tuple[str, ...]:
    names = [clean(as_text(value).replace("\n", " ")).casefold() for value in row]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and len(set(one) & set(other)) >= FORMS_ALIKE * shorter


def _add_form(group: _Group, sheet: Sheet, headings: tuple[str, ...], file: str) -> None:
    """Add forms under the names of their fields; a field that the others lack becomes a new column."""
    for name, heading in zip(headings, sheet.rows[0], strict=False):
        if name not in group.headings:
            group.headings = (*group.headings, name)
            group.rows[0] = [*group.rows[0], heading]
    place = {name: index for index, name in enumerate(group.headings)}
    for number, row in enumerate(sheet.rows[1:], start=2):
        values: list[Value] = [""] * len(group.headings)
        for name, value in zip(headings, row, strict=False):
            values[place[name]] = value
        group.rows.append(values)
        group.files.append(file)
        group.numbers.append(number)
