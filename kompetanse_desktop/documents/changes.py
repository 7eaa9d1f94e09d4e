"""The page that tells how a version of the innstilling differs from the one before it, measure by measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportlab.platypus import PageBreak

from kompetanse_desktop import labels
from kompetanse_desktop.difference_words import field_words, value_words
from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.tagged.table import Row, Table
from kompetanse_desktop.domain.answers import Answered
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.difference import Difference
from kompetanse_desktop.domain.money import Amounts
from kompetanse_desktop.domain.proposal import Assessment, Criterion
from kompetanse_desktop.domain.recommendation import Entry, Recommendation
from kompetanse_desktop.text import Words, money

MOST_LETTERS = 240
"""Of a long text that was changed so much is told: the whole of it stands where the measure is described."""
_SHARES = (0.24, 0.38, 0.38)
_NOTHING = "–"
_FIRST = ("proposal", "lane", "position", "recommended", "requested")
"""What is told first of a measure: where it stands and what it gets."""
_Line = tuple[str, str, str]
"""What, before, now."""


@dataclass(frozen=True)
class _Now:
    """Where a measure stands in this version."""

    lane: Lane
    entry: Entry


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
            _write_groups(story, recommendation, earlier.changes)
    story.flowables.append(PageBreak())


def _write_groups(story: Story, recommendation: Recommendation, changes: Iterable[Difference]) -> None:
    """Add what is changed of the round, then of each measure in the order of this version, at last of those gone."""
    now = {entry.proposal.ref: _Now(lane, entry) for lane, entry in recommendation.placed}
    groups: dict[str, list[Difference]] = {}
    for change in changes:
        groups.setdefault(change.ref, []).append(change)
    order = {ref: at for at, ref in enumerate(("", *now))}
    for ref in sorted(groups, key=lambda ref: order.get(ref, len(order))):
        table = _table(story, list(_lines(groups[ref], now.get(ref), story.words)))
        with story.section():
            story.heading(3, _about(groups[ref][0], now.get(ref), story.words), before=table)
            story.add_table(table)


def _about(change: Difference, now: _Now | None, words: Words) -> str:
    if not change.ref:
        return words.say("The round")
    title = change.title if now is None else now.entry.proposal.title
    return f"{change.ref} · {title}"


def _table(story: Story, lines: Iterable[_Line]) -> Table:
    words = story.words
    head = story.head(
        (words.say("What"), style.CELL_HEAD),
        (words.say("Before"), style.CELL_HEAD),
        (words.say("Now"), style.CELL_HEAD),
    )
    rows = [
        Row(
            (
                story.cell((what, style.CELL), scope="Row"),
                story.cell((_short(before), style.CELL)),
                story.cell((_short(after), style.CELL)),
            )
        )
        for what, before, after in lines
    ]
    return story.table([style.WIDTH * share for share in _SHARES], [head], rows, style.COMPACT_LIST)


def _lines(changes: list[Difference], now: _Now | None, words: Words) -> Iterator[_Line]:
    """Give what to tell of one measure, or of the round."""
    asked = next((change.before for change in changes if change.field == "requested"), None)
    order = {field: at for at, field in enumerate(_FIRST)}
    for change in sorted(changes, key=lambda change: order.get(change.field, len(order))):
        what = field_words(change, words)
        if change.field == "proposal":
            there, gone = words.say("is there"), words.say("is not there")
            yield what, there if change.before else gone, there if change.after else gone
        elif change.field in ("lane", "position") and now is not None:
            yield words.say("Place"), _place(change.before, now, words), _place(change.after, now, words)
        elif change.field in ("recommended", "requested"):
            yield what, *_sums(change, asked, now, words)
        elif change.field == "assessments":
            yield from _assessments(change, words)
        elif change.field == "answers":
            yield what, *_answers(change, words)
        else:
            yield what, value_words(change, change.before, words), value_words(change, change.after, words)


def _sides(change: Difference) -> tuple[object, object]:
    return change.before, change.after


def _place(side: object, now: _Now, words: Words) -> str:
    """Say where a measure stands: its lane, and its number where that is known."""
    lane = side if isinstance(side, Lane) else now.lane
    number = side if isinstance(side, int) else now.entry.rank if side is now.lane else None
    name = words.say(labels.LANE[lane])
    if number is None or lane not in (Lane.PRIORITISED, Lane.RESERVE):
        return name
    return words.say("{lane}, no. {number}", lane=name, number=number)


def _sums(change: Difference, asked_before: object, now: _Now | None, words: Words) -> tuple[str, str]:
    """Write amounts; where the forum has said nothing, it is as asked for, with the figure of then."""
    asked_now = None if now is None else now.entry.proposal.requested
    sides = []
    for side, asked in ((change.before, asked_before or asked_now), (change.after, asked_now)):
        amounts = side if isinstance(side, Amounts) else asked if change.field == "recommended" else None
        sides.append((amounts if isinstance(amounts, Amounts) else None, side is None))
    (one, _), (other, _) = sides
    divided = one is not None and other is not None and _totals(one) == _totals(other)
    said = []
    for amounts, unsaid in sides:
        if amounts is None:
            said.append(words.say("not known"))
            continue
        text = _divided(amounts, words) if divided else _by_year(amounts)
        said.append(words.say("as asked for: {amounts}", amounts=text) if unsaid else text)
    return said[0], said[1]


def _totals(amounts: Amounts) -> dict[int, int]:
    return {year: amounts.total(year) for year in amounts.years}


def _by_year(amounts: Amounts) -> str:
    return ", ".join(f"{year}: {money(nok)}" for year, nok in _totals(amounts).items()) or money(0)


def _divided(amounts: Amounts, words: Words) -> str:
    """Write amounts by payee as well: the sums of the years are the same, so that it is this that is changed."""
    return ", ".join(f"{year} {words.say(labels.PAYEE[payee])}: {money(nok)}" for payee, year, nok in amounts)


def _assessments(change: Difference, words: Words) -> Iterator[_Line]:
    """Give a line for each criterion that isn't assessed as before."""
    none = Assessment()
    before, after = (side if isinstance(side, Mapping) else {} for side in _sides(change))
    for number, criterion in enumerate(Criterion, start=1):
        one, other = before.get(criterion, none), after.get(criterion, none)
        if one != other:
            name = f"{number} {words.say(labels.CRITERION[criterion])}"
            yield name, _assessment(one, words), _assessment(other, words)


def _assessment(given: Assessment, words: Words) -> str:
    answer = words.say(labels.ANSWER[given.answer])
    return f"{answer} ({given.note})" if given.note else answer


def _answers(change: Difference, words: Words) -> tuple[str, str]:
    """Write the answers that are only on one of the sides."""
    before, after = (side if isinstance(side, tuple) else () for side in _sides(change))
    return _said(before, after, change, words), _said(after, before, change, words)


def _said(these: tuple[Answered, ...], others: tuple[Answered, ...], change: Difference, words: Words) -> str:
    return "; ".join(value_words(change, one, words) for one in these if one not in others) or _NOTHING


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS].rstrip()} …"
