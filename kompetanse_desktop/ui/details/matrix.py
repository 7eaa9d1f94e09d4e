"""The table of payees and years in the details, written in with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.details.matrix_model import RECOMMENDED, MatrixModel

ROW_HEIGHT = 27
WIDEST = "1 000 000"
KEYS_TO_WRITE = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _CellEditor(QStyledItemDelegate):
    """Writes an amount in a cell, to the right as it stands there."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        edit = QLineEdit(parent)
        edit.setObjectName("proposal.cell")
        edit.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        edit.setStyleSheet("padding: 0 4px; border-radius: 0;")
        return edit


class _RowHeads(QHeaderView):
    """The names of the rows: years stand out, and who gets something in them is set in below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        font = model.headerData(section, Qt.Orientation.Vertical, Qt.ItemDataRole.FontRole)
        theme = look.current()
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(theme.ink if font.bold() else theme.muted))
        text = str(model.headerData(section, Qt.Orientation.Vertical))
        room = rect.adjusted(look.px(look.S if font.bold() else look.L), 0, -look.px(look.XS), 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class Matrix(QTableView):
    """As high as its rows: the panel scrolls, not the table. F2, Enter or a digit writes in the cell."""

    def __init__(self, model: MatrixModel) -> None:
        super().__init__()
        self.setObjectName("proposal.matrix")
        self.setAccessibleName(say("Payees and years"))
        self.setAccessibleDescription(say("F2 or a digit to write in a cell, Enter to keep it, Esc to give up"))
        self.setVerticalHeader(_RowHeads(self))
        self.setModel(model)
        self.setItemDelegate(_CellEditor(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._fit)
        self._fit()
        self._colour()

    def _fit(self) -> None:
        """Take the height of all rows, and begin in the first cell that can be written in."""
        header = self.verticalHeader()
        header.setDefaultSectionSize(look.px(ROW_HEIGHT))
        self._share_room()
        height = self.horizontalHeader().sizeHint().height() + self.model().rowCount() * look.px(ROW_HEIGHT)
        self.setFixedHeight(height + 2 * self.frameWidth() + 2)
        if self.model().rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, RECOMMENDED))

    def _share_room(self) -> None:
        """Give the amounts the room they need; what is left is for the names, which give way."""
        header = self.verticalHeader()
        bold = QFontMetrics(look.font(bold=True))
        amount = bold.horizontalAdvance(WIDEST) + 2 * look.px(look.S) + look.px(look.XS)
        names = [str(self.model().headerData(at, Qt.Orientation.Vertical)) for at in range(self.model().rowCount())]
        wanted = max((bold.horizontalAdvance(name) for name in names), default=0) + look.px(look.L + look.S)
        header.setFixedWidth(max(min(wanted, self.width() - 2 * amount - 2 * self.frameWidth()), look.px(look.L)))
        self.horizontalHeader().setMinimumSectionSize(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_room()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        elif event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        theme, palette = look.current(), self.palette()
        wanted = QColor(theme.selected)
        if palette.color(QPalette.ColorRole.Highlight) != wanted:
            palette.setColor(QPalette.ColorRole.Highlight, wanted)
            palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.ink))
            self.setPalette(palette)

    def finish(self) -> None:
        """Keep what is being written in a cell."""
        editors = self.findChildren(QLineEdit, "proposal.cell")
        if editors and self.state() is QAbstractItemView.State.EditingState:
            self.commitData(editors[-1])  # one that was closed before may still be there for a moment
            self.closeEditor(editors[-1], QStyledItemDelegate.EndEditHint.NoHint)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
        ):
            event.accept()  # in the table F2 writes in the cell
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in KEYS_TO_WRITE and not event.modifiers() and self.state() is self.State.NoState:
            if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            return
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.model().setData(index, "0")
            return
        super().keyPressEvent(event)
