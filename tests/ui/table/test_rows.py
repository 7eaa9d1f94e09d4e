"""What the rows of the table say and how they are sorted, as plain values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.ui.table.rows import (
    COLUMNS,
    Row,
    arranged,
    make_sent,
    spoken_row,
    stands,
    tab_separated,
    word_key,
)
from tests.domain.values import a_proposal, a_round, a_state, states

STATE = a_state(
    {
        Lane.PRIORITISED: [
            a_proposal("21-02", 300_000, applicant="Sørvik kommune"),
            a_proposal("21-10", 4_700_000, title="=HYPERLINK(1)", applicant="Ås kommune"),
        ],
        Lane.RESERVE: [a_proposal("21-9", None, applicant="Ærfugl friskule")],
    },
    **{"21_02": Standing(reason="Eitt\nfor\talle")},
)


def rows(state: RoundState) -> list[Row]:
    return [Row(make_sent(state, ref), stand) for ref, stand in stands(state).items()]


def texts(row: Row) -> dict[str, str]:
    return {column.name: column.text(row) for column in COLUMNS}


def test_a_row_says_where_it_stands_and_what_it_costs() -> None:
    first, second, reserve = (texts(row) for row in rows(STATE))
    assert (first["lane"], first["rank"], first["requested"], first["sum"]) == (
        "Prioritert",
        "1",
        "300\u00a0000",
        "300\u00a0000",
    )
    assert second["sum"] == "5\u00a0000\u00a0000"
    assert second["remarks"].startswith("Utanfor pengane.")
    assert (reserve["rank"], reserve["requested"], reserve["sum"]) == ("R1", "ukjend", "")


def test_places_that_have_ended_are_said_too() -> None:
    two = [a_proposal("21-01", 1), a_proposal("21-02", 1)]
    first, second = rows(a_state({Lane.PRIORITISED: two}, a_round(places=1)))
    assert "plass" not in texts(first)["remarks"]
    assert texts(second)["remarks"].startswith("Utanfor plass")


def test_a_row_is_spoken_in_one_sentence() -> None:
    spoken = [spoken_row(row) for row in rows(STATE)]
    assert spoken[0].startswith("1. Tiltak 21-02, Prioritert, Sørvik kommune, 300\u00a0000\u00a0kr")
    assert "innanfor" in spoken[0]
    assert "utanfor" in spoken[1]
    assert spoken[2].startswith("R1. ")


def test_what_is_copied_is_taken_by_a_spreadsheet_as_it_is_meant() -> None:
    columns = [column for column in COLUMNS if column.name in ("ref", "title", "requested", "reason")]
    lines = tab_separated(columns, rows(STATE)).splitlines()
    assert lines == [
        "Nr.\tTittel\tSøkt\tGrunngjeving",
        "21-02\tTiltak 21-02\t300000\tEitt for alle",
        "21-10\t'=HYPERLINK(1)\t4700000\t",
        "21-9\tTiltak 21-9\tukjend\t",
    ]


@pytest.mark.parametrize(
    ("given_words", "in_order"),
    [
        (["b", "A", "c"], ["A", "b", "c"]),
        (["Ås", "Østre", "Ærfugl", "Zeta", "Äpple"], ["Zeta", "Äpple", "Ærfugl", "Østre", "Ås"]),
        (["21-10", "21-9", "3-1"], ["3-1", "21-9", "21-10"]),
        (["Éa", "Eb", "ea"], ["Éa", "ea", "Eb"]),
        (["", "b", " ", "a"], ["a", "b", "", " "]),
    ],
)
def test_words_in_norwegian_order(given_words: list[str], in_order: list[str]) -> None:
    assert list(arranged(given_words, word_key, descending=False)) == in_order


def test_alike_stay_as_on_the_board_both_ways_and_nothing_comes_last() -> None:
    keys = {"a": (1,), "b": None, "c": (0,), "d": (1,)}
    assert arranged(keys, keys.__getitem__, descending=False) == ("c", "a", "d", "b")
    assert arranged(keys, keys.__getitem__, descending=True) == ("a", "d", "c", "b")
    assert arranged(keys, None, descending=True) == ("a", "b", "c", "d")


@given(states(), st.sampled_from(COLUMNS), st.booleans())
def test_sorting_loses_nothing_and_is_the_same_twice(state: RoundState, column: object, descending: bool) -> None:
    found = {row.sent.ref: row for row in rows(state)}
    order = arranged(found, lambda ref: column.key(found[ref]), descending=descending)  # type: ignore[attr-defined]
    assert sorted(order) == sorted(found)
    assert arranged(order, lambda ref: column.key(found[ref]), descending=descending) == order  # type: ignore[attr-defined]
    assert list(found) == [ref for lane in Lane for ref in state.board[lane]]
