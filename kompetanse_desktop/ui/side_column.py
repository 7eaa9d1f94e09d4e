"""The column beside the board: the details of the chosen card, the timeline of the round, or what is remarked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QWidget

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.text import say
from kompetanse_desktop.ui import icons
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.checks.book import CheckBook
from kompetanse_desktop.ui.checks.mending import Place
from kompetanse_desktop.ui.details.panel import DetailsPanel
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import button, column, framed, row

if TYPE_CHECKING:  # they are made when they are first asked for, not while the window opens
    from kompetanse_desktop.ui.checks.panel import ChecksPanel
    from kompetanse_desktop.ui.timeline.panel import TimelinePanel

DETAILS, TIMELINE, CHECKS = range(3)
"""The tabs, in their order."""
PROPOSAL_TAB, ASSESSMENT_TAB = 0, 1
"""Those of the details."""


class SideColumn(QWidget):
    """Holds the details, and timeline and checks once somebody has asked for them; tabs tell which is shown."""

    wanted = Signal()
    """Something in it is asked for: it has to be seen."""
    put_away = Signal()
    """The reader wants its room for something else."""
    card_wanted = Signal(str)
    """This card shall be chosen among the proposals; the keyboard stays where it is."""
    terms_wanted = Signal()
    """The reader wants to change the terms of the round."""

    def __init__(self, session: Session, messages: MessageBar, theme: look.Theme) -> None:
        super().__init__()
        self._session, self._messages, self._theme = session, messages, theme
        self.details = DetailsPanel(session, messages.attempt)
        self.timeline: TimelinePanel | None = None
        self.checks: ChecksPanel | None = None
        self.book = CheckBook(session, self)
        self.book.changed.connect(self._show_count)
        self._came_from: QWidget | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.details)
        self.setLayout(column(self._make_tabs(), self._pages, spacing=look.S, stretch=1))

    def _make_tabs(self) -> QWidget:
        self.tabs = QTabBar()
        self.tabs.setObjectName("panel.tabs")
        self.tabs.setAccessibleName(say("Beside the board"))
        self.tabs.setProperty("look", "side")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in (say("Details"), say("Timeline"), say("Checks")):
            self.tabs.addTab(words)
        self.tabs.setTabToolTip(TIMELINE, say("Timeline (Ctrl+H)"))
        self.tabs.setTabToolTip(CHECKS, say("Checks (Ctrl+K)"))
        self.tabs.currentChanged.connect(self._turn)
        close = button("", self.put_away.emit, "icon", "panel.close")
        close.setIcon(icons.icon("close", "muted"))
        close.setAccessibleName(say("Hide the details"))
        close.setToolTip(say("Hide the details (Ctrl+D)"))
        line = QWidget()
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        framed_tabs = framed(row(self.tabs, spacing=0, margins=(look.XXS,) * 4), "tabs")
        line.setLayout(row(framed_tabs, close, spacing=look.XS, stretch=0))
        return line

    def show_above(self, widget: QWidget) -> None:
        """Put something above the tabs, whichever of them is shown."""
        layout = self.layout()
        if layout is not None:
            layout.insertWidget(0, widget)  # type: ignore[attr-defined]

    # -- which is shown ----------------------------------------------------------------------------
    @property
    def shows_timeline(self) -> bool:
        """Tell whether the timeline is what is shown."""
        return self.tabs.currentIndex() == TIMELINE

    @property
    def shows_checks(self) -> bool:
        """Tell whether the remarks are what is shown."""
        return self.tabs.currentIndex() == CHECKS

    def toggle_timeline(self) -> None:
        """Show the timeline instead of the details, with the keyboard in it; or the details again."""
        self._toggle(TIMELINE)

    def toggle_checks(self) -> None:
        """Show the remarks instead of the details, with the keyboard among them; or the details again."""
        self._toggle(CHECKS)

    def _toggle(self, tab: int) -> None:
        if self.tabs.currentIndex() == tab and self.isVisible():
            self.show_details()
            return
        if self.tabs.currentIndex() == DETAILS or not self.isVisible():
            self._came_from = QApplication.focusWidget()
        self.tabs.setCurrentIndex(tab)
        self.wanted.emit()
        page = self.timeline if tab == TIMELINE else self.checks
        if page is not None:
            page.list.setFocus()

    def show_details(self) -> None:
        """Show the details; a keyboard that was in another page goes back to where it came from."""
        holder, shown = QApplication.focusWidget(), self._pages.currentWidget()
        elsewhere = None if shown is self.details else shown
        had_keyboard = elsewhere is not None and holder is not None and elsewhere.isAncestorOf(holder)
        came_from, self._came_from = self._came_from, None
        self.tabs.setCurrentIndex(DETAILS)
        if had_keyboard and came_from is not None and shiboken6.isValid(came_from):
            came_from.setFocus()

    def _turn(self, tab: int) -> None:
        """Show the page of a tab. What is being written in the details is kept first."""
        self.details.drafts.keep_all()
        self._pages.setCurrentWidget(self._page(tab))

    def _page(self, tab: int) -> QWidget:
        if tab == TIMELINE:
            self.timeline = self.timeline or self._make_timeline()
            return self.timeline
        if tab == CHECKS:
            self.checks = self.checks or self._make_checks()
            return self.checks
        return self.details

    def _make_timeline(self) -> TimelinePanel:
        from kompetanse_desktop.ui.timeline.panel import TimelinePanel

        made = TimelinePanel(self._session, self._messages, self._theme)
        self._pages.addWidget(made)
        return made

    def _make_checks(self) -> ChecksPanel:
        from kompetanse_desktop.ui.checks.panel import ChecksPanel

        made = ChecksPanel(self._session, self.book, self._messages, self._theme)
        made.show_card(self.details.ref)
        made.show_wanted.connect(self.card_wanted)
        made.mend_wanted.connect(self.go_to)
        self._pages.addWidget(made)
        return made

    def _show_count(self) -> None:
        """Tell on the tab how many remarks are open: those that stop or warn."""
        count = self.book.open_count
        self.tabs.setTabText(CHECKS, say("Checks {count}", count=count) if count else say("Checks"))

    # -- going places ------------------------------------------------------------------------------
    def show_card(self, ref: str | None) -> None:
        """Show this proposal as the chosen one, in whichever page asks for one."""
        self.details.show_ref(ref)
        if self.checks is not None:
            self.checks.show_card(ref)

    def focus_amount(self) -> None:
        """Put the keyboard where the amount of the chosen card is written, whatever is shown now."""
        if self.details.ref is not None:
            self.wanted.emit()
            self.show_details()
            self.details.focus_amount()

    def go_to(self, place: Place, ref: str | None) -> None:
        """Go to where a remark is mended, with the card it is about chosen and the keyboard there."""
        if place is Place.ROUND:
            self.terms_wanted.emit()
            return
        if ref is None:
            return
        self.card_wanted.emit(ref)
        if place is Place.CARD:
            return
        self._came_from = None  # the keyboard goes on from here, and not back to where it was before
        self.wanted.emit()
        self.show_details()
        if place is Place.AMOUNT:
            self.details.focus_amount()
            return
        self.details.tabs.setCurrentIndex(ASSESSMENT_TAB if place is Place.ASSESSMENT else PROPOSAL_TAB)
        if place is Place.REASON:
            self.details.reason.setFocus()
        else:
            self.details.tabs.setFocus()

    def set_theme(self, theme: look.Theme) -> None:
        """Give the column another look."""
        self._theme = theme
        for page in (self.timeline, self.checks):
            if page is not None:
                page.set_theme(theme)
