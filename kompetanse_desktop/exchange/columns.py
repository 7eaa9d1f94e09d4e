"""Tell from its heading what a column holds, in nynorsk, bokmål or English; a heading in doubt is said to be so."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.exchange.heading_words import ASKED, FILLER, MONEY_WORDS, SYNONYMS
from kompetanse_desktop.exchange.values import clean
from kompetanse_desktop.text import N_

FIELDS: Mapping[str, str] = {
    "ref": N_("Serial number"),
    "title": N_("Title of the measure"),
    "applicant": N_("Applicant"),
    "network": N_("Network"),
    "participants": N_("Participating owners"),
    "target_groups": N_("Target group"),
    "universities": N_("UH partner"),
    "statped": N_("Statped's contribution"),
    "measure_kinds": N_("Kind of measure"),
    "duration_years": N_("Duration in years"),
    "staff": N_("Number of staff"),
    "requested": N_("Requested"),
    "continued": N_("New or continued"),
    "private_invited": N_("Private ones invited"),
    "received": N_("Received"),
    "need": N_("Need for competence"),
    "anchoring": N_("Anchoring"),
    "involvement": N_("Involvement"),
    "description": N_("Description"),
}
"""The fields a column can be, with their names for people.

An amount that is divided is ``requested:PAYEE:YEAR``, with PAYEE one of owner, university, coordination
and undivided. ``requested`` alone is the undivided amount of the round's year; ``requested:2022`` the
undivided one of another year, and ``requested:owner`` the owner's of the round's year.
"""

PAYEES: Mapping[str, Payee] = {
    **dict.fromkeys(("eigar", "eigarar", "eier", "eiere", "eigardel", "eierdel", "kommune"), Payee.OWNER),
    **dict.fromkeys(("owner", "owners"), Payee.OWNER),
    **dict.fromkeys(("uh", "universitet", "hogskule", "hogskole", "university", "uhdel"), Payee.UNIVERSITY),
    **dict.fromkeys(("koordinering", "koordinator", "koord", "coordination", "coordinator"), Payee.COORDINATION),
    **dict.fromkeys(("koordinatormidlar", "koordinatormidler", "koordineringsmidlar"), Payee.COORDINATION),
}
NOT_ASKED = re.compile(
    r"budsj|budget|\b(?:innstil|tildel|vedt|godkj|eigendel|eigenandel|egenandel|eigenfin|egenfin|eigeninn|egeninn|recommend|grante"
    r"|award|approv|brukt|rest|utbetal|tidleg|tidlig|previous|medfinans|kostnad|cost|prioriter|avkort|differanse|avslag|rekneskap"
    r"|regnskap|spent|bunde)"
)
"""Money that is not what was asked for; it is kept with the proposal, but is never its amount."""
IN_OTHER_UNITS = re.compile(
    r"\b(?:1000|tusen|tkr|thousand|thousands|mill|million|millionar|millioner|mnok|knok|prosent|percent)\b"
)
YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
YEARS_BOTH = re.compile(r"20[0-9]{2}\s*[-–—/]\s*(?:20)?[0-9]{2}(?![0-9])")
IN_THOUSANDS = re.compile(r"\b(?:i|in)\s+(?:heile\s+|hele\s+)?(?:1[ .\u00a0]?000|tusen|thousands?|mill)\b", re.I)
TOTAL = re.compile(r"\b(?:totalt?|totale|totalsum|sum|samla|samlet|i alt|heile|hele|alle)\b")
NTH_YEAR = re.compile(r"\bar ([1-3])\b|\b([1-3]) ar\b|\byear ([1-3])\b")
MOST_YEARS_AHEAD = 5
GOOD_MATCH = 85
SURE_MATCH = 90
"""Between the two a heading is taken as what it resembles, and said to be in doubt."""
EXACT = 100
LONGEST_WORDS = 60
OTHER = "other"
"""What a person calls a column that is to be kept as it is; «other:2» and so on where there are several."""


@dataclass(frozen=True)
class Column:
    """One column of the file: its heading, the field it became (None: kept as other text), what is in doubt."""

    heading: str
    field: str | None = None
    doubt: Saying | None = None


@dataclass(frozen=True)
class _Guess:
    field: str | None = None
    score: float = 0
    doubt: Saying | None = None


def normal(heading: str) -> str:
    """Fold a heading for comparing: small letters, no signs, ø as o and å as a."""
    folded = clean(heading).casefold().replace("ø", "o").replace("æ", "ae").replace("%", " prosent ")
    plain = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+|_", " ", plain).split())


_FIELD_OF = {normal(name): field for field, names in SYNONYMS.items() for name in names}
_ALL = tuple(_FIELD_OF)
_FIRST_WORDS = frozenset(name.split()[0] for name in _ALL)
_ASKED, _FILLER, _MONEY = (tuple(normal(w) for w in group) for group in (ASKED, FILLER, MONEY_WORDS))


def recognised(headings: Sequence[str], year: int) -> int:
    """Count the fields that a row of headings would give: how the row of headings and the sheet are found."""
    return len(fields_of(headings, year))


def fields_of(headings: Sequence[str], year: int, *, sure: bool = False) -> set[str]:
    """Give the fields that these headings would be taken as, each by itself; ``sure`` leaves out those in doubt."""
    guesses = (_guess(heading, year) for heading in headings)
    return {guess.field for guess in guesses if guess.field and not (sure and guess.doubt)}


@lru_cache(8192)
def begins_as_heading(text: str) -> bool:
    """Tell in a hurry whether a text begins with a word that headings begin with."""
    words = normal(text[:LONGEST_WORDS]).split()
    return bool(words) and (words[0] in _FIRST_WORDS or words[0] in _ASKED or words[0] in _MONEY or words[0] in _FILLER)


def is_payee(heading: str) -> bool:
    """Tell whether a heading is one that divides an amount: «Eigar», «UH», «Koordinering»."""
    return normal(heading) in PAYEES


def is_about_money(heading: str) -> bool:
    """Tell whether a heading speaks of money or of a year, as the one above «Eigar | UH» does."""
    name = normal(heading)
    words = set(name.split())
    return bool(YEAR.search(heading) or NOT_ASKED.search(name) or words & {*_ASKED, *_MONEY, "sum", "totalt", "total"})


def tells_units(text: str) -> bool:
    """Tell whether a line above a list says that its amounts are in thousands or millions."""
    return bool(IN_THOUSANDS.search(" ".join(text.split())))


def heading_key(headings: Sequence[str]) -> str:
    """Give what is the same for lists with the same headings, whatever their order: for remembered choices."""
    names = sorted(name for heading in headings if (name := normal(heading)))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def match(headings: Sequence[str], year: int, chosen: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """Tell what each column holds. ``chosen`` (field → heading) goes before our own guess.

    A field found twice goes to the better heading; amounts found twice alike go to none, since
    nobody can tell which is meant. Raises Refusal for a field or a heading that doesn't exist.
    """
    taken = _chosen(headings, year, chosen or {})
    guesses = [_Guess() if i in taken else _guess(heading, year) for i, heading in enumerate(headings)]
    guesses = _without_grand_totals(headings, guesses, set(taken.values()), year)
    columns = [Column(h, taken.get(i, g.field) or None, None if i in taken else g.doubt)
               for i, (h, g) in enumerate(zip(headings, guesses, strict=True))]  # fmt: skip
    for field in dict.fromkeys(g.field for g in guesses if g.field):
        rivals = [i for i, guess in enumerate(guesses) if guess.field == field]
        if field in taken.values():
            for i in rivals:
                columns[i] = Column(headings[i])
        elif len(rivals) > 1:
            _settle(columns, guesses, rivals)
    return tuple(columns)


def _without_grand_totals(headings: Sequence[str], guesses: list[_Guess], taken: set[str], year: int) -> list[_Guess]:
    """Leave out «Søkt totalt» and «Sum» beside a column for each year: it is the sum of the years, not one of them."""
    fields = taken | {guess.field for guess in guesses if guess.field}
    years = {cell[1] for field in fields if (cell := amount_cell(field, year))}
    if len(years) < 2:
        return guesses
    return [
        _Guess() if guess.field == "requested" and not YEAR.search(heading) and TOTAL.search(normal(heading)) else guess
        for heading, guess in zip(headings, guesses, strict=True)
    ]


def _settle(columns: list[Column], guesses: list[_Guess], rivals: list[int]) -> None:
    best = max(guesses[i].score for i in rivals)
    winners = [i for i in rivals if guesses[i].score == best]
    field = guesses[winners[0]].field or ""
    no_winner = field.startswith("requested") and len(winners) > 1
    others = ", ".join(f"«{columns[i].heading}»" for i in rivals)
    doubt = saying("Several columns can be the same thing: {headings}.", headings=others)
    for i in rivals:
        keeps = i == winners[0] and not no_winner
        columns[i] = replace(columns[i], field=field if keeps else None, doubt=doubt)


def _chosen(headings: Sequence[str], year: int, chosen: Mapping[str, str]) -> dict[int, str]:
    taken: dict[int, str] = {}
    for name, heading in chosen.items():
        field = field_named(name, year)
        wanted = clean(heading).casefold()
        index = next((i for i, h in enumerate(headings) if h.casefold() == wanted and i not in taken), None)
        if index is None:
            raise Refusal("The file has no column «{heading}».", heading=heading)
        taken[index] = field
    return taken


def field_named(name: str, year: int) -> str:
    """Give a field in full: «requested:owner» is of the round's year. Raises Refusal for one that doesn't exist.

    «other» is none at all: the column is kept beside the others.
    """
    first, *rest = name.strip().split(":")
    if first == OTHER:
        return ""
    if first in FIELDS and not rest:
        return first
    payee = next((p for p in rest if p in set(Payee)), Payee.UNDIVIDED.value)
    years = [p for p in rest if YEAR.fullmatch(p)]
    if first != "requested" or len(rest) > 2 or len([p for p in rest if p in set(Payee)]) + len(years) != len(rest):
        raise Refusal("There is no field called «{field}».", field=name)
    return _amount_field(Payee(payee), int(years[0]) if years else year, year)


def _amount_field(payee: Payee, of_year: int, round_year: int) -> str:
    if payee is Payee.UNDIVIDED and of_year == round_year:
        return "requested"
    return f"requested:{payee.value}:{of_year}"


def amount_cell(field: str, round_year: int) -> tuple[Payee, int] | None:
    """Give payee and year of an amount's field; None for another field."""
    if field == "requested":
        return (Payee.UNDIVIDED, round_year)
    if not field.startswith("requested:"):
        return None
    _, payee, year = field.split(":")
    return (Payee(payee), int(year))


@lru_cache(8192)
def _guess(heading: str, year: int) -> _Guess:
    without_brackets = re.sub(r"\([^)]*\)", " ", heading)
    name = normal(heading)
    if not name:
        return _Guess()
    names = [n for n in dict.fromkeys((name, normal(without_brackets))) if n]
    plain = max((_field_guess(n) for n in names), key=lambda g: g.score, default=_Guess())
    if plain.score == EXACT:
        return plain
    return _amount_guess(heading, name, year) or _if_sure(plain, heading)


def _if_sure(guess: _Guess, heading: str) -> _Guess:
    if guess.field is None or guess.score >= SURE_MATCH:
        return guess
    name = Saying(FIELDS[guess.field])
    return replace(guess, doubt=saying("«{heading}» was taken as: {field}.", heading=heading, field=name))


def _field_guess(name: str) -> _Guess:
    if name in _FIELD_OF:
        return _Guess(_FIELD_OF[name], EXACT)
    if any(map(str.isdigit, name)):
        return _Guess()  # «Kommune 1» and «Tiltak 2» are what lists hold, not what they are headed by
    found = process.extractOne(name, _ALL, scorer=fuzz.ratio, score_cutoff=GOOD_MATCH)
    return _Guess(_FIELD_OF[found[0]], found[1]) if found else _Guess()


def _amount_guess(heading: str, name: str, year: int) -> _Guess | None:
    """Give the guess for a heading about money, with no field where the money isn't what was asked for."""
    years = [int(y) for y in YEAR.findall(heading)]
    words = re.sub(r"\b20[0-9]{2}\b", " ", name)
    nth = NTH_YEAR.search(words)
    words = NTH_YEAR.sub(" ", words)
    payees = [PAYEES[w] for w in words.split() if w in PAYEES]
    core = [w for w in words.split() if w not in _FILLER and w not in PAYEES]
    units = IN_OTHER_UNITS.search(" ".join(core))
    core = [w for w in core if not IN_OTHER_UNITS.fullmatch(w)]
    asked = _is_asked(" ".join(core))
    money = any(w in _MONEY for w in words.split())
    if not asked and (core or not (money or (payees and (years or nth)))):
        if NOT_ASKED.search(name):
            return _Guess() if money or years or "sum" in words.split() else None
        return _unclear(heading) if _speaks_of_asking(words) else None
    if NOT_ASKED.search(name):
        return _Guess()
    if core == ["soknad"] and not (money or years or nth or payees or "sum" in words.split()):
        return None  # «Søknad» alone is as likely the text or a link
    if units:
        return _Guess(doubt=saying("«{heading}» isn't in whole kroner.", heading=heading))
    if len(set(years)) > 1 or YEARS_BOTH.search(heading) or len(set(payees)) > 1:
        return _unclear(heading)
    of_year = years[0] if years else year + int(next(g for g in nth.groups() if g)) - 1 if nth else year
    if not year <= of_year <= year + MOST_YEARS_AHEAD:
        return _Guess(doubt=saying("«{heading}» is of another year than the round's.", heading=heading))
    return _Guess(_amount_field(payees[0] if payees else Payee.UNDIVIDED, of_year, year), _strength(asked, years))


def _unclear(heading: str) -> _Guess:
    return _Guess(doubt=saying("«{heading}» can mean several things.", heading=heading))


def _speaks_of_asking(words: str) -> bool:
    """Tell a heading such as «Søkt ramme», which may well be the amount: it is asked about, not passed over."""
    return any(word in _ASKED and word != "soknad" for word in words.split())


def _is_asked(core: str) -> bool:
    return bool(core) and any(fuzz.ratio(core, word) >= GOOD_MATCH for word in _ASKED)


def _strength(asked: bool, years: list[int]) -> float:
    """«Søkt beløp 2021» goes before «Søkt beløp», and that before a bare «Beløp»."""
    return (EXACT if asked else GOOD_MATCH) + (1 if years else 0)
