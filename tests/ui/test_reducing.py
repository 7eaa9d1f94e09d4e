"""«Reduce all …»: what is shown is what is done, in one deed; by keys alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.amounts.reduce_dialog import ReduceDialog
from kompetanse_desktop.ui.main_window import MainWindow


@pytest.fixture
def over(ranked: Session) -> Session:
    """Give the ranked round with too much: 21-04 and 21-10 are prioritised too."""
    for ref in ("21-04", "21-10"):
        actions.move(ranked, ref, Lane.PRIORITISED)
    assert ranked.remaining < 0
    return ranked


def dialog_of(qtbot: QtBot, session: Session, chosen: Sequence[str] = ()) -> ReduceDialog:
    program.make_application()
    made = ReduceDialog(session, chosen)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(dialog: ReduceDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [plain(str(model.index(row, at).data())) for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2212", "-")


def said(dialog: QDialog, name: str) -> str | None:
    shown = dialog.findChild(QLabel, name)
    return plain(shown.text()) if shown.isVisible() else None


def test_too_much_is_made_to_fit_and_the_preview_is_what_happens(qtbot: QtBot, over: Session) -> None:
    dialog = dialog_of(qtbot, over)
    assert dialog.to_fit.isChecked()
    shown = rows(dialog)
    assert said(dialog, "reduce.sums") == f"Frå {shown[-1][3]} kr til 4 900 000 kr. Att å fordele etter dette: 0 kr."
    entries = over.length
    qtbot.keyClicks(dialog.reason, "Ramma er for lita")
    dialog.accept_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert (over.remaining, over.length) == (0, entries + 1)
    state = over.required()
    after = [plain(f"{state.recommended(ref):,}".replace(",", " ")) for ref in state.ranked()]
    assert after == [row[4] for row in shown[:-1]]
    reasons = {ref: state.standing(ref).reason for ref in state.ranked()}
    assert reasons.pop("21-02") == "Reisekostnadene blir delte."
    assert set(reasons.values()) == {"Ramma er for lita"}


def test_a_percentage_of_the_chosen_ones(qtbot: QtBot, ranked: Session) -> None:
    dialog = dialog_of(qtbot, ranked, ["21-01", "21-03", "21-08"])
    assert dialog.by_percent.isChecked()
    assert dialog.only_chosen.isChecked()
    assert dialog.only_chosen.text() == "Dei 2 som er valde", "21-08 isn't prioritised"
    dialog.percent.setValue(7.5)
    assert dialog.permille == 75
    assert [row[0] for row in rows(dialog)] == ["1", "3", ""]
    assert rows(dialog)[0][2:] == ["978 000", "978 000", "904 650", "-73 350"]
    dialog.all.setChecked(True)
    assert len(rows(dialog)) == 7


def test_what_cannot_be_done_is_said_and_can_not_be_pressed(qtbot: QtBot, ranked: Session) -> None:
    dialog = dialog_of(qtbot, ranked)
    assert not dialog.only_chosen.isEnabled()
    dialog.to_fit.setChecked(True)
    assert "412 000 kr står att" in (said(dialog, "reduce.problem") or "")
    assert not dialog.accept_button.isEnabled()
    assert said(dialog, "reduce.sums") is None
    dialog.percent.setValue(20)
    assert dialog.by_percent.isChecked(), "who writes a percentage wants it"
    assert dialog.accept_button.isEnabled()
    dialog.percent.setValue(0)
    assert not dialog.accept_button.isEnabled(), "nobody would get less"


def test_an_unknown_amount_is_left_alone_and_said(qtbot: QtBot, ranked: Session) -> None:
    from dataclasses import replace

    from kompetanse_desktop.domain.change import Change, Edit
    from kompetanse_desktop.domain.saying import Saying

    old = ranked.required().proposals["21-03"]
    ranked.keep(Change("import", Saying("Taken in"), (Edit("21-03", old, replace(old, requested=None)),)))
    dialog = dialog_of(qtbot, ranked)
    assert said(dialog, "reduce.unknown") == f"Ikkje rørt, fordi beløpet er ukjent: «{old.title}»"
    assert rows(dialog)[2][2:] == ["ukjend", "ukjend", "", ""]
    dialog.accept_button.click()
    assert ranked.required().standing("21-03").recommended is None


def test_later_years_follow_when_asked_for(qtbot: QtBot, ranked: Session) -> None:
    actions.set_amount(ranked, "21-01", 500_000, 2022)
    dialog = dialog_of(qtbot, ranked, ["21-01"])
    dialog.only_chosen.setChecked(True)
    assert "2022: 500 000 kr, som no" in (said(dialog, "reduce.later") or "")
    dialog.later_years.setChecked(True)
    assert "2022: frå 500 000 kr til 450 000 kr" in (said(dialog, "reduce.later") or "")
    dialog.accept_button.click()
    amounts = ranked.required().amounts("21-01")
    assert amounts is not None
    assert amounts.total(2022) == 450_000


def test_the_command_opens_it_and_one_undo_takes_all_back(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.required()

    def press() -> None:
        dialog = window.findChild(ReduceDialog)
        assert dialog is not None
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    QTimer.singleShot(0, press)
    window.commands["reduce_all"].trigger()
    assert window.session.required().recommended("21-01") == 880_200
    window.commands["undo"].trigger()
    assert window.session.required() == before


def test_nothing_prioritised_is_said(window: MainWindow) -> None:
    actions.move(window.session, window.session.required().ranked(), Lane.RESERVE)
    window.commands["reduce_all"].trigger()
    assert "Ingenting er prioritert enno" in window.findChild(QLabel, "message.text").text()
