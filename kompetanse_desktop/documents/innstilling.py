"""The innstilling as a PDF, from the secretary's hand to Statsforvaltaren."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kompetanse_desktop import __version__, durable, labels
from kompetanse_desktop.documents import fonts
from kompetanse_desktop.documents.answers import write_answers
from kompetanse_desktop.documents.changes import write_changes
from kompetanse_desktop.documents.closing import write_closing
from kompetanse_desktop.documents.details import write_details
from kompetanse_desktop.documents.drawing import RunningHead, draw
from kompetanse_desktop.documents.method import grouped, write_method
from kompetanse_desktop.documents.pace import WHOLE, Pace, Progress
from kompetanse_desktop.documents.signatories import EITHER_WAY, Signing
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.summary import title, write_summary
from kompetanse_desktop.documents.tagged.finish import About, finish
from kompetanse_desktop.documents.usertext import plain
from kompetanse_desktop.domain.recommendation import Recommendation
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words

_LANGUAGE_TAGS = {"nn": "nn-NO", "nb": "nb-NO", "en": "en-GB"}
_TOLD, _DRAWN = 420, 720
"""Thousandths of the way, as measured: all is gathered and set, all is drawn on pages."""


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


def compose(
    recommendation: Recommendation,
    words: Words,
    signing: Signing = EITHER_WAY,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[bytes, list[str]]:
    """Give the PDF, and notes for the user (see ``render`` and ``write``).

    ``progress`` is told how far it has come; ``cancelled`` is asked all the time, and once it says True,
    Cancelled is raised.
    """
    # Also stopped where the value is made; a letter with too large sums must not come out by any way.
    if recommendation.budget.over:
        raise Refusal(
            "The recommendation can't be finished: {over_nok} too much is recommended.",
            over_nok=-recommendation.budget.remaining,
        )
    fonts.register()
    pace = Pace(progress, cancelled)
    story = Story(words)
    pace.leg(0, _TOLD)
    write_summary(story, recommendation)
    write_details(story, recommendation, pace)
    write_answers(story, recommendation)
    write_changes(story, recommendation)
    write_method(story, recommendation)
    write_closing(story, recommendation, signing)
    pace.leg(_TOLD, _DRAWN)
    drawn, bookmarks = draw(story, _running_head(story, recommendation), pace)
    pace.leg(_DRAWN, WHOLE)
    about = About(
        title=plain(title(recommendation, words)),
        language=_LANGUAGE_TAGS[words.language],
        author=plain(words.say("Cooperation forum in {county}", county=recommendation.round.county)),
        program=f"kompetanse-desktop {__version__}",
        made_at=recommendation.made_at,
    )
    made = finish(drawn, story.root, bookmarks, about), story.text.notes(words)
    pace.at(1, 1)
    return made


def _running_head(story: Story, recommendation: Recommendation) -> RunningHead:
    words, round_ = story.words, recommendation.round
    foot = words.say(
        "{scheme} · {county} {year} · recommendation",
        scheme=words.say(labels.SCHEME[round_.scheme]),
        county=round_.county,
        year=str(round_.year),
    )
    if (version := recommendation.version) is not None:
        foot += words.say(", version {number} · SHA-256 {digest} …",
                          number=version.number, digest=grouped(version.digest[:16]))  # fmt: skip
    marks = [words.say("DRAFT")] if recommendation.version is None else []
    return RunningHead(story, foot, " · ".join([*marks, *([words.say("EXAMPLE")] if round_.example else [])]))
