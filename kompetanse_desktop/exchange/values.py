"""Read the other things a cell can hold: clean text, dates, yes or no, lists, and the words of the field."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from kompetanse_desktop.domain.proposal import MeasureKind, TargetGroup

Value = str | int | float | bool | date | None
"""What a cell holds when it comes from a file. A datetime is a date here."""

CACHED = 4096
MOST_EXACT = 2.0**53
"""A spreadsheet's numbers are exact so far: beyond, the last digits of a long number may be others than were typed."""


@lru_cache(CACHED)
def clean(text: str) -> str:
    """Give text as NFC on one line, without control, bidi and zero-width characters and doubled spaces."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text) and "  " not in text:
        return text.strip()
    return " ".join(_visible(text).split())


def clean_long(text: str) -> str:
    """Give text as ``clean`` does, but keep its lines."""
    if "\n" not in text and "\r" not in text and "\v" not in text:
        return clean(text)
    lines = re.split(r"\r\n|\r|\n|\v", text)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(clean(line) for line in lines)).strip()


def _visible(text: str) -> str:
    spaced = (" " if c.isspace() else c for c in text)
    seen = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))
    return unicodedata.normalize("NFC", seen)  # last: an accent may have stood behind what was taken out


def as_text(value: Value) -> str:
    """Write a cell as the person who filled it in would know it: 42.0 is 42, dates are ISO."""
    if type(value) is float:
        return str(int(value)) if value.is_integer() and abs(value) <= MOST_EXACT else repr(value)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != value.min.time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def is_day(value: Value) -> bool:
    """Tell whether the cell itself is a date."""
    return isinstance(value, date)


COUNT = re.compile(r"([0-9]{1,3}(?:[ \u00a0]?[0-9]{3})?)\s*(?:år|years?|stk\.?|tilsette|ansatte)?")


def whole_number(value: Value) -> int | None:
    """Read a count such as 3, 3.0 or «3 år»; None where it is anything else or below nothing."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and 0 <= value < 10_000_000 else None
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < 10_000_000 else None
    found = COUNT.fullmatch(as_text(value).strip().casefold())
    return int(re.sub(r"\D", "", found[1])) if found else None


YES = frozenset(("ja", "yes", "y", "j", "x", "1", "true", "sant", "sann", "ok", "✓", "✔", "☑", "☒", "√", "✅"))
NO = frozenset(("nei", "no", "n", "0", "false", "usant", "usann", "☐", "ikkje", "ikke"))
CONTINUED = frozenset(("vidareføring", "videreføring", "vidareført", "videreført", "continued", "continuation"))
NEW = frozenset(("ny", "nytt", "nye", "new"))


def yes_no(text: str) -> bool | None:
    """Read Ja, Nei, Yes, No, x and the like; None for anything else."""
    word = text.casefold().strip(" .!")
    return True if word in YES else False if word in NO else None


def is_continued(text: str) -> bool | None:
    """Read «Ny» or «Vidareføring», or a yes or no to being continued; None for anything else."""
    word = text.casefold().strip(" .!")
    return True if word in CONTINUED else False if word in NEW else yes_no(text)


AND_IN_NAMES = re.compile(
    r"(Møre|Sogn|Troms|Vestfold|Bø|Nord|Sør|Oslo) og (Romsdal|Fjordane|Finnmark|Telemark|Sauherad|Akershus|Viken)", re.I
)
BETWEEN = re.compile(r"\s*(?:[,;\n|•]|(?<!\bv)/|(?<!-)\s(?:og|and|&)\s)\s*", re.I)
IN_BRACKETS = re.compile(r"\([^()]{0,500}\)|\[[^\[\]]{0,500}\]")
APART = str.maketrans({",": "\ue000", ";": "\ue001", "/": "\ue002", " ": "\ue003", "|": "\ue004", "\n": "\ue003"})
TOGETHER = str.maketrans({code: sign for sign, code in ((",", "\ue000"), (";", "\ue001"), ("/", "\ue002"),
                                                        (" ", "\ue003"), ("|", "\ue004"))})  # fmt: skip
"""Signs that stand for those that don't divide, while the others are divided at."""


STRAY = dict.fromkeys(range(0xE000, 0xE005))


@lru_cache(CACHED)
def parts(text: str) -> tuple[str, ...]:
    """Split a list at commas, semicolons, slashes, line breaks and «og».

    Not inside brackets, nor inside names of counties, nor in «barnehage- og skuleeigar».
    """
    kept = AND_IN_NAMES.sub(lambda m: m[0].translate(APART), text.translate(STRAY))
    kept = IN_BRACKETS.sub(lambda m: m[0].translate(APART), kept)
    split = (clean(part.translate(TOGETHER)).strip(" .") for part in BETWEEN.split(kept))
    return tuple(dict.fromkeys(part for part in split if part))


OTHER_SERVICES = re.compile(
    r"helse|barnevern|kultursk|sosial|nav\b|statped|bup\b|sjuke|health|other|andre tenest|andre tjenest"
)
KINDERGARTEN = re.compile(r"barnehag|kindergarten|førsk|småbarn|preschool")
SCHOOL = re.compile(r"(?<!høg)(?<!høy)(?<!barnehage)sk[uo]l|opplæring|\bsfo\b|\bvgs\b|school|grunnsk|vidaregå|videregå")
PPT = re.compile(r"\bppt\b|\bpp[- ]?t(?:enest|jenest)|pedagogisk[- ]psykologisk|\bpps\b")


@lru_cache(CACHED)
def target_groups(text: str) -> tuple[TargetGroup, ...]:
    """Tell whom a measure is for, from the words used; what is none of ours is OTHER."""
    found: set[TargetGroup] = set()
    for part in parts(text):
        found |= _groups_of(part.casefold())
    return tuple(group for group in TargetGroup if group in found)


def _groups_of(part: str) -> set[TargetGroup]:
    if OTHER_SERVICES.search(part):
        return {TargetGroup.OTHER} | ({TargetGroup.PPT} if PPT.search(part) else set())
    rules = ((KINDERGARTEN, TargetGroup.KINDERGARTEN), (SCHOOL, TargetGroup.SCHOOL), (PPT, TargetGroup.PPT))
    return {group for pattern, group in rules if pattern.search(part)} or {TargetGroup.OTHER}


KINDS = (
    (MeasureKind.ASSESSMENT, re.compile(r"vurder|kartleg|assess|behov")),
    (MeasureKind.PLANNING, re.compile(r"planle|planning|\bplan\b")),
    (MeasureKind.IMPLEMENTATION, re.compile(r"gjennomf|implement|carr(?:y|ied|ying)|utvikling")),
    (MeasureKind.COORDINATION, re.compile(r"[kc]oordin")),
    (MeasureKind.FURTHER_EDUCATION, re.compile(r"vid[ae]reutdann|further education|studiepoeng|master")),
)


@lru_cache(CACHED)
def measure_kinds(text: str) -> tuple[MeasureKind, ...]:
    """Tell what the money is for, from the words used; what is none of ours is OTHER."""
    words = text.casefold()
    found = tuple(kind for kind, pattern in KINDS if pattern.search(words))
    return found or ((MeasureKind.OTHER,) if words.strip() else ())
