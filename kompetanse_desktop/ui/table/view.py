"""The table on the screen: walked with the arrows, written in, sorted, copied; its columns stay as they were left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QByteArray,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.table.model import REF, TableModel
from kompetanse_desktop.ui.table.rows import AMOUNT, COLUMNS, TITLE, Column, Row, tab_separated
from kompetanse_desktop.ui.widgets import announce

ROW_HEIGHT = 30
CARD_COMMANDS = ("up", "down", "lane_left", "lane_right", "moveTo", "amount", "withdraw")
"""What the menu of a row has, as the menu of the proposals has it."""


class _Delegate(QStyledItemDelegate):
    """Lets a cell keep its colour while its row is chosen, and rings the cell that has the keyboard."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if colour is not None:
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        has_keyboard = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if has_keyboard:
            width = look.px(2)
            painter.save()
            painter.setPen(QPen(QColor(look.current().brand), width))
            inset = width // 2
            painter.drawRect(option.rect.adjusted(inset, inset, -width + inset - 1, -width + inset - 1))
            painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setObjectName("table.amount")
        editor.setAccessibleName(say("Recommended amount"))
        editor.setStyleSheet("padding: 0 4px; border-radius: 0;")
        return editor


class TableView(QTableView):
    """Shows a TableModel. ``commands`` are the window's own, for the menu of a row."""

    chosen_changed = Signal()
    opened = Signal()
    """The reader pressed Enter on a row, or clicked it twice."""
    put_away = Signal()
    """It isn't seen any more: what is to be remembered of it can be."""

    def __init__(self, model: TableModel, commands: Mapping[str, QAction]) -> None:
        super().__init__()
        self._model, self._commands = model, commands
        self._told: tuple[str, ...] = ()
        self._zoom = look.zoom()
        self.empty_text = ""
        self.setObjectName("table.view")
        self.setAccessibleName(say("Table of the proposals"))
        self.setAccessibleDescription(say("F2 writes an amount, the menu key has more"))
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(model)
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self.doubleClicked.connect(self._clicked_twice)
        self._set_up_headers()
        self.set_theme(model.theme)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        head = self.horizontalHeader()
        head.setObjectName("table.head")
        head.setAccessibleName(say("Headings"))
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setSortIndicatorClearable(True)
        head.setToolTip(say("Click to sort; a third click gives the order of the board"))
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._show_head_menu)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        head.setStretchLastSection(True)

    def set_theme(self, theme: look.Theme) -> None:
        """Paint in other colours and sizes from now on; a chosen row is marked softly, so that texts keep theirs."""
        self._model.set_theme(theme)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(theme.selected))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.ink))
        self.setPalette(palette)
        self.verticalHeader().setDefaultSectionSize(look.px(ROW_HEIGHT))
        grown, self._zoom = look.zoom() / self._zoom, look.zoom()
        if grown != 1:
            for at in range(len(COLUMNS)):
                self.setColumnWidth(at, round(self.columnWidth(at) * grown))

    def let_through(self, refs: frozenset[str] | None) -> None:
        """Show only these rows (None: all), and say where none is left."""
        self._model.let_through(refs)
        self.empty_text = say("Nothing matches the filter.") if refs is not None else say("There are no proposals yet.")
        self.viewport().update()

    def show_matches(self, refs: frozenset[str] | None) -> None:
        """Make these stand out (None: no search)."""
        self._model.show_matches(refs)

    # -- columns -----------------------------------------------------------------------------------
    def columns_as_kept(self) -> QByteArray:
        """Give which columns are shown, how wide and in what order, to be remembered."""
        return self.horizontalHeader().saveState()

    def show_columns(self, kept: object) -> None:
        """Show the columns as they were left, or as they are at first. The order of rows isn't remembered."""
        head = self.horizontalHeader()
        if not (isinstance(kept, QByteArray) and head.restoreState(kept) and head.count() == len(COLUMNS)):
            for at, column in enumerate(COLUMNS):
                self.setColumnWidth(at, max(look.px(column.width), head.sectionSizeHint(at)))
        self.setColumnHidden(TITLE, False)
        head.setSortIndicatorClearable(True)
        head.setSectionsMovable(True)
        head.setStretchLastSection(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._model.sort(-1)

    def shown_columns(self) -> tuple[Column, ...]:
        """Give the columns that are shown, from the left."""
        head = self.horizontalHeader()
        order = (head.logicalIndex(visual) for visual in range(head.count()))
        return tuple(COLUMNS[at] for at in order if not head.isSectionHidden(at))

    def shown_rows(self) -> list[Row]:
        """Give the rows that are shown, from the top."""
        return [self._model.row(at) for at in range(self._model.rowCount())]

    # -- what is chosen ----------------------------------------------------------------------------
    def chosen(self) -> tuple[str, ...]:
        """Give the refs of the chosen rows, in the order of the board."""
        rows = self.selectionModel().selectedRows()
        return self._model.in_board_order([str(row.data(REF)) for row in rows])

    def choose(self, refs: Sequence[str]) -> None:
        """Choose these rows, those that are shown; the keyboard stays in its column."""
        rows = [row for ref in refs if (row := self._model.place_of(ref)) is not None]
        if not rows:
            return
        flag = QItemSelectionModel.SelectionFlag
        current = self._model.index(
            rows[0], max(self.currentIndex().column(), 0) if self.currentIndex().isValid() else TITLE
        )
        self.selectionModel().setCurrentIndex(current, flag.ClearAndSelect | flag.Rows)
        for row in rows[1:]:
            self.selectionModel().select(self._model.index(row, 0), flag.Select | flag.Rows)
        self.scrollTo(current)

    def _tell_chosen(self) -> None:
        chosen = self.chosen()
        if chosen != self._told:
            self._told = chosen
            self.chosen_changed.emit()

    # -- doing -------------------------------------------------------------------------------------
    def write_amount(self) -> bool:
        """Write in the cell of the chosen row's amount. Tell whether there is one to write in."""
        row = self.currentIndex().row()
        if row < 0 or not self.selectionModel().isRowSelected(row):
            return False
        self.setColumnHidden(AMOUNT, False)
        cell = self._model.index(row, AMOUNT)
        self.selectionModel().setCurrentIndex(cell, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(cell)
        self.edit(cell)
        return True

    def _clicked_twice(self, index: QModelIndex) -> None:
        if index.column() != AMOUNT or not self.write_amount():
            self.opened.emit()

    def copy_rows(self) -> None:
        """Put the chosen rows, or all where none is chosen, on the clipboard with their headings."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = [self._model.row(at) for at in chosen] or self.shown_rows()
        QGuiApplication.clipboard().setText(tab_separated(self.shown_columns(), rows))
        announce(self, say_count("{count} row copied", "{count} rows copied", len(rows)))

    # -- keys and menus ----------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif not editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # Alt and an arrow moves a card, whoever has the keyboard
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters belong to the search field, and a stray key must not move the focus."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft() + QPoint(8, 0))
        menu = self.make_menu(self.currentIndex().column())
        menu.exec(place)
        menu.deleteLater()

    def make_menu(self, column: int) -> QMenu:
        """Make the menu of the chosen rows: what can be done with them, and how the table is shown."""
        menu = QMenu(self)
        if self.selectionModel().hasSelection():
            menu.addActions([self._commands[name] for name in CARD_COMMANDS])
            menu.addSeparator()
        copy = menu.addAction(say("Copy the rows"), self.copy_rows)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        menu.addSeparator()
        self._add_sorting(menu, column)
        menu.addMenu(self._column_menu(menu))
        return menu

    def _show_head_menu(self, place: QPoint) -> None:
        head = self.horizontalHeader()
        menu = QMenu(self)
        self._add_sorting(menu, head.logicalIndexAt(place))
        menu.addSeparator()
        menu.addActions(self._column_menu(menu).actions())
        menu.exec(head.mapToGlobal(place))
        menu.deleteLater()

    def _add_sorting(self, menu: QMenu, column: int) -> None:
        head = self.horizontalHeader()
        if column >= 0:
            for order, words in (
                (Qt.SortOrder.AscendingOrder, say("Sort by «{column}»", column=say(COLUMNS[column].heading))),
                (
                    Qt.SortOrder.DescendingOrder,
                    say("Sort by «{column}», backwards", column=say(COLUMNS[column].heading)),
                ),
            ):
                menu.addAction(words).triggered.connect(lambda _=False, to=order: head.setSortIndicator(column, to))
        back = menu.addAction(say("In the order of the board"))
        back.setEnabled(self._model.is_sorted)
        back.triggered.connect(lambda: head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder))

    def _column_menu(self, parent: QMenu) -> QMenu:
        columns = QMenu(say("Columns"), parent)
        for at, column in enumerate(COLUMNS):
            tick = columns.addAction(say(column.heading))
            tick.setCheckable(True)
            tick.setChecked(not self.isColumnHidden(at))
            tick.setEnabled(at != TITLE)  # a row without a title tells nothing
            tick.triggered.connect(lambda shown, at=at: self.setColumnHidden(at, not shown))
        return columns

    # -- painting ----------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._model.rowCount() or not self.empty_text:
            return
        painter = QPainter(self.viewport())
        painter.setFont(look.font(look.BODY))
        painter.setPen(QColor(self._model.theme.muted))
        area = self.viewport().rect().adjusted(12, 20, -12, -12)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self.empty_text)
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.put_away.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)
