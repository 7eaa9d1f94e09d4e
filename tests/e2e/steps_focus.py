"""Move cards with keys only, and follow the keyboard as a screen reader does; tells what was seen as JSON.

dbus-run-session -- /usr/bin/python3 tests/e2e/steps_focus.py PICTURES kompetanse-desktop --demo --data-dir DIR
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from desk import Desk, NotThere, picture_on_failure
from reading_the_board import Board

SECOND, THIRD = "Lese saman", "Psykisk helse i klasserommet"


class Steps:
    """Presses keys, waits until a card stands where it should, and keeps what has the keyboard then."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.board = Board(desk)
        self.seen: dict[str, str] = {}

    def press(self, step: str, title: str, place: str, *keys: str) -> None:
        """Do one step; raises NotThere where card or keyboard don't come to where they should."""
        self.desk.keys(*keys)
        lane, number = place.split()

        def is_there() -> bool:
            return title in "".join(self.board.names()[lane][int(number) - 1 : int(number)])

        self.desk.wait_until(is_there, f"{title} in {place} ({step})")
        self.seen[step] = self.desk.wait_for_focus(f"list item {self.board.names()[lane][int(number) - 1]}")

    def walk(self, step: str, title: str, *keys: str) -> None:
        """Walk to another card."""
        self.desk.keys(*keys)
        self.seen[step] = self.desk.wait_for_focus(title)


def main(pictures: str, *command: str) -> None:
    """Do the steps; each thing seen goes into the answer."""
    with Desk("1280x720") as desk, picture_on_failure(desk, Path(pictures, "focus.png")):
        desk.listen()
        desk.start(command)
        desk.find("board.unhandled")
        steps = Steps(desk)
        steps.walk("down", SECOND, "Down")
        steps.walk("down_again", THIRD, "Down")
        steps.walk("up", SECOND, "Up")
        steps.press("within_up", SECOND, "unhandled 1", "alt+Up")
        steps.press("within_down", SECOND, "unhandled 3", "alt+Down", "alt+Down")
        steps.press("between_lanes", SECOND, "prioritised 1", "alt+Right")
        steps.press("two_lanes_on", SECOND, "declined 1", "alt+Right", "alt+Right")
        steps.press("back_a_lane", SECOND, "reserve 1", "alt+Left")
        steps.walk("walked_home", THIRD, "Left", "Home", "Down")
        steps.press("another", THIRD, "prioritised 1", "alt+Right")
        steps.press("undone", THIRD, "unhandled 2", "ctrl+z")
        steps.press("undone_once_more", SECOND, "declined 1", "ctrl+z")
        steps.press("done_again", SECOND, "reserve 1", "ctrl+y")
        desk.keys("ctrl+m")
        desk.wait_for_focus("combo box")
        desk.keys("Up")
        desk.wait_until_said("moveTo.preview", "kr")
        steps.press("move_to", SECOND, "prioritised 1", "Return")
        desk.keys("ctrl+f")
        desk.wait_for_focus("text")
        steps.press("from_the_search", SECOND, "prioritised 1", "Escape")
        announced = desk.announced
    print(json.dumps(steps.seen | {"announced": "\n".join(announced)}, ensure_ascii=False))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except NotThere as missing:
        sys.exit(f"{missing}")
