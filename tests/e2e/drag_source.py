"""Stands in for a file manager: a small window at the given place from which files can be dragged with a real mouse.

python tests/e2e/drag_source.py LEFT,TOP FILE …    (with the program's own Python, which has Qt)
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

WIDTH, HEIGHT = 160, 60


class Files(QLabel):
    """A label that is dragged as files."""

    def __init__(self, files: list[str]) -> None:
        super().__init__("\n".join(file.rsplit("/", 1)[-1] for file in files))
        self._files = files
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        data.setText("\n".join(self._files))  # as file managers do: a field for text could take it
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def main(place: str, *files: str) -> None:
    """Show the window until the process is ended."""
    app = QApplication([])
    source = Files(list(files))
    left, top = map(int, place.split(","))
    source.setGeometry(left, top, WIDTH, HEIGHT)
    source.show()
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
