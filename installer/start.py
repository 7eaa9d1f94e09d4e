"""Start what run.sh and run.ps1 have installed: the demo round in a window, or the same job without a screen.

Arguments go on to the program. With a command among them (``budget``, ``round list`` …) they are all it gets.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from kompetanse_desktop import actions, app
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.exchange.demo import demo_file, demo_round

OUT = Path("out")
RANKED = ("21-01", "21-02", "21-03", "21-05", "21-06", "21-07")
REDUCED = ("21-02", "700000", "Samordna med tilbodet til nabokommunen")


def has_screen() -> bool:
    """Tell whether a window can be shown: always on Windows and macOS, else when a display server answers."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal", "vnc"):
        return False
    if not sys.platform.startswith("linux"):
        return True
    return _wayland_answers() or _x11_answers()


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and _unix_answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/"), name)))


def _x11_answers() -> bool:
    host, _, screen = os.environ.get("DISPLAY", "").rpartition(":")
    number = screen.split(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        return _unix_answers(f"/tmp/.X11-unix/X{number}") or _unix_answers(f"\0/tmp/.X11-unix/X{number}")
    try:
        socket.create_connection((host, 6000 + int(number)), timeout=3).close()
    except OSError:
        return False
    return True


def _unix_answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(address)
        except OSError:
            return False
    return True


def program(*arguments: str) -> None:
    """Run the program; end as it does when it refuses."""
    if code := _exit_code(list(arguments)):
        sys.exit(code)


def asked(*arguments: str) -> Any:
    """Run a command of the program and give what it answers with ``--json``."""
    answer = io.StringIO()
    with contextlib.redirect_stdout(answer):
        program(*arguments, "--json")
    return json.loads(answer.getvalue())


def _exit_code(arguments: list[str]) -> int:
    try:
        return app.main(arguments) or 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)


def headless(options: list[str], data_dir: Path) -> None:
    """Do the demo's whole job without a window: take in, rank, write the innstilling and the data."""
    common = [*options, "--data-dir", str(data_dir)]
    with Session.open(data_dir) as session:
        actions.new_round(session, demo_round())
    taken = asked(*common, "import", str(demo_file()))
    for ref in RANKED:
        asked(*common, "move", ref, "prioritised")
    ref, kroner, reason = REDUCED
    asked(*common, "amount", ref, kroner, "--reason", reason)
    OUT.mkdir(exist_ok=True)
    asked(*common, "innstilling", str(OUT / "innstilling.pdf"))
    for kind in ("csv", "json"):
        asked(*common, "export", str(OUT / f"innstilling.{kind}"))
    print(f"{len(taken['accepted'])} proposals taken in, {len(RANKED)} prioritised.")
    for name in ("innstilling.pdf", "innstilling.csv", "innstilling.json"):
        print((OUT / name).resolve())
    program(*common, "budget")


def main(argv: list[str]) -> int:
    """Start the window or, without a screen, the same job headless."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--lang")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--demo", action="store_true")
    known, rest = parser.parse_known_args(argv)
    if rest:
        return _exit_code(argv)
    if has_screen():
        return _exit_code(argv if known.demo else ["--demo", *argv])
    print("There is no screen here, so the demo round is done without a window.")
    options = ["--lang", known.lang] if known.lang else []
    if known.data_dir:
        headless(options, known.data_dir)
    else:
        with tempfile.TemporaryDirectory(prefix="kompetanse-demo-") as folder:
            headless(options, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
