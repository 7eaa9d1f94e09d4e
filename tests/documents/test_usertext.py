"""What an applicant writes, on its way into a document."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.documents import fonts
from kompetanse_desktop.documents.usertext import UserText, clean
from kompetanse_desktop.text import Words

NBSP = chr(fonts.NBSP_CODE)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Språkmiljø", "Språkmiljø"),
        ("A\u030angstro\u0308m", "\u00c5ngström"),
        ("ein\u200btil\u200d\ufeff\u2060\u00ad", "eintil"),
        ("\u202eopp\u202c ned\u2066\u2069\u200f", "opp ned"),
        ("bjølle\x07 null\x00", "bjølle null"),
        ("tab\tulator", "tab ulator"),
        ("linje\r\nto\rtre\u2028fire\u2029fem", "linje\nto\ntre\nfire\nfem"),
        ("5\u00a0300\u202f000", f"5{NBSP}300{NBSP}000"),
        ("em\u2003space", "em space"),
        ("merke\ufe0f", "merke"),
        ("privat\ue0a0\ue000", "privat\ufffd\ufffd"),
        ("ikkje\ufffe\ufdd0", "ikkje\ufffd\ufffd"),
        ("halv\ud800", "halv\ufffd"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_cleaning(written: str, kept: str) -> None:
    assert clean(written) == kept


@given(st.text())
def test_cleaning_leaves_nothing_invisible_and_is_settled(text: str) -> None:
    cleaned = clean(text)
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in cleaned if c != "\n")
    assert clean(cleaned.replace(NBSP, "\u00a0")) == cleaned


@given(st.text())
def test_every_character_is_shown_by_a_font_that_has_it(text: str) -> None:
    shown = UserText().runs(text)
    assert all(fonts.has(run.font, c) for run in shown for c in run.text if c != "\n")
    assert len("".join(run.text for run in shown)) == len(clean(text))


def test_fallback_is_by_the_character() -> None:
    runs = UserText().runs("Sámi → ☐ ok", fonts.BOLD)
    assert [(run.font, run.text) for run in runs] == [
        ("NotoSans-Bold", "Sámi "),
        ("DejaVuSans-Bold", "→ ☐ "),
        ("NotoSans-Bold", "ok"),
    ]


def test_what_no_font_has_is_marked_and_told() -> None:
    text = UserText()
    assert [run.text for run in text.runs("Ta på 🦄!")] == ["Ta på \ufffd!"]
    (note,) = text.notes(Words("en"))
    assert "🦄 (U+1F984)" in note


def test_right_to_left_is_told() -> None:
    text = UserText()
    text.runs("مدرسة")
    assert len(text.notes(Words("en"))) == 1


def test_norwegian_and_sami_need_no_fallback() -> None:
    text = UserText()
    runs = text.runs("ÆØÅæøå ČĐŊŠŦŽčđŋšŧž ÁÂÖÄËÏïËéèêôü «» – — … § % €")
    assert {run.font for run in runs} == {"NotoSans-Regular"}
    assert text.notes(Words("nn")) == []
