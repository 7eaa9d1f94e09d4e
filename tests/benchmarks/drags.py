"""A drag over a full board: what each step of the hand costs, and the drop until board, money and disk are new."""

from __future__ import annotations

import gc
import os
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from kompetanse_desktop import text
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.main_window import MainWindow
from tests.benchmarks.goals import Result, percentile
from tests.helpers.rounds import fill

PROPOSALS = 1000
MANY = 10_000
FRAME_MS = 1000 / 60
MOST_TIMES_FEW = 3
"""So many times what it costs with PROPOSALS may the same cost with MANY."""
MOST_TIMES_BARE = 3
HOVER_MS = 4
TURNS = 5
"""So many times few and many proposals take turns, so that a busy machine slows both."""
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MOVE = Qt.DropAction.MoveAction


class Hand:
    """Drags between two lanes of a window with events as the window system sends them."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.model = window.model
        self.views = window.board.views

    def show(self) -> None:
        """Let the window do and paint everything that waits."""
        QApplication.sendPostedEvents()
        QApplication.processEvents()

    def lift(self, lane: Lane) -> QMimeData:
        """Take the second card of a lane."""
        model = self.model.lanes[lane]
        return model.mimeData([model.index(1)])

    def enter(self, lane: Lane, data: QMimeData) -> None:
        """Come over a lane."""
        at = QPointF(60, 5).toPoint()
        QApplication.sendEvent(self.views[lane].viewport(), QDragEnterEvent(at, MOVE, data, LEFT, NONE))

    def hover(self, lane: Lane, data: QMimeData, y: int) -> None:
        """Move to a height over a lane."""
        event = QDragMoveEvent(QPointF(60, y).toPoint(), MOVE, data, LEFT, NONE)
        QApplication.sendEvent(self.views[lane].viewport(), event)

    def leave(self, lane: Lane) -> None:
        """Go away from a lane."""
        QApplication.sendEvent(self.views[lane].viewport(), QDragLeaveEvent())

    def drop(self, lane: Lane, data: QMimeData, y: int) -> None:
        """Let go."""
        event = QDropEvent(QPointF(60, y), MOVE, data, LEFT, NONE)
        QApplication.sendEvent(self.views[lane].viewport(), event)

    def repaint(self) -> None:
        """Paint anew all that a drop makes new: the lanes and the money."""
        for view in self.views.values():
            view.viewport().update()
        self.window.strip.update()
        self.show()


class BareDisk:
    """The least a durable action can cost: one transaction of a row changed and a row added, as safely kept."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = DELETE")
        self.db.execute("PRAGMA synchronous = EXTRA")
        self.db.execute("CREATE TABLE place (ref TEXT PRIMARY KEY, rank TEXT)")
        self.db.execute("CREATE TABLE journal (number INTEGER PRIMARY KEY, entry TEXT)")
        self.db.execute("INSERT INTO place VALUES ('21-00001', 'a')")

    def commit(self, number: int) -> None:
        """Keep one thing."""
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("UPDATE place SET rank = ? WHERE ref = '21-00001'", [f"a{number}"])
        self.db.execute("INSERT INTO journal (entry) VALUES (?)", ["x" * 500])
        self.db.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self.db.close()


def timed(do: Callable[[], None]) -> float:
    """Give the milliseconds that something takes."""
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


def measure(folder: Path, repetitions: int) -> list[Result]:
    """Drop and hover on boards of PROPOSALS and of MANY in turns, do what is bare, and scroll the long lanes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    text.use("nn")
    program.make_application()
    with closing(BareDisk(folder / "bare.db")) as disk, ExitStack() as open_boards:
        few = open_boards.enter_context(_board(folder / "few", PROPOSALS))
        many = open_boards.enter_context(_board(folder / "many", MANY))
        drops, worked, bare, many_drops = [], [], [], []
        for _ in range(TURNS):
            some, work, least = _drops(few, disk, repetitions // TURNS)
            drops, worked, bare = drops + some, worked + work, bare + least
            many_drops += _drops(many, disk, repetitions // TURNS)[0]
        hovers, many_hovers = _hovers(few, repetitions), _hovers(many, repetitions)
        gaps = _scrolls(many, repetitions)
    return [
        *_drop_results(drops, worked, bare),
        _hover_result(hovers),
        _times("drop", drops, many_drops),
        _times("hover preview", hovers, many_hovers),
        Result(
            f"scrolling, {MANY:,}: p99 of the loop's gaps",
            percentile(gaps, 99),
            FRAME_MS,
            "ms",
            f"longest {max(gaps):.2f} ms of {len(gaps)}",
        ),
    ]


@contextmanager
def _board(folder: Path, count: int) -> Iterator[Hand]:
    """Show a window over so many proposals."""
    with Session.open(folder) as session:
        fill(session, count)
        window = MainWindow(session)
        window.resize(1440, 900)
        window.show()
        hand = Hand(window)
        hand.show()
        gc.collect()
        gc.freeze()  # as the program does when its window is shown: see ui.startup.settling
        yield hand
        window.close()


def _times(what: str, few: list[float], many: list[float]) -> Result:
    one, other = statistics.median(few), statistics.median(many)
    basis = f"{other:.2f} ms / {one:.2f} ms, medians of {len(many)} and {len(few)}"
    return Result(f"{what}, {MANY:,}: × {PROPOSALS:,}", other / one, MOST_TIMES_FEW, "×", basis)


def _scrolls(hand: Hand, repetitions: int) -> list[float]:
    """Scroll the longest lane by wheel, by page and by jumps all over; give how long each kept the loop from others."""
    view = hand.views[Lane.PRIORITISED]
    bar = view.verticalScrollBar()
    gaps = []
    for number in range(repetitions):
        jump = (bar.value() + 72, bar.value() + bar.pageStep(), number * 7919 % max(bar.maximum(), 1))[number % 3]

        def scroll(to: int = jump) -> None:
            bar.setValue(to)
            hand.show()

        gaps.append(timed(scroll))
    return gaps


def _drops(hand: Hand, disk: BareDisk, repetitions: int) -> tuple[list[float], list[float], list[float]]:
    """Carry a card to and fro between two lanes; first ten times without counting.

    Gives the time each drop took, how much of it the processor worked (the rest was the disk, and others who had
    the processor), and what was bare.
    """
    drops, worked, bare = [], [], []
    for number in range(repetitions + 10):
        source, target = (Lane.UNHANDLED, Lane.PRIORITISED)[:: 1 if number % 2 else -1]
        data, y = hand.lift(source), 20 + number * 37 % 500
        hand.enter(target, data)
        hand.hover(target, data, y)
        hand.show()
        before = hand.model.state.board

        def drop(target: Lane = target, data: QMimeData = data, y: int = y) -> None:
            hand.drop(target, data, y)
            hand.show()

        before_it = time.process_time()
        drops.append(timed(drop))
        worked.append((time.process_time() - before_it) * 1000)
        assert hand.model.state.board != before, "nothing was dropped"

        def least(number: int = number) -> None:
            disk.commit(number)
            hand.repaint()

        bare.append(timed(least))
    return drops[10:], worked[10:], bare[10:]


def _hovers(hand: Hand, repetitions: int) -> list[float]:
    """Move a card over the prioritised lane, each time to another gap, until the money is shown anew."""
    data = hand.lift(Lane.UNHANDLED)
    hand.enter(Lane.PRIORITISED, data)
    taken = []
    preview = hand.window.strip.preview
    for number in range(repetitions + 10):
        y = 20 + number * 211 % 600
        taken.append(timed(lambda y=y: hand.hover(Lane.PRIORITISED, data, y)))  # type: ignore[misc]
        assert "kr" in preview.text(), "nothing was previewed"
        hand.show()
    hand.leave(Lane.PRIORITISED)
    return taken[10:]


def _drop_results(drops: list[float], worked: list[float], bare: list[float]) -> list[Result]:
    what = f"drop → board, money and disk new, {PROPOSALS:,}"
    ours, least = statistics.median(drops), statistics.median(bare)
    return [
        Result(
            f"{what}: p99",
            percentile(drops, 99),
            FRAME_MS,
            "ms",
            f"median {ours:.2f} ms of {len(drops)}; of the processor's time median {statistics.median(worked):.2f}, "
            f"p99 {percentile(worked, 99):.2f}; the bare p99 {percentile(bare, 99):.2f}",
        ),
        Result(
            f"{what}: × bare",
            ours / least,
            MOST_TIMES_BARE,
            "×",
            f"{ours:.2f} ms / {least:.2f} ms, a bare commit and a repaint, medians of {len(drops)}",
        ),
    ]


def _hover_result(hovers: list[float]) -> Result:
    middle = statistics.median(hovers)
    return Result(
        f"hover preview, {PROPOSALS:,}: p99",
        percentile(hovers, 99),
        HOVER_MS,
        "ms",
        f"median {middle:.2f} ms of {len(hovers)}",
    )
