"""Backups from the command line: put away, listed, taken back, and made by themselves after work was done."""

from __future__ import annotations

import argparse
from pathlib import Path

from kompetanse_desktop import paths, text
from kompetanse_desktop.cli import rounds
from kompetanse_desktop.cli.answer import Answer
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.text import say, say_count

WRITING = frozenset({"import", "move", "amount", "undo", "redo"})
"""After the commands that write, a backup may be due."""


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


def recover(namespace: argparse.Namespace) -> Answer:
    """Put a damaged library together again from the newest good copy and all that can be read of it."""
    from kompetanse_desktop import actions, labels

    try:
        actions.Session.open(namespace.data_dir, write=False).close()
        actions.examine(_library(namespace))
    except actions.Damaged:
        rescue = actions.look_for_rescue(namespace.data_dir)
    else:
        return Answer([say("The library is whole. Nothing was done.")], {"damaged": False})
    aside = actions.recover(rescue)
    lines = [
        f"{say(labels.round_name(one.round))}: {one.found.value}"
        + ("" if not one.lacks else f" ({say_count('{count} action lost', '{count} actions lost', one.lacks)})")
        for one in rescue.rounds
    ]
    if aside is not None:
        lines.append(say("The damaged file is kept as {file}.", file=str(aside)))
    data = {
        "damaged": True,
        "kept": None if aside is None else str(aside),
        "rounds": [{"id": one.round.id, "from": one.found.value, "lacks": one.lacks} for one in rescue.rounds],
    }
    return Answer(lines, data)


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
        return namespace.round_command not in rounds.READING
    return namespace.command in WRITING and not (namespace.command == "import" and namespace.dry_run)


def _library(namespace: argparse.Namespace) -> Path:
    return paths.library_file(paths.data_dir(namespace.data_dir))
