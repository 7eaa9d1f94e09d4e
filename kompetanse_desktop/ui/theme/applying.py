"""Gives the whole program a look: colours and size, what is made already and what comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from kompetanse_desktop.ui.theme import scale
from kompetanse_desktop.ui.theme.colours import THEMES, Theme
from kompetanse_desktop.ui.theme.sheet import stylesheet
from kompetanse_desktop.ui.theme.system import system_theme

APPLIED = "kompetanseTheme"
"""The property of the application that names the theme it has."""
APPLIED_SIZE = "kompetanseSize"
"""The property of the application that tells its size, in per cent."""
UNSTYLED = "kompetanseUnstyled"
"""The property of the application that is true while the style sheet is held back."""
LENGTHS = "kompetanseLengths"
"""The property of a widget or a layout with its lengths at 100 %."""

SETTERS = {
    "spacing": "setSpacing",
    "margins": "setContentsMargins",
    "columns": "setHorizontalSpacing",
    "lines": "setVerticalSpacing",
    "width": "setFixedWidth",
    "height": "setFixedHeight",
    "least_width": "setMinimumWidth",
    "least_height": "setMinimumHeight",
    "most_width": "setMaximumWidth",
}
"""How each length is set, on the widget or the layout that has it."""


def current() -> Theme:
    """Give the theme the program has now."""
    app = QApplication.instance()
    named = {theme.name: theme for theme in THEMES}
    return named.get(str(app.property(APPLIED)) if app is not None else "") or system_theme()


def apply(app: QApplication, theme: Theme, percent: int | None = None) -> None:
    """Give the whole program these colours, and this size in per cent (None: the size it has).

    Does nothing where it has them, since every widget is styled anew.
    """
    if percent is not None:
        scale.set_zoom_percent(percent)
    size = scale.zoom_percent()
    if app.property(APPLIED) == theme.name and app.property(APPLIED_SIZE) == size:
        return
    if app.property(APPLIED) is None:
        app.setStyle("Fusion")
    another_size = app.property(APPLIED_SIZE) != size
    app.setProperty(APPLIED, theme.name)
    app.setProperty(APPLIED_SIZE, size)
    app.setFont(scale.font())
    app.setPalette(_palette(theme))
    if not app.property(UNSTYLED):
        app.setStyleSheet(stylesheet(theme))
    if another_size:
        for widget in QApplication.topLevelWidgets():
            rescale(widget)


@contextmanager
def styled_when_built(app: QApplication) -> Iterator[None]:
    """Build a window inside, and have it styled once, when all of it is there.

    A widget is styled anew with all that is in it each time it is put into another: of a window that is put
    together from the innermost parts that was a third of the time.
    """
    app.setProperty(UNSTYLED, True)
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setProperty(UNSTYLED, False)
        app.setStyleSheet(stylesheet(current()))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.ground,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.ground,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.Highlight: theme.brand,
        QPalette.ColorRole.HighlightedText: theme.on_brand,
        QPalette.ColorRole.Accent: theme.brand,
        QPalette.ColorRole.ToolTipBase: theme.surface,
        QPalette.ColorRole.ToolTipText: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Link: theme.brand,
        QPalette.ColorRole.Mid: theme.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return palette


def sized(
    widget: QWidget,
    *,
    width: int | None = None,
    height: int | None = None,
    least_width: int | None = None,
    least_height: int | None = None,
    most_width: int | None = None,
) -> None:
    """Give a widget lengths in pixels of 100 %, that follow the size of the texts from now on."""
    _keep(widget, width=width, height=height, least_width=least_width, least_height=least_height, most_width=most_width)


def spaced(
    layout: QLayout,
    *,
    spacing: int | None = None,
    margins: tuple[int, int, int, int] | None = None,
    columns: int | None = None,
    lines: int | None = None,
) -> None:
    """Give a layout distances in pixels of 100 %, that follow the size of the texts from now on.

    ``columns`` and ``lines`` are the distances between those of a grid or a form.
    """
    _keep(layout, spacing=spacing, margins=margins, columns=columns, lines=lines)


def rescale(root: QWidget) -> None:
    """Bring what was made with ``sized`` and ``spaced`` inside a widget to the size of now."""
    for thing in (root, *root.findChildren(QWidget), *root.findChildren(QLayout)):
        _fit(thing)


def _keep(thing: QObject, **lengths: object) -> None:
    kept = dict(thing.property(LENGTHS) or {})
    kept.update({name: length for name, length in lengths.items() if length is not None})
    thing.setProperty(LENGTHS, kept)
    _fit(thing)


def _fit(thing: QObject) -> None:
    for name, length in (thing.property(LENGTHS) or {}).items():
        lengths = length if isinstance(length, tuple | list) else (length,)
        getattr(thing, SETTERS[name])(*map(scale.px, lengths))
