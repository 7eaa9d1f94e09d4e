"""What differs, in words: every field has a name, and no value shows what only the code should see."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings

from kompetanse_desktop import text
from kompetanse_desktop.difference_words import FIELD, field_words, value_words
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.difference import Difference, differences
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, Proposal, Source, Standing, TargetGroup
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.state import RoundState
from tests.domain.values import a_proposal, states


def test_every_field_has_a_name() -> None:
    told = {field.name for kind in (Round, Proposal, Standing) for field in fields(kind)}
    assert set(FIELD) == (told - {"id", "ref"}) | {"proposal", "lane", "position"}


@settings(max_examples=20)
@given(states(), states())
def test_every_difference_can_be_said_in_every_language(before: RoundState, after: RoundState) -> None:
    for one in differences(before, after):
        for language in text.LANGUAGES:
            text.use(language)
            assert field_words(one)
            for value in (one.before, one.after):
                said = value_words(one, value)
                assert said
                assert not any(word in said for word in ("Amounts(", "Lane.", "Assessment(", "Proposal(", "Source("))
    text.use("nn")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("frame", 5_300_000, "5\u00a0300\u00a0000\u00a0kr"),
        ("frame", 0, "0\u00a0kr"),
        ("places", None, "–"),
        ("places", 2, "2"),
        ("scheme", Scheme.REGIONAL, "Regional ordning"),
        ("title", "", "–"),
        ("lane", Lane.DECLINED, "Ikkje prioritert"),
        ("withdrawn", False, "nei"),
        ("requested", Amounts(), "0\u00a0kr"),
        ("requested", Amounts({(Payee.OWNER, 2021): 5, (Payee.UNIVERSITY, 2021): 6}), "2021: 11\u00a0kr"),
        ("participants", ("Bergen", "Voss"), "Bergen, Voss"),
        ("target_groups", (TargetGroup.PPT, TargetGroup.SCHOOL), "PPT, Skule"),
        ("other", (("Kolonne", "verdi"),), "Kolonne: verdi"),
        ("source", Source("a.xlsx", "Ark1", 4, "", ""), "a.xlsx, rad 4"),
        ("proposal", a_proposal("a"), "er der"),
        ("assessments", {}, "–"),
    ],
)
def test_a_value_as_people_read_it(field: str, value: object, said: str) -> None:
    assert value_words(Difference("", "", field, None, value), value) == said


def test_an_assessment_as_people_read_it() -> None:
    value = {Criterion.ANCHORED: Assessment(Answer.PARTLY, "manglar leiing")}
    said = value_words(Difference("a", "", "assessments", {}, value), value)
    assert said.endswith(": delvis (manglar leiing)")
