"""A program that starts when it is told to, over and over: ``python -m tests.helpers.starter FOLDER``.

For each line with the name of a data folder it opens the library there to write, says "writes" or "held",
does one thing where it may, and closes at the next line.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kompetanse_desktop import actions
from kompetanse_desktop.actions import Held, Session
from tests.domain.values import a_round


def main() -> None:
    """Start and stop until nobody says anything more."""
    print("ready", flush=True)
    for line in sys.stdin:
        try:
            session = Session.open(Path(line.rstrip("\n")), window=True)
        except Held:
            print("held", flush=True)
            sys.stdin.readline()
            continue
        with session:
            actions.new_round(session, a_round())
            print("writes", flush=True)
            sys.stdin.readline()


if __name__ == "__main__":
    main()
