"""Put copies of the library away, by themselves or when asked, and take the library back from one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from kompetanse_desktop import paths
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.store import backup as store_backup
from kompetanse_desktop.store import backups as store_backups
from kompetanse_desktop.store import comparison, opening
from kompetanse_desktop.store import restore as store_restore
from kompetanse_desktop.store.backups import Holding, Kept, Why
from kompetanse_desktop.store.comparison import Compared
from kompetanse_desktop.store.lock import holder_of
from kompetanse_desktop.store.refusals import Held

WHY: Mapping[Why, Saying] = {
    Why.IMPORT: Saying("before a list was taken in"),
    Why.MIGRATION: Saying("before a new version of the program"),
    Why.RETURN: Saying("before several steps were undone"),
    Why.CLOSING: Saying("when the program was closed"),
    Why.WORK: Saying("after some work"),
    Why.RESTORE: Saying("before everything was taken back"),
    Why.ASKED: Saying("because somebody asked"),
    Why.ASIDE: Saying("moved out of the way"),
}
"""Why a backup was made, in words that follow its time."""


class NoBackupFirst(Refusal):
    """Something was not done because no backup could be made before it; it can be done without."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__("No copy could be put away first, so nothing was done: {reason}", reason=refusal.saying)


def backup(data_dir: Path | None, out: Path) -> None:
    """Write a whole, checked copy of the library in a data folder to ``out``. Raises Refusal."""
    store_backup.backup(paths.library_file(paths.data_dir(data_dir)), out)


def restore(data_dir: Path | None, file: Path) -> Path | None:
    """Make a copy the library of a data folder again; gives where what was there before is kept.

    ``file`` may be the bare name of one of the library's own backups. No session may be open on that
    library: Held is raised where one may write. Raises Refusal where the copy isn't whole.
    """
    library = paths.library_file(paths.data_dir(data_dir))
    if not file.is_absolute() and len(file.parts) == 1 and not store_backup.is_file(file):
        file = next((one.file for one in store_backups.kept(library) if one.file.name == file.name), file)
    return store_restore.restore(file, library, _now())


def compare(library_file: Path, file: Path) -> list[Compared]:
    """Tell, round by round, what taking everything back from a copy would lose and give. Raises Refusal.

    The copy is checked whole. For any thread: it opens both files by itself.
    """
    return comparison.compare(library_file, file)


def restore_here(session: Session, file: Path) -> Change:
    """Make a copy the library of an open session again, and tell it. What was there before is kept.

    Raises Refusal where the copy isn't whole or the disk says no; the session then goes on as it was.
    Should somebody else begin to write in the moment it is closed, it can only be read from then on.
    """
    session.check_writable()
    return while_closed(session, lambda: store_restore.restore(file, session.library_file, _now()))


def while_closed(session: Session, deed: Callable[[], object]) -> Change:
    """Put another library in the place of a session's while it is closed, and tell that everything may be new.

    Where the deed is refused the session goes on as it was. Raises what the deed raises, and Held where
    somebody else began to write in that moment: then it can only be read from then on.
    """
    library, holder = session.library_file, holder_of(session.library_file)
    window = holder is not None and holder.window
    session.close()
    try:
        deed()
    except BaseException:
        _open_again(session, library, window)
        raise
    try:
        return session.restored(opening.open_to_write(library, window=window))
    except Held:
        session.reopened(opening.open_to_read(library))
        raise


def _open_again(session: Session, library: Path, window: bool) -> None:
    try:
        session.reopened(opening.open_to_write(library, window=window))
    except Held:
        session.reopened(opening.open_to_read(library))


def saved_at(library_file: Path) -> datetime | None:
    """Tell when something was last kept, in any round; None where there is none. Raises Refusal."""
    return store_backups.changed_at(library_file)


def keep_backup(library_file: Path, why: Why) -> Kept:
    """Put a copy of a library in its folder of backups, and thin these. Raises Refusal where it can't be done.

    For any thread: it opens the library by itself, and those who write wait milliseconds at most.
    """
    return store_backups.make(library_file, why, _now())


def list_backups(library_file: Path) -> list[Kept]:
    """Give the backups of a library, the newest first. Raises Refusal where their folder can't be read."""
    return store_backups.kept(library_file)


def backups_folder(library_file: Path) -> Path:
    """Give the folder of a library's backups, which may not be there yet."""
    return store_backups.folder_of(library_file)


def is_due(library_file: Path, now: datetime | None = None) -> bool:
    """Tell whether something was done since the newest backup, and that one is ten minutes old or not there.

    Cheap enough to be asked every minute. Raises Refusal where the library or the folder can't be read.
    """
    return store_backups.is_due(library_file, now or _now())


def is_changed(library_file: Path, now: datetime | None = None) -> bool:
    """Tell whether something was done since the newest backup: then one is made at closing. Raises Refusal."""
    return store_backups.is_changed(library_file, now or _now())


def holding(library_file: Path, round_id: str) -> Holding:
    """Tell which backups have a round, and which can't be read so that nobody knows. Raises Refusal."""
    return store_backups.holding(library_file, round_id)


def before_import(library_file: Path) -> None:
    """Make a backup where there is something an import could spoil. Raises NoBackupFirst where it can't be done."""
    try:
        if store_backups.has_proposals(library_file):
            keep_backup(library_file, Why.IMPORT)
    except Refusal as refusal:
        raise NoBackupFirst(refusal) from refusal


def _now() -> datetime:
    return datetime.now().astimezone()
