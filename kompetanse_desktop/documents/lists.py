"""The innstilling's lists after the ranked one: reserve, not prioritised, not handled, and sums by network."""

from __future__ import annotations

from dataclasses import replace

from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.cells import fit_numbers, measure_cell, or_unknown, partners_cell
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.tagged.table import Row
from kompetanse_desktop.domain.recommendation import Entry, Recommendation
from kompetanse_desktop.text import number


def write_reserve(story: Story, recommendation: Recommendation) -> None:
    """Add the reserve list in its order, with what each lacks."""
    words, year = story.words, recommendation.round.year
    if not recommendation.reserve:
        return
    head = story.head(
        (words.say("No."), style.CELL_HEAD),
        (words.say("Measure and applicant"), style.CELL_HEAD),
        (words.say("Participants · UH"), style.CELL_HEAD),
        (words.say("Amount {year}", year=str(year)), style.NUMBER_HEAD),
        (words.say("Missing"), style.NUMBER_HEAD),
    )
    rows = [
        Row(
            (
                story.cell((f"R{entry.rank}", style.CELL)),
                measure_cell(story, entry, entry.standing.reason.strip()),
                partners_cell(story, entry),
                story.cell((or_unknown(words, entry.recommended), style.NUMBER)),
                story.cell((or_unknown(words, entry.missing), style.NUMBER)),
            )
        )
        for entry in recommendation.reserve
    ]
    table = story.table(fit_numbers([head], rows, first=3), [head], rows)
    with story.section():
        story.heading(2, words.say("Reserve, in order"), before=table)
        story.add_table(table)


def write_declined(story: Story, recommendation: Recommendation) -> None:
    """Add what was not prioritised, and why."""
    words = story.words
    if not recommendation.declined:
        return
    head = story.head(
        (words.say("Measure and applicant"), style.CELL_HEAD),
        (words.say("Reason"), style.CELL_HEAD),
        (words.say("Requested {year}", year=str(recommendation.round.year)), style.NUMBER_HEAD),
    )
    rows = [
        Row(
            (
                measure_cell(story, _as_sent(entry)),
                story.cell((entry.standing.reason.strip() or words.say("No reason is given."), style.CELL)),
                story.cell((or_unknown(words, entry.requested), style.NUMBER)),
            )
        )
        for entry in recommendation.declined
    ]
    table = story.table(fit_numbers([head], rows, first=2), [head], rows)
    with story.section():
        story.heading(2, words.say("Not prioritised"), before=table)
        story.add_table(table)


def _as_sent(entry: Entry) -> Entry:
    """Give the entry as it was sent in: for one that gets nothing, a reduced amount says nothing."""
    return replace(entry, recommended=entry.requested, reduced=False)


def write_unhandled(story: Story, recommendation: Recommendation) -> None:
    """Add what the forum has not handled."""
    words = story.words
    if not recommendation.unhandled:
        return
    head = story.head(
        (words.say("Measure and applicant"), style.CELL_HEAD),
        (words.say("Participants · UH"), style.CELL_HEAD),
        (words.say("Requested {year}", year=str(recommendation.round.year)), style.NUMBER_HEAD),
    )
    rows = [
        Row(
            (
                measure_cell(story, _as_sent(entry)),
                partners_cell(story, entry),
                story.cell((or_unknown(words, entry.requested), style.NUMBER)),
            )
        )
        for entry in recommendation.unhandled
    ]
    table = story.table(fit_numbers([head], rows, first=2), [head], rows)
    with story.section():
        story.heading(2, words.say("Not handled by the forum"), before=table)
        story.add_table(table)


def write_networks(story: Story, recommendation: Recommendation) -> None:
    """Add the sums by network; nothing where the list has no networks."""
    words, year = story.words, str(recommendation.round.year)
    shares = recommendation.by_network
    if not any(network for network, _, _ in shares):
        return
    head = story.head(
        (words.say("Network"), style.CELL_HEAD),
        (words.say("Requested {year}", year=year), style.NUMBER_HEAD),
        (words.say("Recommended {year}", year=year), style.NUMBER_HEAD),
    )
    rows = [
        Row(
            (
                story.cell((network or words.say("No network"), style.CELL), scope="Row"),
                story.cell((number(asked), style.NUMBER)),
                story.cell((number(given), style.NUMBER)),
            )
        )
        for network, asked, given in shares
    ]
    rows.append(
        Row(
            (
                story.cell((words.say("Sum"), style.CELL_BOLD), scope="Row"),
                story.cell((number(sum(asked for _, asked, _ in shares)), style.NUMBER_BOLD)),
                story.cell((number(sum(given for _, _, given in shares)), style.NUMBER_BOLD)),
            ),
            total=True,
        )
    )
    table = story.table(fit_numbers([head], rows, first=1, text_shares=(1.0,), least=80), [head], rows)
    with story.section():
        story.heading(2, words.say("By network"), before=table)
        story.add_table(table)
