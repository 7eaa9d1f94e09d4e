"""What a move would do to order and money, before anyone lets go: for the hand, the keyboard and the screen reader."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from kompetanse_desktop.domain.board import Lane, Move
from kompetanse_desktop.domain.budget import CutLine, money_line
from kompetanse_desktop.domain.ranking import Line, Ranking, line_at, ranking
from kompetanse_desktop.domain.state import RoundState


@dataclass(frozen=True)
class Standing:
    """How a prioritised proposal would stand: its rank from 1, the sum down to it in kroner, and whether inside."""

    rank: int
    sum: int
    inside: bool


@dataclass(frozen=True)
class Preview:
    """The prioritised proposals as they would be after a move, told by what differs from ``before``.

    ``lifted`` are the rows of ``before`` that would leave their place, from above; ``added`` are the proposals
    that would stand from row ``at`` of what is left, with their running ``added_sums`` in kroner. All else
    keeps its order, so that any one card, the line and the money are found without going through them all.
    """

    before: Ranking
    lifted: tuple[int, ...]
    added: tuple[str, ...]
    added_sums: tuple[int, ...]
    at: int

    # -- sums --------------------------------------------------------------------------------------
    @cached_property
    def _lifted_sums(self) -> tuple[int, ...]:
        return tuple(accumulate((self.before.amount(row) for row in self.lifted), initial=0))

    @property
    def count(self) -> int:
        """How many would be prioritised."""
        return len(self.before.refs) - len(self.lifted) + len(self.added)

    @property
    def total(self) -> int:
        """What would be recommended, in kroner."""
        return self.before.total - self._lifted_sums[-1] + self._added_sum

    @property
    def remaining(self) -> int:
        """Kroner that would be left; negative when it would be too much."""
        return self.before.available - self.total

    @property
    def places_left(self) -> int | None:
        """How many more could then be prioritised (negative: too many would be); None without such a limit."""
        return None if self.before.places is None else self.before.places - self.count

    @property
    def _added_sum(self) -> int:
        return self.added_sums[-1] if self.added_sums else 0

    # -- one card ----------------------------------------------------------------------------------
    def standing(self, ref: str) -> Standing | None:
        """Tell how a proposal would stand; None where it would not be prioritised."""
        if ref in self._added_rows:
            number = self._added_rows[ref]
            row, total = self.at + number, self._sum_of_rest(self.at) + self.added_sums[number]
        else:
            kept = self._kept(ref)
            if kept is None:
                return None
            row, total = kept, self._sum_of_rest(kept + 1)
            if kept >= self.at:
                row, total = kept + len(self.added), total + self._added_sum
        return Standing(row + 1, total, row < self.inside)

    @cached_property
    def _added_rows(self) -> dict[str, int]:
        return {ref: number for number, ref in enumerate(self.added)}

    def _kept(self, ref: str) -> int | None:
        """Give the row among those that stay where they are; None where it isn't one of them."""
        row = self.before.row_of.get(ref)
        if row is None:
            return None
        above = bisect_left(self.lifted, row)
        return None if above < len(self.lifted) and self.lifted[above] == row else row - above

    def _row_before(self, kept: int) -> int:
        """Give the row in ``before`` of the one that is number ``kept``, from 0, of those that stay."""
        low, high = 0, len(self.lifted)
        while low < high:  # lifted[i] - i of those that stay are above the i-th lifted one
            middle = (low + high) // 2
            if self.lifted[middle] - middle <= kept:
                low = middle + 1
            else:
                high = middle
        return kept + low

    def _sum_of_rest(self, count: int) -> int:
        """Sum the first ``count`` of those that stay, in kroner."""
        if not count:
            return 0
        row = self._row_before(count - 1)
        return self.before.sums[row] - self._lifted_sums[bisect_left(self.lifted, row)]

    # -- the line ----------------------------------------------------------------------------------
    @cached_property
    def line(self) -> Line | None:
        """Where the money or the places would end."""
        return line_at(self._affordable, self.count, self.total, self.before)

    @property
    def inside(self) -> int:
        """How many from the top there would be both money and places for."""
        return self.count if self.line is None else self.line.inside

    @property
    def _affordable(self) -> int:
        available, rest = self.before.available, len(self.before.refs) - len(self.lifted)
        above = self._affordable_of_rest(self.at, available)
        if above < self.at:
            return above
        left = available - self._sum_of_rest(self.at)
        added = bisect_right(self.added_sums, left)
        if added < len(self.added):
            return self.at + added
        return len(self.added) + self._affordable_of_rest(rest, available - self._added_sum)

    def _affordable_of_rest(self, most: int, available: int) -> int:
        """Count how many of the first ``most`` that stay there is money for."""
        return bisect_right(range(most), available, key=lambda kept: self._sum_of_rest(kept + 1))

    @property
    def line_gap(self) -> tuple[int, bool] | None:
        """Where the line would go among the cards as they lie now; None without a line.

        The row of ``before`` it is right above (after the last: how many there are), and whether what is
        added is the first thing below it.
        """
        if self.line is None:
            return None
        inside = self.line.inside
        kept = inside if inside <= self.at else max(self.at, inside - len(self.added))
        rest = len(self.before.refs) - len(self.lifted)
        above_added = bool(self.added) and inside == self.at
        return (self._row_before(kept) if kept < rest else len(self.before.refs)), above_added

    @property
    def cut(self) -> CutLine | None:
        """Where the money alone would end."""
        return money_line(self.after) if self.remaining < 0 else None

    @cached_property
    def fallen(self) -> tuple[str, ...]:
        """The prioritised proposals that are inside now and would be outside, in the order they would have.

        Those that stay keep their order, so that only the ones between both lines are looked at.
        """
        now = self.before.inside
        rows = {*range(self.inside, min(self.count, now + len(self.added)))}
        rows.update(row for row in self._added_range if row >= self.inside)
        return tuple(ref for ref in map(self._ref_after, sorted(rows)) if self.before.row_of.get(ref, now) < now)

    @cached_property
    def risen(self) -> tuple[str, ...]:
        """The prioritised proposals that are outside now and would be inside, in the order they would have."""
        now = self.before.inside
        rows = {*range(max(0, now - len(self.lifted)), self.inside)}
        rows.update(row for row in self._added_range if row < self.inside)
        return tuple(ref for ref in map(self._ref_after, sorted(rows)) if self.before.row_of.get(ref, -1) >= now)

    @property
    def _added_range(self) -> range:
        return range(self.at, self.at + len(self.added))

    def _ref_after(self, row: int) -> str:
        if self.at <= row < self.at + len(self.added):
            return self.added[row - self.at]
        return self.before.refs[self._row_before(row if row < self.at else row - len(self.added))]

    # -- the whole ---------------------------------------------------------------------------------
    @cached_property
    def after(self) -> Ranking:
        """The whole order as it would be, written out."""
        gone = set(self.lifted)
        stay = [row for row in range(len(self.before.refs)) if row not in gone]
        refs = [self.before.refs[row] for row in stay]
        amounts = [self.before.amount(row) for row in stay]
        added = [b - a for a, b in zip((0, *self.added_sums), self.added_sums, strict=False)]
        refs[self.at : self.at] = self.added
        amounts[self.at : self.at] = added
        return Ranking(tuple(refs), tuple(accumulate(amounts)), self.before.available, self.before.places)

    @property
    def ranked(self) -> tuple[str, ...]:
        """The refs in the order they would have."""
        return self.after.refs

    @property
    def sums(self) -> tuple[int, ...]:
        """Their running sums, in kroner."""
        return self.after.sums


def preview(state: RoundState, move: Move, before: Ranking | None = None) -> Preview:
    """Work out what a move would do, changing nothing. Raises Refusal as the move itself would.

    ``before`` is the ranking of ``state`` where somebody has it already.
    """
    state.board.check(move)
    before = ranking(state) if before is None else before
    lifted = tuple(sorted(before.row_of[ref] for ref in move.refs if ref in before.row_of))
    if move.lane is not Lane.PRIORITISED:
        return Preview(before, lifted, (), (), 0)
    rest = len(before.refs) - len(lifted)
    at = rest if move.position is None else move.position - 1
    return Preview(before, lifted, move.refs, _sums(state, move.refs), at)


def _sums(state: RoundState, refs: Sequence[str]) -> tuple[int, ...]:
    return tuple(accumulate(state.recommended(ref) or 0 for ref in refs))
