"""Writes the style sheet of a theme in the size of now. Widgets ask for a style by their ``look`` property."""

from __future__ import annotations

import re
from dataclasses import fields

from PySide6.QtCore import QDir

from kompetanse_desktop import paths
from kompetanse_desktop.ui.theme import scale
from kompetanse_desktop.ui.theme.colours import Theme

ICONS = "icons"
"""The search path that the sheet's pictures lie under."""


def stylesheet(theme: Theme) -> str:
    """Write the style sheet of a theme in the size of now."""
    if not QDir.searchPaths(ICONS):
        QDir.setSearchPaths(ICONS, [str(paths.resources() / "icons")])
    edge, ring = (2, 3) if theme.is_high_contrast else (1, 2)
    values = {field.name: str(getattr(theme, field.name)) for field in fields(theme)}
    values |= {
        "edge": f"{edge}px",
        "ring": f"{ring}px",
        "hollow": f"{ring}px solid transparent",
        "lane_edge": theme.line if theme.is_high_contrast else theme.lane,
        "tab_edge": theme.ink if theme.is_high_contrast else theme.surface,
        "warn_edge": theme.warn if theme.is_high_contrast else theme.warn_ground,
        "bad_edge": theme.bad if theme.is_high_contrast else theme.bad_ground,
        "on_ground": "white" if theme.is_dark else "black",
        "on_fill": "black" if theme.is_dark else "white",
    }
    sheet = re.sub(r"\b(\d+)u\b", lambda found: f"{scale.px(int(found[1]))}px", SHEET)
    sheet = re.sub(r"\b(\d+)f\b", lambda found: f"{max(scale.px(int(found[1])) - (ring - edge), 0)}px", sheet)
    return re.sub(r"@(\w+)", lambda found: values[found[1]], sheet)


SHEET = """
/* 8u: eight pixels at 100 %, more or less with the size of the texts. 8f: the same beside a focus ring, which
   takes its room from the padding, so that nothing moves when the keyboard comes. @name: a colour of the theme. */

QWidget[look="bar"] { background: @surface; border: none; }
QWidget[look="plain"] { background: transparent; }
QFrame[look="rule"] { background: @line; border: none; }
QFrame[look="lane"] { background: @lane; border: 2px solid @lane_edge; border-radius: 8u; }
QFrame[look="lane"][hovered="true"] { border-color: @drop; }
QFrame[look="panel"] { background: @surface; border: 1px solid @line; border-radius: 8u; }
QFrame[look="tabs"] { background: @lane; border: 1px solid @lane_edge; border-radius: 8u; }

QLabel[look="muted"] { color: @muted; }
QLabel[look="small"] { color: @muted; font-size: 12u; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="title"] { font-size: 17u; font-weight: 600; }
QLabel[look="empty"] { color: @muted; padding: 20u 12u; qproperty-alignment: AlignCenter; }
QLabel[look="ghost"] { color: @warn; font-weight: 600; font-size: 14u; }
QLabel[look="ghost"][over="true"] { color: @bad; }
QLabel[look="remaining"] { color: @good; font-size: 34u; font-weight: 700; }
QLabel[look="remaining"][compact="true"] { font-size: 24u; }
QLabel[look="remaining"][over="true"] { color: @bad; }
QLabel[look="warn"] { color: @warn; background: @warn_ground; border: 1px solid @warn_edge; border-radius: 4u;
    padding: 4u 8u; }
QLabel[look="bad"] { color: @bad; background: @bad_ground; border: 1px solid @bad_edge; border-radius: 4u;
    padding: 4u 8u; }

QFrame[look="message"] { background: @bad_ground; border: none; border-bottom: @edge solid @bad; }
QFrame[look="message"] QLabel { color: @bad; font-weight: 600; }
QFrame[look="message"][good="true"] { background: @selected; border-bottom-color: @brand; }
QFrame[look="message"] QLabel[good="true"] { color: @ink; }

QPushButton, QToolButton { background: @surface; border: @edge solid @outline; border-radius: 12u;
    padding: 4u 12u; color: @ink; icon-size: 16u; }
QPushButton:hover, QToolButton:hover { border-color: @brand; }
QPushButton:disabled, QToolButton:disabled { color: @muted; background: @ground; border-color: @line; }
QPushButton:focus, QToolButton:focus { border: @ring solid @brand; padding: 4f 12f; }
QPushButton:checked { background: @selected; border-color: @brand; }
QPushButton[look="primary"] { background: @brand; color: @on_brand; border-color: @brand; font-weight: 600; }
QPushButton[look="primary"]:disabled { background: @ground; color: @muted; border-color: @line; }
QPushButton[look="primary"]:focus { border: @ring solid @ink; }
QPushButton[active="true"] { background: @selected; border-color: @brand; font-weight: 600; }
QPushButton[look="chip"] { background: @selected; border-radius: 10u; padding: 1u 8u; }
QPushButton[look="chip"]:focus { padding: 1f 8f; }
QPushButton[look="icon"] { padding: 4u 4u; min-width: 20u; }
QPushButton[look="icon"]:focus { padding: 4f 4f; }
QPushButton[look="tab"] { background: transparent; border: @hollow; border-radius: 4u; padding: 2u 8u;
    color: @muted; font-weight: 600; }
QPushButton[look="tab"]:hover { color: @ink; }
QPushButton[look="tab"]:checked { background: @surface; color: @ink; border-color: @tab_edge; }
QPushButton[look="tab"]:focus { border-color: @brand; }
QPushButton[look="link"] { border: @hollow; background: transparent; color: @brand; text-decoration: underline;
    padding: 0 4u; border-radius: 4u; text-align: left; }
QPushButton[look="link"]:disabled { color: @muted; text-decoration: none; }
QPushButton[look="link"]:focus { border-color: @brand; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: @surface; color: @ink;
    border: @edge solid @outline; border-radius: 4u; padding: 4u 8u;
    selection-background-color: @brand; selection-color: @on_brand; placeholder-text-color: @muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: @ring solid @brand; padding: 4f 8f; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @muted;
    background: @ground; border-color: @line; }
QLineEdit[look="search"] { border-radius: 12u; padding: 4u 8u; }
QLineEdit[look="search"]:focus { padding: 4f 8f; }
QAbstractSpinBox, QComboBox { padding: 2u 8u; min-height: 20u; }
QAbstractSpinBox:focus, QComboBox:focus { padding: 2f 8f; }
QAbstractSpinBox > QLineEdit, QAbstractSpinBox > QLineEdit:focus { border: none; background: transparent; padding: 0; }
QComboBox > QLineEdit, QComboBox > QLineEdit:focus { border: none; background: transparent; padding: 0; }
QSpinBox > QLineEdit, QSpinBox > QLineEdit:focus { padding-left: 8u; }
QAbstractSpinBox { padding-right: 24u; }
QAbstractSpinBox:focus { padding-right: 24f; }
QAbstractSpinBox[buttonSymbols="2"], QAbstractSpinBox[buttonSymbols="2"]:focus { padding-right: 8u; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; width: 20u; border: none; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; width: 20u;
    border: none; }
QAbstractSpinBox::up-arrow { image: url(icons:@on_ground/chevron-up.svg); width: 12u; height: 12u; }
QAbstractSpinBox::down-arrow, QDateEdit::down-arrow, QComboBox::down-arrow {
    image: url(icons:@on_ground/chevron-down.svg); width: 12u; height: 12u; }
QComboBox { padding-right: 24u; }
QComboBox::drop-down, QDateEdit::drop-down { subcontrol-origin: border; subcontrol-position: center right;
    width: 24u; border: none; }
QComboBox QAbstractItemView { background: @surface; color: @ink; border: 1px solid @outline;
    selection-background-color: @brand; selection-color: @on_brand; }

QCheckBox, QRadioButton { spacing: 8u; padding: 2u; border: @hollow; border-radius: 4u; }
QCheckBox:focus, QRadioButton:focus { border-color: @brand; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator { width: 14u; height: 14u; background: @surface;
    border: @edge solid @outline; border-radius: 2u; }
QRadioButton::indicator { border-radius: 8u; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: @brand; border-color: @brand;
    image: url(icons:@on_fill/check.svg); }
QCheckBox::indicator:indeterminate { background: @brand; border-color: @brand;
    image: url(icons:@on_fill/minus.svg); }
QRadioButton::indicator:checked { background: @brand; border-color: @brand; image: url(icons:@on_fill/dot.svg); }
QCheckBox:disabled, QRadioButton:disabled { color: @muted; }
QGroupBox { border: 1px solid @line; border-radius: 4u; margin-top: 12u; padding: 8u; }
QGroupBox::title { subcontrol-origin: margin; left: 8u; }

QTableView, QTreeView { background: @surface; alternate-background-color: @ground; gridline-color: @line;
    border: 1px solid @line; border-radius: 4u; }
QTableView::item { padding: 0 8u; }
QTableView:focus, QTreeView:focus { border: 1px solid @brand; }
QHeaderView::section { background: @ground; color: @ink; border: none; border-bottom: 1px solid @line;
    padding: 4u 12u; font-weight: 600; }
QListView[look="cards"] { background: transparent; border: none; outline: none; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; padding: 4u 8u; border: none;
    border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: @ink; font-weight: 600; border-bottom-color: @brand; }
QTabBar::tab:focus { color: @brand; }
QTabBar[look="side"]::tab { border: @hollow; border-radius: 4u; padding: 2u 6u; margin-right: 2u; }
QTabBar[look="side"]::tab:selected { background: @surface; border-color: transparent; }
QTabBar[look="side"]:focus::tab:selected { border-color: @brand; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }

QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10u; margin: 0; }
QScrollBar::handle:vertical { background: @scroll; border-radius: 4u; min-height: 32u; margin: 1px; }
QScrollBar:horizontal { background: transparent; height: 10u; margin: 0; }
QScrollBar::handle:horizontal { background: @scroll; border-radius: 4u; min-width: 32u; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: @surface; color: @ink; border-bottom: 1px solid @line; }
QMenuBar::item { padding: 4u 8u; background: transparent; }
QMenuBar::item:selected, QMenu::item:selected { background: @brand; color: @on_brand; }
QMenu { background: @surface; color: @ink; border: 1px solid @outline; padding: 4u; icon-size: 16u; }
QMenu::right-arrow { image: url(icons:@on_ground/chevron-right.svg); width: 12u; height: 12u; margin-right: 4u; }
QMenu::item { padding: 4u 24u 4u 12u; border-radius: 4u; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4u 8u; }
QToolTip { background: @surface; color: @ink; border: 1px solid @outline; padding: 4u; }
"""
