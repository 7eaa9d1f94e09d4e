"""Read a date as people and spreadsheets write it; one that isn't certain is said to be so. For every list taken in."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.exchange.values import CACHED, Value, clean

MONTHS = (
    ("januar", "january"), ("februar", "february"), ("mars", "march"), ("april",), ("mai", "may"), ("juni", "june"),
    ("juli", "july"), ("august",), ("september",), ("oktober", "october"), ("november",), ("desember", "december"),
)  # fmt: skip
MONTH_NUMBER = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
MONTH_NUMBER |= {name[:3]: number for name, number in MONTH_NUMBER.items()}
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(36526, 73051)
"""Excel's day numbers from 2000 to 2099, for cells that lost their date format on the way."""
CLOCK = r"(?:[ T,]+(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
WEEKDAY = r"(?:[^\W\d_]{3,9}day,?\s+|(?:m[åa]n|tys|tirs|ons|tors|fre|laur|l[øo]r|sun|s[øo]n)dag,?\s+(?:den\s+)?)?"
ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){CLOCK}", re.ASCII)
IN_NUMBERS = re.compile(
    rf"{WEEKDAY}(\d{{1,2}})\s?([./-])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d{{2}}){CLOCK}", re.I | re.ASCII
)
IN_WORDS = re.compile(rf"{WEEKDAY}(\d{{1,2}})\.?\s*([a-z]{{3,9}})\.?,?\s+(\d{{4}}){CLOCK}", re.I | re.ASCII)
MONTH_FIRST = re.compile(rf"([a-z]{{3,9}})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){CLOCK}", re.I | re.ASCII)


class ReadDay(NamedTuple):
    """A day, or None where it can't be told; ``note`` says why, or what was made of two digits."""

    day: date | None
    note: Saying | None = None


def read_day(value: Value) -> ReadDay:
    """Read a date cell, 2021-04-16, 16.04.2021, 16. april 2021 or Excel's day number.

    «16.04.21» is taken as 2021 with a note; «4/5/2021» is two days, and is none.
    """
    if isinstance(value, datetime):
        return ReadDay(value.date())
    if isinstance(value, date):
        return ReadDay(value)
    if isinstance(value, bool):
        return _not(str(value))
    if isinstance(value, (int, float)):
        number = int(value) if abs(value) < EXCEL_DAYS.stop else 0
        return ReadDay(EXCEL_EPOCH + timedelta(days=number)) if number in EXCEL_DAYS else _not(f"{value:g}")
    return _from_text(clean(value or ""))


def day(value: Value) -> date | None:
    """Read a date as ``read_day``; None where it isn't certain."""
    read = read_day(value)
    return read.day if read.note is None else None


def _not(text: str) -> ReadDay:
    return ReadDay(None, saying("«{text}» isn't a date.", text=text[:80]))


@lru_cache(CACHED)
def _from_text(text: str) -> ReadDay:
    if len(text) > 60:
        return _not(text)
    try:
        if found := ISO.fullmatch(text):
            return ReadDay(date(int(found[1]), int(found[2]), int(found[3])))
        if found := IN_NUMBERS.fullmatch(text):
            return _in_numbers(text, found)
        if found := IN_WORDS.fullmatch(text):
            return ReadDay(date(int(found[3]), MONTH_NUMBER[found[2].casefold()], int(found[1])))
        if found := MONTH_FIRST.fullmatch(text):
            return ReadDay(date(int(found[3]), MONTH_NUMBER[found[1].casefold()], int(found[2])))
        if re.fullmatch(r"[0-9]{5}", text):
            return read_day(int(text))
    except (ValueError, KeyError):
        return _not(text)
    return _not(text)


def _in_numbers(text: str, found: re.Match[str]) -> ReadDay:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "/" and first <= 12 and second <= 12 and first != second:
        return ReadDay(
            None, saying("«{text}» can be two dates: the day and the month may have changed places.", text=text)
        )
    if len(found[4]) == 4:
        return ReadDay(date(year, second, first))
    read = date(2000 + year, second, first)
    return ReadDay(read, saying("The year has two digits: «{text}» was taken as {day}.", text=text, day=read))
