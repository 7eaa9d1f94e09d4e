"""The page that tells how a version of the innstilling differs from the one before it."""

from __future__ import annotations

from reportlab.platypus import PageBreak

from kompetanse_desktop.difference_words import field_words, value_words
from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.tagged.table import Row, Table
from kompetanse_desktop.domain.difference import Difference
from kompetanse_desktop.domain.recommendation import Recommendation

MOST_LETTERS = 240
"""Of a long text that was changed so much is told: the whole of it stands where the measure is described."""
_SHARES = (0.3, 0.16, 0.27, 0.27)


def write_changes(story: Story, recommendation: Recommendation) -> None:
    """Add the page, before the last part; nothing for a draft and for a first version."""
    version = recommendation.version
    if version is None or version.earlier is None:
        return
    words, earlier = story.words, version.earlier
    story.flowables.append(PageBreak())
    with story.section():
        story.heading(
            2,
            words.say(
                "Changes since version {number} of {day}",
                number=earlier.number,
                day=words.long_date(earlier.made_at.date()),
            ),
        )
        if not earlier.changes:
            story.paragraph(words.say("Nothing that stands in the document is changed."))
        else:
            story.paragraph(words.say("This version takes the place of version {number}.", number=earlier.number))
            story.add_table(_table(story, earlier.changes))
    story.flowables.append(PageBreak())


def _table(story: Story, changes: tuple[Difference, ...]) -> Table:
    words = story.words
    head = story.head(
        (words.say("Measure"), style.CELL_HEAD),
        (words.say("What"), style.CELL_HEAD),
        (words.say("Before"), style.CELL_HEAD),
        (words.say("Now"), style.CELL_HEAD),
    )
    rows = [
        Row(
            (
                story.cell((_about(change, words.say("The round")), style.CELL_BOLD), scope="Row"),
                story.cell((field_words(change, words), style.CELL)),
                story.cell((_short(value_words(change, change.before, words)), style.CELL)),
                story.cell((_short(value_words(change, change.after, words)), style.CELL)),
            )
        )
        for change in changes
    ]
    return story.table([style.WIDTH * share for share in _SHARES], [head], rows)


def _about(change: Difference, the_round: str) -> str:
    return f"{change.ref} {change.title}" if change.ref else the_round


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS].rstrip()} …"
