"""The whole job with the keyboard alone: list in, rank, reduce, slips undone, innstilling out; tells it as JSON.

dbus-run-session -- /usr/bin/python3 tests/e2e/steps_keyboard.py PICTURES LIST WANTED PDF kompetanse-desktop …
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from desk import Desk, NotThere, picture_on_failure
from reading_the_board import LANES, Board

AMOUNT = "700000"
MOST_STOPS = 60
"""So many stops of the Tab key are tried before a button counts as one that can't be come to."""


class Keyboard:
    """Does things with keys, and follows where the keyboard is by what a screen reader is told."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.board = Board(desk)

    def walk_to_card(self, ref: str) -> None:
        """Walk to a card with the arrows, from whichever card has the keyboard."""
        lane, before = self.board.place_of(ref)
        here, _ = self.board.place_of(self.desk.focused.get_description())
        full = [each for each, refs in self.board.refs().items() if refs]
        steps = full.index(lane) - full.index(here)
        self.desk.keys(*["Right" if steps > 0 else "Left"] * abs(steps), "Home", *["Down"] * before)
        self.desk.wait_until(lambda: self.is_on(ref), f"the keyboard on {ref}")

    def is_on(self, ref: str) -> bool:
        """Tell whether a screen reader was told that the keyboard is on this card."""
        return self.desk.focused is not None and self.desk.focused.get_description() == ref

    def move(self, ref: str, *keys: str) -> None:
        """Move the card that has the keyboard, and see that the keyboard goes with it."""
        self.desk.keys(*keys)
        self.desk.wait_until(lambda: self.is_on(ref), f"the keyboard still on {ref}")

    def rank(self, wanted: dict[str, list[str]]) -> None:
        """Move every card to its lane and place: each to the end of its lane, in order."""
        for lane in LANES[1:]:
            for ref in wanted[lane]:
                self.walk_to_card(ref)
                self.move(ref, *["alt+Right"] * LANES.index(lane))
        self.board.wait_for(wanted)

    def tab_to(self, ident: str) -> None:
        """Go to a widget with the Tab key, as far as it takes."""
        for _ in range(MOST_STOPS):
            if (self.desk.focused.get_accessible_id() or "").endswith(ident):
                return
            before = self.desk.focused
            self.desk.keys("Tab")
            self.desk.wait_until(lambda before=before: self.desk.focused is not before, "the next stop")
        raise NotThere(f"no key comes to {ident}")


def take_in(keyboard: Keyboard, file: str) -> None:
    """Choose a list in the file dialog by writing where it is, and take it in."""
    desk = keyboard.desk
    desk.keys("ctrl+i")
    desk.wait_for_focus("text")
    desk.write(file)
    desk.keys("Return")
    desk.find("import.preview")
    keyboard.tab_to("import.accept")
    desk.keys("space")
    desk.wait_until(lambda: len(keyboard.board.refs()["unhandled"]) == 11, "the eleven cards")


def reduce_and_slip(keyboard: Keyboard, wanted: dict[str, list[str]], seen: dict[str, object]) -> None:
    """Reduce one, then move two cards by mistake, and take both back."""
    desk, (first, second, *_) = keyboard.desk, wanted["prioritised"]
    keyboard.walk_to_card(second)
    desk.keys("F2")
    desk.wait_for_focus("text")
    before = desk.said("budget.remaining")
    desk.keys("ctrl+a")
    desk.write(AMOUNT)
    desk.keys("Return")
    desk.wait_until(lambda: desk.said("budget.remaining") != before, "the reduced amount")
    seen["reduced"] = desk.said("board.lastAction")
    desk.keys("ctrl+f")
    desk.wait_for_focus("text Søk")
    desk.keys("Escape")
    desk.wait_until(lambda: keyboard.is_on(second), "the keyboard back on the card")
    keyboard.move(second, "alt+Up")
    keyboard.walk_to_card(first)
    keyboard.move(first, "alt+Right")
    slipped = {lane: [ref for ref in refs if ref != first] for lane, refs in wanted.items()}
    slipped["reserve"].append(first)
    keyboard.board.wait_for(slipped)
    desk.keys("ctrl+z", "ctrl+z")
    keyboard.board.wait_for(wanted)
    seen["undone"] = desk.said("board.lastAction")
    desk.wait_until(lambda: keyboard.is_on(second), "the keyboard on what was undone last")


def print_to(keyboard: Keyboard, pdf: str) -> None:
    """Write the innstilling to a file."""
    desk = keyboard.desk
    desk.keys("ctrl+p")
    desk.find("innstilling.save")
    desk.wait_until(lambda: "innstilling" in (desk.focused.get_accessible_id() or ""), "the keyboard in the dialog")
    keyboard.tab_to("innstilling.save")
    desk.keys("space")
    desk.wait_until(lambda: "QFileDialog" in (desk.focused.get_accessible_id() or ""), "the box for a file")
    desk.keys("ctrl+a")
    desk.write(pdf)
    desk.keys("Return")
    desk.wait_until(Path(pdf).exists, "the document")


def main(pictures: str, listed: str, wanted_json: str, pdf: str, *command: str) -> None:
    """Do the steps; each thing seen goes into the answer."""
    seen: dict[str, object] = {}
    wanted = json.loads(wanted_json)
    with Desk("1280x720") as desk, picture_on_failure(desk, Path(pictures, "keyboard.png")):
        desk.listen()
        desk.start(command)
        desk.find("board.unhandled")
        keyboard = Keyboard(desk)
        take_in(keyboard, listed)
        desk.wait_until(lambda: desk.focused.get_role_name() == "list item", "the keyboard on a card")
        keyboard.rank(wanted)
        reduce_and_slip(keyboard, wanted, seen)
        seen["board"] = keyboard.board.refs()
        seen["remaining"] = desk.said("budget.remaining")
        print_to(keyboard, pdf)
    print(json.dumps(seen, ensure_ascii=False))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except NotThere as missing:
        sys.exit(f"{missing}")
