"""The four lanes side by side, with one selection between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.text import number, say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.card import lane_name
from kompetanse_desktop.ui.board.delegate import CardDelegate
from kompetanse_desktop.ui.board.lane_view import LaneView
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.sideways import SidewaysScroll
from kompetanse_desktop.ui.widgets import ElidedLabel, column, label, restyle, row

WEIGHTS = {Lane.UNHANDLED: 20, Lane.PRIORITISED: 28, Lane.RESERVE: 15, Lane.DECLINED: 17}
ORDER = tuple(Lane)
LEAST_WIDTH = 700
"""The lanes are never narrower together, in pixels at 100 %; in less room they are scrolled sideways."""


class BoardView(QWidget):
    """The lanes of a board. At most one lane has selected cards; those are what actions act on."""

    hovered = Signal(tuple, object, object)
    """(refs, lane, position): where a drag would land now."""
    hover_ended = Signal()
    chosen_changed = Signal()
    opened = Signal()

    def __init__(self, model: BoardModel, theme: look.Theme) -> None:
        super().__init__()
        self.model = model
        self.delegate = CardDelegate(theme)
        self._told: tuple[str, ...] = ()
        self._emptied = QTimer(self)
        self._emptied.setSingleShot(True)
        self._emptied.timeout.connect(self._tell_emptied)
        self.views: dict[Lane, LaneView] = {}
        self._frames: dict[Lane, QFrame] = {}
        self._counts: dict[Lane, QLabel] = {}
        self._heads: dict[Lane, ElidedLabel] = {}
        self._sums: dict[Lane, tuple[str, str]] = {}
        """What a lane's head says where there is little room, and where there is more."""
        lanes, layout = QWidget(), QHBoxLayout()
        look.spaced(layout, spacing=look.S, margins=(0, 0, 0, 0))
        for lane in ORDER:
            layout.addWidget(self._lane(lane), WEIGHTS[lane])
        lanes.setLayout(layout)
        look.sized(lanes, least_width=LEAST_WIDTH)
        self._scroll = SidewaysScroll(lanes)
        self.setLayout(column(self._scroll, spacing=0))
        self.hovered.connect(lambda *_: self._scroll.begin_drag())
        self.hover_ended.connect(self._scroll.end_drag)
        self.chosen_changed.connect(self.show_chosen_lane)
        model.changed.connect(lambda _: self._follow())
        model.asked_changed.connect(self._show_asked)
        self.refresh_heads()

    def _lane(self, lane: Lane) -> QFrame:
        view = LaneView(self.model.lanes[lane], self.delegate)
        view.hovered.connect(lambda refs, position, at=lane: self._hover(refs, at, position))
        view.left.connect(self._hover_end)
        view.dropped.connect(lambda refs: self.choose(refs, focus=True))
        view.stepped.connect(lambda step, at=lane: self._step(at, step))
        view.opened.connect(self.opened)
        view.doubleClicked.connect(lambda _: self.opened.emit())
        view.selectionModel().selectionChanged.connect(lambda *_, at=lane: self._selection_changed(at))
        head = ElidedLabel("strong")
        head.setText(lane_name(lane))
        count = label("", "small")
        frame = QFrame()
        frame.setProperty("look", "lane")
        top = QWidget()
        top.setLayout(row(head, count, margins=(look.XS, 0, look.XS, 0), spacing=look.XS, stretch=0))
        frame.setLayout(column(top, view, spacing=look.S, margins=(look.XS, look.S, look.XS, look.XS)))
        self.views[lane], self._frames[lane], self._counts[lane], self._heads[lane] = view, frame, count, head
        return frame

    # -- showing -----------------------------------------------------------------------------------
    def _follow(self) -> None:
        for view in self.views.values():
            view.lay_out_now()
        self.refresh_heads()

    def refresh_heads(self) -> None:
        """Show how many and how much in each lane's head; without a round they aren't seen."""
        state = self.model.session.state
        if state is None:
            return
        for lane, count in self._counts.items():
            self.views[lane].empty_text = _empty_text(lane, none_at_all=not state.proposals)
            refs = state.board[lane]
            total = self.model.lanes[lane].total
            self._sums[lane] = (str(len(refs)), f"{len(refs)} · {number(total)}")
            count.setAccessibleName(say("{count} proposals, {total_nok}", count=len(refs), total_nok=total))

        self._fit_heads()

    def _fit_heads(self) -> None:
        """Leave the sum of a lane out of its head where there is no room for it beside the name."""
        for lane, (short, full) in self._sums.items():
            count, head = self._counts[lane], self._heads[lane]
            needed = head.sizeHint().width() + count.fontMetrics().horizontalAdvance(full) + look.px(look.XL)
            shown = full if needed <= self._frames[lane].width() else short
            count.setText(shown)
            count.setToolTip("" if shown == full else full)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_heads)  # when the lanes have got their width

    def show_chosen_lane(self) -> None:
        """Scroll to what is chosen: sideways to its lane, and up or down in it."""
        lane = self.focused_lane() or next((lane for lane, view in self.views.items() if view.chosen()), None)
        if lane is not None:
            self._scroll.ensureWidgetVisible(self._frames[lane], look.px(look.S), 0)
            self.views[lane].scrollTo(self.views[lane].currentIndex())

    def set_theme(self, theme: look.Theme) -> None:
        """Paint in other colours and in the size of now from now on."""
        self.delegate.theme, self.delegate.zoom = theme, look.zoom()
        for view in self.views.values():
            view.measure_anew()
        self._fit_heads()
        self.repaint_cards()

    def repaint_cards(self) -> None:
        """Paint every visible card anew."""
        for view in self.views.values():
            view.viewport().update()

    def show_matches(self, refs: frozenset[str] | None) -> None:
        """Pale every card but these (None: no search). The order stays as it is."""
        if refs != self.delegate.matches:  # asked after each change: most are none of the search's
            self.delegate.matches = refs
            self.repaint_cards()

    # -- dragging ----------------------------------------------------------------------------------
    def _hover(self, refs: tuple[str, ...], lane: Lane, position: int | None) -> None:
        for each, frame in self._frames.items():
            restyle(frame, hovered=each is lane)
        self.model.ask(refs, lane, position)
        self.hovered.emit(refs, lane, position)

    def _show_asked(self) -> None:
        """Show the prioritised cards as they would be, or as they are again."""
        self.views[Lane.PRIORITISED].viewport().update()

    def _hover_end(self) -> None:
        self.model.ask_no_more()
        for frame in self._frames.values():
            restyle(frame, hovered=False)
        self.hover_ended.emit()

    # -- selection ---------------------------------------------------------------------------------
    def chosen(self) -> tuple[str, ...]:
        """Give the refs that actions act on, in order."""
        return next((refs for view in self.views.values() if (refs := view.chosen())), ())

    def focused_lane(self) -> Lane | None:
        """Give the lane that has the keyboard, if one has."""
        return next((lane for lane, view in self.views.items() if view.hasFocus()), None)

    def choose(self, refs: Sequence[str], *, focus: bool) -> None:
        """Select these cards where they stand now; with ``focus`` the keyboard goes there too."""
        if not refs:
            return
        view = self.views[self.model.state.board.lane_of(refs[0])]
        view.choose(tuple(refs))
        if focus:
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _selection_changed(self, lane: Lane) -> None:
        if self.views[lane].chosen():
            for other, view in self.views.items():
                if other is not lane and view.selectionModel().hasSelection():
                    view.selectionModel().clear()
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        """Tell of another choice, once. That nothing is chosen is told only if it lasts: a card that moves
        between lanes is chosen again at once, and the details need not go and come.
        """
        chosen = self.chosen()
        if not chosen:
            self._emptied.start()
        elif chosen != self._told:
            self._told = chosen
            self.chosen_changed.emit()

    def _tell_emptied(self) -> None:
        if self._told and not self.chosen():
            self._told = ()
            self.chosen_changed.emit()

    def clear_choice(self) -> None:
        """Choose nothing."""
        for view in self.views.values():
            view.selectionModel().clear()
        self._tell_emptied()

    def _step(self, lane: Lane, step: int) -> None:
        """Walk to the nearest lane on that side that has cards."""
        at = ORDER.index(lane) + step
        while 0 <= at < len(ORDER):
            refs = self.model.lanes[ORDER[at]].refs
            if refs:
                here = self.views[lane].currentIndex().row()
                self.choose([refs[min(max(here, 0), len(refs) - 1)]], focus=True)
                return
            at += step


def _empty_text(lane: Lane, *, none_at_all: bool) -> str:
    if none_at_all and lane is Lane.UNHANDLED:
        return say("Take in the list from the networks: Ctrl+I.")
    return {
        Lane.UNHANDLED: say("All proposals are handled."),
        Lane.PRIORITISED: say("Drag here what you want to recommend."),
        Lane.RESERVE: say("Next in line if there is money left."),
        Lane.DECLINED: say("What is not recommended, with a reason."),
    }[lane]
