"""What the room may see of a round: the one value the projector's window is given, and nothing private in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.difference import in_order
from kompetanse_desktop.domain.figures import figures
from kompetanse_desktop.domain.proposal import MeasureKind, TargetGroup
from kompetanse_desktop.domain.ranking import Limit, Ranking, ranking
from kompetanse_desktop.domain.round import Scheme
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.domain.state import RoundState


@dataclass(frozen=True, slots=True)
class Row:
    """One prioritised proposal. ``amount`` is None when unknown, and counts as nothing in ``running_sum``.

    ``network`` is its place in Room.networks, counted from 0. ``inside`` tells whether money and places reach it.
    """

    ref: str
    rank: int
    title: str
    applicant: str
    network: int
    amount: int | None
    running_sum: int
    inside: bool


@dataclass(frozen=True, slots=True)
class ReserveRow:
    """One proposal below the line, and the kroner it lacks after those before it (0: there is room for it)."""

    ref: str
    rank: int
    title: str
    applicant: str
    network: int
    amount: int | None
    missing: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the money or the places end, as the board counts: after so many of the ranked rows.

    ``missing`` is how many kroner too much all of them are, ``too_many`` how many more than places.
    """

    after: int
    limit: Limit
    missing: int
    too_many: int


@dataclass(frozen=True, slots=True)
class NetworkShare:
    """Kroner of the round's year one network asks for in all, and is recommended: a piece of the bar."""

    name: str
    requested: int
    recommended: int


@dataclass(frozen=True, slots=True)
class YearAmounts:
    """Kroner of one year. ``recommended`` is None where the forum hasn't put the proposal in its order."""

    year: int
    requested: int | None
    recommended: int | None


@dataclass(frozen=True, slots=True)
class Discussed:
    """The public facts of the proposal that is up now, which the operator took up for the room to see.

    ``lane`` is None where the forum hasn't put it in order yet, or has said no: the room is not told which.
    ``rank`` counts from 1 in the lane, and is 0 without one.
    """

    ref: str
    title: str
    applicant: str
    network: int
    participants: tuple[str, ...]
    universities: tuple[str, ...]
    target_groups: tuple[TargetGroup, ...]
    measure_kinds: tuple[MeasureKind, ...]
    duration_years: int | None
    continued: bool | None
    lane: Lane | None
    rank: int
    amounts: tuple[YearAmounts, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """All that the room's window can show. Whole kroner of the round's own year.

    Proposals that aren't handled, or not prioritised, are in no list; only in what the networks ask for.
    ``agreement`` is what the minutes will say of how it was agreed.
    """

    scheme: Scheme
    county: str
    year: int
    example: bool
    frame: int
    committed: int
    set_aside: int
    available: int
    recommended: int
    remaining: int
    places: int | None
    ranked: tuple[Row, ...]
    reserve: tuple[ReserveRow, ...]
    cut: Cut | None
    networks: tuple[NetworkShare, ...]
    discussed: Discussed | None
    agreement: str

    @property
    def over(self) -> bool:
        """Tell whether more is recommended than there is."""
        return self.remaining < 0

    @property
    def tied(self) -> int:
        """What of the frame is not to be shared out: committed by earlier years, and set aside."""
        return self.committed + self.set_aside


def room(state: RoundState, discussed: str | None = None) -> Room:
    """Make what the room may see of a round; ``discussed`` is the ref that is up now (unknown: none is)."""
    terms = state.round
    numbers = {name: number for number, name in enumerate(figures(state).networks)}
    given = [0] * len(numbers)
    order = ranking(state)
    ranked, recommended, line = _ranked(state, order, numbers, given), order.total, order.line
    return Room(
        scheme=terms.scheme,
        county=terms.county,
        year=terms.year,
        example=terms.example,
        frame=terms.frame,
        committed=terms.committed,
        set_aside=terms.set_aside,
        available=terms.available,
        recommended=recommended,
        remaining=terms.available - recommended,
        places=terms.places,
        ranked=ranked,
        reserve=_reserve(state, numbers, terms.available - recommended),
        cut=None if line is None else Cut(line.inside, line.limit, line.missing, line.too_many),
        networks=_networks(state, numbers, given),
        discussed=None if discussed not in state.proposals else _discussed(state, str(discussed), numbers),
        agreement=terms.agreement,
    )


def _ranked(state: RoundState, order: Ranking, numbers: dict[str, int], given: list[int]) -> tuple[Row, ...]:
    """Give the rows in order, adding each amount to its network's share in ``given``."""
    inside, kept = order.inside, figures(state)
    rows = []
    for rank, (ref, running) in enumerate(zip(order.refs, order.sums, strict=True), start=1):
        proposal, amount = state.proposals[ref], kept.given(ref).now
        network = numbers[proposal.network]
        given[network] += amount or 0
        rows.append(Row(ref, rank, proposal.title, proposal.applicant, network, amount, running, rank <= inside))
    return tuple(rows)


def _reserve(state: RoundState, numbers: dict[str, int], left: int) -> tuple[ReserveRow, ...]:
    """Give the reserve with what each lacks, taken in order and on top of each other, as the board counts it."""
    rows, kept = [], figures(state)
    for rank, ref in enumerate(state.board[Lane.RESERVE], start=1):
        proposal, amount = state.proposals[ref], kept.given(ref).now
        missing = max(0, (amount or 0) - max(0, left))
        left -= amount or 0
        rows.append(
            ReserveRow(ref, rank, proposal.title, proposal.applicant, numbers[proposal.network], amount, missing)
        )
    return tuple(rows)


def _networks(state: RoundState, numbers: dict[str, int], given: Sequence[int]) -> tuple[NetworkShare, ...]:
    """Sum up by network, in the board's order of them."""
    asked = figures(state).kept(_asked, lambda: _asked(state, numbers))
    return tuple(NetworkShare(name, asked[number], given[number]) for name, number in numbers.items())


def _asked(state: RoundState, numbers: dict[str, int]) -> list[int]:
    """Sum up what each network asks for; what is withdrawn is not asked for. No move changes it."""
    asked = [0] * len(numbers)
    year, standings = state.round.year, state.standings
    for ref, proposal in state.proposals.items():
        if proposal.requested is not None and not (ref in standings and standings[ref].withdrawn):
            asked[numbers[proposal.network]] += proposal.requested.total(year)
    return asked


def _discussed(state: RoundState, ref: str, numbers: dict[str, int]) -> Discussed:
    proposal, place = state.proposals[ref], state.board.place_of(ref)
    listed = place.lane in (Lane.PRIORITISED, Lane.RESERVE)
    amounts, requested = (state.amounts(ref) if listed else None), proposal.requested
    years = {state.round.year, *(requested.years if requested else ()), *(amounts.years if amounts else ())}
    return Discussed(
        ref=ref,
        title=proposal.title,
        applicant=proposal.applicant,
        network=numbers[proposal.network],
        participants=proposal.participants,
        universities=proposal.universities,
        target_groups=proposal.target_groups,
        measure_kinds=proposal.measure_kinds,
        duration_years=proposal.duration_years,
        continued=proposal.continued,
        lane=place.lane if listed else None,
        rank=place.position if listed else 0,
        amounts=tuple(
            YearAmounts(
                year,
                None if requested is None else requested.total(year),
                None if amounts is None else amounts.total(year),
            )
            for year in sorted(years)
        ),
    )


# What is new since the room saw it last


class ChangeKind(StrEnum):
    """What happened, for the sign beside it."""

    MONEY = "money"
    IN = "in"
    OUT = "out"
    UP = "up"
    DOWN = "down"
    AMOUNT = "amount"
    NAME = "name"


@dataclass(frozen=True)
class RoomChange:
    """One thing that isn't as the room saw it last. ``ref`` and ``title`` are empty where it is the round's money.

    ``said`` doesn't name the proposal: the title stands beside it.
    """

    kind: ChangeKind
    ref: str
    title: str
    said: Saying


Listed = Row | ReserveRow


def changes(before: Room, after: Room) -> tuple[RoomChange, ...]:
    """Tell what is new to a room that saw ``before``: the money first, then down the list, then what left it.

    Of cards that only made way for others nothing is told.
    """
    return (*_money_changes(before, after), *_list_changes(before, after))


def _money_changes(before: Room, after: Room) -> Iterator[RoomChange]:
    if before.frame != after.frame:
        said = saying("The frame is {after_nok}, it was {before_nok}.", before_nok=before.frame, after_nok=after.frame)
        yield RoomChange(ChangeKind.MONEY, "", "", said)
    if before.tied != after.tied:
        said = saying(
            "Committed and set aside are {after_nok}, they were {before_nok}.",
            before_nok=before.tied,
            after_nok=after.tied,
        )
        yield RoomChange(ChangeKind.MONEY, "", "", said)


def _list_changes(before: Room, after: Room) -> Iterator[RoomChange]:
    old, new = _by_ref(before), _by_ref(after)
    staying = {
        *in_order(tuple(row.ref for row in before.ranked), tuple(row.ref for row in after.ranked)),
        *in_order(tuple(row.ref for row in before.reserve), tuple(row.ref for row in after.reserve)),
    }
    for ref, row in new.items():
        was = old.get(ref)
        if was is None:
            yield _told(ChangeKind.IN, row, _came_in(row))
            continue
        if ref not in staying and (was.rank != row.rank or type(was) is not type(row)):
            yield _moved(was, row)
        if was.amount != row.amount:
            yield _told(ChangeKind.AMOUNT, row, _amount(was.amount, row.amount))
        if was.title != row.title:
            yield _told(ChangeKind.NAME, row, saying("Was called «{title}».", title=was.title))
    for ref, row in old.items():
        if ref not in new:
            yield _told(ChangeKind.OUT, row, _went_out(row))


def _by_ref(seen: Room) -> dict[str, Listed]:
    found: dict[str, Listed] = {row.ref: row for row in seen.ranked}
    found.update({row.ref: row for row in seen.reserve})
    return found


def _told(kind: ChangeKind, row: Listed, said: Saying) -> RoomChange:
    return RoomChange(kind, row.ref, row.title, said)


def _came_in(row: Listed) -> Saying:
    if isinstance(row, Row):
        return saying("New in the order, as number {rank}.", rank=row.rank)
    return saying("New in the reserve, as number {rank}.", rank=row.rank)


def _went_out(row: Listed) -> Saying:
    if isinstance(row, Row):
        return saying("No longer in the order; it was number {rank}.", rank=row.rank)
    return saying("No longer in the reserve; it was number {rank}.", rank=row.rank)


def _moved(was: Listed, row: Listed) -> RoomChange:
    if isinstance(was, Row) and isinstance(row, ReserveRow):
        said = saying("From number {before} to the reserve, as number {after}.", before=was.rank, after=row.rank)
        return _told(ChangeKind.DOWN, row, said)
    if isinstance(was, ReserveRow) and isinstance(row, Row):
        said = saying("From number {before} in the reserve to number {after}.", before=was.rank, after=row.rank)
        return _told(ChangeKind.UP, row, said)
    kind = ChangeKind.UP if row.rank < was.rank else ChangeKind.DOWN
    if isinstance(row, ReserveRow):
        said = saying("In the reserve, from number {before} to number {after}.", before=was.rank, after=row.rank)
        return _told(kind, row, said)
    return _told(kind, row, saying("From number {before} to number {after}.", before=was.rank, after=row.rank))


def _amount(before: int | None, after: int | None) -> Saying:
    if before is None:
        return saying("The amount is {after_nok}; it wasn't known.", after_nok=after or 0)
    if after is None:
        return saying("The amount isn't known any more; it was {before_nok}.", before_nok=before)
    return saying("The amount is {after_nok}, it was {before_nok}.", before_nok=before, after_nok=after)
