"""One lane on the screen: a list that takes drops, shows where they would land, and is walked with the arrows."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.card import lane_name
from kompetanse_desktop.ui.board.delegate import GAP, CardDelegate
from kompetanse_desktop.ui.board.model import CARD, REF, LaneModel, dragged_refs

TILT_DEGREES = 1.2
"""A lifted card leans a little, so that it is not taken for one that lies there."""


class LaneView(QListView):
    """The cards of one lane. Tells where a drag hovers, and when the reader walks out to the side."""

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
        self.card_width = self.viewport().width()
        self.is_painted = False
        """Whether it was on the screen; only then is it sure to be as wide as it will be."""
        self.setUniformItemSizes(True)  # until then one card is asked for all
        self.setItemDelegate(delegate)
        self.setProperty("look", "cards")
        self.setObjectName(f"board.{model.lane.value}")
        self.setAccessibleName(lane_name(model.lane))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setAutoScroll(True)
        self.setAutoScrollMargin(36)
        self._gap: int | None = None
        self.empty_text = ""
        self.setModel(model)  # last: every setting before it would measure every card anew

    @property
    def cards(self) -> CardDelegate:
        """The delegate that paints the cards."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, CardDelegate)
        return delegate

    # -- what is chosen ----------------------------------------------------------------------------
    def chosen(self) -> tuple[str, ...]:
        """Give the selected refs in order of the lane."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.lane_model.refs[row] for row in rows)

    def choose(self, refs: tuple[str, ...]) -> None:
        """Select these cards, and bring the first into view."""
        rows = [self.lane_model.refs.index(ref) for ref in refs if ref in self.lane_model.refs]
        if not rows:
            return
        indexes = [self.lane_model.index(row) for row in sorted(rows)]
        model = self.selectionModel()
        model.setCurrentIndex(indexes[0], QItemSelectionModel.SelectionFlag.ClearAndSelect)
        for index in indexes[1:]:
            model.select(index, QItemSelectionModel.SelectionFlag.Select)
        self.scrollTo(indexes[0])

    # -- dragging out ------------------------------------------------------------------------------
    def startDrag(self, supported: Qt.DropAction) -> None:
        indexes = self.selectedIndexes()
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self.lane_model.mimeData(indexes))
        grabbed = self.currentIndex() if self.currentIndex() in indexes else indexes[0]
        picture, hot = self._picture(grabbed, len(indexes))
        drag.setPixmap(picture)
        drag.setHotSpot(hot)
        self.cards.lifted = frozenset(str(index.data(REF)) for index in indexes)
        self.viewport().update()
        try:
            drag.exec(Qt.DropAction.MoveAction)
        finally:
            self.cards.lifted = frozenset()
            self.viewport().update()
            self.left.emit()

    def _picture(self, index: QModelIndex, count: int) -> tuple[QPixmap, QPoint]:
        """Paint the card that follows the hand, a little tilted, with how many there are."""
        place = self.visualRect(index)
        card = index.data(CARD)
        height = place.height() - GAP - (self.cards.cut_height if card.cut else 0)
        ratio = self.devicePixelRatioF()
        pad = 12
        picture = QPixmap(round((place.width() + 2 * pad) * ratio), round((height + 2 * pad) * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(pad + place.width() / 2, pad + height / 2)
        painter.rotate(-TILT_DEGREES if look.motion() else 0)
        painter.translate(-place.width() / 2, -height / 2)
        area = QRect(0, 0, place.width(), height)
        self.cards.paint_card(painter, area.toRectF(), card, selected=True, focused=True)
        if count > 1:
            painter.setBrush(QColor(self.cards.theme.drop))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPoint(place.width() - 16, 8), 13, 13)
            painter.setPen(QColor(self.cards.theme.on_drop))
            painter.drawText(QRect(place.width() - 29, -5, 26, 26), Qt.AlignmentFlag.AlignCenter, str(count))
        painter.end()
        grip = self.viewport().mapFromGlobal(self.cursor().pos()) - place.topLeft()
        grip.setX(min(max(grip.x(), 10), place.width() - 10))
        grip.setY(min(max(grip.y() - (self.cards.cut_height if card.cut else 0), 10), max(height - 10, 10)))
        return picture, grip + QPoint(pad, pad)

    # -- dragging over and in ----------------------------------------------------------------------
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        if not self._takes(event):
            event.ignore()
            return
        event.acceptProposedAction()
        gap = self.gap_at(event.position().toPoint())
        if gap != self._gap:
            self._gap = gap
            refs = dragged_refs(event.mimeData())
            self.hovered.emit(refs, self.lane_model.position_for_gap(refs, gap))
            self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._forget_gap()

    def dropEvent(self, event: QDropEvent) -> None:
        if not self._takes(event):
            event.ignore()
            return
        gap = self.gap_at(event.position().toPoint())
        self._forget_gap()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        refs = dragged_refs(event.mimeData())
        self.lane_model.dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, gap, 0, QModelIndex())
        event.acceptProposedAction()
        self.dropped.emit(refs)

    def _takes(self, event: QDropEvent) -> bool:
        return self.lane_model.canDropMimeData(event.mimeData(), event.dropAction(), -1, 0, QModelIndex())

    def _forget_gap(self) -> None:
        self._gap = None
        self.viewport().update()
        self.left.emit()

    def gap_at(self, point: QPoint) -> int:
        """Give the gap between cards at a point of the viewport: 0 is above the first card."""
        for row in range(self.lane_model.rowCount()):
            place = self.visualRect(self.lane_model.index(row))
            if point.y() < place.center().y():
                return row
        return self.lane_model.rowCount()

    # -- painting ----------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_painted:
            self.is_painted = True
            self.setUniformItemSizes(False)
            self.doItemsLayout()
        super().paintEvent(event)
        rows = self.lane_model.rowCount()
        theme = self.cards.theme
        painter = QPainter(self.viewport())  # one only: a second one on the same widget is a crash
        if not rows and self.empty_text:
            painter.setFont(look.font(look.BODY))
            painter.setPen(QColor(theme.muted))
            area = self.viewport().rect().adjusted(12, 20, -12, -12)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, int(flags), self.empty_text)
        if self._gap is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.drop))
            y = self._gap_y(self._gap)
            painter.drawRoundedRect(QRect(2, y - 2, self.viewport().width() - 4, 4), 2, 2)
        painter.end()

    def _gap_y(self, gap: int) -> int:
        if not self.lane_model.rowCount():
            return 3
        if gap < self.lane_model.rowCount():
            return max(2, self.visualRect(self.lane_model.index(gap)).top() - GAP // 2)
        return self.visualRect(self.lane_model.index(gap - 1)).bottom() - GAP // 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self.card_width:
            self.card_width = self.viewport().width()
            self.scheduleDelayedItemsLayout()

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
