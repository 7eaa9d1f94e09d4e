"""Draws a story on A4 pages, with what stands at the foot of every page and at the top."""

from __future__ import annotations

import io
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from kompetanse_desktop.documents import fonts, style
from kompetanse_desktop.documents.pace import Pace
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.tagged.canvas import TaggedCanvas
from kompetanse_desktop.documents.tagged.structure import Bookmark
from kompetanse_desktop.documents.usertext import Run


def draw(story: Story, head: RunningHead, pace: Pace | None = None) -> tuple[bytes, list[Bookmark]]:
    """Draw all of a story; give the pages, which are not finished yet, and the bookmarks in them.

    Raises Cancelled as ``pace`` does.
    """
    written = io.BytesIO()
    canvases: list[TaggedCanvas] = []

    def make_canvas(*args: Any, **options: Any) -> TaggedCanvas:
        canvases.append(TaggedCanvas(*args, running_head=head.draw, **options))
        return canvases[-1]

    template = BaseDocTemplate(
        written,
        pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        pageTemplates=[PageTemplate(frames=[_frame()])],
        invariant=1,
        pageCompression=0,  # the file is written anew, compressed, when it is finished
        initialFontName=fonts.REGULAR.main,
    )
    if pace is not None:
        parts = len(story.flowables)
        template.setProgressCallBack(lambda what, done: pace.at(done, parts) if what == "PROGRESS" else None)
    template.build(story.flowables, canvasmaker=make_canvas)
    return written.getvalue(), canvases[-1].bookmarks


def _frame() -> Frame:
    return Frame(
        style.MARGIN_X,
        style.MARGIN_BOTTOM,
        style.WIDTH,
        style.HEIGHT,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


class RunningHead:
    """What stands at the foot of every page, and at the top of all but the first."""

    def __init__(self, story: Story, foot: str, top: str = "") -> None:
        self._words, self._text = story.words, story.text
        self._foot, self._top = foot, top

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw it; page counts from 1."""
        left, right = style.MARGIN_X, style.PAGE_WIDTH - style.MARGIN_X
        canvas.setStrokeColor(style.LINE)
        canvas.setLineWidth(0.5)
        canvas.line(left, 46, right, 46)
        canvas.setFillColor(style.MUTED)
        counted = self._text.runs(self._words.say("Page {page} of {pages}", page=page, pages=pages))
        counted_width = _width(counted)
        self._line(canvas, _shortened(self._text.runs(self._foot), right - left - counted_width - 20), left, 34)
        self._line(canvas, counted, right - counted_width, 34)
        if self._top and page > 1:
            top = self._text.runs(self._top, fonts.BOLD)
            self._line(canvas, top, right - _width(top), style.PAGE_HEIGHT - 42)

    @staticmethod
    def _line(canvas: TaggedCanvas, runs: tuple[Run, ...], x: float, y: float) -> None:
        for run in runs:
            canvas.setFont(run.font, style.SMALL.size)
            canvas.drawString(x, y, run.text)
            x += fonts.width(run.font, run.text, style.SMALL.size)


def _width(runs: tuple[Run, ...]) -> float:
    return sum(fonts.width(run.font, run.text, style.SMALL.size) for run in runs)


def _shortened(runs: tuple[Run, ...], room: float) -> tuple[Run, ...]:
    """Cut a line that is too long for its place, with an ellipsis."""
    if _width(runs) <= room:
        return runs
    kept = list(runs)
    while kept and _width((*kept, Run(fonts.REGULAR.main, "…"))) > room:
        last = kept.pop()
        if len(last.text) > 1:
            kept.append(Run(last.font, last.text[:-1]))
    return (*kept, Run(fonts.REGULAR.main, "…"))
