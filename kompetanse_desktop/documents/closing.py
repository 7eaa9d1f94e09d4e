"""The innstilling's last part: who was present, how it was agreed, and where it is signed."""

from __future__ import annotations

from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.signatories import FIELDS, Approval, Role, Signing, Way
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.tagged.structure import SignatureField
from kompetanse_desktop.documents.usertext import plain
from kompetanse_desktop.domain.recommendation import Recommendation

_WITH_SIGNATURES = 250.0
"""Points below which this part goes to a new page, so that no page has signatures alone."""


def write_closing(story: Story, recommendation: Recommendation, signing: Signing) -> None:
    """Add the last part, with the places to sign."""
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
    _write_signatures(story, signing)


def _write_signatures(story: Story, signing: Signing) -> None:
    words = story.words
    whose = {
        Role.CHAIR: words.say("Chair (name in block letters)"),
        Role.SECRETARY: words.say("Secretary (name in block letters)"),
    }
    fields = {
        Role.CHAIR: words.say("Signature field of the chair"),
        Role.SECRETARY: words.say("Signature field of the secretary"),
    }
    approved = {Role.CHAIR: words.say("Chair"), Role.SECRETARY: words.say("Secretary")}
    places: list[tuple[str, SignatureField | str | None]] = []
    for role in Role:
        way = signing.of(role)
        if isinstance(way, Approval):
            text = words.say("Electronically approved by {name}, {at}", name=way.name.strip(), at=way.at)
            places.append((approved[role], text))
        elif way is Way.EITHER:
            last = role is signing.with_fields[-1]
            places.append((whose[role], SignatureField(FIELDS[role], plain(fields[role]), locks=last)))
        else:
            places.append((whose[role], None))
    with story.section():
        story.heading(2, words.say("Signatures"), least=150)
        story.space(6)
        if any(isinstance(signing.of(role), Way) for role in Role):
            story.fill_in(words.say("Place and date:"))
        story.signatures(*places)
        story.space(14)
        story.paragraph(words.say("The forum recommends; the County Governor makes the decision."), style.SMALL)
