"""Taking in a list: a look at everything that is in it, with every doubt, before anything is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
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
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.plan import Plan, plan
from kompetanse_desktop.exchange.reading import Cancelled, Reading, edited, left_out
from kompetanse_desktop.text import money, say, say_count
from kompetanse_desktop.ui.imports.arriving import read_as_remembered
from kompetanse_desktop.ui.imports.columns_tab import ColumnsTab
from kompetanse_desktop.ui.imports.preview_model import WORDS, Kind, PreviewModel
from kompetanse_desktop.ui.imports.reading_box import read_with_box, run_with_box
from kompetanse_desktop.ui.imports.source import Source
from kompetanse_desktop.ui.imports.strip import Strip
from kompetanse_desktop.ui.widgets import add_buttons, ask, button, label, row, waiting

MANY = 2_000
"""A list with more rows than this is compared with the round in a thread of its own."""

WIDTHS = (64, 142, 84, 210, 170, 110, 92, 92)


class PreviewTable(QTableView):
    """The table of the preview; Delete leaves the chosen rows out, or takes them in again."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = self.selectionModel().selectedRows()
        if event.key() != Qt.Key.Key_Delete or not rows:
            super().keyPressEvent(event)
            return
        numbers = [self.model().index(index.row(), 0) for index in rows]
        out = Qt.CheckState.Unchecked
        if all(index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked.value for index in numbers):
            out = Qt.CheckState.Checked
        for index in numbers:
            self.model().setData(index, out, Qt.ItemDataRole.CheckStateRole)


class ImportDialog(QDialog):
    """The preview of what was read. It is read again when the reader chooses another table, column or way."""

    def __init__(self, source: Source, reading: Reading, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._reading, self._session = source, reading, session
        self._same: dict[int, str | None] = {}
        self._plan: Plan | None = None
        self.setWindowTitle(say("Take in {file}", file=source.name))
        self.setObjectName("import.dialog")
        screen = (parent or self).screen().availableGeometry()
        self.resize(min(1180, screen.width() - 40), min(720, screen.height() - 60))
        self._summary = label("", "title", "import.summary", wrap=True)
        self._total = label("", name="import.total", wrap=True)
        self._notes = label("", "muted", "import.notes", wrap=True)
        self._problem = label("", "bad", "import.problem", wrap=True)
        self._problem.hide()
        self._model = PreviewModel(self._write, self._leave_out)
        self._table = self._make_table()
        self._strip = Strip(self._answer, self._ask_again)
        self._columns_tab = ColumnsTab(self._choose_columns)
        self._accept = button(say("Take in"), self._take_in, "primary", "import.accept")
        self._lay_out()
        self._show(reading)
        self._table.setFocus()

    @classmethod
    def of_file(cls, file: Path, session: Session, parent: QWidget | None = None) -> ImportDialog:
        """Read a file and show what is in it. Raises Refusal where it can't be read, or is given up."""
        found = read_as_remembered(Source((file,)), session, parent)
        if found is None:
            raise Cancelled(file.name)
        return cls(*found, session, parent)

    # -- building ----------------------------------------------------------------------------------
    def _make_table(self) -> PreviewTable:
        table = PreviewTable()
        table.setObjectName("import.preview")
        table.setAccessibleName(say("What will be taken in"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self._model.modelReset.connect(self._show_chosen)
        return table

    def _lay_out(self) -> None:
        self._tables = QComboBox()
        self._tables.setObjectName("import.sheet")
        self._tables.setAccessibleName(say("Table"))
        self._tables.activated.connect(self._choose_table)
        self._hidden = QCheckBox()
        self._hidden.setObjectName("import.hidden")
        self._hidden.clicked.connect(self._choose_hidden)
        self._filter = QComboBox()
        self._filter.setObjectName("import.filter")
        self._filter.setAccessibleName(say("Show"))
        self._filter.activated.connect(lambda _: self._show_filtered())
        self._only_doubts = QCheckBox(say("Only what is in doubt"))
        self._only_doubts.setObjectName("import.onlyDoubts")
        self._only_doubts.toggled.connect(lambda _: self._show_filtered())
        choices = QWidget()
        choices.setLayout(row(self._total, self._tables, self._hidden, self._filter, self._only_doubts, stretch=0))
        preview = QWidget()
        inside = QVBoxLayout(preview)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self._table, 1)
        inside.addWidget(self._strip)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(preview, say("Proposals"))
        self._tabs.addTab(self._columns_tab, say("Columns"))
        nothing = label(say("Nothing is kept before you press «{button}».", button=self._accept.text()), "muted")
        self._waits = label("", "warn", "import.waits")
        cancel = button(say("Cancel"), self.reject, name="import.cancel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        for widget in (self._summary, choices, self._notes, self._problem):
            layout.addWidget(widget)
        layout.addWidget(self._tabs, 1)
        add_buttons(layout, nothing, 1, self._waits, cancel, self._accept, default=self._accept)
        cancel.setAutoDefault(False)

    # -- reading again -----------------------------------------------------------------------------
    def _read_again(self, source: Source) -> None:
        try:
            reading = read_with_box(source, self._reading.year, self)
        except Refusal as refusal:
            self._tell_problem(refusal)
            return
        if reading is not None:
            self._source, self._same = source, {}
            self._show(reading)

    def _choose_table(self, at: int) -> None:
        if at != self._reading.table:
            self._read_again(self._source.with_table(at))

    def _choose_hidden(self) -> None:
        self._read_again(replace(self._source, hidden=self._hidden.isChecked()))

    def _choose_columns(self, chosen: dict[str, str]) -> None:
        self._read_again(replace(self._source, columns=chosen, table=self._reading.table))

    # -- changing the reading ----------------------------------------------------------------------
    def _write(self, number: int, field: str, text: str) -> bool:
        try:
            self._show(edited(self._reading, number, field, text), keep=number)
        except Refusal as refusal:
            self._tell_problem(refusal)
            return False
        return True

    def _leave_out(self, number: int, out: bool) -> None:
        numbers = self._reading.left_out | {number} if out else self._reading.left_out - {number}
        self._show(left_out(self._reading, numbers), keep=number)

    def _answer(self, number: int, ref: str | None) -> None:
        self._same[number] = ref
        self._show(self._reading, keep=number)

    def _ask_again(self, number: int) -> None:
        self._same.pop(number, None)
        self._show(self._reading, keep=number)

    # -- showing -----------------------------------------------------------------------------------
    def _show(self, reading: Reading, keep: int | None = None) -> None:
        """Show a reading; ``keep`` is the number of the row that stays chosen."""
        state = self._session.required()
        self._problem.hide()
        again = reading.columns != self._reading.columns or self._plan is None
        self._reading = reading
        self._plan = self._planned(reading, state, at_once=keep is not None)
        column = self._table.currentIndex().column()
        self._model.show_plan(self._plan, state)
        if again:
            self._columns_tab.show_columns(reading, state.round.year)
        self._show_choices(reading)
        self._show_sums(self._plan)
        self._notes.setText("\n".join(say(note) for note in reading.file_notes))
        self._notes.setVisible(bool(reading.file_notes))
        self._choose(self._model.row_of(keep) if keep is not None else 0, max(column, 0))

    def _planned(self, reading: Reading, state: RoundState, *, at_once: bool) -> Plan:
        """Compare a reading with the round; a long list in a thread, unless the reader is writing in it."""
        if not at_once and len(reading.rows) > MANY:
            same = dict(self._same)
            made = run_with_box(self.windowTitle(), lambda *_: plan(reading, state, same), self)
            if made is not None:
                return made
        return plan(reading, state, self._same)

    def _choose(self, at: int, column: int) -> None:
        if self._model.rowCount():
            index = self._model.index(min(max(at, 0), self._model.rowCount() - 1), column)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._table.selectionModel().setCurrentIndex(index, flags)
        self._show_chosen()

    def _show_choices(self, reading: Reading) -> None:
        self._tables.clear()
        for found in reading.tables:
            self._tables.addItem(found.label)
        self._tables.setCurrentIndex(reading.table)
        self._tables.setVisible(len(reading.tables) > 1)
        hidden = reading.hidden_rows + reading.hidden_columns
        self._hidden.setVisible(bool(hidden))
        self._hidden.setChecked(self._source.hidden)
        self._hidden.setText(say("With what is hidden in the file ({count})", count=hidden))
        wanted = self._filter.currentData()
        self._filter.clear()
        self._filter.addItem(say("Everything"), None)
        for kind in Kind:
            if count := self._model.count(kind):
                self._filter.addItem(f"{say(WORDS[kind])} ({count})", kind)
        self._filter.setCurrentIndex(max(self._filter.findData(wanted), 0))
        if wanted is not None and self._filter.currentData() is None:
            self._show_filtered()
        in_doubt = sum(column.doubt is not None for column in reading.columns)
        self._tabs.setTabText(1, say("Columns ({count} in doubt)", count=in_doubt) if in_doubt else say("Columns"))

    def _show_filtered(self) -> None:
        doubts = self._only_doubts.isChecked()
        self._filter.setEnabled(not doubts)
        wanted = self._filter.currentData()
        self._model.show_only(None if wanted is None else Kind(wanted), doubts=doubts)
        self._choose(0, 0)

    def _show_sums(self, made: Plan) -> None:
        reading = made.reading
        accepted = len(reading.accepted)
        parts = [say_count("{count} proposal understood", "{count} proposals understood", accepted)]
        parts.append(say_count("{count} row in doubt", "{count} rows in doubt", self._model.doubtful))
        out = len(reading.rejected) + len(reading.left_out)
        if out:
            parts.append(say_count("{count} row left out", "{count} rows left out", out))
        if not made.does_something and accepted and not made.questions:
            parts.append(say("all of it is here already"))
        self._summary.setText(" · ".join(parts))
        self._total.setText(_total(reading))
        asked = len(made.asked)
        waits = say_count("{count} row waits for an answer", "{count} rows wait for an answer", asked)
        self._waits.setText(waits)
        self._waits.setVisible(bool(asked))
        self._accept.setEnabled(made.does_something)

    def _show_chosen(self) -> None:
        index = self._table.currentIndex()
        if not index.isValid() or index.row() >= self._model.rowCount() or self._plan is None:
            self._strip.show_line(None, (), False)
            return
        line = self._model.line(index.row())
        number = None if line.row is None else line.row.number
        questions = [asked for asked in self._plan.questions if asked.row == number]
        self._strip.show_line(line, questions, number in self._same)

    def _tell_problem(self, refusal: Refusal) -> None:
        self._problem.setText(say(refusal.saying))
        self._problem.show()

    # -- keeping -----------------------------------------------------------------------------------
    def _take_in(self) -> None:
        if self._plan is None:
            return
        try:
            kept = self._keep(self._plan.change())
        except Refusal as refusal:
            self._show(self._reading)  # the board may be another than the preview was made for
            self._tell_problem(refusal)
            return
        if kept:
            if self._source.columns:
                actions.remember_columns(self._session, self._reading.heading_key, self._source.columns)
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
