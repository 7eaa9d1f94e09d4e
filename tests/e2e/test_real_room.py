"""On a small screen, at 100 % and at 200 %, nothing has the keyboard that can't be seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.sitting import program, seen

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SIZES = {"100 %": 1, "200 %": 2}
LEAST = 20
"""What has the keyboard is at least so high, in pixels at 100 %: less has been squeezed."""
EVERYWHERE = {"board.search", "action.import", "action.innstilling", "filter.open", "board.lock", "panel.tabs"}
LANES = {"board.unhandled", "board.prioritised", "board.reserve", "board.declined"}
STATES = {
    "details": LANES | {"proposal.recommended", "proposal.reason", "proposal.note", "action.moveTo"},
    "checks": LANES | {"checks.list", "checks.note", "checks.answer", "checks.accept"},
    "timeline": LANES | {"timeline.list"},
    "filter": LANES | {"filter.text", "filter.network", "filter.lane", "filter.remarked"},
    "table": {"table.view", "proposal.recommended", "proposal.note"},
}
"""What Tab must come to in each state, besides what is in all of them."""


@pytest.fixture(scope="module")
def stops(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Go through the window with Tab in each of its states."""
    data_dir = tmp_path_factory.mktemp("data")
    return seen("steps_room.py", *program(), "--lang", "nn", "--data-dir", str(data_dir), "--demo")


def enough(stop: dict[str, Any], zoom: int) -> bool:
    """Tell whether as much is seen of a stop as there is room for, and not less than can be read."""
    wide, high = (min(stop["box"][side], stop["room"][side]) for side in (2, 3))
    return bool(stop["seen"][2] >= wide and stop["seen"][3] >= high and stop["seen"][3] >= LEAST * zoom)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_what_has_the_keyboard_is_seen(stops: dict[str, Any], size: str, state: str) -> None:
    hidden = [stop for stop in stops[f"{size} {state}"] if not enough(stop, SIZES[size])]
    assert hidden == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_tab_comes_to_everything_and_each_has_a_name(stops: dict[str, Any], size: str, state: str) -> None:
    came_to = stops[f"{size} {state}"]
    assert {stop["id"] for stop in came_to} >= EVERYWHERE | STATES[state]
    assert [stop for stop in came_to if len(stop["name"].split(" ", 1)[1].strip()) < 2] == []
