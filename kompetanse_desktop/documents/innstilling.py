"""The innstilling as a PDF, from the secretary's hand to Statsforvaltaren."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from kompetanse_desktop import __version__, durable, labels
from kompetanse_desktop.documents import fonts, style
from kompetanse_desktop.documents.changes import write_changes
from kompetanse_desktop.documents.closing import write_closing
from kompetanse_desktop.documents.details import write_details
from kompetanse_desktop.documents.signatories import EITHER_WAY, Signing
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.summary import title, write_summary
from kompetanse_desktop.documents.tagged.canvas import TaggedCanvas
from kompetanse_desktop.documents.tagged.finish import About, finish
from kompetanse_desktop.documents.tagged.structure import Bookmark
from kompetanse_desktop.documents.usertext import Run, plain
from kompetanse_desktop.domain.recommendation import Recommendation
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words

_LANGUAGE_TAGS = {"nn": "nn-NO", "nb": "nb-NO", "en": "en-GB"}


def write(recommendation: Recommendation, path: Path, words: Words, signing: Signing = EITHER_WAY) -> list[str]:
    """Write the PDF durably, whole or not at all; give notes for the user (characters no font has).

    Raises Refusal while too much is recommended, for a name without .pdf at its end (it could be a list
    or the library, which must not be written over), and when the file can't be written.
    """
    if path.suffix.casefold() != ".pdf":
        raise Refusal("The name of the file must end in .pdf.")
    document, notes = compose(recommendation, words, signing)
    durable.write(document, path)
    return notes


def render(recommendation: Recommendation, words: Words, signing: Signing = EITHER_WAY) -> bytes:
    """Give the PDF. The same recommendation gives the same bytes. Raises Refusal while over the frame."""
    return compose(recommendation, words, signing)[0]


def compose(recommendation: Recommendation, words: Words, signing: Signing = EITHER_WAY) -> tuple[bytes, list[str]]:
    """Give the PDF, and notes for the user (see ``render`` and ``write``)."""
    # Also stopped where the value is made; a letter with too large sums must not come out by any way.
    if recommendation.budget.over:
        raise Refusal(
            "The recommendation can't be finished: {over_nok} too much is recommended.",
            over_nok=-recommendation.budget.remaining,
        )
    fonts.register()
    story = Story(words)
    write_summary(story, recommendation)
    write_details(story, recommendation)
    write_changes(story, recommendation)
    write_closing(story, recommendation, signing)
    head = _RunningHead(story, recommendation)
    drawn, bookmarks = _draw(story, head)
    about = About(
        title=plain(title(recommendation, words)),
        language=_LANGUAGE_TAGS[words.language],
        author=plain(words.say("Cooperation forum in {county}", county=recommendation.round.county)),
        program=f"kompetanse-desktop {__version__}",
        made_at=recommendation.made_at,
    )
    return finish(drawn, story.root, bookmarks, about), story.text.notes(words)


def _draw(story: Story, head: _RunningHead) -> tuple[bytes, list[Bookmark]]:
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


class _RunningHead:
    """What stands at the foot of every page, and at the top of an example."""

    def __init__(self, story: Story, recommendation: Recommendation) -> None:
        self._words, self._text = story.words, story.text
        round_ = recommendation.round
        self._foot = self._words.say(
            "{scheme} · {county} {year} · recommendation",
            scheme=self._words.say(labels.SCHEME[round_.scheme]),
            county=round_.county,
            year=str(round_.year),
        )
        marks = [self._words.say("DRAFT")] if recommendation.version is None else []
        self._top = " · ".join([*marks, *([self._words.say("EXAMPLE")] if round_.example else [])])

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
