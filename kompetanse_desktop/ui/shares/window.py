"""The small table of shares: what each group asks for and gets, beside the board and always up to date."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QComboBox, QDialog, QHeaderView, QTableView, QWidget

from kompetanse_desktop.domain.sharing import Grouping, Share, shares, tenths
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import MINUS, NBSP, number, say, words
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.shares.naming import GROUPING, HEADING, share_name
from kompetanse_desktop.ui.shares.sharing import Sharing
from kompetanse_desktop.ui.widgets import add_buttons, announce, button, column, label, row

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NUMBERS = 1
"""From this column on there are numbers."""


@dataclass(frozen=True)
class Line:
    """One group in kroner, and in tenths of a per cent of all that is asked for and of all that is recommended."""

    name: str
    share: Share
    asked: int
    given: int


def make_lines(state: RoundState, grouping: Grouping) -> list[Line]:
    """Give a line for each group, and one for them all."""
    found = shares(state, grouping)
    asked, given = tenths([s.requested for s in found]), tenths([s.recommended for s in found])
    lines = [
        Line(share_name(grouping, share.name), share, a, g) for share, a, g in zip(found, asked, given, strict=True)
    ]
    whole = Share(
        "",
        sum(s.requested for s in found),
        sum(s.recommended for s in found),
        sum(s.proposals for s in found),
    )
    return [*lines, Line(say("Together"), whole, sum(asked), sum(given))]


def percent(in_tenths: int) -> str:
    """Write tenths of a per cent: 12,5 %."""
    mark = "." if words().language == "en" else ","
    return f"{in_tenths // 10}{mark}{in_tenths % 10}{NBSP}%"


def points(in_tenths: int) -> str:
    """Write a difference in percentage points with its sign: +1,5 or −0,3; nothing is 0,0."""
    mark = "." if words().language == "en" else ","
    sign = "+" if in_tenths > 0 else MINUS if in_tenths < 0 else ""
    return f"{sign}{abs(in_tenths) // 10}{mark}{abs(in_tenths) % 10}"


class SharesModel(QAbstractTableModel):
    """The lines of a sharing, the sum last."""

    def __init__(self) -> None:
        super().__init__()
        self._grouping = Grouping.NETWORK
        self.lines: list[Line] = []

    def show_lines(self, lines: list[Line], grouping: Grouping) -> None:
        """Show these; where the groups are the same as before, only their numbers are new."""
        same = grouping is self._grouping and [line.name for line in lines] == [line.name for line in self.lines]
        if same:
            self.lines = lines
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.lines, self._grouping = lines, grouping
        self.endResetModel()

    def headings(self) -> list[str]:
        """Give the headings of the columns."""
        return [
            say(HEADING[self._grouping]),
            say("Proposals"),
            say("Requested"),
            say("% of requested"),
            say("Recommended"),
            say("% of recommended"),
            say("Difference in points"),
        ]

    def cells(self, line: Line) -> list[str]:
        """Give the texts of a line."""
        share = line.share
        return [
            line.name,
            number(share.proposals),
            number(share.requested),
            percent(line.asked),
            number(share.recommended),
            percent(line.given),
            points(line.given - line.asked),
        ]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical:
            return self.lines[section].name if role == Role.DisplayRole and section < len(self.lines) else None
        if role == Role.DisplayRole:
            return self.headings()[section]
        return _alignment(section) if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self.cells(self.lines[index.row()])[index.column()]
        if role == Role.TextAlignmentRole:
            return _alignment(index.column())
        if role == Role.FontRole and index.row() == len(self.lines) - 1:
            return look.font(bold=True)
        return None

    def as_text(self) -> str:
        """Write the table as a spreadsheet takes it: tabs between cells, kroner as plain digits."""
        from kompetanse_desktop.exchange.table_out import harmless  # wanted only when somebody copies

        lines = [self.headings()]
        for line in self.lines:
            name, proposals, asked, asked_part, given, given_part, difference = self.cells(line)
            plain = [proposals, asked, asked_part, given, given_part, difference]
            numbers = [text.replace(f"{NBSP}%", " %").replace(NBSP, "").replace(MINUS, "-") for text in plain]
            lines.append([harmless(" ".join(name.split())), *numbers])
        return "".join("\t".join(line) + "\n" for line in lines)


def _alignment(section: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if section < NUMBERS else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


class SharesWindow(QDialog):
    """Stays beside the board while work goes on, and follows it."""

    def __init__(self, model: BoardModel, sharing: Sharing, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._sharing = model, sharing
        self.setObjectName("shares.window")
        self.setWindowTitle(say("Shares"))
        self.rows = SharesModel()
        self._choice = QComboBox()
        self._choice.setObjectName("shares.grouping")
        self._choice.setAccessibleName(say("Put together by"))
        for grouping, name in GROUPING.items():
            self._choice.addItem(say(name), grouping.value)
        self._choice.activated.connect(lambda _: sharing.group_by(Grouping(self._choice.currentData())))
        self._table = self._make_table()
        self._note = label("", "small", "shares.note", wrap=True)
        copy = button(say("Copy the table"), self.copy, name="shares.copy")
        close = button(say("Close"), self.close, name="shares.close")
        top = QWidget()
        top.setLayout(row(label(say("Put together by"), "muted"), self._choice, 1))
        layout = column(top, self._table, self._note, spacing=look.S, margins=(look.L,) * 4, stretch=1)
        self.setLayout(layout)
        add_buttons(layout, copy, 1, close, default=close)
        model.changed.connect(lambda _: self.show_lines())
        sharing.regrouped.connect(lambda _: self.show_lines())
        self.show_lines()
        self._table.selectRow(0)
        self._table.setFocus()

    def _make_table(self) -> QTableView:
        table = _Table(self)
        table.setObjectName("shares.table")
        table.setAccessibleName(say("Share of what is asked for and of what is recommended"))
        table.setModel(self.rows)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(look.px(28))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        theme = look.current()
        palette = table.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(theme.selected))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.ink))
        table.setPalette(palette)
        return table

    def show_lines(self) -> None:
        """Show the round as it is now, put together as the bar is."""
        state, grouping = self._model.session.state, self._sharing.grouping
        if state is None:
            self.close()
            return
        self.rows.show_lines(make_lines(state, grouping), grouping)
        self._choice.setCurrentIndex(self._choice.findData(grouping.value))
        self._note.setText(_note(grouping))

    def copy(self) -> None:
        """Put the whole table on the clipboard."""
        QGuiApplication.clipboard().setText(self.rows.as_text())
        announce(self, say("The table is copied"))

    def sizeHint(self) -> QSize:
        return QSize(look.px(900), look.px(470))


class _Table(QTableView):
    """Ctrl+C takes the whole table: parts of a sharing tell little."""

    def __init__(self, window: SharesWindow) -> None:
        super().__init__(window)
        self._window = window

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._window.copy()
        else:
            super().keyPressEvent(event)


def _note(grouping: Grouping) -> str:
    """Say how it is counted."""
    how = say("Kroner of the round's year. Withdrawn requests are left out of what is asked for.")
    if grouping is Grouping.UNIVERSITY:
        return f"{how} {say('A proposal with several UH partners counts whole for them together.')}"
    if grouping is Grouping.OWNER_KIND:
        return f"{how} {say('The kind of owner is read from the name of the applicant.')}"
    return how
