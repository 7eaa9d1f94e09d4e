"""A list taken in on a real X server: chosen and put right with the keyboard, and dropped with a real mouse."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.e2e.sitting import program, seen

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HEAD = "Løpenr;Søkjar;Tittel;Nettverk;Søkt beløp 2021\n"
FIRST = (
    "21-40;A kommune;Klart;Kyst;100 000\n21-41;B kommune;Uklart;Kyst;ca. 300 000\n21-42;C kommune;Utan;Kyst;50 000\n"
)
SECOND = "21-50;D kommune;Sleppt;Kyst;100 000\n"


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Take in three rows, one put right and one left out; undo; then drop another list, and give it up."""
    folder = tmp_path_factory.mktemp("lists")
    first, second = folder / "ei liste.csv", folder / "ei til.csv"
    first.write_text(HEAD + FIRST, "utf-8")
    second.write_text(HEAD + SECOND, "utf-8")
    options = ("--lang", "nn", "--data-dir", str(folder / "data"), "--demo")
    return seen("steps_import.py", str(first), str(second), sys.executable, *program(), *options)


def test_the_preview_says_what_is_in_the_list(taken_in: dict[str, Any]) -> None:
    assert taken_in["summary"] == "3 framlegg forstått · 1 rad i tvil"
    assert taken_in["total_before"] == "Søkt i alt: 150\u00a0000\u00a0kr"


def test_the_total_follows_what_is_written_over_and_left_out(taken_in: dict[str, Any]) -> None:
    assert taken_in["total_after"] == "Søkt i alt: 450\u00a0000\u00a0kr"
    assert taken_in["total_without"] == "Søkt i alt: 400\u00a0000\u00a0kr"


def test_two_of_the_three_are_taken_in_as_one_action(taken_in: dict[str, Any]) -> None:
    assert (taken_in["cards_before"], taken_in["cards_after"]) == (11, 13)
    assert taken_in["last_action"] == "2 framlegg henta inn frå ei liste.csv"


def test_a_dropped_list_is_shown_and_given_up(taken_in: dict[str, Any]) -> None:
    assert taken_in["hint"] == "Slepp for å sjå på lista. Ingenting blir lagra enno."
    assert taken_in["dropped_summary"] == "1 framlegg forstått · 0 rader i tvil"
    assert taken_in["cards_given_up"] == 11
