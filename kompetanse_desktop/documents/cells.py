"""Cells and columns that several of the innstilling's tables share."""

from __future__ import annotations

from dataclasses import replace

from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.story import Story, widest
from kompetanse_desktop.documents.tagged.table import Cell, Row
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.recommendation import Entry
from kompetanse_desktop.text import NBSP, Words, number


def payee_heading(words: Words, payee: Payee) -> str:
    """Name a payee at the head of a column."""
    return {
        Payee.OWNER: words.say("Owner"),
        Payee.UNIVERSITY: words.say("UH"),
        Payee.COORDINATION: words.say("Coord."),
        Payee.UNDIVIDED: words.say("Not divided"),
    }[payee]


def measure_cell(story: Story, entry: Entry, more: str = "") -> Cell:
    """Make the cell that names a measure: title, under it applicant, duration, what was changed, and ``more``."""
    return story.cell(
        (entry.proposal.title, style.CELL_BOLD),
        (f"{NBSP}· ".join(_facts(story.words, entry)), style.SMALL),
        (more, style.SMALL),
        scope="Row",
    )


def _facts(words: Words, entry: Entry) -> list[str]:
    facts = [entry.proposal.applicant] if entry.proposal.applicant else []
    if entry.proposal.duration_years is not None:
        facts.append(years(words, entry.proposal.duration_years))
    if entry.requested is not None and entry.recommended is not None and entry.requested != entry.recommended:
        if entry.recommended < entry.requested:
            facts.append(words.say("reduced from {requested_nok}", requested_nok=entry.requested))
        else:
            facts.append(words.say("raised from {requested_nok}", requested_nok=entry.requested))
    elif entry.reduced:
        facts.append(words.say("reduced in later years"))
    if entry.standing.withdrawn:
        facts.append(words.say("withdrawn"))
    return facts


def years(words: Words, count: int) -> str:
    """Say a duration, in one piece."""
    return words.say_count("1 year", "{count} years", count).replace(" ", NBSP)


def partners_cell(story: Story, entry: Entry) -> Cell:
    """Make the cell that names who takes part, and under them the universities."""
    return story.cell(
        (", ".join(entry.proposal.participants), style.CELL), (", ".join(entry.proposal.universities), style.SMALL)
    )


def or_unknown(words: Words, nok: int | None) -> str:
    """Write a figure, or that it is not known."""
    return words.say("not known") if nok is None else number(nok)


def fit_numbers(
    head: list[Row],
    rows: list[Row],
    first: int,
    text_shares: tuple[float, ...] = (0.56, 0.44),
    least: float = 36,
    most: float = 0.56,
) -> list[float]:
    """Give widths: columns from ``first`` on are as wide as their amounts (``least`` points or more).

    The rest is for the rank, if there is one, and the texts.
    Where the amounts would take more than the part ``most`` of the page's width, their type is made smaller.
    """
    pad = style.LIST.pad_x
    numeric = range(first, len(rows[0].cells))
    around = 2 * pad + 1
    figures = [max(widest([*head, *rows], column), least - around) for column in numeric]
    scale = min(1.0, (style.WIDTH * most - around * len(figures)) / sum(figures))
    if scale < 1:
        for row in (*head, *rows):
            for column in numeric:
                for text in row.cells[column].texts:
                    text.style = replace(text.style, size=text.style.size * scale)
    numbers = [figure * scale + around for figure in figures]
    texts = first - len(text_shares)
    ranks = [widest([*head, *rows], column) + 2 * pad for column in range(texts)]
    rest = style.WIDTH - sum(numbers) - sum(ranks)
    return [*ranks, *(rest * share for share in text_shares), *numbers]
