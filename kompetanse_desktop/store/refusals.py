"""What can be wrong with the library itself: the refusals that the window has a way on from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kompetanse_desktop.domain.saying import Refusal, Saying, saying


class DiskRefusal(Refusal):
    """The disk or another program said no. Nothing was changed, and the same may go well a moment later."""


class Damaged(Refusal):
    """The library isn't as it was written: taken back from a copy, or what can be read is saved."""

    def __init__(self, file: Path, told: Saying | None = None) -> None:
        told = told or saying("The file {file} is damaged.", file=str(file))
        super().__init__(told.message, **told.params)
        self.file = file


class Missing(Damaged):
    """There is no library any more, but there are copies of one."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, saying("The library {file} is gone, but there are copies of it.", file=str(file)))


class TooNew(Refusal):
    """The library was written by a newer program. A copy can be looked at, and nothing written."""

    def __init__(self, file: Path, program: str, found: int, most: int) -> None:
        super().__init__(
            "The file {file} was written by version {program} of the program (library {found}; "
            "this one reads up to {most}).",
            file=str(file),
            program=program,
            found=found,
            most=most,
        )
        self.file = file


@dataclass(frozen=True)
class Holder:
    """Who has the library open for writing: as told in a file beside it, so that others can say it."""

    program: str
    process: int
    machine: str
    since: datetime
    window: bool
    """Whether a person sits in front of it; a command is done in a moment."""


class Held(Refusal):
    """Somebody else is writing to the library. ``holder`` is None where it can't be told who."""

    def __init__(self, file: Path, holder: Holder | None) -> None:
        if holder is None:
            super().__init__("The file {file} is in use by another program. Try again.", file=str(file))
        elif holder.window:
            super().__init__(
                "The library is open in another window (on {machine}, since {since}, process {process}). "
                "Work there, or close it first.",
                machine=holder.machine,
                since=holder.since,
                process=str(holder.process),
            )
        else:
            super().__init__(
                "A command is writing to the library (on {machine}, since {since}, process {process}). Try again.",
                machine=holder.machine,
                since=holder.since,
                process=str(holder.process),
            )
        self.file, self.holder = file, holder
