"""A round: one scheme, one county, one year, one frame, one deadline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kompetanse_desktop.domain.answers import Answers
from kompetanse_desktop.domain.money import check_amount
from kompetanse_desktop.domain.saying import Refusal

FIRST_YEAR, LAST_YEAR = 2017, 2099
"""Rekomp started in 2017; the four digits of a year are checked against slips."""


class Scheme(StrEnum):
    """The three state grants a forum handles."""

    KOMPETANSELOFTET = "kompetanseloftet"
    REGIONAL = "regional"
    DESENTRALISERT = "desentralisert"


@dataclass(frozen=True)
class Round:
    """What the forum shares out, and what it has said of the meeting as a whole.

    Amounts are whole kroner of the round's own year. ``places`` is the number of proposals that
    can be prioritised, where the round has such a limit (Rogaland 2020 had two).
    ``coordination_limit_percent`` is the forum's own setting: the guidelines say "a limited part".
    ``answers`` are those to the remarks of the checks on the round as a whole.
    """

    id: str
    scheme: Scheme
    county: str
    year: int
    frame: int
    deadline: date
    committed: int = 0
    set_aside: int = 0
    places: int | None = None
    coordination_limit_percent: int = 20
    example: bool = False
    present: str = ""
    agreement: str = ""
    answers: Answers = ()

    @property
    def available(self) -> int:
        """The frame less what earlier years have committed and what is set aside."""
        return self.frame - self.committed - self.set_aside

    def checked(self) -> Round:
        """Give the round itself, or raise Refusal where it cannot be."""
        if not self.county.strip():
            raise Refusal("The round needs a county.")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Refusal("The year {year} can't be right.", year=str(self.year))
        for amount in (self.frame, self.committed, self.set_aside):
            check_amount(amount)
        if self.available < 0:
            raise Refusal(
                "Committed and set aside are {sum_nok} together, more than the frame of {frame_nok}.",
                sum_nok=self.committed + self.set_aside,
                frame_nok=self.frame,
            )
        if self.deadline.year != self.year:
            raise Refusal(
                "The deadline {deadline} is in another year than the round, {year}.",
                deadline=self.deadline,
                year=str(self.year),
            )
        if self.places is not None and self.places < 1:
            raise Refusal("A limit of places is at least 1.")
        if not 0 <= self.coordination_limit_percent <= 100:
            raise Refusal("The limit for coordination is a percentage from 0 to 100.")
        return self

    def changed(self, **fields: object) -> Round:
        """Give a checked copy with other values; the id stays. Raises Refusal."""
        return replace(self, **fields).checked()  # type: ignore[arg-type]
