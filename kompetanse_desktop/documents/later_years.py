"""What the innstilling gives year by year: this year's sum, and what it binds of the frames to come."""

from __future__ import annotations

from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.cells import fit_numbers, payee_heading
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.tagged.table import Row
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.recommendation import Recommendation
from kompetanse_desktop.text import number


def write_years(story: Story, recommendation: Recommendation) -> None:
    """Add the table by year and payee; a sentence where no later year is bound.

    Raises ValueError where its sums aren't those of the board.
    """
    words, year, bound = story.words, recommendation.round.year, recommendation.budget.later_years
    later = [each for each, nok in bound.items() if nok]
    if not recommendation.prioritised:
        return
    with story.section():
        if not later:
            story.heading(2, words.say("Later years"))
            story.paragraph(words.say("No frame of a later year is bound."))
            return
        given = [entry.amounts for entry in recommendation.prioritised if entry.amounts is not None]
        payees = [
            payee
            for payee in Payee
            if payee is not Payee.UNDIVIDED or any(each[payee, y] for each in given for y in (year, *later))
        ]
        head = story.head(
            (words.say("Year"), style.CELL_HEAD),
            *((payee_heading(words, payee), style.NUMBER_HEAD) for payee in payees),
            (words.say("Sum"), style.NUMBER_HEAD),
            (words.say("Measures"), style.NUMBER_HEAD),
        )
        rows = []
        for each in (year, *later):
            sums = [sum(amounts[payee, each] for amounts in given) for payee in payees]
            if sum(sums) != (recommendation.budget.recommended if each == year else bound[each]):
                raise ValueError("the sums of the years differ from those of the board")
            count = sum(amounts.total(each) > 0 for amounts in given)
            name = (
                words.say("{year}, recommended", year=each) if each == year else words.say("{year}, bound", year=each)
            )
            rows.append(
                Row(
                    (
                        story.cell((name, style.CELL), scope="Row"),
                        *(story.cell((number(nok), style.NUMBER)) for nok in sums),
                        story.cell((number(sum(sums)), style.NUMBER_BOLD)),
                        story.cell((number(count), style.NUMBER)),
                    )
                )
            )
        table = story.table(fit_numbers([head], rows, first=1, text_shares=(1.0,), least=60, most=0.74), [head], rows)
        story.heading(2, words.say("Later years"), least=table.start_height() + style.BODY.leading)
        story.paragraph(words.say("Measures over several years bind parts of the frames of later years."))
        story.add_table(table)
