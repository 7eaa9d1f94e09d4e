"""Holds the room's window against everything that happens: the board, the operator's choices, and the cables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.room import Room, room
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.projector import placing, remembered
from kompetanse_desktop.ui.projector.discussing import discussed, may_follow
from kompetanse_desktop.ui.projector.remembered import View
from kompetanse_desktop.ui.projector.room_window import RoomWindow
from kompetanse_desktop.ui.projector.screens import Choice, Monitor, Screen, Why, choose, news
from kompetanse_desktop.ui.projector.showing import Page
from kompetanse_desktop.ui.projector.stage import Mode, Stage
from kompetanse_desktop.ui.projector.watching import ScreenWatch, area_of, screen_value
from kompetanse_desktop.ui.views import Views

USUAL_SIZE = (1920, 1080)
"""Of what the panel shows before there is a screen for the room."""
STRAYING_MS = 40
"""A window on its way to its screen may pass others; one that is still there after this stays there."""
ANOTHER_ROUND = Saying("Another round: the room sees the neutral page until you show it (B).")


class Projector(QObject):
    """Shows one session's round to the room for as long as it is on. ``window`` is the operator's."""

    changed = Signal()
    """What the room sees, where, or how it looks is not as it was."""
    ended = Signal()

    def __init__(
        self,
        session: Session,
        messages: MessageBar,
        views: Views,
        settings: Callable[[], QSettings],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._messages, self._views = session, messages, views
        self._settings, self.operators_window = settings, window
        self._remembered = remembered.load(settings())
        self._discussed: str | None = None
        self._allowed: str | None = None
        state = session.required()
        self._round_id = state.round.id
        self.stage = Stage.beginning(self._room(state), datetime.now())
        self.choice = Choice(None, Why.ALONE)
        self._settled: Choice | None = None
        self._on: QScreen | None = None
        self._covering = False
        self._monitor: Monitor | None = None
        self._was_shown = False
        self._gave_back = False
        self.room_window = self._make_window()
        self.room_window.resize(*USUAL_SIZE)
        self.room_window.show_showing(self.stage.visible)
        self._strayed: Screen | None = None
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        self._look_again.setInterval(STRAYING_MS)
        self._look_again.timeout.connect(self._look_where_it_is)
        self.room_window.installEventFilter(self)
        self.watch = ScreenWatch(self)
        self.watch.vanished.connect(self._vanished)
        self.watch.moved.connect(self._moved)
        self.watch.settled.connect(self._screens_settled)
        self.watch.looked.connect(self._look_where_it_is)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._catch_up)
        self._stop_listening = session.listen(self._follow)
        views.chosen_changed.connect(self._choose_card)
        self._settle()

    def _make_window(self) -> RoomWindow:
        made = RoomWindow()
        made.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        made.neutral_wanted.connect(self.toggle_neutral)
        made.close_wanted.connect(self._let_go)
        made.zoom_wanted.connect(self.zoom)
        made.page_wanted.connect(self.choose_page)
        made.turn_wanted.connect(self.turn)
        for key, act in (("F5", self.end), ("F11", self.give_back)):
            QShortcut(QKeySequence(key), made).activated.connect(act)
        return made

    def end(self) -> None:
        """Show nothing to the room any more."""
        self._stop_listening()
        self._views.chosen_changed.disconnect(self._choose_card)
        self.watch.stop()
        self._soon.stop()
        self._leave()
        self.room_window.deleteLater()
        self.ended.emit()
        self.deleteLater()

    # -- what the operator says ------------------------------------------------------------------------
    def follow(self) -> None:
        """Let the room see the board, and every change of it."""
        self._try_again()
        self._go(Stage.follow)

    def show(self) -> None:
        """Let the room see what is made ready, and no more than that until the next time."""
        self._try_again()
        self._go(Stage.show)

    def freeze(self) -> None:
        """Let the room see no change."""
        self._go(Stage.freeze)

    def toggle_neutral(self) -> None:
        """Lay the neutral page over what the room sees, or take it away."""
        self._go(lambda stage, _: stage.neutral(not stage.is_neutral))

    def choose_page(self, page: Page, text: str | None = None) -> None:
        """Turn to a page; ``text`` is what the text page says from now on."""
        self._go(lambda stage, now: stage.choose(page, now, text))

    def turn_list(self, list_page: int | None) -> None:
        """Show another part of a long list, from 1; None: the part with what is discussed."""
        self._go(lambda stage, now: stage.turn_list(list_page, now))

    @property
    def part(self) -> tuple[int, int]:
        """Which part of a long list is chosen, counted from 1, and of how many; in a frozen room the one made ready."""
        if self.stage.mode is Mode.FROZEN and not self.stage.is_neutral:
            return self.room_window.part_of(self.stage.prepared)
        return self.room_window.part

    def turn(self, parts: int) -> None:
        """Show so many parts of a long list further on (below nothing: back); 0: the part with what is discussed."""
        number, of = self.part
        if of > 1:
            self.turn_list(min(max(number + parts, 1), of) if parts else None)

    @property
    def chosen_card(self) -> str | None:
        """The card the operator has chosen, the first of several."""
        chosen = self._views.chosen()
        return chosen[0] if chosen else None

    @property
    def holds_back(self) -> bool:
        """Tell whether the operator's card is one that the room doesn't see unless it is said in so many words."""
        state, ref = self._session.state, self.chosen_card
        if state is None or ref is None or ref not in state.board:
            return False
        return ref != self._discussed and not may_follow(state, ref)

    def show_card(self) -> None:
        """Show the operator's card large, wherever it stands: said in so many words."""
        state, ref = self._session.state, self.chosen_card
        if state is None or ref is None:
            self._messages.show_saying(Saying("Choose a card first."))
            return
        self._discussed = self._allowed = ref
        taken_up = self._room(state)
        self._go(lambda stage, now: stage.take_up(taken_up, now))

    # -- what the board says ---------------------------------------------------------------------------
    def _room(self, state: RoundState) -> Room:
        self._take_up_chosen(state)
        return room(state, self._discussed)

    def _take_up_chosen(self, state: RoundState) -> None:
        """Follow the operator to the chosen card, where the room may."""
        self._discussed = discussed(state, self.chosen_card, self._discussed, self._allowed)
        if self._discussed != self._allowed:
            self._allowed = None  # it was said of that one time only

    def _follow(self, change: Change) -> None:
        state = self._session.state
        if state is None:
            self.end()
        elif state.round.id != self._round_id:
            self._round_id, self._discussed, self._allowed = state.round.id, None, None
            self._soon.stop()
            self._show(self.stage.of_another_round(room(state), datetime.now()))
            self._messages.show_saying(ANOTHER_ROUND)
        else:
            self._soon.start()

    def _choose_card(self) -> None:
        state, before = self._session.state, self._discussed
        if state is None or state.round.id != self._round_id:
            return
        self._take_up_chosen(state)
        if self._discussed != before:
            self._soon.start()
        self.changed.emit()

    def _catch_up(self) -> None:
        """Take in the board as it is now: once for a deed and for what is chosen after it."""
        self._soon.stop()
        state = self._session.state
        if state is not None and state.round.id == self._round_id:
            self._show(self.stage.with_room(self._room(state), datetime.now()))

    def _go(self, act: Callable[[Stage, datetime], Stage]) -> None:
        """Do what the operator says, with the board as it is now."""
        if self._soon.isActive():
            self._catch_up()
        self._show(act(self.stage, datetime.now()))

    def _show(self, stage: Stage) -> None:
        before, self.stage = self.stage.visible, stage
        if stage.visible != before:
            self.room_window.show_showing(stage.visible)
        self.changed.emit()

    # -- the screens -------------------------------------------------------------------------------------
    @property
    def is_shown(self) -> bool:
        """Tell whether the room's window is on a screen."""
        return self.room_window.isVisible()

    @property
    def is_covering(self) -> bool:
        """Tell whether it covers the operator's own screen, because somebody asked for it."""
        return self._covering

    @property
    def room_size(self) -> tuple[int, int]:
        """Give width and height of what the room sees, in the pixels that windows are placed by."""
        return self.room_window.width(), self.room_window.height()

    def words(self) -> Saying:
        """Say what the room sees, or why it sees nothing."""
        if self.is_shown:
            return self.stage.words()
        if self.choice.why is Why.SEVERAL:
            return Saying("Not shown: choose a screen")
        if self._was_shown and self.choice.why is Why.ALONE and not self._gave_back:
            return Saying("Not shown: the screen is unplugged")
        return Saying("Not shown: F11 covers this screen")

    def choose_screen(self, screen: Screen) -> None:
        """Show on this screen from now on, and remember it."""
        self._remember(self._remembered.choosing(screen.monitor))
        self._settle()

    def cover(self) -> None:
        """Cover the operator's own screen; Esc gives it back. Where the room has a screen of its own, do nothing."""
        if self.choice.screen is None:
            self._covering = True
            self._put(self.operators_window.screen())
            self.changed.emit()

    def give_back(self) -> None:
        """Give the operator's own screen back."""
        if self._covering:
            self._gave_back = True
            self._leave()
            self.operators_window.activateWindow()
            self.changed.emit()

    def _let_go(self) -> None:
        """Do what Esc asks for: give the only screen back; on a screen of its own hide the figures, never the page."""
        if self._covering:
            self.give_back()
        else:
            self._go(lambda stage, _: stage.neutral(True))

    def _operators_screen(self) -> Screen | None:
        screen = self.operators_window.screen()
        return None if screen is None else screen_value(screen)

    def _vanished(self, screen: QScreen) -> None:
        if screen is self._on:
            self._leave()
            self.changed.emit()

    def _moved(self) -> None:
        """Leave at once where the two screens show the same now."""
        own = self._operators_screen()
        if self._on is not None and not self._covering and own is not None and screen_value(self._on).mirrors(own):
            self._leave()
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._look_again.start()
        return False

    def _look_where_it_is(self) -> None:
        """Leave where the system has put the window on the operator's screen: Qt isn't told of every mirroring on X."""
        own, on = self._operators_screen(), self._on
        if on is None or own is None or self._covering or not area_of(self.room_window.geometry()).overlaps(own.area):
            return
        self._strayed = screen_value(on)
        self._settle()

    def _try_again(self) -> None:
        """Put the window where it strayed from: on X nobody tells that screens have stopped showing the same."""
        if self._strayed is not None:
            self._screens_settled()

    def _screens_settled(self) -> None:
        self._strayed = None
        self._settle()

    def _choose(self) -> Choice:
        """Choose the room's screen among those there are now; one from which the window strayed shows ours too."""
        own, there = self._operators_screen(), self.watch.screens()
        if own is not None and self._strayed in there:
            there = tuple(replace(one, area=own.area) if one == self._strayed else one for one in there)
        return choose(self._remembered.chosen, own, there)

    def _settle(self) -> None:
        """Look at the screens as they are now, and put the room's window where it belongs."""
        self.choice = self._choose()
        target = None if self.choice.screen is None else self.watch.qt_screen(self.choice.screen)
        if target is not None and self.choice.screen is not None:
            if self.choice.why is Why.ONLY_OTHER:
                self._remember(self._remembered.choosing(self.choice.screen.monitor))
            self._covering = False
            self._put(target)
        elif self._covering:
            self._put(self.operators_window.screen())
        else:
            self._leave()
        line = news(self._settled, self.choice)
        if line is not None:
            self._messages.show_saying(line[0], good=line[1])
        self._settled = self.choice
        self.changed.emit()

    def _put(self, screen: QScreen) -> None:
        monitor = screen_value(screen).monitor
        if monitor != self._monitor:
            self._monitor = monitor
            self._show_view()
        self.room_window.show_showing(self.stage.visible)  # before it is seen: no flash of the page before
        self._on, self._was_shown, self._gave_back = screen, True, False
        placing.put(self.room_window, screen, covering=self._covering)

    def _leave(self) -> None:
        """Take the room's window away; what it shows stays in it."""
        self._on, self._covering = None, False
        self.room_window.hide()

    def take_keyboard_back(self) -> None:
        """Put the operator's keyboard among the proposals."""
        self._views.take_keyboard()

    # -- how it looks --------------------------------------------------------------------------------------
    @property
    def view(self) -> View:
        """Zoom and colours on the room's monitor."""
        return self._remembered.view(self._monitor)

    def zoom(self, steps: int) -> None:
        """Make everything in the room's window so many steps larger; 0: the size the screen gives."""
        self._change_view(self.view.stepped(steps))

    def set_dark(self, dark: bool) -> None:
        """Use light letters on dark, or the other way."""
        self._change_view(View(self.view.zoom, dark))

    def _change_view(self, view: View) -> None:
        if self._monitor is not None:
            self._remember(self._remembered.viewing(self._monitor, view))
            self._show_view()
            self.changed.emit()

    def _show_view(self) -> None:
        self.room_window.set_look(self.view.dark, self.view.zoom / 100)

    def _remember(self, changed: remembered.Remembered) -> None:
        self._remembered = changed
        remembered.keep(self._settings(), changed)
