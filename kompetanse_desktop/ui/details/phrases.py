"""What the forum has written before, at hand beside a field: chosen with keys or the mouse, and then changed freely."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from kompetanse_desktop.text import say, straight
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.details.fields import NoteEdit
from kompetanse_desktop.ui.widgets import button, column, label

MOST = 30
"""So many phrases are offered; what is used less is sooner written than found."""
TALLEST = 260
"""The list's height in pixels at 100 %; then it scrolls."""


class Phrases(QObject):
    """Offers phrases for one field. Its ``button`` goes beside the field; in the field it is Alt+Down."""

    def __init__(self, edit: NoteEdit, given: Callable[[], Sequence[str]]) -> None:
        super().__init__(edit)
        self._edit, self._given = edit, given
        edit.phrases_wanted.connect(self.open)
        edit.offers_phrases = True
        self.button = button(say("Phrases"), self.open, "link", f"{edit.objectName()}.phrases")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves what is being written as it is
        self.button.setToolTip(say("What the forum has written before (Alt+Down in the field)"))
        self.button.setAccessibleDescription(self.button.toolTip())
        self.box: PhraseBox | None = None

    def open(self) -> None:
        """Show the phrases below the field."""
        self.box = PhraseBox(self._given()[:MOST], self._insert, self._edit)
        self.box.show_at(self._edit)

    def _insert(self, phrase: str) -> None:
        """Write a phrase where the caret is, as if it had been typed."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self._edit.textCursor()
        before = self._edit.toPlainText()[: cursor.selectionStart()]
        cursor.insertText(phrase if not before or before[-1].isspace() else f" {phrase}")


class PhraseBox(QFrame):
    """A list over the window. Enter or a click takes a phrase; Esc, or a click elsewhere, takes none."""

    def __init__(self, phrases: Sequence[str], taken: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "panel")
        self.setObjectName("phrases.box")
        self._taken = taken
        self.list = QListWidget()
        self.list.setObjectName("phrases.list")
        self.list.setAccessibleName(say("What the forum has written before"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setUniformItemSizes(False)
        self.list.setSpacing(look.px(look.XXS))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for phrase in phrases:
            item = QListWidgetItem(straight(" ".join(phrase.split())))
            item.setData(Qt.ItemDataRole.UserRole, phrase)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        none = label(
            say("No reasons have been written yet. Those that are, in any round, will be here."), "muted", wrap=True
        )
        none.setVisible(not phrases)
        none.setMargin(look.px(look.S))
        self.list.setVisible(bool(phrases))
        self.setLayout(column(none, self.list, margins=(4, 4, 4, 4)))
        self.setFocusProxy(self.list)

    def show_at(self, field: QWidget) -> None:
        """Show the list below a field as wide as that, or above it where there is no room."""
        self.setFixedWidth(max(field.width(), look.px(280)))
        self.ensurePolished()
        inner = self.width() - 2 * look.px(look.S)
        self.list.setFixedWidth(inner)
        self.list.ensurePolished()
        self.list.resize(inner, look.px(TALLEST))
        rows = sum(self.list.sizeHintForRow(row) + 2 * self.list.spacing() for row in range(self.list.count()))
        self.list.setFixedHeight(min(rows + look.px(look.L), look.px(TALLEST)))
        self.adjustSize()
        below = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = field.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            below = field.mapToGlobal(QPoint(0, -self.height() - 2))
        below.setX(max(screen.left(), min(below.x(), screen.right() - self.width())))
        self.move(below)
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, item: QListWidgetItem) -> None:
        phrase = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        self._taken(str(phrase))
