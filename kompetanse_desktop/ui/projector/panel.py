"""The operator's panel: what the room sees, in small and in words, and every choice of what it sees next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from kompetanse_desktop.text import N_, say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.projector.controller import Projector
from kompetanse_desktop.ui.projector.screens import described
from kompetanse_desktop.ui.projector.showing import Page
from kompetanse_desktop.ui.projector.stage import Mode
from kompetanse_desktop.ui.widgets import announce, button, column, framed, label, row

THUMBNAIL_WIDTH, THUMBNAIL_SMALL = 132, 84
SOON_MS = 50
"""The picture in small is painted when the two windows are: several changes in a row are one."""
ROOMY = 560
"""The column must be so high, in pixels at 100 %, for the whole panel and some of the details below it."""
PAGES = {
    Page.RANKING: N_("Order"),
    Page.PROPOSAL: N_("Proposal"),
    Page.CHANGES: N_("Changes"),
    Page.SUMS: N_("Sums"),
    Page.TEXT: N_("Text"),
    Page.RESULT: N_("Result"),
}
"""The pages in the order of their keys, Ctrl+1 to Ctrl+6."""
PAGE_NAME = {**PAGES, Page.NEUTRAL: N_("Neutral page")}
COLUMNS = 3
PALE = 0.4
SHIFT = Qt.KeyboardModifier.ShiftModifier


SIZE_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}


def _steps(event: QKeyEvent) -> int | None:
    """Give how many steps larger a key asks for; None where it asks for something else."""
    keypad = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return SIZE_KEYS.get(Qt.Key(event.key())) if keypad & ~SHIFT == Qt.KeyboardModifier.ControlModifier else None


class Thumbnail(QWidget):
    """Paints what the room's window paints, in the shape of its screen; pale where nobody sees it."""

    def __init__(self, projector: Projector) -> None:
        super().__init__()
        self._projector = projector
        self._picture = QPixmap()
        self._shape = projector.room_size
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._renew)
        self.is_small = False
        self.setObjectName("projector.thumbnail")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_soon(self) -> None:
        """Show what the room sees now, when the windows themselves are painted."""
        if self._shape != self._projector.room_size:
            self._shape = self._projector.room_size
            self.updateGeometry()
        if not self._soon.isActive():
            self._soon.start()

    def sizeHint(self) -> QSize:
        width, height = self._projector.room_size
        wide = look.px(THUMBNAIL_SMALL if self.is_small else THUMBNAIL_WIDTH)
        return QSize(wide, round(wide * min(height / max(width, 1), 0.8)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._renew()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _renew(self) -> None:
        width, height = self._projector.room_size
        scale = min(self.width() / width, self.height() / height)
        ratio = self.devicePixelRatioF()
        self._picture = QPixmap(self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate((self.width() - width * scale) / 2, (self.height() - height * scale) / 2)
        painter.scale(scale, scale)
        if not self._projector.is_shown:
            painter.setOpacity(PALE)
        self._projector.room_window.paint_on(painter)
        painter.end()
        self.update()


class ProjectorPanel(QFrame):
    """Lies above the details while something is shown to the room.

    Where the column is low it leaves the details their room: the pages go into the menu, their keys stay.
    """

    def __init__(self, projector: Projector) -> None:
        super().__init__()
        self._projector = projector
        self.setObjectName("projector.panel")
        self.setProperty("look", "panel")
        self.setAccessibleName(say("The room"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # what is below gives way
        self.thumbnail = Thumbnail(projector)
        self._state = label("", "strong", "projector.state", wrap=True)
        self._news = label("", "small", "projector.news", wrap=True)
        self._modes = {
            Mode.LIVE: self._tab(say("Follow"), "follow", projector.follow, say("The room sees every change at once")),
            Mode.FROZEN: self._tab(say("Freeze"), "freeze", projector.freeze, say("The room sees no change")),
        }
        self._show = button(say("Show"), projector.show, "primary", "projector.show")
        self._show.setToolTip(say("The room sees the board as it is now, and stands there until you show again"))
        self._neutral = self._tab(
            say("Neutral (B)"),
            "neutral",
            projector.toggle_neutral,
            say("A page with nothing but the name of the round"),
        )
        self._pages = {page: self._page_tab(number, page) for number, page in enumerate(PAGES, start=1)}
        self._text = self._make_text()
        self._turning = self._make_turning()
        self._card = button(say("Show this proposal to the room"), projector.show_card, "link", "projector.showCard")
        self._settings = self._make_settings()
        self._said = ""
        self._is_low = False
        self._lay_out()
        self._make_keys()
        projector.changed.connect(self.refresh)
        self.refresh()

    # -- building ------------------------------------------------------------------------------------
    def _tab(self, text: str, name: str, act: Callable[[], object], tip: str) -> QPushButton:
        def clicked() -> None:
            act()
            self.refresh()  # a button that was down already stays so

        made = button(text, clicked, "tab", f"projector.{name}")
        made.setCheckable(True)
        made.setToolTip(tip)
        return made

    def _page_tab(self, number: int, page: Page) -> QPushButton:
        name = say(PAGES[page])
        tip = f"{name} (Ctrl+{number})"
        made = self._tab(name, f"page.{page.value}", lambda: self.choose_page(page), tip)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return made

    def _make_text(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("projector.text")
        field.setAccessibleName(say("Text for the room"))
        field.setPlaceholderText(say("Such as «Break until 12.30», then Enter"))
        field.setMaxLength(200)
        field.returnPressed.connect(lambda: self._projector.choose_page(Page.TEXT, field.text()))
        return field

    def _make_settings(self) -> QPushButton:
        made = button("", lambda: None, "link", "projector.settings")
        made.setText(say("Screen …"))
        made.setAccessibleName(say("Screen, size and colours"))
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        made.setMenu(menu)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return made

    def _make_turning(self) -> QWidget:
        """Make the line for a list that is longer than the screen."""
        self._part = label("", "small", "projector.part")
        projector = self._projector
        steps = (
            ("‹", "earlier", -1, say("The part before of a long list (Ctrl+PgUp)")),
            ("›", "later", 1, say("The next part of a long list (Ctrl+PgDn)")),
        )
        self._steps = {}
        for sign, name, parts, tip in steps:
            made = button(sign, partial(projector.turn, parts), "icon", f"projector.{name}")
            made.setToolTip(tip)
            made.setAccessibleName(tip)
            self._steps[parts] = made
        self._to_now = button(say("To what is up now"), lambda: projector.turn(0), "link", "projector.toNow")
        line = QWidget()
        line.setLayout(row(self._steps[-1], self._part, self._steps[1], 1, self._to_now, spacing=look.XS))
        return line

    def _lay_out(self) -> None:
        told = QWidget()
        told.setLayout(column(self._state, self._news, 1, self._settings, spacing=look.XXS))
        above = QWidget()
        above.setLayout(row(self.thumbnail, told, spacing=look.S, stretch=1))
        tabs = row(*self._modes.values(), spacing=look.XXS, margins=(look.XXS,) * 4)
        hiding = row(self._neutral, margins=(look.XXS,) * 4)
        modes = QWidget()
        modes.setLayout(row(self._show, framed(tabs, "tabs"), 1, framed(hiding, "tabs"), spacing=look.XS))
        grid = QGridLayout()
        grid.setContentsMargins(*(look.XXS,) * 4)
        grid.setSpacing(look.XXS)
        for place, tab in enumerate(self._pages.values()):
            grid.addWidget(tab, place // COLUMNS, place % COLUMNS)
        self._choices = QFrame()
        self._choices.setProperty("look", "tabs")
        self._choices.setLayout(grid)
        margins = (look.S, look.S, look.S, look.S)
        parts = (above, modes, self._choices, self._turning, self._text, self._card)
        self.setLayout(column(*parts, spacing=look.S, margins=margins))

    def _make_keys(self) -> None:
        """Keys that hold in the whole window while something is shown; size only where the keyboard is in here."""
        window = self._projector.operators_window
        projector = self._projector
        keys: list[tuple[str, Callable[[], object]]] = [
            ("B", projector.toggle_neutral),
            ("F11", projector.cover),
            ("Ctrl+PgUp", lambda: projector.turn(-1)),
            ("Ctrl+PgDown", lambda: projector.turn(1)),
            *((f"Ctrl+{number}", lambda page=page: self.choose_page(page)) for number, page in enumerate(PAGES, 1)),
        ]
        self._keys = []
        for key, act in keys:
            made = QShortcut(QKeySequence(key), window)
            made.activated.connect(act)
            self._keys.append(made)

    def event(self, event: QEvent) -> bool:
        """Take the keys of size from the window while the keyboard is in here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _steps(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = _steps(event)
        if steps is None:
            super().keyPressEvent(event)
        else:
            self._projector.zoom(steps)

    def leave(self) -> None:
        """Go away, with the keys; a keyboard that was in here goes to the proposals."""
        for key in self._keys:
            key.setEnabled(False)  # at once: it is deleted later
            key.deleteLater()
        self._keys.clear()
        self._have(self, False)
        self.deleteLater()

    # -- showing ---------------------------------------------------------------------------------------
    def choose_page(self, page: Page) -> None:
        """Turn the room to a page. Before there is a text the keyboard goes to where it is written."""
        self._projector.choose_page(page, self._text.text() if page is Page.TEXT else None)
        if page is Page.TEXT and not self._text.text():
            self._text.setFocus()

    def refresh(self) -> None:
        """Show what the room sees now, and say it where it is another state."""
        stage, shown = self._projector.stage, self._projector.is_shown
        words = say(self._projector.words())
        self._state.setText(words)
        self._news.setText(say("Something new is ready to be shown"))
        self._news.setVisible(stage.has_news and shown)
        page = say(PAGE_NAME[stage.visible.page])
        self.thumbnail.setAccessibleName(say("What the room sees: {page}", page=page))
        self.thumbnail.setAccessibleDescription(words)
        for mode, tab in self._modes.items():
            tab.setChecked(stage.mode is mode)
        self._neutral.setChecked(stage.is_neutral)
        for each, tab in self._pages.items():
            tab.setChecked(stage.page is each)
        self._have(self._text, stage.page is Page.TEXT)
        self._have(self._card, self._projector.holds_back and not self._is_low)
        number, of = self._projector.part
        self._have(self._turning, of > 1)
        self._part.setText(say("page {number} of {all}", number=number, all=of))
        self._steps[-1].setEnabled(number > 1)
        self._steps[1].setEnabled(number < of)
        by_hand, up = stage.prepared.list_page is not None, stage.prepared.room.discussed is not None
        self._have(self._to_now, by_hand and up)
        self.thumbnail.show_soon()
        if self._said and self._said != words:
            announce(self, words)
        self._said = words

    def _have(self, part: QWidget, is_there: bool) -> None:
        """Show a part or not; a keyboard in what goes away goes to the proposals, not to whatever comes next."""
        holder = QApplication.focusWidget()
        if not is_there and holder is not None and (part is holder or part.isAncestorOf(holder)):
            self._projector.take_keyboard_back()
        part.setVisible(is_there)

    def _fill(self, menu: QMenu) -> None:
        """Write the menu anew: the screens there are now, the size, the colours."""
        menu.clear()
        projector = self._projector
        if self._is_low:
            self._fill_pages(menu)
        others = QActionGroup(menu)
        for screen in projector.choice.others:
            action = menu.addAction(say(described(screen, projector.choice.others)))
            action.setCheckable(True)
            action.setChecked(screen == projector.choice.screen)
            action.triggered.connect(lambda _=False, screen=screen: projector.choose_screen(screen))
            others.addAction(action)
        if projector.choice.screen is None:
            self._add(menu, say("Cover this screen"), projector.cover, "F11")
        menu.addSeparator()
        self._add(menu, say("Larger"), lambda: projector.zoom(1), "Ctrl++")
        self._add(menu, say("Smaller"), lambda: projector.zoom(-1), "Ctrl+-")
        self._add(menu, say("Usual size ({zoom} % now)", zoom=projector.view.zoom), lambda: projector.zoom(0), "Ctrl+0")
        menu.addSeparator()
        colours = QActionGroup(menu)
        for dark, words in ((True, say("Light on dark")), (False, say("Dark on light"))):
            action = self._add(menu, words, partial(projector.set_dark, dark))
            action.setCheckable(True)
            action.setChecked(projector.view.dark is dark)
            colours.addAction(action)

    def _fill_pages(self, menu: QMenu) -> None:
        """Write what there is no room for in a low column."""
        pages = QActionGroup(menu)
        for number, (page, name) in enumerate(PAGES.items(), start=1):
            action = self._add(menu, say(name), partial(self.choose_page, page), f"Ctrl+{number}")
            action.setCheckable(True)
            action.setChecked(self._projector.stage.page is page)
            pages.addAction(action)
        if self._projector.holds_back:
            menu.addSeparator()
            self._add(menu, self._card.text(), self._projector.show_card)
        menu.addSeparator()

    # -- the room it has -------------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        column = self.parentWidget()
        if column is not None:
            column.installEventFilter(self)
            self._fit(column.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and isinstance(event, QResizeEvent):
            self._fit(event.size().height())
        return False

    def _fit(self, height: int) -> None:
        """Take less room where the column is low."""
        is_low = height < look.px(ROOMY)
        if is_low != self._is_low:
            self._is_low = self.thumbnail.is_small = is_low
            self._have(self._choices, not is_low)
            self._settings.setText(say("Page and screen …") if is_low else say("Screen …"))
            self._settings.setAccessibleName(
                say("Page, screen, size and colours") if is_low else say("Screen, size and colours")
            )
            self.thumbnail.updateGeometry()
            self.refresh()

    @staticmethod
    def _add(menu: QMenu, text: str, act: Callable[[], object], key: str = "") -> QAction:
        action = menu.addAction(f"{text}\t{key}" if key else text)
        action.triggered.connect(lambda: act())
        return action

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.thumbnail.updateGeometry()
