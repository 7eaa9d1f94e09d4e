"""The innstilling's last part: who was present, how it was agreed, and lines to sign on."""

from __future__ import annotations

from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.domain.recommendation import Recommendation

_WITH_SIGNATURES = 250.0
"""Points below which this part goes to a new page, so that no page has signatures alone."""


def write_closing(story: Story, recommendation: Recommendation) -> None:
    """Add the last part."""
    words, round_ = story.words, recommendation.round
    with story.section():
        story.heading(2, words.say("Present and agreement"), least=_WITH_SIGNATURES)
        if round_.present.strip():
            story.paragraph(words.say("Present: {present}", present=round_.present.strip()))
        else:
            story.fill_in(words.say("Present:"), lines=2)
        if round_.agreement.strip():
            story.paragraph(words.say("How it was agreed: {agreement}", agreement=round_.agreement.strip()))
        else:
            story.space(6)
            story.fill_in(words.say("How it was agreed:"), lines=2)
    with story.section():
        story.heading(2, words.say("Signatures"), least=150)
        story.space(6)
        story.fill_in(words.say("Place and date:"))
        story.signatures(words.say("Chair (name in block letters)"), words.say("Secretary (name in block letters)"))
        story.space(14)
        story.paragraph(words.say("The forum recommends; the County Governor makes the decision."), style.SMALL)
