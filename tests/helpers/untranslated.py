"""A net under the catalogues: in tests, a message that no catalogue has is an error where it is said."""

from __future__ import annotations

import gettext
from typing import NoReturn

from kompetanse_desktop import text


class Untranslated(gettext.NullTranslations):
    """Stands behind a language's catalogue; raises AssertionError for what isn't in it."""

    def gettext(self, message: str) -> NoReturn:
        """Raise: the message is in no catalogue."""
        raise AssertionError(f"said, but in no catalogue: {message!r}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:
        """Raise: the message is in no catalogue."""
        raise AssertionError(f"said, but in no catalogue: {msgid1!r}")


def stretch() -> None:
    """Put the net under every language, for as long as the process lives."""
    for language in text.LANGUAGES:
        text._catalogue(language).add_fallback(Untranslated())
