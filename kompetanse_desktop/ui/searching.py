"""The search: what is found stands out, and is walked through with Enter. It never changes an order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit

from kompetanse_desktop.domain.search import search
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.views import Views


class Searching(QObject):
    """Joins the search field to the views of a round."""

    def __init__(self, field: QLineEdit, found: QLabel, model: BoardModel, views: Views) -> None:
        super().__init__(views)
        self._field, self._found, self._model, self._views = field, found, model, views
        field.textChanged.connect(lambda _: self.show_matches(go_there=True))
        field.returnPressed.connect(self._next)
        leave = QAction(field)
        leave.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        leave.triggered.connect(self._leave)
        field.addAction(leave)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Give what each command of the menu does."""
        return {"search": self.start}

    def start(self) -> None:
        """Put the keyboard in the field."""
        self._field.setFocus()
        self._field.selectAll()

    def show_matches(self, *, go_there: bool) -> None:
        """Let what is found stand out; with ``go_there`` the first one is chosen."""
        found, searching = self._matches(), bool(self._field.text().strip())
        self._views.show_matches(frozenset(found) if searching else None)
        count = say_count("{count} found", "{count} found", len(found))
        told = count if found else say("Nothing found: Esc shows all")
        self._found.setText(told if searching else "")
        if found and go_there:
            self._views.choose(found[:1], focus=False)

    def _matches(self) -> tuple[str, ...]:
        """Give what is found among what the filter lets through."""
        state = self._model.session.state
        if state is None:
            return ()
        return tuple(ref for ref in search(state, self._field.text()) if self._views.lets_through(ref))

    def _next(self) -> None:
        found = self._matches()
        if not found:
            return
        chosen = self._views.chosen()
        at = (found.index(chosen[0]) + 1) % len(found) if chosen and chosen[0] in found else 0
        self._views.choose([found[at]], focus=False)

    def _leave(self) -> None:
        self._field.clear()
        chosen = self._views.chosen() or self._model.state.ranked()[:1] or tuple(self._model.state.proposals)[:1]
        self._views.choose(chosen, focus=True)
