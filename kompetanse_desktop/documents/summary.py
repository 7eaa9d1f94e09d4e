"""The innstilling's first part: to whom, the money, and every measure where the forum put it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kompetanse_desktop import labels
from kompetanse_desktop.documents import fonts, style
from kompetanse_desktop.documents.cells import fit_numbers, measure_cell, partners_cell, payee_heading
from kompetanse_desktop.documents.later_years import write_years
from kompetanse_desktop.documents.lists import write_declined, write_networks, write_reserve, write_unhandled
from kompetanse_desktop.documents.number_words import kroner_in_words
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.tagged.table import Row
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.recommendation import Entry, Recommendation
from kompetanse_desktop.text import MINUS, NBSP, Words, money, number


def title(recommendation: Recommendation, words: Words) -> str:
    """Give the document's title."""
    round_ = recommendation.round
    return words.say(
        "Recommendation: {scheme} {year}", scheme=words.say(labels.SCHEME_LONG[round_.scheme]), year=str(round_.year)
    )


def write_summary(story: Story, recommendation: Recommendation) -> None:
    """Add the first part."""
    _letterhead(story, recommendation)
    _money(story, recommendation)
    _prioritised(story, recommendation)
    _sum_check(story, recommendation)
    write_reserve(story, recommendation)
    write_declined(story, recommendation)
    write_unhandled(story, recommendation)
    write_networks(story, recommendation)


def _letterhead(story: Story, recommendation: Recommendation) -> None:
    words, round_ = story.words, recommendation.round
    story.mixed(
        [
            (words.say("Cooperation forum in {county}", county=round_.county), fonts.BOLD),
            (f" · {words.long_date(recommendation.made_at.date())} · {_version(recommendation, words)}", fonts.REGULAR),
        ],
        style.HEAD,
    )
    story.paragraph(words.say("To the County Governor in {county}", county=round_.county), style.ADDRESSEE)
    if round_.example:
        story.notice(words.say("EXAMPLE with invented applicants. This is not a real recommendation."))
    story.heading(1, title(recommendation, words))
    budget = recommendation.budget
    if not recommendation.prioritised:
        story.paragraph(words.say("The forum recommends no measures."))
        return
    story.paragraph(
        words.say_count(
            "The forum recommends that {recommended_nok} of the {available_nok} available go to one measure.",
            "The forum recommends that {recommended_nok} of the {available_nok} available go to {count} measures, "
            "in the order below.",
            len(recommendation.prioritised),
            recommended_nok=budget.recommended,
            available_nok=budget.available,
        )
    )
    if round_.places is not None:
        story.paragraph(
            words.say(
                "The round has {places} places; {count} are prioritised.",
                places=round_.places,
                count=len(recommendation.prioritised),
            )
        )


def _version(recommendation: Recommendation, words: Words) -> str:
    version = recommendation.version
    return words.say("draft") if version is None else words.say("version {number}", number=version.number)


def _money(story: Story, recommendation: Recommendation) -> None:
    words, budget = story.words, recommendation.budget
    boxes = [(words.say("Frame"), budget.frame), (words.say("Committed"), budget.committed)]
    if budget.set_aside:
        boxes.append((words.say("Set aside"), budget.set_aside))
    boxes += [
        (words.say("Available"), budget.available),
        (words.say("Recommended"), budget.recommended),
        (words.say("Remaining"), budget.remaining),
    ]
    each = style.WIDTH / len(boxes)
    room = each - 2 * style.BOXES.pad_x
    broadest = max(fonts.width(style.BOX_AMOUNT.face.main, money(nok), 1) for _, nok in boxes)
    amount = replace(style.BOX_AMOUNT, size=min(style.BOX_AMOUNT.size, room / broadest))
    looks = [*[amount] * (len(boxes) - 1), replace(amount, color=style.BRAND)]
    story.space(4)
    story.add_table(
        story.table(
            [each] * len(boxes),
            [story.head(*((label, style.BOX_LABEL) for label, _ in boxes))],
            [Row(tuple(story.cell((money(nok), look)) for (_, nok), look in zip(boxes, looks, strict=True)))],
            style.BOXES,
        )
    )
    story.space(7)
    _demand(story, recommendation)


def _demand(story: Story, recommendation: Recommendation) -> None:
    """Say how much was asked for, against what there is."""
    words, budget = story.words, recommendation.budget
    count = sum(
        not entry.standing.withdrawn
        for lane in (
            recommendation.prioritised,
            recommendation.reserve,
            recommendation.declined,
            recommendation.unhandled,
        )
        for entry in lane
    )
    sentences = [
        words.say_count(
            "{requested_nok} was asked for in one proposal.",
            "{requested_nok} was asked for in {count} proposals.",
            count,
            requested_nok=budget.requested,
        )
    ]
    if budget.available and budget.requested > budget.available:
        sentences.append(
            words.say(
                "That is {percent} % of what is available: {over_nok} more than there is.",
                percent=number((budget.requested * 100 + budget.available // 2) // budget.available),
                over_nok=budget.requested - budget.available,
            )
        )
    story.paragraph(" ".join(sentences))


def _payees(recommendation: Recommendation) -> list[Payee]:
    """Give the columns' payees; the undivided only where there are such amounts."""
    year = recommendation.round.year
    undivided = any(entry.amounts and entry.amounts[Payee.UNDIVIDED, year] for entry in recommendation.prioritised)
    return [payee for payee in Payee if payee is not Payee.UNDIVIDED or undivided]


def _prioritised(story: Story, recommendation: Recommendation) -> None:
    words, round_ = story.words, recommendation.round
    if not recommendation.prioritised:
        return
    payees = _payees(recommendation)
    sums = [sum(e.amounts[payee, round_.year] for e in recommendation.prioritised if e.amounts) for payee in payees]
    total = sum(entry.recommended or 0 for entry in recommendation.prioritised)
    if total != recommendation.budget.recommended or sum(sums) != total:
        raise ValueError("the sums of the table differ from those of the board")
    head = story.head(
        (words.say("No."), style.CELL_HEAD),
        (words.say("Measure and applicant"), style.CELL_HEAD),
        (words.say("Participants · UH"), style.CELL_HEAD),
        *((payee_heading(words, payee), style.NUMBER_HEAD) for payee in payees),
        (words.say("Recommended {year}", year=str(round_.year)), style.NUMBER_HEAD),
    )
    rows = [_ranked_row(story, entry, round_.year, payees) for entry in recommendation.prioritised]
    rows.append(
        Row(
            (
                story.cell(),
                story.cell((words.say("Sum"), style.CELL_BOLD), scope="Row"),
                story.cell(),
                *(story.cell((number(nok), style.NUMBER_BOLD)) for nok in [*sums, total]),
            ),
            total=True,
        )
    )
    table = story.table(fit_numbers([head], rows, first=3), [head], rows)
    with story.section():
        story.heading(2, words.say("Prioritised measures"), least=table.start_height() + style.SMALL.leading)
        story.paragraph(words.say("Amounts are in whole kroner for {year}.", year=str(round_.year)), style.SMALL)
        story.add_table(table)


def _ranked_row(story: Story, entry: Entry, year: int, payees: Sequence[Payee]) -> Row:
    words = story.words
    if entry.recommended is None:
        last = (words.say("not known"), style.NUMBER_BOLD)
    else:
        last = (number(entry.recommended), style.NUMBER_BOLD)
    return Row(
        (
            story.cell((str(entry.rank), style.CELL)),
            measure_cell(story, entry),
            partners_cell(story, entry),
            *(story.cell((number(entry.amounts[p, year]) if entry.amounts else "", style.NUMBER)) for p in payees),
            story.cell(last),
        )
    )


def _sum_check(story: Story, recommendation: Recommendation) -> None:
    words, budget = story.words, recommendation.budget
    terms = [budget.frame, budget.committed, *([budget.set_aside] if budget.set_aside else []), budget.recommended]
    minus = f"{NBSP}{MINUS} "
    with story.section():
        story.heading(2, words.say("Sum check"))
        story.mixed(
            [
                (minus.join(number(term) for term in terms) + f"{NBSP}= ", fonts.REGULAR),
                (money(budget.remaining), fonts.BOLD),
                (f", {kroner_in_words(budget.remaining, words.language)}.", fonts.REGULAR),
            ]
        )
        story.paragraph(
            words.say(
                "In words, {recommended_nok} is recommended: {in_words}.",
                recommended_nok=budget.recommended,
                in_words=kroner_in_words(budget.recommended, words.language),
            )
        )
        if budget.unknown:
            story.paragraph(
                words.say_count(
                    "For one prioritised measure the amount is not known; it is not in the sum.",
                    "For {count} prioritised measures the amount is not known; they are not in the sum.",
                    budget.unknown,
                )
            )
        for check in recommendation.checks:
            if check.code == "own_share":
                story.paragraph(words.say(check.message))
    write_years(story, recommendation)
