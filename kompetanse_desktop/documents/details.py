"""The innstilling's second part: each prioritised measure by itself, and how it meets the criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from kompetanse_desktop import labels
from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.cells import fit_numbers, payee_heading, years
from kompetanse_desktop.documents.pace import Pace
from kompetanse_desktop.documents.story import Story, widest
from kompetanse_desktop.documents.tagged.table import Row, Table
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Criterion, MeasureKind, Proposal, TargetGroup
from kompetanse_desktop.domain.recommendation import Entry, Recommendation
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.text import Words, number

_Choice = TypeVar("_Choice", bound=str)
_HEADING, _BETWEEN = 34.0, 7.0
"""Points that a measure's heading takes in one line, and the room between its tables."""


def write_details(story: Story, recommendation: Recommendation, pace: Pace) -> None:
    """Add the second part; nothing where nothing is prioritised. Raises Cancelled as ``pace`` does."""
    if not recommendation.prioritised:
        return
    with story.section():
        for number_, entry in enumerate(recommendation.prioritised):
            pace.at(number_, len(recommendation.prioritised))
            tables = _tables(story, entry, recommendation.round)
            height = _HEADING + sum(table.wrap(style.WIDTH, 0)[1] + _BETWEEN for table in tables)
            # A measure stands whole on a page where it can, the first one under the part's own heading.
            together = height if height < style.HEIGHT - 3 * _HEADING else _HEADING
            if number_ == 0:
                story.heading(2, story.words.say("The prioritised measures one by one"), least=together)
            with story.section():
                story.keep_room(together)
                story.heading(3, f"{entry.rank} · {entry.proposal.title}", before=tables[0])
                story.add_table(tables[0])
                for table in tables[1:]:
                    story.space(_BETWEEN)
                    story.keep_room(table.start_height())
                    story.add_table(table)


def _tables(story: Story, entry: Entry, round_: Round) -> list[Table]:
    """Make a measure's tables: facts, amounts where there are any, criteria."""
    amounts = _amounts_table(story, entry, round_.year)
    return [
        _facts_table(story, entry, round_),
        *([amounts] if amounts else []),
        *([_criteria_table(story, entry)] if _is_assessed(entry) else []),
    ]


def _facts_table(story: Story, entry: Entry, round_: Round) -> Table:
    rows = [
        Row((story.cell((label, style.LABEL), scope="Row"), story.cell((value, style.CELL))))
        for label, value in _facts(story.words, entry, round_)
    ]
    left = max(widest(rows, 0) + 2 * style.FACTS.pad_x, 90)
    return story.table([left, style.WIDTH - left], [], rows, style.FACTS)


def _facts(words: Words, entry: Entry, round_: Round) -> Iterator[tuple[str, str]]:
    proposal, standing = entry.proposal, entry.standing
    not_stated = words.say("not stated")
    yield words.say("Applicant"), f"{proposal.applicant or not_stated} ({proposal.ref})"
    if proposal.network:
        yield words.say("Network"), proposal.network
    yield words.say("Participants"), ", ".join(proposal.participants) or not_stated
    yield words.say("UH partners"), ", ".join(proposal.universities) or not_stated
    if proposal.statped:
        yield words.say("Statped"), proposal.statped
    yield (
        words.say("Target group"),
        _choices(words, proposal.target_groups, labels.TARGET_GROUP, TargetGroup.OTHER, proposal.target_text)
        or not_stated,
    )
    yield words.say("Kind of measure"), _kind(words, proposal) or not_stated
    yield words.say("Duration"), _duration(words, proposal.duration_years, round_.year) or not_stated
    if proposal.received is not None and proposal.received > round_.deadline:
        yield (
            words.say("Received"),
            words.say(
                "{received}, after the deadline {deadline}", received=proposal.received, deadline=round_.deadline
            ),
        )
    if not _is_assessed(entry):
        yield words.say("Criteria"), words.say("None of the seven criteria is assessed.")
    if standing.withdrawn:
        yield words.say("Withdrawn"), words.say("The proposal has been withdrawn.")
    if standing.reason.strip():
        yield (words.say("Reduced because") if entry.reduced else words.say("Reason")), standing.reason.strip()
    if standing.conditions.strip():
        yield words.say("Conditions"), standing.conditions.strip()


def _kind(words: Words, proposal: Proposal) -> str:
    kinds = _choices(words, proposal.measure_kinds, labels.MEASURE_KIND, MeasureKind.OTHER, proposal.measure_text)
    if proposal.continued is None:
        return kinds
    new = words.say("continued measure") if proposal.continued else words.say("new measure")
    return f"{kinds} ({new})" if kinds else new


def _choices(
    words: Words, chosen: Sequence[_Choice], names: Mapping[_Choice, str], other: _Choice, as_sent: str
) -> str:
    """Name what was chosen; the applicant's own words where the names don't cover it."""
    if as_sent and (other in chosen or not chosen):
        return as_sent
    named = [words.say(names[choice]) for choice in chosen]
    # In a list only the first begins with a capital, but PPT stays PPT.
    return ", ".join([*named[:1], *(n if n[1:2].isupper() else n[:1].lower() + n[1:] for n in named[1:])])


def _duration(words: Words, count: int | None, first: int) -> str:
    if count is None:
        return ""
    span = str(first) if count <= 1 else f"{first}–{first + count - 1}"
    return f"{years(words, count)} ({span})"


def _amounts_table(story: Story, entry: Entry, year: int) -> Table | None:
    """Make the table of what was asked for and recommended, by year and payee; None without any amount."""
    words, requested, recommended = story.words, entry.proposal.requested, entry.amounts
    if requested is None and recommended is None:
        return None
    both = [amounts for amounts in (requested, recommended) if amounts is not None]
    all_years = sorted({year, *(y for amounts in both for y in amounts.years)})
    payees = [
        payee
        for payee in Payee
        if payee is not Payee.UNDIVIDED or any(amounts[payee, y] for amounts in both for y in all_years)
    ]
    head = story.head(
        (words.say("Kroner"), style.CELL_HEAD),
        *((payee_heading(words, payee), style.NUMBER_HEAD) for payee in payees),
        (words.say("Sum"), style.NUMBER_HEAD),
    )
    rows: list[Row] = []
    spans = [(str(each), [each]) for each in all_years]
    if len(all_years) > 1:
        spans.append((words.say("all years"), all_years))
    for span, of_years in spans:
        if requested is not None and recommended is not None and _same(requested, recommended, of_years):
            label = words.say("Requested and recommended, {span}", span=span)
            rows.append(_amounts_row(story, label, recommended, payees, of_years, bold=True))
            continue
        if requested is not None:
            label = words.say("Requested, {span}", span=span)
            rows.append(_amounts_row(story, label, requested, payees, of_years, bold=False))
        if recommended is not None:
            label = words.say("Recommended, {span}", span=span)
            rows.append(_amounts_row(story, label, recommended, payees, of_years, bold=True))
    widths = fit_numbers([head], rows, first=1, text_shares=(1.0,), least=64, most=0.74)
    return story.table(widths, [head], rows, style.COMPACT_LIST)


def _same(one: Amounts, other: Amounts, of_years: Sequence[int]) -> bool:
    return all(one.by_payee(year) == other.by_payee(year) for year in of_years)


def _amounts_row(
    story: Story, label: str, amounts: Amounts, payees: Sequence[Payee], of_years: Sequence[int], *, bold: bool
) -> Row:
    text, figure = (style.CELL_BOLD, style.NUMBER_BOLD) if bold else (style.CELL, style.NUMBER)
    cells = [sum(amounts[payee, year] for year in of_years) for payee in payees]
    return Row(
        (
            story.cell((label, text), scope="Row"),
            *(story.cell((number(nok), figure)) for nok in [*cells, sum(amounts.total(year) for year in of_years)]),
        )
    )


def _is_assessed(entry: Entry) -> bool:
    given = (entry.standing.assessment(criterion) for criterion in Criterion)
    return any(one.answer is not Answer.NOT_ASSESSED or one.note for one in given)


def _criteria_table(story: Story, entry: Entry) -> Table:
    words = story.words
    head = story.head(
        (words.say("Criterion"), style.CELL_HEAD),
        (words.say("Assessment"), style.CELL_HEAD),
        (words.say("Note"), style.CELL_HEAD),
    )
    rows = []
    for index, criterion in enumerate(Criterion, start=1):
        assessment = entry.standing.assessment(criterion)
        rows.append(
            Row(
                (
                    story.cell((f"{index} {words.say(labels.CRITERION[criterion])}", style.CELL), scope="Row"),
                    story.cell((words.say(labels.ANSWER[assessment.answer]), style.CELL)),
                    story.cell((assessment.note, style.CELL)),
                )
            )
        )
    return story.table([style.WIDTH * 0.46, style.WIDTH * 0.17, style.WIDTH * 0.37], [head], rows, style.COMPACT_LIST)
