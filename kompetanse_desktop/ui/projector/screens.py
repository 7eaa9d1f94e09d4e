"""Screens as plain values, and which of them is the room's: for the projector, with no Qt in it.

A monitor is known again by what it is, never by where it stands: cables move, the primary screen is
swapped, and a computer that wakes up counts its screens anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import NamedTuple

from kompetanse_desktop.domain.saying import Saying, saying


class Area(NamedTuple):
    """Where a screen lies on the desktop, in the pixels that windows are placed by."""

    left: int
    top: int
    width: int
    height: int

    def overlaps(self, other: Area) -> bool:
        """Tell whether something shown in one of them would be seen in the other too."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


@dataclass(frozen=True)
class Monitor:
    """What a monitor is. Any of them may be empty; ``name`` is the socket it is plugged into, such as HDMI-1."""

    maker: str
    model: str
    serial: str
    name: str

    @property
    def kind(self) -> tuple[str, str]:
        """Give maker and model."""
        return self.maker, self.model


@dataclass(frozen=True)
class Screen:
    """One screen as the system tells of it now; ``ratio`` is how many dots there are to a pixel."""

    monitor: Monitor
    area: Area
    ratio: float = 1.0
    primary: bool = False

    def mirrors(self, other: Screen) -> bool:
        """Tell whether two screens show the same, wholly or in part."""
        return self.area.overlaps(other.area)


class Why(StrEnum):
    """Why a screen is the room's for now, or why none is."""

    CHOSEN = auto()
    """It is the one that was chosen."""
    ONLY_OTHER = auto()
    """Nothing was chosen yet, and it is the only one besides the operator's."""
    STAND_IN = auto()
    """The chosen one isn't there, and it is the only other one: used for now, and the choice is left as it is."""
    SEVERAL = auto()
    """There are several others, and the chosen one is none of them: somebody must choose."""
    ALONE = auto()
    """There is the operator's screen only."""
    MIRRORED = auto()
    """Every other screen shows what the operator's shows."""


@dataclass(frozen=True)
class Choice:
    """The room's screen (None: it has none), why, and those that it could be."""

    screen: Screen | None
    why: Why
    others: tuple[Screen, ...] = ()


def known_again(monitor: Monitor, screens: Iterable[Screen]) -> Screen | None:
    """Find a monitor among screens; None where it isn't there, or where two could be it.

    Maker and model must be the same. Two of one model are told apart by their serial numbers; where there
    are none, or the same (some makers give all the same), by the socket. One of its model is known again in any
    socket. A monitor that tells nothing of itself is known by its socket alone.
    """
    alike = [screen for screen in screens if screen.monitor.kind == monitor.kind]
    if not any(monitor.kind) and not monitor.serial:
        return _one([screen for screen in alike if screen.monitor.name == monitor.name and not screen.monitor.serial])
    if monitor.serial:
        alike = [screen for screen in alike if screen.monitor.serial in (monitor.serial, "")]
        alike = [screen for screen in alike if screen.monitor.serial] or alike
    same_socket = [screen for screen in alike if screen.monitor.name == monitor.name]
    return _one(same_socket) or _one(alike)


def _one(screens: Sequence[Screen]) -> Screen | None:
    return screens[0] if len(screens) == 1 else None


def besides(operators: Screen | None, screens: Iterable[Screen], wanted: Monitor | None = None) -> tuple[Screen, ...]:
    """Give the screens that show nothing of the operator's, from left to right.

    Of those that mirror each other one stands for all: the ``wanted`` one, else the largest.
    """
    free = [screen for screen in screens if operators is None or not screen.mirrors(operators)]
    chosen = None if wanted is None else known_again(wanted, free)
    kept: list[Screen] = []
    for screen in sorted(free, key=lambda one: (one is not chosen, -one.area.width * one.area.height)):
        if not any(screen.mirrors(other) for other in kept):
            kept.append(screen)
    return tuple(sorted(kept, key=lambda one: one.area))


def choose(wanted: Monitor | None, operators: Screen | None, screens: Sequence[Screen]) -> Choice:
    """Say which screen is the room's: ``wanted`` was chosen once (None: never), ``operators`` has the window.

    The operator's own screen is never the answer: only a person may cover it.
    """
    others = besides(operators, screens, wanted)
    if not others:
        alone = len(screens) <= 1
        return Choice(None, Why.ALONE if alone else Why.MIRRORED)
    found = None
    if wanted is not None:
        # of two of a kind the operator may sit at the chosen one: then the other isn't it
        found = known_again(wanted, others if operators is None else [*others, operators])
        found = None if found is operators else found or known_again(wanted, others)
    if found is not None:
        return Choice(found, Why.CHOSEN, others)
    if len(others) == 1:
        return Choice(others[0], Why.ONLY_OTHER if wanted is None else Why.STAND_IN, others)
    return Choice(None, Why.SEVERAL, others)


def screen_name(screen: Screen) -> str:
    """Name a screen for a list to choose from: maker and model where it tells them, else its socket."""
    told = " ".join(part for part in screen.monitor.kind if part)
    return told or screen.monitor.name


def described(screen: Screen, screens: Iterable[Screen]) -> Saying:
    """Describe a screen so that a person knows which it is, among others that may be of the same kind."""
    name, size = (
        screen_name(screen),
        f"{round(screen.area.width * screen.ratio)} × {round(screen.area.height * screen.ratio)}",
    )
    namesakes = [one for one in screens if screen_name(one) == name]
    if len(namesakes) > 1 and screen.monitor.name != name:
        return saying("{screen} ({socket}), {size}", screen=name, socket=screen.monitor.name, size=size)
    return saying("{screen}, {size}", screen=name, size=size)


def news(before: Choice | None, now: Choice) -> tuple[Saying, bool] | None:
    """Say in one line what the operator should know when ``before`` became ``now``, and whether it is good news.

    ``before`` is None where the showing just began. None: there is nothing to say.
    """
    if before is not None and (before.screen is None) == (now.screen is None) and before.why is now.why:
        return None
    if now.screen is None:
        lost = before is not None and before.screen is not None
        return (UNPLUGGED if lost and now.why is Why.ALONE else HELP[now.why]), False
    if now.why is Why.STAND_IN:
        return saying(
            "The room's chosen screen isn't there. For now it is shown on {screen}.", screen=_short(now)
        ), False
    if before is not None and before.screen is None:
        return saying("It is shown to the room on {screen}.", screen=_short(now)), True
    return None


def _short(choice: Choice) -> str:
    return "" if choice.screen is None else screen_name(choice.screen)


UNPLUGGED = Saying("The room's screen was unplugged. It shows the same again when it is plugged in.")
HELP = {
    Why.SEVERAL: Saying("There are several screens. Choose the room's one in the panel «The room»."),
    Why.ALONE: Saying("There is only this screen. F11 covers it with what the room sees; Esc gives it back."),
    Why.MIRRORED: Saying(
        "The screens show the same. Let the system extend the desktop, or press F11 to cover this one; "
        "Esc gives it back."
    ),
}
"""What to do where the room has no screen."""
