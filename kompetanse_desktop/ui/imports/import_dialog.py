"""Taking in a list: a look at everything that is in it, with every doubt, before anything is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.plan import Plan, plan
from kompetanse_desktop.exchange.reading import Cancelled, Reading, edited, left_out
from kompetanse_desktop.text import money, say, say_count
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.imports.arriving import read_as_remembered
from kompetanse_desktop.ui.imports.choices import Choices
from kompetanse_desktop.ui.imports.columns_tab import ColumnsTab
from kompetanse_desktop.ui.imports.lines import REF
from kompetanse_desktop.ui.imports.notes import Notes
from kompetanse_desktop.ui.imports.preview_model import PreviewModel
from kompetanse_desktop.ui.imports.preview_table import PreviewTable
from kompetanse_desktop.ui.imports.reading_box import read_with_box, run_with_box
from kompetanse_desktop.ui.imports.source import Source
from kompetanse_desktop.ui.imports.strip import Strip
from kompetanse_desktop.ui.widgets import add_buttons, announce, ask, button, column, dialog_layout, label, row, waiting

MANY = 2_000
"""A list with more rows than this is compared with the round in a thread of its own."""
SIZE = (1400, 860)
LOW = 740
AROUND = (40, 60)
"""So much of the screen is left free beside and above it."""


class ImportDialog(QDialog):
    """The preview of what was read. It is read again when the reader chooses another table, column or way.

    ``place`` is said in the title where there are several lists: «1 of 3».
    """

    def __init__(
        self, source: Source, reading: Reading, session: Session, parent: QWidget | None = None, place: str = ""
    ) -> None:
        super().__init__(parent)
        self._source, self._reading, self._session = source, reading, session
        self._same: dict[int, str | None] = {}
        self._plan: Plan | None = None
        self.afterwards: Refusal | None = None
        """What went wrong after the list was taken in; the columns couldn't be remembered, say."""
        title = say("Take in {file}", file=source.name)
        self.setWindowTitle(f"{title} ({place})" if place else title)
        self.setObjectName("import.dialog")
        room = (parent or self).screen().availableGeometry().size()
        self.resize(min(SIZE[0], room.width() - AROUND[0]), min(SIZE[1], room.height() - AROUND[1]))
        self._model = PreviewModel(self._write, self._leave_out)
        self._table = PreviewTable(self._model, self._leave_out)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self._strip = Strip(reading.year, self._answer, self._ask_again, self._write_below)
        self._strip.set_low(self.height() < LOW)
        self._columns_tab = ColumnsTab(self._choose_columns, self._forget_columns)
        self._choices = Choices(self._choose_table, self._choose_hidden, self._show_filtered)
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

    def _lay_out(self) -> None:
        self._summary = label("", "title", "import.summary", wrap=True)
        self._total = label("", name="import.total")
        self._to_columns = button("", lambda: self._tabs.setCurrentIndex(1), "link", "import.toColumns")
        sums = QWidget()
        sums.setLayout(row(self._total, self._to_columns, 1))
        self._notes = Notes()
        self._problem = label("", "bad", "import.problem", wrap=True)
        self._problem.hide()
        preview = QWidget()
        preview.setLayout(
            column(self._choices, self._table, self._strip, spacing=look.S, margins=(0, look.S, 0, 0), stretch=1)
        )
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(preview, say("Proposals"))
        self._tabs.addTab(self._columns_tab, say("Columns"))
        nothing = label(say("Nothing is kept before you press «{button}».", button=self._accept.text()), "muted")
        self._waits = label("", "warn", "import.waits")
        cancel = button(say("Cancel"), self.reject, name="import.cancel")
        layout = dialog_layout(self)
        for widget in (self._summary, sums, self._notes, self._problem):
            layout.addWidget(widget)
        layout.addWidget(self._tabs, 1)
        add_buttons(layout, nothing, 1, self._waits, cancel, self._accept, default=self._accept)
        cancel.setAutoDefault(False)

    # -- reading again -----------------------------------------------------------------------------
    def _read_again(self, source: Source) -> None:
        try:
            reading = read_with_box(source, self._reading.year, self)
        except Refusal as refusal:
            self._show_choices()  # as they were
            self._tell_problem(refusal)
            return
        if reading is None:
            self._show_choices()
            return
        self._source, self._same = source, {}
        self._show(reading)

    def _choose_table(self, at: int) -> None:
        if at != self._reading.table:
            self._read_again(self._source.with_table(at))

    def _choose_hidden(self, hidden: bool) -> None:
        self._read_again(replace(self._source, hidden=hidden, table=self._reading.table))

    def _choose_columns(self, chosen: dict[str, str]) -> None:
        self._read_again(replace(self._source, columns=chosen, table=self._reading.table, remembered=False))

    def _forget_columns(self) -> None:
        try:
            actions.forget_columns(self._session, self._reading.heading_key)
        except Refusal as refusal:
            self._tell_problem(refusal)
            return
        self._read_again(replace(self._source, columns=None, table=self._reading.table, remembered=False))

    # -- changing the reading ----------------------------------------------------------------------
    def _write(self, number: int, field: str, text: str) -> bool:
        try:
            self._show(edited(self._reading, number, field, text), same_rows=True)
        except Refusal as refusal:
            self._tell_problem(refusal)
            return False
        return True

    def _write_below(self, number: int, field: str, text: str) -> None:
        if self._write(number, field, text):
            self._table.setFocus()

    def _leave_out(self, numbers: Collection[int], out: bool) -> None:
        already = self._reading.left_out
        self._show(left_out(self._reading, already.union(numbers) if out else already.difference(numbers)), True)

    def _answer(self, number: int, ref: str | None) -> None:
        self._same[number] = ref
        self._show(self._reading, same_rows=True)
        self._table.setFocus()

    def _ask_again(self, number: int) -> None:
        self._same.pop(number, None)
        self._show(self._reading, same_rows=True)
        self._table.setFocus()

    # -- showing -----------------------------------------------------------------------------------
    def _show(self, reading: Reading, same_rows: bool = False) -> None:
        """Show a reading; with ``same_rows`` one that somebody has written in, whose rows stay where they are."""
        state = self._session.required()
        self._problem.hide()
        again = reading.columns != self._reading.columns or self._plan is None or not same_rows
        self._reading = reading
        self._plan = self._planned(reading, state, at_once=same_rows)
        at = self._table.currentIndex()
        self._model.show_plan(self._plan, state, same_rows=same_rows)
        if again:
            self._columns_tab.show_columns(reading, state.round.year, remembered=self._source.remembered)
        self._show_choices()
        self._show_sums(self._plan)
        said_there = {one.doubt for one in reading.columns}
        self._notes.show_notes([note for note in reading.file_notes if note not in said_there])
        if not self._table.currentIndex().isValid():
            self._table.go_to(at.row() if same_rows else 0, at.column())
        self._show_chosen()

    def _planned(self, reading: Reading, state: RoundState, *, at_once: bool) -> Plan:
        """Compare a reading with the round; a long list in a thread, unless the reader is writing in it."""
        if not at_once and len(reading.rows) > MANY:
            same = dict(self._same)
            made = run_with_box(self.windowTitle(), lambda *_: plan(reading, state, same), self)
            if made is not None:
                return made
        return plan(reading, state, self._same)

    def _show_choices(self) -> None:
        self._choices.show_reading(self._reading, hidden=self._source.hidden)
        self._choices.show_counts(self._model)
        in_doubt = sum(one.doubt is not None for one in self._reading.columns)
        words = say("Columns ({count} in doubt)", count=in_doubt) if in_doubt else say("Columns")
        self._tabs.setTabText(1, words)
        self._to_columns.setText(words)
        self._to_columns.setVisible(bool(in_doubt))

    def _show_filtered(self) -> None:
        self._model.show_only(self._choices.kind, doubts=self._choices.only_doubts)
        self._table.go_to(0, 0)
        self._show_chosen()

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
        self._tell_total(_total(reading))
        asked = len(made.asked)
        self._waits.setText(say_count("{count} row waits for an answer", "{count} rows wait for an answer", asked))
        self._waits.setVisible(bool(asked))
        self._accept.setEnabled(made.does_something)

    def _tell_total(self, text: str) -> None:
        if self._total.text() and self._total.text() != text:
            announce(self._total, text)
        self._total.setText(text)

    def _show_chosen(self) -> None:
        index = self._table.currentIndex()
        if not index.isValid() or index.row() >= self._model.rowCount() or self._plan is None:
            self._strip.show_line(None, (), answered=False, gone=False)
            return
        line = self._model.line(index.row())
        number = 0 if line.row is None else line.row.number
        questions = [asked for asked in self._plan.questions if asked.row == number]
        gone = any(proposal.ref == line.cells[REF] for proposal in self._plan.gone) if line.row is None else False
        self._strip.show_line(line, questions, answered=number in self._same, gone=gone)

    def _tell_problem(self, refusal: Refusal) -> None:
        self._problem.setText(say(refusal.saying))
        self._problem.show()
        announce(self._problem, self._problem.text())

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
            self._remember_columns()
            self.accept()

    def _remember_columns(self) -> None:
        """Remember what the reader said that the columns are, for the next list with these headings."""
        if not self._source.columns or self._source.remembered:
            return
        try:
            actions.remember_columns(self._session, self._reading.heading_key, self._source.columns)
        except Refusal as refusal:
            self.afterwards = refusal

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
