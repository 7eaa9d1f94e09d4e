"""The window as its user meets it: drag, keys, amounts, search, undo, and what it says."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.ui.main_window import MainWindow
from tests.ui.conftest import SIX

MOVE, LEFT, NONE = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def said(window: QWidget, name: str) -> str:
    widget = window.findChild(QLabel, name)
    assert widget is not None, name
    return widget.text().replace("\u00a0", " ")


def remaining(window: QWidget) -> str:
    return said(window, "budget.remaining")


class Hand:
    """A drag by the very events the window system sends."""

    def __init__(self, window: MainWindow, ref: str) -> None:
        self.window = window
        lane = window.session.required().board.lane_of(ref)
        model = window.model.lanes[lane]
        self.data: QMimeData = model.mimeData([model.index(model.refs.index(ref))])

    def over(self, lane: Lane, point: QPoint) -> None:
        view, at = self.window.board.views[lane].viewport(), QPointF(point)
        QApplication.sendEvent(view, QDragEnterEvent(at, MOVE, self.data, LEFT, NONE))
        QApplication.sendEvent(view, QDragMoveEvent(at, MOVE, self.data, LEFT, NONE))

    def away(self, lane: Lane) -> None:
        QApplication.sendEvent(self.window.board.views[lane].viewport(), QDragLeaveEvent())

    def drop(self, lane: Lane, point: QPoint) -> None:
        event = QDropEvent(QPointF(point), MOVE, self.data, LEFT, NONE)
        QApplication.sendEvent(self.window.board.views[lane].viewport(), event)


def test_the_money_is_shown_as_the_contract_says(window: MainWindow) -> None:
    shown = {name: said(window, f"budget.{name}") for name in ("frame", "committed", "available", "recommended")}
    assert shown == {
        "frame": "5 300 000 kr",
        "committed": "400 000 kr",
        "available": "4 900 000 kr",
        "recommended": "4 488 000 kr",
    }
    assert remaining(window) == "412 000 kr"
    assert said(window, "budget.requested") == "7 768 000 kr"
    assert [window.findChild(QListView, f"board.{lane.value}").accessibleName() for lane in Lane] == [
        "Ikkje handsama",
        "Prioritert",
        "Reserve",
        "Ikkje prioritert",
    ]


def test_the_remaining_moves_while_dragging_and_stays_when_given_up(window: MainWindow) -> None:
    hand = Hand(window, "21-04")
    hand.over(Lane.PRIORITISED, QPoint(40, 2))
    assert said(window, "budget.preview") == "▸ viss du slepper her: −68 000 kr (for mykje)"
    assert remaining(window) == "412 000 kr"
    hand.away(Lane.PRIORITISED)
    assert said(window, "budget.preview") == ""
    assert window.session.required().ranked() == SIX


def test_a_drop_is_on_the_board_in_the_money_and_can_be_undone(window: MainWindow, qtbot: QtBot) -> None:
    hand = Hand(window, "21-04")
    hand.over(Lane.PRIORITISED, QPoint(40, 2))
    hand.drop(Lane.PRIORITISED, QPoint(40, 2))
    assert remaining(window) == "−68 000 kr"
    assert window.session.required().ranked() == ("21-04", *SIX)
    assert "Inkluderande overgangar" in said(window, "board.lastAction")
    undo = window.findChild(QPushButton, "board.undo")
    qtbot.mouseClick(undo, LEFT)
    assert remaining(window) == "412 000 kr"
    assert window.session.required().ranked() == SIX
    qtbot.mouseClick(window.findChild(QPushButton, "board.redo"), LEFT)
    assert remaining(window) == "−68 000 kr"


def test_a_drop_on_an_empty_lane_lands(window: MainWindow) -> None:
    hand = Hand(window, "21-08")
    hand.over(Lane.RESERVE, QPoint(40, 300))
    hand.drop(Lane.RESERVE, QPoint(40, 300))
    assert window.session.required().board[Lane.RESERVE] == ("21-08",)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_Up, (Lane.PRIORITISED, 2)),
        (Qt.Key.Key_Down, (Lane.PRIORITISED, 4)),
        (Qt.Key.Key_Left, (Lane.UNHANDLED, 6)),
        (Qt.Key.Key_Right, (Lane.RESERVE, 1)),
    ],
)
def test_alt_and_an_arrow_moves_the_card_and_the_focus_follows(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, expected: tuple[Lane, int]
) -> None:
    window.board.choose(["21-03"], focus=True)
    qtbot.keyClick(window.board.views[Lane.PRIORITISED], key, Qt.KeyboardModifier.AltModifier)
    place = window.session.required().board.place_of("21-03")
    assert (place.lane, place.position) == expected
    assert window.board.chosen() == ("21-03",)
    assert window.board.focused_lane() is expected[0]


def test_the_ends_of_a_lane_and_of_the_board_are_quiet(window: MainWindow, qtbot: QtBot) -> None:
    before = len(window.session.journal())
    window.board.choose(["21-01"], focus=True)
    qtbot.keyClick(window.board.views[Lane.PRIORITISED], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    window.board.choose(["21-04"], focus=True)
    qtbot.keyClick(window.board.views[Lane.UNHANDLED], Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert len(window.session.journal()) == before


def test_several_cards_move_together_in_order(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-01", "21-03"], focus=True)
    assert window.board.chosen() == ("21-01", "21-03")
    qtbot.keyClick(window.board.views[Lane.PRIORITISED], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert window.session.required().ranked()[:3] == ("21-02", "21-01", "21-03")


def test_arrows_walk_between_the_lanes(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-01"], focus=True)
    qtbot.keyClick(window.board.views[Lane.PRIORITISED], Qt.Key.Key_Left)
    assert window.board.focused_lane() is Lane.UNHANDLED
    qtbot.keyClick(window.board.views[Lane.UNHANDLED], Qt.Key.Key_Right)
    assert window.board.focused_lane() is Lane.PRIORITISED


def test_an_amount_is_kept_when_the_field_is_left(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-01"], focus=True)
    field = window.findChild(QLineEdit, "proposal.recommended")
    assert field.text().replace("\u00a0", " ") == "978 000"
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "900 000,40")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.session.required().recommended("21-01") == 900_000
    assert remaining(window) == "490 000 kr"


@pytest.mark.parametrize("text", ["ca. 300 000", "-5", "mykje", "1.250"])
def test_what_is_not_an_amount_is_said_and_nothing_is_kept(window: MainWindow, qtbot: QtBot, text: str) -> None:
    window.board.choose(["21-01"], focus=True)
    field = window.findChild(QLineEdit, "proposal.recommended")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.session.required().recommended("21-01") == 978_000
    assert text in said(window, "message.text")
    assert field.text().replace("\u00a0", " ") == "978 000"


def test_reducing_to_what_is_left_takes_the_rest_exactly(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-04"], focus=True)
    window.findChild(QPushButton, "proposal.reduceToFit").click()
    assert window.session.required().recommended("21-04") == 412_000
    actions.move(window.session, "21-04", Lane.PRIORITISED)
    assert remaining(window) == "0 kr"


def test_a_reason_is_kept_when_another_card_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-09"], focus=True)
    reason = window.details.reason
    reason.setFocus()
    qtbot.keyClicks(reason, "Ikkje eit kollektivt tiltak")
    window.board.choose(["21-01"], focus=True)
    assert window.session.required().standing("21-09").reason == "Ikkje eit kollektivt tiltak"
    assert window.session.required().standing("21-01").reason == ""


def test_a_criterion_is_answered_in_the_details(window: MainWindow, qtbot: QtBot) -> None:
    from kompetanse_desktop.domain.proposal import Answer, Criterion

    window.board.choose(["21-01"], focus=True)
    criteria = window.details.criteria
    picker, note = criteria.answers[Criterion.COLLECTIVE], criteria.notes[Criterion.COLLECTIVE]
    window.details.tabs.setCurrentIndex(1)
    note.setFocus()
    qtbot.keyClicks(note, "Heile personalet")
    picker.pick(Answer.MET)
    kept = window.session.required().standing("21-01").assessment(Criterion.COLLECTIVE)
    assert (kept.answer, kept.note) == (Answer.MET, "Heile personalet")


def test_search_pales_the_others_and_never_moves_a_card(window: MainWindow, qtbot: QtBot) -> None:
    order = {lane: window.session.required().board[lane] for lane in Lane}
    window.search.setFocus()
    qtbot.keyClicks(window.search, "lærarar")
    assert window.board.chosen() == ("21-09",)
    assert window.board.delegate.matches == frozenset({"21-09"})
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.board.delegate.matches is None
    assert window.search.text() == ""
    assert {lane: window.session.required().board[lane] for lane in Lane} == order


def test_nothing_of_a_proposal_is_read_as_markup(window: MainWindow) -> None:
    for shown in window.findChildren(QLabel):
        assert shown.textFormat() is Qt.TextFormat.PlainText or shown.text() == "", shown.text()


def test_every_field_a_person_can_reach_has_a_name(window: MainWindow) -> None:
    window.board.choose(["21-04"], focus=True)
    for field in window.findChildren(QWidget):
        if isinstance(field, (QLineEdit, QPushButton, QListView)) and field.isVisible():
            named = field.accessibleName() or (field.text() if isinstance(field, QPushButton) else "")
            assert named or field.objectName().startswith("qt_"), f"{field!r} in {field.parent()!r}"


def test_it_starts_empty_with_two_ways_on(empty_window: MainWindow, qtbot: QtBot) -> None:
    assert empty_window.findChild(QPushButton, "welcome.newRound").isVisible()
    assert not empty_window.commands["innstilling"].isEnabled()
    qtbot.mouseClick(empty_window.findChild(QPushButton, "welcome.demo"), LEFT)
    assert remaining(empty_window) == "4 900 000 kr"
    assert len(empty_window.session.required().proposals) == 11


def test_the_window_takes_another_look_while_it_is_open(window: MainWindow, qtbot: QtBot) -> None:
    from kompetanse_desktop.ui import theme

    for wanted in (theme.DARK, theme.LIGHT):
        window.set_theme(wanted)
        QApplication.sendEvent(window, QEvent(QEvent.Type.PaletteChange))
        picture = window.grab().toImage()
        corner = picture.pixelColor(picture.width() - 4, picture.height() - 60)
        assert corner.name() == wanted.ground


def test_the_window_opens_where_it_was_closed(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1100, 700)
    window.close()
    again = MainWindow(window.session)
    qtbot.addWidget(again)
    again.show_where_it_was()
    assert not again.isMaximized()
    assert again.height() == 700


def test_what_is_being_written_survives_a_move_by_key(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-03"], focus=True)
    reason = window.details.reason
    reason.setFocus()
    qtbot.keyClicks(reason, "Halvparten no")
    window.commands["down"].trigger()
    assert window.session.required().standing("21-03").reason == "Halvparten no"
    assert window.session.required().board.place_of("21-03").position == 4


def test_what_is_being_written_is_kept_when_the_window_is_closed(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-03"], focus=True)
    window.details.conditions.setFocus()
    qtbot.keyClicks(window.details.conditions, "Rapport i juni")
    window.close()
    assert window.session.required().standing("21-03").conditions == "Rapport i juni"


def test_a_note_never_moves_to_another_proposal(window: MainWindow, qtbot: QtBot) -> None:
    from kompetanse_desktop.domain.proposal import Criterion

    actions.move(window.session, "21-08", Lane.RESERVE)
    window.board.choose(["21-01"], focus=True)
    window.details.tabs.setCurrentIndex(1)
    note = window.details.criteria.notes[Criterion.ANCHORED]
    note.setFocus()
    qtbot.keyClicks(note, "Leiinga er med")
    window.commands["undo"].trigger()
    assert window.session.required().board.lane_of("21-08") is Lane.UNHANDLED
    window.board.choose(["21-08"], focus=True)
    assert note.text() == ""
    assert window.session.required().standing("21-08").assessment(Criterion.ANCHORED).note == ""
    assert window.session.required().standing("21-01").assessment(Criterion.ANCHORED).note == "Leiinga er med"


def test_what_cannot_be_kept_is_there_again_with_its_card(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Refusal("The disk is full, so nothing was changed.")

    monkeypatch.setattr(window.session, "keep", full)
    window.board.choose(["21-03"], focus=True)
    window.details.reason.setFocus()
    qtbot.keyClicks(window.details.reason, "Viktig tekst")
    window.board.choose(["21-01"], focus=True)
    assert said(window, "message.text")
    assert window.details.reason.toPlainText() == ""
    monkeypatch.undo()
    window.board.choose(["21-03"], focus=True)
    assert window.details.reason.toPlainText() == "Viktig tekst"
    assert window.details.drafts.keep_all()
    assert window.session.required().standing("21-03").reason == "Viktig tekst"


def test_a_window_with_unkept_text_asks_before_it_closes(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.board.choose(["21-03"], focus=True)
    window.details.reason.setFocus()
    qtbot.keyClicks(window.details.reason, "Viktig tekst")
    answers = [False, True]
    monkeypatch.setattr("kompetanse_desktop.ui.main_window.ask", lambda *_: answers.pop(0))
    monkeypatch.setattr(window.details.drafts, "keep_all", lambda: False)
    assert not window.close()
    assert window.isVisible()
    assert window.close()


def test_after_a_drop_the_card_is_chosen(window: MainWindow) -> None:
    hand = Hand(window, "21-08")
    hand.over(Lane.RESERVE, QPoint(40, 300))
    hand.drop(Lane.RESERVE, QPoint(40, 300))
    assert window.board.chosen() == ("21-08",)
    assert window.details.ref == "21-08"


def test_back_to_what_was_requested_follows_the_request_again(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-02"], focus=True)
    window.findChild(QPushButton, "proposal.restore").click()
    assert window.session.required().standing("21-02").recommended is None
    assert remaining(window) == "262 000 kr"
    assert not window.findChild(QPushButton, "proposal.restore").isVisible()


def test_a_proposal_can_be_withdrawn_and_counts_again(window: MainWindow) -> None:
    window.board.choose(["21-10"], focus=True)
    window.commands["withdraw"].trigger()
    assert window.session.required().standing("21-10").withdrawn
    assert said(window, "budget.requested") == "6 878 000 kr"
    window.commands["withdraw"].trigger()
    assert said(window, "budget.requested") == "7 768 000 kr"


def test_going_to_another_round_and_back(window: MainWindow, qtbot: QtBot) -> None:
    first = window.session.required().round
    window.board.choose(["21-01"], focus=True)
    qtbot.keyClicks(window.search, "lærarar")
    actions.new_round(window.session, Round("", Scheme.REGIONAL, "Vestland", 2021, 100, date(2021, 3, 15)))
    assert remaining(window) == "100 kr"
    assert window.search.text() == ""
    assert window.details.ref is None
    window.rounds.fill_menu()
    assert len(window.rounds.menu.actions()) == 2
    next(a for a in window.rounds.menu.actions() if not a.isChecked()).trigger()
    assert window.session.required().round == first
    assert remaining(window) == "412 000 kr"
    assert window.board.delegate.matches is None


def test_dialogs_are_gone_when_they_are_closed(window: MainWindow, qtbot: QtBot) -> None:
    for name in ("help", "moveTo", "edit_round"):
        window.board.choose(["21-01"], focus=True)
        QTimer.singleShot(0, lambda: QApplication.activeModalWidget().close())
        window.commands[name].trigger()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(QDialog) == []


def test_the_details_stay_while_their_card_moves_between_lanes(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-08"], focus=True)
    shown: list[str | None] = []
    window.board.chosen_changed.connect(lambda: shown.append(window.details.ref))
    hand = Hand(window, "21-08")
    hand.over(Lane.RESERVE, QPoint(40, 300))
    hand.drop(Lane.RESERVE, QPoint(40, 300))
    qtbot.wait(20)
    assert shown == []
    assert window.details.ref == "21-08"
    window.board.clear_choice()
    assert shown == [None]
    window.board.choose(["21-08"], focus=True)
    assert window.details.ref == "21-08"


def test_a_round_with_a_very_long_name_does_not_widen_the_window(window: MainWindow) -> None:
    actions.edit_round(window.session, county="Vestland og " * 100)
    QApplication.processEvents()
    assert said(window, "round.name").startswith("Kompetanseløftet · Vestland og Vestland og")
    assert window.minimumSizeHint().width() < 1280
    assert window.width() == 1440
