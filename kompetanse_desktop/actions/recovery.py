"""Find a way on from a library that is damaged or gone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kompetanse_desktop import paths
from kompetanse_desktop.actions.backups import while_closed
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.store import opening
from kompetanse_desktop.store import recovery as store_recovery
from kompetanse_desktop.store.recovery import Rescue


def examine(library_file: Path) -> None:
    """Look through the whole library, the journal too. Raises Damaged. For a thread: nobody has to wait for it."""
    opening.examine(library_file)


def look_for_rescue(data_dir: Path | None) -> Rescue:
    """Find out what can be had again of the library of a data folder. Changes nothing; raises Refusal."""
    return store_recovery.look(paths.library_file(paths.data_dir(data_dir)), datetime.now().astimezone())


def recover(rescue: Rescue) -> Path | None:
    """Make a sound library of what was found; gives where the damaged one now lies. Raises Refusal and Held."""
    return store_recovery.recover(rescue)


def recover_here(session: Session, rescue: Rescue) -> Path | None:
    """Make a sound library of what was found, and go on with it in this session. Raises as ``recover``."""
    aside: list[Path | None] = []
    while_closed(session, lambda: aside.append(store_recovery.recover(rescue)))
    return aside[0]
