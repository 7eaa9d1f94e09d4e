"""Fields that keep what is written in them: a draft until it is on the disk, and never lost before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.ui import theme as look

Act = Callable[[Callable[[], object]], bool]
"""Runs an action, tells the user of a refusal, and says whether it went through."""

LINE, AROUND_LINES = 18, 24
"""How high a line of a field is, and what is above and below its lines, in pixels at 100 %."""


class NoteEdit(QPlainTextEdit):
    """A field of a few lines that is finished when the reader leaves it or presses Ctrl+Enter. Tab goes on."""

    finished = Signal()
    phrases_wanted = Signal()
    """Alt+Down, where the field offers phrases; elsewhere that key moves a card."""

    def __init__(self, name: str, accessible: str, lines: int = 3) -> None:
        super().__init__()
        self.offers_phrases = False
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setTabChangesFocus(True)
        look.sized(self, height=lines * LINE + AROUND_LINES)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:  # a menu or the phrases: the reader comes back
            self.finished.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._asks(event):
            event.accept()
            return True
        return super().event(event)

    def _asks(self, event: QKeyEvent) -> bool:
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        return self.offers_phrases and alt and event.key() == Qt.Key.Key_Down

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._asks(event):
            self.phrases_wanted.emit()
        elif ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, eq=False)
class Field:
    """One thing a reader can write of a proposal: where it is written, what is kept now, and how to keep it.

    ``keep`` raises Refusal; ``hopeless`` tells of a text that can't be kept however often it is tried.
    """

    name: str
    edit: QLineEdit | NoteEdit
    kept: Callable[[RoundState, str], str]
    keep: Callable[[Session, str, str], object]
    hopeless: Callable[[str], Refusal | None] = lambda _: None

    def text(self) -> str:
        """Give what is written."""
        return (self.edit.toPlainText() if isinstance(self.edit, QPlainTextEdit) else self.edit.text()).strip()

    def show(self, text: str) -> None:
        """Show a text, and leave the cursor alone where it is there already."""
        if self.text() == text:
            return
        if isinstance(self.edit, QPlainTextEdit):
            self.edit.setPlainText(text)
        else:
            self.edit.setText(text)
            self.edit.setCursorPosition(0)


class Drafts:
    """What is written in the fields of a panel and not yet kept, by proposal and field."""

    def __init__(self, session: Session, act: Act) -> None:
        self._session, self._act = session, act
        self._texts: dict[tuple[str, str], str] = {}
        self._showing = False
        self.fields: list[Field] = []
        self.ref: str | None = None
        self.finish_first: Callable[[], object] = lambda: None
        """Called before everything is kept: what is being written elsewhere in the panel."""

    def add(self, field: Field) -> None:
        """Follow a field from now on."""
        self.fields.append(field)
        if isinstance(field.edit, QPlainTextEdit):
            field.edit.textChanged.connect(lambda: self._written(field))
            field.edit.finished.connect(lambda: self.keep(field))
        else:
            field.edit.textChanged.connect(lambda _: self._written(field))
            field.edit.editingFinished.connect(lambda: self.keep(field))

    def show(self, ref: str, state: RoundState) -> None:
        """Show a proposal's fields: what is kept, or what was written and is not kept yet."""
        self.ref = ref
        self._showing = True
        for field in self.fields:
            field.show(self._texts.get((ref, field.name), field.kept(state, ref)))
        self._showing = False

    def _written(self, field: Field) -> None:
        if not self._showing and self.ref is not None:
            self._texts[(self.ref, field.name)] = field.text()

    def forget(self) -> None:
        """Let go of every draft."""
        self._texts.clear()

    @property
    def waiting(self) -> bool:
        """Tell whether something is written that is not kept."""
        return bool(self._texts)

    def keep(self, field: Field) -> bool:
        """Keep one field of the proposal shown. Tell whether nothing of it is waiting any more."""
        ref, state = self.ref, self._session.state
        if ref is None or state is None or (text := self._texts.get((ref, field.name))) is None:
            return True
        refusal = field.hopeless(text)
        if refusal is not None:
            del self._texts[(ref, field.name)]
            self.show(ref, state)
            self._act(lambda: _raise(refusal))
            return False
        if text != field.kept(state, ref) and not self._act(lambda: field.keep(self._session, ref, text)):
            return False
        self._texts.pop((ref, field.name), None)
        if ref == self.ref and (now := self._session.state) is not None and ref in now.proposals:
            self._showing = True
            field.show(field.kept(now, ref))  # as it is kept: «1,2 mill.» is 1 200 000
            self._showing = False
        return True

    def drop(self, field: Field) -> None:
        """Give up what is written in one field of the proposal shown, and show what is kept."""
        ref, state = self.ref, self._session.state
        if ref is not None and state is not None:
            self._texts.pop((ref, field.name), None)
            self.show(ref, state)

    def keep_all(self) -> bool:
        """Keep every field of the proposal shown. Tell whether nothing is waiting any more, of any proposal."""
        self.finish_first()
        done = [self.keep(field) for field in self.fields]
        return all(done) and not self.waiting


def _raise(refusal: Refusal) -> None:
    raise refusal
