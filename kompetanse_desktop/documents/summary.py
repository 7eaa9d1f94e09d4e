"""The innstilling's first part: to whom, the money, and every measure where the forum put it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kompetanse_desktop import labels
from kompetanse_desktop.documents import fonts, style
from kompetanse_desktop.documents.number_words import kroner_in_words
from kompetanse_desktop.documents.story import Story, widest
from kompetanse_desktop.documents.tagged.table import Cell, Row
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
    _reserve(story, recommendation)
    _declined(story, recommendation)
    _unhandled(story, recommendation)
    _networks(story, recommendation)


def _letterhead(story: Story, recommendation: Recommendation) -> None:
    words, round_ = story.words, recommendation.round
    story.mixed(
        [
            (words.say("Cooperation forum in {county}", county=round_.county), fonts.BOLD),
            (f" · {words.long_date(recommendation.made_at.date())}", fonts.REGULAR),
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


def _amount_columns(recommendation: Recommendation, words: Words) -> list[tuple[str, Payee]]:
    """Give the columns of payees; the undivided only where there are such amounts."""
    year = recommendation.round.year
    columns = [
        (words.say("Owner"), Payee.OWNER),
        (words.say("UH"), Payee.UNIVERSITY),
        (words.say("Coord."), Payee.COORDINATION),
    ]
    if any(entry.amounts and entry.amounts[Payee.UNDIVIDED, year] for entry in recommendation.prioritised):
        columns.append((words.say("Not divided"), Payee.UNDIVIDED))
    return columns


def _prioritised(story: Story, recommendation: Recommendation) -> None:
    words, round_ = story.words, recommendation.round
    if not recommendation.prioritised:
        return
    columns = _amount_columns(recommendation, words)
    sums = [sum(e.amounts[payee, round_.year] for e in recommendation.prioritised if e.amounts) for _, payee in columns]
    total = sum(entry.recommended or 0 for entry in recommendation.prioritised)
    if total != recommendation.budget.recommended or sum(sums) != total:
        raise ValueError("the sums of the table differ from those of the board")
    head = story.head(
        (words.say("No."), style.CELL_HEAD),
        (words.say("Measure and applicant"), style.CELL_HEAD),
        (words.say("Participants · UH"), style.CELL_HEAD),
        *((label, style.NUMBER_HEAD) for label, _ in columns),
        (words.say("Recommended {year}", year=str(round_.year)), style.NUMBER_HEAD),
    )
    rows = [
        _ranked_row(story, entry, round_.year, [payee for _, payee in columns]) for entry in recommendation.prioritised
    ]
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
            _partners_cell(story, entry),
            *(story.cell((number(entry.amounts[p, year]) if entry.amounts else "", style.NUMBER)) for p in payees),
            story.cell(last),
        )
    )


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


def _partners_cell(story: Story, entry: Entry) -> Cell:
    return story.cell(
        (", ".join(entry.proposal.participants), style.CELL), (", ".join(entry.proposal.universities), style.SMALL)
    )


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
        bound = [(year, nok) for year, nok in budget.later_years.items() if nok]
        for year, nok in bound:
            story.paragraph(
                words.say(
                    "Measures over several years bind {bound_nok} of the frame of {year}.",
                    bound_nok=nok,
                    year=str(year),
                )
            )
        for check in recommendation.checks:
            if check.code == "own_share":
                story.paragraph(words.say(check.message))


def _reserve(story: Story, recommendation: Recommendation) -> None:
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
                _partners_cell(story, entry),
                story.cell((_or_unknown(words, entry.recommended), style.NUMBER)),
                story.cell((_or_unknown(words, entry.missing), style.NUMBER)),
            )
        )
        for entry in recommendation.reserve
    ]
    table = story.table(fit_numbers([head], rows, first=3), [head], rows)
    with story.section():
        story.heading(2, words.say("Reserve, in order"), before=table)
        story.add_table(table)


def _or_unknown(words: Words, nok: int | None) -> str:
    return words.say("not known") if nok is None else number(nok)


def _declined(story: Story, recommendation: Recommendation) -> None:
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
                measure_cell(story, replace_amount(entry)),
                story.cell((entry.standing.reason.strip() or words.say("No reason is given."), style.CELL)),
                story.cell((_or_unknown(words, entry.requested), style.NUMBER)),
            )
        )
        for entry in recommendation.declined
    ]
    table = story.table(fit_numbers([head], rows, first=2), [head], rows)
    with story.section():
        story.heading(2, words.say("Not prioritised"), before=table)
        story.add_table(table)


def replace_amount(entry: Entry) -> Entry:
    """Give the entry as it was sent in: for one that gets nothing, a reduced amount says nothing."""
    return replace(entry, recommended=entry.requested, reduced=False)


def _unhandled(story: Story, recommendation: Recommendation) -> None:
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
                measure_cell(story, replace_amount(entry)),
                _partners_cell(story, entry),
                story.cell((_or_unknown(words, entry.requested), style.NUMBER)),
            )
        )
        for entry in recommendation.unhandled
    ]
    table = story.table(fit_numbers([head], rows, first=2), [head], rows)
    with story.section():
        story.heading(2, words.say("Not handled by the forum"), before=table)
        story.add_table(table)


def _networks(story: Story, recommendation: Recommendation) -> None:
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
