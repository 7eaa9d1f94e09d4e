"""Finding proposals by words."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from kompetanse_desktop.domain.board import Board, Lane
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.search import search
from kompetanse_desktop.domain.state import RoundState

PROPOSALS = (
    Proposal("21-01", "Ein skule for alle", "Nordeide kommune", need="Elevundersøkinga viser behov"),
    Proposal("21-09", "Vidareutdanning for to lærarar", "Kystskulen", network="Kyst", universities=("UiB",)),
)
STATE = RoundState(
    Round("r", Scheme.KOMPETANSELOFTET, "Vestland", 2021, 0, date(2021, 4, 15)),
    {p.ref: p for p in PROPOSALS},
    board=Board({Lane.PRIORITISED: ("21-09",), Lane.DECLINED: ("21-01",)}),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("   ", ()),
        ("lærarar", ("21-09",)),
        (unicodedata.normalize("NFD", "lærarar"), ("21-09",)),
        ("SKULE", ("21-09", "21-01")),
        ("utdanning uib", ("21-09",)),
        ("utdanning nordeide", ()),
        ("undersøking", ("21-01",)),
        ("21-0", ("21-09", "21-01")),
        ("<b>", ()),
    ],
)
def test_every_word_must_be_there(text: str, found: tuple[str, ...]) -> None:
    assert search(STATE, text) == found
