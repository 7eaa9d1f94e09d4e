"""The real window on a real X server, with a real mouse, read as a screen reader reads it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.e2e.sitting import program, seen

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def kroner(text: object) -> int:
    """Read the last amount in what is said: «etter slepp: 4 260 000 kr»."""
    amounts = re.findall(r"(\u2212?)(\d[\d\u00a0]*)\u00a0kr", str(text))
    assert amounts, f"no amount in {text!r}"
    sign, digits = amounts[-1]
    return int(digits.replace("\u00a0", "")) * (-1 if sign else 1)


def title(card: str) -> str:
    """Give what a card says after its rank, up to its applicant."""
    return card.split(". ", 1)[1].split(",")[0]


@pytest.fixture(scope="module")
def drop(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Drop the second proposal into «Prioritert», kill the program, and start it again."""
    data_dir = tmp_path_factory.mktemp("data")
    return seen("steps_drop.py", *program(), "--lang", "nn", "--data-dir", str(data_dir), "--demo")


def test_the_demo_starts_with_all_the_money_left(drop: dict[str, Any]) -> None:
    assert drop["remaining_before"] == "4\u00a0900\u00a0000\u00a0kr"
    counts = {lane: len(cards) for lane, cards in drop["board_before"].items()}
    assert counts == {"unhandled": 11, "prioritised": 0, "reserve": 0, "declined": 0}


def test_escape_gives_a_drag_up(drop: dict[str, Any]) -> None:
    assert drop["board_given_up"] == drop["board_before"]


def test_the_money_moves_while_dragging_and_after_the_drop(drop: dict[str, Any]) -> None:
    amount = kroner(drop["board_before"]["unhandled"][1])
    assert amount > 0
    assert kroner(drop["preview"]) == 4_900_000 - amount
    assert kroner(drop["remaining_during"]) == 4_900_000
    assert kroner(drop["remaining_after"]) == 4_900_000 - amount


def test_the_card_lies_where_it_was_dropped(drop: dict[str, Any]) -> None:
    before, after = drop["board_before"], drop["board_after"]
    card = title(before["unhandled"][1])
    assert [title(c) for c in after["prioritised"]] == [card]
    assert after["prioritised"][0].startswith("1. ")
    assert [title(c) for c in after["unhandled"]] == [title(c) for c in before["unhandled"] if title(c) != card]
    assert card in drop["last_action"]


def test_a_power_cut_loses_nothing(drop: dict[str, Any]) -> None:
    assert drop["board_restarted"] == drop["board_after"]
    assert drop["remaining_restarted"] == drop["remaining_after"]
