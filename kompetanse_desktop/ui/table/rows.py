"""The rows of the table as plain values: what each column says of a proposal, and what it is sorted by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kompetanse_desktop import labels
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import proposal_checks
from kompetanse_desktop.domain.ranking import Limit, ranking
from kompetanse_desktop.domain.remarks import Severity
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import N_, money, number, say

Key = tuple[object, ...] | None
"""What a row is sorted by; None is nothing, which comes last whichever way it is sorted."""

READING_ORDER = (Lane.PRIORITISED, Lane.RESERVE, Lane.DECLINED, Lane.UNHANDLED)
"""How lanes follow each other where one sorts by rank: what is recommended first."""


@dataclass(frozen=True)
class Sent:
    """What a row says of a proposal wherever it stands in its lane. Amounts are kroner of the round's year."""

    ref: str
    title: str = ""
    applicant: str = ""
    network: str = ""
    universities: str = ""
    years: int | None = None
    requested: int | None = None
    recommended: int | None = None
    remarks: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Stand:
    """Where a row stands: its lane, its position from 1, and, where it is prioritised, the sum so far."""

    lane: Lane
    position: int
    running: int | None
    passed: Limit | None
    """What has ended before it; None while there are money and places for it."""


@dataclass(frozen=True)
class Row:
    """One proposal in its place."""

    sent: Sent
    stand: Stand


@dataclass(frozen=True)
class Column:
    """A column: its name for what is remembered, its heading, what it says and what it sorts by."""

    name: str
    heading: str
    width: int
    text: Callable[[Row], str]
    key: Callable[[Row], Key]
    is_number: bool = False


def make_sent(state: RoundState, ref: str) -> Sent:
    """Write what the table says of a proposal."""
    proposal = state.proposals[ref]
    found = (check for check in proposal_checks(state, ref) if check.is_open)
    checks = [check for check in found if check.severity is Severity.WARN or check.tag]
    return Sent(
        ref=ref,
        title=proposal.title,
        applicant=proposal.applicant,
        network=proposal.network,
        universities=", ".join(proposal.universities),
        years=proposal.duration_years,
        requested=state.requested(ref),
        recommended=state.recommended(ref),
        remarks=tuple(say(check.message) for check in checks),
        reason=" ".join(state.standing(ref).reason.split()),
    )


def stands(state: RoundState) -> dict[str, Stand]:
    """Tell where each proposal stands, in the order of the board."""
    order = ranking(state)
    found: dict[str, Stand] = {}
    for lane in Lane:
        for at, ref in enumerate(state.board[lane]):
            if lane is Lane.PRIORITISED:
                passed = None if at < order.inside else order.passed_at(at)
                found[ref] = Stand(lane, at + 1, order.sums[at], passed)
            else:
                found[ref] = Stand(lane, at + 1, None, None)
    return found


def arranged(refs: Iterable[str], key: Callable[[str], Key] | None, *, descending: bool) -> tuple[str, ...]:
    """Put refs, given in the order of the board, in order by a key; those that are alike stay as on the board.

    Without a key the order is the board's. What has nothing to sort by comes last both ways.
    """
    given = tuple(refs)
    if key is None:
        return given
    keys = {ref: key(ref) for ref in given}
    told = [ref for ref in given if keys[ref] is not None]
    told.sort(key=lambda ref: keys[ref], reverse=descending)  # type: ignore[arg-type, return-value]
    return (*told, *(ref for ref in given if keys[ref] is None))


_LAST_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_DIGITS = re.compile(r"(\d+)")


def word_key(text: str) -> Key:
    """Give what a text is sorted by: without regard to case, æ ø å last, other accents as plain letters,
    and numbers by how large they are (21-9 before 21-10).
    """
    if not text.strip():
        return None
    letters = unicodedata.normalize("NFC", text).casefold().translate(_LAST_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))
    parts = _DIGITS.split(plain)
    return tuple((int(part), "") if at % 2 else (-1, part) for at, part in enumerate(parts))


def rank(row: Row) -> str:
    """Give the place of a row in its lane as it is said on the board: R before a reserve's."""
    return f"R{row.stand.position}" if row.stand.lane is Lane.RESERVE else str(row.stand.position)


def _or_unknown(nok: int | None) -> str:
    return say("unknown") if nok is None else number(nok)


def _running(row: Row) -> str:
    return "" if row.stand.running is None else number(row.stand.running)


def _remarks(row: Row) -> str:
    outside = () if row.stand.passed is None else (f"{_inside(row.stand).capitalize()}.",)
    return " ".join((*outside, *row.sent.remarks))


def _inside(stand: Stand) -> str:
    """Say whether there are money and places for it."""
    if stand.passed is None:
        return say("inside the money")
    return say("outside the money") if stand.passed is Limit.MONEY else say("outside the places")


def _nok_key(nok: int | None) -> Key:
    return None if nok is None else (nok,)


def _rank_key(row: Row) -> Key:
    return (READING_ORDER.index(row.stand.lane), row.stand.position)


COLUMNS = (
    Column("lane", N_("Lane"), 124, lambda r: say(labels.LANE[r.stand.lane]), _rank_key),
    Column("rank", N_("Rank"), 58, rank, lambda r: (r.stand.position,), is_number=True),
    Column("ref", N_("No."), 64, lambda r: r.sent.ref, lambda r: word_key(r.sent.ref)),
    Column("title", N_("Title"), 208, lambda r: r.sent.title, lambda r: word_key(r.sent.title)),
    Column(
        "requested", N_("Requested"), 88,
        lambda r: _or_unknown(r.sent.requested), lambda r: _nok_key(r.sent.requested), is_number=True,
    ),
    Column(
        "recommended", N_("Amount"), 88,
        lambda r: _or_unknown(r.sent.recommended), lambda r: _nok_key(r.sent.recommended), is_number=True,
    ),
    Column("sum", N_("Running sum"), 112, _running, lambda r: _nok_key(r.stand.running), is_number=True),
    Column("applicant", N_("Applicant"), 138, lambda r: r.sent.applicant, lambda r: word_key(r.sent.applicant)),
    Column("remarks", N_("Remarks"), 260, _remarks, lambda r: word_key(_remarks(r))),
    Column("network", N_("Network"), 130, lambda r: r.sent.network, lambda r: word_key(r.sent.network)),
    Column("universities", N_("UH"), 100, lambda r: r.sent.universities, lambda r: word_key(r.sent.universities)),
    Column(
        "years", N_("Years"), 64,
        lambda r: "" if r.sent.years is None else str(r.sent.years), lambda r: _nok_key(r.sent.years), is_number=True,
    ),
    Column("reason", N_("Reason"), 240, lambda r: r.sent.reason, lambda r: word_key(r.sent.reason)),
)  # fmt: skip
"""What is wanted most comes first, so that it is seen in a small window too."""

AMOUNT = next(at for at, column in enumerate(COLUMNS) if column.name == "recommended")
TITLE = next(at for at, column in enumerate(COLUMNS) if column.name == "title")
SUM = next(at for at, column in enumerate(COLUMNS) if column.name == "sum")


def spoken_row(row: Row) -> str:
    """Say a row in one sentence, as its card on the board is said."""
    sent, stand = row.sent, row.stand
    parts = [f"{rank(row)}. {sent.title}", say(labels.LANE[stand.lane]), sent.applicant]
    parts.append(say("amount unknown") if sent.recommended is None else money(sent.recommended))
    if stand.running is not None:
        parts.append(say("sum {sum_nok}", sum_nok=stand.running))
        parts.append(_inside(stand))
    parts.extend(remark.rstrip(".") for remark in sent.remarks)
    return ", ".join(filter(None, parts))


def tab_separated(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """Write rows with their headings so that a spreadsheet takes them: amounts as plain digits, no formulas."""
    from kompetanse_desktop.exchange.table_out import harmless  # wanted only when somebody copies

    lines = [[say(column.heading) for column in columns]]
    for row in rows:
        lines.append([_plain(column, row, harmless) for column in columns])
    return "".join("\t".join(line) + "\n" for line in lines)


def _plain(column: Column, row: Row, harmless: Callable[[str], str]) -> str:
    text = " ".join(column.text(row).split())  # a tab, a line break or a no-break space would part a cell
    if column.is_number and (digits := text.replace(" ", "")).isdigit():
        return digits
    return harmless(text)
