"""A proposal as it came in, and beside it what the forum has said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kompetanse_desktop.domain.answers import Answers
from kompetanse_desktop.domain.money import Amounts


class TargetGroup(StrEnum):
    """Whom a measure is for."""

    KINDERGARTEN = "kindergarten"
    SCHOOL = "school"
    PPT = "ppt"
    OTHER = "other"


class MeasureKind(StrEnum):
    """What the money is for. FURTHER_EDUCATION (individual courses) is not eligible, but is sent in."""

    ASSESSMENT = "assessment"
    PLANNING = "planning"
    IMPLEMENTATION = "implementation"
    COORDINATION = "coordination"
    FURTHER_EDUCATION = "further_education"
    OTHER = "other"


@dataclass(frozen=True)
class Source:
    """Where a proposal came from: file name, sheet, row (counted from 1), SHA-256 of the file, when."""

    file: str
    sheet: str
    row: int
    sha256: str
    taken_in_at: str


@dataclass(frozen=True)
class Proposal:
    """One measure in one scheme, as the applicant sent it. The forum never changes these fields.

    ``requested`` is None when the sum is unknown. ``other`` keeps the columns nothing was made of,
    as (heading, text). ``doubts`` are plain sentences from the import, in the language it ran in.
    ``earlier_requested`` is what was asked for before a newer list changed it, until somebody has seen it
    (no cells: the sum was unknown then). ``gone_from`` is the name of the newest list, where it isn't in it.
    """

    ref: str
    title: str
    applicant: str = ""
    network: str = ""
    participants: tuple[str, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    target_text: str = ""
    universities: tuple[str, ...] = ()
    statped: str = ""
    measure_kinds: tuple[MeasureKind, ...] = ()
    measure_text: str = ""
    duration_years: int | None = None
    staff: int | None = None
    requested: Amounts | None = None
    continued: bool | None = None
    private_invited: bool | None = None
    received: date | None = None
    need: str = ""
    anchoring: str = ""
    involvement: str = ""
    description: str = ""
    other: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    source: Source | None = None
    earlier_requested: Amounts | None = None
    gone_from: str = ""


class Criterion(StrEnum):
    """The seven criteria of the national guidelines, in their order."""

    LOCAL_NEED = "local_need"
    ANCHORED = "anchored"
    SITE_BASED = "site_based"
    COLLECTIVE = "collective"
    PARTNERSHIP = "partnership"
    TOGETHER = "together"
    TEACHER_EDUCATION = "teacher_education"


class Answer(StrEnum):
    """How a criterion is met."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True)
class Assessment:
    """The forum's answer to one criterion, with a note."""

    answer: Answer = Answer.NOT_ASSESSED
    note: str = ""


@dataclass(frozen=True)
class Standing:
    """What the forum has said of one proposal.

    ``recommended`` is None until the forum has set an amount; the request then counts.
    ``private_note`` never leaves the operator's window. ``answers`` are those to the remarks of the checks.
    """

    recommended: Amounts | None = None
    reason: str = ""
    conditions: str = ""
    assessments: Mapping[Criterion, Assessment] = field(default_factory=dict)
    withdrawn: bool = False
    private_note: str = ""
    answers: Answers = ()

    def assessment(self, criterion: Criterion) -> Assessment:
        """Give the answer to one criterion; NOT_ASSESSED where there is none."""
        return self.assessments.get(criterion, Assessment())
