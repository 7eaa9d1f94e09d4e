"""Show a round to the room on a second monitor, and pull its cable fifty times; tells what was seen as JSON.

dbus-run-session -- /usr/bin/python3 tests/e2e/steps_projector.py PICTURES kompetanse-desktop --demo --data-dir DIR
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from desk import Desk, NotThere, picture_on_failure

OPERATOR, WALL = "1440x900", "1920x1080"
ON_THE_WALL = (1440, 0, 1920, 1080)
PULLS, STEPS = 50, 12
MOVES = ("alt+Right", "alt+Left", "alt+Right", "alt+Left", "alt+Up", "alt+Down", "Left", "Down", "ctrl+z", "ctrl+y")
"""What the operator does meanwhile, in xdotool's words."""


def active(desk: Desk) -> str:
    """Tell which window has the keyboard."""
    return subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True).stdout.strip()


def operators(desk: Desk, window: Any = None) -> list[object]:
    """Tell where the operator's window lies, and which has the keyboard."""
    return [*desk.box(window or desk.find("main.window")), active(desk)]


def figures(desk: Desk) -> dict[str, object]:
    """Read from both windows what must be the same."""
    board = desk.items("board.prioritised"), desk.items("board.reserve")
    return {
        "remaining": desk.said("budget.remaining"),
        "room_remaining": desk.said("projector.remaining"),
        "prioritised": board[0],
        "reserve": board[1],
        "room_list": desk.items("projector.list"),
    }


def fills(desk: Desk, box: tuple[int, int, int, int]) -> bool:
    """Tell whether the room's window is seen, and lies so."""
    return desk.is_shown("projector.window") and desk.box(desk.find("projector.window")) == box


def is_on_the_wall(desk: Desk) -> bool:
    """Tell whether the room's window fills its monitor."""
    return fills(desk, ON_THE_WALL)


def is_away(desk: Desk) -> bool:
    """Tell whether the room's window is on no screen."""
    return not desk.is_shown("projector.window")


def follow(desk: Desk) -> dict[str, object]:
    """Read both windows, once all that was asked for is done: when they say the same twice in a row."""
    before: dict[str, object] = {}
    now = figures(desk)
    while before != now:
        before, now = now, figures(desk)
    return now


def pull(desk: Desk, dice: random.Random) -> None:
    """Pull the cable and put it in again while something is moved, sometimes before anything has settled."""
    desk.unplug(1)
    desk.mouse("key", dice.choice(MOVES))
    time.sleep(dice.choice((0.0, 0.05, 0.4)))
    desk.plug(1)
    desk.mouse("key", dice.choice(MOVES))
    time.sleep(dice.choice((0.0, 0.05, 0.4)))


def come_back(desk: Desk, box: tuple[int, int, int, int]) -> None:
    """Wait for the room's window, or ask for it as an operator would: Qt on X doesn't hear of every unmirroring."""
    try:
        desk.wait_until(lambda: fills(desk, box), "the room's window back by itself", wait=4)
    except NotThere:
        desk.mouse("mousemove", *desk.centre("projector.follow"), "click", 1)
        desk.wait_until(lambda: fills(desk, box), "the room's window back when asked for")


def screens_change(desk: Desk) -> dict[str, Any]:
    """Change the screens in every way that a system's settings can, and see where the room's window goes."""
    seen: dict[str, Any] = {}
    desk.xrandr("--addmode", "DUMMY1", OPERATOR)
    desk.xrandr("--output", "DUMMY1", "--mode", OPERATOR)
    smaller = (1440, 0, 1440, 900)
    desk.wait_until(lambda: fills(desk, smaller), "the smaller screen filled")
    seen["other_size"] = operators(desk)
    desk.xrandr("--output", "DUMMY1", "--same-as", "DUMMY0")
    desk.wait_until(lambda: is_away(desk), "the room's window leaving a mirrored screen")
    seen["mirrored"] = operators(desk)
    desk.xrandr("--output", "DUMMY1", "--right-of", "DUMMY0")
    come_back(desk, smaller)
    desk.plug(1)
    desk.wait_until(lambda: is_on_the_wall(desk), "the room's window back")
    desk.xrandr("--output", "DUMMY1", "--primary")
    time.sleep(0.6)
    seen["swapped_on_the_wall"] = is_on_the_wall(desk)
    seen["swapped"] = operators(desk)
    desk.xrandr("--output", "DUMMY0", "--primary")
    desk.plug(2)
    time.sleep(0.6)
    seen["third_on_the_wall"] = is_on_the_wall(desk)
    desk.unplug(2)
    time.sleep(0.6)
    return seen


def main(pictures: str, *command: str) -> None:
    """Do the steps; each thing seen goes into the answer."""
    seen: dict[str, Any] = {}
    dice = random.Random(2021)
    with Desk(OPERATOR, WALL, WALL) as desk, picture_on_failure(desk, Path(pictures, "projector.png")):
        desk.unplug(2)
        desk.start(command)
        desk.find("board.prioritised")
        desk.wait_until(lambda: active(desk) != "", "a window with the keyboard")
        time.sleep(0.5)
        seen["before"] = operators(desk)
        desk.mouse("key", "Down", *("alt+Right", "Left", "Down") * 4, "alt+Right", "alt+Right")
        desk.mouse("key", "F5")
        desk.wait_until(lambda: is_on_the_wall(desk), "the room's window on its monitor")
        seen["shown"] = operators(desk)
        seen["story"] = [follow(desk)]
        for _ in range(STEPS):
            desk.mouse("key", dice.choice(MOVES))
            seen["story"].append(follow(desk))
        window = desk.find("main.window")
        seen["places"] = []
        for _ in range(PULLS):
            pull(desk, dice)
            seen["places"].append(operators(desk, window))
        desk.wait_until(lambda: is_on_the_wall(desk), "the room's window on its monitor after all")
        seen["after"] = follow(desk)
        desk.unplug(1)
        desk.wait_until(lambda: is_away(desk), "the room's window gone with its monitor")
        seen["told"] = desk.wait_until_said("message.text", " ")
        seen["state_unplugged"] = desk.said("projector.state")
        desk.plug(1)
        desk.wait_until(lambda: is_on_the_wall(desk), "the room's window back")
        seen |= screens_change(desk)
        desk.mouse("key", "b")
        desk.wait_until(lambda: "kr" not in desk.said("projector.remaining"), "the neutral page")
        seen["neutral"] = desk.said("projector.state")
        desk.mouse("key", "b")
        seen["back"] = follow(desk)
        desk.mouse("key", "F5")
        desk.wait_until(lambda: is_away(desk), "the room's window gone")
        seen["ended"] = operators(desk)
    print(json.dumps(seen, ensure_ascii=False))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except NotThere as missing:
        sys.exit(f"{missing}")
