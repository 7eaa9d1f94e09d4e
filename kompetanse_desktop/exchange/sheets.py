"""Sheets of cells as they came in, whatever the file: what the understanding of lists starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.exchange.values import Value


@dataclass(frozen=True)
class Merge:
    """A merged area, rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """The cells of one sheet as they are; what is odd about some of them is beside them, counted from 0.

    ``errors`` and ``uncalculated`` are (row, column) of cells that are empty in ``rows``.
    ``hidden_rows`` and ``hidden_columns`` are read like the others: whether they count is the user's
    choice. ``very_hidden`` is a sheet that Excel's own menus don't show. ``is_form`` says that the first
    row holds the names of a form's fields and each row after it one filled-in form.

    A sheet that was joined from several files has ``row_files`` and ``row_numbers`` beside ``rows``:
    the file each row came from, and its number there, counted from 1. They are None for all others.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    visible: bool = True
    merges: Sequence[Merge] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    very_hidden: bool = False
    is_form: bool = False
    row_files: Sequence[str] | None = None
    row_numbers: Sequence[int] | None = None


@dataclass
class Tables:
    """All sheets of a file, and what there is to say of the file as a whole.

    ``digests`` gives the SHA-256 of each file by its name: one for a file, several where files were
    joined, none for what came from the clipboard.
    """

    sheets: list[Sheet]
    notes: list[Saying] = field(default_factory=list)
    digests: Mapping[str, str] = field(default_factory=dict)
