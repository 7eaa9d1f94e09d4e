"""Ctrl+Z wherever the keyboard is: in a text field it takes back typing, unless the board was what changed last."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.change import Change

MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
"""Pressed on their own they write nothing."""

Field = QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox


class UndoEverywhere(QObject):
    """Lets the window's own undo and redo have the keys that Qt's text fields take for themselves.

    A field keeps them only while somebody has typed in it after the last change of the round. Without this, a
    slip on the board could not be undone as long as the keyboard was in the search.
    """

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watched: QWidget | None = None
        self._typed_at = 0.0
        self._changed_at = 0.0
        self._stop_listening = session.listen(self._note_change)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)

    def close(self) -> None:
        """Stop following the session."""
        self._stop_listening()

    def _note_change(self, change: Change) -> None:
        self._changed_at = time.monotonic()

    def _watch(self, old: QWidget | None, new: QWidget | None) -> None:
        """Look at the keys of the field that has the keyboard, and of no other: an event seen here costs time."""
        if self._watched is not None and self._watched is old:
            old.removeEventFilter(self)
        self._watched = None
        if isinstance(new, Field) and new.window() is self._window:
            self._watched = new
            self._typed_at = 0.0
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        if event.type() == QEvent.Type.KeyPress and not undo and event.key() not in MODIFIERS:
            self._typed_at = time.monotonic()
        if event.type() == QEvent.Type.ShortcutOverride and undo and not self._is_for(watched):
            event.ignore()
            return True
        return False

    def _is_for(self, field: QObject) -> bool:
        """Tell whether undo and redo are about what was typed in this field."""
        if self._typed_at <= self._changed_at:
            return False
        if isinstance(field, QAbstractSpinBox):
            field = field.lineEdit()
        if isinstance(field, QLineEdit):
            return field.isUndoAvailable() or field.isRedoAvailable()
        if isinstance(field, QPlainTextEdit | QTextEdit):
            return field.document().isUndoAvailable() or field.document().isRedoAvailable()
        return False
