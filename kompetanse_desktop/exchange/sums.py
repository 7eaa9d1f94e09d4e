"""Tell the rows of sums of a list from its proposals, by what they are called or by what they add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.exchange.rows import RowReader, given_amounts
from kompetanse_desktop.exchange.values import Value, as_text, clean

SUM = re.compile(
    r"^(?:sum|totalsum|totalt?|total sum|sum total|sum totalt|i alt|til saman|til sammen|samla sum|samlet sum"
    r"|grand total|total amount|sum i alt|totalt i alt|alt i alt)"
    r"(?: (?:søkt|søknadssum|søknadsbeløp|beløp|requested|alle|all))*(?: 20\d\d)?(?: kr\.?| nok)?[\s:.]*$"
)
PART_SUM = re.compile(r"^(?:sum|delsum|subtotal|sub-total|totalt?|i alt|til saman|til sammen)\b")
SUM_WORD = re.compile(r"\b(?:del|total)?sum\b|\btotalt?\b|\bi alt\b|\btil sam+[ae]n\b|\bsubtotal\b|\bΣ|^∑|^=$")


@dataclass
class Sums:
    """The rows of sums of a list: ``of_all`` and ``of_parts`` are kroner of the round's year, 0 where not calculated.

    ``rows`` are the indexes of all of them; ``inferred`` those without a name, by the number of their row.
    """

    rows: set[int] = field(default_factory=set)
    of_all: list[int] = field(default_factory=list)
    of_parts: list[int] = field(default_factory=list)
    inferred: list[int] = field(default_factory=list)

    def own_sum(self, ours: int) -> tuple[int | None, list[Saying]]:
        """Give the list's own sum, None where it has none, and what there is to say of it beside ours."""
        notes = [
            saying("Row {row} is the sum of the rows above it, so it isn't a proposal.", row=row)
            for row in self.inferred
        ]
        given = [nok for nok in self.of_all if nok]
        if ours and (ours in (*given, *self.of_parts) or ours in (sum(given), sum(self.of_parts))):
            return ours, notes
        if given:
            theirs = max(given)
            differs = saying(
                "The list's own sum is {theirs_nok}, but the rows that were taken in add up to {ours_nok}.",
                theirs_nok=theirs,
                ours_nok=ours,
            )
            return theirs, [*notes, differs]
        if self.of_all:
            never = saying("The list's own sum has not been calculated. Ours is {ours_nok}.", ours_nok=ours)
            return None, [*notes, never]
        return None, notes


class SumRows:
    """Finds the rows of sums among those that may be."""

    def __init__(self, reader: RowReader) -> None:
        self.reader = reader
        self.found = Sums()

    def look(self, indexes: Iterable[int]) -> Sums:
        """Look at these rows, in their order, and give the sums among them."""
        unnamed = []
        for index in indexes:
            label = self._label(index)
            if label is None:
                continue
            if SUM.match(label):
                self._add(index, self.found.of_all)
            elif PART_SUM.match(label) and (
                index in self.reader.marks or any(given_amounts(self.reader, self.reader.own(index)))
            ):
                self._add(index, self.found.of_parts)
            else:
                unnamed.append(index)
        if unnamed:
            self._by_what_they_add_up_to(unnamed)
        return self.found

    def _add(self, index: int, to: list[int]) -> None:
        self.found.rows.add(index)
        to.append(self._of_the_year(self.reader.own(index)))

    def _label(self, index: int) -> str | None:
        """Give what a row that may be a sum is called; None for one that has names as a proposal has."""
        own = self.reader.own(index)
        named = [text for name in ("title", "applicant", "ref") if (text := self._text(own, name))]
        if len(named) == 1:
            return named[0].casefold()
        if named:
            sums = [text.casefold() for text in named if SUM.match(text.casefold())]
            both = self._text(own, "title") and self._text(own, "applicant")
            return sums[0] if sums and not both else None
        words = (text for value in own if (text := clean(as_text(value))) and text[0].isalpha())
        return next(words, "").casefold()

    def _text(self, own: Sequence[Value], name: str) -> str:
        at = self.reader.at.get(name, len(own))
        return clean(as_text(own[at])) if at < len(own) else ""

    def _of_the_year(self, own: Sequence[Value]) -> int:
        parts = total = 0
        for (_, payee, year), nok in zip(self.reader.amounts, given_amounts(self.reader, own), strict=True):
            if year == self.reader.year:
                if payee is Payee.UNDIVIDED:
                    total = nok
                else:
                    parts += nok
        return total or parts

    # --- sums without a name

    def _by_what_they_add_up_to(self, indexes: Sequence[int]) -> None:
        """Find rows without names whose amounts are the sums of those above, as numbers or as we understand them."""
        suspects = {index: own for index in indexes if any(self._given(own := self.reader.own(index)))}
        if not suspects:
            return
        table, width = self.reader.table, len(self.reader.amounts)
        since, whole = [_Running(width), _Running(width)], [_Running(width), _Running(width)]
        for index in range(table.first, max(suspects) + 1):
            if index in table.again or table.grid.blank[index]:
                continue
            if index in self.found.rows:
                since = [_Running(width), _Running(width)]
                continue
            own = self.reader.own(index)
            read, numbers = self._given(own), self._numbers(own)
            if (
                index in suspects
                and self._may_be_sum(own)
                and any(running.equals(read) for running in (*since, *whole))
            ):
                self.found.rows.add(index)
                self.found.inferred.append(index + 1)
                is_all = any(running.equals(read) for running in whole)
                (self.found.of_all if is_all else self.found.of_parts).append(self._of_the_year(own))
                since = [_Running(width), _Running(width)]
                continue
            for running, given in ((since[0], read), (whole[0], read), (since[1], numbers), (whole[1], numbers)):
                running.add(given)

    def _may_be_sum(self, own: Sequence[Value]) -> bool:
        named = [text for name in ("title", "applicant", "ref") if (text := self._text(own, name))]
        return not named or (len(named) == 1 and bool(SUM_WORD.search(named[0].casefold())))

    def _given(self, own: Sequence[Value]) -> list[int]:
        return list(given_amounts(self.reader, own))

    def _numbers(self, own: Sequence[Value]) -> list[int]:
        cells = (own[at] if at < len(own) else None for at, *_ in self.reader.amounts)
        return [int(v) if type(v) in (int, float) and v == v and abs(v) < 1e15 else 0 for v in cells]  # type: ignore[arg-type]


class _Running:
    """Sums of columns of amounts so far."""

    def __init__(self, width: int) -> None:
        self.sums = [0] * width
        self.count = 0

    def add(self, given: Sequence[int]) -> None:
        self.sums = [so_far + nok for so_far, nok in zip(self.sums, given, strict=True)]
        self.count += any(given)

    def equals(self, given: Sequence[int]) -> bool:
        """Tell whether these are the sums, each column that is filled in, of more than nothing."""
        pairs = [(so_far, nok) for so_far, nok in zip(self.sums, given, strict=True) if nok]
        return self.count > 0 and bool(pairs) and all(so_far == nok for so_far, nok in pairs)
