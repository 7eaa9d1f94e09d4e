"""The one door that text goes through on its way into a document.

What comes out is pieces of plain text, each with the font that can show it. The flowables in
``tagged`` draw plain text and know no markup, so nothing needs escaping and nothing an applicant
wrote can become a picture, a link or an error.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from kompetanse_desktop.documents import fonts
from kompetanse_desktop.text import Words

REPLACEMENT = "\ufffd"
_NBSP_LIKE = dict.fromkeys(map(ord, "\u00a0\u202f\u2007"), chr(fonts.NBSP_CODE))
_LINE_ENDS = dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), "\n")
_VARIATION_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x180F)}
_RIGHT_TO_LEFT = {"R", "AL"}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one font."""

    font: str
    text: str


def clean(text: str) -> str:
    """Give the text in NFC without control, direction and zero-width characters; line ends are ``\\n``.

    Private and unpaired codes and those that are no characters become U+FFFD.
    """
    # Private codes go before our own private space comes in.
    text = "".join(REPLACEMENT if _is_no_character(c) else c for c in text)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_LINE_ENDS | _NBSP_LIKE)
    return "".join(map(_kept, text))


def plain(text: str) -> str:
    """Give a cleaned text on one line, for what is not drawn: the file's title and the like."""
    return clean(text).replace(chr(fonts.NBSP_CODE), "\u00a0").replace("\n", " ")


def _is_no_character(c: str) -> bool:
    """Tell private, unpaired and reserved codes (U+FFFE and its like, which XML forbids)."""
    code = ord(c)
    return unicodedata.category(c) in ("Co", "Cs") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _kept(character: str) -> str:
    if character in ("\n", chr(fonts.NBSP_CODE)):
        return character
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    if category in ("Cc", "Cf") or ord(character) in _VARIATION_SELECTORS:
        return ""
    return character


@dataclass
class UserText:
    """Makes runs, and remembers what no font has."""

    missing: dict[str, None] = field(default_factory=dict)
    right_to_left: bool = False

    def runs(self, text: str, face: fonts.Face = fonts.REGULAR) -> tuple[Run, ...]:
        """Give a text as runs: the main font, else the fallback, else U+FFFD in its place."""
        pieces: list[list[str]] = []
        for character in clean(text):
            name, shown = self._font(character, face)
            if pieces and (pieces[-1][0] == name or character in " \n"):
                pieces[-1][1] += shown
            else:
                pieces.append([name, shown])
        return tuple(Run(name, shown) for name, shown in pieces)

    def _font(self, character: str, face: fonts.Face) -> tuple[str, str]:
        if character == "\n" or fonts.has(face.main, character):
            return face.main, character
        if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
            self.right_to_left = True
        if fonts.has(face.fallback, character):
            return face.fallback, character
        self.missing[character] = None
        return face.main, REPLACEMENT

    def notes(self, words: Words) -> list[str]:
        """Say what could not be shown as it was written."""
        notes = []
        if self.missing:
            shown = ", ".join(f"{c} (U+{ord(c):04X})" for c in list(self.missing)[:10])
            notes.append(
                words.say("The document's fonts lack these characters, shown as {mark}: {characters}",
                          mark=REPLACEMENT, characters=shown)
            )  # fmt: skip
        if self.right_to_left:
            notes.append(words.say("Text that runs from right to left is shown letter by letter from the left."))
        return notes
