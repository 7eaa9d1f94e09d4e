"""Dates as people and spreadsheets write them: certain, certain with a word about it, or none."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop import text
from kompetanse_desktop.exchange.days import day, read_day
from kompetanse_desktop.exchange.values import Value

APRIL = date(2021, 4, 16)


@pytest.mark.parametrize(
    "value",
    [
        APRIL,
        datetime(2021, 4, 16, 12, 0),
        "2021-04-16",
        "2021-4-16",
        "2021-04-16 12:30",
        "2021-04-16T12:30:00Z",
        "2021-04-16T12:30:00+02:00",
        "16.04.2021",
        "16.4.2021",
        "16. 4. 2021",
        "16.04.2021 kl. 12:30",
        "16.04.2021 12.30",
        "16-04-2021",
        "16/4/2021",
        "16. april 2021",
        "16 april 2021",
        "16.april 2021",
        "16. apr. 2021",
        "fredag 16. april 2021",
        "Friday 16 April 2021",
        "April 16, 2021",
        "April 16th, 2021",
        " 16.04.2021\u00a0",
        44302.0,
        44302,
        44302.75,
        "44302",
    ],
)
def test_a_date_is_read(value: Value) -> None:
    assert read_day(value) == (APRIL, None)
    assert day(value) == APRIL


@pytest.mark.parametrize("value", ["1. mars 2021", "1. Mars 2021", "1 March 2021", "1/1/2021", "1. mai 2021"])
def test_the_first_of_a_month(value: str) -> None:
    found = day(value)
    assert found is not None
    assert found.day == 1


def test_two_digits_of_a_year_are_said() -> None:
    found, note = read_day("16.4.21")
    assert found == APRIL
    assert note is not None
    assert text.say(note) == "The year has two digits: «16.4.21» was taken as 16.04.2021."
    assert day("16.4.21") is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("4/5/2021", "can be two dates"),
        ("4/5/21", "can be two dates"),
        ("04/16/2021", "isn't a date"),
        ("31.02.2021", "isn't a date"),
        ("31.02.21", "isn't a date"),
        ("15.04.2021 eller 16.04.2021", "isn't a date"),
        ("15.–16.04.2021", "isn't a date"),
        ("15.04", "isn't a date"),
        ("april 2021", "isn't a date"),
        ("i april", "isn't a date"),
        ("3. tertial 2021", "isn't a date"),
        ("16. aprilis 2021", "isn't a date"),
        ("١٦.٠٤.٢٠٢١", "isn't a date"),
        ("2021", "isn't a date"),
        ("16.04-2021", "isn't a date"),
        (5.0, "isn't a date"),
        (float("nan"), "isn't a date"),
        (float("inf"), "isn't a date"),
        (1e300, "isn't a date"),
        (True, "isn't a date"),
        ("", "isn't a date"),
        ("9" * 500, "isn't a date"),
    ],
)
def test_what_is_no_certain_date_is_none(value: Value, reason: str) -> None:
    found, note = read_day(value)
    assert found is None
    assert note is not None
    assert reason in text.say(note)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_our_own_ways_of_writing_are_read_back(written: date) -> None:
    assert day(written.isoformat()) == written
    assert day(text.short_date(written)) == written
    for language in text.LANGUAGES:
        assert day(text.Words(language).long_date(written)) == written


@given(st.one_of(st.text(max_size=70), st.floats(), st.integers()))
def test_anything_gives_a_date_or_a_reason(value: Value) -> None:
    found, note = read_day(value)
    assert found is not None or note is not None
