"""Whole kroner in words, as on a cheque, so that a figure in the innstilling can't be misread or altered."""

from __future__ import annotations

from dataclasses import dataclass

LIMIT = 10**12
"""Amounts from here on have no words."""


@dataclass(frozen=True)
class _Language:
    small: tuple[str, ...]
    tens: tuple[str, ...]
    tens_joint: str
    and_: str
    hundred: str
    one_hundred: str
    scales: tuple[tuple[int, str, str], ...]
    one_krone: str
    kroner: str


def _several(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_NYNORSK = _Language(
    small=_several(
        "null ein to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
    ),
    tens=_several("tjue tretti førti femti seksti sytti åtti nitti"),
    tens_joint="",
    and_="og",
    hundred="hundre",
    one_hundred="eitt hundre",
    scales=((10**9, "ein milliard", "milliardar"), (10**6, "ein million", "millionar"), (1000, "eitt tusen", "tusen")),
    one_krone="ei krone",
    kroner="kroner",
)
_BOKMAL = _Language(
    small=("null", "en", *_NYNORSK.small[2:]),
    tens=_NYNORSK.tens,
    tens_joint="",
    and_="og",
    hundred="hundre",
    one_hundred="ett hundre",
    scales=((10**9, "en milliard", "milliarder"), (10**6, "en million", "millioner"), (1000, "ett tusen", "tusen")),
    one_krone="en krone",
    kroner="kroner",
)
_ENGLISH = _Language(
    small=_several(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen"
    ),
    tens=_several("twenty thirty forty fifty sixty seventy eighty ninety"),
    tens_joint="-",
    and_="and",
    hundred="hundred",
    one_hundred="one hundred",
    scales=((10**9, "one billion", "billion"), (10**6, "one million", "million"), (1000, "one thousand", "thousand")),
    one_krone="one krone",
    kroner="kroner",
)
_LANGUAGES = {"nn": _NYNORSK, "nb": _BOKMAL, "en": _ENGLISH}


def kroner_in_words(nok: int, language: str) -> str:
    """Write kroner in words: 412 000 is «fire hundre og tolv tusen kroner» in nynorsk and bokmål.

    ``language`` is nn, nb or en. Raises ValueError below 0 and from 10¹² on.
    """
    tongue = _LANGUAGES[language]
    return tongue.one_krone if nok == 1 else f"{number_in_words(nok, language)} {tongue.kroner}"


def number_in_words(value: int, language: str) -> str:
    """Write a whole number in words. Raises ValueError below 0 and from 10¹² on."""
    if not 0 <= value < LIMIT:
        raise ValueError(f"no words for {value}")
    tongue = _LANGUAGES[language]
    if value == 0:
        return tongue.small[0]
    parts = []
    rest = value
    for size, one, many in tongue.scales:
        count, rest = divmod(rest, size)
        if count:
            parts.append((count, one if count == 1 else f"{_below_thousand(count, tongue)} {many}"))
    if rest:
        parts.append((rest, _below_thousand(rest, tongue)))
    # «to tusen og fem», but «to tusen eitt hundre og fem»: the last part, where it has no hundreds.
    if len(parts) > 1 and parts[-1][0] < 100:
        parts[-1] = (parts[-1][0], f"{tongue.and_} {parts[-1][1]}")
    return " ".join(text for _, text in parts)


def _below_thousand(value: int, tongue: _Language) -> str:
    hundreds, rest = divmod(value, 100)
    words = []
    if hundreds:
        words.append(tongue.one_hundred if hundreds == 1 else f"{tongue.small[hundreds]} {tongue.hundred}")
        if rest:
            words.append(tongue.and_)
    if rest >= 20:
        ones = f"{tongue.tens_joint}{tongue.small[rest % 10]}" if rest % 10 else ""
        words.append(tongue.tens[rest // 10 - 2] + ones)
    elif rest:
        words.append(tongue.small[rest])
    return " ".join(words)
