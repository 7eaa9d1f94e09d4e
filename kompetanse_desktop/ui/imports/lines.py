"""The lines of the preview as texts: what each row of a list is, and what is in doubt in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.exchange.columns import amount_cell
from kompetanse_desktop.exchange.plan import PlanEntry
from kompetanse_desktop.exchange.reading import Reading
from kompetanse_desktop.exchange.rows import Doubt, Row
from kompetanse_desktop.text import N_, number, say

IN, STATUS, REF, TITLE, APPLICANT, NETWORK, REQUESTED, LATER, DOUBTS = range(9)
HEADINGS = (
    N_("Row"),
    N_("Status"),
    N_("Number"),
    N_("Title of the measure"),
    N_("Applicant"),
    N_("Network"),
    N_("Requested"),
    N_("Later years"),
    N_("In doubt"),
)
EDITED = {REF: "ref", TITLE: "title", APPLICANT: "applicant", NETWORK: "network", REQUESTED: "requested"}
"""The columns that can be written over, with the field each is of."""
LONGEST = 400
"""So much of a text of the list is shown where it is spoken of."""
COLUMN_OF = {field: column for column, field in EDITED.items()}


class Kind(StrEnum):
    """What a line of the preview is."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ASKED = "asked"
    REJECTED = "rejected"
    LEFT_OUT = "left_out"
    MISSING = "missing"


WORDS = {
    Kind.NEW: N_("new"),
    Kind.CHANGED: N_("changed"),
    Kind.UNCHANGED: N_("same"),
    Kind.ASKED: N_("which one?"),
    Kind.REJECTED: N_("can't be taken in"),
    Kind.LEFT_OUT: N_("left out"),
    Kind.MISSING: N_("not in the file"),
}


@dataclass(frozen=True)
class Line:
    """One line of the table: what it is, the row of the list (None where there is none), and its texts.

    ``doubts`` are all there are about the row, what it was refused for first; ``in_doubt`` gives the reasons
    by the column they are shown in; ``to_write`` what a cell has in the list, where that is another text.
    """

    kind: Kind
    row: Row | None
    entry: PlanEntry | None
    cells: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()
    in_doubt: Mapping[int, str] = field(default_factory=dict)
    to_write: Mapping[int, str] = field(default_factory=dict)


def line_of(kind: Kind, row: Row, entry: PlanEntry | None, reading: Reading) -> Line:
    """Make the line of a row of the list."""
    proposal = entry.after if entry is not None else row.proposal
    doubts = (*([row.rejected] if row.rejected is not None else []), *row.doubts)
    names = "" if entry is None else ", ".join(difference.name.lower() for difference in entry.differences)
    status = f"{say(WORDS[kind])}: {names}" if names and kind is Kind.CHANGED else say(WORDS[kind])
    written = {column: in_list(reading, row.number, name) for column, name in EDITED.items()}
    if proposal is None:
        texts = ("" if row.made_ref else row.ref, *(written[column] for column in (TITLE, APPLICANT, NETWORK)))
        amounts = (written[REQUESTED], "")
    else:
        texts = (proposal.ref, proposal.title, proposal.applicant, proposal.network)
        amounts = _amounts(proposal, reading.year)
    by_column: dict[int, list[Doubt]] = {}
    for doubt in doubts:
        by_column.setdefault(column_of(doubt, reading.year), []).append(doubt)
    if LATER in by_column and not amounts[1]:
        amounts = (amounts[0], say("unknown"))
    return Line(
        kind,
        row,
        entry,
        (str(row.number), status, *texts, *amounts, reasons(doubts)),
        doubts,
        {column: reasons(found) for column, found in by_column.items()},
        {column: written[column] for column in EDITED if column in by_column},
    )


def missing_line(proposal: Proposal, year: int) -> Line:
    """Make the line of a proposal that the round has and the list lacks."""
    texts = (proposal.ref, proposal.title, proposal.applicant, proposal.network)
    return Line(Kind.MISSING, None, None, ("", say(WORDS[Kind.MISSING]), *texts, *_amounts(proposal, year), ""))


def _amounts(proposal: Proposal, year: int) -> tuple[str, str]:
    asked = proposal.requested
    if asked is None:
        return say("unknown"), ""
    later = asked.grand_total - asked.total(year)
    return number(asked.total(year)), number(later) if later else ""


def in_list(reading: Reading, row_number: int, name: str) -> str:
    """Give the text that a row has for a field: what was written over it, else what stands in the file."""
    written = reading.edits.get(row_number, {}).get(name)
    return reading.body.reader.text(row_number - 1, name) if written is None else written


def column_of(doubt: Doubt, year: int) -> int:
    """Give the column of the table where a doubt is shown in place; the last one has the reasons of all."""
    if doubt.field in COLUMN_OF:
        return COLUMN_OF[doubt.field]
    cell = amount_cell(doubt.field, year) if doubt.field.startswith("requested:") else None
    if cell is None:
        return DOUBTS
    return REQUESTED if cell[1] == year else LATER


def reason(doubt: Doubt) -> str:
    """Say why something is in doubt, with the text in the list."""
    told = say(doubt.reason)
    return (
        told
        if not doubt.text or doubt.text in told
        else say("{reason} In the list: «{text}»", reason=told, text=doubt.text[:LONGEST])
    )


def reasons(doubts: Sequence[Doubt]) -> str:
    """Say all the doubts about something, one after the other."""
    return " ".join(reason(doubt) for doubt in doubts)
