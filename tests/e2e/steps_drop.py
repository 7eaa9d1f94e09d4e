"""Drop a card with a real mouse, cut the power, and look again; tells what was seen as JSON.

dbus-run-session -- /usr/bin/python3 tests/e2e/steps_drop.py PICTURES kompetanse-desktop --demo --data-dir DIR
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from desk import Desk, picture_on_failure

LANES = ("unhandled", "prioritised", "reserve", "declined")


def board(desk: Desk) -> dict[str, list[str]]:
    """Read every lane off the screen."""
    return {lane: desk.items(f"board.{lane}") for lane in LANES}


def main(pictures: str, *command: str) -> None:
    """Do the steps; each thing seen goes into the answer."""
    seen: dict[str, object] = {}
    with Desk() as desk, picture_on_failure(desk, Path(pictures, "drop.png")):
        desk.start(command)
        seen["remaining_before"] = desk.said("budget.remaining")
        seen["board_before"] = before = board(desk)

        card, lane = desk.item_centre("board.unhandled", before["unhandled"][1]), desk.centre("board.prioritised")

        def give_up() -> None:
            desk.wait_until_said("budget.preview", "kr")
            desk.mouse("key", "Escape")

        desk.drag(card, lane, give_up)
        seen["board_given_up"] = board(desk)

        def over() -> None:
            seen["preview"] = desk.wait_until_said("budget.preview", "kr")
            seen["remaining_during"] = desk.said("budget.remaining")

        def is_dropped() -> bool:
            return len(desk.items("board.prioritised")) == len(before["prioritised"]) + 1

        desk.drag(card, lane, over)
        desk.wait_until(is_dropped, "the dropped card")
        seen["remaining_after"] = desk.said("budget.remaining")
        seen["last_action"] = desk.said("board.lastAction")
        seen["board_after"] = board(desk)
        desk.kill()
        desk.start(command)
        seen["remaining_restarted"] = desk.said("budget.remaining")
        seen["board_restarted"] = board(desk)
    print(json.dumps(seen, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
