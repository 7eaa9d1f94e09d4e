"""The table of the preview: written in with the keyboard or the mouse, and rows left out or taken in again."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.imports.lines import IN
from kompetanse_desktop.ui.imports.preview_model import PreviewModel

WIDTHS = (64, 142, 84, 226, 176, 110, 100, 100)
ROW_HEIGHT = 28
EDITING = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


class _Delegate(QStyledItemDelegate):
    """Lets a cell keep its colour while its row is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if colour is not None:
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)


class PreviewTable(QTableView):
    """Calls ``leave_out`` with (row numbers, whether) for the chosen rows: Delete, the space bar, or the menu."""

    def __init__(self, model: PreviewModel, leave_out: Callable[[Collection[int], bool], None]) -> None:
        super().__init__()
        self._preview, self._leave_out = model, leave_out
        self._look = ""
        self.setObjectName("import.preview")
        self.setAccessibleName(say("What will be taken in"))
        self.setAccessibleDescription(say("F2 to write over a cell, Delete to leave a row out or take it in again"))
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(EDITING)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.px(ROW_HEIGHT))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, max(look.px(width), header.sectionSizeHint(column)))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._follow_theme()

    # -- the look ----------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._follow_theme()

    def _follow_theme(self) -> None:
        """Mark the chosen row softly, so that the colours of what is in doubt are seen in it too."""
        theme = look.current()
        if theme.name == self._look:
            return
        self._look = theme.name
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(theme.selected))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.ink))
        self.setPalette(palette)
        self._preview.set_theme(theme)

    # -- what is chosen ----------------------------------------------------------------------------
    def go_to(self, at: int, column: int) -> None:
        """Choose a row, or the nearest there is."""
        rows = self._preview.rowCount()
        if rows:
            index = self._preview.index(min(max(at, 0), rows - 1), max(column, 0))
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)

    def _chosen(self) -> list[QModelIndex]:
        """Give the check boxes of the chosen rows that have one."""
        ticks = (self._preview.index(row.row(), IN) for row in self.selectionModel().selectedRows())
        return [tick for tick in ticks if tick.data(Qt.ItemDataRole.CheckStateRole) is not None]

    def _turn(self) -> None:
        """Leave the chosen rows out; where all of them are out, take them in again."""
        chosen = self._chosen()
        out = any(tick.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value for tick in chosen)
        if chosen:
            self._leave_out([self._preview.number(tick.row()) for tick in chosen], out)

    # -- keys and menu -----------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Space) and not event.modifiers():
            self._turn()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft() + QPoint(8, 0))
        menu = self.make_menu()
        if not menu.isEmpty():
            menu.exec(place)
        menu.deleteLater()

    def make_menu(self) -> QMenu:
        """Make the menu of what can be done with the chosen rows."""
        menu = QMenu(self)
        current = self.currentIndex()
        if current.isValid() and current.flags() & Qt.ItemFlag.ItemIsEditable:
            write = menu.addAction(say("Write over the cell"), lambda: self.edit(current))
            write.setShortcut(Qt.Key.Key_F2)
        chosen = self._chosen()
        if chosen:
            out = any(tick.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value for tick in chosen)
            words = (
                say_count("Leave the row out", "Leave {count} rows out", len(chosen))
                if out
                else say_count("Take the row in again", "Take {count} rows in again", len(chosen))
            )
            turn = menu.addAction(words, self._turn)
            turn.setShortcut(Qt.Key.Key_Delete)
        return menu
