"""The words: every sentence, amount and date a person reads, in nynorsk, bokmål or English.

In code the message is the English text; the catalogues in resources/locale have all three
languages. ``say("Undo")`` speaks the language in use; ``Words("nb").say(…)`` a certain one.
"""

from __future__ import annotations

import gettext
import locale
import os
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from string import Formatter

from kompetanse_desktop import paths
from kompetanse_desktop.domain.saying import Param, Saying

LANGUAGES = {"nn": "Nynorsk", "nb": "Bokmål", "en": "English"}
NBSP = "\u00a0"
MINUS = "\u2212"
DOMAIN = "kompetanse"
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def N_(message: str) -> str:
    """Mark a message for the catalogues without translating it yet."""
    return message


MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def number(value: int) -> str:
    """Write a whole number with no-break spaces between thousands: 5 300 000; below nothing with −."""
    digits = f"{abs(value):,}".replace(",", NBSP)
    return MINUS + digits if value < 0 else digits


def money(nok: int) -> str:
    """Write whole kroner: 5 300 000 kr."""
    return f"{number(nok)}{NBSP}kr"


def short_date(day: date) -> str:
    """Write a date for a table: 15.04.2021."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


def straight(text: str) -> str:
    """Give a text without the signs that turn what comes after them the other way: an amount could be read so."""
    return text if text.isascii() else _TURNING.sub("", text)


def file_size(size: int) -> str:
    """Write the size of a file, given in bytes, in whole kilobytes: 1 250 kB."""
    return f"{number(-(-size // 1000))}{NBSP}kB"


class Words:
    """One language's words. ``language`` is nn, nb or en; anything else raises KeyError."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.name = LANGUAGES[language]
        self._catalogue = _catalogue(language)

    def say(self, message: str | Saying, /, **params: Param) -> str:
        """Say a message in this language, its braces filled in (see Saying for amounts and dates)."""
        if isinstance(message, Saying):
            message, params = message.message, {**message.params, **params}
        translated = self._catalogue.gettext(message)
        return self._filled(translated, params) if params else translated

    def say_count(self, one: str, many: str, count: int, /, **params: Param) -> str:
        """Say «1 proposal» or «{count} proposals»."""
        translated = self._catalogue.ngettext(one, many, count)
        return self._filled(translated, {"count": count, **params})

    def _filled(self, sentence: str, params: Mapping[str, Param]) -> str:
        return "".join(
            literal if name is None else literal + self._said(name, params[name]) for literal, name in _pieces(sentence)
        )

    def _said(self, name: str, value: Param) -> str:
        if isinstance(value, str):
            return straight(value)
        if isinstance(value, Saying):
            return self.say(value)
        if isinstance(value, datetime):
            return f"{short_date(value)} {value:%H:%M}"
        if isinstance(value, date):
            return short_date(value)
        return money(value) if name.endswith("_nok") else str(value)

    def long_date(self, day: date) -> str:
        """Write a date for a sentence: 15. april 2021."""
        month = self.say(MONTHS[day.month - 1])
        return f"{day.day} {month} {day.year}" if self.language == "en" else f"{day.day}. {month} {day.year}"


@lru_cache(maxsize=4096)
def _pieces(sentence: str) -> tuple[tuple[str, str | None], ...]:
    """Cut a sentence into (what stands before a brace, the name in the brace), the last without a name.

    Raises ValueError for braces with more than a name in them.
    """
    cut = []
    for literal, name, spec, conversion in Formatter().parse(sentence):
        if spec or conversion or name == "":
            raise ValueError(f"a brace holds a name and nothing else: {sentence!r}")
        cut.append((literal, name))
    return tuple(cut)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, str(paths.resources() / "locale"), languages=[language], fallback=True)


def system_language() -> str:
    """Give the language the system is set to, as one of ours; nynorsk where it is none of them."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable, ""):
            return _ours(value)
    return _ours(locale.getlocale()[0] or "")


def _ours(name: str) -> str:
    code = name.replace("-", "_").split("_")[0].split(".")[0].lower()
    names = {"no": "nb", "norwegian": "nb", "english": "en"}
    code = names.get(code, code)
    return code if code in LANGUAGES else "nn"


_current: list[Words] = []


def use(language: str | None = None) -> Words:
    """Speak this language from now on (None: the system's)."""
    _current[:] = [Words(language or system_language())]
    return _current[0]


def words() -> Words:
    """Give the words in use."""
    return _current[0] if _current else use()


def say(message: str | Saying, /, **params: Param) -> str:
    """Say a message in the language in use."""
    return words().say(message, **params)


def say_count(one: str, many: str, count: int, /, **params: Param) -> str:
    """Say one or several in the language in use."""
    return words().say_count(one, many, count, **params)
