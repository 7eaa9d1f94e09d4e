"""What is remembered of the room's screen: which monitor was chosen, and zoom and colours for each monitor.

It lies in window.ini beside the library, as one line of JSON: what a person chose on this computer, not in
the round. A line that can't be read counts as nothing remembered, since it holds nothing that can't be chosen again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from PySide6.QtCore import QSettings

from kompetanse_desktop.ui.projector.screens import Monitor

KEY = "projector/screens"
ZOOMS = (60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Per cent of the size that the screen's height gives."""
MOST = 20
"""So many monitors are remembered; the one longest out of use is forgotten first."""


@dataclass(frozen=True)
class View:
    """How the room's window looks on one monitor. ``zoom`` is in per cent, one of ZOOMS."""

    zoom: int = 100
    dark: bool = True

    def stepped(self, steps: int) -> View:
        """Give the view so many steps larger (below nothing: smaller); 0 is the size the screen gives."""
        if not steps:
            return replace(self, zoom=100)
        at = min(max(ZOOMS.index(self.zoom) + steps, 0), len(ZOOMS) - 1)
        return replace(self, zoom=ZOOMS[at])


@dataclass(frozen=True)
class Remembered:
    """The monitor that was chosen (None: none yet), and the view on each that was changed, the newest last."""

    chosen: Monitor | None = None
    views: Mapping[Monitor, View] = field(default_factory=dict)

    def view(self, monitor: Monitor | None) -> View:
        """Give the view on a monitor; the usual one where nobody has changed it."""
        return View() if monitor is None else self.views.get(monitor, View())

    def choosing(self, monitor: Monitor) -> Remembered:
        """Remember another monitor as the room's."""
        return replace(self, chosen=monitor)

    def viewing(self, monitor: Monitor, view: View) -> Remembered:
        """Remember the view on a monitor."""
        others = {key: kept for key, kept in self.views.items() if key != monitor}
        newest = dict(list({**others, monitor: view}.items())[-MOST:])
        return replace(self, views=newest)


def written(remembered: Remembered) -> str:
    """Write what is remembered as a line."""
    views = [{"monitor": asdict(monitor), **asdict(view)} for monitor, view in remembered.views.items()]
    chosen = None if remembered.chosen is None else asdict(remembered.chosen)
    return json.dumps({"chosen": chosen, "views": views}, ensure_ascii=False)


def read(line: object) -> Remembered:
    """Read such a line; one that isn't as written here is nothing remembered."""
    try:
        told = json.loads(str(line))
        views = {_monitor(one["monitor"]): _view(one["zoom"], one["dark"]) for one in told["views"]}
        return Remembered(None if told["chosen"] is None else _monitor(told["chosen"]), views)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Remembered()


def _monitor(told: Mapping[str, str]) -> Monitor:
    if not all(isinstance(part, str) for part in told.values()):
        raise ValueError("a monitor is told in words")
    return Monitor(**told)


def _view(zoom: object, dark: object) -> View:
    if zoom not in ZOOMS or not isinstance(zoom, int) or not isinstance(dark, bool):
        raise ValueError("no such view")
    return View(zoom, dark)


def load(settings: QSettings) -> Remembered:
    """Read what is remembered on this computer."""
    return read(settings.value(KEY, ""))


def keep(settings: QSettings, remembered: Remembered) -> None:
    """Keep it, at once."""
    settings.setValue(KEY, written(remembered))
    settings.sync()
