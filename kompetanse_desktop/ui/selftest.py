"""Starts every window once, offscreen, on throw-away data, and says what works.

Run as ``python -m kompetanse_desktop.ui.selftest``.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def main() -> int:
    """Print {part: null or what is wrong} as JSON; exit status 1 when a part does not work."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from kompetanse_desktop.actions.session import Session
    from kompetanse_desktop.exchange.demo import demo_file
    from kompetanse_desktop.ui import program
    from kompetanse_desktop.ui.help import HelpDialog
    from kompetanse_desktop.ui.imports.import_dialog import ImportDialog
    from kompetanse_desktop.ui.innstilling.dialog import InnstillingDialog
    from kompetanse_desktop.ui.main_window import MainWindow
    from kompetanse_desktop.ui.rounds.demo import make_demo
    from kompetanse_desktop.ui.rounds.round_dialog import RoundDialog

    app = program.make_application()
    results: dict[str, str | None] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, Session.open(Path(folder)) as session:
        make_demo(session)
        parts: dict[str, Callable[[], object]] = {
            "window": lambda: _shown(MainWindow(session)),
            "import window": lambda: _shown(ImportDialog.of_file(demo_file(), session)),
            "recommendation window": lambda: _shown(InnstillingDialog(session)),
            "round window": lambda: _shown(RoundDialog(None, session)),
            "help window": lambda: _shown(HelpDialog()),
        }
        for name, start in parts.items():
            try:
                start()
                app.processEvents()
                results[name] = None
            except Exception as error:  # the very thing asked for: say which part fails, and go on
                results[name] = f"{type(error).__name__}: {error}"
    print(json.dumps(results))
    return int(any(results.values()))


def _shown(widget: object) -> None:
    widget.show()  # type: ignore[attr-defined]
    if widget.grab().isNull():  # type: ignore[attr-defined]
        raise RuntimeError("nothing was painted")
    widget.close()  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
