"""Sits down at a desk with the installed program, does some steps, and tells what was seen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
TOOLS = ("Xvfb", "openbox", "xdotool", "import", "dbus-run-session", "dbus-send", SYSTEM_PYTHON)
MONITOR_TOOLS = ("Xorg", "xrandr")
DUMMY_CARD = "dummy_drv.so"
"""What several monitors need besides: an X server for a card that isn't there."""
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def missing_tools() -> list[str]:
    """Give what a desk needs and isn't here."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not missing and subprocess.run([SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True).returncode:
        missing = ["python3-gi and gir1.2-atspi-2.0"]
    return missing


def missing_monitor_tools() -> list[str]:
    """Give what a desk with several monitors needs and isn't here."""
    if os.geteuid() != 0:
        return ["an X server with a setup of its own, which only root may start"]
    missing = [tool for tool in MONITOR_TOOLS if shutil.which(tool) is None]
    if not missing and not any(Path("/usr/lib").glob(f"**/xorg/modules/drivers/{DUMMY_CARD}")):
        missing = ["xserver-xorg-video-dummy"]
    return missing


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
