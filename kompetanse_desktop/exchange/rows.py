"""Make a proposal of each row, and say what is in doubt: amounts that aren't certain are left unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from kompetanse_desktop.text import N_, say

MADE_REF = "rad-{number}"
"""The number of a proposal that came without one: its row, so that it is the same the next time."""

MOST_MERGED = 1_000_000
SUM = re.compile(
    r"^(?:sum|totalsum|totalt?|sum totalt|i alt|til saman|til sammen|samla sum|samlet sum|grand total)"
    r"(?: søkt)?(?: 20\d\d)?[\s:.]*$"
)
PART_SUM = re.compile(r"^(?:sum|delsum|subtotal|totalt?|i alt)\b")
READERS: Mapping[str, Callable[[Value, str], object]] = {
    "duration_years": lambda value, text: read_as.whole_number(value),
    "staff": lambda value, text: read_as.whole_number(value),
    "received": lambda value, text: read_as.day(value),
    "continued": lambda value, text: read_as.is_continued(text),
    "private_invited": lambda value, text: read_as.yes_no(text),
}
NOT_READ: Mapping[str, str] = {
    "duration_years": N_("«{text}» isn't a whole number."),
    "staff": N_("«{text}» isn't a whole number."),
    "received": N_("«{text}» isn't a date."),
    "continued": N_("«{text}» is neither new nor continued."),
    "private_invited": N_("«{text}» is neither yes nor no."),
}
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
    """What is gathered of one row while it is read: ``values`` as they are, ``texts`` as clean text on one line."""

    values: Sequence[Value]
    texts: list[str]
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
        self.width = len(columns)
        self.at = {c.field: i for i, c in enumerate(columns) if c.field}
        self.amounts = [(i, *cell) for f, i in self.at.items() if (cell := amount_cell(f, year)) is not None]
        self.other = [(i, c.heading) for i, c in enumerate(columns) if c.field is None]
        self.plain = self._present("network", "statped")
        self.lists = self._present("participants", "universities")
        self.long = self._present(*LONG_FIELDS)
        self.certain = self._present("duration_years", "staff", "received", "continued", "private_invited")
        self.headings = [c.heading.casefold() for c in columns]
        self.marks = _marks(sheet)
        self.sums: list[int] = []
        """The list's own sums of the round's year, 0 where they have not been calculated."""

    def _present(self, *names: str) -> list[tuple[str, int]]:
        return [(name, self.at[name]) for name in names if name in self.at]

    def read(self, file: str) -> tuple[Row, ...]:
        """Read all rows. Raises Refusal for a sheet with merged areas beyond all reason."""
        merged, shared = self._merged(file)
        rows: list[Row] = []
        taken: dict[str, int] = {}
        for index in range(self.first, len(self.sheet.rows)):
            own = self.sheet.rows[index]
            texts = [clean(v) if type(v) is str else as_text(v) for v in own]
            if not any(texts) or self._is_no_proposal(own, texts):
                continue
            values = own
            if index in merged or len(own) < self.width:
                values = self._filled(own, merged.get(index, ()))
                texts = [clean(as_text(v)) for v in values]
            row = self._row(index, own, _Draft(values, texts), shared.get(index, ()))
            first = taken.setdefault(row.ref, row.number)
            rows.append(row if first == row.number else _repeated(row, first))
        return tuple(rows)

    # --- rows that are no proposals

    def _is_no_proposal(self, values: Sequence[Value], texts: Sequence[str]) -> bool:
        """Tell a row of sums, and a row of headings repeated for printing."""
        title, applicant = self._text(texts, "title"), self._text(texts, "applicant")
        if title and applicant:
            at = self.at
            return title.casefold() == self.headings[at["title"]] and (
                applicant.casefold() == self.headings[at["applicant"]]
            )
        return self._is_sum(values, texts, [name for name in (title, applicant, self._text(texts, "ref")) if name])

    def _is_sum(self, values: Sequence[Value], texts: Sequence[str], names: list[str]) -> bool:
        """Tell a row of sums by its label, since formulas may be uncalculated, and remember what it says."""
        if len(names) > 1:
            return False
        labels = names or [text for text in texts if text and text[0].isalpha()][:1]
        label = labels[0].casefold() if labels else ""
        if SUM.match(label):
            self.sums.append(self._sum_in(values))
            return True
        if not PART_SUM.match(label):
            return False
        return any(type(values[i]) in (int, float) for i, *_ in self.amounts if i < len(values))

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
            inside = [
                i for i in range(top, min(merge.bottom, len(rows) - 1) + 1) if any(clean(as_text(v)) for v in rows[i])
            ]
            if merge.left in amounts:
                for index in inside if len(inside) > 1 else ():
                    shared.setdefault(index, set()).add(merge.left)
                continue
            for index in inside:
                if index > merge.top:
                    lent.setdefault(index, []).append((merge.left, rows[merge.top][merge.left]))
        return lent, shared

    def _filled(self, own: Sequence[Value], lent: Sequence[tuple[int, Value]]) -> Sequence[Value]:
        filled: list[Value] = [*own, *[""] * (self.width - len(own))]
        for column, value in lent:
            if column < len(filled) and filled[column] in ("", None):
                filled[column] = value
        return filled

    # --- a proposal

    def _text(self, texts: Sequence[str], name: str) -> str:
        index = self.at.get(name, -1)
        return texts[index] if 0 <= index < len(texts) else ""

    def _row(self, index: int, own: Sequence[Value], draft: _Draft, shared: Sequence[int] | set[int]) -> Row:
        number, texts = index + 1, draft.texts
        ref = self._ref(draft)
        made = not ref
        if made:
            ref = MADE_REF.format(number=number)
            draft.doubts.append(Doubt("ref", "", saying("The row has no number; it is called «{ref}» here.", ref=ref)))
        title, applicant = self._text(texts, "title"), self._text(texts, "applicant")
        wrong = self._wrong(title, applicant, texts)
        if wrong is not None:
            return Row(number, ref, tuple(own), None, (), wrong, made)
        if index in self.marks:
            self._unreadable(index, draft)
        requested = self._requested(draft, shared)
        fields = self._fields(draft)
        source = self.source
        proposal = Proposal(
            ref=ref,
            title=title,
            applicant=applicant,
            requested=requested,
            **fields,
            other=(*self._others(draft), *draft.kept),
            doubts=tuple(say(doubt.reason) for doubt in draft.doubts),
            source=Source(source.file, source.sheet, number, source.sha256, source.taken_in_at),
        )
        return Row(number, ref, tuple(own), proposal, tuple(draft.doubts), None, made)

    def _wrong(self, title: str, applicant: str, texts: Sequence[str]) -> Doubt | None:
        """Tell why no proposal can be made of a row: cells too many have moved all the others."""
        if not title:
            return Doubt("title", "", Saying("The row has no title."))
        if not applicant:
            return Doubt("applicant", "", Saying("The row has no applicant."))
        if extra := [text for text in texts[self.width :] if text]:
            return Doubt("", extra[0], Saying("The row has more cells than there are headings."))
        return None

    def _ref(self, draft: _Draft) -> str:
        index = self.at.get("ref", -1)
        if index < 0:
            return ""
        text = draft.texts[index]
        if read_as.is_day(draft.values[index]):
            reason = saying("The number was turned into the date {text} by the spreadsheet.", text=text)
            draft.doubts.append(Doubt("ref", text, reason))
        return text

    def _fields(self, draft: _Draft) -> dict[str, Any]:
        values, texts = draft.values, draft.texts
        fields: dict[str, Any] = {name: texts[i] for name, i in self.plain}
        for name, i in self.long:
            fields[name] = clean_long(as_text(values[i]))
        for name, i in self.lists:
            fields[name] = read_as.parts(as_text(values[i]).strip())
        if text := self._text(texts, "target_groups"):
            fields["target_text"], fields["target_groups"] = text, read_as.target_groups(text)
        if text := self._text(texts, "measure_kinds"):
            fields["measure_text"], fields["measure_kinds"] = text, read_as.measure_kinds(text)
        for name, i in self.certain:
            if texts[i]:
                fields[name] = self._certain(name, values[i], texts[i], draft)
        return fields

    def _certain(self, name: str, value: Value, text: str, draft: _Draft) -> object:
        """Read a count, a date or a yes; where that can't be done, keep the text beside and say so."""
        result = READERS[name](value, text)
        if result is None:
            reason = Saying(NOT_READ[name], {"text": text})
            draft.doubts.append(Doubt(name, text, reason))
            draft.kept.append((self.columns[self.at[name]].heading, text))
        return result

    def _others(self, draft: _Draft) -> list[tuple[str, str]]:
        return [(heading, clean_long(as_text(draft.values[i]))) for i, heading in self.other if draft.texts[i]]

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
            value = draft.values[index]
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
