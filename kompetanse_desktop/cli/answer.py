"""What a command of the command line says when it has done its work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kompetanse_desktop.domain.saying import Saying


@dataclass(frozen=True)
class Answer:
    """What a command says: as lines for people, as data for --json, the exit code, and a line of complaint."""

    lines: Sequence[str]
    data: Any
    code: int = 0
    complaint: Saying | None = None
