"""What a remark of the checks is: by which rule it comes, and how serious it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kompetanse_desktop.domain.answers import Answered
from kompetanse_desktop.domain.saying import Saying

GUIDELINES = Saying("National guidelines")
KOMPETANSELOFTET_GUIDELINES = Saying("National guidelines, Kompetanseløftet")
DEKOMP_GUIDELINES = Saying("National guidelines, Desentralisert ordning")
MANDATE = Saying("National mandate for the forums")
ROUND_TERMS = Saying("The round's own terms")
NEWER_LIST = Saying("The last list that was taken in")

MOST_YEARS = 3
"""An award is for one to three years."""


class Severity(StrEnum):
    """STOP: the recommendation can't be finished. WARN: should be looked at. NOTE: good to know."""

    STOP = "stop"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True)
class Check:
    """One remark: what (``code`` for machines, ``message`` in words, ``tag`` in a word or two for a card),
    how serious, by which rule (``source``) and of which proposal (``ref``; None: the round).
    ``answer`` is what the forum has answered to just this; one that stops never has any.
    """

    code: str
    severity: Severity
    message: Saying
    source: Saying
    ref: str | None = None
    tag: Saying | None = None
    answer: Answered | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has answered it."""
        return self.answer is None
