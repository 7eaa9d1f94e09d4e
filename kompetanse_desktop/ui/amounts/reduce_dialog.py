"""«Reduce all …»: how much, which ones, and what it does to each before anything is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QHeaderView,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.reduction import WHOLE, Reduction, reduction
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.amounts.preview_model import TITLE, ReductionModel
from kompetanse_desktop.ui.details.fields import NoteEdit
from kompetanse_desktop.ui.details.phrases import Phrases
from kompetanse_desktop.ui.widgets import add_buttons, announce, button, column, label, restyle, roomy, row

FIRST_PERCENT = 10.0
"""What is proposed where the money fits already."""


class ReduceDialog(QDialog):
    """Reduces prioritised proposals of the round in use together. ``chosen`` are the refs chosen in the window."""

    def __init__(self, session: Session, chosen: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = session.required()
        ranked = set(self._state.board[Lane.PRIORITISED])
        self._chosen = tuple(ref for ref in chosen if ref in ranked)
        self.planned: Reduction | None = None
        self.setWindowTitle(say("Reduce all"))
        self.setObjectName("reduce.dialog")
        self.model = ReductionModel(self._state)
        self._make_choices()
        self._make_outcome()
        self._lay_out()
        self._start()

    # -- building ----------------------------------------------------------------------------------
    def _make_choices(self) -> None:
        self.to_fit = _radio("reduce.toFit", say("To exactly what is available"))
        self.by_percent = _radio("reduce.byPercent", say("By a percentage"))
        self.percent = QDoubleSpinBox()
        roomy(self.percent)
        self.percent.setObjectName("reduce.percent")
        self.percent.setAccessibleName(say("Per cent off"))
        self.percent.setDecimals(1)
        self.percent.setRange(0, 100)
        self.percent.setSingleStep(0.5)
        self.percent.setSuffix(" %")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.all = _radio("reduce.all", say("All that are prioritised"))
        words = say_count("The chosen one", "The {count} chosen", len(self._chosen))
        self.only_chosen = _radio("reduce.chosen", words if self._chosen else say("The chosen ones (none is chosen)"))
        self.only_chosen.setEnabled(bool(self._chosen))
        self.later_years = QCheckBox(say("Reduce later years by the same share"))
        self.later_years.setObjectName("reduce.laterYears")
        self._groups = [QButtonGroup(self), QButtonGroup(self)]
        for group, pair in zip(
            self._groups, ((self.to_fit, self.by_percent), (self.all, self.only_chosen)), strict=True
        ):
            for each in pair:
                group.addButton(each)

    def _make_outcome(self) -> None:
        self.table = QTableView()
        self.table.setObjectName("reduce.preview")
        self.table.setAccessibleName(say("What it does to each"))
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(look.px(26))
        self.table.horizontalHeader().setHighlightSections(False)
        self.sums = label("", "strong", "reduce.sums", wrap=True)
        self.later = label("", "muted", "reduce.later", wrap=True)
        self.unknown = label("", "warn", "reduce.unknown", wrap=True)
        self.problem = label("", "bad", "reduce.problem", wrap=True)
        self.reason = NoteEdit("reduce.reason", say("Reason for each that is reduced and has none"), 2)
        self.phrases = Phrases(self.reason, lambda: actions.reasons_used(self._session))

    def _lay_out(self) -> None:
        percent = QWidget()
        percent.setLayout(row(self.by_percent, self.percent, 1))
        how, which, top, reason_head = QWidget(), QWidget(), QWidget(), QWidget()
        how.setLayout(column(label(say("How much"), "strong"), self.to_fit, percent))
        which.setLayout(column(label(say("Which ones"), "strong"), self.all, self.only_chosen, 1))
        top.setLayout(row(how, which, 1, spacing=look.px(40)))
        reason_head.setLayout(row(label(self.reason.accessibleName(), "muted"), 1, self.phrases.button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(look.px(side) for side in (look.XL, look.L, look.XL, look.L)))
        layout.setSpacing(look.px(look.S))
        for each in (top, self.table, self.sums, self.problem, self.unknown, self.later_years, self.later):
            layout.addWidget(each, int(each is self.table))
        layout.addWidget(reason_head)
        layout.addWidget(self.reason)
        self.accept_button = button(say("Reduce"), self._reduce, "primary", "reduce.accept")
        cancel = button(say("Cancel"), self.reject, name="reduce.cancel")
        add_buttons(layout, 1, cancel, self.accept_button, default=self.accept_button)
        self.resize(look.px(760), look.px(600))

    def _start(self) -> None:
        over = self._session.remaining < 0
        self.percent.setValue(FIRST_PERCENT)
        (self.to_fit if over else self.by_percent).setChecked(True)
        (self.only_chosen if len(self._chosen) > 1 else self.all).setChecked(True)
        for group in self._groups:
            group.buttonToggled.connect(lambda _, on: self._show() if on else None)
        self.percent.valueChanged.connect(self._percent_changed)
        self.later_years.toggled.connect(self._show)
        self._show()
        (self.to_fit if over else self.percent).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the answer --------------------------------------------------------------------------------
    @property
    def permille(self) -> int | None:
        """How much goes off in per mille; None to fit."""
        return None if self.to_fit.isChecked() else round(self.percent.value() * WHOLE / 100)

    @property
    def refs(self) -> tuple[str, ...] | None:
        """Which ones; None for all that are prioritised."""
        return self._chosen if self.only_chosen.isChecked() else None

    def _percent_changed(self) -> None:
        if self.by_percent.isChecked():
            self._show()
        else:
            self.by_percent.setChecked(True)  # who writes a percentage wants it

    # -- showing -----------------------------------------------------------------------------------
    def _show(self) -> None:
        self.planned, told = None, ""
        try:
            self.planned = reduction(self._state, self.permille, self.refs, later_years=self.later_years.isChecked())
        except Refusal as refusal:
            told = say(refusal.saying)
        planned = self.planned
        self.model.show_reduction(planned)
        self._fit_columns()
        for shown, text in (
            (self.problem, told),
            (self.sums, "" if planned is None else _sums(planned)),
            (self.unknown, "" if planned is None else self._unknown(planned)),
            (self.later, "" if planned is None else _later(planned)),
        ):
            shown.setText(text)
            shown.setVisible(bool(text))
        restyle(self.sums, over=planned is not None and planned.remaining < 0)
        self.later_years.setVisible(planned is not None and bool(planned.later))
        self.accept_button.setEnabled(planned is not None and bool(planned.amounts))
        announce(self, told or self.sums.text())

    def _fit_columns(self) -> None:
        header = self.table.horizontalHeader()
        for at in range(self.model.columnCount()):
            header.setSectionResizeMode(
                at, QHeaderView.ResizeMode.Stretch if at == TITLE else QHeaderView.ResizeMode.ResizeToContents
            )

    def _unknown(self, planned: Reduction) -> str:
        if not planned.unknown:
            return ""
        titles = ", ".join(f"«{self._state.proposals[ref].title}»" for ref in planned.unknown)
        return say("Left alone, since the amount isn't known: {titles}", titles=titles)

    def _reduce(self) -> None:
        try:
            actions.reduce_all(
                self._session,
                self.permille,
                self.refs,
                later_years=self.later_years.isChecked(),
                reason=self.reason.toPlainText(),
            )
        except Refusal as refusal:
            self.problem.setText(say(refusal.saying))
            self.problem.show()
            announce(self, self.problem.text())
            return
        self.accept()


def _radio(name: str, words: str) -> QRadioButton:
    made = QRadioButton(words)
    made.setObjectName(name)
    return made


def _sums(planned: Reduction) -> str:
    told = say("From {before_nok} to {after_nok}.", before_nok=planned.before, after_nok=planned.after)
    if planned.remaining < 0:
        return f"{told} {say('Still {over_nok} too much.', over_nok=-planned.remaining)}"
    return f"{told} {say('Left to share out after this: {left_nok}.', left_nok=planned.remaining)}"


def _later(planned: Reduction) -> str:
    """Say what later years are bound to by these, before and after."""
    told = []
    for year, (before, after) in planned.later.items():
        if before == after:
            told.append(say("{year}: {bound_nok}, as now", year=str(year), bound_nok=after))
        else:
            told.append(
                say("{year}: from {before_nok} to {after_nok}", year=str(year), before_nok=before, after_nok=after)
            )
    return f"{say('Later years')}: {' · '.join(told)}" if told else ""
