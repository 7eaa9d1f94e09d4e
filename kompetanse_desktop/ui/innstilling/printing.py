"""A document on paper, through the system's own box."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say, words
from kompetanse_desktop.ui.imports.reading_box import run_with_box
from kompetanse_desktop.ui.innstilling.pages import Document
from kompetanse_desktop.ui.widgets import run_dialog, waiting

MOST_DPI = 300
"""Finer than this no page of text gets on paper; a finer printer would ask for pictures of a gigabyte."""


def print_document(pdf: bytes, title: str, parent: QWidget) -> bool:
    """Ask where and print. Tell whether it was done."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    document = Document(pdf)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("innstilling.print.dialog")
    dialog.setWindowTitle(say("Print"))
    dialog.setMinMax(1, document.count)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    if not run_dialog(dialog):
        return False
    with waiting():
        print_pages(printer, document)
    return True


def print_paper(state: RoundState, parent: QWidget) -> bool:
    """Ask where, and print a round as a form to write on. Tell whether it was done."""
    from kompetanse_desktop.documents import paper

    made = run_with_box(
        say("Print a form for the meeting"),
        lambda _stop, _tell: paper.compose(state, words(), datetime.now().astimezone()),
        parent,
        say("The document is being made"),
    )
    return made is not None and print_document(made, say("Print a form for the meeting"), parent)


def print_pages(printer: QPrinter, document: Document) -> int:
    """Print the pages that were asked for, and give how many it was."""
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.count, document.count)
    painter = QPainter(printer)
    paper = QRectF(painter.viewport())
    scale = min(MOST_DPI / max(printer.resolution(), 1), 1)
    pixels = QSize(round(paper.width() * scale), round(paper.height() * scale))
    for number in range(first, last + 1):
        if number > first:
            printer.newPage()
        painter.drawImage(paper, document.picture(number - 1, pixels))
    painter.end()
    return last - first + 1
