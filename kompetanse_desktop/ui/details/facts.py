"""The facts of a proposal as it was sent in, with the remarks, in captions and texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from kompetanse_desktop import labels
from kompetanse_desktop.domain.checks import Severity, proposal_checks
from kompetanse_desktop.domain.money import Amounts
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import money, number, say, say_count, short_date
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.board.card import NEWS
from kompetanse_desktop.ui.details.provenance import add_sha, source_rows
from kompetanse_desktop.ui.details.wrapping import breakable
from kompetanse_desktop.ui.widgets import column, label

CAPTION_WIDTH, MOST_CAPTION = 96, 150
"""How wide the captions are, in pixels at 100 %, and at most in any size: the facts need the room."""
ELSEWHERE = frozenset({*NEWS, "declined_without_reason", "reduced_without_reason"})
"""Remarks that the panel tells of where something can be done about them."""
CAPTION_LETTERS = 11
"""So many of the widest usual letters have room beside each other in a caption."""


class FactsForm(QWidget):
    """Remarks, facts as caption and text, and the long texts below; written anew for each proposal."""

    def __init__(self) -> None:
        super().__init__()
        self._column = column(spacing=6)
        self.setLayout(self._column)
        self._page: QWidget | None = None
        self._shown: object = None

    def show_facts(self, state: RoundState, ref: str) -> None:
        """Show one proposal; does nothing where it is shown already, just so."""
        proposal = state.proposals[ref]
        remarks = [(c.severity, say(c.message)) for c in proposal_checks(state, ref) if c.code not in ELSEWHERE]
        rows, texts = fact_rows(state, ref), _long_texts(proposal)
        shown = (remarks, rows, texts, proposal.other, proposal.source, look.zoom())
        if self._shown == shown:
            return
        self._shown = shown
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = QWidget()
        layout = column(spacing=6)
        for severity, message in remarks:
            layout.addWidget(label(message, "small" if severity is Severity.NOTE else "warn", wrap=True))
        layout.addLayout(_form(rows))
        for caption, text in texts:
            layout.addWidget(label(caption, "muted"))
            layout.addWidget(_selectable(text))
        if proposal.other:
            layout.addWidget(label(say("Other columns"), "strong", "proposal.otherColumns"))
            layout.addLayout(_form([(breakable(caption, CAPTION_LETTERS), text) for caption, text in proposal.other]))
        if proposal.source is not None:
            layout.addWidget(label(say("Where it comes from"), "strong", "proposal.source"))
            form = _form(source_rows(proposal.source))
            add_sha(form, _caption("SHA-256"), proposal.source)
            layout.addLayout(form)
        self._page.setLayout(layout)
        self._column.addWidget(self._page)


def fact_rows(state: RoundState, ref: str) -> list[tuple[str, str]]:
    """Give (caption, text) for all that is known of a proposal but its long texts, other columns and source."""
    p = state.proposals[ref]
    years = p.duration_years
    rows = [
        (say("Applicant"), p.applicant),
        (say("Participants"), ", ".join(p.participants)),
        (say("Target group"), p.target_text or _names(labels.TARGET_GROUP, p.target_groups)),
        (say("UH partner"), ", ".join(p.universities)),
        (say("Statped"), p.statped),
        (say("Kind of measure"), p.measure_text or _names(labels.MEASURE_KIND, p.measure_kinds)),
        (say("Duration"), "" if years is None else say_count("{count} year", "{count} years", years)),
        (say("Staff"), "" if p.staff is None else number(p.staff)),
        *_amount_rows(say("Requested"), p.requested),
    ]
    recommended = state.standing(ref).recommended
    if recommended is not None and recommended != p.requested:
        rows += _amount_rows(say("Recommended"), recommended)
    rows += [
        (say("New or continued"), _either(p.continued, say("continued"), say("new"))),
        (say("Private invited"), _either(p.private_invited, say("yes"), say("no"))),
        (say("Received"), "" if p.received is None else short_date(p.received)),
    ]
    return [(caption, text) for caption, text in rows if text]


def _amount_rows(caption: str, amounts: Amounts | None) -> list[tuple[str, str]]:
    if amounts is None:
        return [(caption, say("unknown"))]
    rows = []
    for year in amounts.years:
        parts = [f"{say(labels.PAYEE[payee])} {number(nok)}" for payee, nok in amounts.by_payee(year).items()]
        detail = f"\n{' · '.join(parts)}" if len(parts) > 1 else ""
        rows.append((f"{caption} {year}", f"{money(amounts.total(year))}{detail}"))
    return rows or [(caption, money(0))]


def _names(table: Mapping[StrEnum, str], values: Sequence[StrEnum]) -> str:
    return " · ".join(say(table[value]) for value in values)


def _either(value: bool | None, yes: str, no: str) -> str:
    return "" if value is None else yes if value else no


def _long_texts(proposal: Proposal) -> list[tuple[str, str]]:
    texts = [
        (say("Need"), proposal.need),
        (say("Anchoring"), proposal.anchoring),
        (say("Involvement"), proposal.involvement),
        (say("Description"), proposal.description),
    ]
    return [(caption, text) for caption, text in texts if text]


def _form(rows: list[tuple[str, str]]) -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(0, 4, 0, 4)
    form.setHorizontalSpacing(look.L)
    form.setVerticalSpacing(look.XS)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    for caption, text in rows:
        form.addRow(_caption(caption), _selectable(text))
    return form


def _caption(text: str) -> QLabel:
    head = label(text, "muted", wrap=True)
    head.setFixedWidth(min(look.px(CAPTION_WIDTH), MOST_CAPTION))
    head.setAlignment(Qt.AlignmentFlag.AlignTop)
    return head


def _selectable(text: str) -> QLabel:
    shown = label(breakable(text), wrap=True)
    shown.setAlignment(Qt.AlignmentFlag.AlignTop)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
