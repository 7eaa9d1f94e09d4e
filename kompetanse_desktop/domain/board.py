"""The board: four lanes in which the forum puts every proposal in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kompetanse_desktop.domain.saying import Refusal


class Lane(StrEnum):
    """Where a proposal stands, from left to right on the board."""

    UNHANDLED = "unhandled"
    PRIORITISED = "prioritised"
    RESERVE = "reserve"
    DECLINED = "declined"

    @classmethod
    def named(cls, name: str) -> Lane:
        """Give the lane of that name, or raise Refusal."""
        try:
            return cls(name)
        except ValueError:
            raise Refusal("There is no lane called «{name}».", name=name) from None


@dataclass(frozen=True)
class Place:
    """A lane and a position in it, counted from 1."""

    lane: Lane
    position: int


@dataclass(frozen=True)
class Move:
    """Put these proposals, in this order, so that the first one gets ``position`` (None: at the end).

    The position counts places as they are after the cards have been lifted out.
    """

    refs: tuple[str, ...]
    lane: Lane
    position: int | None = None


class Board:
    """An immutable order of refs in lanes; each ref stands in exactly one place."""

    def __init__(self, lanes: Mapping[Lane, Sequence[str]] | None = None) -> None:
        given = lanes or {}
        self._lanes: dict[Lane, tuple[str, ...]] = {lane: tuple(given.get(lane, ())) for lane in Lane}
        self._lane_of = {ref: lane for lane, refs in self._lanes.items() for ref in refs}
        if len(self._lane_of) != sum(len(refs) for refs in self._lanes.values()):
            raise ValueError("a ref stands in two places")

    def __getitem__(self, lane: Lane) -> tuple[str, ...]:
        return self._lanes[lane]

    def __contains__(self, ref: object) -> bool:
        return ref in self._lane_of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Board) and self._lanes == other._lanes

    def __hash__(self) -> int:
        return hash(tuple(self._lanes.values()))

    def __repr__(self) -> str:
        return f"Board({ {lane.value: refs for lane, refs in self._lanes.items()} })"

    def lane_of(self, ref: str) -> Lane:
        """Give the lane a proposal stands in. Raises Refusal for an unknown ref."""
        try:
            return self._lane_of[ref]
        except KeyError:
            raise Refusal("There is no proposal with the number «{ref}».", ref=ref) from None

    def place_of(self, ref: str) -> Place:
        """Give lane and position. Raises Refusal for an unknown ref."""
        lane = self.lane_of(ref)
        return Place(lane, self._lanes[lane].index(ref) + 1)

    def added(self, refs: Iterable[str], lane: Lane = Lane.UNHANDLED) -> Board:
        """Put new refs at the end of a lane."""
        return Board({**self._lanes, lane: self._lanes[lane] + tuple(refs)})

    def removed(self, refs: Iterable[str]) -> Board:
        """Take refs off the board; those that aren't on it are passed over."""
        gone = [ref for ref in dict.fromkeys(refs) if ref in self]
        lanes = self._lifted(gone)
        lane_of = dict(self._lane_of)
        for ref in gone:
            del lane_of[ref]
        return self._changed(lanes, lane_of)

    def put(self, ref: str, place: Place) -> Board:
        """Put one ref, new or moved from elsewhere on the board, in exactly this place.

        Raises ValueError when the lane has no such place.
        """
        lanes = self._lifted([ref] if ref in self else [])
        rest = lanes.get(place.lane, self._lanes[place.lane])
        if not 1 <= place.position <= len(rest) + 1:
            raise ValueError(f"{place.lane} has no place {place.position}")
        lanes[place.lane] = (*rest[: place.position - 1], ref, *rest[place.position - 1 :])
        return self._changed(lanes, {**self._lane_of, ref: place.lane})

    def check(self, move: Move) -> None:
        """Raise Refusal for a move that can't be: an unknown ref, one twice, or an impossible position."""
        for ref in move.refs:
            self.lane_of(ref)
        if len(set(move.refs)) != len(move.refs):
            raise Refusal("The same proposal can't be moved twice at once.")
        lifted = sum(self._lane_of[ref] is move.lane for ref in move.refs)
        most = len(self._lanes[move.lane]) - lifted + 1
        if move.position is not None and not 1 <= move.position <= most:
            raise Refusal(
                "Position {position} doesn't exist: the lane has places 1 to {most}.",
                position=move.position,
                most=most,
            )

    def moved(self, move: Move) -> Board:
        """Give the board after a move. Raises Refusal for an unknown ref or an impossible position."""
        self.check(move)
        lanes = self._lifted(move.refs)
        target = lanes.get(move.lane, self._lanes[move.lane])
        position = len(target) + 1 if move.position is None else move.position
        lanes[move.lane] = (*target[: position - 1], *move.refs, *target[position - 1 :])
        return self._changed(lanes, {**self._lane_of, **dict.fromkeys(move.refs, move.lane)})

    def _lifted(self, refs: Sequence[str]) -> dict[Lane, tuple[str, ...]]:
        """Give the lanes these refs stand in, without them; other lanes are not looked at."""
        by_lane: dict[Lane, list[str]] = {}
        for ref in refs:
            by_lane.setdefault(self._lane_of[ref], []).append(ref)
        lanes: dict[Lane, tuple[str, ...]] = {}
        for lane, lifted in by_lane.items():
            before = self._lanes[lane]
            if len(lifted) == 1:
                at = before.index(lifted[0])
                lanes[lane] = before[:at] + before[at + 1 :]
            else:
                gone = set(lifted)
                lanes[lane] = tuple(ref for ref in before if ref not in gone)
        return lanes

    def _changed(self, lanes: Mapping[Lane, tuple[str, ...]], lane_of: dict[str, Lane]) -> Board:
        """Give a board with these lanes new. It shares the others, so that one move is cheap on a big board."""
        board = Board.__new__(Board)
        board._lanes = {**self._lanes, **lanes}
        board._lane_of = lane_of
        return board
