"""Gathers a document's parts in reading order: what is drawn, and what each part is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from kompetanse_desktop.documents import fonts, style
from kompetanse_desktop.documents.tagged.flowables import FillIn, Heading, Notice, Text, TextStyle
from kompetanse_desktop.documents.tagged.signing_places import SigningPlace, SigningPlaces
from kompetanse_desktop.documents.tagged.structure import Node, Role, SignatureField
from kompetanse_desktop.documents.tagged.table import Cell, Row, Table, TableStyle
from kompetanse_desktop.documents.usertext import UserText
from kompetanse_desktop.text import Words

_HEADINGS = {1: (Role.H1, style.H1), 2: (Role.H2, style.H2), 3: (Role.H3, style.H3)}
_LEAST_AFTER_HEADING = 42.0


class Story:
    """The parts of a document. Every text in it has gone through ``UserText``."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.text = UserText()
        self.flowables: list[Flowable] = []
        self.root = Node(Role.DOCUMENT)
        self._parent = self.root

    @contextmanager
    def section(self) -> Iterator[None]:
        """Put what comes in a section of its own."""
        outer = self._parent
        self._parent = outer.add(Node(Role.SECTION))
        yield
        self._parent = outer

    def set_text(self, text: str, look: TextStyle = style.CELL) -> Text:
        """Make a text that some other part will hold."""
        return Text(self.text.runs(text, look.face), look)

    def paragraph(self, text: str, look: TextStyle = style.BODY) -> None:
        """Add a paragraph."""
        self._add(self.set_text(text, look))

    def mixed(self, pieces: Sequence[tuple[str, fonts.Face]], look: TextStyle = style.BODY) -> None:
        """Add a paragraph of pieces in different weights."""
        runs = [run for text, face in pieces for run in self.text.runs(text, face)]
        self._add(Text(runs, look))

    def notice(self, text: str) -> None:
        """Add a text that must not be overlooked."""
        look = style.NOTICE_TEXT
        self._add(Notice(self.text.runs(text, look.face), look, ground=style.NOTICE))

    def fill_in(self, label: str, lines: int = 1) -> None:
        """Add a label with lines to write on."""
        self._add(FillIn(self.text.runs(label), style.BODY, lines=lines))

    def signatures(self, *places: tuple[str, SignatureField | str | None]) -> None:
        """Add places to sign, beside each other: the label under each line, and the field or the text on it."""
        made = []
        for label, on_it in places:
            place = SigningPlace(self.set_text(label, style.SMALL))
            place.label.node = self._parent.add(Node(Role.PARAGRAPH))
            if isinstance(on_it, SignatureField):
                place.form = self._parent.add(Node(Role.FORM, field=on_it))
            elif on_it is not None:
                place.approved = self.set_text(on_it, style.CELL)
                place.approved.node = self._parent.add(Node(Role.PARAGRAPH))
            made.append(place)
        self.flowables.append(SigningPlaces(made))

    def heading(self, level: int, text: str, before: Table | None = None, least: float = _LEAST_AFTER_HEADING) -> None:
        """Add a heading that stays with what follows: the table's beginning, or ``least`` points."""
        role, look = _HEADINGS[level]
        heading = Heading(self.text.runs(text, look.face), look, self._parent.add(Node(role)))
        after = before.start_height() if before else least
        need = look.space_before + heading.wrap(style.WIDTH)[1] + look.space_after + after
        self.flowables += [CondPageBreak(min(need, style.HEIGHT)), heading]

    def table(
        self,
        widths: Sequence[float],
        head: Sequence[Row],
        rows: Sequence[Row],
        look: TableStyle = style.LIST,
    ) -> Table:
        """Make a table that fits the page; put it in with ``add_table``."""
        return Table(widths, head, rows, look, style.HEIGHT)

    def add_table(self, table: Table) -> None:
        """Add a table."""
        assert table.node is not None
        self._parent.add(table.node)
        self.flowables.append(table)

    def space(self, points: float) -> None:
        """Leave room."""
        self.flowables.append(Spacer(1, points))

    def keep_room(self, points: float) -> None:
        """Go to the next page where there is less room than this."""
        self.flowables.append(CondPageBreak(points))

    def cell(self, *texts: tuple[str, TextStyle], scope: str | None = None) -> Cell:
        """Make a table cell of texts; empty ones are left out."""
        return Cell(tuple(self.set_text(text, look) for text, look in texts if text), scope)

    def head(self, *cells: tuple[str, TextStyle]) -> Row:
        """Make a row of column heads."""
        return Row(tuple(self.cell(cell, scope="Column") for cell in cells))

    def _add(self, text: Text) -> None:
        text.node = self._parent.add(Node(Role.PARAGRAPH))
        self.flowables.append(text)


def widest(rows: Sequence[Row], column: int) -> float:
    """Measure the widest text of a column, unbroken, in points."""
    return max(
        (
            sum(fonts.width(run.font, run.text, text.style.size) for run in text.runs)
            for row in rows
            for text in row.cells[column].texts
        ),
        default=0,
    )
