"""Make a proposal of each row, and say what is in doubt: amounts that aren't certain are left unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kompetanse_desktop.domain.money import MOST_NOK, Amounts, Payee
from kompetanse_desktop.domain.proposal import Proposal, Source
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.exchange import values as read_as
from kompetanse_desktop.exchange.amounts import parse
from kompetanse_desktop.exchange.columns import FIELDS, Column, amount_cell
from kompetanse_desktop.exchange.days import read_day
from kompetanse_desktop.exchange.finding import Table
from kompetanse_desktop.exchange.grid import letter
from kompetanse_desktop.exchange.merged import Merged
from kompetanse_desktop.exchange.sheets import Sheet
from kompetanse_desktop.exchange.values import MOST_EXACT, Value, as_text, clean, clean_long
from kompetanse_desktop.text import N_, say

MADE_REF = "rad-{number}"
"""The number of a proposal that came without one: its row, so that it is the same the next time."""

Certain = tuple[object, Saying | None]
READERS: Mapping[str, Callable[[Value, str], Certain]] = {
    "duration_years": lambda value, text: (read_as.whole_number(value), None),
    "staff": lambda value, text: (read_as.whole_number(value), None),
    "received": lambda value, text: read_day(value),
    "continued": lambda value, text: (value if isinstance(value, bool) else read_as.is_continued(text), None),
    "private_invited": lambda value, text: (value if isinstance(value, bool) else read_as.yes_no(text), None),
}
"""The fields that are read or not, by what they give: what was read, and what there is to say of it."""
NOT_READ: Mapping[str, str] = {
    "duration_years": N_("«{text}» isn't a whole number."),
    "staff": N_("«{text}» isn't a whole number."),
    "received": N_("«{text}» isn't a date."),
    "continued": N_("«{text}» is neither new nor continued."),
    "private_invited": N_("«{text}» is neither yes nor no."),
}
LONG_FIELDS = ("need", "anchoring", "involvement", "description")
Edits = Mapping[str, str]
"""What a person wrote in the place of a row's cells, by field."""


@dataclass(frozen=True)
class Doubt:
    """What isn't certain in a row: the field, the text as it stands in the file, and why."""

    field: str
    text: str
    reason: Saying


@dataclass(frozen=True)
class Row:
    """One row of the list, counted from 1 as the spreadsheet does; either a proposal or a reason why not.

    ``values`` are the cells as they are in the file (a merged cell's value only in its first);
    ``made_ref`` tells that the list gave no number; ``edited`` are the fields somebody wrote over in
    the preview; ``hidden`` tells a row that isn't seen in the file.
    """

    number: int
    ref: str
    values: tuple[Value, ...]
    proposal: Proposal | None
    doubts: tuple[Doubt, ...] = ()
    rejected: Doubt | None = None
    made_ref: bool = False
    edited: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The original text of the cells."""
        return tuple(as_text(value) for value in self.values)

    def repeated(self, first: int) -> Row:
        """Give the row as one that comes with the number of another."""
        reason = saying("The number «{ref}» is already used in row {row}.", ref=self.ref, row=first)
        return replace(self, proposal=None, doubts=(), rejected=Doubt("ref", self.ref, reason))


@dataclass
class _Draft:
    """What is gathered of one row while it is read: ``values`` as they are, ``texts`` as clean text on one line."""

    values: list[Value]
    texts: list[str]
    edited: frozenset[int]
    shared: frozenset[int]
    doubts: list[Doubt] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    """(heading, text) of what nothing could be made of: it stays with the proposal."""


class RowReader:
    """Reads the rows of one table whose columns are known.

    ``source`` gives where a row came from, by its index on the sheet. ``ignored`` are columns that don't
    count, such as hidden ones. Raises Refusal for merged areas beyond all reason.
    """

    def __init__(
        self,
        table: Table,
        columns: Sequence[Column],
        year: int,
        source: Callable[[int], Source],
        file: str = "",
        ignored: frozenset[int] = frozenset(),
    ) -> None:
        self.table = table
        self.year = year
        self.source = source
        self.width = len(columns)
        self.extra_from = _extra_from(table)
        self._columns = list(columns)
        self.at = {c.field: i for i, c in enumerate(columns) if c.field and i not in ignored}
        self.other = [
            (i, c.heading or letter(table.left + i))
            for i, c in enumerate(columns)
            if self.at.get(c.field or "") != i and i not in ignored
        ]
        self.amounts: list[tuple[int, Payee, int]] = []
        self._note_amounts()
        self.marks = _marks(table.sheet)
        self.merged = Merged(table, {i for i, *_ in self.amounts}, file)
        self._unedited: dict[int, Row] = {}

    def _note_amounts(self) -> None:
        cells = ((i, amount_cell(f, self.year)) for f, i in self.at.items())
        self.amounts = [(i, *cell) for i, cell in cells if cell is not None]

    def column_of(self, name: str) -> int:
        """Give the place of a field's column; one that the list lacks gets a place of its own beyond the others."""
        if name not in self.at:
            self.at[name] = len(self._columns)
            self._columns.append(Column(say(FIELDS[name.split(":")[0]]), name))
            self._note_amounts()
        return self.at[name]

    def text(self, index: int, name: str) -> str:
        """Give the text of one cell as it stands in the list; a merged cell's in each of its rows."""
        at = self.at.get(name, self.width)
        if at >= self.width:
            return ""
        return as_text(self.filled(index)[at])

    def own(self, index: int) -> Sequence[Value]:
        """Give a row's own cells, those of this table alone."""
        row = self.table.sheet.rows[index]
        left, right = self.table.left, self.table.right
        return row if not left and len(row) == right else row[left:right]

    def filled(self, index: int) -> list[Value]:
        """Give a row's cells, with what merged cells lend it, as many as there are columns."""
        own = self.own(index)
        values: list[Value] = [*own, *[""] * (self.width - len(own))]
        for column, value in self.merged.lent.get(index, ()):
            if column < self.width:  # what may lie unseen below the merged cell doesn't count
                values[column] = value
        return values

    # --- a row

    def row(self, index: int, edits: Edits | None = None) -> Row:
        """Make a proposal of one row, or say why not. ``edits`` go before what is in the list."""
        if edits:
            return self._row(index, edits)
        if index not in self._unedited:
            self._unedited[index] = self._row(index, {})
        return self._unedited[index]

    def _row(self, index: int, edits: Edits) -> Row:
        number = index + 1
        draft = self._draft(index, edits)
        ref = self._ref(draft)
        made = not ref
        if made:
            ref = MADE_REF.format(number=number)
            draft.doubts.append(Doubt("ref", "", saying("The row has no number; it is called «{ref}» here.", ref=ref)))
        edited = tuple(edits)
        hidden = index in self.table.sheet.hidden_rows
        wrong = self._wrong(index, draft)
        if wrong is not None:
            return Row(number, ref, tuple(self.own(index)), None, (), wrong, made, edited, hidden)
        if index in self.marks:
            self._unreadable(index, draft)
        requested = self._requested(draft)
        fields = self._fields(draft)
        proposal = Proposal(
            ref=ref,
            title=self._text(draft, "title"),
            applicant=self._text(draft, "applicant"),
            requested=requested,
            **fields,
            other=(*self._others(draft), *draft.kept),
            doubts=tuple(say(doubt.reason) for doubt in draft.doubts),
            source=self.source(index),
        )
        return Row(number, ref, tuple(self.own(index)), proposal, tuple(draft.doubts), None, made, edited, hidden)

    def _draft(self, index: int, edits: Edits) -> _Draft:
        values = self.filled(index)
        places = {self.column_of(name): text for name, text in edits.items()}
        values += [""] * (len(self._columns) - len(values))
        for place, text in places.items():
            values[place] = text
        shared = self.merged.shared.get(index, frozenset()) - places.keys()
        texts = [clean(v) if type(v) is str else clean(as_text(v)) for v in values]
        return _Draft(values, texts, frozenset(places), frozenset(shared))

    def _text(self, draft: _Draft, name: str) -> str:
        index = self.at.get(name, -1)
        return draft.texts[index] if 0 <= index < len(draft.texts) else ""

    def _wrong(self, index: int, draft: _Draft) -> Doubt | None:
        """Tell why no proposal can be made of a row: cells too many have moved all the others."""
        if not self._text(draft, "title"):
            return Doubt("title", "", Saying("The row has no title."))
        if not self._text(draft, "applicant"):
            return Doubt("applicant", "", Saying("The row has no applicant."))
        beyond = self.table.sheet.rows[index][self.extra_from :] if self.extra_from is not None else ()
        if extra := [text for value in beyond if (text := clean(as_text(value)))]:
            return Doubt("", extra[0], Saying("The row has more cells than there are headings."))
        return None

    def _ref(self, draft: _Draft) -> str:
        index = self.at.get("ref", -1)
        if not 0 <= index < len(draft.texts):
            return ""
        value, text = draft.values[index], draft.texts[index]
        if read_as.is_day(value):
            reason = saying("The number was turned into the date {text} by the spreadsheet.", text=text)
            draft.doubts.append(Doubt("ref", text, reason))
        elif isinstance(value, (int, float)) and abs(value) > MOST_EXACT:
            reason = saying("«{text}» is so long that the spreadsheet may have changed its last digits.", text=text)
            draft.doubts.append(Doubt("ref", text, reason))
        return text

    def _fields(self, draft: _Draft) -> dict[str, Any]:
        values, texts, at = draft.values, draft.texts, self.at
        fields: dict[str, Any] = {}
        for name, i in at.items():
            if i >= len(texts):
                continue
            if name in LONG_FIELDS:
                fields[name] = clean_long(as_text(values[i]))
            elif name in ("network", "statped"):
                fields[name] = texts[i]
            elif name in ("participants", "universities"):
                fields[name] = read_as.parts(as_text(values[i]).strip())
            elif name in READERS and (texts[i] or values[i] is False):
                fields[name] = self._certain(name, i, draft)
        if text := self._text(draft, "target_groups"):
            fields["target_text"], fields["target_groups"] = text, read_as.target_groups(text)
        if text := self._text(draft, "measure_kinds"):
            fields["measure_text"], fields["measure_kinds"] = text, read_as.measure_kinds(text)
        return fields

    def _certain(self, name: str, i: int, draft: _Draft) -> object:
        """Read a count, a date or a yes; where that can't be done, keep the text beside and say so."""
        text = draft.texts[i]
        result, note = READERS[name](draft.values[i], text)
        if result is None:
            draft.kept.append((self.heading(i), text))
            note = note or Saying(NOT_READ[name], {"text": text})
        if note is not None:
            draft.doubts.append(Doubt(name, text, note))
        return result

    def heading(self, i: int) -> str:
        """Give the heading of a column, or its letter where it has none."""
        return self._columns[i].heading or letter(self.table.left + i)

    def _others(self, draft: _Draft) -> list[tuple[str, str]]:
        return [(heading, clean_long(as_text(draft.values[i]))) for i, heading in self.other if draft.texts[i]]

    def _unreadable(self, index: int, draft: _Draft) -> None:
        """Mark cells whose formula failed or was never calculated: the reader gives nothing for them."""
        for column, reason in self.marks.get(index, ()):
            i = column - self.table.left
            if 0 <= i < self.width and i not in draft.edited:
                draft.doubts.append(Doubt(self._columns[i].field or self._columns[i].heading, "", reason))

    # --- the amount

    def _requested(self, draft: _Draft) -> Amounts | None:
        """Give the amounts asked for, or None with a doubt where one of them isn't certain."""
        cells: dict[tuple[Payee, int], int] = {}
        certain = True
        for index, payee, year in self.amounts:
            value = draft.values[index] if index < len(draft.values) else ""
            if index in draft.shared:
                certain = False
                self._doubt_amount(draft, index, value, Saying("Several rows share one amount."))
            elif type(value) is float and value.is_integer() and 0 <= value <= MOST_NOK:
                cells[payee, year] = int(value)
            elif value is None or (isinstance(value, str) and not draft.texts[index]):
                certain = certain and not self._is_marked(draft, index)
            else:
                parsed = parse(value if isinstance(value, (str, int, float)) else as_text(value))
                if parsed.nok is not None:
                    cells[payee, year] = parsed.nok
                certain = certain and parsed.nok is not None
                if parsed.nok is None or parsed.note is not None:
                    self._doubt_amount(draft, index, value, parsed.note or Saying("No amount is given."))
        left = self._written_over(cells, draft)
        agreed = self._agreed(cells, draft) if certain else None
        for index, *_ in self.amounts:  # what was written stays with the proposal, for whoever finds out what was meant
            if (agreed is None or index in left) and index < len(draft.texts) and draft.texts[index]:
                draft.kept.append((self.heading(index), draft.texts[index]))
        return agreed

    def _written_over(self, cells: dict[tuple[Payee, int], int], draft: _Draft) -> set[int]:
        """Leave out parts that a person wrote another sum over; give their columns."""
        left = set()
        totals = {year: cells.get((payee, year)) for i, payee, year in self.amounts
                  if payee is Payee.UNDIVIDED and i in draft.edited}  # fmt: skip
        for year, total in totals.items():
            parts = [i for i, payee, of in self.amounts if of == year and payee is not Payee.UNDIVIDED]
            given = sum(nok for (payee, of), nok in cells.items() if of == year and payee is not Payee.UNDIVIDED)
            if total and given != total and not draft.edited & set(parts):
                left.update(parts)
        for i, payee, year in self.amounts:
            if i in left:
                cells.pop((payee, year), None)
        return left

    def _is_marked(self, draft: _Draft, index: int) -> bool:
        return any(doubt.field == self._columns[index].field for doubt in draft.doubts)

    def _doubt_amount(self, draft: _Draft, index: int, value: Value, reason: Saying) -> None:
        draft.doubts.append(Doubt(self._columns[index].field or "requested", clean(as_text(value)), reason))

    def _agreed(self, cells: dict[tuple[Payee, int], int], draft: _Draft) -> Amounts | None:
        """Leave out totals that the parts add up to; where they don't, or there is nothing, the amount is unknown."""
        asked = {cell: nok for cell, nok in cells.items() if cell[0] is not Payee.UNDIVIDED}
        for (payee, year), total in cells.items() if len(asked) < len(cells) else ():
            if payee is not Payee.UNDIVIDED or not total:
                continue
            parts = sum(nok for cell, nok in cells.items() if cell[0] is not Payee.UNDIVIDED and cell[1] == year)
            if parts and total not in (parts, sum(asked.values())):
                reason = saying(
                    "The total {total_nok} isn't the sum of its parts, {parts_nok}.", total_nok=total, parts_nok=parts
                )
                draft.doubts.append(Doubt("requested", str(total), reason))
                return None
            if not parts:
                asked[payee, year] = total
        if not any(nok for (_, year), nok in asked.items() if year == self.year):
            reason = saying("No amount is given for {year}.", year=str(self.year))
            draft.doubts.append(Doubt("requested", "", reason))
            return None
        return Amounts(asked)


def _extra_from(table: Table) -> int | None:
    """Give where the cells begin that no heading was meant for: only text files have rows of any length."""
    if table.grid.is_regular or table.beside:
        return None
    return max(len(row) for row in table.grid.rows[table.top : table.first])


def _marks(sheet: Sheet) -> dict[int, list[tuple[int, Saying]]]:
    """Give the cells without a value by row, with the reason."""
    never = Saying("A formula in the row was never calculated. Open and save the list in Excel.")
    marks: dict[int, list[tuple[int, Saying]]] = {}
    for cells, reason in ((sheet.errors, Saying("A formula in the row gives an error.")), (sheet.uncalculated, never)):
        for row, column in sorted(cells):
            marks.setdefault(row, []).append((column, reason))
    return marks


def given_amounts(reader: RowReader, values: Sequence[Value]) -> Iterator[int]:
    """Give the kroner in a row's columns of amounts, 0 for what isn't certain."""
    for index, *_ in reader.amounts:
        value = values[index] if index < len(values) else None
        yield parse(value if isinstance(value, (str, int, float)) else None).nok or 0
