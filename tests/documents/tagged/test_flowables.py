"""Text that is set in lines, and divided between pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kompetanse_desktop.documents import fonts, style
from kompetanse_desktop.documents.tagged.flowables import Heading, Text, set_lines
from kompetanse_desktop.documents.usertext import UserText

LOOK = style.CELL


def lines_of(text: str, width: float) -> list[str]:
    lines = set_lines(UserText().runs(text), LOOK, width)
    return ["".join(run.text for run in line.runs) for line in lines]


def test_lines_break_between_words_and_keep_the_space() -> None:
    assert lines_of("Ein skule for alle", 60) == ["Ein skule for ", "alle"]


def test_lines_break_after_a_dash_but_not_at_a_no_break_space() -> None:
    assert lines_of("Samhandling barnehage–skule", 100) == ["Samhandling ", "barnehage–skule"]
    assert lines_of("Samhandling barnehage–skule", 60) == ["Samhandling ", "barnehage–", "skule"]
    assert lines_of("1\u00a0234\u00a0567\u00a0kr", 20)[0].startswith("1\ue0a0")
    assert lines_of("sum 234\u00a0567", 42) == ["sum ", "234\ue0a0567"]


def test_line_ends_in_the_text_are_kept() -> None:
    assert lines_of("ein\n\nto", 200) == ["ein", "", "to"]


@given(st.text(max_size=200), st.floats(30, 400))
@example("00000000000𝔸 𝔸 0", 30.0)  # spaces in a font of their own
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: float) -> None:
    runs = UserText().runs(text)
    lines = list(set_lines(runs, LOOK, width))
    for line in lines:
        seen = "".join(run.text for run in line.runs)
        unseen = fonts.width(line.runs[-1].font, " ", LOOK.size) if seen.endswith(" ") else 0
        measured = sum(fonts.width(run.font, run.text, LOOK.size) for run in line.runs) - unseen
        assert measured <= width + 0.01
        assert abs(measured - line.width) < 0.5 or seen.endswith(" ")
    set_text = "".join(run.text for line in lines for run in line.runs)
    assert set_text.replace(" ", "") == "".join(run.text for run in runs).replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(("room", "parts"), [(5, 0), (12, 0), (23.5, 2), (1000, 1)])
def test_a_text_divides_between_lines_and_leaves_none_alone(room: float, parts: int) -> None:
    text = Text(UserText().runs("ord " * 40), LOOK)
    text.wrap(100)
    assert len(text.split(100, room)) == parts


def test_the_parts_are_the_whole() -> None:
    text = Text(UserText().runs("ord " * 40), LOOK)
    _, height = text.wrap(100)
    first, second = text.split(100, 30)
    assert first.wrap(100)[1] + second.wrap(100)[1] == height


def test_a_divided_heading_is_in_the_outline_once() -> None:
    heading = Heading(UserText().runs("lang tittel " * 20), replace(LOOK, face=fonts.BOLD))
    heading.wrap(100)
    first, second = heading.split(100, 40)
    assert (first.title, second.title) == (heading.plain, "")
