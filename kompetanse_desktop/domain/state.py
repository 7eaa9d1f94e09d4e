"""A round with all that is in it, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kompetanse_desktop.domain.board import Board, Lane
from kompetanse_desktop.domain.money import Amounts
from kompetanse_desktop.domain.proposal import Proposal, Standing
from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal

NO_STANDING = Standing()


@dataclass(frozen=True)
class RoundState:
    """The round, its proposals by ref, what the forum has said of them, and the board.

    Each ref of ``proposals`` stands on the board exactly once; ``standings`` has only those of
    which the forum has said something.
    """

    round: Round
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    board: Board = field(default_factory=Board)

    def proposal(self, ref: str) -> Proposal:
        """Give one proposal. Raises Refusal for an unknown ref."""
        try:
            return self.proposals[ref]
        except KeyError:
            raise Refusal("There is no proposal with the number «{ref}».", ref=ref) from None

    def standing(self, ref: str) -> Standing:
        """Give what the forum has said of a proposal; an empty Standing where it has not."""
        return self.standings.get(ref, NO_STANDING)

    def requested(self, ref: str) -> int | None:
        """Kroner asked for in the round's year; None when the sum is unknown."""
        requested = self.proposals[ref].requested
        return None if requested is None else requested.total(self.round.year)

    def amounts(self, ref: str) -> Amounts | None:
        """What the proposal gets if it is prioritised: the forum's amounts, else what was asked for."""
        standing = self.standings.get(ref)
        if standing is not None and standing.recommended is not None:
            return standing.recommended
        return self.proposals[ref].requested

    def recommended(self, ref: str) -> int | None:
        """Kroner the proposal gets in the round's year if it is prioritised; None when unknown."""
        amounts = self.amounts(ref)
        return None if amounts is None else amounts.total(self.round.year)

    def is_reduced(self, ref: str) -> bool:
        """Tell whether the forum's amount is below what was asked for, in any year."""
        amounts, requested = self.amounts(ref), self.proposals[ref].requested
        if amounts is None or requested is None or amounts is requested:
            return False
        return any(amounts.total(year) < requested.total(year) for year in requested.years)

    def networks(self) -> tuple[str, ...]:
        """The networks by their first proposal in order of ref, so that colours and sums keep their order."""
        return tuple(dict.fromkeys(self.proposals[ref].network for ref in sorted(self.proposals)))

    def with_board(self, board: Board) -> RoundState:
        """Give the same round with another board."""
        return replace(self, board=board)

    def ranked(self) -> tuple[str, ...]:
        """The prioritised refs in order."""
        return self.board[Lane.PRIORITISED]
