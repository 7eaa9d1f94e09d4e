"""Taking a list in, and in again: new ones last in Unhandled, changed ones where they stand, the forum's work kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kompetanse_desktop import text
from kompetanse_desktop.domain.board import Lane, Move
from kompetanse_desktop.domain.change import Edit, apply
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.demo import demo_file, demo_round
from kompetanse_desktop.exchange.plan import Plan, Question, as_contract, plan, refused_contract
from kompetanse_desktop.exchange.reading import read

MakeText = Callable[..., Path]
HEAD = "Løpenr;Søkjar;Tittel;Søkt 2021\n"


@pytest.fixture
def empty() -> RoundState:
    return RoundState(demo_round())


@pytest.fixture
def taken_in(empty: RoundState) -> RoundState:
    return _after(plan(read(demo_file(), year=2021), empty), empty)


def _after(made: Plan, state: RoundState) -> RoundState:
    return apply(state, made.change().edits)


def _counts(made: Plan) -> tuple[int, int, int, int]:
    return len(made.new), len(made.changed), len(made.unchanged), len(made.missing)


def test_new_proposals_come_last_in_unhandled_in_the_order_of_the_file(empty: RoundState, make_text: MakeText) -> None:
    first = plan(read(make_text(HEAD + "9;Voss;Lese;5000\n"), year=2021), empty)
    state = _after(first, empty)
    made = plan(read(demo_file(), year=2021), state)
    assert _counts(made) == (11, 0, 0, 1)
    after = _after(made, state)
    assert after.board[Lane.UNHANDLED] == ("9", *(p.ref for p in made.reading.proposals))
    assert set(after.proposals) == set(after.board[Lane.UNHANDLED])


def test_the_change_can_be_taken_back(taken_in: RoundState, empty: RoundState) -> None:
    change = plan(read(demo_file(), year=2021), empty).change()
    assert change.action == "import"
    assert apply(taken_in, change.reversed().edits) == empty


def test_the_same_list_again_changes_nothing(taken_in: RoundState) -> None:
    made = plan(read(demo_file(), year=2021, now=datetime(2030, 1, 1, tzinfo=UTC)), taken_in)
    assert _counts(made) == (0, 0, 11, 0)
    assert not made.does_something
    assert made.change().edits == ()


def test_the_language_of_the_day_is_no_change(empty: RoundState, make_text: MakeText) -> None:
    path = make_text(HEAD + "1;Voss;Lese;ca. 5000\n")
    text.use("nn")
    state = _after(plan(read(path, year=2021), empty), empty)
    text.use("en")
    assert _counts(plan(read(path, year=2021), state)) == (0, 0, 1, 0)
    changed = plan(read(make_text(HEAD + "1;Voss;Lese;ca. 6000\n"), year=2021), state)
    assert [entry.changed for entry in changed.changed] == [("other",)]


def test_a_changed_proposal_keeps_what_the_forum_has_done(taken_in: RoundState, make_text: MakeText) -> None:
    standing = Standing(recommended=Amounts({(Payee.OWNER, 2021): 700_000}), reason="Avkorta")
    state = replace(
        taken_in,
        board=taken_in.board.moved(Move(("21-02", "21-01"), Lane.PRIORITISED)),
        standings={"21-02": standing},
    )
    made = plan(read(make_text(HEAD + "21-02;Interkommunal PPT Sør;Ny tittel;900 000\n"), year=2021), state)
    assert _counts(made) == (0, 1, 0, 10)
    assert made.changed[0].changed == ("title", "requested")
    assert made.change().edits[0] == Edit("21-02", state.proposals["21-02"], made.changed[0].after)
    after = _after(made, state)
    assert after.board == state.board
    assert after.standings == {"21-02": standing}
    assert after.proposal("21-02").requested == Amounts({(Payee.UNDIVIDED, 2021): 900_000})


def test_a_shorter_list_says_nothing_of_what_it_has_no_column_for(taken_in: RoundState, sample_csv: Path) -> None:
    made = plan(read(sample_csv, year=2021), taken_in)
    assert _counts(made) == (0, 0, 11, 0)  # its totals are the sums of the parts we know


def test_other_years_stay_when_only_this_year_changes(taken_in: RoundState, make_text: MakeText) -> None:
    made = plan(read(make_text(HEAD + "21-01;Nordeide kommune;Ein skule for alle;900 000\n"), year=2021), taken_in)
    requested = made.changed[0].after.requested
    assert requested is not None
    assert (requested.total(2021), requested.total(2022)) == (900_000, 800_000)
    assert made.changed[0].after.participants == ("Nordeide",)


def test_an_amount_that_has_become_doubtful_is_unknown(taken_in: RoundState, make_text: MakeText) -> None:
    made = plan(read(make_text(HEAD + "21-01;Nordeide kommune;Ein skule for alle;1.250\n"), year=2021), taken_in)
    assert made.changed[0].after.requested is None


def test_a_rejected_row_is_not_missing(taken_in: RoundState, make_text: MakeText) -> None:
    made = plan(read(make_text(HEAD + "21-01;;Ein skule for alle;5\n"), year=2021), taken_in)
    assert "21-01" not in made.missing
    assert len(made.missing) == 10


NAMELESS = "Søkjar;Tittel;Søkt 2021\n"


def test_rows_without_numbers_are_asked_about_where_they_have_moved(empty: RoundState, make_text: MakeText) -> None:
    state = _after(plan(read(make_text(NAMELESS + "Voss;Lese;5000\nUlvik;Rekne;6000\n"), year=2021), empty), empty)
    reading = read(make_text(NAMELESS + "Eid;Ny;1\nVoss;Lese;5000\nUlvik;Rekne;7000\n"), year=2021)
    asked = plan(reading, state)
    assert _counts(asked) == (1, 0, 1, 0)  # what is the same in all can be nothing else
    assert asked.questions == (Question(4, "rad-3", "Rekne", "Ulvik"),)
    assert asked.sum_requested == reading.sum_requested - 7000
    after = _after(asked, state)
    assert {ref: p.title for ref, p in after.proposals.items()} == {"rad-2": "Lese", "rad-3": "Rekne", "rad-2-2": "Ny"}
    assert after.requested("rad-3") == 6000
    same = plan(reading, state, {4: "rad-3"})
    assert (_counts(same), same.questions) == ((1, 1, 1, 0), ())
    assert _after(same, state).requested("rad-3") == 7000
    other = plan(reading, state, {4: None})
    assert (_counts(other), other.questions) == ((2, 0, 1, 1), ())
    assert _after(other, state).proposals["rad-4"].title == "Rekne"


def test_another_list_without_numbers_overwrites_nothing(empty: RoundState, make_text: MakeText) -> None:
    state = _after(plan(read(make_text(NAMELESS + "Voss;Lese;5000\n"), year=2021), empty), empty)
    made = plan(read(make_text(NAMELESS + "Odda;Symje;9000\n", name="andre.csv"), year=2021), state)
    assert _counts(made) == (1, 0, 0, 1)
    assert _after(made, state).proposals["rad-2"].title == "Lese"


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("1;Voss;Lese;5000\n", "1 proposal taken in from liste.csv"),
        ("1;Voss;Lese;5000\n2;Eid;Rekne;1000\n", "2 proposals taken in from liste.csv"),
        ("21-01;Nordeide;Ny;5000\n", "1 proposal updated from liste.csv"),
        ("21-01;Nordeide;Ny;5000\n21-02;Nordeide;Ny;5000\n", "2 proposals updated from liste.csv"),
        ("21-01;Nordeide;Ny;5000\n2;Eid;Rekne;1000\n", "Taken in from liste.csv: 1 new and 1 changed"),
    ],
)
def test_the_change_has_a_name(taken_in: RoundState, make_text: MakeText, rows: str, name: str) -> None:
    assert text.say(plan(read(make_text(HEAD + rows), year=2021), taken_in).change().name) == name


def test_the_contract_of_the_sample(empty: RoundState) -> None:
    said = as_contract(plan(read(demo_file(), year=2021), empty))
    assert list(said) == [
        "accepted", "rejected", "file", "reason", "sum_requested", "new", "changed", "unchanged", "missing", "notes",
    ]  # fmt: skip
    assert (said["file"], said["reason"], said["sum_requested"]) == ("ok", None, 7_768_000)
    assert (said["new"], said["changed"], said["unchanged"], said["missing"]) == (11, 0, 0, 0)
    assert {"row": 10, "ref": "21-01", "title": "Ein skule for alle", "applicant": "Nordeide kommune",
            "network": "Nettverk Nord", "requested": 978_000, "notes": []} in said["accepted"]  # fmt: skip
    assert len(said["notes"]) == 2
    assert json.loads(json.dumps(said)) == said


def test_the_contract_of_doubts_and_rejections(empty: RoundState, make_text: MakeText) -> None:
    rows = "1;Voss;Lese;ca. 300 000\n1;Ulvik;Rekne;5\n;;Skrive;7\n"
    said = as_contract(plan(read(make_text(HEAD + rows), year=2021), empty))
    assert said["accepted"][0]["requested"] is None
    assert said["accepted"][0]["notes"] == ["«ca. 300 000» isn't an exact amount."]
    assert said["rejected"] == [
        {"row": 3, "ref": "1", "field": "ref", "text": "1", "reason": "The number «1» is already used in row 2."},
        {"row": 4, "ref": "", "field": "applicant", "text": "", "reason": "The row has no applicant."},
    ]


def test_the_contract_of_a_refused_file() -> None:
    said = refused_contract(Refusal("{file} is a folder. Choose the list itself.", file="x"))
    assert (said["file"], said["reason"]) == ("refused", "x is a folder. Choose the list itself.")
    assert said["accepted"] == []


def test_five_thousand_rows_go_in_one_change(empty: RoundState, make_text: MakeText) -> None:
    rows = "".join(f"{n};Kommune {n % 300};Tiltak {n};{n + 1000}\n" for n in range(5000))
    made = plan(read(make_text(HEAD + rows), year=2021), empty)
    after = _after(made, empty)
    assert len(after.board[Lane.UNHANDLED]) == 5000
    assert _counts(plan(made.reading, after)) == (0, 0, 5000, 0)
