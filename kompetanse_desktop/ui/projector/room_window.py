"""The room's window: paints one page at a time, and says the same to a screen reader."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QListView, QWidget

from kompetanse_desktop.text import money, say
from kompetanse_desktop.ui.projector.colours import look
from kompetanse_desktop.ui.projector.layout import LaidOut, lay_out
from kompetanse_desktop.ui.projector.lines import LinesModel
from kompetanse_desktop.ui.projector.pages.sheet import round_name
from kompetanse_desktop.ui.projector.placed import paint
from kompetanse_desktop.ui.projector.showing import Page, Showing

ZOOM_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
TURN_KEYS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Home: 0}
MINUTE_MS = 60_000


def paint_showing(painter: QPainter, area: QRectF, showing: Showing, dark: bool, zoom: float) -> None:
    """Paint what the room sees in an area, as its window does; for the window and its picture in small."""
    painter.save()
    painter.translate(area.topLeft())
    paint(lay_out(showing, area.width(), area.height(), zoom).placed, painter, look(dark))
    painter.restore()


class _Unseen(QLabel):
    """A text for screen readers; the eye has it from the page."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing."""


class _UnseenList(QListView):
    """A list for screen readers; the eye has it from the page."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing."""


class RoomWindow(QWidget):
    """Shows a Showing, and has no way to any other value. It goes away only when the program says so."""

    neutral_wanted = Signal()
    close_wanted = Signal()
    zoom_wanted = Signal(int)
    """So many steps larger; 0 is the size the screen gives."""
    page_wanted = Signal(Page)
    turn_wanted = Signal(int)
    """So many parts of a long list further on; 0 is the part with what is discussed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("projector.window")
        self.setWindowTitle(say("The room's screen"))
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._showing: Showing | None = None
        self._laid_out: LaidOut | None = None
        self._dark, self._zoom = True, 1.0
        self._remaining = _Unseen(self)
        self._remaining.setObjectName("projector.remaining")
        self._remaining.setTextFormat(Qt.TextFormat.PlainText)
        self._lines = LinesModel(self)
        self._list = _UnseenList(self)
        self._list.setObjectName("projector.list")
        self._list.setAccessibleName(say("What the room sees"))
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setUniformItemSizes(True)
        self._list.setModel(self._lines)
        for bar in (self._list.setVerticalScrollBarPolicy, self._list.setHorizontalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for child in (self._remaining, self._list, self._list.viewport()):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            child.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
            child.setAutoFillBackground(False)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._tick)

    # -- what it shows ---------------------------------------------------------------------------------
    @property
    def showing(self) -> Showing | None:
        """What it shows now."""
        return self._showing

    def show_showing(self, showing: Showing) -> None:
        """Show a page from now on."""
        self._showing = showing
        self._tick()

    def set_look(self, dark: bool, zoom: float) -> None:
        """Paint light on dark or dark on light, so much larger than the screen's height gives."""
        self._dark, self._zoom = dark, zoom
        self._renew()

    @property
    def part(self) -> tuple[int, int]:
        """Which part of a long list is shown, counted from 1, and of how many."""
        return (1, 1) if self._laid_out is None else (self._laid_out.part, self._laid_out.parts)

    def part_of(self, showing: Showing) -> tuple[int, int]:
        """Tell the same of something that isn't shown yet."""
        laid_out = lay_out(showing, self.width(), self.height(), self._zoom)
        return laid_out.part, laid_out.parts

    def _tick(self) -> None:
        self._renew()
        self._say()
        if self._showing is not None and self._showing.page is Page.TEXT:
            now = datetime.now()
            self._clock.start(MINUTE_MS - now.second * 1000 - now.microsecond // 1000 + 20)
        else:
            self._clock.stop()

    def _renew(self) -> None:
        showing = self._showing
        if showing is None:
            return
        self._laid_out = lay_out(showing, self.width(), self.height(), self._zoom)
        self.update()

    def _say(self) -> None:
        """Say what is shown, to who asks: the money left where it is on the page, and the page line by line."""
        if self._showing is None or self._laid_out is None:
            return
        shows_money = self._showing.page is Page.RANKING
        self._remaining.setText(money(self._showing.room.remaining) if shows_money else "")
        self._lines.say(self._laid_out.lines)
        name = round_name(self._showing.room)
        if self.accessibleName() != name:
            self.setAccessibleName(name)

    # -- what Qt asks ----------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.paint_on(painter)
        painter.end()

    def paint_on(self, painter: QPainter) -> None:
        """Paint what the room sees, in the size of this window; also for its picture in small."""
        colours = look(self._dark)
        if self._laid_out is None:
            painter.fillRect(self.rect(), QColor(colours.ground))
        else:
            paint(self._laid_out.placed, painter, colours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        third = self.height() // 3
        self._remaining.setGeometry(0, 0, self.width(), third)
        self._list.setGeometry(0, third, self.width(), self.height() - third)
        self._renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.close_wanted.emit()
        elif key is Qt.Key.Key_B and not ctrl:
            self.neutral_wanted.emit()
        elif ctrl and key in ZOOM_KEYS:
            self.zoom_wanted.emit(ZOOM_KEYS[key])
        elif key in TURN_KEYS:
            self.turn_wanted.emit(TURN_KEYS[key])
        elif ctrl and Qt.Key.Key_1 <= key <= Qt.Key.Key_6:
            self.page_wanted.emit(list(Page)[key - Qt.Key.Key_1])
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay: a stray Alt+F4 must not show the desktop to the room. It is hidden by who showed it."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._renew()
        return super().event(event)
