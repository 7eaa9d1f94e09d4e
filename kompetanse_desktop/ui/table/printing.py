"""The table on paper: landscape A4, the headings on each page, «page x of y» below, through the system's own box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from kompetanse_desktop import labels
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.filtering import Filter
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import number, say, say_count
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.filters.naming import told
from kompetanse_desktop.ui.table.rows import Column, Row
from kompetanse_desktop.ui.table.view import TableView
from kompetanse_desktop.ui.widgets import run_dialog, waiting

BODY, HEAD, FOOT = 7.5, 12.0, 7.0
"""Sizes of type on paper, in points."""
MARGIN_MM = 12.0
FOOT_POINTS = 18.0
PADDING = 2.5
SHORT = 60.0
"""A column whose texts are no wider is given what it needs, in points: it is never broken."""
HEAD_GROUND, LINE = QColor("#e6ebee"), QColor("#9aa7ad")


def print_table(view: TableView, state: RoundState, wanted: Filter, parent: QWidget) -> bool:
    """Print the columns and rows as they are shown, where the reader says. Tell whether it was done."""
    printer = make_printer(say(labels.round_name(state.round)))
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("table.print")
    dialog.setWindowTitle(say("Print the table"))
    if not run_dialog(dialog):
        return False
    with waiting():
        print_rows(printer, state, view.shown_columns(), view.shown_rows(), wanted)
    return True


def make_printer(title: str) -> QPrinter:
    """Make a printer for A4 on its side."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    return printer


def print_rows(
    printer: QPrinter, state: RoundState, columns: Sequence[Column], rows: Sequence[Row], wanted: Filter
) -> int:
    """Print these columns of these rows, and give how many pages it took."""
    page = printer.pageLayout().paintRect(QPageLayout.Unit.Point)
    body = QRectF(0, 0, page.width(), page.height() - FOOT_POINTS)
    document = make_document(state, columns, rows, wanted, body.size())
    pages = document.pageCount()
    painter = QPainter(printer)
    scale = printer.resolution() / 72  # the document is laid out in points
    painter.scale(scale, scale)
    for at in range(pages):
        if at:
            printer.newPage()
        painter.save()
        painter.translate(0, -at * body.height())
        document.drawContents(painter, QRectF(0, at * body.height(), body.width(), body.height()))
        painter.restore()
        foot = QRectF(0, body.height(), page.width(), FOOT_POINTS)
        painter.setFont(_font(FOOT))
        painter.setPen(Qt.GlobalColor.black)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(foot, int(bottom | Qt.AlignmentFlag.AlignLeft), say(labels.round_name(state.round)))
        told_page = say("Page {page} of {pages}", page=at + 1, pages=pages)
        painter.drawText(foot, int(bottom | Qt.AlignmentFlag.AlignRight), told_page)
    painter.end()
    return pages


def make_document(
    state: RoundState, columns: Sequence[Column], rows: Sequence[Row], wanted: Filter, page: QSizeF
) -> QTextDocument:
    """Lay the table out for pages of this size, in points. Texts are plain: nothing of a proposal is markup."""
    document = QTextDocument()
    document.setDefaultFont(_font(BODY))
    document.setDocumentMargin(0)
    document.setPageSize(page)
    cursor = QTextCursor(document)
    heading = QTextCharFormat()
    heading.setFont(_font(HEAD, bold=True))
    cursor.insertText(say(labels.round_name(state.round)), heading)
    for line in _about(state, rows, wanted):
        cursor.insertBlock()
        cursor.insertText(line, QTextCharFormat())
    cursor.insertBlock()
    widths = _widths(columns, rows, page.width())
    table = cursor.insertTable(len(rows) + 1, len(columns), _table_format(widths))
    for at, column in enumerate(columns):
        _write(table, 0, at, say(column.heading), column, head=True)
    for line_number, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            _write(table, line_number, at, column.text(row), column)
    return document


def _about(state: RoundState, rows: Sequence[Row], wanted: Filter) -> list[str]:
    """Say which rows these are, and the money of the whole round, so that the paper can be understood by itself."""
    sums = budget(state)
    whole = say_count("{count} proposal", "{count} proposals", len(state.proposals))
    shown = say("Shows {some} of {all}", some=len(rows), all=len(state.proposals)) if wanted.count else whole
    filtered = " · ".join(told(wanted).values())
    amounts = " · ".join(
        f"{caption} {number(nok)}"
        for caption, nok in (
            (say("Available"), sums.available),
            (say("Requested"), sums.requested),
            (say("Recommended"), sums.recommended),
            (say("Left to share out"), sums.remaining),
        )
    )
    return [": ".join(filter(None, (shown, filtered))), amounts]


def _widths(columns: Sequence[Column], rows: Sequence[Row], whole: float) -> list[float]:
    """Share a width out, in points: amounts and numbers have what they need, texts the rest by their weight."""
    plain, bold = QFontMetricsF(_font(BODY)), QFontMetricsF(_font(BODY, bold=True))
    air = 2 * PADDING + 2
    needed: dict[str, float] = {}
    for column in columns:
        widest = max((plain.horizontalAdvance(text) for text in {column.text(row) for row in rows}), default=0.0)
        if column.is_number or widest <= SHORT:
            heading = max(bold.horizontalAdvance(word) for word in say(column.heading).split())
            needed[column.name] = max(widest, heading) + air
    weights = {column.name: column.width for column in columns if column.name not in needed}
    left = max(whole - sum(needed.values()), whole / 3)
    given = {name: left * weight / sum(weights.values()) for name, weight in weights.items()}
    return [{**needed, **given}[column.name] for column in columns]


def _table_format(widths: Sequence[float]) -> QTextTableFormat:
    form = QTextTableFormat()
    form.setHeaderRowCount(1)  # repeated on each page
    form.setBorder(0)
    form.setCellPadding(PADDING)
    form.setCellSpacing(0)
    form.setTopMargin(6)
    form.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, width) for width in widths])
    return form


def _write(table: QTextTable, at: int, number_of: int, text: str, column: Column, *, head: bool = False) -> None:
    cell = table.cellAt(at, number_of)
    form, frame = QTextCharFormat(), QTextTableCellFormat()
    frame.setBottomBorder(0.5)
    frame.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    frame.setBottomBorderBrush(QBrush(LINE))
    if head:
        form.setFont(_font(BODY, bold=True))
        frame.setBackground(HEAD_GROUND)
    cell.setFormat(frame)
    cursor = cell.firstCursorPosition()
    block = QTextBlockFormat()
    block.setAlignment(Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft)
    cursor.setBlockFormat(block)
    cursor.insertText(text, form)


def _font(points: float, *, bold: bool = False) -> QFont:
    """Give the program's typeface in points of paper; the document counts 72 of them to an inch."""
    made = look.font(bold=bold)
    made.setPixelSize(max(round(points), 1))
    return made
