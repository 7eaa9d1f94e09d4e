"""Take the README's pictures of the real window, on the example round; run it when the look has changed.

dbus-run-session -- /usr/bin/python3 tests/e2e/take_pictures.py resources/pictures .venv/bin/kompetanse-desktop
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from desk import Desk

SIX = ("21-01", "21-02", "21-03", "21-05", "21-06", "21-07")
COLOURS = ("light", "dark", "contrast-light", "contrast-dark")
REASON = "Ramma rekk til fleire nettverk når reisekostnadene blir delte."


def ask(program: list[str], *command: str) -> None:
    """Do something on the command line."""
    subprocess.run([*program, *command], check=True, stdout=subprocess.DEVNULL)


def rank(program: list[str]) -> None:
    """Rank as in a meeting: six prioritised, one of them reduced, one in reserve, one declined."""
    for ref in SIX:
        ask(program, "move", ref, "prioritised")
    ask(program, "amount", "21-02", "700000", "--reason", REASON)
    ask(program, "move", "21-09", "declined", "--reason", "Ikkje eit kollektivt tiltak")
    ask(program, "move", "21-08", "reserve")


def open_window(desk: Desk, program: list[str], *options: str) -> None:
    """Start the window, and let it settle."""
    desk.start([*program, *options])
    desk.find("main.window")
    time.sleep(1)


def choose_look(data: str, colours: str, percent: int = 100) -> None:
    """Have the next window of this library open in these colours and this size, as if chosen in its menu."""
    (Path(data) / "window.ini").write_text(f"[General]\ncolours={colours}\ntext_size={percent}\n", "utf-8")


def in_every_look(data: str, program: list[str], pictures: Path) -> None:
    """Take the main states in each of the themes, and the board in the largest type on a small screen."""
    for colours in COLOURS:
        choose_look(data, colours)
        with Desk("1440x900") as desk:
            open_window(desk, program)
            choose_card(desk)
            desk.picture(pictures / f"board-{colours}.png")
            desk.mouse("key", "ctrl+t")
            time.sleep(1)
            desk.picture(pictures / f"table-{colours}.png")
    choose_look(data, "light", 200)
    with Desk("1280x720") as desk:
        open_window(desk, program)
        choose_card(desk)
        desk.picture(pictures / "large.png")
        desk.mouse("key", "ctrl+d")
        time.sleep(1)
        desk.picture(pictures / "large-details.png")


def choose_card(desk: Desk) -> None:
    """Choose the third card of those prioritised, and let the details come."""
    desk.mouse("key", "Right", "Down", "Down")
    time.sleep(1)


def main(folder: str, command: str) -> None:
    """Take each picture in turn."""
    pictures = Path(folder)
    with tempfile.TemporaryDirectory() as data, Desk("1440x900") as desk:
        program = [command, "--lang", "nn", "--data-dir", data]
        open_window(desk, program, "--demo")
        desk.picture(pictures / "start.png")
        desk.kill()
        rank(program)
        open_window(desk, program)
        card = desk.item_centre("board.unhandled", "Inkluderande overgangar")
        left, top, width, height = desk.box(desk.find("board.prioritised"))

        def over() -> None:
            desk.wait_until_said("budget.preview", "kr")
            desk.picture(pictures / "drag.png")
            desk.mouse("key", "Escape")

        desk.drag(card, (left + width // 2, top + height // 3), over)
        desk.mouse("key", "ctrl+h")
        desk.find("timeline.list")
        desk.mouse("key", "Down", "Down", "Down")
        time.sleep(1)
        desk.picture(pictures / "timeline.png")
        desk.mouse("key", "ctrl+h")
        desk.mouse("key", "ctrl+p")
        desk.find("innstilling.save")
        time.sleep(1)
        desk.picture(pictures / "innstilling.png")
        desk.kill()
        in_every_look(data, program, pictures)


if __name__ == "__main__":
    main(*sys.argv[1:])
