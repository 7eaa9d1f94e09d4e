"""How the innstilling's sums are made, and which version it is: so that anybody can do them again."""

from __future__ import annotations

from kompetanse_desktop import __version__
from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.domain.recommendation import Recommendation


def write_method(story: Story, recommendation: Recommendation) -> None:
    """Add the note."""
    words = story.words
    with story.section():
        story.heading(2, words.say("How the sums are made"), least=110)
        for sentence in (
            words.say(
                "Available is the frame less what is committed by earlier years and what is set aside. Remaining is "
                "available less recommended."
            ),
            words.say(
                "Amounts are in whole kroner. Where the forum has changed a sum, it is divided between owner, UH and "
                "coordination as the application divides it, unless the forum has divided it in another way; kroner "
                "left over by the division go to the largest fractions, so that the parts add up to the sum."
            ),
            words.say(
                "An amount that is not known counts as nothing in the sums, and it is told that it is not known. A "
                "withdrawn proposal is not counted in what is asked for."
            ),
            words.say(
                "What a reserve is missing is counted when every reserve before it has got its amount of what remains."
            ),
            _which(story, recommendation),
        ):
            story.paragraph(sentence, style.NOTE)


def _which(story: Story, recommendation: Recommendation) -> str:
    words, version, at = story.words, recommendation.version, recommendation.made_at
    if version is None:
        return words.say(
            "This is a draft of {at}, not a finished version. Made with {program}.", at=at, program=_program()
        )
    return words.say(
        "Version {number}, finished {at}. The figures it is made from have the SHA-256 {digest}, the same as in the "
        "files with the data. Made with {program}.",
        number=version.number,
        at=at,
        digest=grouped(version.digest),
        program=_program(),
    )


def grouped(digest: str) -> str:
    """Write a digest in groups of eight, so that it can be read aloud and compared, and be broken into lines."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _program() -> str:
    return f"kompetanse-desktop {__version__}"
