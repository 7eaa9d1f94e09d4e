"""The local copy in the window: copies made and taken back from, rounds sent, fetched and removed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QMessageBox, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions import Arrival, Relation, Session, Why
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.imports.import_dialog import ImportDialog
from kompetanse_desktop.ui.library import data_dialog, fetch_dialog, keeper, send_dialog
from kompetanse_desktop.ui.library.data_dialog import DataDialog
from kompetanse_desktop.ui.library.fetch_dialog import FetchDialog
from kompetanse_desktop.ui.library.keeper import Keeper
from kompetanse_desktop.ui.library.remove_dialog import RemoveDialog
from kompetanse_desktop.ui.library.restore_dialog import RestoreDialog
from kompetanse_desktop.ui.library.send_dialog import SendDialog
from kompetanse_desktop.ui.main_window import MainWindow
from tests.ui.conftest import SIX

FULL = Refusal("The disk is full, so nothing was changed.")
REGIONAL = Round("", Scheme.REGIONAL, "Vestland", 2021, 1_000_000, date(2021, 3, 15))


def said(window: QWidget, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert found is not None, name
    return found.text().replace("\u00a0", " ")


def press(window: QWidget, name: str) -> None:
    found = window.findChild(QPushButton, name)
    assert found is not None, name
    found.click()


def cells(window: QWidget, name: str) -> list[list[str]]:
    model = window.findChild(QTableView, name).model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def whys(session: Session) -> list[Why]:
    return [one.why for one in actions.list_backups(session.library_file)]


def refusing(*_: object, **__: object) -> None:
    raise FULL


def answering(answer: Callable[[QWidget], object], times: int = 1) -> list[QWidget]:
    """Answer the boxes that come up from now on, one after the other; gives those that have been answered."""
    answered: list[QWidget] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if box is not None and box not in answered:
            answered.append(box)
            answer(box)
        if len(answered) < times:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)
    return answered


def button_of(box: QWidget, words: str) -> QPushButton:
    return next(one for one in box.findChildren(QPushButton) if one.text() == words)


@pytest.fixture
def data(qtbot: QtBot, ranked: Session) -> DataDialog:
    """Give the dialog of the local copy, over a library with one copy from before the last move."""
    actions.keep_backup(ranked.library_file, Why.ASKED)
    actions.move(ranked, "21-04", Lane.PRIORITISED)
    made = DataDialog(ranked)
    qtbot.addWidget(made)
    return made


# Where everything lies, and its copies


def test_it_says_where_everything_lies_and_how_much_it_is(data: DataDialog, ranked: Session) -> None:
    from PySide6.QtWidgets import QLineEdit

    where = data.findChild(QLineEdit, "data.where")
    assert where.text() == str(ranked.library_file)
    assert where.isReadOnly()
    size, saved, rounds = said(data, "data.about").split(" · ")
    assert size == text.file_size(ranked.library_file.stat().st_size).replace("\u00a0", " ")
    assert ranked.saved_at is not None
    assert saved == f"sist lagra {text.short_date(ranked.saved_at)} {ranked.saved_at:%H:%M}"
    assert rounds == "1 runde"
    press(data, "data.copyPath")
    assert QApplication.clipboard().text() == str(ranked.library_file)


def test_the_folder_is_opened_by_the_system(data: DataDialog, ranked: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    press(data, "data.openFolder")
    assert [Path(one) for one in opened] == [ranked.library_file.parent]


def test_the_copies_stand_with_the_newest_on_top(data: DataDialog, ranked: Session) -> None:
    ((when, why, size),) = cells(data, "data.backups")
    (kept,) = actions.list_backups(ranked.library_file)
    assert when == f"{text.short_date(kept.at)} {kept.at:%H:%M}"
    assert (why, size) == ("Fordi nokon bad om det", text.file_size(kept.size))
    actions.keep_backup(ranked.library_file, Why.WORK)
    press(data, "data.make")
    assert [row[1] for row in cells(data, "data.backups")] == [
        "Fordi nokon bad om det",
        "Etter ei stund med arbeid",
        "Fordi nokon bad om det",
    ]
    assert said(data, "data.result") == "Ein kopi av alt er lagd unna."


def test_without_a_copy_there_is_a_line_and_nothing_to_take_back(qtbot: QtBot, ranked: Session) -> None:
    dialog = DataDialog(ranked)
    qtbot.addWidget(dialog)
    assert not dialog.findChild(QLabel, "data.none").isHidden()
    assert dialog.findChild(QTableView, "data.backups").isHidden()
    assert not dialog.findChild(QPushButton, "data.restoreChosen").isEnabled()
    press(dialog, "data.make")
    assert dialog.findChild(QLabel, "data.none").isHidden()
    assert dialog.findChild(QPushButton, "data.restoreChosen").isEnabled()


def test_a_copy_elsewhere(data: DataDialog, ranked: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "kopi.db"
    monkeypatch.setattr(data_dialog, "ask_where_to_write", lambda *_: out)
    press(data, "data.save")
    assert said(data, "data.result") == f"Ein kopi av alt ligg i {out}."
    assert actions.compare(ranked.library_file, out)[0].lacking == 0


def test_what_cannot_be_done_is_said_in_the_dialog(
    data: DataDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "keep_backup", refusing)
    press(data, "data.make")
    assert said(data, "data.result") == "Disken er full, så ingenting vart endra."
    assert not data.findChild(QLabel, "data.result").isHidden()
    data.save_copy(tmp_path / "missing" / "kopi.db")
    assert str(tmp_path / "missing") in said(data, "data.result")
    data.restore(tmp_path / "missing.db", Saying("Close"))
    assert str(tmp_path / "missing.db") in said(data, "data.result")


def test_a_folder_of_copies_that_cannot_be_read(qtbot: QtBot, ranked: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "list_backups", refusing)
    dialog = DataDialog(ranked)
    qtbot.addWidget(dialog)
    assert said(dialog, "data.result") == "Disken er full, så ingenting vart endra."
    assert cells(dialog, "data.backups") == []


def test_a_library_that_cannot_be_read_leaves_the_rest(
    qtbot: QtBot, ranked: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "saved_at", refusing)
    dialog = DataDialog(ranked)
    qtbot.addWidget(dialog)
    assert said(dialog, "data.about") == ""
    press(dialog, "data.make")
    assert len(cells(dialog, "data.backups")) == 1


# Everything taken back


def test_what_it_costs_is_told_first_and_no_is_the_answer_of_enter(
    data: DataDialog, ranked: Session, qtbot: QtBot
) -> None:
    def look(box: QWidget) -> None:
        told.extend([said(box, "restore.what"), said(box, "restore.lacking")])
        told.extend(cells(box, "restore.rounds")[0])
        qtbot.keyClick(box, Qt.Key.Key_Return)

    told: list[str] = []
    answering(look)
    press(data, "data.restoreChosen")
    (kept,) = actions.list_backups(ranked.library_file)
    assert told == [
        f"Alt vert slik det er i kopien frå {text.short_date(kept.at)} {kept.at:%H:%M} (fordi nokon bad om det).",
        "1 handling som er her, er ikkje i kopien og vert borte.",
        "Kompetanseløftet · Vestland 2021",
        "1 handling",
        "–",
    ]
    assert whys(ranked) == [Why.ASKED], "nothing was done"
    assert ranked.required().board.lane_of("21-04") is Lane.PRIORITISED


def test_taking_back_shows_in_the_window_and_what_was_there_is_a_copy(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    actions.keep_backup(session.library_file, Why.WORK)
    actions.move(session, "21-04", Lane.PRIORITISED)
    window.board.choose(["21-04"], focus=True)

    def first(dialog: QWidget) -> None:
        answering(lambda box: press(box, "restore.accept"))
        press(dialog, "data.restoreChosen")
        results.append(said(dialog, "data.result"))
        results.extend(row[1] for row in cells(dialog, "data.backups"))
        dialog.close()

    results: list[str] = []
    answering(first)
    window.commands["where"].trigger()
    assert results == [
        "Alt er henta tilbake. Det som var her før, er lagt unna som ein kopi.",
        "Før alt vart henta tilbake",
        "Etter ei stund med arbeid",
    ]
    assert session.required().ranked() == SIX
    assert said(window, "budget.remaining") == "412 000 kr"
    assert window.details.ref is None
    window.board.choose(["21-04"], focus=True)
    actions.move(session, "21-04", Lane.PRIORITISED)
    assert said(window, "budget.remaining") == "−68 000 kr"


def test_what_only_the_copy_has_and_a_whole_round(qtbot: QtBot, ranked: Session) -> None:
    first = ranked.required().round.id
    file = actions.keep_backup(ranked.library_file, Why.ASKED).file
    actions.remove_round(ranked, first)
    actions.new_round(ranked, REGIONAL)
    dialog = RestoreDialog(Saying("Close"), actions.compare(ranked.library_file, file))
    qtbot.addWidget(dialog)
    assert said(dialog, "restore.lacking") == "1 handling som er her, er ikkje i kopien og vert borte."
    assert said(dialog, "restore.adding") == "9 handlingar er berre i kopien og kjem tilbake."
    assert cells(dialog, "restore.rounds") == [
        ["Regional ordning · Vestland 2021", "heile runden, 1 handling", "–"],
        ["Kompetanseløftet · Vestland 2021", "–", "heile runden, 9 handlingar"],
    ]


def test_a_copy_that_is_the_same(qtbot: QtBot, ranked: Session) -> None:
    file = actions.keep_backup(ranked.library_file, Why.ASKED).file
    dialog = RestoreDialog(Saying("Close"), actions.compare(ranked.library_file, file))
    qtbot.addWidget(dialog)
    assert said(dialog, "restore.same") == "Kopien har alt som er her, og ikkje noko meir."
    assert dialog.findChild(QTableView, "restore.rounds") is None


def test_a_file_that_is_no_copy_is_refused_in_the_dialog(
    data: DataDialog, ranked: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "brev.db"
    file.write_text("Kjære forum", "utf-8")
    monkeypatch.setattr(data_dialog, "ask_what_to_read", lambda *_: file)
    before = ranked.required()
    press(data, "data.restoreFile")
    assert str(file) in said(data, "data.result")
    assert ranked.required() == before


def test_a_way_back_that_is_refused_leaves_everything(
    data: DataDialog, ranked: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "restore_here", refusing)
    answering(lambda box: press(box, "restore.accept"))
    press(data, "data.restoreChosen")
    assert said(data, "data.result") == "Disken er full, så ingenting vart endra."
    actions.undo(ranked)


def test_what_is_being_written_is_kept_before_the_copies_are_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.board.choose(["21-03"], focus=True)
    window.details.reason.setFocus()
    qtbot.keyClicks(window.details.reason, "Før kopien")
    answering(lambda dialog: dialog.close())
    window.commands["where"].trigger()
    assert window.session.required().standing("21-03").reason == "Før kopien"


def test_a_draft_is_let_go_when_its_round_is_another(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = actions.keep_backup(window.session.library_file, Why.ASKED).file
    window.board.choose(["21-03"], focus=True)
    window.details.reason.setFocus()
    with monkeypatch.context() as patch:
        patch.setattr(window.session, "keep", refusing)
        qtbot.keyClicks(window.details.reason, "Kan ikkje lagrast")
        window.board.choose(["21-01"], focus=True)
        assert window.details.drafts.waiting
        actions.restore_here(window.session, file)
    assert not window.details.drafts.waiting
    window.board.choose(["21-03"], focus=True)
    assert window.details.reason.toPlainText() == ""


# Removing a round


def test_a_round_is_removed_and_its_copies_are_named(window: MainWindow) -> None:
    actions.keep_backup(window.session.library_file, Why.ASKED)
    first = window.session.required().round.id
    told: list[str] = []

    def yes(box: QWidget) -> None:
        told.extend(said(box, f"remove.{name}") for name in ("round", "gone", "holding"))
        press(box, "remove.accept")

    answering(yes)
    window.commands["remove"].trigger()
    folder = actions.backups_folder(window.session.library_file)
    holding = f"1 kopi i {folder} har framleis runden, og vert ikkje endra."
    assert told == [
        "Kompetanseløftet · Vestland 2021",
        "11 framlegg og 9 handlingar vert fjerna for godt. Dette kan ikkje angrast.",
        holding,
    ]
    assert said(window, "message.text") == f"Kompetanseløftet · Vestland 2021 er fjerna. {holding}"
    assert window.session.state is None
    assert window.findChild(QPushButton, "welcome.demo").isVisible()
    assert not window.commands["remove"].isEnabled()
    assert [model.rowCount() for model in window.model.lanes.values()] == [0, 0, 0, 0]
    press(window, "welcome.demo")
    assert window.session.required().round.id == first
    assert said(window, "budget.remaining") == "4 900 000 kr"
    assert window.model.lanes[Lane.UNHANDLED].rowCount() == 11


def test_another_round_is_shown_after_it(window: MainWindow) -> None:
    actions.new_round(window.session, REGIONAL)
    answering(lambda box: press(box, "remove.accept"))
    window.commands["remove"].trigger()
    assert said(window, "budget.remaining") == "412 000 kr"
    assert said(window, "message.text").endswith("Ingen kopi her har runden.")


def test_no_is_the_answer_of_enter_and_of_esc(window: MainWindow, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        answering(lambda box, key=key: qtbot.keyClick(box, key))
        window.commands["remove"].trigger()
        assert window.session.required().proposals


def test_copies_that_cannot_be_read_are_told_of(qtbot: QtBot, ranked: Session) -> None:
    for _ in range(2):
        actions.keep_backup(ranked.library_file, Why.ASKED).file.write_bytes(b"rubbish")
    dialog = RemoveDialog(ranked)
    qtbot.addWidget(dialog)
    assert said(dialog, "remove.holding") == ("Ingen kopi her har runden. 2 kopiar kan ikkje lesast, og kan òg ha han.")


def test_a_round_that_cannot_be_removed(qtbot: QtBot, ranked: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = RemoveDialog(ranked)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(actions, "remove_round", refusing)
    press(dialog, "remove.accept")
    assert said(dialog, "remove.problem") == "Disken er full, så ingenting vart endra."
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert not dialog.removed


# Sending a round and fetching one


@pytest.fixture
def sent(ranked: Session, tmp_path: Path) -> Path:
    """Give the round as it is, in a file with its history."""
    file = tmp_path / "runde.kompetanse"
    actions.send_round(ranked, file, journal=True)
    return file


def arrived(qtbot: QtBot, session: Session, file: Path) -> FetchDialog:
    made = FetchDialog(actions.look_at(session, file), session)
    qtbot.addWidget(made)
    return made


def choices(dialog: QDialog) -> dict[str, str]:
    return {one.objectName(): one.text() for one in dialog.findChildren(QPushButton)}


@pytest.mark.parametrize(("journal", "notes"), [(True, False), (False, True)])
def test_a_round_is_sent_as_it_is_asked_for(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: bool, notes: bool
) -> None:
    out = tmp_path / "ut.kompetanse"
    actions.set_note(window.session, "21-01", "Berre for meg")

    def choose(dialog: QWidget) -> None:
        boxes = [dialog.findChild(QCheckBox, f"send.{name}") for name in ("journal", "notes")]
        assert [box.isChecked() for box in boxes] == [True, False], "no private notes unless somebody asks"
        for box, wanted in zip(boxes, (journal, notes), strict=True):
            box.setChecked(wanted)
        press(dialog, "send.accept")

    stems: list[str] = []
    monkeypatch.setattr(send_dialog, "ask_where_to_write", lambda *given: stems.append(given[2]) or out)
    answering(choose)
    window.commands["send"].trigger()
    assert said(window, "message.text") == f"Runden er skriven til {out}."
    assert stems == ["kompetanseloftet-vestland-2021"]
    actions.remove_round(window.session, window.session.required().round.id)
    file = actions.look_at(window.session, out).file
    assert bool(file.entries) is journal
    assert (file.notes, file.state.standing("21-01").private_note) == (notes, "Berre for meg" if notes else "")


def test_a_file_that_cannot_be_written_is_said_in_the_dialog(qtbot: QtBot, ranked: Session, tmp_path: Path) -> None:
    dialog = SendDialog(ranked)
    qtbot.addWidget(dialog)
    dialog.send(tmp_path / "missing" / "ut.kompetanse")
    assert str(tmp_path / "missing") in said(dialog, "send.problem")
    assert dialog.written is None


def test_a_round_is_sent_before_it_is_removed(
    qtbot: QtBot, ranked: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "ut.kompetanse"
    monkeypatch.setattr(send_dialog, "ask_where_to_write", lambda *_: out)
    dialog = RemoveDialog(ranked)
    qtbot.addWidget(dialog)
    answering(lambda box: press(box, "send.accept"))
    press(dialog, "remove.send")
    assert said(dialog, "remove.problem") == f"Runden er skriven til {out}."
    press(dialog, "remove.accept")
    assert actions.look_at(ranked, out).relation is Relation.NEW


def test_a_new_round_is_shown_and_taken_in(window: MainWindow, sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, before = window.session, window.session.required()
    actions.remove_round(session, before.round.id)
    told: list[str] = []

    def take(dialog: QWidget) -> None:
        names = ("round", "file", "frame", "proposals", "remaining", "along", "relation")
        told.extend(said(dialog, f"fetch.{name}") for name in names)
        assert choices(dialog) == {"fetch.cancel": "Avbryt", "fetch.take": "Ta inn"}
        press(dialog, "fetch.take")

    monkeypatch.setattr(fetch_dialog, "ask_what_to_read", lambda *_: sent)
    answering(take)
    window.commands["fetch"].trigger()
    assert told == [
        "Kompetanseløftet · Vestland 2021",
        "runde.kompetanse",
        "5 300 000 kr",
        "11",
        "412 000 kr",
        "historikken, ingen private notat",
        "Runden finst ikkje her enno.",
    ]
    assert session.required() == before
    assert said(window, "budget.remaining") == "412 000 kr"
    assert "runde.kompetanse" in said(window, "message.text")


def test_a_round_that_goes_on_from_ours(qtbot: QtBot, ranked: Session, tmp_path: Path) -> None:
    base = actions.keep_backup(ranked.library_file, Why.ASKED).file
    actions.move(ranked, "21-04", Lane.RESERVE)
    actions.set_reason(ranked, "21-04", "Ventar")
    later, file = ranked.required(), tmp_path / "runde.kompetanse"
    actions.send_round(ranked, file, journal=True)
    actions.restore_here(ranked, base)
    dialog = arrived(qtbot, ranked, file)
    assert said(dialog, "fetch.relation") == "Fila held fram der runden her er, med 2 nye handlingar."
    assert choices(dialog)["fetch.take"] == "Ta inn dei 2 nye handlingane"
    press(dialog, "fetch.take")
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert ranked.required() == later


@pytest.mark.parametrize(
    ("moved", "sentence"),
    [
        (False, "Runden er her frå før, heilt lik den i fila."),
        (True, "Runden her held fram der fila sluttar. Det er ikkje noko nytt i fila."),
    ],
)
def test_a_file_with_nothing_new_can_only_be_closed(
    qtbot: QtBot, ranked: Session, sent: Path, moved: bool, sentence: str
) -> None:
    if moved:
        actions.move(ranked, "21-04", Lane.RESERVE)
    dialog = arrived(qtbot, ranked, sent)
    assert said(dialog, "fetch.relation") == sentence
    assert choices(dialog) == {"fetch.cancel": "Lukk"}


@pytest.fixture
def differing(qtbot: QtBot, ranked: Session, tmp_path: Path) -> FetchDialog:
    """Give the dialog of a file in which 21-04 is in reserve with a reason; here 21-11 is declined."""
    file = tmp_path / "runde.kompetanse"
    base = actions.keep_backup(ranked.library_file, Why.ASKED).file
    actions.move(ranked, "21-04", Lane.RESERVE)
    actions.set_reason(ranked, "21-04", "<b>Først</b>\nså <i>")
    actions.edit_round(ranked, frame=5_500_000)
    actions.send_round(ranked, file, journal=True)
    actions.restore_here(ranked, base)
    actions.move(ranked, "21-11", Lane.DECLINED)
    return arrived(qtbot, ranked, file)


def test_what_differs_is_shown_and_nothing_is_the_answer_of_enter(
    differing: FetchDialog, ranked: Session, qtbot: QtBot
) -> None:
    titles = {ref: f"{ref} · {ranked.required().proposals[ref].title}" for ref in ("21-04", "21-11")}
    before = ranked.required()
    assert cells(differing, "fetch.differences")[0] == [
        "Runden", "Ramme", text.money(5_300_000), text.money(5_500_000)
    ]  # fmt: skip
    assert sorted(cells(differing, "fetch.differences")[1:]) == [
        [titles["21-04"], "Grunngjeving", "–", "<b>Først</b> så <i>"],
        [titles["21-04"], "Kolonne", "Ikkje handsama", "Reserve"],
        [titles["21-11"], "Kolonne", "Ikkje prioritert", "Ikkje handsama"],
    ]
    model = differing.findChild(QTableView, "fetch.differences").model()
    tips = [model.index(row, 3).data(Qt.ItemDataRole.ToolTipRole) for row in range(model.rowCount())]
    assert any("&lt;b&gt;Først&lt;/b&gt;\nså &lt;i&gt;" in tip for tip in tips)
    assert choices(differing) == {
        "fetch.cancel": "Avbryt",
        "fetch.beside": "Ta inn ved sida av",
        "fetch.replace": "Bruk det som står i fila",
    }
    differing.show()
    differing.activateWindow()
    qtbot.keyClick(differing, Qt.Key.Key_Return)
    assert not differing.isVisible()
    assert ranked.required() == before


def test_what_the_file_says_is_one_action_that_undo_takes_back(differing: FetchDialog, ranked: Session) -> None:
    before, length = ranked.required(), ranked.length
    press(differing, "fetch.replace")
    assert ranked.length == length + 1
    assert ranked.required().board.lane_of("21-04") is Lane.RESERVE
    assert ranked.required().round.frame == 5_500_000
    actions.undo(ranked)
    assert ranked.required() == before


def test_a_round_beside_ours(differing: FetchDialog, ranked: Session) -> None:
    before = ranked.required()
    press(differing, "fetch.beside")
    assert len(ranked.rounds()) == 2
    assert ranked.required().round.frame == 5_500_000
    actions.use_round(ranked, before.round.id)
    assert ranked.required() == before


def test_a_round_that_cannot_be_taken_in(differing: FetchDialog, ranked: Session) -> None:
    actions.move(ranked, "21-01", Lane.DECLINED)
    press(differing, "fetch.replace")
    assert said(differing, "fetch.problem")
    assert differing.result() != QDialog.DialogCode.Accepted
    assert differing.taken == []


def test_a_file_that_is_no_round_is_said_in_the_window(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "brev.kompetanse"
    file.write_text("Kjære forum", "utf-8")
    monkeypatch.setattr(fetch_dialog, "ask_what_to_read", lambda *_: file)
    window.commands["fetch"].trigger()
    assert said(window, "message.text")
    assert window.findChild(QWidget, "message.bar").isVisible()


# Copies by themselves


@pytest.fixture
def watch(qtbot: QtBot, ranked: Session) -> Keeper:
    """Give a keeper that is asked by hand."""
    made = Keeper(ranked)
    yield made
    made.stop()


def test_a_copy_is_made_when_it_is_due(watch: Keeper, ranked: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch._done):
        watch.look()
    assert whys(ranked) == [Why.WORK]
    watch.look()
    watch.wait()
    assert whys(ranked) == [Why.WORK], "the one there is is new"


def test_it_asks_by_itself(qtbot: QtBot, ranked: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "EVERY_MS", 1)
    made = Keeper(ranked)
    qtbot.waitUntil(lambda: whys(ranked) == [Why.WORK])
    made.stop()


def test_never_two_at_once(watch: Keeper, ranked: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    begun, go_on = [], threading.Event()

    def slow(*_: object) -> None:
        begun.append(threading.current_thread())
        go_on.wait(10)

    monkeypatch.setattr(actions, "keep_backup", slow)
    watch.look()
    qtbot.waitUntil(lambda: len(begun) == 1)
    watch.look()
    assert watch.busy
    go_on.set()
    watch.wait()
    assert len(begun) == 1
    assert begun[0] is not threading.current_thread()


def test_nothing_disturbs_a_drag(watch: Keeper, ranked: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    watch.look()
    assert not watch.busy
    assert whys(ranked) == []


def test_it_keeps_away_while_it_is_told_to(watch: Keeper, ranked: Session) -> None:
    with watch.paused():
        watch.look()
        assert not watch.busy
    assert whys(ranked) == []
    watch.look()
    watch.wait()
    assert whys(ranked) == [Why.WORK]


def test_who_only_reads_makes_no_copies(qtbot: QtBot, ranked: Session, data_dir: Path) -> None:
    with Session.open(data_dir, write=False) as reader:
        made = Keeper(reader)
        made.look()
        made.close()
    assert whys(ranked) == []


def test_a_copy_that_fails_is_told_once_until_one_goes_well(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, told = window.local_copy.keeper, []
    kept.failed.connect(told.append)
    with monkeypatch.context() as patch:
        patch.setattr(actions, "keep_backup", refusing)
        for _ in range(3):
            with qtbot.waitSignal(kept._done):
                kept.look()
            kept.wait()
        assert len(told) == 1
        assert said(window, "message.text") == (
            "Ingen kopi kunne leggjast unna: Disken er full, så ingenting vart endra."
        )
    with qtbot.waitSignal(kept._done):
        kept.look()
    kept.wait()
    assert whys(window.session) == [Why.WORK]
    monkeypatch.setattr(actions, "is_due", refusing)
    with qtbot.waitSignal(kept._done):
        kept.look()
    kept.wait()
    assert len(told) == 2


def test_a_bug_in_the_thread_is_reported_as_any_other(
    watch: Keeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(actions, "is_due", broken)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(watch._done):
        watch.look()
    qtbot.waitUntil(lambda: [kind for kind, *_ in caught] == [ZeroDivisionError])


def test_the_last_copy_is_made_at_closing(window: MainWindow) -> None:
    assert window.close()
    assert whys(window.session) == [Why.CLOSING]


def test_nothing_done_no_last_copy(empty_window: MainWindow) -> None:
    assert empty_window.close()
    assert whys(empty_window.session) == []


@pytest.mark.parametrize("answer", ["Gå tilbake", "Lukk likevel"])
def test_when_the_last_copy_fails_the_reader_decides(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    texts: list[str] = []

    def choose(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        texts.append(box.text())
        assert box.defaultButton().text() == "Gå tilbake"
        button_of(box, answer).click()

    with monkeypatch.context() as patch:
        patch.setattr(actions, "keep_backup", refusing)
        answering(choose)
        assert window.close() is (answer == "Lukk likevel")
    assert texts == [
        "Ingen kopi kunne leggjast unna: Disken er full, så ingenting vart endra.\n\nDet du har gjort, er lagra."
    ]
    assert window.local_copy.keeper._timer.isActive() is (answer == "Gå tilbake")


def test_closing_waits_for_the_copy_that_is_being_made(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, done, go_on = actions.keep_backup, [], threading.Event()

    def slow(file: Path, why: Why) -> object:
        if why is Why.WORK:
            go_on.wait(10)
        done.append(why)
        return real(file, why)

    monkeypatch.setattr(actions, "keep_backup", slow)
    window.local_copy.keeper.look()
    threading.Timer(0.05, go_on.set).start()
    assert window.close()
    assert done[0] is Why.WORK


# Before an import


@pytest.mark.parametrize(("answer", "kept"), [("Avbryt", False), ("Ta inn utan kopi", True)])
def test_an_import_without_a_copy_first_is_asked_about(
    qtbot: QtBot, ranked: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, kept: bool
) -> None:
    from kompetanse_desktop.actions import backups

    file = tmp_path / "liste.csv"
    file.write_text("Løpenr;Søkjar;Tittel;Søkt beløp 2021\n99;A kommune;Nytt;100 000\n", "utf-8")
    dialog = ImportDialog.of_file(file, ranked)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(backups, "keep_backup", refusing)
    boxes = answering(lambda box: button_of(box, answer).click())
    press(dialog, "import.accept")
    assert len(boxes) == 1
    assert ("99" in ranked.required().proposals) is kept
    assert (dialog.result() == QDialog.DialogCode.Accepted) is kept


# In every language


def _as(arrival: Arrival, relation: Relation) -> Arrival:
    return replace(arrival, relation=relation, new_entries=arrival.file.entries)


@pytest.mark.parametrize("language", list(text.LANGUAGES))
def test_every_dialog_opens_in_every_language(qtbot: QtBot, ranked: Session, tmp_path: Path, language: str) -> None:
    text.use(language)
    program.make_application()
    for why in Why:
        if why is not Why.ASIDE:
            file = actions.keep_backup(ranked.library_file, why).file
    actions.move(ranked, "21-04", Lane.PRIORITISED)
    found = actions.compare(ranked.library_file, file)
    actions.send_round(ranked, tmp_path / "ut.kompetanse", journal=True, notes=True)
    actions.restore_here(ranked, file)
    actions.move(ranked, "21-11", Lane.DECLINED)
    looked = actions.look_at(ranked, tmp_path / "ut.kompetanse")
    assert looked.differences
    for dialog in (
        DataDialog(ranked),
        RestoreDialog(Saying("Close"), found),
        RemoveDialog(ranked),
        SendDialog(ranked),
        *(FetchDialog(_as(looked, relation), ranked) for relation in Relation),
    ):
        qtbot.addWidget(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        dialog.show()
        assert dialog.windowTitle()
        assert dialog.objectName()
        assert not dialog.grab().isNull()
        for plain in dialog.findChildren(QLabel):
            assert plain.textFormat() is Qt.TextFormat.PlainText or plain.text() == ""
        for field in dialog.findChildren(QPushButton) + dialog.findChildren(QTableView):
            assert field.objectName()
            assert field.accessibleName() or field.text()
