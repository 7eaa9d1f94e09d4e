"""What the system asks for: light or dark, high contrast, no motion; and what the reader has chosen instead."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kompetanse_desktop.ui.theme.colours import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Theme

STILL = "kompetanseStill"
"""The property of the application that is true where the reader wants nothing to move."""


EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
_stilled: list[Qt.UIEffect] = []
"""What the system had on and we have turned off."""


class Colours(Enum):
    """The colours a reader can choose. The value is what is kept in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast-light"
    CONTRAST_DARK = "contrast-dark"

    def theme(self) -> Theme:
        """Give the theme this choice means now."""
        chosen = {
            Colours.LIGHT: LIGHT,
            Colours.DARK: DARK,
            Colours.CONTRAST_LIGHT: CONTRAST_LIGHT,
            Colours.CONTRAST_DARK: CONTRAST_DARK,
        }
        return chosen.get(self) or system_theme()


def system_theme() -> Theme:
    """Give the theme the system asks for now."""
    if system_wants_contrast():
        return CONTRAST_DARK if system_is_dark() else CONTRAST_LIGHT
    return DARK if system_is_dark() else LIGHT


def system_is_dark() -> bool:
    """Tell whether the system asks for dark colours."""
    return QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def system_wants_contrast() -> bool:
    """Tell whether the system asks for high contrast."""
    hints = QApplication.styleHints()  # held: what is asked of it lives no longer than its wrapper
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def system_wants_stillness() -> bool:
    """Tell whether the system asks for as little motion as can be."""
    hints = QApplication.styleHints()
    return hints.accessibility().motionPreference() is Qt.MotionPreference.ReducedMotion


def motion() -> bool:
    """Tell whether anything may move by itself, lean or fade: neither the system nor the reader has said no."""
    app = QApplication.instance()
    return not (app is not None and app.property(STILL)) and not system_wants_stillness()


def allow_motion(app: QApplication, allowed: bool) -> None:
    """Let things move as the system wants, or hold everything still; Qt's own menus and lists too."""
    app.setProperty(STILL, not allowed)
    if motion():
        while _stilled:
            QApplication.setEffectEnabled(_stilled.pop(), True)
        return
    for effect in EFFECTS:
        if QApplication.isEffectEnabled(effect):
            QApplication.setEffectEnabled(effect, False)
            _stilled.append(effect)


def follow_scheme(colours: Colours) -> None:
    """Have the system's own parts (title bar, file boxes) go with a choice, or follow the system again."""
    hints = QApplication.styleHints()
    if colours is Colours.SYSTEM:
        hints.unsetColorScheme()
        return
    hints.setColorScheme(Qt.ColorScheme.Dark if colours.theme().is_dark else Qt.ColorScheme.Light)


def when_the_system_changes(slot: Callable[..., None]) -> None:
    """Call a slot whenever the system asks for another look; one that is a QObject's goes with it."""
    hints = QApplication.styleHints()
    hints.colorSchemeChanged.connect(slot)
    hints.accessibility().contrastPreferenceChanged.connect(slot)
    hints.accessibility().motionPreferenceChanged.connect(slot)
