"""One lane on the screen: a list that takes drops, shows what they would do, and is walked with the arrows."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.card import lane_name
from kompetanse_desktop.ui.board.delegate import GAP, CardDelegate
from kompetanse_desktop.ui.board.hand import EdgeScroll, carry
from kompetanse_desktop.ui.board.model import LaneModel, dragged_refs
from kompetanse_desktop.ui.board.rows import Rows

GUESS = 84
"""What a card counts for until it is seen, in pixels at 100 %."""
SLOT = 40
"""How far the cards make way for what is dragged between them, in pixels at 100 %."""

MOST_TOLD = 20
"""Of so many cards at once a screen reader is told that they are chosen, and no more."""

Cursor = QAbstractItemView.CursorAction
Hint = QAbstractItemView.ScrollHint


class LaneView(QListView):
    """The cards of one lane. Tells where a drag hovers, and when the reader walks out to the side.

    It lays its cards out itself (``Rows``): Qt's own list asks for the size of every card after every move.
    """

    hovered = Signal(tuple, object)
    """(refs, position or None): what is being held over this lane and where it would land."""
    left = Signal()
    """A drag went away from this lane, was dropped, or was given up."""
    dropped = Signal(tuple)
    """These refs were let go here and lie here now."""
    stepped = Signal(int)
    """The reader pressed ← (-1) or → (+1)."""
    opened = Signal()
    """The reader pressed Enter on a card, or clicked it twice."""

    def __init__(self, model: LaneModel, delegate: CardDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane_model = model
        self.rows = Rows(self._measured, look.px(GUESS))
        self._gap: int | None = None
        self._held: tuple[str, ...] = ()
        self._edge = EdgeScroll(self, self._scrolled_at_the_edge)
        self.empty_text = ""
        self.setItemDelegate(delegate)
        self.setProperty("look", "cards")
        self.setObjectName(f"board.{model.lane.value}")
        self.setAccessibleName(lane_name(model.lane))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setAutoScroll(False)  # Qt's own goes one card a step; this one goes on for as long as the hand stays
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._settle)
        self.setModel(model)  # last: every setting before it would lay every card out anew

    @property
    def cards(self) -> CardDelegate:
        """The delegate that measures and paints the cards."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, CardDelegate)
        return delegate

    # -- laying out --------------------------------------------------------------------------------
    def _measured(self, row: int) -> int:
        return self.cards.height(self.lane_model.face(row), self.viewport().width()) + GAP

    def measure_anew(self) -> None:
        """Measure every card again: the size of the texts is another."""
        self.rows.forget(look.px(GUESS))
        self.scheduleDelayedItemsLayout()

    def _arranged(self) -> Rows:
        """Give where the cards lie, as the lane is at this moment."""
        model = self.lane_model
        if self.rows.refs is not model.refs or self.rows.strip_row != model.cut_row:
            self.rows.arrange(model.refs, model.cut_row, self.cards.cut_height)
        return self.rows

    def doItemsLayout(self) -> None:
        model = self.lane_model
        self.rows.arrange(model.refs, model.cut_row, self.cards.cut_height, model.take_rewritten())
        if self.isVisible():  # while the window is put together each part is laid out again and again
            self._see()
        QAbstractItemView.doItemsLayout(self)

    def lay_out_now(self) -> None:
        """Lay out what waits for it. Left to Qt it is done after the next painting, and all is painted once more."""
        self.executeDelayedItemsLayout()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()

    def _see(self) -> bool:
        """Measure the cards that are on the screen."""
        top = self.verticalScrollBar().value()
        return self._arranged().see(top, top + self.viewport().height())

    def updateGeometries(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setSingleStep(look.px(24))
        bar.setPageStep(height)
        bar.setRange(0, max(0, self._arranged().total + self._slot - height))
        QAbstractItemView.updateGeometries(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._see():
            self._settling.start()
            self.viewport().update()
        super().scrollContentsBy(dx, dy)

    def _settle(self) -> None:
        """Let the scroll bar know of cards that were not as high as guessed."""
        self.updateGeometries()
        self.viewport().update()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def visualRect(self, index: QModelIndex) -> QRect:  # type: ignore[override]
        rows, row = self._arranged(), index.row()
        if not index.isValid() or row >= len(rows.refs):
            return QRect()
        return QRect(0, rows.top(row) - self.verticalOffset(), self.viewport().width(), rows.height(row))

    def indexAt(self, point: QPoint) -> QModelIndex:
        rows = self._arranged()
        row = rows.row_at(point.y() + self.verticalOffset())
        inside = 0 <= point.x() < self.viewport().width() and point.y() + self.verticalOffset() >= 0
        return self.lane_model.index(row) if inside and row < len(rows.refs) else QModelIndex()

    def scrollTo(self, index: QModelIndex, hint: Hint = Hint.EnsureVisible) -> None:  # type: ignore[override]
        rows, row, height = self._arranged(), index.row(), self.viewport().height()
        if not index.isValid() or row >= len(rows.refs):
            return
        top = rows.top(row)
        rows.see(top - height, top + height)
        self.updateGeometries()
        top, bottom, now = rows.top(row), rows.top(row) + rows.height(row), self.verticalOffset()
        if hint is Hint.PositionAtCenter:
            now = (top + bottom - height) // 2
        elif hint is Hint.PositionAtTop or top < now or bottom - top > height:
            now = top
        elif hint is Hint.PositionAtBottom or bottom > now + height:
            now = bottom - height
        self.verticalScrollBar().setValue(now)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        rows, offset, selection = self._arranged(), self.verticalOffset(), QItemSelection()
        first, last = rows.row_at(max(0, rect.top() + offset)), rows.row_at(max(0, rect.bottom() + offset))
        last = min(last, len(rows.refs) - 1)
        if first <= last:
            selection.select(self.lane_model.index(first), self.lane_model.index(last))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    def moveCursor(self, action: Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last, row = self.lane_model.rowCount() - 1, self.currentIndex().row()
        if last < 0:
            return QModelIndex()
        rows, page = self._arranged(), max(self.viewport().height() - look.px(GUESS), 1)
        row = max(row, 0)
        if action is Cursor.MoveUp:
            row -= 1
        elif action is Cursor.MoveDown:
            row += 1
        elif action is Cursor.MoveHome:
            row = 0
        elif action is Cursor.MoveEnd:
            row = last
        elif action is Cursor.MovePageUp:
            row = min(rows.row_at(max(0, rows.top(row) - page)), row - 1)
        elif action is Cursor.MovePageDown:
            row = max(rows.row_at(rows.top(row) + page), row + 1)
        return self.lane_model.index(min(max(row, 0), last))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.rows.forget()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    # -- what is chosen ----------------------------------------------------------------------------
    def chosen(self) -> tuple[str, ...]:
        """Give the selected refs in order of the lane."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.lane_model.refs[row] for row in rows)

    def choose(self, refs: tuple[str, ...]) -> None:
        """Select these cards, and bring the first into view."""
        wanted = set(refs)
        rows = [row for row, ref in enumerate(self.lane_model.refs) if ref in wanted]
        if not rows:
            return
        indexes = [self.lane_model.index(row) for row in rows]
        model = self.selectionModel()
        model.setCurrentIndex(indexes[0], QItemSelectionModel.SelectionFlag.ClearAndSelect)
        for index in indexes[1:]:
            model.select(index, QItemSelectionModel.SelectionFlag.Select)
        self.scrollTo(indexes[0])
        self._tell(QAccessible.Event.Focus, indexes[0])  # a card that has moved is another one to a screen reader

    # -- what a screen reader is told --------------------------------------------------------------
    # QListView tells of its own layout's items, which aren't laid out here, and would so name the list instead.

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        QAbstractItemView.currentChanged(self, current, previous)
        self._tell(QAccessible.Event.Focus, current)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        QAbstractItemView.selectionChanged(self, selected, deselected)
        for index in deselected.indexes()[:MOST_TOLD]:
            self._tell(QAccessible.Event.SelectionRemove, index)
        for index in selected.indexes()[:MOST_TOLD]:
            self._tell(QAccessible.Event.SelectionAdd, index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        QTimer.singleShot(0, self, lambda: self._tell(QAccessible.Event.Focus, self.currentIndex()))

    def _tell(self, kind: QAccessible.Event, index: QModelIndex) -> None:
        """Tell a screen reader that something has come to a card, while the keyboard is here."""
        if QAccessible.isActive() and index.isValid() and self.hasFocus():
            event = QAccessibleEvent(self, kind)
            event.setChild(index.row())
            QAccessible.updateAccessibility(event)

    # -- dragging out ------------------------------------------------------------------------------
    def startDrag(self, supported: Qt.DropAction) -> None:
        indexes = self.selectedIndexes()
        if not indexes or not self.lane_model.board.may_move():
            return
        self.cards.lifted = frozenset(self.lane_model.refs[index.row()] for index in indexes)
        self.viewport().update()
        try:
            carry(self, indexes)
        finally:
            self.cards.lifted = frozenset()
            self.viewport().update()
            self.left.emit()

    # -- dragging over and in ----------------------------------------------------------------------
    @property
    def _slot(self) -> int:
        return 0 if self._gap is None else look.px(SLOT)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not self._takes(event):
            event.ignore()
            return
        event.acceptProposedAction()
        self._held = dragged_refs(event.mimeData())
        self._edge.at(event.position().toPoint().y())
        self._hover(event.position().toPoint())

    def _hover(self, point: QPoint) -> None:
        gap = self.gap_at(point)
        if gap != self._gap:
            came = self._gap is None
            self._gap = gap
            if came:
                self.updateGeometries()  # there must be room for the slot below the last card too
            self.hovered.emit(self._held, self.lane_model.position_for_gap(self._held, gap))
            self.viewport().update()

    def _scrolled_at_the_edge(self, y: int) -> None:
        self._hover(QPoint(0, y))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._forget_gap()

    def dropEvent(self, event: QDropEvent) -> None:
        if not self._takes(event):
            event.ignore()
            return
        gap = self.gap_at(event.position().toPoint())
        self._forget_gap()
        self.setState(QAbstractItemView.State.NoState)
        refs = dragged_refs(event.mimeData())
        self.lane_model.dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, gap, 0, QModelIndex())
        event.acceptProposedAction()
        self.dropped.emit(refs)

    def _takes(self, event: QDropEvent) -> bool:
        return self.lane_model.canDropMimeData(event.mimeData(), event.dropAction(), -1, 0, QModelIndex())

    def _forget_gap(self) -> None:
        self._edge.stop()
        if self._gap is not None:
            self._gap = None
            self.updateGeometries()
            self.viewport().update()
        self.left.emit()

    def gap_at(self, point: QPoint) -> int:
        """Give the gap between cards at a point of the viewport: 0 is above the first card.

        Where the cards have made way for what is dragged, all of that room is the same gap, so that a
        hand at rest never sees them go to and fro.
        """
        rows, y = self._arranged(), point.y() + self.verticalOffset()
        if self._gap is not None:
            slot = rows.top(min(self._gap, len(rows.refs)))
            if slot <= y < slot + self._slot:
                return self._gap
            if y >= slot + self._slot:
                y -= self._slot
        return rows.gap_at(y)

    # -- painting ----------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        self._see()
        painter = QPainter(self.viewport())  # one only: a second one on the same widget is a crash
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_cards(painter, event.rect())
        if self._gap is not None:
            top = self.rows.top(self._gap) - self.verticalOffset()
            area = QRect(0, top, self.viewport().width(), self._slot - GAP)
            self.cards.paint_slot(painter, area.toRectF(), *self.lane_model.slot_texts(self._held, self._gap))
        if not self.rows.refs and self.empty_text and self._gap is None:
            painter.setFont(look.font(look.BODY))
            painter.setPen(QColor(self.cards.theme.muted))
            area = self.viewport().rect().adjusted(12, 20, -12, -12)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self.empty_text)
        painter.end()

    def _paint_cards(self, painter: QPainter, seen: QRect) -> None:
        """Paint the cards in a part of the viewport, those from the gap on a slot further down."""
        rows, offset, selection = self.rows, self.verticalOffset(), self.selectionModel()
        current = self.currentIndex().row() if self.hasFocus() else -1
        gap = len(rows.refs) if self._gap is None else self._gap
        row = rows.row_at(max(0, seen.top() + offset - self._slot))
        while row < len(rows.refs):
            top = rows.top(row) - offset + (self._slot if row >= gap else 0)
            if top > seen.bottom():
                break
            area = QRect(0, top, self.viewport().width(), rows.height(row))
            selected = selection.isRowSelected(row, QModelIndex())
            self.cards.paint_row(painter, area, self.lane_model.card(row), selected=selected, focused=row == current)
            row += 1
        self._paint_asked_line(painter, gap)

    def _paint_asked_line(self, painter: QPainter, gap: int) -> None:
        """Paint the cut line where it would go, unless that is where it is."""
        line = self.lane_model.asked_line
        if line is None or line == (self.rows.strip_row, False):
            return
        row, above_slot = line
        if above_slot:
            row = gap
        y = self.rows.top(row) - self.verticalOffset() + (self._slot if row >= gap and not above_slot else 0)
        self.cards.paint_asked_line(painter, y - GAP / 2, self.viewport().width(), self.lane_model.asked_cut())

    # -- keys --------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
            event.accept()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters belong to the search field, and a stray key must not move the focus."""
