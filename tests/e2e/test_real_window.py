"""The real window on a real X server, with a real mouse, read as a screen reader reads it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
TOOLS = ("Xvfb", "openbox", "xdotool", "import", "dbus-run-session", "dbus-send", SYSTEM_PYTHON)
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def _desk_tools() -> None:
    """Skip where there is no desk to try the window at; on the build machine that is a failure."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not missing and subprocess.run([SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True).returncode:
        missing = ["python3-gi and gir1.2-atspi-2.0"]
    if missing:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell(f"needs {', '.join(missing)} (installer/test.sh installs what is missing when it may)")


def program() -> list[str]:
    """Give the installed program of this environment."""
    found = Path(sys.executable).with_name("kompetanse-desktop")
    assert found.exists(), "install the project first: pip install --editable ."
    return [str(found)]


def seen(steps: str, *command: str) -> dict[str, Any]:
    """Run steps at a desk of their own and give what they saw."""
    result = subprocess.run(
        ["dbus-run-session", "--", SYSTEM_PYTHON, str(HERE / steps), str(HERE / "pictures"), *command],
        capture_output=True,
        text=True,
        timeout=180,
        env={name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
    )
    assert result.returncode == 0, f"{result.stderr[-6000:]}\n(a picture is in tests/e2e/pictures)"
    answer = json.loads(result.stdout.splitlines()[-1])
    assert isinstance(answer, dict)
    return answer


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
