"""Small pieces that several windows use, each with its look from the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kompetanse_desktop.ui import theme as look

Layout = TypeVar("Layout", QHBoxLayout, QVBoxLayout)


class ElidedLabel(QLabel):
    """A line of plain text that gives way: what there is no room for ends in an ellipsis, and in the tool tip."""

    def __init__(self, look: str = "", name: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setObjectName(name)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(60, self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.rect(), int(self.alignment()), self.palette(), True, shown, self.foregroundRole()
        )


class Paragraph(QLabel):
    """Plain text in as many lines as it needs: Qt asks a wrapped line for one line's height where it is laid out."""

    def __init__(self, text: str, look: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("look", look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))


def label(text: str = "", look: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label of plain text: nothing of a proposal is ever read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    if name:
        made.setObjectName(name)
    return made


def button(text: str, clicked: Callable[[], object], look: str = "", name: str = "") -> QPushButton:
    """Make a button; ``look`` is "primary", "link" or nothing."""
    made = QPushButton(text)
    if look:
        made.setProperty("look", look)
    if name:
        made.setObjectName(name)
    made.clicked.connect(lambda: clicked())
    return made


AROUND_DIALOG = 48
"""So much of the screen is left free around the largest dialog, in pixels."""

Margins = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels at 100 %."""


def row(
    *widgets: QWidget | int, spacing: int = 8, margins: Margins = (0, 0, 0, 0), stretch: int | None = None
) -> QHBoxLayout:
    """Lay widgets side by side; a number stands for a stretch of that weight, ``stretch`` is who takes the room."""
    return _laid(QHBoxLayout(), widgets, spacing, margins, stretch)


def column(
    *widgets: QWidget | int, spacing: int = 4, margins: Margins = (0, 0, 0, 0), stretch: int | None = None
) -> QVBoxLayout:
    """Lay widgets under each other, as ``row`` does side by side."""
    return _laid(QVBoxLayout(), widgets, spacing, margins, stretch)


def _laid(
    layout: Layout, widgets: tuple[QWidget | int, ...], spacing: int, margins: Margins, stretch: int | None
) -> Layout:
    look.spaced(layout, spacing=spacing, margins=margins)
    for widget in widgets:
        if isinstance(widget, int):
            layout.addStretch(widget)
        else:
            layout.addWidget(widget)
    if stretch is not None:
        layout.setStretch(stretch, 1)
    return layout


def roomy(field: QAbstractSpinBox) -> None:
    """Leave room before the number in a field with arrows, as other fields have: a style sheet can't."""
    for line in field.findChildren(QLineEdit):
        line.setTextMargins(look.px(look.S), 0, 0, 0)


def framed(layout: QHBoxLayout | QVBoxLayout, look: str) -> QFrame:
    """Put a layout in a frame with a look."""
    frame = QFrame()
    frame.setProperty("look", look)
    frame.setLayout(layout)
    return frame


def rule() -> QFrame:
    """Make a thin horizontal line."""
    line = QFrame()
    line.setProperty("look", "rule")
    line.setFixedHeight(1)
    return line


def add_buttons(layout: QVBoxLayout, *widgets: QWidget | int, default: QPushButton) -> None:
    """Put a dialog's buttons in a row at its end. Enter presses ``default`` from any field.

    A button takes that part only when it lies in its dialog; before, Qt gives it to the first one.
    """
    line = QWidget()
    line.setLayout(row(*widgets))
    layout.addWidget(line)
    default.setDefault(True)


def dialog_layout(dialog: QDialog) -> QVBoxLayout:
    """Lay a dialog's parts under each other, with the margins and the distances that every dialog has."""
    layout = QVBoxLayout(dialog)
    look.spaced(layout, spacing=look.M, margins=(look.XL, look.L, look.XL, look.L))
    return layout


def dialog_size(dialog: QDialog, width: int, height: int | None = None, *, is_fixed: bool = False) -> None:
    """Make a dialog so wide and so high, in pixels at 100 %, but never larger than its screen.

    Without a height it is as high as what it holds, and no narrower than ``width``; ``is_fixed``: no wider either.
    """
    room = (dialog.parentWidget() or dialog).screen().availableGeometry()
    wide = min(look.px(width), room.width() - AROUND_DIALOG)
    if height is not None:
        dialog.resize(wide, min(look.px(height), room.height() - AROUND_DIALOG))
    elif is_fixed:
        dialog.setFixedWidth(wide)
    else:
        dialog.setMinimumWidth(wide)


def run_dialog(dialog: QDialog) -> bool:
    """Show a dialog until it is closed, and let it go. Tell whether it was accepted."""
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()


def ask(parent: QWidget, title: str, text: str, accept: str, reject: str | None = None) -> bool:
    """Ask something in a small box of plain text, and tell whether it was accepted. Enter and Esc say no."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    accepting = box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
    if reject is not None:
        box.setDefaultButton(box.addButton(reject, QMessageBox.ButtonRole.RejectRole))
    run_dialog(box)
    return box.clickedButton() is accepting


@contextmanager
def waiting() -> Iterator[None]:
    """Show the pointer that waits while a block runs."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet asks about, and have it looked at again."""
    if all(widget.property(key) == value for key, value in properties.items()):
        return
    for key, value in properties.items():
        widget.setProperty(key, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say a sentence now."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
