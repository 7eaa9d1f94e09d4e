"""Several files at once: which of them are one list, as forms and lists with the same headings are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import kinds
from kompetanse_desktop.exchange.reading import name_of, read_several
from kompetanse_desktop.exchange.tables import Progress

Group = tuple[Path, ...]


def groups(files: Sequence[Path], year: int, cancelled: Callable[[], bool], progress: Progress) -> tuple[Group, ...]:
    """Give the files that are read as one list each, in their order. Raises Refusal and Cancelled as ``read``.

    A file that is there twice goes with the first of them, where it is said and read once.
    """
    twins: dict[str, list[Path]] = {}
    for file in files:
        twins.setdefault(hashlib.sha256(kinds.load(file)).hexdigest(), []).append(file)
    left = [same[0] for same in twins.values()]
    found: list[Group] = []
    while left:
        try:
            reading = read_several(left, year=year, cancelled=cancelled, progress=progress)
        except Refusal:
            if not found:
                raise
            found += [(file,) for file in left]  # each is refused when it is its turn; the others are lists
            break
        own = reading.body.reader.table.sheet.row_files
        named = dict(zip(_names(left), left, strict=True))
        group = [named[name] for name in dict.fromkeys(own or ()) if name in named] or left
        found.append(tuple(file for file in left if file in group))
        left = [file for file in left if file not in group]
    copies = {same[0]: same[1:] for same in twins.values()}
    return tuple(tuple(one for file in group for one in (file, *copies[file])) for group in found)


def _names(files: Sequence[Path]) -> list[str]:
    """Give what each file is called where they are read as one: two folders can each have a «skjema.pdf»."""
    names: list[str] = []
    for file in files:
        name, number = name_of(file), 1
        while name in names:
            number += 1
            name = f"{name_of(file)} ({number})"
        names.append(name)
    return names
