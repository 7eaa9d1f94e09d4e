"""Shares the room of a round's page out between the money, the proposals and the side column beside them."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.side_column import SideColumn
from kompetanse_desktop.ui.views import Views
from kompetanse_desktop.ui.widgets import column, rule

WIDE, NARROW = 330, 280
"""The side column's width where there is room, and where there is little; pixels at 100 %, as all here."""
LEAST_HEIGHT = 120
ROOMY, TIGHT = 1100, 900
"""From the first on there is room for all; below the second the side column comes only when it is asked for."""


class Beside(QWidget):
    """Lays a round's page out, anew with every width and every size of the texts.

    Where there is room for all, the money goes across the page. Where there is little, the side column comes
    only when it is asked for, and then has the whole height.
    """

    def __init__(self, strip: QWidget, views: Views, side: SideColumn) -> None:
        super().__init__()
        self._views, self._side = views, side
        self._wanted: bool | None = None
        self._laid_tight: bool | None = None
        self._strip = strip
        self._room, self._side_room = QWidget(), QWidget()
        self._around = column(views, spacing=0, margins=(look.M, look.M, look.M, look.M))
        self._room.setLayout(self._around)
        self._side_room.setLayout(column(side, spacing=0, margins=(0, look.M, look.M, look.M)))
        self._rule = rule()
        self._grid = QGridLayout(self)
        look.spaced(self._grid, margins=(0, 0, 0, 0), columns=0, lines=0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(2, 1)
        side.wanted.connect(self.show_side)
        side.put_away.connect(self.hide_side)
        self.fit()

    def toggle_side(self) -> None:
        """Show or hide the side column, until the reader says otherwise or the window gets another width."""
        if self._side_room.isHidden():
            self.show_side()
        else:
            self.hide_side()

    def show_side(self) -> None:
        """Show the side column, however little room there is."""
        self._wanted = True
        self.fit()
        QTimer.singleShot(0, self, self._views.board.show_chosen_lane)  # when it has got its width

    def hide_side(self) -> None:
        """Give all the room to the proposals; the keyboard goes there too where it was in the side column."""
        holder = QApplication.focusWidget()
        had_keyboard = holder is not None and self._side.isAncestorOf(holder)
        self._wanted = False
        self.fit()
        if had_keyboard:
            self._views.choose(self._views.chosen(), focus=True)

    def fit(self) -> None:
        """Share the room out."""
        room = self.width() / look.zoom()
        shown = self._wanted if self._wanted is not None else room >= TIGHT
        self._lay_out(room < TIGHT)
        look.sized(self._side, width=WIDE if room >= ROOMY else NARROW)
        self._side_room.setVisible(shown)
        look.spaced(self._around, margins=(look.M, look.M, look.S if shown else look.M, look.M))

    def _lay_out(self, tight: bool) -> None:
        if tight == self._laid_tight:
            return
        self._laid_tight = tight
        across = 1 if tight else 2
        self._grid.addWidget(self._strip, 0, 0, 1, across)
        self._grid.addWidget(self._rule, 1, 0, 1, across)
        self._grid.addWidget(self._room, 2, 0)
        self._grid.addWidget(self._side_room, 0 if tight else 2, 1, 3 if tight else 1, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(NARROW), look.px(LEAST_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        before = event.oldSize().width()
        if self._wanted is True and before >= 0 and (before / look.zoom() < TIGHT) != self._is_tight():
            self._wanted = None  # it was asked for in another kind of room
        self.fit()
        super().resizeEvent(event)

    def _is_tight(self) -> bool:
        return self.width() / look.zoom() < TIGHT
