"""Amounts in the details: written in place, by payee and year, with the keyboard; and what is told beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Criterion
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.ui.details.amount import room_for
from kompetanse_desktop.ui.details.division import DivisionBody
from kompetanse_desktop.ui.details.matrix_model import RECOMMENDED
from kompetanse_desktop.ui.main_window import MainWindow
from tests.domain.values import a_proposal, a_round, a_state

OWNER, UH, COORDINATION, UNDIVIDED = Payee
KEPT = "21-05"


def ask_for(session: Session, ref: str, cells: dict[tuple[Payee, int], int] | None) -> None:
    old = session.required().proposals[ref]
    new = replace(old, requested=None if cells is None else Amounts(cells))
    session.keep(Change("import", Saying("Undo"), (Edit(ref, old, new),)))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def shown(window: MainWindow, name: str) -> str | None:
    found = window.findChild(QLabel, name)
    return plain(found.text()) if found.isVisible() else None


def given(window: MainWindow, ref: str = KEPT) -> Amounts:
    return window.session.required().amounts(ref) or Amounts()


# The amount in place


def test_f2_writes_enter_keeps_and_the_card_has_the_keyboard_again(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-01"], focus=True)
    window.side.focus_amount()
    field = window.details.amount
    assert field.hasFocus()
    assert field.selectedText() == field.text()
    qtbot.keyClicks(field, "1,2 mill.")
    assert shown(window, "proposal.amountPreview") == "1 200 000 kr: då står det att 190 000 kr"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.session.required().recommended("21-01") == 1_200_000
    assert window.board.focused_lane() is Lane.PRIORITISED
    assert window.board.chosen() == ("21-01",)
    assert shown(window, "proposal.amountPreview") is None


@pytest.mark.parametrize(("text", "nok"), [("1 250 000", 1_250_000), ("450.000,-", 450_000), ("1,2 mill.", 1_200_000)])
def test_amounts_as_people_write_them(window: MainWindow, qtbot: QtBot, text: str, nok: int) -> None:
    window.board.choose(["21-01"], focus=True)
    window.side.focus_amount()
    qtbot.keyClicks(window.details.amount, text)
    qtbot.keyClick(window.details.amount, Qt.Key.Key_Enter)
    assert window.session.required().recommended("21-01") == nok


def test_what_another_program_writes_for_the_reader_is_kept_too(window: MainWindow, qtbot: QtBot) -> None:
    """Dictation and screen readers set a field's text without a key; leaving the field keeps it as any other."""
    window.board.choose(["21-01"], focus=True)
    window.side.focus_amount()
    window.details.amount.setText("700 000")
    assert shown(window, "proposal.amountPreview") == "700 000 kr: då står det att 690 000 kr"
    window.details.reason.setFocus()
    assert window.session.required().recommended("21-01") == 700_000


def test_esc_gives_up_and_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-01"], focus=True)
    window.side.focus_amount()
    qtbot.keyClicks(window.details.amount, "9 000 000")
    assert shown(window, "proposal.amountPreview") == "9 000 000 kr: då er det 7 610 000 kr for mykje"
    before = window.session.length
    qtbot.keyClick(window.details.amount, Qt.Key.Key_Escape)
    assert window.board.focused_lane() is Lane.PRIORITISED
    assert plain(window.details.amount.text()) == "978 000"
    assert not window.details.drafts.waiting
    assert window.session.length == before


def test_what_is_no_amount_keeps_the_keyboard_where_it_is(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-01"], focus=True)
    window.side.focus_amount()
    qtbot.keyClicks(window.details.amount, "1.250")
    assert shown(window, "proposal.amountPreview") == "Ikkje eit beløp enno"
    qtbot.keyClick(window.details.amount, Qt.Key.Key_Return)
    assert window.details.amount.hasFocus()


def test_back_to_what_was_requested(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-02"], focus=True)
    back = window.findChild(QPushButton, "proposal.restore")
    assert plain(back.text()) == "Tilbake til det søkte: 850 000 kr"
    back.click()
    assert window.session.required().standing("21-02").recommended is None
    assert not back.isVisible()
    assert window.details.amount.hasFocus()


@pytest.mark.parametrize(
    ("ref", "room"),
    [("a", 300), ("b", 300), ("c", None), ("r", None), ("u", None)],
    ids=["so that all fits", "below the line, after those above", "nothing is left", "reserve while over", "unknown"],
)
def test_room_while_too_much_is_recommended(ref: str, room: int | None) -> None:
    state = a_state(
        {
            Lane.PRIORITISED: [a_proposal("a", 700), a_proposal("b", 350), a_proposal("c", 350), a_proposal("u")],
            Lane.RESERVE: [a_proposal("r", 90)],
        },
        a_round(frame=401_000),
    )
    left = state.round.available - 1400
    assert room_for(state, ref, left) == room


def test_room_for_a_reserve_is_what_is_left() -> None:
    state = a_state(
        {Lane.PRIORITISED: [a_proposal("a", 700)], Lane.RESERVE: [a_proposal("r", 900), a_proposal("s", 200)]},
        a_round(frame=401_000),
    )
    assert room_for(state, "r", 300) == 300
    assert room_for(state, "s", 300) is None, "it has room as it is"
    assert room_for(state, "a", 300) is None


# Payees and years


@pytest.fixture
def table(window: MainWindow) -> Callable[[str], DivisionBody]:
    """Give how a card's table is opened."""

    def opened(ref: str) -> DivisionBody:
        window.board.choose([ref], focus=True)
        if not window.details.division.fold.isChecked():
            window.details.division.fold.click()
        window.details._show_slow_parts()
        body = window.details.division.body
        assert body is not None
        return body

    return opened


def cells(body: DivisionBody) -> list[tuple[str, str, str]]:
    model = body.model
    return [
        (
            str(model.headerData(at, Qt.Orientation.Vertical)),
            *(plain(str(model.index(at, column).data())) for column in range(2)),
        )
        for at in range(model.rowCount())
    ]


def write(qtbot: QtBot, body: DivisionBody, row: int, text: str) -> None:
    body.table.setFocus()
    body.table.setCurrentIndex(body.model.index(row, RECOMMENDED))
    qtbot.keyClick(body.table, Qt.Key.Key_Return)
    editor = body.table.findChildren(QLineEdit, "proposal.cell")[-1]  # one that is closed goes a moment later
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: body.table.state() is body.table.State.NoState)  # Qt keeps it a moment later


def test_the_table_has_sums_and_says_what_is_bound(
    window: MainWindow, qtbot: QtBot, table: Callable[[str], DivisionBody]
) -> None:
    ask_for(window.session, KEPT, {(OWNER, 2021): 500_000, (UH, 2021): 228_000, (OWNER, 2022): 400_000})
    body = table(KEPT)
    assert cells(body) == [
        ("2021", "728 000", "728 000"),
        ("eigar", "500 000", "500 000"),
        ("UH", "228 000", "228 000"),
        ("koordinering", "–", "–"),
        ("2022", "400 000", "400 000"),
        ("eigar", "400 000", "400 000"),
        ("UH", "–", "–"),
        ("koordinering", "–", "–"),
        ("I alt", "1 128 000", "1 128 000"),
    ]
    assert shown(window, "proposal.bound") == "Bind 400 000 kr av ramma for 2022."
    spoken = body.model.index(5, RECOMMENDED).data(Qt.ItemDataRole.AccessibleTextRole)
    assert plain(spoken) == "eigar 2022, Innstilt: 400 000 kr"
    actions.move(window.session, KEPT, Lane.RESERVE)
    window.details._show_slow_parts()
    assert shown(window, "proposal.bound") == "Ville binde 400 000 kr av ramma for 2022."


def test_cells_and_sums_are_written_with_keys(
    window: MainWindow, qtbot: QtBot, table: Callable[[str], DivisionBody]
) -> None:
    ask_for(window.session, KEPT, {(OWNER, 2021): 600_000, (UH, 2021): 200_000})
    body = table(KEPT)
    write(qtbot, body, 3, "50 000")
    assert given(window)[(COORDINATION, 2021)] == 50_000
    write(qtbot, body, 0, "425.000,-")
    assert given(window).total(2021) == 425_000
    write(qtbot, body, 1, "ca. 3")
    assert given(window).total(2021) == 425_000
    assert "ca. 3" in (shown(window, "message.text") or "")
    qtbot.keyClick(body.table, Qt.Key.Key_Delete)
    assert given(window)[(OWNER, 2021)] == 0


def test_another_year_is_opened_when_asked_for(
    window: MainWindow, qtbot: QtBot, table: Callable[[str], DivisionBody]
) -> None:
    body = table("21-01")
    years = []
    while body.more.isVisibleTo(body):
        years.append(body.more.text())
        body.more.click()
    assert years[-1] == "Gi beløp i 2023 òg"
    assert [row[0] for row in cells(body) if row[0].isdigit()] == ["2021", "2022", "2023"]


def test_what_is_not_divided_is_divided_by_hand_within_its_sum(
    window: MainWindow, qtbot: QtBot, table: Callable[[str], DivisionBody]
) -> None:
    ask_for(window.session, KEPT, {(UNDIVIDED, 2021): 500_000})
    body = table(KEPT)
    assert shown(window, "proposal.undivided") == "500 000 kr av 2021 er ikkje delt: skriv kva kvar får."
    assert body.keep_sum.isChecked()
    assert not body.divide.isVisible(), "the request doesn't say how"
    write(qtbot, body, 1, "300 000")
    assert given(window).by_payee(2021) == {OWNER: 300_000, UNDIVIDED: 200_000}
    write(qtbot, body, 2, "200 001")
    assert given(window).by_payee(2021) == {OWNER: 300_000, UNDIVIDED: 200_000}
    assert "ikkje delt enno" in (shown(window, "message.text") or "")
    body.keep_sum.setChecked(False)
    write(qtbot, body, 2, "200 001")
    assert given(window).total(2021) == 700_001


def test_dividing_as_requested(window: MainWindow, qtbot: QtBot, table: Callable[[str], DivisionBody]) -> None:
    ask_for(window.session, KEPT, {(OWNER, 2021): 300, (UH, 2021): 100})
    for payee, nok in ((OWNER, 0), (UH, 0), (UNDIVIDED, 400)):
        actions.set_cell(window.session, KEPT, payee, 2021, nok)
    body = table(KEPT)
    assert body.divide.text() == "Del 2021 som søkt"
    body.divide.click()
    assert given(window).by_payee(2021) == {OWNER: 300, UH: 100}


def test_what_is_being_written_in_a_cell_stays_with_its_card(
    window: MainWindow, qtbot: QtBot, table: Callable[[str], DivisionBody]
) -> None:
    body = table("21-01")
    before = given(window, "21-03")
    body.table.setFocus()
    body.table.setCurrentIndex(body.model.index(1, RECOMMENDED))
    qtbot.keyClick(body.table, Qt.Key.Key_Return)
    editor = body.table.findChildren(QLineEdit, "proposal.cell")[-1]  # one that is closed goes a moment later
    editor.selectAll()
    qtbot.keyClicks(editor, "111 000")
    window.board.choose(["21-03"], focus=True)
    window.details._show_slow_parts()
    assert given(window, "21-01")[(OWNER, 2021)] == 111_000
    assert given(window, "21-03") == before


# Reasons


def test_a_missing_reason_is_said_until_one_is_written(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-01"], focus=True)
    assert shown(window, "proposal.reasonMissing") is None
    actions.set_amount(window.session, "21-01", 900_000)
    assert shown(window, "proposal.reasonMissing") == "Manglar: avkorta utan grunngjeving."
    window.details.reason.setFocus()
    qtbot.keyClicks(window.details.reason, "R")
    assert shown(window, "proposal.reasonMissing") is None
    actions.move(window.session, "21-08", Lane.DECLINED)
    window.board.choose(["21-08"], focus=True)
    assert shown(window, "proposal.reasonMissing") == "Manglar: ikkje prioritert utan grunngjeving."


def test_a_phrase_is_taken_with_keys_alone_as_one_deed(window: MainWindow, qtbot: QtBot) -> None:
    actions.set_reason(window.session, "21-03", "Ramma er for lita")
    window.board.choose(["21-01"], focus=True)
    reason = window.details.reason
    reason.setFocus()
    qtbot.keyClicks(reason, "Godt tiltak.")
    entries = window.session.length
    qtbot.keyClick(reason, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    box = window.details.phrases.box
    assert box is not None
    phrases = [box.list.item(at).text() for at in range(box.list.count())]
    assert set(phrases) == {"Ramma er for lita", "Reisekostnadene blir delte."}
    box.list.setCurrentRow(phrases.index("Ramma er for lita"))
    qtbot.keyClick(box.list, Qt.Key.Key_Return)
    assert reason.toPlainText() == "Godt tiltak. Ramma er for lita"
    assert window.session.length == entries, "it is a draft like what is typed"
    assert window.details.drafts.keep_all()
    assert window.session.length == entries + 1


def test_alt_down_is_the_fields_own_and_moves_no_card(window: MainWindow) -> None:
    window.board.choose(["21-01"], focus=True)
    alt_down = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    alt_down.ignore()
    window.details.reason.event(alt_down)
    assert alt_down.isAccepted()
    alt_down.ignore()
    window.details.conditions.event(alt_down)
    assert not alt_down.isAccepted()


# Criteria


def test_a_digit_answers_and_the_arrows_walk(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-01"], focus=True)
    window.details.tabs.setCurrentIndex(1)
    pickers = window.details.criteria.answers
    first, second = pickers[Criterion.LOCAL_NEED], pickers[Criterion.ANCHORED]
    first.focus()
    qtbot.keyClick(first.buttons[Answer.NOT_ASSESSED], Qt.Key.Key_2)
    assert window.session.required().standing("21-01").assessment(Criterion.LOCAL_NEED).answer is Answer.PARTLY
    assert first.buttons[Answer.PARTLY].hasFocus()
    assert window.details.tabs.tabText(1) == "Vurdering 1/7"
    qtbot.keyClick(first.buttons[Answer.PARTLY], Qt.Key.Key_Down)
    assert second.buttons[Answer.NOT_ASSESSED].hasFocus()
    entries = window.session.length
    qtbot.keyClick(second.buttons[Answer.NOT_ASSESSED], Qt.Key.Key_Right)
    assert window.session.length == entries, "walking answers nothing"
    qtbot.keyClick(second.buttons[Answer.MET], Qt.Key.Key_Space)
    assert window.session.required().standing("21-01").assessment(Criterion.ANCHORED).answer is Answer.MET
    assert shown(window, "proposal.criteriaSource") == "2 av 7 vurderte · Nasjonale retningsliner"
    window.commands["undo"].trigger()
    assert second.buttons[Answer.NOT_ASSESSED].isChecked()


def test_the_note_comes_after_its_answers(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-01"], focus=True)
    window.details.tabs.setCurrentIndex(1)
    criteria = window.details.criteria
    criteria.answers[Criterion.LOCAL_NEED].focus()
    for expected in (criteria.notes[Criterion.LOCAL_NEED], None, criteria.notes[Criterion.ANCHORED]):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        if expected is not None:
            assert expected.hasFocus()
