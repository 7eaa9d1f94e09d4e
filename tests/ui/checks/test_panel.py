"""The remarks beside the board: what they say, in which order, answering them, and the way to where each is mended."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, domain, text
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.answers import Reply
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import Check, Severity, all_checks
from kompetanse_desktop.ui import program, theme
from kompetanse_desktop.ui.checks.book import CheckBook
from kompetanse_desktop.ui.checks.mending import MENDED, Place, card_of, place_of
from kompetanse_desktop.ui.checks.model import CheckModel, Fold, Line
from kompetanse_desktop.ui.checks.panel import ChecksPanel
from kompetanse_desktop.ui.messages import MessageBar


@pytest.fixture
def messages(qtbot: QtBot) -> MessageBar:
    program.make_application()
    made = MessageBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def panel(qtbot: QtBot, ranked: Session, messages: MessageBar) -> ChecksPanel:
    """Give the panel over the ranked example round, shown and active."""
    book = CheckBook(ranked)
    made = ChecksPanel(ranked, book, messages, theme.LIGHT)
    qtbot.addWidget(made)
    made.resize(330, 700)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


def find(panel: ChecksPanel, kind: type, name: str) -> object:
    found = panel.findChild(kind, name)
    assert found is not None, name
    return found


def lines(panel: ChecksPanel) -> list[Line | Fold]:
    return [panel._model.line(row) for row in range(panel._model.rowCount())]


def choose(panel: ChecksPanel, code: str) -> Line:
    for row, line in enumerate(lines(panel)):
        if isinstance(line, Line) and line.check.code == code:
            panel.list.choose(panel._model.index(row))
            return line
    raise LookupError(code)


def write(panel: ChecksPanel, note: str) -> None:
    panel.findChild(QComboBox, "checks.note").setEditText(note)


def press(panel: ChecksPanel, name: str) -> None:
    made = panel.findChild(QPushButton, name)
    assert made.isVisible(), name
    assert made.isEnabled(), name
    made.click()


# -- what is shown -------------------------------------------------------------------------------------


def test_all_of_them_in_order_with_all_that_belongs_to_each(panel: ChecksPanel, ranked: Session) -> None:
    shown = [line.check for line in lines(panel) if isinstance(line, Line)]
    assert shown == all_checks(ranked.required())
    assert [check.severity for check in shown] == sorted((c.severity for c in shown), key=list(Severity).index)
    line = lines(panel)[0]
    assert isinstance(line, Line)
    for said in (line.what.rstrip("."), line.about.rstrip("."), line.source, text.say("open")):
        assert said in line.spoken
    assert panel._model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == line.spoken


def test_the_example_names_its_severity_in_words(panel: ChecksPanel) -> None:
    words = {line.severity for line in lines(panel) if isinstance(line, Line)}
    assert {"Åtvaring", "Merknad"} & words


def test_only_those_of_the_chosen_card(panel: ChecksPanel, ranked: Session) -> None:
    ref = next(check.ref for check in all_checks(ranked.required()) if check.ref is not None)
    panel.show_card(ref)
    find(panel, QComboBox, "checks.filter").setCurrentIndex(1)  # type: ignore[attr-defined]
    assert {line.check.ref for line in lines(panel) if isinstance(line, Line)} == {ref}
    panel.show_card(None)
    assert panel.findChild(QLabel, "checks.empty").text() == "Vel eit kort først."
    panel.show_card("with nothing to remark")
    assert lines(panel) == []
    assert panel.findChild(QLabel, "checks.empty").isVisible()
    assert panel.findChild(QLabel, "checks.empty").text() == "Ingenting å merke seg."


def test_the_model_keeps_its_promises(panel: ChecksPanel, ranked: Session, qtbot: QtBot) -> None:
    model = CheckModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for check in all_checks(ranked.required())[:3]:
        actions.answer_check(ranked, check, "ja")
    state = ranked.required()
    model.show_checks(state, all_checks(state), None)
    folded = model.rowCount()
    model.toggle_fold()
    assert model.rowCount() == folded + 3
    model.toggle_fold()
    assert model.rowCount() == folded
    model.show_checks(None, [], None)
    model.toggle_fold()
    assert model.rowCount() == 0


# -- answering -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "reply"), [("checks.answer", Reply.ANSWERED), ("checks.accept", Reply.ACCEPTED)])
def test_an_answered_one_is_folded_away_at_the_end(
    panel: ChecksPanel, ranked: Session, name: str, reply: Reply
) -> None:
    line, at = choose(panel, "unhandled"), panel.list.currentIndex().row()
    before = panel._book.open_count
    write(panel, "Vi tek dei i mai")
    press(panel, name)
    assert panel._book.open_count == before - 1
    answer = ranked.required().round.answers[0]
    assert (answer.said, answer.reply, answer.note) == (line.check.message, reply, "Vi tek dei i mai")
    assert isinstance(lines(panel)[-1], Fold)
    assert panel.list.currentIndex().row() == at, "ready with what has come in its place"
    assert panel.list.hasFocus()
    assert panel.findChild(QComboBox, "checks.note").currentText() == ""


def test_enter_in_the_note_answers(panel: ChecksPanel, ranked: Session, qtbot: QtBot) -> None:
    choose(panel, "unhandled")
    field = panel.findChild(QComboBox, "checks.note").lineEdit()
    field.setFocus()
    qtbot.keyClicks(field, "Kjem i mai")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert ranked.required().round.answers[0].note == "Kjem i mai"


def test_without_a_note_it_says_what_is_missing_and_nothing_is_kept(
    panel: ChecksPanel, ranked: Session, messages: MessageBar
) -> None:
    choose(panel, "unhandled")
    length = ranked.length
    press(panel, "checks.accept")
    assert ranked.length == length
    assert not messages.isHidden()
    assert panel.findChild(QComboBox, "checks.note").hasFocus()


def test_an_answer_is_taken_back_from_the_fold(panel: ChecksPanel, ranked: Session, qtbot: QtBot) -> None:
    choose(panel, "unhandled")
    write(panel, "Vi tek dei i mai")
    press(panel, "checks.accept")
    panel.list.choose(panel._model.index(panel._model.rowCount() - 1))
    assert (
        panel.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Svart på eller godtekne: 1, falda saman"
    )
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    line = choose(panel, "unhandled")
    assert "Vi tek dei i mai" in line.spoken
    assert panel.findChild(QLabel, "checks.told").text().replace("\u200b", "") == "Godteke: Vi tek dei i mai"
    press(panel, "checks.takeBack")
    assert ranked.required().round.answers == ()
    assert not any(isinstance(line, Fold) for line in lines(panel))


def test_what_stops_can_only_be_mended(panel: ChecksPanel, ranked: Session) -> None:
    actions.edit_round(ranked, frame=1_000_000, committed=0)
    panel._book.catch_up()
    assert lines(panel)[0].check.code == "over_frame"  # type: ignore[union-attr]
    choose(panel, "over_frame")
    assert not panel.findChild(QComboBox, "checks.note").isVisible()
    assert "må rettast" in panel.findChild(QLabel, "checks.told").text()
    assert panel.findChild(QPushButton, "checks.mend").isVisible()


def test_a_change_is_shown_a_moment_later_and_the_choice_stays(
    panel: ChecksPanel, ranked: Session, qtbot: QtBot
) -> None:
    line = choose(panel, "not_assessed")
    with qtbot.waitSignal(panel._book.changed):
        actions.move(ranked, ranked.required().ranked()[-1], Lane.DECLINED)
    assert panel._check() is not None
    assert any(x.check.code == "declined_without_reason" for x in lines(panel) if isinstance(x, Line))
    assert panel._check().ref == line.check.ref


# -- the book ------------------------------------------------------------------------------------------


def test_only_what_was_touched_is_worked_out_anew(
    ranked: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kompetanse_desktop.ui.checks import book as module

    book = CheckBook(ranked)
    book.catch_up()
    asked: list[str] = []
    real = module.proposal_checks
    monkeypatch.setattr(module, "proposal_checks", lambda state, ref: asked.append(ref) or real(state, ref))
    actions.move(ranked, "21-08", Lane.RESERVE)
    actions.move(ranked, "21-09", Lane.DECLINED)
    book.catch_up()
    assert sorted(asked) == ["21-08", "21-09"]
    assert book.checks == all_checks(ranked.required())
    asked.clear()
    book.catch_up()
    assert asked == [], "nothing is new"
    actions.edit_round(ranked, coordination_limit_percent=1)
    book.catch_up()
    assert len(asked) == len(ranked.required().proposals), "other terms can mean anything"
    assert book.checks == all_checks(ranked.required())
    assert book.open_count == sum(
        check.is_open and check.severity is not Severity.NOTE for check in all_checks(ranked.required())
    )


def test_a_round_that_is_gone_has_no_remarks(ranked: Session, qtbot: QtBot) -> None:
    book = CheckBook(ranked)
    book.catch_up()
    actions.remove_round(ranked, ranked.required().round.id)
    book.catch_up()
    assert (book.checks, book.open_count) == ([], 0)


# -- where it is mended --------------------------------------------------------------------------------


def codes_of_the_rules() -> set[str]:
    """Give the codes that the rules can give: the first argument of each Check made in the domain."""
    found: set[str] = set()
    for file in Path(domain.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Check" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    found.add(code.value)
    return found | {"no_ppt", "no_kindergarten", "no_school"}  # made of the target groups


def test_every_rule_has_a_place_where_it_is_mended() -> None:
    assert set(MENDED) == codes_of_the_rules()


def test_every_place_is_said() -> None:
    assert len({text.say(place.value) for place in Place}) == len(Place)


def test_the_way_to_the_card(panel: ChecksPanel, ranked: Session, qtbot: QtBot) -> None:
    choose(panel, "unhandled")
    with qtbot.waitSignal(panel.show_wanted) as told:
        press(panel, "checks.show")
    assert told.args == [ranked.required().board[Lane.UNHANDLED][0]]
    line = choose(panel, "not_assessed")
    with qtbot.waitSignal(panel.mend_wanted) as told:
        press(panel, "checks.mend")
    assert told.args == [Place.ASSESSMENT, line.check.ref]


def test_the_rounds_own_remarks_begin_with_a_card_they_are_about(ranked: Session) -> None:
    state = ranked.required()

    def of(code: str) -> Check:
        return Check(code, Severity.WARN, text_of(code), text_of(code))

    def text_of(code: str) -> object:
        from kompetanse_desktop.domain.saying import Saying

        return Saying(code)

    assert card_of(of("unhandled"), state) == state.board[Lane.UNHANDLED][0]
    assert card_of(of("over_frame"), state) == state.ranked()[-1]
    assert card_of(of("own_share"), state) is None
    assert place_of(of("something_new")) is Place.CARD


def test_the_list_is_heard_as_one_and_its_rows_by_what_they_say(panel: ChecksPanel) -> None:
    made = QAccessible.queryAccessibleInterface(panel.list)
    assert made.role() == QAccessible.Role.List
    assert made.text(QAccessible.Text.Name) == "Sjekkar"
    first = lines(panel)[0]
    assert made.child(0).text(QAccessible.Text.Name) == first.spoken
