"""The panel beside the board: all there is to know of one proposal, and what the forum says of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from kompetanse_desktop import actions, labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.checks import Severity, proposal_checks
from kompetanse_desktop.domain.money import Amounts
from kompetanse_desktop.domain.proposal import Answer, Criterion, Proposal
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import money, number, say, say_count, short_date
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import button, column, label, row

Act = Callable[[Callable[[], object]], bool]
"""Runs an action, tells the user of a refusal, and says whether it went through."""


class NoteEdit(QPlainTextEdit):
    """A field of a few lines that is kept when the reader leaves it or presses Ctrl+Enter. Tab goes on."""

    finished = Signal()

    def __init__(self, name: str, accessible: str, lines: int = 3) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 24)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.finished.emit()

    def keyPressEvent(self, event: object) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier  # type: ignore[attr-defined]
        if ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self.finished.emit()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]


class DetailsPanel(QFrame):
    """Shows one proposal. Every field is kept as soon as the reader leaves it."""

    move_wanted = Signal()

    def __init__(self, session: Session, act: Act) -> None:
        super().__init__()
        self.session, self._act = session, act
        self.ref: str | None = None
        self._loading = False
        self.setProperty("look", "panel")
        self.setObjectName("proposal.details")
        self.setAccessibleName(say("Details"))
        self._empty = label(say("Choose a card to see the proposal."), "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._content: QWidget | None = None
        self.setLayout(column(self._empty, margins=(14, 12, 12, 10)))

    def _build(self) -> QWidget:
        """Make all that shows a proposal: when the first card is chosen, not while the window opens."""
        self._source_line = label("", "muted", wrap=True)
        self._title = label("", "title", wrap=True)
        self._build_fields()
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._facts = _ScrolledForm()
        self._tabs.addTab(self._proposal_tab(), say("Proposal"))
        self._tabs.addTab(self._criteria_tab(), say("Assessment"))
        self._history = label("", wrap=True)
        self._history.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._tabs.addTab(_scrolled(self._history), say("History"))
        self._tabs.currentChanged.connect(lambda _: self._show_history())
        content = QWidget()
        content.setLayout(column(self._source_line, self._title, self._tabs, spacing=4))
        self.layout().addWidget(content)  # type: ignore[union-attr]
        return content

    # -- building ----------------------------------------------------------------------------------
    def _build_fields(self) -> None:
        self._amount = QLineEdit()
        self._amount.setObjectName("proposal.recommended")
        self._amount.setAccessibleName(say("Recommended amount"))
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._amount.setMaximumWidth(130)
        self._amount.editingFinished.connect(self._keep_amount)
        self._fit = button(say("Reduce to what is left"), self._reduce_to_fit, "link", "proposal.reduceToFit")
        self._restore = button(say("Back to what was requested"), self._restore_amount, "link", "proposal.restore")
        self._reason = NoteEdit("proposal.reason", say("Reason"), 2)
        self._reason.finished.connect(self._keep_reason)
        self._conditions = NoteEdit("proposal.conditions", say("Conditions"), 2)
        self._conditions.finished.connect(self._keep_conditions)
        self._note = NoteEdit("proposal.note", say("Own note, never shown to others"), 2)
        self._note.finished.connect(self._keep_note)
        self._move = button(say("Move to …"), self.move_wanted.emit, name="action.moveTo")
        self._move.setToolTip(say("Move to … (Ctrl+M)"))

    def _proposal_tab(self) -> QWidget:
        said = QWidget()
        amount = QWidget()
        amount.setLayout(row(self._amount, label(say("kr")), 1, self._move, spacing=6))
        links = QWidget()
        links.setLayout(column(self._fit, self._restore, spacing=0))
        said.setLayout(
            column(
                label(say("Recommended"), "strong"),
                amount,
                links,
                label(say("Reason (reduced or not prioritised)"), "muted"),
                self._reason,
                label(say("Conditions"), "muted"),
                self._conditions,
                self._facts,
                label(say("Own note, never shown to others"), "muted"),
                self._note,
                1,
                margins=(0, 8, 6, 8),
            )
        )
        return _scrolled(said)

    def _criteria_tab(self) -> QWidget:
        page = QWidget()
        page.setLayout(column(margins=(0, 8, 6, 8), spacing=4))
        self._answers: dict[Criterion, tuple[QComboBox, QLineEdit]] = {}
        for number_, criterion in enumerate(Criterion, start=1):
            text = say(labels.CRITERION[criterion])
            combo = QComboBox()
            combo.setObjectName(f"proposal.criterion.{criterion.value}")
            combo.setAccessibleName(f"{number_}. {text}")
            for answer in Answer:
                combo.addItem(say(labels.ANSWER[answer]), answer.value)
            combo.activated.connect(lambda _, c=criterion: self._keep_assessment(c))
            note = QLineEdit()
            note.setPlaceholderText(say("Note"))
            note.setAccessibleName(say("Note to {number}. {criterion}", number=number_, criterion=text))
            note.editingFinished.connect(lambda c=criterion: self._keep_assessment(c))
            line = QWidget()
            line.setLayout(row(combo, note, spacing=6))
            layout = page.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.addWidget(label(f"{number_}  {text}", wrap=True))
            layout.addWidget(line)
            layout.addSpacing(4)
            self._answers[criterion] = (combo, note)
        layout.addStretch(1)
        return _scrolled(page)

    # -- showing -----------------------------------------------------------------------------------
    def show_ref(self, ref: str | None) -> None:
        """Show this proposal, or that none is chosen; a field that was being written in is kept first."""
        if ref != self.ref and self._content is not None:
            self._keep_open_field()
            for field in (self._reason, self._conditions, self._note):
                field.document().setModified(False)  # what is written is about the card before, never the next
            self._amount.setModified(False)
        self.ref = ref if self.session.state is not None and ref in self.session.state.proposals else None
        if self.ref is not None:
            self._content = self._content or self._build()
            self._load(self.ref)
        self._empty.setVisible(self.ref is None)
        if self._content is not None:
            self._content.setVisible(self.ref is not None)

    def _keep_open_field(self) -> None:
        focused = self.focusWidget()
        if self.ref is None or focused is None or not focused.hasFocus():
            return
        if focused is self._amount:
            self._keep_amount()
        elif isinstance(focused, NoteEdit):
            focused.finished.emit()

    def _load(self, ref: str) -> None:
        state = self.session.state
        assert state is not None
        proposal, standing = state.proposals[ref], state.standing(ref)
        self._loading = True
        self._source_line.setText(" · ".join(filter(None, (say("Proposal {ref}", ref=ref), proposal.network))))
        self._title.setText(proposal.title)
        amount = state.recommended(ref)
        _set_line(self._amount, "" if amount is None else number(amount))
        _set_text(self._reason, standing.reason)
        _set_text(self._conditions, standing.conditions)
        _set_text(self._note, standing.private_note)
        room = self._room(ref)
        self._fit.setVisible(room is not None)
        self._restore.setVisible(standing.recommended is not None and standing.recommended != proposal.requested)
        met = 0
        for criterion, (combo, note) in self._answers.items():
            assessment = standing.assessment(criterion)
            combo.setCurrentIndex(combo.findData(assessment.answer.value))
            _set_line(note, assessment.note)
            met += assessment.answer is not Answer.NOT_ASSESSED
        self._tabs.setTabText(1, say("Assessment {done}/{all}", done=met, all=len(Criterion)))
        self._facts.show_facts(self._fact_rows(proposal), self._remarks(ref), _long_texts(proposal))
        self._loading = False
        self._show_history()

    def _room(self, ref: str) -> int | None:
        """Kroner this proposal could get without going over, where that is less than it has now."""
        state = self.session.state
        assert state is not None
        amount = state.recommended(ref)
        if amount is None:
            return None
        left = budget(state).remaining
        room = left + amount if state.board.lane_of(ref) is Lane.PRIORITISED else left
        return room if 0 < room < amount else None

    def _fact_rows(self, proposal: Proposal) -> list[tuple[str, str]]:
        state = self.session.state
        assert state is not None
        years = proposal.duration_years
        rows = [
            (say("Applicant"), proposal.applicant),
            (say("Participants"), ", ".join(proposal.participants)),
            (say("Target group"), proposal.target_text or _names(labels.TARGET_GROUP, proposal.target_groups)),
            (say("UH partner"), ", ".join(proposal.universities)),
            (say("Statped"), proposal.statped),
            (say("Kind of measure"), proposal.measure_text or _names(labels.MEASURE_KIND, proposal.measure_kinds)),
            (say("Duration"), "" if years is None else say_count("{count} year", "{count} years", years)),
            (say("Staff"), "" if proposal.staff is None else number(proposal.staff)),
        ]
        if proposal.requested is None:
            rows.append((say("Requested"), say("unknown")))
        else:
            rows += _amount_rows(say("Requested"), proposal.requested)
        amounts = state.standing(proposal.ref).recommended
        if amounts is not None and amounts != proposal.requested:
            rows += _amount_rows(say("Recommended"), amounts)
        rows += [
            (say("New or continued"), _either(proposal.continued, say("continued"), say("new"))),
            (say("Private invited"), _either(proposal.private_invited, say("yes"), say("no"))),
            (say("Received"), "" if proposal.received is None else short_date(proposal.received)),
            *proposal.other,
        ]
        if proposal.source is not None:
            source = proposal.source
            where = say("{file}, sheet {sheet}, row {row}", file=source.file, sheet=source.sheet, row=source.row)
            rows.append((say("From"), where if source.sheet else f"{source.file}, {say('row {row}', row=source.row)}"))
        return [(caption, text) for caption, text in rows if text]

    def _remarks(self, ref: str) -> list[tuple[bool, str]]:
        state = self.session.state
        assert state is not None
        return [(check.severity is not Severity.NOTE, say(check.message)) for check in proposal_checks(state, ref)]

    def _show_history(self) -> None:
        if self.ref is None or self._tabs.currentIndex() != 2:
            return
        entries = [entry for entry in self.session.journal() if self.ref in entry.change.refs]
        lines = [f"{entry.at.astimezone():%d.%m. %H:%M}  {say(entry.change.name)}" for entry in entries]
        self._history.setText("\n".join(reversed(lines)) or say("Nothing has been done with it yet."))

    # -- keeping -----------------------------------------------------------------------------------
    def _run(self, action: Callable[[Session, str], object]) -> bool:
        ref = self.ref
        if self._loading or ref is None:
            return False
        return self._act(lambda: action(self.session, ref))

    def _keep_amount(self) -> None:
        state = self.session.state
        if self._loading or self.ref is None or state is None or not self._amount.isModified():
            return
        self._amount.setModified(False)
        text = self._amount.text().strip()

        def keep(session: Session, ref: str) -> None:
            from kompetanse_desktop.exchange import amounts  # wanted only when somebody writes an amount

            parsed = amounts.parse(text)
            if parsed.nok is None:
                raise Refusal("«{text}» isn't an amount in kroner.", text=text)
            actions.set_amount(session, ref, parsed.nok)

        if not self._run(keep):
            self._load(self.ref)

    def _reduce_to_fit(self) -> None:
        room = self._room(self.ref) if self.ref is not None else None
        if room is not None:
            self._run(lambda session, ref: actions.set_amount(session, ref, room))
            self._reason.setFocus()

    def _restore_amount(self) -> None:
        asked = self.session.state.requested(self.ref) if self.session.state and self.ref else None
        if asked is not None:
            self._run(lambda session, ref: actions.set_amount(session, ref, asked))

    def _keep_reason(self) -> None:
        self._keep_text(self._reason, "reason", actions.set_reason)

    def _keep_conditions(self) -> None:
        self._keep_text(self._conditions, "conditions", actions.set_conditions)

    def _keep_note(self) -> None:
        self._keep_text(self._note, "private_note", actions.set_note)

    def _keep_text(self, field: NoteEdit, name: str, act: Callable[[Session, str, str], object]) -> None:
        """Keep what is written in a field; where that is refused it stays there to be tried again."""
        text = field.toPlainText().strip()
        is_new = self._changed(lambda standing: getattr(standing, name) != text)
        if not is_new or self._run(lambda session, ref: act(session, ref, text)):
            field.document().setModified(False)

    def _keep_assessment(self, criterion: Criterion) -> None:
        combo, note = self._answers[criterion]
        answer, text = Answer(combo.currentData()), note.text().strip()

        def differs(standing: object) -> bool:
            kept = standing.assessment(criterion)  # type: ignore[attr-defined]
            return bool(kept.answer is not answer or kept.note != text)

        if self._changed(differs):
            self._run(lambda session, ref: actions.assess(session, ref, criterion, answer, text))

    def _changed(self, differs: Callable[..., bool]) -> bool:
        if self._loading or self.ref is None or self.session.state is None:
            return False
        return differs(self.session.state.standing(self.ref))

    def focus_amount(self) -> None:
        """Put the keyboard where the amount is written."""
        if self.ref is not None:
            self._tabs.setCurrentIndex(0)
            self._amount.setFocus()
            self._amount.selectAll()


class _ScrolledForm(QWidget):
    """Facts as caption and text, remarks, and the long texts below."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(spacing=6)
        self.setLayout(self._layout)
        self._page: QWidget | None = None

    def show_facts(
        self, rows: list[tuple[str, str]], remarks: list[tuple[bool, str]], texts: list[tuple[str, str]]
    ) -> None:
        if self._page is not None:
            self._layout.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = QWidget()
        layout = column(spacing=6)
        for serious, text in remarks:
            layout.addWidget(label(text, "warn" if serious else "small", wrap=True))
        form = QFormLayout()
        form.setContentsMargins(0, 4, 0, 4)
        form.setHorizontalSpacing(look.L)
        form.setVerticalSpacing(look.XS)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for caption, text in rows:
            head = label(caption, "muted", wrap=True)
            head.setFixedWidth(96)
            head.setAlignment(Qt.AlignmentFlag.AlignTop)
            form.addRow(head, _selectable(text))
        layout.addLayout(form)
        for caption, text in texts:
            layout.addWidget(label(caption, "muted"))
            layout.addWidget(_selectable(text))
        self._page.setLayout(layout)
        self._layout.addWidget(self._page)


def _selectable(text: str) -> QWidget:
    shown = label(text, wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area


def _set_line(field: QLineEdit, text: str) -> None:
    if field.text() != text and not (field.hasFocus() and field.isModified()):
        field.setText(text)
        field.setCursorPosition(0)


def _set_text(field: QPlainTextEdit, text: str) -> None:
    """Show a text, but never over what somebody is writing there."""
    if not (field.hasFocus() and field.document().isModified()) and field.toPlainText().strip() != text:
        field.setPlainText(text)


def _names(table: dict, values: tuple[object, ...]) -> str:  # type: ignore[type-arg]
    return " · ".join(say(table[value]) for value in values)


def _either(value: bool | None, yes: str, no: str) -> str:
    return "" if value is None else yes if value else no


def _amount_rows(caption: str, amounts: Amounts) -> list[tuple[str, str]]:
    rows = []
    for year in amounts.years:
        parts = [f"{say(labels.PAYEE[payee])} {number(nok)}" for payee, nok in amounts.by_payee(year).items()]
        detail = f"\n{' · '.join(parts)}" if len(parts) > 1 else ""
        rows.append((f"{caption} {year}", f"{money(amounts.total(year))}{detail}"))
    return rows or [(caption, money(0))]


def _long_texts(proposal: Proposal) -> list[tuple[str, str]]:
    texts = [
        (say("Need"), proposal.need),
        (say("Anchoring"), proposal.anchoring),
        (say("Involvement"), proposal.involvement),
        (say("Description"), proposal.description),
    ]
    return [(caption, text) for caption, text in texts if text]
