"""A desk to try the real window at: a screen, a window manager, a mouse, and what a screen reader is told.

For the system's own Python, which has the AT-SPI bindings, inside ``dbus-run-session``. Widgets are
found by accessible id (Qt's objectName), so that steps hold in every language.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

Point = tuple[int, int]
MONITORS = Path(__file__).with_name("monitors.conf")


class NotThere(AssertionError):
    """What was looked for didn't come onto the screen in time."""


class Desk:
    """A desk with a monitor of each size. Use it in a ``with``; then ``start`` a program, as often as wanted.

    Several monitors stand side by side, and all but the first can be unplugged and plugged in again.
    """

    def __init__(self, *sizes: str) -> None:
        self.sizes = sizes or ("1440x900",)
        self.program: subprocess.Popen[bytes] | None = None
        self._helpers: list[subprocess.Popen[bytes]] = []
        self._manager: subprocess.Popen[bytes] | None = None
        self._log = tempfile.TemporaryFile("w+b")  # noqa: SIM115  (open as long as the desk stands)
        self._ear: Any = None
        self.focused: Any = None
        """What the keyboard went to last, as a screen reader is told; None before ``listen``."""
        self.announced: list[str] = []
        """Every sentence a screen reader was told to say since ``listen``."""

    # Coming and going

    def __enter__(self) -> Desk:
        read, write = os.pipe()
        self._help(*self._screen_server(), "-displayfd", str(write), "-nolisten", "tcp", pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as answer:
            os.environ["DISPLAY"] = ":" + answer.readline().strip()
        if len(self.sizes) > 1:
            self.xrandr("--output", "DUMMY0", "--mode", self.sizes[0], "--primary")
        for number in range(1, len(self.sizes)):
            self.plug(number)
        self.wait_until(self._is_managed, "the window manager", 20)
        self._help("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        self.wait_until(self._bus_answers, "the accessibility bus", 20)
        Atspi.init()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        for helper in reversed(self._helpers):
            helper.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                helper.wait(5)

    def _screen_server(self) -> list[str]:
        if len(self.sizes) == 1:
            return ["Xvfb", "-screen", "0", f"{self.sizes[0]}x24"]
        log = Path(tempfile.mkdtemp(prefix="desk-"), "Xorg.log")
        return ["Xorg", "-config", str(MONITORS), "-noreset", "-logfile", str(log)]

    def xrandr(self, *arguments: str) -> None:
        """Do something with the monitors, in xrandr's words. Monitor number n is plugged into DUMMYn."""
        subprocess.run(["xrandr", *arguments], check=True)

    def plug(self, number: int, size: str = "") -> None:
        """Plug monitor ``number`` in, to the right of the one before it; ``size`` where it isn't its own."""
        socket, size = f"DUMMY{number}", size or self.sizes[number]
        self.xrandr("--addmode", socket, size)
        self.xrandr("--output", socket, "--mode", size, "--right-of", f"DUMMY{number - 1}")

    def unplug(self, number: int) -> None:
        """Pull the cable of monitor ``number``."""
        self.xrandr("--output", f"DUMMY{number}", "--off")

    def _help(self, *command: str, pass_fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
        self._helpers.append(subprocess.Popen(command, pass_fds=pass_fds, stdout=self._log, stderr=self._log))
        return self._helpers[-1]

    def _is_managed(self) -> bool:
        """Tell whether windows get frames and keys; on a busy machine the manager can come before its screen."""
        if self._manager is None or self._manager.poll() is not None:
            self._manager = self._help("openbox")
        return subprocess.run(["xdotool", "get_num_desktops"], capture_output=True).returncode == 0

    def _bus_answers(self) -> bool:
        ask = ["dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus"]
        return subprocess.run([*ask, "org.a11y.Bus.GetAddress"], capture_output=True).returncode == 0

    def start(self, command: Sequence[str]) -> None:
        """Start the program under test in a process group of its own."""
        environ = os.environ | {
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONFAULTHANDLER": "1",
        }
        self.program = subprocess.Popen(
            command, env=environ, stdout=self._log, stderr=self._log, start_new_session=True
        )

    def kill(self) -> None:
        """End the program as a power cut would: no clean-up."""
        if self.program is not None and self.program.poll() is None:
            os.killpg(self.program.pid, signal.SIGKILL)
            self.program.wait()

    def output(self) -> str:
        """Give what the program and the desk have written so far."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    # Looking

    def walk(self, node: Any = None, depth: int = 0) -> Iterator[Any]:
        """Go through what is on the screen from the program's root."""
        node = node or self._root()
        if node is None or depth > 25:
            return
        yield node
        for child in _children(node):
            yield from self.walk(child, depth + 1)

    def _root(self) -> Any:
        assert self.program is not None
        for application in _children(Atspi.get_desktop(0)):
            with contextlib.suppress(ProcessLookupError):
                if os.getpgid(application.get_process_id()) == self.program.pid:
                    return application
        return None

    def find(self, ident: str, wait: float = 20.0) -> Any:
        """Give the shown widget of this accessible id; waits for it. Raises NotThere."""
        found: list[Any] = []

        def look() -> bool:
            found[:] = [node for node in [self._look_for(ident)] if node is not None]
            return bool(found)

        self.wait_until(look, ident, wait)
        return found[0]

    def is_shown(self, ident: str) -> bool:
        """Tell whether a widget of this accessible id is on the screen now."""
        return self._look_for(ident) is not None

    def _look_for(self, ident: str) -> Any:
        """Give the shown widget of this accessible id; None where it isn't there now."""
        for node in self.walk():
            name = node.get_accessible_id() or ""
            if (name == ident or name.endswith("." + ident)) and _is_shown(node):
                return node
        return None

    def wait_until(self, holds: Callable[[], bool], what: str, wait: float = 20.0) -> None:
        """Wait until something holds. Raises NotThere when it doesn't in time or the program ends."""
        end = time.monotonic() + wait
        while True:
            with contextlib.suppress(GLib.Error):  # a widget may vanish while it is read
                if holds():
                    return
            if self.program is not None and self.program.poll() is not None:
                raise NotThere(f"the program ended with {self.program.returncode}:\n{self.output()[-4000:]}")
            if time.monotonic() > end:
                raise NotThere(f"not on the screen within {wait} s: {what}\n{self.output()[-4000:]}")
            self.let_come(0.02)

    # Listening

    def listen(self) -> None:
        """Follow what a screen reader is told from now on: where the keyboard goes, and what is said."""
        self._ear = Atspi.EventListener.new(self._hear)
        for kind in ("object:state-changed:focused", "object:announcement"):
            self._ear.register(kind)

    def _hear(self, event: Any) -> None:
        if event.type == "object:announcement":
            self.announced.append(str(event.any_data))
        elif event.detail1:
            self.focused = event.source

    def let_come(self, seconds: float = 0.0) -> None:
        """Take in what is told, for so long."""
        end = time.monotonic() + seconds
        while True:
            while GLib.MainContext.default().iteration(False):
                pass
            if time.monotonic() >= end:
                return
            time.sleep(0.005)

    def focus(self) -> str:
        """Give role and name of what the keyboard went to last, as a screen reader says it."""
        with contextlib.suppress(GLib.Error):  # it may be gone
            if self.focused is not None:
                return f"{self.focused.get_role_name()} {self.focused.get_name()}"
        return ""

    def wait_for_focus(self, wanted: str, wait: float = 10.0) -> str:
        """Wait until the keyboard is on what has ``wanted`` in its role and name. Raises NotThere with what it is."""
        with contextlib.suppress(NotThere):
            self.wait_until(lambda: wanted in self.focus(), wanted, wait)
            return self.focus()
        raise NotThere(f"the keyboard is on {self.focus()!r}, not on {wanted!r}")

    def said(self, ident: str, wait: float = 20.0) -> str:
        """Give what a screen reader says of a widget: its text, else its name."""
        node = self.find(ident, wait)
        text = node.get_text_iface()
        return (Atspi.Text.get_text(text, 0, -1) if text else "") or node.get_name() or ""

    def wait_until_said(self, ident: str, wanted: str, wait: float = 20.0) -> str:
        """Wait until a widget says something with ``wanted`` in it. Raises NotThere."""
        self.wait_until(lambda: wanted in self.said(ident, wait=0.5), f"{ident} saying {wanted!r}", wait)
        return self.said(ident)

    def items(self, ident: str) -> list[str]:
        """Give what a screen reader says of each item of a list, in order."""
        return [child.get_name() for child in _children(self.find(ident)) if child.get_role_name() == "list item"]

    def box(self, node: Any) -> tuple[int, int, int, int]:
        """Give left, top, width and height on the screen, in pixels."""
        extents = node.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        return extents.x, extents.y, extents.width, extents.height

    def item_centre(self, ident: str, part: str) -> Point:
        """Give the middle of the list item whose name has this part."""
        for child in _children(self.find(ident)):
            if part in (child.get_name() or ""):
                return _centre(self.box(child))
        raise NotThere(f"{ident} has no item with {part!r}: {self.items(ident)}")

    def centre(self, ident: str) -> Point:
        """Give the middle of a widget."""
        return _centre(self.box(self.find(ident)))

    def tree(self) -> str:
        """Write down all that a screen reader would find, a line a widget."""
        lines = []
        for node in self.walk():
            with contextlib.suppress(GLib.Error):
                lines.append(f"{node.get_role_name()} {node.get_name()!r} id={node.get_accessible_id()!r}")
        return "\n".join(lines)

    def picture(self, path: Path) -> None:
        """Take a picture of the whole screen."""
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", str(path)], check=True)

    # Acting

    def mouse(self, *arguments: object) -> None:
        """Do something with mouse or keys, in xdotool's words."""
        subprocess.run(["xdotool", *map(str, arguments)], check=True)

    def keys(self, *names: str) -> None:
        """Press keys one after the other, as quickly as a person does.

        Alt is held through a run of keys with it, as a hand does. Qt gives a released key to the program only when the
        accessibility bus has seen it, and Alt pressed before that, alone, would open the menus.
        """
        for with_alt, run in itertools.groupby(names, lambda name: name.startswith("alt+")):
            if with_alt:
                self.mouse("keydown", "alt")
            for name in run:
                self.mouse("key", name.removeprefix("alt+"))
                self.let_come(0.08)
            if with_alt:
                self.mouse("keyup", "alt")
                self.let_come(0.08)

    def write(self, text: str) -> None:
        """Write a text with the keyboard."""
        self.mouse("type", "--delay", "12", text)
        self.let_come(0.2)

    def drag(
        self,
        source: Point,
        target: Point,
        over: Callable[[], None] = lambda: None,
        steps: int = 16,
        by_way_of: Sequence[Point] = (),
    ) -> None:
        """Press at the source, go to the target in small steps, do ``over`` there, and let go."""
        self.mouse("mousemove", *source)
        time.sleep(0.2)
        self.mouse("mousedown", 1)
        try:
            for start, end in itertools.pairwise([source, *by_way_of, target]):
                for step in range(1, steps + 1):
                    self.mouse("mousemove", *(a + (b - a) * step // steps for a, b in zip(start, end, strict=True)))
                    time.sleep(0.04)
            self.mouse("mousemove", target[0] + 1, target[1])
            over()
        finally:
            self.mouse("mouseup", 1)


def _children(node: Any) -> Iterator[Any]:
    for index in range(node.get_child_count()):
        if (child := node.get_child_at_index(index)) is not None:
            yield child


def _is_shown(node: Any) -> bool:
    return bool(node.get_state_set().contains(Atspi.StateType.SHOWING))


def _centre(box: tuple[int, int, int, int]) -> Point:
    left, top, width, height = box
    return left + width // 2, top + height // 2


def picture_on_failure(desk: Desk, path: Path) -> contextlib.ExitStack:
    """Keep a picture of the screen and the tree when what is in the ``with`` goes wrong."""

    def keep(kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            desk.picture(path)
            print(desk.tree(), file=sys.stderr)

    stack = contextlib.ExitStack()
    stack.push(keep)
    return stack
