"""Drags with a real mouse on a real X server: wherever a hand can let go, and what the screen says before it does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.exchange.demo import demo_round
from kompetanse_desktop.exchange.plan import plan
from kompetanse_desktop.exchange.reading import read
from tests.e2e.sitting import program, seen

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

COUNT = 60
AVAILABLE = 4_900_000
RANKED = 4
"""So many are prioritised before the first drag."""


def asked(number: int) -> int:
    """Give what a proposal asks for, in kroner."""
    return 50_000 + 1_000 * number


def make_library(folder: Path) -> None:
    """Keep a round of sixty proposals, the first four of them prioritised."""
    rows = [f"21-{n:02};Kommune {n};Tiltak {n:02};Kyst;{asked(n)}" for n in range(1, COUNT + 1)]
    listed = folder.with_name("liste.csv")
    listed.write_text("\n".join(["Løpenr;Søkjar;Tittel;Nettverk;Søkt beløp 2021", *rows]), "utf-8")
    with Session.open(folder) as session:
        actions.new_round(session, demo_round())
        actions.take_in(session, plan(read(listed, year=2021), session.required()).change())
        actions.move(session, [f"21-{n:02}" for n in range(1, RANKED + 1)], Lane.PRIORITISED)


@pytest.fixture(scope="module")
def drags(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Drag within a lane, between lanes, several at once, along a long lane, on a locked board, and in vain."""
    folder = tmp_path_factory.mktemp("drags") / "data"
    folder.mkdir()
    make_library(folder)
    return seen("steps_drags.py", *program(), "--lang", "nn", "--data-dir", str(folder))


def numbers(lane: list[str]) -> list[int]:
    """Give the proposals of a lane by their numbers, in order."""
    return [int(found[1]) for card in lane if (found := re.search(r"Tiltak (\d+)", card))]


def before_and_after(step: dict[str, Any]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Give the board before and after a drag, by the numbers of the proposals."""
    before, after = ({lane: numbers(cards) for lane, cards in step[at].items()} for at in ("before", "board"))
    return before, after


def money_left(text: str) -> int:
    """Read the last amount of what is said."""
    return int(re.findall(r"\d[\d\u00a0]*(?=\u00a0kr)", text)[-1].replace("\u00a0", ""))


def lifted(before: dict[str, list[int]], *moved: int) -> dict[str, list[int]]:
    """Give a board without some of its proposals."""
    return {lane: [number for number in cards if number not in moved] for lane, cards in before.items()}


# Where a card goes: step → (the card, the lane, its place there from 0)
DROPS = {
    "down": (1, "prioritised", 2),
    "up": (4, "prioritised", 1),
    "between": (6, "prioritised", 1),
    "empty": (2, "reserve", 0),
    "below": (5, "prioritised", -1),
    "unlocked": (None, "reserve", -1),
}


@pytest.mark.parametrize("name", DROPS)
def test_a_card_lies_where_it_was_let_go(drags: dict[str, Any], name: str) -> None:
    before, after = before_and_after(drags[name])
    card, lane, at = DROPS[name]
    card = card or before["unhandled"][0]
    expected = lifted(before, card)
    expected[lane].insert(len(expected[lane]) + 1 + at if at < 0 else at, card)
    assert after == expected
    assert f"Tiltak {card:02}" in drags[name]["last"]


def test_several_chosen_cards_go_together_in_the_order_of_their_lane(drags: dict[str, Any]) -> None:
    before, after = before_and_after(drags["several"])
    chosen = [before["unhandled"][place] for place in (0, 2, 4)]
    expected = lifted(before, *chosen)
    expected["prioritised"][1:1] = chosen
    assert after == expected
    assert "3 framlegg" in drags["several"]["last"]


def test_the_end_of_a_long_lane_comes_to_the_hand_that_waits_at_its_edge(drags: dict[str, Any]) -> None:
    before, after = before_and_after(drags["to_the_end"])
    assert len(before["unhandled"]) > 40
    first = before["unhandled"][0]
    assert after["unhandled"] == [*before["unhandled"][1:], first]


def test_so_does_its_beginning_for_a_card_from_another_lane(drags: dict[str, Any]) -> None:
    before, after = before_and_after(drags["to_the_top"])
    card = before["prioritised"][0]
    assert after["unhandled"] == [card, *before["unhandled"]]
    assert after["prioritised"] == before["prioritised"][1:]


@pytest.mark.parametrize("name", ["esc", "outside", "hardly", "locked"])
def test_what_is_not_let_go_on_a_lane_moves_nothing(drags: dict[str, Any], name: str) -> None:
    before, after = before_and_after(drags[name])
    assert after == before
    assert drags[name]["preview_after"] == ""


@pytest.mark.parametrize("name", [*DROPS, "several", "to_the_end", "to_the_top", "esc", "outside"])
def test_the_money_is_told_before_the_hand_lets_go(drags: dict[str, Any], name: str) -> None:
    _, after = before_and_after(drags[name])
    told = money_left(drags[name]["preview"])
    if name in ("esc", "outside"):
        held = before_and_after(drags[name])[0]["unhandled"][0]
        assert told == money_left(drags[name]["remaining"]) - asked(held), "what was on offer was not done"
        return
    assert told == AVAILABLE - sum(map(asked, after["prioritised"]))
    assert money_left(drags[name]["remaining"]) == told


def test_a_locked_board_says_why_in_one_sentence(drags: dict[str, Any]) -> None:
    assert drags["locked"]["told"] == (
        "Tavla er låst, så ingenting blir flytta eller endra ved eit uhell. Ctrl+L låser ho opp."
    )
