"""The reasons the forum has given before, to be used again; its own notes are never among them."""

from __future__ import annotations

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.saying import Refusal


def reasons_used(session: Session) -> list[str]:
    """Give each reason in any round of the library once, the most used first, then those of the newest round.

    A round that can't be read is passed over: it is told of where it is opened.
    """
    times: dict[str, int] = {}
    newest: dict[str, int] = {}
    for number, text in _reasons(session):
        times[text] = times.get(text, 0) + 1
        newest[text] = max(number, newest.get(text, 0))
    return sorted(times, key=lambda text: (-times[text], -newest[text], text.casefold()))


def _reasons(session: Session) -> list[tuple[int, str]]:
    """Give each reason with the number of its round, the oldest round first."""
    state = session.state
    found: list[tuple[int, str]] = []
    for number, each in enumerate(session.rounds()):
        try:
            current = state is not None and state.round.id == each.id
            read = state if current and state is not None else session.library.load(each.id)
        except Refusal:
            continue
        found += [(number, text) for s in read.standings.values() if (text := s.reason.strip())]
    return found
