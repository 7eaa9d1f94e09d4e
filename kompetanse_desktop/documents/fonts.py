"""The document's fonts: bundled, always embedded, and asked which of them has a character."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from kompetanse_desktop import paths

NBSP_CODE = 0xE0A0
"""A private code with the space's glyph. reportlab writes U+00A0 as a plain space; this code keeps
amounts in one piece for whoever reads the text out of the file, and is named U+00A0 in the end."""


@dataclass(frozen=True)
class Face:
    """A weight: the font for most characters, and the one for the rest."""

    main: str
    fallback: str


REGULAR = Face("NotoSans-Regular", "DejaVuSans")
BOLD = Face("NotoSans-Bold", "DejaVuSans-Bold")
NAMES = ("NotoSans-Regular", "NotoSans-Bold", "DejaVuSans", "DejaVuSans-Bold")


@lru_cache(maxsize=1)
def register() -> dict[str, TTFont]:
    """Load the bundled fonts once and make them known to reportlab; give them by name."""
    loaded = {}
    for name in NAMES:
        font = TTFont(name, str(paths.resources() / "fonts" / f"{name}.ttf"))
        font.face.charToGlyph[NBSP_CODE] = font.face.charToGlyph[ord(" ")]
        font.face.charWidths[NBSP_CODE] = font.face.charWidths[ord(" ")]
        pdfmetrics.registerFont(font)
        loaded[name] = font
    return loaded


def has(name: str, character: str) -> bool:
    """Tell whether a font can show a character."""
    return ord(character) in register()[name].face.charToGlyph


def width(name: str, text: str, size: float) -> float:
    """Measure a text in points."""
    face = register()[name].face
    widths, default = face.charWidths, face.defaultWidth
    return float(sum(widths.get(ord(c), default) for c in text)) * size / 1000
