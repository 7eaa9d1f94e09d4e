"""How the reader wants to see the program: size of the texts, colours and motion, chosen in «View» and remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from kompetanse_desktop.text import N_, say
from kompetanse_desktop.ui import icons
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import announce

Value = TypeVar("Value")

SIZE, COLOURS, STILL = "text_size", "colours", "still"
"""What they are called where they are kept."""

COLOUR_NAMES = {
    look.Colours.SYSTEM: N_("As the system"),
    look.Colours.LIGHT: N_("Light"),
    look.Colours.DARK: N_("Dark"),
    look.Colours.CONTRAST_LIGHT: N_("High contrast, light"),
    look.Colours.CONTRAST_DARK: N_("High contrast, dark"),
}


class Looks(QObject):
    """Keeps the reader's choices in a settings file, and gives the whole program the look they ask for.

    The look is the program's: two windows at once would have the same.
    """

    changed = Signal()
    """Colours or size are other than before; what paints itself has to be told."""

    def __init__(self, settings: Path, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._window = settings, window
        kept = self._kept()
        self.colours = _colours(kept.value(COLOURS))
        self.percent = _percent(kept.value(SIZE))
        self.is_still = str(kept.value(STILL)) == "true"
        self._choices: dict[object, QAction] = {}
        if self.colours is not look.Colours.SYSTEM:
            look.follow_scheme(self.colours)
        self._take_on()
        look.when_the_system_changes(self._system_changed)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the menus does."""
        return {
            "larger": lambda: self.choose_size(look.next_step(self.percent, 1)),
            "smaller": lambda: self.choose_size(look.next_step(self.percent, -1)),
            "normal_size": lambda: self.choose_size(100),
        }

    def fill_menu(self, menu: QMenu) -> None:
        """Put the sizes, the colours and the stillness at the end of a menu."""
        sizes = QMenu(say("Text size"), menu)
        sizes.setIcon(icons.icon("text_size"))
        group = QActionGroup(sizes)
        for percent in look.STEPS:
            self._choice(sizes, group, f"{percent} %", percent, f"size.{percent}", self.choose_size)
        colours = QMenu(say("Colours"), menu)
        colours.setIcon(icons.icon("colours"))
        group = QActionGroup(colours)
        for choice, name in COLOUR_NAMES.items():
            self._choice(colours, group, say(name), choice, f"colours.{choice.value}", self.choose_colours)
        still = QAction(say("Nothing moves by itself"), menu)
        still.setObjectName("look.still")
        still.setCheckable(True)
        still.triggered.connect(self.choose_stillness)
        self._choices["still"] = still
        menu.addMenu(sizes)
        menu.addMenu(colours)
        menu.addAction(still)
        self._mark()

    def _choice(
        self, menu: QMenu, group: QActionGroup, words: str, value: Value, name: str, choose: Callable[[Value], None]
    ) -> None:
        action = group.addAction(words)
        action.setObjectName(f"look.{name}")
        action.setCheckable(True)
        action.triggered.connect(lambda: choose(value))
        menu.addAction(action)
        self._choices[value] = action

    # -- choosing ----------------------------------------------------------------------------------
    def choose_size(self, percent: int) -> None:
        """Show texts and what goes with them in so many per cent, from now on and the next time."""
        self.percent = percent
        self._keep(SIZE, percent)
        self._take_on()
        announce(self._window, say("Text size {percent} %", percent=self.percent))

    def choose_colours(self, colours: look.Colours) -> None:
        """Show these colours, from now on and the next time."""
        self.colours = colours
        self._keep(COLOURS, colours.value)
        look.follow_scheme(colours)
        self._take_on()
        announce(self._window, say(COLOUR_NAMES[colours]))

    def choose_stillness(self, still: bool) -> None:
        """Let nothing move by itself, or let it move where the system doesn't mind."""
        self.is_still = still
        self._keep(STILL, "true" if still else "false")
        self._take_on()

    def _system_changed(self, _: object = None) -> None:
        self._take_on()

    def _take_on(self) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        look.allow_motion(app, not self.is_still)
        look.apply(app, self.colours.theme(), self.percent)
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        """Tick what is chosen."""
        for value in (self.percent, self.colours):
            if value in self._choices:
                self._choices[value].setChecked(True)
        if "still" in self._choices:
            self._choices["still"].setChecked(self.is_still)

    # -- remembering -------------------------------------------------------------------------------
    def _kept(self) -> QSettings:
        return QSettings(str(self._settings), QSettings.Format.IniFormat)

    def _keep(self, name: str, value: object) -> None:
        kept = self._kept()
        kept.setValue(name, value)
        kept.sync()


def _colours(kept: object) -> look.Colours:
    """Read a choice of colours; what isn't one is the system's."""
    try:
        return look.Colours(kept)
    except ValueError:
        return look.Colours.SYSTEM


def _percent(kept: object) -> int:
    """Read a size; what isn't one is 100 %."""
    try:
        percent = int(str(kept))
    except ValueError:
        return 100
    return min(max(percent, look.LEAST_ZOOM), look.MOST_ZOOM)
