"""The panel beside the board: all there is to know of one proposal, and what the forum says of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QWidget

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.proposal import Answer, Criterion, Proposal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.details.amount import AmountBox
from kompetanse_desktop.ui.details.criteria import CriteriaTab
from kompetanse_desktop.ui.details.division import Division
from kompetanse_desktop.ui.details.facts import FactsForm
from kompetanse_desktop.ui.details.fields import Act, Drafts, Field, NoteEdit
from kompetanse_desktop.ui.details.news import NewsBox
from kompetanse_desktop.ui.details.phrases import Phrases
from kompetanse_desktop.ui.details.provenance import SHOWN_DIGITS, place, told_sha
from kompetanse_desktop.ui.details.wrapping import breakable
from kompetanse_desktop.ui.following import FollowingScroll
from kompetanse_desktop.ui.widgets import button, column, label, row

SOON_MS = 40
"""When facts and history follow: after the board and the money have been painted, before anyone reads."""
HISTORY = 2
"""The number of the history's tab."""


class DetailsPanel(QFrame):
    """Shows one proposal. Every field is kept as soon as the reader leaves it."""

    move_wanted = Signal()

    def __init__(self, session: Session, act: Act) -> None:
        super().__init__()
        self.session, self._act = session, act
        self.ref: str | None = None
        self._held = False
        self.drafts = Drafts(session, act)
        self.setProperty("look", "panel")
        self.setObjectName("proposal.details")
        self.setAccessibleName(say("Details"))
        self._empty = label(say("Choose a card to see the proposal."), "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._content: QWidget | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SOON_MS)
        self._later.timeout.connect(self._show_slow_parts)
        self._column = column(self._empty, margins=(14, 12, 12, 10))
        self.setLayout(self._column)

    # -- building ----------------------------------------------------------------------------------
    def _build(self) -> QWidget:
        """Make all that shows a proposal: when the first card is chosen, not while the window opens."""
        self._source_line = label("", "muted", wrap=True)
        self._title = label("", "title", wrap=True)
        self._facts = FactsForm()
        self._make_fields()
        self.criteria = CriteriaTab(self.drafts, self._answered)
        self._history = label("", wrap=True)
        self._history.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._proposal_tab(), say("Proposal"))
        self.tabs.addTab(_scrolled(self.criteria, say("Assessment")), say("Assessment"))
        self.tabs.addTab(_scrolled(self._history, say("History")), say("History"))
        self.tabs.currentChanged.connect(lambda _: self._show_history())
        content = QWidget()
        content.setLayout(column(self._source_line, self._title, self.tabs, spacing=4))
        self._column.addWidget(content)
        return content

    def _make_fields(self) -> None:
        move = button(say("Move to …"), self.move_wanted.emit, name="action.moveTo")
        move.setToolTip(say("Move to … (Ctrl+M)"))
        self.amounts = AmountBox(self.session, self.drafts, self._act, move)
        self.amounts.hold(self._held)
        self.amount = self.amounts.edit
        self.division = Division(self.session, self._act)
        self.division.setEnabled(not self._held)
        self.reason = NoteEdit("proposal.reason", say("Reason"), 2)
        self.conditions = NoteEdit("proposal.conditions", say("Conditions"), 2)
        self.note = NoteEdit("proposal.note", say("Own note, never shown to others"), 2)
        for field in (
            Field("reason", self.reason, lambda s, ref: s.standing(ref).reason, actions.set_reason),
            Field("conditions", self.conditions, lambda s, ref: s.standing(ref).conditions, actions.set_conditions),
            Field("private_note", self.note, lambda s, ref: s.standing(ref).private_note, actions.set_note),
        ):
            self.drafts.add(field)
        self.drafts.finish_first = self.division.finish
        self.phrases = Phrases(self.reason, lambda: actions.reasons_used(self.session))
        self._reason_missing = label("", "warn", "proposal.reasonMissing", wrap=True)
        self.reason.textChanged.connect(self._show_missing)
        self.amounts.reduced.connect(self.reason.setFocus)

    def _proposal_tab(self) -> QScrollArea:
        reason_head = QWidget()
        reason_head.setLayout(row(label(say("Reason"), "strong"), 1, self.phrases.button))
        self._news = NewsBox()
        self._news.seen.connect(self._mark_seen)
        page = QWidget()
        page.setLayout(
            column(
                self._news,
                label(say("Recommended"), "strong"),
                self.amounts,
                self.division,
                reason_head,
                self._reason_missing,
                self.reason,
                label(say("Conditions"), "muted"),
                self.conditions,
                self._facts,
                label(say("Own note, never shown to others"), "muted"),
                self.note,
                1,
                margins=(0, 8, 6, 8),
            )
        )
        return _scrolled(page, say("Proposal"))

    # -- showing -----------------------------------------------------------------------------------
    def show_ref(self, ref: str | None) -> None:
        """Show this proposal, or that none is chosen; what is written of the one before is kept first.

        What can't be kept stays a draft, and is there again when its card is chosen.
        """
        if ref != self.ref:
            self.drafts.keep_all()
        state = self.session.state
        self.ref = ref if state is not None and ref in state.proposals else None
        self.drafts.ref = self.ref
        if state is not None and self.ref is not None:
            self._content = self._content or self._build()
            self._load(state, self.ref)
        self._empty.setVisible(self.ref is None)
        if self._content is not None:
            self._content.setVisible(self.ref is not None)

    def _load(self, state: RoundState, ref: str) -> None:
        proposal = state.proposals[ref]
        self._source_line.setText(" · ".join(filter(None, (say("Proposal {ref}", ref=ref), proposal.network))))
        self._title.setText(breakable(proposal.title))
        self._news.show_news(state, ref)
        self.drafts.show(ref, state)
        self.amounts.show_amount(state, ref)
        self._show_missing()
        done = self.criteria.show_answers(state, ref)
        self.tabs.setTabText(1, say("Assessment {done}/{all}", done=done, all=len(Criterion)))
        self._later.start()

    def _show_slow_parts(self) -> None:
        """Show facts and history a moment after the rest, once for all that happens in that moment."""
        state = self.session.state
        if state is not None and self.ref is not None and self.ref in state.proposals:
            self.division.show_amounts(state, self.ref)
            self._facts.show_facts(state, self.ref)
            self._show_history()

    def _show_missing(self) -> None:
        """Say plainly that a reason is missing, as long as none is written."""
        state, ref = self.session.state, self.ref
        told = ""
        if state is not None and ref is not None and ref in state.proposals and not self.reason.toPlainText().strip():
            told = _why_a_reason(state, ref)
        self._reason_missing.setText(told)
        self._reason_missing.setVisible(bool(told))
        self.reason.setAccessibleDescription(told)

    def _show_history(self) -> None:
        if self.ref is None or self.tabs.currentIndex() != HISTORY:
            return
        entries = [entry for entry in self.session.journal() if self.ref in entry.change.refs]
        lines = [
            f"{entry.at.astimezone():%d.%m. %H:%M}  {say(entry.change.name)}{_from(entry.change, self.ref)}"
            for entry in entries
        ]
        self._history.setText("\n".join(reversed(lines)) or say("Nothing has been done with it yet."))

    def hold(self, on: bool) -> None:
        """Keep the amounts as they are while the board is locked; reasons and notes can be written as before."""
        self._held = on
        if self._content is not None:
            self.amounts.hold(on)
            self.division.setEnabled(not on)

    def focus_amount(self) -> None:
        """Put the keyboard where the amount is written."""
        if self.ref is not None:
            self.tabs.setCurrentIndex(0)
            self.amounts.focus()

    # -- doing -------------------------------------------------------------------------------------
    def _answered(self, criterion: Criterion, answer: Answer) -> None:
        ref = self.ref
        if ref is None:
            return
        self.drafts.keep_all()
        note = self.session.required().standing(ref).assessment(criterion).note
        if not self._act(lambda: actions.assess(self.session, ref, criterion, answer, note)):
            self.show_ref(ref)

    def _mark_seen(self) -> None:
        ref = self.ref
        if ref is not None and self._act(lambda: actions.mark_seen(self.session, ref)):
            self.tabs.setFocus()  # the button is gone


def _why_a_reason(state: RoundState, ref: str) -> str:
    """Say why a proposal needs a reason; nothing where it needs none."""
    if state.board.lane_of(ref) is Lane.DECLINED:
        return say("Missing: not prioritised without a reason.")
    if state.is_reduced(ref):
        return say("Missing: reduced without a reason.")
    return ""


def _from(change: Change, ref: str) -> str:
    """Tell where in its file a proposal stood when a list brought it, new or changed, or that it wasn't in it."""
    arrived = (edit.after for edit in change.edits if edit.ref == ref and change.action == "import")
    proposal = next((value for value in arrived if isinstance(value, Proposal)), None)
    if proposal is None or (source := proposal.source) is None:
        return ""
    if proposal.gone_from:
        return f" ({say('Not in the last list')})"
    sha = told_sha(source.sha256)
    digits = f"SHA-256 {sha[:SHOWN_DIGITS]}" if sha else ""
    told = ", ".join(filter(None, (place(source), digits)))
    return f" ({told})" if told else ""


def _scrolled(widget: QWidget, name: str) -> QScrollArea:
    area = FollowingScroll(widget)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that keys can scroll what has no field of its own
    area.setAccessibleName(name)
    return area
