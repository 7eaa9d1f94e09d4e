"""What a copy of the library lacks, and what only it has: counted before everything is taken back from it."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kompetanse_desktop.domain.round import Round
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store.backup import check_file, is_file
from kompetanse_desktop.store.connection import connect, known_errors
from kompetanse_desktop.store.library import Library, check_ours


@dataclass(frozen=True)
class Compared:
    """One round here and in a copy: how many entries its journals have, and how many of these are the same.

    A round that isn't there has none.
    """

    round: Round
    here: int
    there: int
    common: int

    @property
    def lacking(self) -> int:
        """How many actions the copy lacks."""
        return self.here - self.common

    @property
    def adding(self) -> int:
        """How many actions only the copy has."""
        return self.there - self.common


def compare(library: Path, file: Path) -> list[Compared]:
    """Compare every round of a library with those of a copy, which is checked whole first. Both are only read.

    Raises Refusal where the copy isn't a sound library of this program or of an older version of it.
    """
    if not is_file(file):
        raise Refusal("There is no file {file}.", file=str(file))
    with tempfile.TemporaryDirectory(prefix="kompetanse-compare-") as folder:
        copy = Path(folder) / "copy.db"
        try:
            shutil.copyfile(file, copy)
        except OSError:
            raise Refusal("The file {file} can't be read.", file=str(file)) from None
        check_file(copy, shown=file)
        there = Library.open(copy)
        try:
            with known_errors(library), closing(connect(library)) as db:
                check_ours(db, library)
                return _compared(Library(library, db), there)
        finally:
            there.close()


def _compared(here: Library, there: Library) -> list[Compared]:
    ours, theirs = ({one.id: one for one in library.rounds()} for library in (here, there))
    return [
        Compared(ours.get(id) or theirs[id], _length(here, id), _length(there, id), _common(here, there, id))
        for id in dict.fromkeys((*ours, *theirs))
    ]


def _length(library: Library, round_id: str) -> int:
    last = library.last_entry(round_id)
    return 0 if last is None else last.number


def _common(here: Library, there: Library, round_id: str) -> int:
    """Count the entries both have. Each carries the hash of the one before, so they part once and for all."""
    same, apart = 0, min(_length(here, round_id), _length(there, round_id)) + 1
    number = apart - 1  # the usual case first: one is the beginning of the other
    while apart - same > 1:
        if here.entry(round_id, number).hash == there.entry(round_id, number).hash:
            same = number
        else:
            apart = number
        number = (same + apart) // 2
    return same
