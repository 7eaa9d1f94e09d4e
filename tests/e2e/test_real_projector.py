"""The room's screen on a real X server with two monitors: followed, unplugged fifty times, mirrored, swapped."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.e2e.sitting import missing_monitor_tools, program, seen

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

TITLE = re.compile(r"(R?\d+)\. ([^,]+), ")


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Show the example round to the room through everything that cables do."""
    if missing := missing_monitor_tools():
        pytest.skip(f"needs {', '.join(missing)} (installer/test.sh installs what is missing when it may)")
    data_dir = tmp_path_factory.mktemp("data")
    return seen("steps_projector.py", *program(), "--lang", "nn", "--data-dir", str(data_dir), "--demo")


def titles(said: list[str]) -> list[str]:
    """Give rank and title of what is said of each proposal; a line between them is passed over."""
    return [" ".join(found.groups()) for line in said if (found := TITLE.match(line))]


def check_same(step: dict[str, Any]) -> None:
    """Hold what the room's window says against what the board says."""
    assert step["room_remaining"] == step["remaining"]
    assert titles(step["room_list"]) == titles([*step["prioritised"], *step["reserve"]])


def test_the_operators_window_is_left_alone_when_the_room_gets_its_own(meeting: dict[str, Any]) -> None:
    assert meeting["shown"] == meeting["before"]


def test_after_every_step_the_room_reads_what_the_board_says(meeting: dict[str, Any]) -> None:
    for step in meeting["story"]:
        check_same(step)
    assert len({step["remaining"] for step in meeting["story"]}) > 1, "too little happened"


def test_fifty_pulled_cables_move_nothing_of_the_operators(meeting: dict[str, Any]) -> None:
    assert len(meeting["places"]) == 50
    assert {tuple(place) for place in meeting["places"]} == {tuple(meeting["before"])}


def test_the_room_has_the_right_figures_after_fifty_pulled_cables(meeting: dict[str, Any]) -> None:
    check_same(meeting["after"])


def test_an_unplugged_screen_is_told_in_one_line(meeting: dict[str, Any]) -> None:
    assert meeting["told"] == "Skjermen til rommet er kopla frå. Han viser det same når han er på plass igjen."
    assert meeting["state_unplugged"] == "Ikkje vist: skjermen er kopla frå"


@pytest.mark.parametrize("change", ["other_size", "mirrored", "swapped", "ended"])
def test_no_change_of_the_screens_touches_the_operators_window(meeting: dict[str, Any], change: str) -> None:
    assert meeting[change] == meeting["before"]


@pytest.mark.parametrize("change", ["swapped_on_the_wall", "third_on_the_wall"])
def test_the_room_stays_on_the_chosen_screen(meeting: dict[str, Any], change: str) -> None:
    assert meeting[change]


def test_the_neutral_page_comes_and_goes_with_one_key(meeting: dict[str, Any]) -> None:
    assert meeting["neutral"] == "Rommet ser nøytral side"
    check_same(meeting["back"])
