"""A table that knows its tags: heads repeat on the next page, rows taller than a page go on over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from kompetanse_desktop.documents.tagged.canvas import TaggedCanvas
from kompetanse_desktop.documents.tagged.flowables import Text
from kompetanse_desktop.documents.tagged.structure import Node, Role

_FUZZ = 1e-6
_LEAST_PART = 60.0
"""Points below which a tall row is not begun at the foot of a page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One or more paragraphs. ``scope``: Row or Column for a header cell, None for a value."""

    texts: tuple[Text, ...] = ()
    scope: str | None = None


@dataclass(frozen=True)
class Rule:
    """A line across the table or around it: width in points, colour."""

    width: float
    color: Color


@dataclass(frozen=True)
class TableStyle:
    """Room in cells and lines, in points. ``frame`` draws boxes; ``ground`` lies under the whole table."""

    pad_x: float = 3
    pad_y: float = 3.5
    outer_pad: bool = False
    head_rule: Rule | None = None
    row_rule: Rule | None = None
    sum_rule: Rule | None = None
    frame: Rule | None = None
    ground: Color | None = None


@dataclass(slots=True)
class Row:
    """A row of cells; ``total`` is a sum row. ``height`` is known once it is set."""

    cells: tuple[Cell, ...]
    total: bool = False
    height: float = field(default=0, compare=False)


class Table(Flowable):  # type: ignore[misc]
    """Rows in columns of fixed width (points). ``page_height``: how much a whole page holds."""

    def __init__(
        self,
        widths: Sequence[float],
        head: Sequence[Row],
        rows: Sequence[Row],
        style: TableStyle,
        page_height: float,
        *,
        tagged: bool = True,
    ) -> None:
        super().__init__()
        self.widths = tuple(widths)
        self.head = list(head)
        self.rows = list(rows)
        self.style = style
        self.page_height = page_height
        self.continued = False
        self.node = _tag(self.head, self.rows) if tagged else None
        self._is_set = False

    def _set(self) -> None:
        if self._is_set:
            return
        for row in (*self.head, *self.rows):
            if not row.height:
                row.height = self._row_height(row)
        self._is_set = True

    def _row_height(self, row: Row) -> float:
        tallest = 0.0
        for column, cell in enumerate(row.cells):
            left, right = self._pads(column)
            inner = self.widths[column] - left - right
            tallest = max(tallest, sum(text.wrap(inner)[1] for text in cell.texts))
        return tallest + 2 * self.style.pad_y

    def _pads(self, column: int) -> tuple[float, float]:
        """Room left and right in a cell: none at the table's own edges, so that it lines up with the text."""
        pad, outer = self.style.pad_x, self.style.outer_pad
        left = pad if outer or column else 0.0
        right = pad if outer or column < len(self.widths) - 1 else 0.0
        return left, right

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._set()
        self.width = sum(self.widths)
        self.height = self._head_height() + sum(row.height for row in self.rows)
        return self.width, self.height

    def _head_height(self) -> float:
        return sum(row.height for row in self.head)

    def start_height(self) -> float:
        """Points its beginning needs: the head, and as much of the first rows as must not be parted from it."""
        self._set()
        first = sum(row.height for row in self.rows[: 2 if len(self.rows) < 4 else 1])
        return self._head_height() + min(first, _LEAST_PART if self._too_tall(self.rows[0]) else first)

    def _too_tall(self, row: Row) -> bool:
        return self._head_height() + row.height > self.page_height + _FUZZ

    def split(self, width: float, height: float) -> list[Flowable]:
        """Divide between rows, and within a row only where it is taller than a page."""
        self._set()
        room = height - self._head_height()
        count = 0
        for row in self.rows:
            if row.height > room + _FUZZ:
                break
            room -= row.height
            count += 1
        rest = self.rows[count:]
        # A sum row is not left alone on the next page.
        if count > 1 and len(rest) == 1 and rest[0].total:
            count -= 1
        elif rest and room >= _LEAST_PART and self._too_tall(rest[0]):
            upper, lower = self._cut(rest[0], room)
            return [self._part([*self.rows[:count], upper], False), self._part([lower, *rest[1:]], True)]
        if count == 0:
            return []
        return [self._part(self.rows[:count], False), self._part(self.rows[count:], True)]

    def _cut(self, row: Row, room: float) -> tuple[Row, Row]:
        """Divide a row at a height; each cell's texts go on where they were cut."""
        inner = room - 2 * self.style.pad_y
        upper, lower = [], []
        for cell in row.cells:
            left = inner
            above: list[Text] = []
            below: list[Text] = []
            for text in cell.texts:
                if not below and text.height <= left + _FUZZ:
                    above.append(text)
                    left -= text.height
                    continue
                first, second = text.split_at(left if not below else 0)
                above.append(first)
                below.append(second)
            upper.append(Cell(tuple(above), cell.scope))
            lower.append(Cell(tuple(below), cell.scope))
        parts = Row(tuple(upper), row.total), Row(tuple(lower), row.total)
        for part in parts:
            part.height = max(sum(t.height for t in cell.texts) for cell in part.cells) + 2 * self.style.pad_y
        return parts

    def _part(self, rows: list[Row], continued: bool) -> Table:
        part = Table(self.widths, self.head, rows, self.style, self.page_height, tagged=False)
        part.continued = continued or self.continued
        part.node = self.node
        part.spaceBefore, part.spaceAfter = self.getSpaceBefore(), self.getSpaceAfter()
        return part

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        self._draw_rules(canvas)
        y = self.height
        for row in self.head:
            y -= row.height
            if self.continued:
                with canvas.artifact():
                    self._draw_row(row, y)
            else:
                self._draw_row(row, y)
        for row in self.rows:
            y -= row.height
            self._draw_row(row, y)

    def _draw_row(self, row: Row, bottom: float) -> None:
        x = 0.0
        for column, cell in enumerate(row.cells):
            y = bottom + row.height - self.style.pad_y
            for text in cell.texts:
                y -= text.height
                text.drawOn(self.canv, x + self._pads(column)[0], y)
            x += self.widths[column]

    def _draw_rules(self, canvas: TaggedCanvas) -> None:
        style = self.style
        with canvas.artifact():
            y = self.height
            if style.ground:
                canvas.setFillColor(style.ground)
                canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            for number, row in enumerate(self.head):
                y -= row.height
                if style.head_rule and number == len(self.head) - 1:
                    self._line(canvas, style.head_rule, y)
            for row in self.rows:
                if row.total and style.sum_rule:
                    self._line(canvas, style.sum_rule, y)
                y -= row.height
                if style.row_rule and not row.total:
                    self._line(canvas, style.row_rule, y)
            if style.frame:
                canvas.setStrokeColor(style.frame.color)
                canvas.setLineWidth(style.frame.width)
                canvas.rect(0, 0, self.width, self.height)
                x = 0.0
                for width in self.widths[:-1]:
                    x += width
                    canvas.line(x, 0, x, self.height)

    def _line(self, canvas: TaggedCanvas, rule: Rule, y: float) -> None:
        canvas.setStrokeColor(rule.color)
        canvas.setLineWidth(rule.width)
        canvas.line(0, y, self.width, y)


def _tag(head: Sequence[Row], rows: Sequence[Row]) -> Node:
    """Make the table's structure elements and hand each text its own."""
    table = Node(Role.TABLE)
    for role, part in ((Role.TABLE_HEAD, head), (Role.TABLE_BODY, rows)):
        if not part:
            continue
        group = table.add(Node(role))
        for row in part:
            row_node = group.add(Node(Role.ROW))
            for cell in row.cells:
                cell_node = row_node.add(Node(Role.HEADER_CELL if cell.scope else Role.CELL, scope=cell.scope))
                for text in cell.texts:
                    # A lone text is the cell's own content; several are paragraphs in it.
                    text.node = cell_node if len(cell.texts) == 1 else cell_node.add(Node(Role.PARAGRAPH))
    return table
