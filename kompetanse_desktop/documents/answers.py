"""What the program remarked on and what the forum answered, for Statsforvaltaren to see that it was thought of."""

from __future__ import annotations

from kompetanse_desktop import labels
from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.tagged.table import Row
from kompetanse_desktop.domain.checks import Check
from kompetanse_desktop.domain.recommendation import Recommendation
from kompetanse_desktop.text import Words

_SHARES = (0.26, 0.37, 0.37)


def write_answers(story: Story, recommendation: Recommendation) -> None:
    """Add the remarks that the forum has answered, in the order of the board; nothing where there are none."""
    words = story.words
    answered = [check for check in recommendation.checks if check.answer is not None]
    if not answered:
        return
    titles = {entry.proposal.ref: entry.proposal.title for entry in recommendation.entries}
    head = story.head(
        (words.say("Measure"), style.CELL_HEAD),
        (words.say("Remark"), style.CELL_HEAD),
        (words.say("The forum's answer"), style.CELL_HEAD),
    )
    rows = []
    for check in answered:
        about = words.say("The round") if check.ref is None else f"{check.ref} {titles.get(check.ref, '')}"
        rows.append(
            Row(
                (
                    story.cell((about, style.CELL_BOLD), scope="Row"),
                    story.cell((words.say(check.message), style.CELL)),
                    story.cell((_answer(check, words), style.CELL)),
                )
            )
        )
    table = story.table([style.WIDTH * share for share in _SHARES], [head], rows)
    with story.section():
        story.heading(2, words.say("Remarks and answers"), before=table)
        story.add_table(table)


def _answer(check: Check, words: Words) -> str:
    assert check.answer is not None
    reply, note = words.say(labels.REPLY[check.answer.reply]), check.answer.note.strip()
    return f"{reply[:1].upper()}{reply[1:]}: {note}" if note else f"{reply[:1].upper()}{reply[1:]}"
