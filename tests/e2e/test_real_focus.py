"""The keyboard stays on the card that is moved, as a screen reader is told it: by keys, undo, box and search."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.sitting import program, seen

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

LESE, PSYKISK = "Lese saman", "Psykisk helse i klasserommet"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Walk and move in every way the keyboard has; each step waits for the card, then for the keyboard on it."""
    data_dir = tmp_path_factory.mktemp("data")
    return seen("steps_focus.py", *program(), "--lang", "nn", "--data-dir", str(data_dir), "--demo")


@pytest.mark.parametrize(
    ("step", "card", "rank"),
    [
        ("down", LESE, "2. "),
        ("down_again", PSYKISK, "3. "),
        ("up", LESE, "2. "),
        ("within_up", LESE, "1. "),
        ("within_down", LESE, "3. "),
        ("between_lanes", LESE, "1. "),
        ("two_lanes_on", LESE, ""),
        ("back_a_lane", LESE, "R1. "),
        ("walked_home", PSYKISK, "2. "),
        ("another", PSYKISK, "1. "),
        ("undone", PSYKISK, "2. "),
        ("undone_once_more", LESE, ""),
        ("done_again", LESE, "R1. "),
        ("move_to", LESE, "1. "),
        ("from_the_search", LESE, "1. "),
    ],
)
def test_the_keyboard_is_on_the_card_where_it_stands_then(
    followed: dict[str, Any], step: str, card: str, rank: str
) -> None:
    assert followed[step].startswith("list item ")
    assert f"{rank}{card}, " in followed[step]


def test_every_move_is_said_with_place_and_money(followed: dict[str, Any]) -> None:
    said = followed["announced"].replace("\u00a0", " ").split("\n")
    assert said[3] == "«Lese saman» flytta frå Ikkje handsama til Prioritert. Prioritert, plass 1 av 1. " + (
        "4 260 000 kr att å fordele"
    )
    assert [line for line in said if line.startswith("Angra: ")] == [
        f"Angra: «{PSYKISK}» flytta frå Ikkje handsama til Prioritert. Ikkje handsama, plass 2 av 10. "
        "4 900 000 kr att å fordele",
        f"Angra: «{LESE}» flytta frå Ikkje prioritert til Reserve. Ikkje prioritert, plass 1 av 1. "
        "4 900 000 kr att å fordele",
    ]
    assert "Etter flyttinga: 4 260 000 kr att" in said, "what a box offers is said before it is done"
