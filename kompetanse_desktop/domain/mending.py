"""What would bring a round back inside its money and its places, for whoever has prioritised too much."""

from __future__ import annotations

from dataclasses import dataclass

from kompetanse_desktop.domain.ranking import Ranking, ranking
from kompetanse_desktop.domain.state import RoundState

MOST_SINGLES = 3
"""So many single cards are worth a choice; more is a list to read."""


@dataclass(frozen=True)
class ToReserve:
    """Take these proposals, in their order, to the top of the reserve; ``remaining`` kroner are then left."""

    refs: tuple[str, ...]
    remaining: int


@dataclass(frozen=True)
class Reduction:
    """Give this proposal ``amount`` kroner of the round's year, which is ``by`` less; nothing is then left."""

    ref: str
    amount: int
    by: int


Mending = ToReserve | Reduction


def mendings(state: RoundState) -> tuple[Mending, ...]:
    """Give the deeds that alone would mend a round of which too much is prioritised; none where it isn't.

    First the single cards that could go to the reserve, the lowest ranked first; where no single one is
    enough, the fewest from the bottom that are. Last the lowest ranked whose amount could be cut so that
    the rest fits, where there are places for all.
    """
    order = ranking(state)
    line = order.line
    if line is None:
        return ()
    singles = _singles(order, line.missing) if line.too_many <= 1 else []
    found: list[Mending] = [*singles] or [_from_the_bottom(order, line.missing, line.too_many)]
    if not line.too_many and (reduction := _reduction(order, line.missing)) is not None:
        found.append(reduction)
    return tuple(found)


def _singles(order: Ranking, missing: int) -> list[ToReserve]:
    enough = (row for row in reversed(range(len(order.refs))) if order.amount(row) >= missing)
    left = order.available - order.total
    return [ToReserve((order.refs[row],), left + order.amount(row)) for row, _ in zip(enough, range(MOST_SINGLES))]  # noqa: B905


def _from_the_bottom(order: Ranking, missing: int, too_many: int) -> ToReserve:
    count = len(order.refs) - too_many
    while order.total - (order.sums[count - 1] if count else 0) < missing:
        count -= 1
    return ToReserve(order.refs[count:], order.available - (order.sums[count - 1] if count else 0))


def _reduction(order: Ranking, missing: int) -> Reduction | None:
    """Cut the lowest ranked that can lose what is missing and still get something."""
    for row in reversed(range(len(order.refs))):
        if order.amount(row) > missing:
            return Reduction(order.refs[row], order.amount(row) - missing, missing)
    return None
