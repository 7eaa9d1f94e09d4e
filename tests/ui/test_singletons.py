"""Qt can be called for as long as a meeting lasts, on every Python we promise."""

from __future__ import annotations

import subprocess
import sys

import pytest

CALLS = """
import sys
import kompetanse_desktop.ui
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPen

class Bell(QObject):
    rung = Signal(object)

pen, bell = QPen(), Bell()
bell.rung.connect(lambda _: None)
for _ in range(50_000):
    pen.setWidth(2)
    bell.rung.emit(True)
print("alive", sys.getrefcount(None) > 0)
"""


@pytest.mark.slow
def test_many_calls_do_not_wear_python_out() -> None:
    result = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stdout) == (0, "alive True\n"), result.stderr


def test_holding_twice_is_holding_once() -> None:
    from kompetanse_desktop.ui import singletons

    before = sys.getrefcount(None)
    singletons.hold()
    assert abs(sys.getrefcount(None) - before) < singletons.MANY // 2
