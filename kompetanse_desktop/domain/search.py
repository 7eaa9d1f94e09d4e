"""Finding proposals by words: every word somewhere in what was sent, parts of compound words too."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.state import RoundState


def search(state: RoundState, text: str) -> tuple[str, ...]:
    """Give the refs that have every word of ``text``, in the order of the board; none for an empty text."""
    wanted = wanted_words(text)
    if not wanted:
        return ()
    refs = (ref for lane in Lane for ref in state.board[lane])
    return tuple(ref for ref in refs if has_all(state.proposals[ref], wanted))


def wanted_words(text: str) -> tuple[str, ...]:
    """Part what somebody is looking for into words, as ``has_all`` takes them."""
    return tuple(_folded(text).split())


def has_all(proposal: Proposal, wanted: Sequence[str]) -> bool:
    """Tell whether a proposal has every one of these words (see ``wanted_words``) somewhere in it."""
    p = proposal
    texts = (p.ref, p.title, p.applicant, p.network, *p.participants, *p.universities, p.need, p.description)
    text = _folded(" ".join(texts))
    return all(word in text for word in wanted)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
