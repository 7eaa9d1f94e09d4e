"""What a list was understood to say: which rows are proposals, what they add up to, and what there is to tell of it."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.exchange.columns import Column
from kompetanse_desktop.exchange.finding import TableFound
from kompetanse_desktop.exchange.lazy import Lazy
from kompetanse_desktop.exchange.rows import Edits, Row, RowReader
from kompetanse_desktop.exchange.sums import SumRows, Sums
from kompetanse_desktop.exchange.survey import Survey, survey

NO_EDITS: Mapping[int, Edits] = {}


@dataclass(frozen=True)
class Reading:
    """What a file was understood to say. ``sheet`` is empty for a text file.

    ``sum_requested`` is kroner of the round's year over the accepted rows; ``file_sum`` the list's own
    sum of the same, where it has one that has been calculated. ``tables`` are all that could be read
    and ``table`` the one that was. ``heading_key`` is the same for lists with the same headings.
    ``left_out`` are the numbers of rows that somebody doesn't want taken in. ``is_list`` is False for
    forms and what was pasted: those say nothing of proposals they don't mention. ``rows`` makes each row
    when it is asked for.
    """

    file: str
    sha256: str
    year: int
    sheet: str
    sheets: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    file_notes: tuple[Saying, ...]
    sum_requested: int
    file_sum: int | None
    tables: tuple[TableFound, ...] = ()
    table: int = 0
    heading_key: str = ""
    hidden_rows: int = 0
    hidden_columns: int = 0
    left_out: frozenset[int] = frozenset()
    is_list: bool = True
    body: Body = field(kw_only=True, compare=False, repr=False)
    """What the reading was made from, for whoever changes it."""

    @cached_property
    def accepted(self) -> Sequence[Row]:
        """The rows that a proposal was made of, but for those left out."""
        places = self.body.accepted
        return Lazy(len(places), lambda at: self.rows[places[at]])

    @cached_property
    def rejected(self) -> tuple[Row, ...]:
        """The rows that no proposal could be made of, but for those left out."""
        left_out = self.left_out
        return tuple(row for at in self.body.rejected if (row := self.rows[at]).number not in left_out)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """The proposals of the accepted rows, in the order of the file."""
        with without_collecting():
            return tuple(row.proposal for row in self.accepted if row.proposal is not None)

    @cached_property
    def doubtful(self) -> frozenset[int]:
        """The numbers of the rows that somebody should look at: in doubt or rejected, and not left out."""
        return frozenset(self.rows[at].number for at in self.body.doubtful) - self.left_out

    @property
    def edits(self) -> Mapping[int, Edits]:
        """What was written in place of cells of the file, by row number and field."""
        return {index + 1: edits for index, edits in self.body.edits.items()}

    def changed(self, edits: Mapping[int, Edits], left_out: Iterable[int]) -> Reading:
        """Give the reading of the same file with these rows (by number) written over and these left out."""
        body = Body(
            self.body.reader,
            self.body.survey,
            self.body.notes,
            {number - 1: given for number, given in edits.items() if given},
            frozenset(left_out),
        )
        return filled(self, body)


def filled(frame: Reading, body: Body) -> Reading:
    """Give a reading with all that follows from its rows put in."""
    theirs, sum_notes = body.sums.own_sum(body.sum_requested)
    return replace(
        frame,
        rows=body.rows,
        file_notes=(*body.notes, *sum_notes),
        sum_requested=body.sum_requested,
        file_sum=theirs,
        left_out=body.left_out,
        body=body,
    )


class Body:
    """The rows of one table, some of them perhaps written over (``edits``, by index) or left out (by number)."""

    def __init__(
        self,
        reader: RowReader,
        surveyed: Survey,
        notes: Sequence[Saying],
        edits: Mapping[int, Edits] = NO_EDITS,
        left_out: frozenset[int] = frozenset(),
    ) -> None:
        self.reader = reader
        self.survey = surveyed
        self.notes = tuple(notes)
        self.edits = edits
        self.first = reader.table.first
        self._built: dict[int, Row] = {}
        with without_collecting():
            self.sums, self._indexes = self._look()
            self.left_out = frozenset(number for number in left_out if self.has(number))
            self._first_of = self._repetitions()
        self.rows: Sequence[Row] = Lazy(len(self._indexes), self._row)

    @classmethod
    def read(cls, reader: RowReader, notes: Sequence[Saying], hidden: frozenset[int], *, closely: bool = False) -> Body:
        """Read a table. ``hidden`` are indexes of rows that don't count."""
        reader.table.again |= hidden
        with without_collecting():
            return cls(reader, survey(reader, closely=closely), notes)

    def _look(self) -> tuple[Sums, Sequence[int]]:
        """Look closely at the odd rows; give the sums and the indexes of the rows that are more than that."""
        table, first = self.reader.table, self.first
        odd = [first + at for at in _ones(self.survey.odd)]
        blank, again, edits = table.grid.blank, table.again, self.edits
        candidates = [index for index in odd if not blank[index] and index not in again and index not in edits]
        proposals = [index for index in candidates if not self._repeats_headings(index)]
        sums = SumRows(self.reader).look(proposals)
        looked_at = [index for index in proposals if index not in sums.rows]
        for index in looked_at:
            self._built[index] = self.reader.row(index)
        for index, given in edits.items():
            self._built[index] = self.reader.row(index, given)
        if len(odd) == len(looked_at):
            return sums, range(first, first + len(self.survey.odd))
        skipped = set(odd) - self._built.keys()
        return sums, [index for index in range(first, first + len(self.survey.odd)) if index not in skipped]

    def _repeats_headings(self, index: int) -> bool:
        """Tell a row of headings repeated for printing."""
        at, headings, own = self.reader.at, self.reader.table.headings, self.reader.own(index)
        for name in ("title", "applicant"):
            place = at.get(name, len(headings))
            if place >= min(len(headings), len(own)) or not headings[place]:
                return False
            value = own[place]
            if not isinstance(value, str) or value.strip().casefold() != headings[place].casefold():
                return False
        return True

    def has(self, number: int) -> bool:
        """Tell whether there is a row of this number."""
        index = number - 1
        if not self.first <= index < self.first + len(self.survey.odd):
            return False
        return index in self._built or not self.survey.odd[index - self.first]

    @cached_property
    def _is_plain(self) -> bool:
        """Tell whether each row below the headings is a plain one, and none was passed over."""
        return not self._built and isinstance(self._indexes, range)

    # --- what is known of rows without making them

    @cached_property
    def refs(self) -> Sequence[str]:
        """The numbers of all rows, by their place."""
        plain, built, first = self.survey.refs, self._built, self.first
        if self._is_plain:
            return plain
        return [built[index].ref if index in built else plain[index - first] for index in self._indexes]

    @cached_property
    def made(self) -> Collection[int]:
        """The places of the rows that the list gave no number."""
        if "ref" not in self.reader.at:
            return range(len(self._indexes))
        without = {index for index, row in self._built.items() if row.made_ref}
        return {place for place, index in enumerate(self._indexes) if index in without} if without else set()

    @cached_property
    def given_refs(self) -> set[str]:
        """All numbers that the list itself gives, those of rows that aren't taken in too."""
        made = self.made
        return {ref for place, ref in enumerate(self.refs) if place not in made} if made else set(self.refs)

    def number(self, place: int) -> int:
        """Give the row's number in the file."""
        return self._indexes[place] + 1

    def names(self, place: int) -> tuple[str, str]:
        """Give title and applicant."""
        index = self._indexes[place]
        built = self._built.get(index)
        if built is not None and built.proposal is not None:
            return built.proposal.title, built.proposal.applicant
        return self.reader.text(index, "title"), self.reader.text(index, "applicant")

    def texts(self, name: str) -> Sequence[str]:
        """Give the text of one field of all rows, as it stands in the list or was written over it."""
        at = self.reader.at.get(name)
        if at is None or at >= self.reader.width:
            return [""] * len(self._indexes)
        column = self.reader.table.grid.columns[self.reader.table.left + at]
        if self._is_plain:
            return column[self.first : self.first + len(self._indexes)]  # type: ignore[return-value]
        texts = []
        for index in self._indexes:
            built = self._built.get(index)
            if built is None:
                texts.append(column[index])
            else:
                texts.append("" if built.proposal is None else getattr(built.proposal, name))
        return texts  # type: ignore[return-value]

    def _repetitions(self) -> dict[int, int]:
        """Give the rows whose number has come before, by index, with the number of the row that has it."""
        refs = self.refs
        if len(set(refs)) == len(refs):
            return {}
        seen: dict[str, int] = {}
        repeated: dict[int, int] = {}
        for index, ref in zip(self._indexes, refs, strict=True):
            if index + 1 not in self.left_out and seen.setdefault(ref, index + 1) != index + 1:
                repeated[index] = seen[ref]
        return repeated

    @cached_property
    def accepted(self) -> Sequence[int]:
        """The places of the rows that become proposals."""
        if self._is_plain and not self._first_of and not self.left_out:
            return range(len(self._indexes))
        return [place for place, index in enumerate(self._indexes) if self._is_accepted(index)]

    def _is_accepted(self, index: int) -> bool:
        if index in self._first_of or index + 1 in self.left_out:
            return False
        built = self._built.get(index)
        return built is None or built.proposal is not None

    @cached_property
    def rejected(self) -> list[int]:
        """The places of the rows that no proposal could be made of."""
        wrong = {index for index, row in self._built.items() if row.proposal is None} | self._first_of.keys()
        return [place for place, index in enumerate(self._indexes) if index in wrong] if wrong else []

    @cached_property
    def doubtful(self) -> Sequence[int]:
        """The places of the rows in doubt or rejected."""
        if "ref" not in self.reader.at:
            return range(len(self._indexes))
        doubts = {index for index, row in self._built.items() if row.doubts or row.proposal is None}
        doubts |= self._first_of.keys()
        return [place for place, index in enumerate(self._indexes) if index in doubts] if doubts else []

    @cached_property
    def sum_requested(self) -> int:
        """Kroner of the round's year that the accepted rows ask for."""
        totals, first, year = self.survey.totals, self.first, self.reader.year
        uncounted = {first + at for at in _ones(self.survey.odd)} | self._built.keys() | self._first_of.keys()
        uncounted |= {number - 1 for number in self.left_out}
        asked = sum(totals) - sum(totals[index - first] for index in uncounted)
        for index, row in self._built.items():
            if self._is_accepted(index) and row.proposal is not None and row.proposal.requested is not None:
                asked += row.proposal.requested.total(year)
        return asked

    def _row(self, place: int) -> Row:
        index = self._indexes[place]
        row = self._built.get(index) or self.reader.row(index)
        first = self._first_of.get(index)
        return row if first is None else row.repeated(first)


def _ones(flags: bytearray) -> Iterator[int]:
    at = flags.find(1)
    while at >= 0:
        yield at
        at = flags.find(1, at + 1)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let the garbage collector rest while many small values are made that all stay: it takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
