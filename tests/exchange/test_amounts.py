"""Amounts as people write them: what is read, and above all what is not."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop import text
from kompetanse_desktop.domain.money import MOST_NOK
from kompetanse_desktop.exchange.amounts import parse

READ = [
    ("978000", 978_000),
    ("978 000", 978_000),
    ("978\u00a0000", 978_000),
    ("1\u202f250\u202f000", 1_250_000),
    ("  450 000  ", 450_000),
    ("450.000", 450_000),
    ("28.000", 28_000),
    ("1.250.000", 1_250_000),
    ("1,250,000", 1_250_000),
    ("kr 450.000,-", 450_000),
    ("kr 500 000,-", 500_000),
    ("kr. 450 000", 450_000),
    ("450 000 kr", 450_000),
    ("450 000 kroner", 450_000),
    ("NOK 450000", 450_000),
    ("450000.-", 450_000),
    ("450 000 ,–", 450_000),
    ("450 000,00", 450_000),
    ("1.000,-", 1_000),
    ("1,2 mill.", 1_200_000),
    ("1,2 mill. kr", 1_200_000),
    ("1.25 mill", 1_250_000),
    ("2 millionar", 2_000_000),
    ("3 MNOK", 3_000_000),
    ("0", 0),
    (0, 0),
    (450_000, 450_000),
    (450_000.0, 450_000),
    (1250.0000000001, 1_250),
]

ROUNDED = [
    ("1 250 000,50", 1_250_001),
    ("1 250 000,49", 1_250_000),
    ("1.250,50", 1_251),
    ("1,250.50", 1_251),
    ("99,50", 100),
    (978_000.5, 978_001),
    (978_000.25, 978_000),
]

REFUSED = [
    ("ca. 300 000", "isn't an exact amount"),
    ("ca 300 000", "isn't an exact amount"),
    ("om lag 300 000", "isn't an exact amount"),
    ("inntil 300 000", "isn't an exact amount"),
    ("~300 000", "isn't an exact amount"),
    ("> 300 000", "isn't an exact amount"),
    ("300 000 - 400 000", "more than one amount"),
    ("300-400 000", "more than one amount"),
    ("300 000–400 000", "more than one amount"),
    ("300 000 til 400 000", "more than one amount"),
    ("300 000/400 000", "more than one amount"),
    ("€ 5000", "another currency"),
    ("5000 EUR", "another currency"),
    ("$5000", "another currency"),
    ("5000 SEK", "another currency"),
    ("-500 000", "has a sign"),
    ("−500 000", "has a sign"),
    ("+500 000", "has a sign"),
    ("(500 000)", "has a sign"),
    ("kr -500", "has a sign"),
    (-1, "has a sign"),
    (-0.5, "has a sign"),
    ("1.250", "thousands or decimals"),
    ("1,250", "thousands or decimals"),
    ("12.500", "thousands or decimals"),
    ("450,000", "thousands or decimals"),
    ("1.250 kr", "thousands or decimals"),
    ("1.250 mill", "thousands or decimals"),
    ("1,2", "thousands or decimals"),
    ("0,50", "thousands or decimals"),
    (0.3, "thousands or decimals"),
    (1.25, "thousands or decimals"),
    (978.5, "thousands or decimals"),
    ("nan", "isn't an amount"),
    ("NaN", "isn't an amount"),
    ("inf", "isn't an amount"),
    (math.nan, "isn't an amount"),
    (math.inf, "isn't an amount"),
    (True, "isn't an amount"),
    ("#REF!", "isn't an amount"),
    ("=1+1", "isn't an amount"),
    ("?", "isn't an amount"),
    ("12 50", "isn't an amount"),
    ("1 250 00", "isn't an amount"),
    ("1 250.000", "isn't an amount"),
    ("1'250'000", "isn't an amount"),
    ("007", "isn't an amount"),
    ("1e6", "isn't an amount"),
    ("450 000²", "isn't an amount"),
    ("٣٠٠", "isn't an amount"),
    ("50 %", "isn't an amount"),
    ("450 000\n300 000", "isn't an amount"),
    ("450 000 per år", "isn't an amount"),
    ("9" * 500, "isn't an amount"),
    (MOST_NOK + 1, "more than this program handles"),
    (str(MOST_NOK + 1), "more than this program handles"),
    (1e300, "more than this program handles"),
    ("", "No amount is given"),
    ("  ", "No amount is given"),
    (None, "No amount is given"),
]


@pytest.mark.parametrize(("written", "nok"), READ)
def test_an_amount_is_read(written: str | int | float, nok: int) -> None:
    parsed = parse(written)
    assert (parsed.nok, parsed.note) == (nok, None)
    assert type(parsed.nok) is int


@pytest.mark.parametrize(("written", "nok"), ROUNDED)
def test_ore_are_rounded_and_said(written: str | float, nok: int) -> None:
    parsed = parse(written)
    assert parsed.nok == nok
    assert parsed.note is not None
    assert text.money(nok) in text.say(parsed.note)


@pytest.mark.parametrize(("written", "reason"), REFUSED)
def test_a_doubtful_amount_is_never_a_number(written: str | int | float | None, reason: str) -> None:
    parsed = parse(written)
    assert parsed.nok is None
    assert parsed.note is not None
    assert reason in text.say(parsed.note)


@given(st.integers(0, MOST_NOK))
def test_our_own_way_of_writing_is_read_back(nok: int) -> None:
    for written in (text.money(nok), text.number(nok), str(nok), f"kr {nok},-", f"{text.number(nok)},00", float(nok)):
        assert parse(written).nok == nok


@given(st.integers(1, MOST_NOK - 1), st.integers(1, 99))
def test_ore_round_to_the_nearest_krone(kroner: int, ore: int) -> None:
    parsed = parse(f"{text.number(kroner)},{ore:02}")
    assert parsed.nok == kroner + (ore >= 50)
    assert parsed.note is not None


@given(st.text(max_size=80))
def test_any_text_gives_a_whole_amount_or_a_reason(written: str) -> None:
    parsed = parse(written)
    if parsed.nok is None:
        assert parsed.note is not None
    else:
        assert 0 <= parsed.nok <= MOST_NOK
        assert any(c.isdigit() for c in written)


@given(st.floats())
def test_any_number_of_a_cell_gives_a_whole_amount_or_a_reason(value: float) -> None:
    parsed = parse(value)
    assert (parsed.nok is None) <= (parsed.note is not None)
    assert parsed.nok is None or abs(parsed.nok - value) <= 0.51
