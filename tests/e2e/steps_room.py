"""Go through the window with the Tab key on a small screen, at 100 % and 200 %; tells where each stop lies as JSON.

dbus-run-session -- /usr/bin/python3 tests/e2e/steps_room.py PICTURES kompetanse-desktop --demo --data-dir DIR
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from desk import Desk, NotThere, picture_on_failure

Box = tuple[int, int, int, int]
MOST_STOPS = 80
LARGER = 12
"""Pressed so many times, Ctrl and + has come to its end."""
STATES = {
    "details": ("Down",),
    "checks": ("ctrl+k",),
    "timeline": ("ctrl+h",),
    "filter": ("ctrl+h", "ctrl+shift+f"),
    "table": ("ctrl+shift+f", "ctrl+t"),
}
"""What is pressed to come from one state of the window to the next."""


def common(one: Box, other: Box) -> Box:
    """Give what two boxes have in common; nothing of it is wide or high where they lie apart."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[0] + one[2], other[0] + other[2]), min(one[1] + one[3], other[1] + other[3])
    return left, top, max(right - left, 0), max(bottom - top, 0)


class Walk:
    """Looks at where everything lies that can have the keyboard."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.window: Box = desk.box(desk.find("main.window"))
        self.seen: dict[str, list[dict[str, Any]]] = {}

    def room(self, node: Any) -> Box:
        """Give what a widget can be seen through: the window, and all that it lies in."""
        found = self.window
        while (node := node.get_parent()) is not None and node.get_role_name() not in ("application", "frame"):
            found = common(found, self.desk.box(node))
        return found

    def stop(self) -> dict[str, Any]:
        """Tell where the keyboard is now, how much of that is seen, and how much there is room for."""
        node = self.desk.focused
        box, room = self.desk.box(node), self.room(node)
        return {
            "id": ".".join((node.get_accessible_id() or "").split(".")[-2:]),
            "name": f"{node.get_role_name()} {node.get_name()}",
            "box": box,
            "room": room,
            "seen": common(box, room),
        }

    def round(self) -> list[dict[str, Any]]:
        """Press Tab until the keyboard is where it began, or has been everywhere."""
        stops: list[dict[str, Any]] = []
        paths = set()
        for _ in range(MOST_STOPS):
            before = self.desk.focused
            self.desk.mouse("key", "Tab")
            self.desk.wait_until(lambda before=before: self.desk.focused is not before, "the next stop of Tab")
            self.desk.let_come(0.03)
            stop = self.stop()
            key = (stop["id"], stop["name"])
            if key in paths and len(stops) > 3:
                return stops
            paths.add(key)
            stops.append(stop)
        return stops

    def look(self, state: str, pictures: str) -> None:
        """Keep what a state of the window shows."""
        self.seen[state] = self.round()
        self.desk.picture(Path(pictures, f"room-{state.replace(' ', '-')}.png"))


def main(pictures: str, *command: str) -> None:
    """Do the steps; each thing seen goes into the answer."""
    with Desk("1280x720") as desk, picture_on_failure(desk, Path(pictures, "room.png")):
        desk.listen()
        desk.start(command)
        desk.find("board.unhandled")
        walk = Walk(desk)
        for size in ("100 %", "200 %"):
            for state, keys in STATES.items():
                desk.keys("ctrl+f", "Escape")
                desk.wait_until(lambda: desk.focused.get_role_name() in ("list item", "table cell"), "a card")
                desk.keys(*keys)
                desk.let_come(0.3)
                walk.look(f"{size} {state}", pictures)
            desk.keys("ctrl+f", "Escape", "ctrl+t", *["ctrl+plus"] * LARGER)
            desk.let_come(0.5)
    print(json.dumps(walk.seen, ensure_ascii=False))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except NotThere as missing:
        sys.exit(f"{missing}")
