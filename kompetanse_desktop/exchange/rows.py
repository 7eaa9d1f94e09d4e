"""Make a proposal of each row, and say what is in doubt: amounts that aren't certain are left unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kompetanse_desktop.domain.money import MOST_NOK, Amounts, Payee
from kompetanse_desktop.domain.proposal import Proposal, Source
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.exchange import values as read_as
from kompetanse_desktop.exchange.amounts import parse
from kompetanse_desktop.exchange.columns import Column, amount_cell
from kompetanse_desktop.exchange.tables import Sheet
from kompetanse_desktop.exchange.values import Value, as_text, clean, clean_long
from kompetanse_desktop.text import say

MADE_REF = "rad-{number}"
"""The number of a proposal that came without one: its row, so that it is the same the next time."""

MOST_MERGED = 1_000_000
SUM = re.compile(
    r"^(?:sum|totalsum|totalt?|sum totalt|i alt|til saman|til sammen|samla sum|samlet sum|grand total)"
    r"(?: søkt)?(?: 20\d\d)?[\s:.]*$"
)
PART_SUM = re.compile(r"^(?:sum|delsum|subtotal|totalt?|i alt)\b")
LONG_FIELDS = ("need", "anchoring", "involvement", "description")


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
    ``made_ref`` tells that the list gave no number.
    """

    number: int
    ref: str
    values: tuple[Value, ...]
    proposal: Proposal | None
    doubts: tuple[Doubt, ...] = ()
    rejected: Doubt | None = None
    made_ref: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The original text of the cells."""
        return tuple(as_text(value) for value in self.values)


@dataclass
class _Draft:
    """What is gathered of one row while it is read."""

    values: Sequence[Value]
    doubts: list[Doubt] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    """(heading, text) of what nothing could be made of: it stays with the proposal."""


class RowReader:
    """Reads the rows of one sheet whose columns are known. ``first`` is the index of the row after the headings."""

    def __init__(self, columns: Sequence[Column], year: int, sheet: Sheet, source: Source, first: int) -> None:
        self.year = year
        self.sheet = sheet
        self.source = source
        self.first = first
        self.columns = columns
        self.at = {c.field: i for i, c in enumerate(columns) if c.field}
        self.amounts = [(i, *cell) for f, i in self.at.items() if (cell := amount_cell(f, year)) is not None]
        self.other = [(i, c.heading) for i, c in enumerate(columns) if c.field is None]
        self.headings = [c.heading.casefold() for c in columns]
        self.marks = _marks(sheet)
        self.sums: list[int] = []
        """The list's own sums of the round's year, 0 where they have not been calculated."""

    def read(self, file: str) -> tuple[Row, ...]:
        """Read all rows. Raises Refusal for a sheet with merged areas beyond all reason."""
        merged, shared = self._merged(file)
        rows: list[Row] = []
        taken: dict[str, int] = {}
        for index in range(self.first, len(self.sheet.rows)):
            own = self.sheet.rows[index]
            if not any(value not in ("", None) for value in own) or self._is_blank(own):
                continue
            filled = self._filled(own, merged.get(index))
            if self._is_sum(own) or self._is_headings(own):
                continue
            row = self._row(index, own, filled, shared.get(index, ()))
            first = taken.setdefault(row.ref, row.number)
            rows.append(row if first == row.number else _repeated(row, first))
        return tuple(rows)

    # --- rows that are no proposals

    def _is_blank(self, values: Sequence[Value]) -> bool:
        return not any(not isinstance(value, str) or clean(value) for value in values if value is not None)

    def _is_headings(self, values: Sequence[Value]) -> bool:
        """Tell a row of headings repeated for printing."""
        title, applicant = self._text(values, "title"), self._text(values, "applicant")
        return (
            bool(title and applicant)
            and title.casefold() == self.headings[self.at["title"]]
            and (applicant.casefold() == self.headings[self.at["applicant"]])
        )

    def _is_sum(self, values: Sequence[Value]) -> bool:
        """Tell a row of sums, and remember what it says. Its label tells: formulas may be uncalculated."""
        names = [name for f in ("title", "applicant", "ref") if (name := self._text(values, f))]
        if len(names) > 1:
            return False
        labels = names or [t for v in values if isinstance(v, str) and (t := clean(v)) and t[0].isalpha()][:1]
        label = labels[0].casefold() if labels else ""
        if SUM.match(label):
            self.sums.append(self._sum_in(values))
            return True
        return bool(PART_SUM.match(label)) and any(
            type(values[i]) in (int, float) for i, *_ in self.amounts if i < len(values)
        )

    def _sum_in(self, values: Sequence[Value]) -> int:
        parts = total = 0
        for index, payee, year in self.amounts:
            if year == self.year and index < len(values):
                value = values[index]
                nok = parse(value if isinstance(value, (str, int, float)) else None).nok or 0
                if payee is Payee.UNDIVIDED:
                    total = nok
                else:
                    parts += nok
        return total or parts

    # --- merged cells

    def _merged(self, file: str) -> tuple[dict[int, list[tuple[int, Value]]], dict[int, set[int]]]:
        """Give what merged cells lend to the rows below their first, and the amounts that several rows share."""
        lent: dict[int, list[tuple[int, Value]]] = {}
        shared: dict[int, set[int]] = {}
        rows = self.sheet.rows
        amounts = {index for index, *_ in self.amounts}
        tall = [m for m in self.sheet.merges if m.bottom > m.top and m.bottom >= self.first and m.top < len(rows)]
        if sum(min(m.bottom, len(rows)) - m.top for m in tall) > MOST_MERGED:
            raise Refusal(
                "{file} has far more cells than a list of proposals. Copy the list to a new workbook and take in that.",
                file=file,
            )
        for merge in tall:
            top = max(merge.top, self.first)
            if merge.top < self.first or merge.left >= len(rows[merge.top]):
                continue
            inside = [i for i in range(top, min(merge.bottom, len(rows) - 1) + 1) if not self._is_blank(rows[i])]
            if merge.left in amounts:
                for index in inside if len(inside) > 1 else ():
                    shared.setdefault(index, set()).add(merge.left)
                continue
            for index in inside:
                if index > merge.top:
                    lent.setdefault(index, []).append((merge.left, rows[merge.top][merge.left]))
        return lent, shared

    def _filled(self, own: Sequence[Value], lent: list[tuple[int, Value]] | None) -> Sequence[Value]:
        if not lent:
            return own
        filled = list(own)
        for column, value in lent:
            if column < len(filled) and filled[column] in ("", None):
                filled[column] = value
        return filled

    # --- a proposal

    def _text(self, values: Sequence[Value], name: str) -> str:
        index = self.at.get(name, -1)
        if not 0 <= index < len(values):
            return ""
        value = values[index]
        return clean(value) if isinstance(value, str) else as_text(value)

    def _row(self, index: int, own: Sequence[Value], values: Sequence[Value], shared: Sequence[int] | set[int]) -> Row:
        number = index + 1
        draft = _Draft(values)
        ref = self._ref(draft)
        made = not ref
        if made:
            ref = MADE_REF.format(number=number)
            draft.doubts.append(Doubt("ref", "", saying("The row has no number; it is called «{ref}» here.", ref=ref)))
        title, applicant = self._text(values, "title"), self._text(values, "applicant")
        if not title or not applicant:
            missing = Saying("The row has no applicant.") if title else Saying("The row has no title.")
            return Row(number, ref, tuple(own), None, (), Doubt("applicant" if title else "title", "", missing), made)
        self._unreadable(index, draft)
        requested = self._requested(draft, shared)
        proposal = Proposal(
            ref=ref,
            title=title,
            applicant=applicant,
            requested=requested,
            **self._fields(draft),
            other=(*self._others(values), *draft.kept),
            doubts=tuple(say(doubt.reason) for doubt in draft.doubts),
            source=replace(self.source, row=number),
        )
        return Row(number, ref, tuple(own), proposal, tuple(draft.doubts), None, made)

    def _ref(self, draft: _Draft) -> str:
        index = self.at.get("ref", -1)
        value = draft.values[index] if 0 <= index < len(draft.values) else None
        if read_as.is_day(value):
            reason = saying("The number was turned into the date {text} by the spreadsheet.", text=as_text(value))
            draft.doubts.append(Doubt("ref", as_text(value), reason))
        return clean(as_text(value))

    def _fields(self, draft: _Draft) -> dict[str, Any]:
        values = draft.values
        fields: dict[str, Any] = {name: self._text(values, name) for name in ("network", "statped") if name in self.at}
        for name in LONG_FIELDS:
            if name in self.at and (index := self.at[name]) < len(values):
                fields[name] = clean_long(as_text(values[index]))
        for name in ("participants", "universities"):
            if text := self._list_text(values, name):
                fields[name] = read_as.parts(text)
        if text := self._text(values, "target_groups"):
            fields |= {"target_text": text, "target_groups": read_as.target_groups(text)}
        if text := self._text(values, "measure_kinds"):
            fields |= {"measure_text": text, "measure_kinds": read_as.measure_kinds(text)}
        for name, value, text in self._given(
            values, ("duration_years", "staff", "received", "continued", "private_invited")
        ):
            fields[name] = self._certain(name, value, text, draft)
        return fields

    def _list_text(self, values: Sequence[Value], name: str) -> str:
        index = self.at.get(name, -1)
        return as_text(values[index]).strip() if 0 <= index < len(values) else ""

    def _given(self, values: Sequence[Value], names: Sequence[str]) -> Iterator[tuple[str, Value, str]]:
        for name in names:
            index = self.at.get(name, -1)
            if 0 <= index < len(values) and (text := clean(as_text(values[index]))):
                yield name, values[index], text

    def _certain(self, name: str, value: Value, text: str, draft: _Draft) -> object:
        """Read a count, a date or a yes; where that can't be done, keep the text beside and say so."""
        result: object
        if name in ("duration_years", "staff"):
            result, reason = read_as.whole_number(value), saying("«{text}» isn't a whole number.", text=text)
        elif name == "received":
            result, reason = read_as.day(value), saying("«{text}» isn't a date.", text=text)
        elif name == "continued":
            result, reason = read_as.is_continued(text), saying("«{text}» is neither new nor continued.", text=text)
        else:
            result, reason = read_as.yes_no(text), saying("«{text}» is neither yes nor no.", text=text)
        if result is None:
            draft.doubts.append(Doubt(name, text, reason))
            draft.kept.append((self.columns[self.at[name]].heading, text))
        return result

    def _others(self, values: Sequence[Value]) -> Iterator[tuple[str, str]]:
        for index, heading in self.other:
            if index < len(values) and (text := clean_long(as_text(values[index]))):
                yield heading, text

    def _unreadable(self, index: int, draft: _Draft) -> None:
        """Mark cells whose formula failed or was never calculated: the reader gives nothing for them."""
        for column, reason in self.marks.get(index, ()):
            if column < len(self.columns):
                name = self.columns[column].field or self.columns[column].heading
                draft.doubts.append(Doubt(name, "", reason))

    def _requested(self, draft: _Draft, shared: Sequence[int] | set[int]) -> Amounts | None:
        """Give the amounts asked for, or None with a doubt where one of them isn't certain."""
        cells: dict[tuple[Payee, int], int] = {}
        certain = True
        for index, payee, year in self.amounts:
            value = draft.values[index] if index < len(draft.values) else None
            if index in shared:
                certain = False
                self._doubt_amount(draft, index, value, Saying("Several rows share one amount."))
                continue
            if type(value) is float and value.is_integer() and 0 <= value <= MOST_NOK:
                cells[(payee, year)] = int(value)
                continue
            if value is None or (isinstance(value, str) and not value.strip()):
                certain = certain and not self._is_marked(draft, index)
                continue
            parsed = parse(value if isinstance(value, (str, int, float)) else as_text(value))
            if parsed.nok is None:
                certain = False
                self._doubt_amount(draft, index, value, parsed.note or Saying("No amount is given."))
            else:
                cells[(payee, year)] = parsed.nok
                if parsed.note is not None:
                    draft.doubts.append(Doubt(self.columns[index].field or "requested", as_text(value), parsed.note))
        agreed = self._agreed(cells, draft) if certain else None
        if agreed is None:  # what was written stays with the proposal, for whoever finds out what was meant
            draft.kept += self._given_amounts(draft.values)
        return agreed

    def _given_amounts(self, values: Sequence[Value]) -> Iterator[tuple[str, str]]:
        for index, *_ in self.amounts:
            if index < len(values) and (text := clean(as_text(values[index]))):
                yield self.columns[index].heading, text

    def _is_marked(self, draft: _Draft, index: int) -> bool:
        return any(doubt.field == self.columns[index].field for doubt in draft.doubts)

    def _doubt_amount(self, draft: _Draft, index: int, value: Value, reason: Saying) -> None:
        draft.doubts.append(Doubt(self.columns[index].field or "requested", clean(as_text(value)), reason))

    def _agreed(self, cells: dict[tuple[Payee, int], int], draft: _Draft) -> Amounts | None:
        """Leave out totals that the parts add up to; where they don't, or there is nothing, the amount is unknown."""
        totals = {year: nok for (payee, year), nok in cells.items() if payee is Payee.UNDIVIDED}
        divided = Amounts({cell: nok for cell, nok in cells.items() if cell[0] is not Payee.UNDIVIDED})
        for year, total in totals.items():
            parts = divided.total(year)
            if parts and total and total not in (parts, divided.grand_total):
                reason = saying(
                    "The total {total_nok} isn't the sum of its parts, {parts_nok}.", total_nok=total, parts_nok=parts
                )
                draft.doubts.append(Doubt("requested", str(total), reason))
                return None
            if not parts and total:
                divided = divided.with_cell(Payee.UNDIVIDED, year, total)
        if not divided.total(self.year):
            reason = saying("No amount is given for {year}.", year=str(self.year))
            draft.doubts.append(Doubt("requested", "", reason))
            return None
        return divided


def _marks(sheet: Sheet) -> dict[int, list[tuple[int, Saying]]]:
    """Give the cells without a value by row, with the reason."""
    never = Saying("A formula in the row was never calculated. Open and save the list in Excel.")
    marks: dict[int, list[tuple[int, Saying]]] = {}
    for cells, reason in ((sheet.errors, Saying("A formula in the row gives an error.")), (sheet.uncalculated, never)):
        for row, column in cells:
            marks.setdefault(row, []).append((column, reason))
    return marks


def _repeated(row: Row, first: int) -> Row:
    reason = saying("The number «{ref}» is already used in row {row}.", ref=row.ref, row=first)
    return replace(row, proposal=None, doubts=(), rejected=Doubt("ref", row.ref, reason))
