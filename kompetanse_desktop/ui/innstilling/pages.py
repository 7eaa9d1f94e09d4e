"""The pages of a document under each other: each is drawn when it comes into view."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import column, label

PAGE_WIDTH = 560
"""Of a page, in pixels at 100 %, where there is room for it."""


class Document:
    """A PDF held open for drawing. The viewer reads from the bytes as long as it lives."""

    def __init__(self, data: bytes) -> None:
        self._source = QBuffer()
        self._source.setData(QByteArray(data))
        self._source.open(QBuffer.OpenModeFlag.ReadOnly)
        self.pdf = QPdfDocument(self._source)
        self.pdf.load(self._source)

    @property
    def count(self) -> int:
        """How many pages it has."""
        return self.pdf.pageCount()

    def picture(self, number: int, pixels: QSize) -> QImage:
        """Draw a page, from 0, on white paper: the viewer gives it without any."""
        drawn = self.pdf.render(number, pixels, QPdfDocumentRenderOptions())
        paper = QImage(pixels, QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return paper


class Pages(QScrollArea):
    """Shows a document, or a sentence in its place. A document of many pages costs no more than a short one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("innstilling.preview")
        self.setAccessibleName(say("The pages of the document"))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidgetResizable(True)
        self._document: Document | None = None
        self._pages: list[QLabel] = []
        self._drawn: set[int] = set()
        self.verticalScrollBar().valueChanged.connect(lambda _: self._draw_what_is_seen())
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._draw_what_is_seen())

    @property
    def document(self) -> Document | None:
        """What is shown; None for a sentence."""
        return self._document

    def show_text(self, text: str) -> None:
        """Show a sentence where the pages would be."""
        self._document, self._pages = None, []
        shown = label(text, "muted", wrap=True)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(shown)

    def show_document(self, data: bytes) -> None:
        """Show the pages of a PDF, where possible at the same place as the ones before."""
        at = self.verticalScrollBar().value()
        self._document = document = Document(data)
        self._drawn.clear()
        self._pages = [self._page(document, number) for number in range(document.count)]
        holder = QWidget()
        made = column(*self._pages, 1, spacing=look.M, margins=(0, 0, look.S, 0))
        for page in self._pages:
            made.setAlignment(page, Qt.AlignmentFlag.AlignHCenter)
        holder.setLayout(made)
        self.setWidget(holder)
        self.verticalScrollBar().setValue(at)
        self._draw_what_is_seen()

    def _page(self, document: Document, number: int) -> QLabel:
        page = QLabel()
        page.setFixedSize(self._size(document, number))
        page.setAccessibleName(say("Page {number} of {all}", number=number + 1, all=document.count))
        return page

    def _size(self, document: Document, number: int) -> QSize:
        points = document.pdf.pagePointSize(number)
        wide = min(look.px(PAGE_WIDTH), max(self.viewport().width() - look.px(look.XL), 200))
        return QSize(wide, round(wide * points.height() / max(points.width(), 1)))

    def _draw_what_is_seen(self) -> None:
        """Draw the pages in view, and the one after, which comes next."""
        if self._document is None:
            return
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        y, gap = 0, look.px(look.M)  # reckoned, since Qt lays the pages out only when they are shown
        for number, page in enumerate(self._pages):
            if number:
                y += self._pages[number - 1].height() + gap
            if number not in self._drawn and y + page.height() >= top and y <= top + 2 * height:
                self._draw(self._document, number)

    def _draw(self, document: Document, number: int) -> None:
        self._drawn.add(number)
        page, ratio = self._pages[number], self.devicePixelRatioF()
        pixels = QSize(round(page.width() * ratio), round(page.height() * ratio))
        picture = QPixmap.fromImage(document.picture(number, pixels))
        picture.setDevicePixelRatio(ratio)
        page.setPixmap(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._document is None or event.oldSize().width() == event.size().width():
            self._draw_what_is_seen()
            return
        self._drawn.clear()
        for number, page in enumerate(self._pages):
            page.setFixedSize(self._size(self._document, number))
        self._draw_what_is_seen()
