"""Take in a list with keys and with a real drop; tells what was seen as JSON.

dbus-run-session -- /usr/bin/python3 tests/e2e/steps_import.py PICTURES LIST SECOND PYTHON kompetanse-desktop …
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from desk import Desk, picture_on_failure

SOURCE = Path(__file__).with_name("drag_source.py")
PLACE = (1250, 790)


def keys(desk: Desk, *names: str) -> None:
    """Press keys one after the other, as quickly as a person does."""
    for name in names:
        desk.mouse("key", name)
        time.sleep(0.1)


def write(desk: Desk, text: str) -> None:
    """Write a text with the keyboard."""
    desk.mouse("type", "--delay", "12", text)
    time.sleep(0.2)


def press(desk: Desk, ident: str) -> None:
    """Click a button."""
    desk.mouse("mousemove", *desk.centre(ident), "click", 1)


def is_gone(desk: Desk, ident: str) -> bool:
    """Tell whether a widget is no longer on the screen."""
    return all((node.get_accessible_id() or "").split(".")[-2:] != ident.split(".") for node in desk.walk())


def main(pictures: str, first: str, second: str, python: str, *command: str) -> None:
    """Do the steps; each thing seen goes into the answer."""
    seen: dict[str, object] = {}
    with Desk() as desk, picture_on_failure(desk, Path(pictures, "import.png")):
        desk.start(command)
        desk.find("board.unhandled")
        seen["cards_before"] = len(desk.items("board.unhandled"))

        keys(desk, "ctrl+i")
        time.sleep(1)
        write(desk, first)
        keys(desk, "Return")
        desk.find("import.preview")
        seen["summary"] = desk.said("import.summary")
        seen["total_before"] = desk.said("import.total")
        keys(desk, "ctrl+Home", "Down", *["Right"] * 6, "F2")
        desk.mouse("key", "ctrl+a")
        write(desk, "300 000")
        keys(desk, "Return")
        desk.wait_until(lambda: desk.said("import.total") != seen["total_before"], "the new total")
        seen["total_after"] = desk.said("import.total")
        keys(desk, "Down", "Delete")
        desk.wait_until(lambda: desk.said("import.total") != seen["total_after"], "the total without the row")
        seen["total_without"] = desk.said("import.total")
        desk.picture(Path(pictures, "preview.png"))
        press(desk, "import.accept")
        desk.wait_until(lambda: len(desk.items("board.unhandled")) != seen["cards_before"], "the new cards")
        seen["cards_after"] = len(desk.items("board.unhandled"))
        seen["last_action"] = desk.said("board.lastAction")
        keys(desk, "ctrl+z")
        desk.wait_until(lambda: len(desk.items("board.unhandled")) == seen["cards_before"], "the cards gone again")

        source = subprocess.Popen([python, str(SOURCE), ",".join(map(str, PLACE)), second])
        try:
            time.sleep(2)
            hand = (PLACE[0] + 40, PLACE[1] + 30)

            def over() -> None:
                seen["hint"] = desk.said("import.dropHint")
                desk.picture(Path(pictures, "hint.png"))

            desk.drag(hand, desk.centre("board.prioritised"), over)
            desk.find("import.preview")  # the source must live until it has handed over what it holds
        finally:
            source.terminate()
            source.wait()
        seen["dropped_summary"] = desk.said("import.summary")
        keys(desk, "Escape")
        desk.wait_until(lambda: is_gone(desk, "import.preview"), "the preview put away")
        seen["cards_given_up"] = len(desk.items("board.unhandled"))
    print(json.dumps(seen, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
