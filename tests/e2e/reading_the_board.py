"""Reads the board off the screen, for the stories that rank: names as they are spoken, or refs."""

from __future__ import annotations

from typing import Any

from desk import Desk

LANES = ("unhandled", "prioritised", "reserve", "declined")
Cards = dict[str, list[str]]
"""What is read of each card, in order, by lane."""


class Board:
    """The four lanes of the window at a desk. They stay the same lists as long as the program runs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.lanes = {lane: desk.find(f"board.{lane}") for lane in LANES}

    def names(self) -> Cards:
        """Give what a screen reader says of each card."""
        return {lane: [card.get_name() for card in self._cards(node)] for lane, node in self.lanes.items()}

    def refs(self) -> Cards:
        """Give the refs of the cards; a screen reader has them as their description."""
        return {lane: [card.get_description() for card in self._cards(node)] for lane, node in self.lanes.items()}

    def _cards(self, node: Any) -> list[Any]:
        cards = [node.get_child_at_index(index) for index in range(node.get_child_count())]
        return [card for card in cards if card is not None]

    def place_of(self, ref: str) -> tuple[str, int]:
        """Give the lane of a card, and how many stand before it there."""
        return next((lane, refs.index(ref)) for lane, refs in self.refs().items() if ref in refs)

    def wait_for(self, wanted: Cards) -> None:
        """Wait until every card stands where it should. Raises NotThere."""
        self._desk.wait_until(lambda: self.refs() == wanted, f"the board {wanted}")
