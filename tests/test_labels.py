"""Names that more than one part shows: the same words everywhere."""

from __future__ import annotations

from kompetanse_desktop import labels
from kompetanse_desktop.domain.round import Scheme
from kompetanse_desktop.text import Words
from tests.domain.values import a_round


def test_a_round_has_one_name() -> None:
    assert Words("nn").say(labels.round_name(a_round())) == "Kompetanseløftet · Vestland 2021"
    regional = labels.round_name(a_round(scheme=Scheme.REGIONAL))
    assert Words("en").say(regional) == "Regional scheme · Vestland 2021"
    assert Words("nn").say(regional) != Words("en").say(regional), "the scheme is said in the language in use"
