"""One table of moves: the domain, the lanes as Qt sees them, and the command line are all held against it.

The board begins as ``START``. What isn't named in ``after`` stands as it did; ``after`` None is a move that
is refused and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from kompetanse_desktop.domain.board import Lane

U, P, R, D = Lane

START: dict[Lane, tuple[str, ...]] = {
    U: ("21-04", "21-08", "21-09", "21-10", "21-11"),
    P: ("21-01", "21-02", "21-03", "21-05", "21-06", "21-07"),
    R: (),
    D: (),
}


@dataclass(frozen=True)
class MoveCase:
    """Move these (last digits of the refs) to a lane and a position from 1 (None: the end)."""

    name: str
    refs: tuple[str, ...]
    lane: Lane
    position: int | None
    after: dict[Lane, tuple[str, ...]] | None

    def board(self) -> dict[Lane, tuple[str, ...]]:
        """Give every lane after the move."""
        return {**START, **(self.after or {})}


def _refs(numbers: str) -> tuple[str, ...]:
    return tuple(f"21-{number}" for number in numbers.split())


def _case(name: str, refs: str, lane: Lane, position: int | None, **after: str) -> MoveCase:
    lanes = {lane: _refs(after[lane.name]) for lane in Lane if lane.name in after}
    return MoveCase(name, _refs(refs), lane, position, lanes)


CASES = (
    _case("to the top of a lane", "04", P, 1, UNHANDLED="08 09 10 11", PRIORITISED="04 01 02 03 05 06 07"),
    _case("into the middle of a lane", "04", P, 4, UNHANDLED="08 09 10 11", PRIORITISED="01 02 03 04 05 06 07"),
    _case("to the end of a lane", "04", P, None, UNHANDLED="08 09 10 11", PRIORITISED="01 02 03 05 06 07 04"),
    _case("to the last place, by number", "04", P, 7, UNHANDLED="08 09 10 11", PRIORITISED="01 02 03 05 06 07 04"),
    _case("to an empty lane", "09", D, None, UNHANDLED="04 08 10 11", DECLINED="09"),
    _case("to the first place of an empty lane", "07", R, 1, PRIORITISED="01 02 03 05 06", RESERVE="07"),
    _case("down within a lane", "01", P, 3, PRIORITISED="02 03 01 05 06 07"),
    _case("to the end of its lane", "01", P, 6, PRIORITISED="02 03 05 06 07 01"),
    _case("up within a lane", "07", P, 1, PRIORITISED="07 01 02 03 05 06"),
    _case("one down", "02", P, 3, PRIORITISED="01 03 02 05 06 07"),
    _case("one up", "03", P, 2, PRIORITISED="01 03 02 05 06 07"),
    _case("to where it lies", "03", P, 3),
    _case("back to the unhandled", "05", U, 2, UNHANDLED="04 05 08 09 10 11", PRIORITISED="01 02 03 06 07"),
    _case("several, in order, within a lane", "01 03", P, 4, PRIORITISED="02 05 06 01 03 07"),
    _case("several to the top", "06 07", P, 1, PRIORITISED="06 07 01 02 03 05"),
    _case("several neighbours to where they lie", "02 03", P, 2),
    _case("several that lie apart, to the place of the first", "02 05", P, 2, PRIORITISED="01 02 05 03 06 07"),
    _case("several to another lane", "04 10", P, 2, UNHANDLED="08 09 11", PRIORITISED="01 04 10 02 03 05 06 07"),
    _case("several to an empty lane", "06 07", R, None, PRIORITISED="01 02 03 05", RESERVE="06 07"),
    _case("the whole lane", "04 08 09 10 11", D, 1, UNHANDLED="", DECLINED="04 08 09 10 11"),
    MoveCase("an unknown one", ("21-99",), P, 1, None),
    MoveCase("to place 0", ("21-04",), P, 0, None),
    MoveCase("beyond the end", ("21-04",), P, 8, None),
    MoveCase("beyond the end of its own lane", ("21-01",), P, 7, None),
    MoveCase("a known one with an unknown one", ("21-04", "21-99"), P, 1, None),
    MoveCase("the same one twice", ("21-04", "21-04"), P, 1, None),
)  # fmt: skip
"""Every move that is tried in all three."""

NAMES = tuple(case.name for case in CASES)
