"""What the columns of a list were said to be, remembered for the next list with the same headings.

It is no act of the forum: it stands in the library's settings, not in the journal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from kompetanse_desktop.actions.session import Session

PREFIX = "columns:"
MOST = 200
"""So many lists are remembered; then the oldest goes."""


def remember_columns(session: Session, heading_key: str, columns: Mapping[str, str]) -> None:
    """Remember field → heading for lists with these headings. Nothing where the library can't be written to.

    Raises Refusal when the disk says no.
    """
    if session.is_writable and heading_key:
        session.library.keep_setting(
            f"{PREFIX}{heading_key}", json.dumps(dict(columns), ensure_ascii=False), PREFIX, MOST
        )


def forget_columns(session: Session, heading_key: str) -> None:
    """Forget what was remembered of lists with these headings. Raises Refusal when the disk says no."""
    if session.is_writable:
        session.library.drop_setting(f"{PREFIX}{heading_key}")


def remembered_columns(session: Session, heading_key: str) -> Mapping[str, str]:
    """Give what was remembered of lists with these headings: field → heading; empty where nothing was."""
    try:
        kept = json.loads(session.library.setting(f"{PREFIX}{heading_key}") or "{}")
    except ValueError:
        return {}
    if not isinstance(kept, dict) or not all(isinstance(heading, str) for heading in kept.values()):
        return {}
    return kept
