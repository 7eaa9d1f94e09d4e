"""Writes what a version is: its document, and the same figures as data beside it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kompetanse_desktop import actions, durable
from kompetanse_desktop.actions import Finished
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.recommendation import Recommendation
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words
from kompetanse_desktop.ui.innstilling.composing import Composed

DATA = (".xlsx", ".json")


@dataclass(frozen=True)
class Written:
    """The files that were written, the document first, and what the user should know of it."""

    files: tuple[Path, ...]
    notes: tuple[str, ...]


def data_beside(document: Path) -> tuple[Path, ...]:
    """Name the files of the same figures."""
    return tuple(document.with_suffix(ending) for ending in DATA)


def check_name(path: Path) -> None:
    """Raise Refusal for a name without .pdf at its end: it could be a list, which must not be written over."""
    if path.suffix.casefold() != ".pdf":
        raise Refusal("The name of the file must end in .pdf.")


def write_files(recommendation: Recommendation, composed: Composed, path: Path, *, with_data: bool) -> Written:
    """Write the files, each whole or not at all; may run in a thread. Raises Refusal."""
    check_name(path)
    durable.write(composed.pdf, path)
    files = [path]
    if with_data:
        from kompetanse_desktop.exchange import data_out

        for beside in data_beside(path):
            data_out.write(recommendation, beside, Words(composed.wanted.language))
            files.append(beside)
    return Written(tuple(files), composed.notes)


def keep_files(session: Session, version: Finished, composed: Composed, written: Written) -> None:
    """Keep which files were written of a version. Raises Refusal where that couldn't be kept."""
    for file in written.files:
        content = composed.pdf if file == written.files[0] else file.read_bytes()
        kind = file.suffix[1:].casefold()
        actions.keep_document(session, version, kind, composed.wanted.language, file.name, sha256(content).hexdigest())
