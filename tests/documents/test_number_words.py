"""Kroner in words, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.documents.number_words import LIMIT, kroner_in_words, number_in_words

CASES = [
    (0, "null", "null", "zero"),
    (1, "ein", "en", "one"),
    (7, "sju", "sju", "seven"),
    (16, "seksten", "seksten", "sixteen"),
    (20, "tjue", "tjue", "twenty"),
    (21, "tjueein", "tjueen", "twenty-one"),
    (88, "åttiåtte", "åttiåtte", "eighty-eight"),
    (100, "eitt hundre", "ett hundre", "one hundred"),
    (101, "eitt hundre og ein", "ett hundre og en", "one hundred and one"),
    (412, "fire hundre og tolv", "fire hundre og tolv", "four hundred and twelve"),
    (1000, "eitt tusen", "ett tusen", "one thousand"),
    (1005, "eitt tusen og fem", "ett tusen og fem", "one thousand and five"),
    (1100, "eitt tusen eitt hundre", "ett tusen ett hundre", "one thousand one hundred"),
    (2_345, "to tusen tre hundre og førtifem", "to tusen tre hundre og førtifem",
     "two thousand three hundred and forty-five"),
    (412_000, "fire hundre og tolv tusen", "fire hundre og tolv tusen", "four hundred and twelve thousand"),
    (100_000, "eitt hundre tusen", "ett hundre tusen", "one hundred thousand"),
    (1_000_000, "ein million", "en million", "one million"),
    (1_000_001, "ein million og ein", "en million og en", "one million and one"),
    (1_050_000, "ein million og femti tusen", "en million og femti tusen", "one million and fifty thousand"),
    (4_488_000, "fire millionar fire hundre og åttiåtte tusen", "fire millioner fire hundre og åttiåtte tusen",
     "four million four hundred and eighty-eight thousand"),
    (5_300_000, "fem millionar tre hundre tusen", "fem millioner tre hundre tusen",
     "five million three hundred thousand"),
    (66_819_200, "sekstiseks millionar åtte hundre og nitten tusen to hundre",
     "sekstiseks millioner åtte hundre og nitten tusen to hundre",
     "sixty-six million eight hundred and nineteen thousand two hundred"),
    (1_000_000_000, "ein milliard", "en milliard", "one billion"),
    (100_000_000_000, "eitt hundre milliardar", "ett hundre milliarder", "one hundred billion"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "nynorsk", "bokmal", "english"), CASES)
def test_numbers_in_words(value: int, nynorsk: str, bokmal: str, english: str) -> None:
    assert [number_in_words(value, language) for language in ("nn", "nb", "en")] == [nynorsk, bokmal, english]


@pytest.mark.parametrize(
    ("nok", "language", "expected"),
    [
        (412_000, "nn", "fire hundre og tolv tusen kroner"),
        (412_000, "nb", "fire hundre og tolv tusen kroner"),
        (412_000, "en", "four hundred and twelve thousand kroner"),
        (0, "nn", "null kroner"),
        (1, "nn", "ei krone"),
        (1, "nb", "en krone"),
        (1, "en", "one krone"),
    ],
)
def test_kroner_in_words(nok: int, language: str, expected: str) -> None:
    assert kroner_in_words(nok, language) == expected


@pytest.mark.parametrize("value", [-1, LIMIT])
def test_what_has_no_words(value: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        number_in_words(value, "nn")


@given(st.integers(0, LIMIT - 1), st.integers(0, LIMIT - 1), st.sampled_from(["nn", "nb", "en"]))
def test_different_numbers_have_different_words(one: int, other: int, language: str) -> None:
    same = number_in_words(one, language) == number_in_words(other, language)
    assert same == (one == other)


@given(st.integers(0, LIMIT - 1), st.sampled_from(["nn", "nb", "en"]))
def test_words_are_single_spaced_and_neither_begin_nor_end_with_and(value: int, language: str) -> None:
    words = number_in_words(value, language).split(" ")
    assert all(words)
    assert words[0] not in ("og", "and")
    assert words[-1] not in ("og", "and")
