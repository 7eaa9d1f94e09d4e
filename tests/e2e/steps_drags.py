"""Drag cards with a real mouse in every way a hand can; tells what was seen of each drag as JSON.

dbus-run-session -- /usr/bin/python3 tests/e2e/steps_drags.py PICTURES kompetanse-desktop --data-dir DIR
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from desk import Desk, NotThere, Point, picture_on_failure
from reading_the_board import Board, Cards

TITLE_BAR, OUTSIDE = (500, 8), (1434, 894)
"""The frame of a window that fills the screen, and a place beside one that doesn't."""


class Hand:
    """Drags, and keeps what the screen says while the card is held and when it is let go."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.seen: dict[str, dict[str, Any]] = {}
        self._board = Board(desk)
        self.lanes, self.board = self._board.lanes, self._board.names
        self._labels = {name: desk.find(name) for name in ("budget.remaining", "budget.preview", "board.lastAction")}

    def said(self, label: str) -> str:
        """Give what one of the labels says that are always there."""
        return self._labels[label].get_name() or ""

    def wait_until_told(self) -> str:
        """Wait for the money that would be left, and give it."""
        self.desk.wait_until(lambda: "kr" in self.said("budget.preview"), "what would be left")
        return self.said("budget.preview")

    def settled(self) -> Cards:
        """Read the board once it says the same twice."""
        before: Cards = {}
        now = self.board()
        while before != now:
            self.desk.let_come(0.1)
            before, now = now, self.board()
        return now

    def note(self, step: str, **more: object) -> None:
        """Keep what the screen says now."""
        self.seen[step] = more | {
            "board": self.settled(),
            "remaining": self.said("budget.remaining"),
            "preview_after": self.said("budget.preview"),
            "last": self.said("board.lastAction"),
        }

    def card(self, lane: str, number: int) -> Any:
        """Give the card of this place, from 1."""
        return self.lanes[lane].get_child_at_index(number - 1)

    def in_card(self, lane: str, number: int, part: float) -> Point:
        """Give a point of a card, ``part`` of its height from its top."""
        left, top, width, height = self.desk.box(self.card(lane, number))
        return left + width // 2, top + round(height * part)

    def in_lane(self, lane: str, part: float) -> Point:
        """Give a point of a lane, ``part`` of its height from its top."""
        left, top, width, height = self.desk.box(self.lanes[lane])
        return left + width // 2, top + round(height * part)

    def drag(
        self,
        step: str,
        source: Point,
        target: Point,
        *,
        beside: str = "",
        held: Callable[[], object] = lambda: None,
        is_moved: bool = True,
    ) -> None:
        """Drag, wait for the money while the card is held, do ``held``, and let go.

        With ``beside`` the hand comes in from that lane, so that no card of its own has made way before.
        """
        before, told = self.board(), self.said("board.lastAction")
        more: dict[str, str] = {}

        def over() -> None:
            more["preview"] = self.wait_until_told()
            held()

        way: Sequence[Point] = [(self.in_lane(beside, 0.5)[0], target[1])] if beside else []
        self.desk.drag(source, target, over, by_way_of=way)
        if is_moved:
            self.desk.wait_until(lambda: self.said("board.lastAction") != told, f"the move: {step}")
        self.desk.wait_until(lambda: self.said("budget.preview") == "", f"the end of the drag: {step}")
        self.note(step, before=before, **more)


def within_and_between(hand: Hand) -> None:
    """Drag within a lane, to another, to an empty one, and below the last card."""
    top, bottom = 0.2, 0.8
    hand.drag("down", hand.in_card("prioritised", 1, 0.5), hand.in_card("prioritised", 3, bottom), beside="unhandled")
    hand.drag("up", hand.in_card("prioritised", 4, 0.5), hand.in_card("prioritised", 2, top), beside="unhandled")
    hand.drag("between", hand.in_card("unhandled", 2, 0.5), hand.in_card("prioritised", 2, top))
    hand.drag("empty", hand.in_card("prioritised", 1, 0.5), hand.in_lane("reserve", 0.5))
    hand.drag("below", hand.in_card("unhandled", 1, 0.5), hand.in_lane("prioritised", 0.95))


def given_up(hand: Hand) -> None:
    """Give a drag up with Esc, let a card go outside the window, and hardly move it."""
    desk = hand.desk
    card, lane = hand.in_card("unhandled", 1, 0.5), hand.in_lane("prioritised", 0.3)
    hand.drag("esc", card, lane, held=lambda: desk.mouse("key", "Escape"), is_moved=False)

    def outside() -> None:
        desk.mouse("mousemove", *OUTSIDE)
        desk.wait_until(lambda: hand.said("budget.preview") == "", "no money told outside")

    hand.drag("outside", card, lane, held=outside, is_moved=False)
    before = hand.board()
    desk.drag(card, (card[0] + 3, card[1] + 3), steps=2)
    hand.note("hardly", before=before)


def make_smaller(desk: Desk) -> None:
    """Have the window no longer fill the screen: two clicks on its frame, as the window manager has it."""

    def is_beside() -> bool:
        left, top, width, height = desk.box(desk.find("main.window"))
        return left + width < OUTSIDE[0] or top + height < OUTSIDE[1]

    desk.mouse("mousemove", *TITLE_BAR, "click", "--repeat", 2, "--delay", 60, 1)
    desk.wait_until(is_beside, "a window that leaves some of the screen free")


def several(hand: Hand) -> None:
    """Choose three cards in another order than they lie, and drag them together."""
    hand.desk.mouse("mousemove", *hand.in_card("unhandled", 5, 0.5), "click", 1)
    for number in (1, 3):
        hand.desk.mouse("keydown", "ctrl", "mousemove", *hand.in_card("unhandled", number, 0.5), "click", 1)
        hand.desk.mouse("keyup", "ctrl")
    hand.drag("several", hand.in_card("unhandled", 3, 0.5), hand.in_card("prioritised", 2, 0.2))


def long_lane(hand: Hand) -> None:
    """Hold a card at the edge of a long lane until its end has come, and then until its beginning has."""
    desk, last = hand.desk, len(hand.board()["unhandled"])

    def is_seen(number: int) -> bool:
        _, top, _, height = desk.box(hand.card("unhandled", number))
        _, upper, _, room = desk.box(hand.lanes["unhandled"])
        return upper <= top and top + height <= upper + room

    def to_the_end() -> None:
        desk.wait_until(lambda: is_seen(last), "the end of the lane")

    def to_the_top() -> None:
        desk.wait_until(lambda: is_seen(1), "the top of the lane")

    hand.drag("to_the_end", hand.in_card("unhandled", 1, 0.5), hand.in_lane("unhandled", 0.99), held=to_the_end)
    hand.drag("to_the_top", hand.in_card("prioritised", 1, 0.5), hand.in_lane("unhandled", 0.01), held=to_the_top)


def locked(hand: Hand) -> None:
    """Try to drag while the board is locked."""
    desk, before = hand.desk, hand.board()
    desk.mouse("key", "ctrl+l")
    desk.wait_until_said("board.lock", "låst")
    desk.drag(hand.in_card("unhandled", 1, 0.5), hand.in_lane("prioritised", 0.4))
    told = desk.wait_until_said("message.text", " ")
    hand.note("locked", before=before, told=told)
    desk.mouse("key", "ctrl+l")
    desk.wait_until_said("board.lock", "Lås")
    hand.drag("unlocked", hand.in_card("unhandled", 1, 0.5), hand.in_lane("reserve", 0.9))


def main(pictures: str, *command: str) -> None:
    """Do the steps; each thing seen goes into the answer."""
    with Desk("1440x900") as desk, picture_on_failure(desk, Path(pictures, "drags.png")):
        desk.start(command)
        desk.find("board.unhandled")
        hand = Hand(desk)
        hand.note("start")
        within_and_between(hand)
        several(hand)
        long_lane(hand)
        locked(hand)
        make_smaller(desk)
        given_up(hand)
    print(json.dumps(hand.seen, ensure_ascii=False))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except NotThere as missing:
        sys.exit(f"{missing}")
