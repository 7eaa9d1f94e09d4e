"""The room's screen over a full board: a drop until both windows are new, and what the room may see of it."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kompetanse_desktop import text
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.room import room
from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.projector.controller import Projector
from tests.benchmarks.drags import PROPOSALS, Hand, timed
from tests.benchmarks.goals import Result, percentile
from tests.helpers.rounds import fill

MOST_MS_BOTH = 33
MOST_MS_VALUE = 2
MOST_MS_ROOM = 8
"""Of processor time for the room's window alone, of the two frames that both windows and the disk have."""
ROOM_SIZE = (1920, 1080)


def measure(folder: Path, repetitions: int) -> list[Result]:
    """Drop cards while the room follows, and build the room's value by itself."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    text.use("nn")
    program.make_application()
    with Session.open(folder / "room") as session:
        fill(session, PROPOSALS)
        window = MainWindow(session)
        window.resize(1440, 900)
        window.show()
        window.commands["projector"].trigger()
        projector = window.projector.projector
        assert projector is not None
        projector.cover()  # there is one screen only, and both windows are painted all the same
        projector.room_window.resize(*ROOM_SIZE)
        hand = Hand(window)
        hand.show()
        drops = _drops(hand, projector, session, repetitions)
        state = session.required()
        ref = state.ranked()[0]
        alone = [_room_alone(projector, session) for _ in range(repetitions + 10)][10:]
        values = [timed(lambda: room(state, ref)) for _ in range(repetitions + 10)][10:]
        window.close()
    return [
        Result(
            f"drop → both windows new, {PROPOSALS:,}: p99",
            percentile(drops, 99),
            MOST_MS_BOTH,
            "ms",
            f"median {statistics.median(drops):.2f} ms of {len(drops)}",
        ),
        Result(
            f"of that the room's window alone, {PROPOSALS:,}",
            statistics.median(alone),
            MOST_MS_ROOM,
            "ms",
            f"processor time, median of {len(alone)}; p99 {percentile(alone, 99):.2f} ms",
        ),
        Result(
            f"what the room may see, {PROPOSALS:,}",
            statistics.median(values),
            MOST_MS_VALUE,
            "ms",
            f"median of {len(values)}; p99 {percentile(values, 99):.2f} ms",
        ),
    ]


def _room_alone(projector: Projector, session: Session) -> float:
    """Make what the room may see, lay it out and paint it; give milliseconds of the processor."""
    begun = time.process_time()
    seen = room(session.required(), None)
    projector.room_window.show_showing(replace(projector.stage.visible, room=seen))
    projector.room_window.repaint()
    return (time.process_time() - begun) * 1000


def _drops(hand: Hand, projector: Projector, session: Session, repetitions: int) -> list[float]:
    """Carry a card to and fro between two lanes; first ten times without counting."""
    taken = []
    for number in range(repetitions + 10):
        source, target = (Lane.UNHANDLED, Lane.PRIORITISED)[:: 1 if number % 2 else -1]
        data, y = hand.lift(source), 20 + number * 37 % 500
        hand.enter(target, data)
        hand.hover(target, data, y)
        hand.show()

        def drop(target: Lane = target, data: object = data, y: int = y) -> None:
            hand.drop(target, data, y)  # type: ignore[arg-type]
            QApplication.sendPostedEvents()
            QApplication.processEvents()

        taken.append(timed(drop))
        showing = projector.room_window.showing
        assert showing is not None
        assert showing.room.remaining == session.remaining, "the room was told nothing"
    return taken[10:]
