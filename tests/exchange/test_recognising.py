"""Who is who in a newer list: by number, else asked; what is gone is marked, what the forum did is never touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kompetanse_desktop import actions, text
from kompetanse_desktop.domain.board import Lane, Move
from kompetanse_desktop.domain.change import apply
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.demo import demo_round
from kompetanse_desktop.exchange.plan import Plan, plan
from kompetanse_desktop.exchange.reading import Reading, left_out, read, read_clipboard
from kompetanse_desktop.exchange.recognising import bare

Make = Callable[..., Path]
HEAD = "Løpenr;Søkjar;Tittel;Søkt 2021\n"
THREE = HEAD + "21-01;Voss;Lese;5000\n21-02;Eid;Rekne;6000\n21-03;Odda;Symje;7000\n"
EMPTY = RoundState(demo_round())


@pytest.fixture
def listed(make_text: Make) -> Callable[[str], Reading]:
    """Give a reader of lists written as text."""
    return lambda content: read(make_text(content), year=2021)


Listed = Callable[[str], Reading]


def _after(made: Plan, state: RoundState) -> RoundState:
    return apply(state, made.change().edits)


@pytest.fixture
def three(listed: Listed) -> RoundState:
    return _after(plan(listed(THREE), EMPTY), EMPTY)


def _asked(made: Plan) -> list[tuple[int, str]]:
    return [(question.row, question.ref) for question in made.questions]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("21-01", "21-1", True),
        ("21-01", "21 - 01", True),
        ("21-01", "21–01", True),
        ("00042", "42", True),
        ("A-7", "a-007", True),
        ("21-10", "21-1", False),
        ("210", "21", False),
        ("0", "00", True),
        ("21-01", "21-02", False),
    ],
)
def test_numbers_without_what_people_leave_out(one: str, other: str, same: bool) -> None:
    assert (bare(one) == bare(other)) is same


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("21-01;Voss;Lese;5000", []),
        ("21-1;Voss;Lese;5000", [(2, "21-01")]),
        ("21-1;Nokon;Noko anna;5000", [(2, "21-01")]),
        ("21 - 01;Voss;Lese;9000", [(2, "21-01")]),
        ("99;Voss;Lese;5000", [(2, "21-01")]),
        ("99;VOSS;«Lese»!;5000", [(2, "21-01")]),
        ("99;Voss;Skrive;5000", []),
        ("99;Ulvik;Lese;5000", []),
        (";Voss;Lese;9000", [(2, "21-01")]),
        (";Voss;Lesa;9000", []),
        (";Eid;Rekna;9000", []),
        (";Voss;Noko heilt anna;9000", []),
    ],
)
def test_what_is_asked_about(listed: Listed, three: RoundState, row: str, asked: list[tuple[int, str]]) -> None:
    made = plan(listed(f"{HEAD}{row}\n"), three)
    assert _asked(made) == asked
    assert len(made.entries) == (0 if asked else 1)
    if asked:
        assert made.change().edits == ()
        assert made.sum_requested == 0


def test_a_title_that_was_corrected_is_asked_about_where_there_is_no_number(listed: Listed) -> None:
    before = listed(
        HEAD + "1;Voss;Inkluderande overgangar i skulen;5000\n2;Voss;Inkluderande overgangar i barnehagen;1\n"
    )
    state = _after(plan(before, EMPTY), EMPTY)
    made = plan(listed(HEAD + ";Voss;Inkluderende overgangar i skulen;5000\n"), state)
    assert _asked(made) == [(2, "1")]
    assert made.questions[0].title == "Inkluderande overgangar i skulen"
    assert made.questions[0].applicant == "Voss"


def test_parts_of_one_measure_are_not_each_other(listed: Listed) -> None:
    before = listed(HEAD + "1;Voss;Inkluderande praksis, del 1;5000\n2;Voss;Inkluderande praksis, del 2;5000\n")
    state = _after(plan(before, EMPTY), EMPTY)
    made = plan(listed(HEAD + ";Voss;Inkluderande praksis, del 3;5000\n;Voss;Inkluderende praksis del 2;1\n"), state)
    assert (_asked(made), len(made.new)) == ([(3, "2")], 1)


def test_both_numbers_in_the_list_are_two_proposals(listed: Listed, three: RoundState) -> None:
    made = plan(listed(THREE + "21-1;Voss;Lese;5000\n"), three)
    assert (_asked(made), [entry.ref for entry in made.new]) == ([], ["21-1"])


def test_an_answer_keeps_the_number_of_the_round_and_is_remembered(listed: Listed, three: RoundState) -> None:
    reading = listed(HEAD + "21-1;Voss;Lese;5500\n21-02;Eid;Rekne;6000\n21-03;Odda;Symje;7000\n")
    made = plan(reading, three, {2: "21-01"})
    assert (made.questions, [entry.ref for entry in made.changed], made.missing) == ((), ["21-01"], ())
    state = _after(made, three)
    assert state.proposals["21-01"].other == (("Løpenr", "21-1"),)
    again = plan(reading, state)
    assert (again.questions, again.change().edits, len(again.unchanged)) == ((), (), 3)


def test_an_answer_of_a_new_one_is_taken_as_it_is(listed: Listed, three: RoundState) -> None:
    made = plan(listed(HEAD + "21-1;Voss;Lese;5500\n"), three, {2: None})
    assert [entry.ref for entry in made.new] == ["21-1"]
    assert "21-01" in made.missing


@pytest.mark.parametrize("same", [{2: "nobody"}, {2: "21-02"}, {9: "21-01"}])
def test_an_answer_that_cannot_be_right_leaves_the_question(
    listed: Listed, three: RoundState, same: Mapping[int, str | None]
) -> None:
    made = plan(listed(HEAD + "21-1;Voss;Lese;5500\n21-02;Eid;Rekne;6000\n"), three, same)
    assert _asked(made) == [(2, "21-01")]


def test_two_rows_are_never_the_same_proposal(listed: Listed, three: RoundState) -> None:
    reading = listed(HEAD + ";Voss;Lese;5500\n;Voss;Lese;5600\n")
    assert _asked(plan(reading, three)) == [(2, "21-01"), (3, "21-01")]
    made = plan(reading, three, {2: "21-01", 3: "21-01"})
    assert ([entry.ref for entry in made.changed], [entry.ref for entry in made.new]) == (["21-01"], ["rad-3"])


def test_two_that_are_called_the_same_are_both_asked_about(listed: Listed) -> None:
    state = _after(plan(listed(HEAD + "1;Voss;Lese;5000\n2;Voss;Lese;6000\n"), EMPTY), EMPTY)
    reading = listed(HEAD + ";Voss;Lese;7000\n")
    assert _asked(plan(reading, state)) == [(2, "1"), (2, "2")]
    assert [entry.ref for entry in plan(reading, state, {2: "2"}).changed] == ["2"]


# --- what the forum has done


@pytest.fixture
def worked_on(three: RoundState) -> RoundState:
    """Give the three with a lane, a rank, an amount, a reason and a note of the forum's own."""
    standing = Standing(
        recommended=Amounts({(Payee.OWNER, 2021): 4000}), reason="Avkorta", conditions="Rapport", private_note="Hugs"
    )
    board = three.board.moved(Move(("21-02", "21-01"), Lane.PRIORITISED)).moved(Move(("21-03",), Lane.DECLINED))
    return replace(three, board=board, standings={"21-01": standing, "21-03": Standing(withdrawn=True)})


def test_a_changed_request_is_marked_until_it_is_seen(listed: Listed, worked_on: RoundState) -> None:
    state = worked_on
    for asked, earlier in ((5500, 5000), (5800, 5000), (5000, None), (5900, 5000)):
        made = plan(listed(THREE.replace("Lese;5000", f"Lese;{asked}")), state)
        state = _after(made, state)
        marked = state.proposals["21-01"].earlier_requested
        assert (None if marked is None else marked.total(2021)) == earlier
        assert (state.board, state.standings) == (worked_on.board, worked_on.standings)
    seen = replace(state.proposals["21-01"], earlier_requested=None)
    state = replace(state, proposals={**state.proposals, "21-01": seen})
    made = plan(listed(THREE.replace("Lese;5000", "Lese;1.250")), state)
    assert made.changed[0].after.earlier_requested == Amounts({(Payee.UNDIVIDED, 2021): 5900})
    state = _after(made, state)
    assert state.proposals["21-01"].requested is None


def test_a_request_that_was_unknown_is_marked_as_that(listed: Listed) -> None:
    state = _after(plan(listed(HEAD + "1;Voss;Lese;ca. 5000\n"), EMPTY), EMPTY)
    made = plan(listed(HEAD + "1;Voss;Lese;5000\n"), state)
    assert made.changed[0].after.earlier_requested == Amounts()


def test_what_is_gone_from_the_list_is_marked_and_stays(listed: Listed, worked_on: RoundState) -> None:
    shorter = listed(HEAD + "21-02;Eid;Rekne;6000\n")
    made = plan(shorter, worked_on)
    assert made.missing == ("21-01", "21-03")
    assert [p.ref for p in made.gone] == ["21-01"]  # the other the forum has put aside itself
    assert made.does_something
    assert text.say(made.change().name) == "Marked as not in liste.csv: 1"
    state = _after(made, worked_on)
    assert state.proposals["21-01"].gone_from == "liste.csv"
    assert (state.board, state.standings) == (worked_on.board, worked_on.standings)
    assert plan(shorter, state).change().edits == ()
    back = plan(listed(THREE), state)
    assert (len(back.unchanged), back.does_something) == (3, True)
    assert text.say(back.change().name) == "In liste.csv again: 1"
    assert _after(back, state) == worked_on


def test_the_list_of_one_network_says_nothing_of_anothers(listed: Listed, three: RoundState, make_text: Make) -> None:
    other = read(make_text(HEAD + "S-1;Odda;Om;100\nS-2;Odda;Att;200\n", name="sør.csv"), year=2021)
    made = plan(other, three)
    assert (made.missing, made.gone) == (("21-01", "21-02", "21-03"), ())
    state = _after(made, three)
    newer = read(make_text(HEAD + "S-2;Odda;Att;200\n", name="sør.csv"), year=2021)
    assert [p.ref for p in plan(newer, state).gone] == ["S-1"]


def test_what_was_pasted_says_nothing_of_the_rest(three: RoundState) -> None:
    pasted = read_clipboard(None, THREE.replace(";", "\t").replace("21-03", "21-04"), year=2021)
    made = plan(pasted, three)
    assert (made.missing, made.gone, len(made.unchanged)) == ((), (), 2)


def test_a_row_that_is_left_out_is_not_missing(listed: Listed, three: RoundState) -> None:
    reading = left_out(listed(THREE.replace("5000", "5500")), [2])
    made = plan(reading, three)
    assert (made.missing, made.gone, made.changed, len(made.unchanged)) == ((), (), (), 2)
    assert reading.sum_requested == 13_000


def test_one_undo_takes_all_of_it_back(tmp_path: Path, listed: Listed) -> None:
    with actions.Session.open(tmp_path / "data") as session:
        actions.new_round(session, replace(demo_round(), id=""))
        _undone_and_redone(session, listed)


def _undone_and_redone(session: actions.Session, listed: Listed) -> None:
    actions.take_in(session, plan(listed(THREE), session.required()).change())
    actions.move(session, ["21-01"], Lane.PRIORITISED)
    before = session.required()
    made = plan(listed(HEAD + "21-01;Voss;Lese;5500\n9;Ulvik;Ny;1000\n"), before)
    assert (len(made.new), len(made.changed), len(made.gone)) == (1, 1, 2)
    actions.take_in(session, made.change())
    assert session.required() != before
    actions.undo(session)
    assert session.required() == before
    actions.redo(session)
    assert session.required().proposals["21-02"].gone_from == "liste.csv"


# --- field by field


def _differences(made: Plan) -> list[tuple[str, str, str]]:
    (entry,) = made.changed
    return [(d.name, d.before.replace("\u00a0", " "), d.after.replace("\u00a0", " ")) for d in entry.differences]


def test_what_differs_is_told_field_by_field(listed: Listed) -> None:
    head = "Løpenr;Søkjar;Tittel;Søkt 2021;Søkt 2022;Motteke;Ny/vidareføring;Målgruppe;Merknad;Varigheit\n"
    before = listed(head + "1;Voss;Lese;5000;;16.04.2021;ny;Skule;a;2\n")
    state = _after(plan(before, EMPTY), EMPTY)
    made = plan(listed(head + "1;Voss herad;Lese;5000;3000;17.04.2021;vidareføring;Skule, PPT;b;3\n"), state)
    assert _differences(made) == [
        ("Applicant", "Voss", "Voss herad"),
        ("Target group", "Skule", "Skule, PPT"),
        ("Duration in years", "2", "3"),
        ("Requested", "2021: 5 000 kr, 2022: 0 kr", "2021: 5 000 kr, 2022: 3 000 kr"),
        ("New or continued", "no", "yes"),
        ("Received", "16.04.2021", "17.04.2021"),
        ("Merknad", "a", "b"),
    ]


@pytest.mark.parametrize(
    ("row", "before", "after"),
    [
        ("6000;0", "5 000 kr", "6 000 kr"),
        ("4000;1000", "2021 owner: 5 000 kr", "2021 owner: 4 000 kr, 2021 UH: 1 000 kr"),
        ("ca. 5000;0", "5 000 kr", "unknown"),
    ],
)
def test_amounts_are_told_so_that_they_differ(listed: Listed, row: str, before: str, after: str) -> None:
    head = "Løpenr;Søkjar;Tittel;Søkt 2021 eigar;Søkt 2021 UH\n"
    state = _after(plan(listed(head + "1;Voss;Lese;5000;0\n"), EMPTY), EMPTY)
    told = _differences(plan(listed(f"{head}1;Voss;Lese;{row}\n"), state))
    assert told[0] == ("Requested", before, after)
