"""Text and headings that know their tag. They draw plain text: there is no markup in them to abuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from kompetanse_desktop.documents import fonts
from kompetanse_desktop.documents.tagged.canvas import TaggedCanvas
from kompetanse_desktop.documents.tagged.structure import Bookmark, Node, Role
from kompetanse_desktop.documents.usertext import Run

_BREAK_AFTER = re.compile(r"(?<=[-–—/])(?=\w)")
_FUZZ = 1e-6


@dataclass(frozen=True)
class TextStyle:
    """How a text looks; sizes in points. ``face`` is the one its maker gave the runs."""

    face: fonts.Face
    size: float
    leading: float
    color: Color
    space_before: float = 0
    space_after: float = 0
    align_right: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """What is never broken but for want of room. ``spaced``: a space stands before it."""

    runs: tuple[Run, ...]
    width: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A set line and its width without the space at its end."""

    runs: tuple[Run, ...]
    width: float


class Text(Flowable):  # type: ignore[misc]
    """A paragraph. ``node`` is its structure element, or that of the cell it is alone in."""

    def __init__(self, runs: Sequence[Run], style: TextStyle, node: Node | None = None) -> None:
        super().__init__()
        self.runs = tuple(runs)
        self.style = style
        self.node = node
        self._lines: tuple[Line, ...] = ()
        self._set_for: float | None = None

    def getSpaceBefore(self) -> float:
        return self.style.space_before

    def getSpaceAfter(self) -> float:
        return self.style.space_after

    @property
    def plain(self) -> str:
        """The text without its fonts."""
        return "".join(run.text for run in self.runs).replace(chr(fonts.NBSP_CODE), "\u00a0")

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        """Set the text to a width in points; give width and height."""
        if self._set_for is None or (self.runs and abs(self._set_for - width) > _FUZZ):
            self._lines = tuple(set_lines(self.runs, self.style, width))
            self._set_for = width
        self.width, self.height = width, len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Divide between lines; never a single line of a longer text alone at the foot of a page."""
        self.wrap(width)
        count = int((height + _FUZZ) // self.style.leading)
        if count >= len(self._lines):
            return [self]
        if count < 2:
            return []
        return [self._part(self._lines[:count]), self._part(self._lines[count:])]

    def split_at(self, height: float) -> tuple[Text, Text]:
        """Divide a text that is already set: what fits in this height, and the rest; either may be empty."""
        count = max(0, int((height + _FUZZ) // self.style.leading))
        return self._part(self._lines[:count]), self._part(self._lines[count:])

    def _part(self, lines: tuple[Line, ...]) -> Text:
        part = type(self)((), self.style, self.node)
        part._lines, part._set_for, part.width = lines, self._set_for, self.width
        part.height = len(lines) * self.style.leading
        return part

    def draw(self) -> None:
        if not self._lines:
            return
        canvas: TaggedCanvas = self.canv
        style = self.style
        with canvas.marked(self.node):
            text = canvas.beginText()
            text.setFillColor(style.color)
            # The middle of the letters' own height is set at the middle of the line.
            baseline = self.height - (style.leading + 0.72 * style.size) / 2
            for line in self._lines:
                text.setTextOrigin(self.width - line.width if style.align_right else 0, baseline)
                for run in line.runs:
                    text.setFont(run.font, style.size, style.leading)
                    text.textOut(run.text)
                baseline -= style.leading
            canvas.drawText(text)


class Heading(Text):
    """A heading, kept in the outline under its level (1–3)."""

    def __init__(self, runs: Sequence[Run], style: TextStyle, node: Node | None = None) -> None:
        super().__init__(runs, style, node)
        self.title = self.plain

    def split(self, width: float, height: float) -> list[Flowable]:
        parts = super().split(width, height)
        if len(parts) == 2:
            parts[0].title = self.title
        return parts

    def draw(self) -> None:
        if self.title and self.node is not None:
            level = (Role.H1, Role.H2, Role.H3).index(self.node.role) + 1
            _, top = self.canv.absolutePosition(0, self.height)
            self.canv.bookmarks.append(Bookmark(level, self.title, self.canv.page_index, top))
        super().draw()


class Notice(Text):
    """A text on a ground of its own, the whole width."""

    PAD_X, PAD_Y = 8.0, 5.0

    def __init__(
        self, runs: Sequence[Run], style: TextStyle, node: Node | None = None, ground: Color | None = None
    ) -> None:
        super().__init__(runs, style, node)
        self.ground = ground

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        super().wrap(width - 2 * self.PAD_X)
        self._text_size = self.width, self.height
        self.width, self.height = width, self.height + 2 * self.PAD_Y
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        if self.ground is not None:
            with canvas.artifact():
                canvas.setFillColor(self.ground)
                canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        canvas.translate(self.PAD_X, self.PAD_Y)
        self.width, self.height = self._text_size
        super().draw()


class FillIn(Text):
    """A label, and lines to write on after it and under it."""

    def __init__(self, runs: Sequence[Run], style: TextStyle, node: Node | None = None, *, lines: int = 1) -> None:
        super().__init__(runs, style, node)
        self.lines = lines

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        super().wrap(width)
        self._text_height = self.height
        self.height += (self.lines - 1) * 2 * self.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(self.style.color)
            canvas.setLineWidth(0.5)
            y = self.height - self._text_height
            start = self._lines[-1].width + 8 if self._lines else 0
            for _ in range(self.lines):
                canvas.line(min(start, self.width), y, self.width, y)
                start = 0
                y -= 2 * self.style.leading
        canvas.translate(0, self.height - self._text_height)
        self.height = self._text_height
        super().draw()


def set_lines(runs: Iterable[Run], style: TextStyle, width: float) -> Iterator[Line]:
    """Break a text into lines no wider than ``width`` points.

    A line that goes on keeps its space at the end, so that a reader of the file does not join words.
    """
    space = Run(style.face.main, " ")
    for paragraph in _paragraphs(runs):
        line: list[Run] = []
        used = 0.0
        for word in _words(paragraph, style.size, width):
            # A space is drawn in the font before it (see _joined), which may be wider than the main one's.
            gap = fonts.width(line[-1].font, " ", style.size) if word.spaced and line else 0
            if line and used + gap + word.width > width + _FUZZ:
                yield Line(_joined([*line, space] if word.spaced else line), used)
                line, used, gap = [], 0.0, 0
            if gap:
                line.append(space)
            line.extend(word.runs)
            used += gap + word.width
        yield Line(_joined(line), used)


def _paragraphs(runs: Iterable[Run]) -> list[list[Run]]:
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        for number, piece in enumerate(run.text.split("\n")):
            if number:
                paragraphs.append([])
            paragraphs[-1].append(Run(run.font, piece))
    return paragraphs


def _words(runs: Iterable[Run], size: float, limit: float) -> Iterator[Word]:
    gathered: list[Run] = []
    spaced = False
    for run in runs:
        for number, chunk in enumerate(run.text.split(" ")):
            if number:
                if gathered:
                    yield from _fitted(gathered, size, limit, spaced)
                gathered, spaced = [], True
            for part_number, part in enumerate(_BREAK_AFTER.split(chunk)):
                if part_number and gathered:
                    yield from _fitted(gathered, size, limit, spaced)
                    gathered, spaced = [], False
                if part:
                    gathered.append(Run(run.font, part))
    if gathered:
        yield from _fitted(gathered, size, limit, spaced)


def _fitted(runs: list[Run], size: float, limit: float, spaced: bool) -> Iterator[Word]:
    """Give a word, in pieces where it is wider than a whole line."""
    width = sum(fonts.width(run.font, run.text, size) for run in runs)
    if width <= limit + _FUZZ:
        yield Word(tuple(runs), width, spaced)
        return
    piece: list[Run] = []
    used = 0.0
    for run in runs:
        for character in run.text:
            wide = fonts.width(run.font, character, size)
            if piece and used + wide > limit:
                yield Word(_joined(piece), used, spaced)
                piece, used, spaced = [], 0.0, False
            piece.append(Run(run.font, character))
            used += wide
    if piece:
        yield Word(_joined(piece), used, spaced)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Put neighbours of one font together; a space takes the font before it."""
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].font == run.font or run.text == " "):
            joined[-1] = Run(joined[-1].font, joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
