"""The one place where things are wired together: a command runs without a window, no command opens it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from kompetanse_desktop import cli


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (None: the process's own), and give its exit status."""
    asked = cli.parse(sys.argv[1:] if argv is None else argv)
    if asked.command is not None:
        return cli.run(asked)
    # Nothing of what is loaded and built until the window stands can be thrown away, and to look through it again
    # and again for what can takes a tenth of the time. Turned on again when the window is shown.
    gc.disable()
    try:
        from kompetanse_desktop.actions import session  # noqa: F401  (before Qt, which makes every later import slower)

        try:
            from kompetanse_desktop.ui import program  # Qt is loaded only for the window
        except ImportError as error:
            return cli.no_window(error)
        return program.run(asked.data_dir, demo=asked.demo)
    finally:
        gc.enable()
