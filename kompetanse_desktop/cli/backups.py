"""Backups from the command line: put away, listed, taken back, and made by themselves after work was done."""

from __future__ import annotations

import argparse
from pathlib import Path

from kompetanse_desktop import paths, text
from kompetanse_desktop.cli.answer import Answer
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.text import say

WRITING = frozenset({"import", "move", "amount", "undo", "redo"})
READING_ROUNDS = frozenset({"list", "send"})
"""After the commands that write, a backup may be due; of those about rounds, these don't."""


def backup(namespace: argparse.Namespace) -> Answer:
    """Put a copy where it was asked for, or else in the library's own folder of backups; or list these."""
    from kompetanse_desktop import actions

    if namespace.list:
        return _listed(namespace)
    if namespace.out is not None:
        actions.backup(namespace.data_dir, Path(namespace.out))
        return Answer([namespace.out], {"file": namespace.out})
    kept = actions.keep_backup(_library(namespace), actions.Why.ASKED)
    return Answer([str(kept.file)], {"file": str(kept.file)})


def _listed(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop import actions

    kept = actions.list_backups(_library(namespace))
    lines = [
        f"{one.file.name}  {text.short_date(one.at)} {one.at:%H:%M}  {say(actions.WHY[one.why])}  "
        f"{text.file_size(one.size)}"
        for one in kept
    ]
    data = [
        {
            "name": one.file.name,
            "file": str(one.file),
            "at": one.at.isoformat(),
            "why": one.why.value,
            "size": one.size,
        }
        for one in kept
    ]
    return Answer(lines or [say("There are no backups yet.")], data)


def restore(namespace: argparse.Namespace) -> Answer:
    """Take everything back from a copy: a file, or one of the library's own backups by its name."""
    from kompetanse_desktop import actions

    kept = actions.restore(namespace.data_dir, Path(namespace.file))
    lines = [say("Everything is taken back from {file}.", file=namespace.file)]
    if kept is not None:
        lines.append(say("What was there before is kept in {file}.", file=str(kept)))
    return Answer(lines, {"file": namespace.file, "kept": None if kept is None else str(kept)})


def after(namespace: argparse.Namespace) -> Saying | None:
    """Make a backup where one is due after a command that writes. Gives what to complain of where it failed."""
    if not _writes(namespace):
        return None
    from kompetanse_desktop import actions

    try:
        library = _library(namespace)
        if actions.is_due(library):
            actions.keep_backup(library, actions.Why.WORK)
    except Refusal as refusal:
        return saying("It was done, but no backup could be made: {reason}", reason=refusal.saying)
    return None


def _writes(namespace: argparse.Namespace) -> bool:
    if namespace.command == "round":
        return namespace.round_command not in READING_ROUNDS
    return namespace.command in WRITING and not (namespace.command == "import" and namespace.dry_run)


def _library(namespace: argparse.Namespace) -> Path:
    return paths.library_file(paths.data_dir(namespace.data_dir))
