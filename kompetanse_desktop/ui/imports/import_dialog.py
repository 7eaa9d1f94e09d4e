"""Looking a list through before any of it is kept: what was understood, what is in doubt, and the total."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.plan import Plan, plan
from kompetanse_desktop.exchange.reading import Reading, read
from kompetanse_desktop.text import money, say, say_count
from kompetanse_desktop.ui.file_dialogs import ask_what_to_read
from kompetanse_desktop.ui.imports.columns_tab import ColumnsTab
from kompetanse_desktop.ui.imports.preview_model import PreviewModel
from kompetanse_desktop.ui.messages import MessageBar
from kompetanse_desktop.ui.widgets import add_buttons, ask, button, label, row, run_dialog, waiting

WIDTHS = {0: 52, 1: 84, 2: 84, 3: 210, 4: 180, 5: 110, 6: 90, 7: 96}


def import_list(session: Session, messages: MessageBar, parent: QWidget) -> None:
    """Ask for a file, show what is in it, and take it in if the reader says so."""
    kinds = [f"{say('Lists of proposals')} (*.xlsx *.xlsm *.csv *.tsv *.txt)", f"{say('All files')} (*)"]
    path = ask_what_to_read(parent, say("Take in a list"), kinds)
    if path is not None:
        import_file(path, session, messages, parent)


def import_file(path: Path, session: Session, messages: MessageBar, parent: QWidget) -> None:
    """Show what is in a file, and take it in if the reader says so."""
    made: list[ImportDialog] = []
    if messages.attempt(lambda: made.append(ImportDialog(path, session, parent))):
        run_dialog(made[0])


def read_list(
    path: Path, session: Session, sheet: str | None = None, columns: Mapping[str, str] | None = None
) -> Reading:
    """Read a file for the round in use, with the pointer waiting. Raises Refusal."""
    year = session.required().round.year
    with waiting():
        return read(path, year=year, sheet=sheet, columns=columns or None)


class ImportDialog(QDialog):
    """The preview of one file. Raises Refusal where the file can't be read at all."""

    def __init__(self, path: Path, session: Session, parent: QWidget | None = None) -> None:
        reading = read_list(path, session)  # before there is a window: it may be refused
        super().__init__(parent)
        self._path, self._session = path, session
        self._sheet: str | None = None
        self._columns: dict[str, str] = {}
        self.setWindowTitle(say("Take in {file}", file=path.name))
        self.setObjectName("import.dialog")
        self.resize(1080, 620)
        self._summary = label("", "title", "import.summary", wrap=True)
        self._total = label("", name="import.total", wrap=True)
        self._notes = label("", "muted", "import.notes", wrap=True)
        self._problem = label("", "bad", "import.problem", wrap=True)
        self._problem.hide()
        self._sheets = QComboBox()
        self._sheets.setObjectName("import.sheet")
        self._sheets.setAccessibleName(say("Sheet"))
        self._only_doubts = QCheckBox(say("Only what is in doubt"))
        self._only_doubts.setObjectName("import.onlyDoubts")
        self._only_doubts.toggled.connect(lambda on: self._model.show_only_doubts(on))
        self._model = PreviewModel()
        self._table = self._make_table()
        self._columns_tab = ColumnsTab(self._choose_column)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._table, say("Proposals"))
        self._tabs.addTab(self._columns_tab, say("Columns"))
        self._accept = button(say("Take in"), self._take_in, "primary", "import.accept")
        self._lay_out()
        self._plan: Plan | None = None
        self._show(reading)
        for sheet in reading.sheets:
            self._sheets.addItem(sheet)
        self._sheets.setCurrentText(reading.sheet)
        self._sheets.currentTextChanged.connect(self._choose_sheet)
        self._sheets.setVisible(len(reading.sheets) > 1)
        self._sheet_caption.setVisible(len(reading.sheets) > 1)
        self._table.setFocus()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("import.preview")
        table.setAccessibleName(say("What will be taken in"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        table.setTabKeyNavigation(False)
        return table

    def _lay_out(self) -> None:
        self._sheet_caption = label(say("Sheet"), "muted")
        choices = QWidget()
        choices.setLayout(row(self._total, self._sheet_caption, self._sheets, self._only_doubts, stretch=0))
        nothing = label(say("Nothing is kept before you press «{button}».", button=self._accept.text()), "muted")
        cancel = button(say("Cancel"), self.reject, name="import.cancel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for widget in (self._summary, choices, self._notes, self._problem):
            layout.addWidget(widget)
        layout.addWidget(self._tabs, 1)
        add_buttons(layout, nothing, 1, cancel, self._accept, default=self._accept)

    # -- reading -----------------------------------------------------------------------------------
    def _read_again(self) -> None:
        try:
            reading = read_list(self._path, self._session, self._sheet, self._columns)
        except Refusal as refusal:
            self._problem.setText(say(refusal.saying))
            self._problem.show()
            self._accept.setEnabled(False)
            return
        self._problem.hide()
        self._show(reading)

    def _choose_sheet(self, sheet: str) -> None:
        self._sheet, self._columns = sheet, {}
        self._read_again()

    def _choose_column(self, chosen: dict[str, str]) -> None:
        self._columns = chosen
        self._read_again()

    # -- showing -----------------------------------------------------------------------------------
    def _show(self, reading: Reading) -> None:
        state = self._session.required()
        self._reading = reading
        self._plan = plan(reading, state)
        self._model.show_plan(self._plan, reading, state.round.year)
        self._columns_tab.show_columns(reading, state.round.year)
        doubtful = self._model.doubtful
        accepted = len(reading.accepted)
        parts = [say_count("{count} proposal understood", "{count} proposals understood", accepted)]
        parts.append(say_count("{count} row in doubt", "{count} rows in doubt", doubtful))
        if reading.rejected:
            parts.append(say_count("{count} row left out", "{count} rows left out", len(reading.rejected)))
        self._summary.setText(" · ".join(parts))
        self._total.setText(_total(reading))
        self._notes.setText("\n".join(say(note) for note in reading.file_notes))
        self._notes.setVisible(bool(reading.file_notes))
        columns_in_doubt = sum(column.doubt is not None for column in reading.columns)
        self._tabs.setTabText(
            1, say("Columns ({count} in doubt)", count=columns_in_doubt) if columns_in_doubt else say("Columns")
        )
        self._accept.setEnabled(self._plan.does_something)
        if not self._plan.does_something and accepted:
            self._summary.setText(f"{self._summary.text()} · {say('all of it is here already')}")

    # -- keeping -----------------------------------------------------------------------------------
    def _take_in(self) -> None:
        assert self._plan is not None
        try:
            kept = self._keep(self._plan.change())
        except Refusal as refusal:
            self._show(self._reading)  # the board may be another than the preview was made for
            self._problem.setText(say(refusal.saying))
            self._problem.show()
            return
        if kept:
            self.accept()

    def _keep(self, change: Change) -> bool:
        """Keep the import; where no copy can be put away first, ask whether to go on without."""
        try:
            with waiting():
                actions.take_in(self._session, change)
        except actions.NoBackupFirst as refusal:
            if not ask(self, say("No copy"), say(refusal.saying), say("Take in without a copy"), say("Cancel")):
                return False
            actions.take_in(self._session, change, without_backup=True)
        return True


def _total(reading: Reading) -> str:
    text = say("Requested in all: {sum_nok}", sum_nok=reading.sum_requested)
    if reading.file_sum is None:
        return text
    if reading.file_sum == reading.sum_requested:
        return f"{text} · {say('the same as the sum row of the list')}"
    return f"{text} · {say('the sum row of the list says {sum}', sum=money(reading.file_sum))}"
