"""The look: one set of colours for light and one for dark, one type scale, one spacing scale."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from kompetanse_desktop import paths

FONT_FILES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
FAMILY = "Noto Sans"

SMALL, BODY, STRONG, TITLE, HUGE = 12, 13, 14, 17, 34
"""Type scale in pixels at 100 %."""

XS, S, M, L, XL = 4, 8, 12, 16, 20
"""Spacing scale in pixels."""


APPLIED = "kompetanseTheme"
"""The property of the application that names the theme it has."""


@dataclass(frozen=True)
class Theme:
    """Colours by what they are for. ``on_*`` is text on that colour; every such pair is ≥ 4.5:1."""

    name: str
    ink: str
    muted: str
    line: str
    ground: str
    lane: str
    surface: str
    brand: str
    on_brand: str
    good: str
    warn: str
    warn_ground: str
    bad: str
    bad_ground: str
    drop: str
    committed: str
    committed_stripe: str
    on_committed: str
    ghost: str
    ghost_stripe: str
    on_ghost: str
    selected: str
    networks: tuple[str, ...]
    on_network: str
    empty_bar: str
    scroll: str

    def network(self, index: int) -> str:
        """Give the colour of the network with this number, from 0; they repeat after the last."""
        return self.networks[index % len(self.networks)]

    def pairs(self) -> list[tuple[str, str]]:
        """Give every (text, ground) pair that is used, for the contrast test."""
        grounds = (self.ground, self.surface, self.lane)
        return [
            *((text, ground) for text in (self.ink, self.muted, self.bad) for ground in grounds),
            *((text, self.surface) for text in (self.good, self.warn, self.brand)),
            (self.on_brand, self.brand),
            (self.warn, self.warn_ground),
            (self.bad, self.bad_ground),
            (self.on_committed, self.committed),
            (self.on_committed, self.committed_stripe),
            (self.on_ghost, self.ghost),
            (self.on_ghost, self.ghost_stripe),
            (self.ink, self.selected),
            (self.muted, self.selected),
            (self.good, self.selected),
            (self.bad, self.selected),
            (self.ink, self.empty_bar),
            *((self.on_network, colour) for colour in self.networks),
        ]


LIGHT = Theme(
    name="light",
    ink="#16242b",
    muted="#4c5d66",
    line="#d3dce0",
    ground="#eef2f4",
    lane="#e3e9ec",
    surface="#ffffff",
    brand="#0e4a5c",
    on_brand="#ffffff",
    good="#17693f",
    warn="#8a4f00",
    warn_ground="#fff3dd",
    bad="#a9211a",
    bad_ground="#fdeae8",
    drop="#c77d0a",
    committed="#d5dde1",
    committed_stripe="#c3ced4",
    on_committed="#26363e",
    ghost="#fbe3bd",
    ghost_stripe="#f4cd8d",
    on_ghost="#4d2e00",
    selected="#e2f0f5",
    networks=("#0072b2", "#b35900", "#007a5e", "#8a4fbf", "#a3195b", "#5f6b00", "#00677a", "#6b4b2a"),
    on_network="#ffffff",
    empty_bar="#f6f8f9",
    scroll="#84969f",
)

DARK = Theme(
    name="dark",
    ink="#e9f0f3",
    muted="#a9bac3",
    line="#2c414b",
    ground="#0f1c23",
    lane="#14252d",
    surface="#1b2f38",
    brand="#8fd0e4",
    on_brand="#08242e",
    good="#7fe0ae",
    warn="#f3c477",
    warn_ground="#3a2e14",
    bad="#ffb0a6",
    bad_ground="#44211f",
    drop="#f0b042",
    committed="#41555f",
    committed_stripe="#4b606b",
    on_committed="#f2f6f8",
    ghost="#5a4415",
    ghost_stripe="#6b521c",
    on_ghost="#ffe6b8",
    selected="#24434f",
    networks=("#4aa3e0", "#e59f3c", "#2eb890", "#b58be0", "#ee82b3", "#b9c74a", "#3fbdd0", "#cfa67e"),
    on_network="#0a1419",
    empty_bar="#22373f",
    scroll="#5f7884",
)


def system_theme() -> Theme:
    """Give the theme the system asks for now."""
    return DARK if QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def current() -> Theme:
    """Give the theme the program has now."""
    app = QApplication.instance()
    named = {theme.name: theme for theme in (LIGHT, DARK)}
    return named.get(str(app.property(APPLIED)) if app is not None else "", system_theme())


def load_fonts() -> None:
    """Make the bundled typeface known to Qt; where a file is missing the system's own is used."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / name))


def font(size: int = BODY, *, bold: bool = False, zoom: float = 1.0) -> QFont:
    """Give the program's typeface in a size of the scale, in pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(round(size * zoom))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole program this look; does nothing where it has it, since every widget is styled anew."""
    if app.property(APPLIED) == theme.name:
        return
    app.setProperty(APPLIED, theme.name)
    app.setStyle("Fusion")
    app.setFont(font())
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
    app.setPalette(palette)
    app.setStyleSheet(stylesheet(theme))


def stylesheet(theme: Theme) -> str:
    """Write the style sheet of a theme. Widgets ask for a style by their ``look`` property."""
    return f"""
    QWidget[look="bar"] {{ background: {theme.surface}; border: none; }}
    QFrame[look="rule"] {{ background: {theme.line}; border: none; }}
    QFrame[look="lane"] {{ background: {theme.lane}; border: 2px solid transparent; border-radius: 10px; }}
    QFrame[look="lane"][hovered="true"] {{ border-color: {theme.drop}; }}
    QFrame[look="panel"] {{ background: {theme.surface}; border: 1px solid {theme.line}; border-radius: 10px; }}
    QWidget[look="plain"] {{ background: transparent; }}
    QLabel[look="muted"] {{ color: {theme.muted}; }}
    QLabel[look="small"] {{ color: {theme.muted}; font-size: {SMALL}px; }}
    QLabel[look="strong"] {{ font-weight: 600; }}
    QLabel[look="title"] {{ font-size: {TITLE}px; font-weight: 600; }}
    QLabel[look="ghost"] {{ color: {theme.warn}; font-weight: 600; font-size: {STRONG}px; }}
    QLabel[look="ghost"][over="true"] {{ color: {theme.bad}; }}
    QLabel[look="remaining"] {{ color: {theme.good}; font-size: {HUGE}px; font-weight: 700; }}
    QLabel[look="remaining"][over="true"] {{ color: {theme.bad}; }}
    QLabel[look="warn"] {{ color: {theme.warn}; background: {theme.warn_ground}; border-radius: 6px;
        padding: 6px 8px; }}
    QLabel[look="bad"] {{ color: {theme.bad}; background: {theme.bad_ground}; border-radius: 6px; padding: 6px 8px; }}
    QFrame[look="message"] {{ background: {theme.bad_ground}; border-bottom: 1px solid {theme.bad}; }}
    QFrame[look="message"] QLabel {{ color: {theme.bad}; font-weight: 600; }}
    QFrame[look="message"][good="true"] {{ background: {theme.selected}; border-bottom: 1px solid {theme.brand}; }}
    QFrame[look="message"] QLabel[good="true"] {{ color: {theme.ink}; }}
    QPushButton {{ background: {theme.surface}; border: 1px solid {theme.line}; border-radius: 14px;
        padding: 5px 14px; color: {theme.ink}; }}
    QPushButton:hover {{ border-color: {theme.brand}; }}
    QPushButton:disabled {{ color: {theme.muted}; background: {theme.ground}; }}
    QPushButton:focus {{ border: 2px solid {theme.brand}; padding: 4px 13px; }}
    QPushButton[look="primary"] {{ background: {theme.brand}; color: {theme.on_brand}; border-color: {theme.brand};
        font-weight: 600; }}
    QPushButton[look="primary"]:disabled {{ background: {theme.ground}; color: {theme.muted};
        border-color: {theme.line}; }}
    QPushButton[look="primary"]:focus {{ border: 2px solid {theme.ink}; }}
    QFrame[look="tabs"] {{ background: {theme.lane}; border: none; border-radius: 10px; }}
    QPushButton[look="tab"] {{ background: transparent; border: 2px solid transparent; border-radius: 8px;
        padding: 2px 8px; color: {theme.muted}; }}
    QPushButton[look="tab"]:hover {{ color: {theme.ink}; }}
    QPushButton[look="tab"]:checked {{ background: {theme.surface}; color: {theme.ink}; font-weight: 600; }}
    QPushButton[look="tab"]:focus {{ border-color: {theme.brand}; }}
    QPushButton[look="link"] {{ border: 2px solid transparent; background: transparent; color: {theme.brand};
        text-decoration: underline; padding: 1px 4px; border-radius: 4px; text-align: left; }}
    QPushButton[look="link"]:disabled {{ color: {theme.muted}; text-decoration: none; }}
    QPushButton[look="link"]:focus {{ border-color: {theme.brand}; }}
    QLineEdit, QPlainTextEdit {{ background: {theme.surface}; color: {theme.ink};
        border: 1px solid {theme.muted}; border-radius: 6px; padding: 4px 8px;
        selection-background-color: {theme.brand};
        selection-color: {theme.on_brand}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{
        border: 2px solid {theme.brand}; padding: 3px 7px; }}
    QAbstractSpinBox > QLineEdit, QAbstractSpinBox > QLineEdit:focus {{ border: none; padding: 0 4px; }}
    QAbstractSpinBox, QComboBox {{ min-height: 26px; }}
    QCheckBox::indicator:unchecked {{ background: {theme.surface}; border: 1px solid {theme.muted};
        border-radius: 3px; }}
    QTableView::item {{ padding: 0 8px; }}
    QLineEdit[look="search"] {{ border-radius: 14px; padding: 5px 12px; }}
    QListView[look="cards"] {{ background: transparent; border: none; outline: none; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {theme.line}; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabBar::tab {{ background: transparent; color: {theme.muted}; padding: 5px 8px; border: none;
        border-bottom: 3px solid transparent; }}
    QTabBar::tab:selected {{ color: {theme.ink}; font-weight: 600; border-bottom-color: {theme.brand}; }}
    QTabBar::tab:focus {{ color: {theme.brand}; }}
    QTableView {{ background: {theme.surface}; gridline-color: {theme.line}; border: 1px solid {theme.line};
        border-radius: 6px; }}
    QHeaderView::section {{ background: {theme.ground}; color: {theme.ink}; border: none;
        border-bottom: 1px solid {theme.line}; padding: 5px 11px; font-weight: 600; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {theme.scroll}; border-radius: 4px; min-height: 30px; margin: 1px; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {theme.scroll}; border-radius: 4px; min-width: 30px; margin: 1px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QMenuBar {{ background: {theme.surface}; color: {theme.ink}; border-bottom: 1px solid {theme.line}; }}
    QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
    QMenuBar::item:selected, QMenu::item:selected {{ background: {theme.brand}; color: {theme.on_brand}; }}
    QMenu {{ background: {theme.surface}; color: {theme.ink}; border: 1px solid {theme.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 26px 5px 14px; border-radius: 4px; }}
    QMenu::item:disabled {{ color: {theme.muted}; }}
    QMenu::separator {{ height: 1px; background: {theme.line}; margin: 4px 8px; }}
    QToolTip {{ background: {theme.surface}; color: {theme.ink}; border: 1px solid {theme.line}; padding: 4px; }}
    """
