"""What the columns of a list were said to be, remembered for the next list with the same headings.

It is no act of the forum: it stands in the library's settings, not in the journal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.store.refusals import Damaged

PREFIX = "columns:"
MOST = 200
"""So many lists are remembered; then the oldest goes."""
MOST_LETTERS = 50_000
"""A choice that is longer isn't remembered: no list has so much of it."""


def remember_columns(session: Session, heading_key: str, columns: Mapping[str, str]) -> None:
    """Remember field → heading for lists with these headings. Nothing where the library can't be written to.

    Raises Refusal when the disk says no.
    """
    kept = json.dumps(dict(columns), ensure_ascii=False)
    if session.is_writable and heading_key and len(kept) <= MOST_LETTERS:
        session.library.keep_setting(f"{PREFIX}{heading_key}", kept, PREFIX, MOST)


def forget_columns(session: Session, heading_key: str) -> None:
    """Forget what was remembered of lists with these headings. Raises Refusal when the disk says no."""
    if session.is_writable:
        session.library.drop_setting(f"{PREFIX}{heading_key}")


def remembered_columns(session: Session, heading_key: str) -> Mapping[str, str]:
    """Give what was remembered of lists with these headings: field → heading; empty where nothing was.

    What isn't as it was written is passed over: then the columns are asked about again.
    """
    try:
        kept = json.loads(session.library.setting(f"{PREFIX}{heading_key}") or "{}")
    except (ValueError, RecursionError, Damaged):
        return {}
    if not isinstance(kept, dict) or not all(isinstance(heading, str) for heading in kept.values()):
        return {}
    return kept
