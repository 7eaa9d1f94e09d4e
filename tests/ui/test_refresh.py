"""What a newer list has changed is on the card, in the details and in the history, until somebody has seen it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.money import Amounts
from kompetanse_desktop.domain.proposal import Proposal, Source
from kompetanse_desktop.domain.saying import saying
from kompetanse_desktop.exchange.plan import plan
from kompetanse_desktop.exchange.reading import read
from kompetanse_desktop.ui.board.card import MOST_TAGS, make_face
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.details import provenance
from kompetanse_desktop.ui.main_window import MainWindow

NAME = saying("1 proposal updated from {file}", file="liste.csv")
SHA = "0123456789abcdef" * 4
TEXT_ROLE = Qt.ItemDataRole.AccessibleTextRole


def update(session: Session, ref: str, **fields: object) -> None:
    """Have a list change these fields of a proposal."""
    old = session.required().proposals[ref]
    new = replace(old, **fields)  # type: ignore[arg-type]
    actions.take_in(session, Change("import", NAME, (Edit(ref, old, new),)), without_backup=True)


def ask_for(session: Session, ref: str, nok: int, **fields: object) -> None:
    """Have a list change the request of a proposal."""
    old = session.required().proposals[ref]
    assert old.requested is not None
    update(session, ref, requested=old.requested.with_total(2021, nok), earlier_requested=old.requested, **fields)


def plain(given: str) -> str:
    return given.replace("\u00a0", " ").replace("\u200b", "")


def tags(session: Session, ref: str) -> list[str]:
    state = session.required()
    return [plain(tag.text) for tag in make_face(state, ref, state.board.lane_of(ref), 0).tags]


def shown(window: QWidget, name: str) -> str | None:
    """Give what a label says; None where it isn't shown."""
    found = window.findChild(QLabel, name)
    assert found is not None, name
    return plain(found.text()) if found.isVisibleTo(window) else None


def choose(window: MainWindow, qtbot: QtBot, ref: str) -> None:
    window.board.choose([ref], focus=True)
    qtbot.waitUntil(lambda: (found := window.findChild(QLabel, "proposal.source")) is not None and found.isVisible())


# The card


def test_the_card_tells_from_what_to_what(ranked: Session, qapp: QApplication) -> None:
    ask_for(ranked, "21-01", 1_200_000, gone_from="liste 2.xlsx")
    assert tags(ranked, "21-01") == ["Søkt 978 000 → 1 200 000", "Ikkje i siste liste"]
    model = BoardModel(ranked).lanes[Lane.PRIORITISED]
    said = plain(str(model.data(model.index(model.refs.index("21-01")), TEXT_ROLE)))
    assert "Søkt endra frå 978 000 kr til 1 200 000 kr" in said
    assert "Ikkje i siste liste" in said


@pytest.mark.parametrize(
    ("earlier", "now"),
    [("nothing", "something"), ("something", None), ("something", "the same in the first year")],
)
def test_a_card_without_figures_to_tell_says_that_it_is_changed(
    ranked: Session, earlier: str, now: str | None, qapp: QApplication
) -> None:
    asked = ranked.required().proposals["21-01"].requested
    assert asked is not None
    later = asked.with_total(2023, 50_000)
    update(
        ranked,
        "21-01",
        earlier_requested=Amounts() if earlier == "nothing" else asked,
        requested=None if now is None else asked if now == "something" else later,
    )
    assert tags(ranked, "21-01")[0] == "Søkt endra"


def test_no_card_is_so_full_that_it_leaves_out_what_is_new_or_serious(session: Session, qapp: QApplication) -> None:
    ask_for(session, "21-08", 1_000_000, gone_from="b.xlsx", universities=(), duration_years=9)
    serious = next(ref for ref in session.required().proposals if "Ikkje kollektivt tiltak" in tags(session, ref))
    ask_for(session, serious, 1_000_000, gone_from="b.xlsx", universities=(), duration_years=9)
    for ref in ("21-08", serious):
        found = tags(session, ref)
        assert len(found) == MOST_TAGS
        assert found[0].startswith("Søkt ")
        assert found[1] == "Ikkje i siste liste"
    assert tags(session, serious)[2] == "Ikkje kollektivt tiltak"
    assert tags(session, serious)[3].endswith(" til")


@pytest.mark.parametrize("language", list(text.LANGUAGES))
def test_every_language(ranked: Session, qtbot: QtBot, language: str) -> None:
    words = text.use(language)
    ask_for(ranked, "21-01", 1_200_000, gone_from="liste 2.xlsx", other=(("Telefon", "55"),))
    window = MainWindow(ranked)
    qtbot.addWidget(window)
    window.show()
    choose(window, qtbot, "21-01")
    assert tags(ranked, "21-01")[1] == words.say("Not in the last list")
    assert "978 000" in (shown(window, "proposal.requestChanged") or "")
    assert "liste 2.xlsx" in (shown(window, "proposal.goneFrom") or "")
    assert shown(window, "proposal.otherColumns") == words.say("Other columns")
    window.close()


# The details


def test_it_is_told_on_top_and_marked_as_seen_by_key(window: MainWindow, qtbot: QtBot) -> None:
    choose(window, qtbot, "21-01")
    assert shown(window, "proposal.requestChanged") is None
    assert shown(window, "proposal.goneFrom") is None
    ask_for(window.session, "21-01", 900_000)
    assert shown(window, "proposal.requestChanged") == "Søkt endra frå 978 000 kr til 900 000 kr."
    assert shown(window, "proposal.goneFrom") is None
    seen = window.findChild(QPushButton, "proposal.seen")
    assert seen.isVisible()
    seen.setFocus()
    qtbot.keyClick(seen, Qt.Key.Key_Space)
    assert shown(window, "proposal.requestChanged") is None
    assert not seen.isVisible()
    assert window.details.isAncestorOf(window.focusWidget())
    assert shown(window, "board.lastAction") == "«Ein skule for alle»: endringa i det som er søkt, er sett"
    assert "Søkt 978 000 → 900 000" not in tags(window.session, "21-01")
    window.commands["undo"].trigger()
    assert shown(window, "proposal.requestChanged") == "Søkt endra frå 978 000 kr til 900 000 kr."
    assert tags(window.session, "21-01")[0] == "Søkt 978 000 → 900 000"


def test_another_proposal_has_nothing_to_tell(window: MainWindow, qtbot: QtBot) -> None:
    update(window.session, "21-02", gone_from="<b>liste</b>.xlsx")
    choose(window, qtbot, "21-02")
    assert shown(window, "proposal.goneFrom") == "Ikkje i lista «<b>liste</b>.xlsx» lenger."
    assert window.findChild(QLabel, "proposal.goneFrom").textFormat() is Qt.TextFormat.PlainText
    assert not window.findChild(QPushButton, "proposal.seen").isVisible()
    window.board.choose(["21-03"], focus=True)
    assert shown(window, "proposal.goneFrom") is None


def test_a_seen_mark_that_cannot_be_kept_stays(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for(window.session, "21-01", 900_000)
    choose(window, qtbot, "21-01")
    window.session._library.db.execute("PRAGMA query_only = ON")
    qtbot.mouseClick(window.findChild(QPushButton, "proposal.seen"), Qt.MouseButton.LeftButton)
    window.session._library.db.execute("PRAGMA query_only = OFF")
    assert shown(window, "proposal.requestChanged") is not None
    assert tags(window.session, "21-01")[0].startswith("Søkt ")


# Where it comes from


def form_texts(window: MainWindow) -> list[str]:
    return [plain(one.text()) for one in window.details._facts.findChildren(QLabel) if one.isVisibleTo(window)]


def test_file_sheet_row_time_and_sum_are_in_the_details(window: MainWindow, qtbot: QtBot) -> None:
    update(window.session, "21-01", source=Source("liste 2.xlsx", "Ark1", 7, SHA, "2021-04-16T08:30:00"))
    choose(window, qtbot, "21-01")
    qtbot.waitUntil(lambda: shown(window, "proposal.sha256") == SHA[:12])
    texts = form_texts(window)
    at = texts.index("Kvar det kjem frå")
    assert texts[at + 1 :] == [
        *("Fil", "liste 2.xlsx", "Ark", "Ark1", "Rad", "7", "Teke inn", "16.04.2021 08:30"),
        *("SHA-256", SHA[:12]),
    ]
    digits = window.findChild(QLabel, "proposal.sha256")
    assert (digits.toolTip(), digits.accessibleDescription()) == (SHA, SHA)
    copy = window.findChild(QPushButton, "proposal.copySha256")
    qtbot.waitUntil(lambda: copy.rect().height() > 0)  # Qt lays the facts out a moment after they are shown
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == SHA
    assert copy.text() == "Kopiert"


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        (
            Source("a.csv", "", 3, "", "2021-04-16T08:30"),
            [("Fil", "a.csv"), ("Rad", "3"), ("Teke inn", "16.04.2021 08:30")],
        ),
        (Source("skjema.pdf", "", 0, "", "i går"), [("Fil", "skjema.pdf"), ("Teke inn", "i går")]),
        (Source("", "", 1, "<b>x</b>", ""), [("Rad", "1")]),
    ],
)
def test_what_is_not_known_is_left_out(source: Source, rows: list[tuple[str, str]]) -> None:
    assert provenance.source_rows(source) == rows
    assert provenance.told_sha(source.sha256) == ""


@pytest.mark.parametrize(
    "written",
    ["", "i går", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2021-13-01", "2021-04-16T08:30:00Z"],
)
def test_any_time_can_be_shown(written: str) -> None:
    assert isinstance(provenance.time_words(written), str)


@pytest.mark.parametrize("given", [None, 7, "", "abc", SHA[:-1], SHA.upper(), "<img src=x>" + SHA, SHA + "\n"])
def test_only_a_sum_is_shown_as_one(given: object) -> None:
    assert provenance.told_sha(given) == ""


def test_other_columns_are_plain_text_under_their_own_heading(window: MainWindow, qtbot: QtBot) -> None:
    update(window.session, "21-01", other=(("Kontakt", "<b>Kari</b> & co"), ("K" * 60, "x" * 300)))
    choose(window, qtbot, "21-01")
    qtbot.waitUntil(lambda: window.findChild(QLabel, "proposal.otherColumns") is not None)
    texts = form_texts(window)
    at = texts.index("Andre kolonnar")
    assert {"Kontakt", "<b>Kari</b> & co", "K" * 60, "x" * 300} <= set(texts[at:])
    assert "Kontakt" not in texts[:at]
    facts = window.details._facts
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in facts.findChildren(QLabel))
    assert facts.minimumSizeHint().width() <= window.details.width()


def test_without_other_columns_there_is_no_such_heading(window: MainWindow, qtbot: QtBot) -> None:
    update(window.session, "21-01", other=())
    choose(window, qtbot, "21-01")
    assert "Andre kolonnar" not in form_texts(window)


# A whole list, from the file to the board


@pytest.fixture
def newer_list(ranked: Session, tmp_path: Path) -> Path:
    """Give the list of the round once more: 21-01 asks for less, and 21-11 isn't in it."""
    rows = ["Løpenr;Tittel;Søkjar;Søkt 2021"]
    for ref, p in ranked.required().proposals.items():
        nok = 900_000 if ref == "21-01" else p.requested.total(2021) if p.requested is not None else ""
        rows += [f"{ref};{p.title};{p.applicant};{nok}"] * (ref != "21-11")
    file = tmp_path / "liste 2.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_a_newer_list_marks_what_it_changes_and_one_undo_takes_it_back(
    window: MainWindow, qtbot: QtBot, newer_list: Path
) -> None:
    before = window.session.required()
    change = plan(read(newer_list, year=2021), before).change()
    actions.take_in(window.session, change, without_backup=True)
    after = window.session.required()
    assert (after.board, after.standings) == (before.board, before.standings)
    assert tags(window.session, "21-01")[0] == "Søkt 978 000 → 900 000"
    assert "Ikkje i siste liste" in tags(window.session, "21-11")
    source = _source(after.proposals["21-01"])
    sha = source.sha256
    assert newer_list.read_text(encoding="utf-8").splitlines()[source.row - 1].startswith("21-01;")
    choose(window, qtbot, "21-01")
    window.details.tabs.setCurrentIndex(2)
    history = plain(window.details._history.text()).splitlines()
    assert history[0].endswith(f"(rad {source.row}, SHA-256 {sha[:12]})")
    window.commands["timeline"].trigger()
    assert f"(SHA-256 {sha[:12]})" in (shown(window, "timeline.chosen") or "")
    assert window.findChild(QLabel, "timeline.chosen").toolTip() == f"SHA-256 {sha}"
    window.commands["undo"].trigger()
    assert window.session.required() == before
    window.side.show_details()
    assert window.details.ref == "21-11", "the last of what was taken back"
    qtbot.waitUntil(lambda: "Angra" in window.details._history.text())
    undone, done, _ = plain(window.details._history.text()).splitlines()
    assert "SHA-256" not in undone, "an undo brings nothing in"
    assert done.endswith("liste 2.csv (Ikkje i siste liste)")


def _source(proposal: Proposal) -> Source:
    assert proposal.source is not None
    return proposal.source
