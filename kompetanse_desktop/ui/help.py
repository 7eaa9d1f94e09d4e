"""Help: how the board works in a few lines, and every key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from kompetanse_desktop import __version__
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.commands import key_table
from kompetanse_desktop.ui.widgets import add_buttons, button, dialog_layout, dialog_size, label


class HelpDialog(QDialog):
    """Shows the keys in a table that a screen reader can walk through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Keys and help"))
        self.setObjectName("help.dialog")
        dialog_size(self, 560, 600)
        keys = key_table()
        table = QTableWidget(len(keys), 2)
        table.setObjectName("help.keys")
        table.setAccessibleName(say("Keys"))
        table.setHorizontalHeaderLabels([say("Key"), say("What it does")])
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for at, (key, what) in enumerate(keys):
            table.setItem(at, 0, QTableWidgetItem(key))
            table.setItem(at, 1, QTableWidgetItem(what))
        intro = say(
            "Drag a card to a lane, or choose it and use the keys. While you drag, the money that would be left "
            "is shown at the top. Everything is kept at once; Ctrl+Z takes back the last thing done."
        )
        version = label(f"kompetanse-desktop {__version__}", "small")
        close = button(say("Close"), self.accept, "primary")
        layout = dialog_layout(self)
        layout.addWidget(label(intro, wrap=True))
        layout.addWidget(table)
        add_buttons(layout, version, 1, close, default=close)
