"""A lane on the screen: gaps, the room made for what is dragged, scrolling and keys, in a window of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.ui.board import hand
from kompetanse_desktop.ui.board.lane_view import LaneView
from kompetanse_desktop.ui.board.model import MIME
from kompetanse_desktop.ui.main_window import MainWindow
from tests.helpers.rounds import fill
from tests.ui.conftest import SIX

U, P, R, D = Lane
MOVE, LEFT, NONE = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Drag:
    """What the window system tells a lane while something is dragged over it."""

    def __init__(self, window: MainWindow, *refs: str) -> None:
        self.window = window
        self.data = QMimeData()
        self.data.setData(MIME, "\n".join(refs).encode())

    def over(self, view: LaneView, y: int) -> bool:
        enter = QDragEnterEvent(QPointF(20, y), MOVE, self.data, LEFT, NONE)
        QApplication.sendEvent(view.viewport(), enter)
        event = QDragMoveEvent(QPointF(20, y), MOVE, self.data, LEFT, NONE)
        QApplication.sendEvent(view.viewport(), event)
        return event.isAccepted()

    def away(self, view: LaneView) -> None:
        QApplication.sendEvent(view.viewport(), QDragLeaveEvent())

    def drop(self, view: LaneView, y: int) -> None:
        QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(20, y), MOVE, self.data, LEFT, NONE))


@pytest.fixture
def big(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    """Give a window over 600 proposals, 240 of them prioritised."""
    fill(session, 600)
    made = MainWindow(session)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def test_the_money_and_the_cards_move_while_the_hand_is_over_a_gap(window: MainWindow) -> None:
    view, drag = window.board.views[P], Drag(window, "21-04")
    assert drag.over(view, view.visualRect(view.lane_model.index(2)).top() + 3)
    assert view.lane_model.card(2).rank == "4"
    assert "68\u00a0000\u00a0kr" in window.strip.preview.text()
    drag.over(view, view.visualRect(view.lane_model.index(0)).top() + 3)
    assert [view.lane_model.card(row).rank for row in range(6)] == list("234567")
    drag.away(view)
    assert [view.lane_model.card(row).rank for row in range(6)] == list("123456")
    assert window.strip.preview.text() == ""
    assert window.model.asked is None


def test_a_hand_at_rest_sees_one_gap_only(window: MainWindow) -> None:
    """The cards make way for what is dragged; that must not bring the hand over another gap."""
    view, drag = window.board.views[P], Drag(window, "21-04")
    for y in range(0, view.viewport().height(), 5):
        drag.over(view, y)
        gap = view.gap_at(QPoint(20, y))
        assert view.gap_at(QPoint(20, y)) == gap
        drag.over(view, y)
        assert view.gap_at(QPoint(20, y)) == gap
    drag.away(view)


def test_from_top_to_bottom_every_gap_comes_once(window: MainWindow) -> None:
    window.resize(1440, 1300)
    QApplication.processEvents()
    view, drag = window.board.views[P], Drag(window, "21-04")
    gaps: list[int] = []
    for y in range(0, view.viewport().height(), 2):
        drag.over(view, y)
        gap = view.gap_at(QPoint(20, y))
        if not gaps or gaps[-1] != gap:
            gaps.append(gap)
    assert gaps == list(range(7))


def test_a_drop_in_the_slot_lands_where_the_slot_says(window: MainWindow) -> None:
    view, drag = window.board.views[P], Drag(window, "21-04")
    y = view.visualRect(view.lane_model.index(1)).top() + 2
    drag.over(view, y)
    place, _ = view.lane_model.slot_texts(("21-04",), 1)
    drag.drop(view, y + 20)
    assert place == "plass 2"
    assert view.lane_model.refs == ("21-01", "21-04", *SIX[1:])
    assert window.model.asked is None
    assert window.board.chosen() == ("21-04",)
    assert view.hasFocus()


class Paintings(QObject):
    """Counts how often each lane is painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.lanes = {view.viewport(): lane for lane, view in window.board.views.items()}
        self.count: Counter[Lane] = Counter()
        for viewport in self.lanes:
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.count[self.lanes[watched]] += 1
        return False


def test_a_drop_paints_the_two_lanes_it_touches_once(big: MainWindow) -> None:
    view = big.board.views[P]
    drag = Drag(big, big.model.lanes[U].refs[1])
    drag.over(view, 200)
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    paintings = Paintings(big)
    drag.drop(view, 200)
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert paintings.count == {U: 1, P: 1}


def test_the_bar_stays_where_it_is_from_drag_to_drag(window: MainWindow) -> None:
    window.resize(1440, 900)
    view, drag, bar = window.board.views[P], Drag(window, "21-04"), window.strip.bar
    places = []
    for _ in range(2):
        drag.over(view, 10)
        QApplication.sendPostedEvents()
        places.append(bar.geometry())
        drag.away(view)
        QApplication.sendPostedEvents()
        places.append(bar.geometry())
    assert len({(each.left(), each.width()) for each in places}) == 1


def test_several_cards_land_together_in_order(window: MainWindow) -> None:
    view, drag = window.board.views[R], Drag(window, "21-01", "21-03")
    drag.over(view, 10)
    assert view.lane_model.slot_texts(("21-01", "21-03"), 0) == ("plass 1 til 2", "")
    drag.drop(view, 10)
    assert view.lane_model.refs == ("21-01", "21-03")
    assert window.board.chosen() == ("21-01", "21-03")


def test_a_lane_scrolls_while_the_hand_stays_at_its_edge(big: MainWindow, qtbot: QtBot) -> None:
    view, drag = big.board.views[P], Drag(big, big.model.lanes[U].refs[0])
    drag.over(view, view.viewport().height() - 4)
    before = big.model.asked
    qtbot.waitUntil(lambda: view.verticalOffset() > 600, timeout=5000)
    assert big.model.asked is not None
    assert big.model.asked != before, "what a drop would do follows while the cards pass under the hand"
    drag.over(view, view.viewport().height() // 2)
    offset = view.verticalOffset()
    qtbot.wait(60)
    assert view.verticalOffset() == offset, "in the middle it stands still"
    drag.over(view, 3)
    qtbot.waitUntil(lambda: view.verticalOffset() < offset, timeout=5000)
    drag.away(view)
    offset = view.verticalOffset()
    qtbot.wait(60)
    assert view.verticalOffset() == offset


def test_the_longer_at_the_edge_the_faster(big: MainWindow) -> None:
    view = big.board.views[P]
    steps: list[int] = []
    edge = hand.EdgeScroll(view, lambda y: steps.append(view.verticalOffset()))
    edge.at(view.viewport().height() - 1)
    for _ in range(hand.FASTER_AFTER * 4):
        edge._tick()
    edge.stop()
    speeds = [b - a for a, b in pairwise(steps)]
    assert speeds[-1] > 3 * speeds[0] > 0


def test_the_last_card_can_be_reached_and_seen(big: MainWindow) -> None:
    view = big.board.views[P]
    last = view.lane_model.rowCount() - 1
    view.setFocus()
    view.choose((view.lane_model.refs[last],))
    QApplication.processEvents()
    rect = view.visualRect(view.lane_model.index(last))
    assert rect.bottom() < view.viewport().height() + 1
    assert rect.top() >= 0
    assert view.indexAt(rect.center()).row() == last
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_keys_walk_page_and_jump(big: MainWindow, qtbot: QtBot) -> None:
    view = big.board.views[P]
    view.setFocus()
    view.choose((view.lane_model.refs[0],))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 1
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    page = view.currentIndex().row()
    assert page > 2
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.currentIndex().row() < page
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == view.lane_model.rowCount() - 1
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == view.lane_model.rowCount() - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.chosen() == view.lane_model.refs[:2]


def test_rows_follow_each_other_on_the_screen_after_any_scroll(big: MainWindow) -> None:
    view = big.board.views[P]
    for value in (0, 137, 5000, 9999, 400, view.verticalScrollBar().maximum()):
        view.verticalScrollBar().setValue(value)
        QApplication.processEvents()
        first = view.indexAt(QPoint(10, 10)).row()
        for row in range(first, min(first + 6, view.lane_model.rowCount() - 1)):
            here, below = (view.visualRect(view.lane_model.index(r)) for r in (row, row + 1))
            assert here.bottom() + 1 == below.top()


def test_a_small_slip_of_the_hand_is_no_drag(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = window.board.views[P]
    begun: list[object] = []
    monkeypatch.setattr(view, "startDrag", begun.append)
    at = view.visualRect(view.lane_model.index(0)).center()
    qtbot.mousePress(view.viewport(), LEFT, pos=at)
    qtbot.mouseMove(view.viewport(), at + QPoint(3, 3))
    qtbot.mouseRelease(view.viewport(), LEFT, pos=at + QPoint(3, 3))
    assert begun == []
    assert window.board.chosen() == ("21-01",)
    assert QApplication.startDragDistance() >= 8


def test_what_is_dragged_leaves_its_place_marked_and_esc_puts_all_back(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``QDrag.exec`` is the window system's loop; it ends here as Esc ends it."""
    view = window.board.views[P]
    window.board.choose(["21-01", "21-02"], focus=True)
    before, entries = window.model.state, len(window.session.journal())
    lifted: list[frozenset[str]] = []

    def given_up(lane: LaneView, indexes: object) -> None:
        picture, _ = hand._picture(lane, lane.currentIndex(), 2)
        assert picture.width() > lane.viewport().width()
        lifted.append(lane.cards.lifted)
        Drag(window, "21-01", "21-02").over(window.board.views[R], 10)
        assert window.model.asked is not None

    monkeypatch.setattr("kompetanse_desktop.ui.board.lane_view.carry", given_up)
    view.startDrag(MOVE)
    assert lifted == [frozenset({"21-01", "21-02"})]
    assert view.cards.lifted == frozenset()
    assert window.model.asked is None
    assert window.model.state == before
    assert len(window.session.journal()) == entries
    assert window.board.chosen() == ("21-01", "21-02")


def test_the_focus_follows_the_card_between_lanes_and_after_undo(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-03"], focus=True)
    for command, lane in (("lane_right", R), ("lane_left", P), ("up", P), ("undo", P), ("undo", R), ("undo", P)):
        window.commands[command].trigger()
        view = window.board.views[lane]
        assert window.model.state.board.lane_of("21-03") is lane, command
        assert (window.board.chosen(), view.hasFocus()) == (("21-03",), True), command
        assert view.lane_model.refs[view.currentIndex().row()] == "21-03"


def test_move_to_shows_the_same_on_the_board(window: MainWindow) -> None:
    from kompetanse_desktop.ui.board.move_dialog import MoveDialog

    dialog = MoveDialog(window.model, ["21-04"], window)
    dialog._lane.setCurrentIndex(1)
    dialog._position.setValue(2)
    text = dialog._preview.text().replace("\u00a0", " ")
    assert text == "Etter flyttinga: \u221268 000 kr (for mykje). Fell utanfor: «Kartlegging av behov»"
    assert window.model.lanes[P].card(1).rank == "3"
    assert "for mykje" in window.strip.preview.text()
    dialog.reject()
    assert window.model.asked is None
    assert window.strip.preview.text() == ""
    dialog.deleteLater()


def test_places_left_are_shown_as_they_would_be(window: MainWindow) -> None:
    actions.edit_round(window.session, places=6)
    assert (window.strip.places.isVisible(), window.strip.places.text()) == (True, "0 plassar att")
    window.model.ask(["21-04"], P, 1)
    assert "1 plass for mykje" in window.strip.places.text()
    window.model.ask_no_more()
    assert window.strip.places.text() == "0 plassar att"
    actions.edit_round(window.session, places=None)
    assert not window.strip.places.isVisible()
