"""Shows the example round at the screens that Qt is told of, and tells what is where: for test_controller.

python at_screens.py DATA_DIR STEP …     a step is look, on, off, or «choose NAME»
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from kompetanse_desktop import text
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.rounds.demo import make_demo


def look(window: MainWindow) -> dict[str, object]:
    """Tell where both windows lie, and what they say."""
    QApplication.processEvents()
    projector = window.projector.projector
    seen: dict[str, object] = {
        "operators": list(window.geometry().getRect()),  # type: ignore[call-overload]
        "room": None,
        "words": None if projector is None else text.say(projector.words()),
        "message": [label.text() for label in window.messages.findChildren(QLabel) if label.isVisible()],
        "budget": [label.text() for label in window.findChildren(QLabel, "budget.remaining")],
    }
    if projector is not None and projector.room_window.isVisible():
        room = projector.room_window
        seen["room"] = list(room.geometry().getRect())  # type: ignore[call-overload]
        seen["remaining"] = [label.text() for label in room.findChildren(QLabel, "projector.remaining")]
        never = room.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
        seen["flags"] = "never has the keyboard" if never else "may have the keyboard"
    return seen


def main(data_dir: str, *steps: str) -> None:
    """Do the steps."""
    text.use("nn")
    program.make_application()
    seen = []
    with Session.open(Path(data_dir)) as session:
        if session.state is None:
            make_demo(session)
        window = MainWindow(session)
        window.setGeometry(40, 40, 1100, 640)
        window.show()
        for step in steps:
            verb, _, name = step.partition(" ")
            projector = window.projector.projector
            if verb in ("on", "off"):
                window.commands["projector"].trigger()
            elif verb == "choose" and projector is not None:
                projector.choose_screen(next(one for one in projector.choice.others if one.monitor.name == name))
            seen.append(look(window))
        window.close()
    print(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
