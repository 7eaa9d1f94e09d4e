"""Read an amount as people write it, strictly: an amount in doubt is never a number. For every list taken in."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kompetanse_desktop.domain.money import MOST_NOK
from kompetanse_desktop.domain.saying import Saying, saying

SMALL = 1_000
"""Kroner below which a cell's number with decimals is no amount that anybody asks for."""
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " "})
"""The spaces that stand between thousands. Nothing else is folded: «450 000²» must not become 4 500 002."""


@dataclass(frozen=True)
class ParsedAmount:
    """Whole kroner, or None where it can't be told; ``note`` says why, or that øre were rounded."""

    nok: int | None
    note: Saying | None = None


APPROXIMATE = re.compile(
    r"[~≈±<>]|\b(?:ca|circa|cirka|om\s?lag|omtrent|rundt|about|approx\w*|inntil|opp\s?til|up to|maks\w*"
    r"|min|minst|minimum|anslag\w*|estimat\w*|around|over|under|nesten|nær)\b"
)
OTHER_CURRENCY = re.compile(r"[€$£¥]|\b(?:eur|euro|usd|dollar|gbp|sek|dkk|isk|chf|pund)\b")
RANGE = re.compile(r"\d[\d .,]*(?:kr\s*)?(?:-|–|—|/|\btil\b|\bto\b|\beller\b|\bor\b)\s*(?:kr\s*)?\d")
SIGN = re.compile(r"^(?:kr\.?|nok)?\s*[-+−–—]\s*\d|^\(.*\)$|\d\s*[-−]$")
NOTHING_AFTER = r"(?:\s?[,.:]\s?(?:-|–|—)+)?"
KRONER = re.compile(
    rf"^(?:(?:kr|nok)\.?\s*)?(?P<number>[0-9][0-9 .,]*?)(?P<dash>{NOTHING_AFTER})\s*(?P<unit>kr\.?|kroner|nok)?$"
)
MILLIONS = re.compile(
    r"^(?:(?:kr|nok)\.?\s*)?(?P<number>[0-9]{1,5}(?:[,.][0-9]{1,6})?)\s*"
    r"(?:mill(?:ion(?:ar|er|s)?)?\.?\s*(?:kr\.?|kroner|nok)?|mnok)$"
)
PLAIN = re.compile(r"^(?:0|[1-9][0-9]*)$")
GROUPED = re.compile(r"^[1-9][0-9]{0,2}(?P<mark>[ .,])[0-9]{3}(?:(?P=mark)[0-9]{3})*$")


def parse(text: str | int | float | None) -> ParsedAmount:
    """Read one amount in kroner.

    Understood: «1 250 000,50», «kr 450.000,-», «1,2 mill.», no-break spaces; øre are rounded to
    whole kroner with a note. Not taken: about so much, ranges, other currencies, signs, NaN, and
    what can be both thousands and decimals («1.250»). Raises nothing; the reason is in the note.
    """
    if text is None or (isinstance(text, str) and not text.strip()):
        return ParsedAmount(None, Saying("No amount is given."))
    if isinstance(text, bool):
        return _no(saying("«{text}» isn't an amount.", text=str(text)))
    if isinstance(text, int):
        return _bounded(Decimal(text), str(text)) if text >= 0 else _signed(str(text))
    if isinstance(text, float):
        return _from_float(text)
    return _from_text(text)


def _no(reason: Saying) -> ParsedAmount:
    return ParsedAmount(None, reason)


def _signed(shown: str) -> ParsedAmount:
    return _no(saying("«{text}» has a sign: an amount asked for has none.", text=shown))


def _from_float(value: float) -> ParsedAmount:
    shown = f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") if abs(value) <= MOST_NOK else f"{value:g}"
    if not math.isfinite(value):
        return _no(saying("«{text}» isn't an amount.", text=shown))
    if value < 0:
        return _signed(shown)
    if value > MOST_NOK:
        return _no(saying("«{text}» is more than this program handles.", text=shown))
    # A spreadsheet's own arithmetic leaves specks far below one øre.
    kroner = Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if kroner != int(kroner) and kroner < SMALL:
        return _doubtful(shown)  # 0,3 is a percentage and 1,25 is millions, if it isn't a slip
    return _bounded(kroner, shown)


def _bounded(kroner: Decimal, shown: str) -> ParsedAmount:
    if 0 < kroner < 1:
        return _doubtful(shown)
    if kroner > MOST_NOK:
        return _no(saying("«{text}» is more than this program handles.", text=shown))
    whole = int(kroner.quantize(Decimal(1), ROUND_HALF_UP))
    if whole == kroner:
        return ParsedAmount(whole)
    return ParsedAmount(whole, saying("«{text}» was rounded to {amount_nok}.", text=shown, amount_nok=whole))


def _from_text(original: str) -> ParsedAmount:
    shown = " ".join(original.split())[:80]
    text = re.sub(" +", " ", original.translate(SPACES).strip()).casefold()
    if len(text) > 60:  # no amount is so long, and the patterns below must not be given a book
        return _no(saying("«{text}» isn't an amount.", text=shown))
    if reason := _plainly_not(text, shown):
        return _no(reason)
    if found := MILLIONS.match(text):
        return _millions(found["number"], shown)
    if found := KRONER.match(text):
        return _kroner(found["number"].strip(), bool(found["dash"]), shown)
    return _no(saying("«{text}» isn't an amount.", text=shown))


def _plainly_not(text: str, shown: str) -> Saying | None:
    if APPROXIMATE.search(text):
        return saying("«{text}» isn't an exact amount.", text=shown)
    if OTHER_CURRENCY.search(text):
        return saying("«{text}» is in another currency than kroner.", text=shown)
    if RANGE.search(text):
        return saying("«{text}» is more than one amount.", text=shown)
    if SIGN.search(text):
        return saying("«{text}» has a sign: an amount asked for has none.", text=shown)
    return None


def _doubtful(shown: str) -> ParsedAmount:
    return _no(saying("«{text}» can mean thousands or decimals.", text=shown))


def _millions(number: str, shown: str) -> ParsedAmount:
    if re.search(r"\.[0-9]{3}$", number):
        return _doubtful(shown)
    return _bounded(Decimal(number.replace(",", ".")) * 1_000_000, shown)


def _kroner(number: str, no_decimals: bool, shown: str) -> ParsedAmount:
    whole, mark, decimals = _split(number, no_decimals)
    if PLAIN.match(whole):
        if decimals and len(decimals) == 1 and len(whole) < 4:
            return _doubtful(shown)  # «1,2»: nobody writes 1 krone and 20 øre like that
    elif grouped := GROUPED.match(whole):
        if grouped["mark"] == mark:
            return _no(saying("«{text}» isn't an amount.", text=shown))
        if not decimals and not no_decimals and _doubtful_group(whole, grouped["mark"]):
            return _doubtful(shown)
    else:
        return _no(saying("«{text}» isn't an amount.", text=shown))
    digits = re.sub("[ .,]", "", whole)
    return _bounded(Decimal(f"{digits}.{decimals or '0'}"), shown)


def _split(number: str, no_decimals: bool) -> tuple[str, str, str]:
    """Give the whole part, the decimal mark and one or two decimals ('' where there are none)."""
    found = None if no_decimals else re.match(r"^(.*[0-9])([.,])([0-9]{1,2})$", number)
    return (found[1], found[2], found[3]) if found else (number, "", "")


def _doubtful_group(whole: str, mark: str) -> bool:
    """Tell whether one mark before three digits may be a decimal mark.

    «450.000» and «28.000» can only be thousands: nobody writes kroner with three decimals, and as
    millions they would be more than any frame. «1.250» may be 1,25 million.
    """
    if mark == " " or whole.count(mark) > 1:
        return False
    head, group = whole.split(mark)
    return mark == "," or not (len(head) == 3 or (len(head) == 2 and group == "000"))
