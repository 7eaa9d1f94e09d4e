"""What a file of the corpus is: how it is made, and the values or the sentence it must give. For its builders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Cell = str | int | float | None
Rows = Sequence[Sequence[Cell]]

HEADINGS: tuple[str, ...] = ("Løpenr", "Tittel på tiltaket", "Søkjar", "Søkt 2021")
LIST: tuple[tuple[Cell, ...], ...] = (
    ("21-01", "Lesing for alle", "Bø kommune", 450_000),
    ("21-02", "Øving på matte", "Ås kommune", 300_000),
    ("21-03", "Språk og leik", "Nærøy kommune", 125_500),
)
"""The list that is in most files, so that what is odd about each stands out."""
TABLE: tuple[tuple[Cell, ...], ...] = (HEADINGS, *LIST)
TITLES: Mapping[str, str] = {str(row[0]): str(row[1]) for row in LIST}
ASKED: Mapping[str, int | None] = {"21-01": 450_000, "21-02": 300_000, "21-03": 125_500}
SUM = 875_500

DAMAGED = "{file} is damaged and can't be read. Ask the sender for the list again."
TOO_LARGE = "{file} has far more cells than a list of proposals. Copy the list to a new workbook and take in that."
LOCKED = "{file} is protected with a password. Open it in Excel, remove the password, save it, and take in that."
BAD_PARTS = "{file} has parts that don't belong in a list, so it isn't opened. Copy the list to a new workbook."
EMPTY = "{file} is empty. Ask the sender for the list again."
NOT_A_LIST = "{file} isn't a list this program can read. Save the list as Excel (.xlsx) or CSV."
NO_HEADINGS = "No headings were found in {file}: the list needs at least a title and an applicant for each proposal."

NO_AMOUNT = "No amount is given."
NO_AMOUNT_FOR = "No amount is given for {year}."


@dataclass(frozen=True)
class Wanted:
    """What a file must be read as; messages are the English ones of the code.

    ``asked`` is kroner of 2021 by ref, None where it can't be told; exactly these proposals. ``doubts``
    are all doubts by ref, ``rejected`` those of rows without a proposal by row number, ``notes`` all
    notes on the file: nothing else may be said. ``fields`` are some fields of some proposals, by ref.
    """

    asked: Mapping[str, int | None] = field(default_factory=lambda: ASKED)
    fields: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    doubts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rejected: Mapping[int, str] = field(default_factory=dict)
    notes: Sequence[str] = ()
    file_sum: int | None = None


@dataclass(frozen=True)
class Refused:
    """The one sentence, in English, that a file must be refused with."""

    message: str


@dataclass(frozen=True)
class Case:
    """One file: its name, how its bytes are made, what is odd about it, and what must come of it."""

    file: str
    make: Callable[[], bytes]
    why: str
    wanted: Wanted | Refused = field(default_factory=Wanted)
    options: Mapping[str, object] = field(default_factory=dict)
    """Goes to ``reading.read``."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Limits of the reader («module.NAME») made small, where a file that breaks the real ones would be slow."""
