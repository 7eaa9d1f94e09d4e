"""A button that opens a list to tick several things in, for long lists and by keyboard too."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QPushButton

from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import button, column

VALUE = Qt.ItemDataRole.UserRole
MOST_LINES = 12
WIDTH = 260


class _List(QListWidget):
    """Ticks with Space and Enter; letters go to what begins with them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            ticked = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)


class _Popup(QFrame):
    """What opens under the button. Esc closes it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class ChoiceButton(QPushButton):
    """Says how many are chosen. ``chosen_changed`` tells of the new choice while the list is still open."""

    chosen_changed = Signal(frozenset)

    def __init__(self, caption: str, name: str) -> None:
        super().__init__()
        self._caption = caption
        self._choices: dict[str, str] = {}
        self._chosen: frozenset[str] = frozenset()
        self._popup: _Popup | None = None
        self._list: QListWidget | None = None
        self.setObjectName(f"filter.{name}")
        self.clicked.connect(self.open)
        self._show_count()

    def set_choices(self, choices: Mapping[str, str], chosen: frozenset[str]) -> None:
        """Let these values be chosen, by their words; one that is chosen and not there any more stays to be seen."""
        lost = {value: value for value in sorted(chosen) if value not in choices}
        self._choices, self._chosen = {**choices, **lost}, chosen
        self._show_count()
        if self._popup is not None and self._popup.isVisible():
            return  # the reader is choosing: the list is not taken from under the hand
        self.setEnabled(bool(self._choices))

    def _show_count(self) -> None:
        count = len(self._chosen)
        self.setText(f"{self._caption} ({count}) ▾" if count else f"{self._caption} ▾")
        chosen = ", ".join(words for value, words in self._choices.items() if value in self._chosen)
        self.setAccessibleName(f"{self._caption}: {chosen or say('all')}")
        self.setToolTip(chosen)

    def open(self) -> None:
        """Open the list under the button, with the keyboard in it."""
        if self._popup is None or self._list is None:
            self._popup, self._list = self._make_popup()
        self._fill(self._list)
        lines = min(max(self._list.count(), 1), MOST_LINES)
        height = lines * self._list.sizeHintForRow(0) + 2 * self._list.frameWidth() + look.px(look.S)
        self._list.setFixedSize(max(look.px(WIDTH), self._list.sizeHintForColumn(0) + look.px(32)), height)
        self._popup.adjustSize()
        self._popup.move(self._below(self._popup))
        self._popup.show()
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _below(self, popup: QFrame) -> QPoint:
        """Give the place right below the button, inside the screen."""
        place = self.mapToGlobal(QPoint(0, self.height() + look.px(look.XXS)))
        screen = self.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - popup.width())))
        place.setY(max(screen.top(), min(place.y(), screen.bottom() - popup.height())))
        return place

    def _make_popup(self) -> tuple[_Popup, QListWidget]:
        popup = _Popup(self, Qt.WindowType.Popup)
        popup.setProperty("look", "panel")
        popup.setObjectName(f"{self.objectName()}.popup")
        ticks = _List()
        ticks.setObjectName(f"{self.objectName()}.list")
        ticks.setAccessibleName(self._caption)
        ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ticks.itemChanged.connect(lambda _: self._ticked())
        none = button(say("All of them"), self._choose_all, "link", f"{self.objectName()}.all")
        popup.setLayout(column(ticks, none, spacing=look.XS, margins=(look.XS,) * 4))
        return popup, ticks

    def _fill(self, ticks: QListWidget) -> None:
        ticks.blockSignals(True)
        ticks.clear()
        for value, words in self._choices.items():
            item = QListWidgetItem(words, ticks)
            item.setData(VALUE, value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if value in self._chosen else Qt.CheckState.Unchecked)
        ticks.setCurrentRow(0)
        ticks.blockSignals(False)

    def _ticked(self) -> None:
        if self._list is None:
            return
        items = (self._list.item(at) for at in range(self._list.count()))
        self._choose(frozenset(str(i.data(VALUE)) for i in items if i.checkState() is Qt.CheckState.Checked))

    def _choose_all(self) -> None:
        self._choose(frozenset())
        if self._popup is not None:
            self._popup.close()

    def _choose(self, chosen: frozenset[str]) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self._show_count()
            self.chosen_changed.emit(chosen)
