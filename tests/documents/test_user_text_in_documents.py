"""Nothing that an applicant or the forum writes can do anything in the innstilling but be read."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.innstilling import compose
from kompetanse_desktop.documents.tagged.flowables import set_lines
from kompetanse_desktop.documents.usertext import REPLACEMENT, UserText
from kompetanse_desktop.domain.board import Board, Lane
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, Standing
from kompetanse_desktop.domain.recommendation import Earlier, Version, changes_since, recommend
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import Words
from tests.documents.rounds import MADE_AT, PROPOSALS, sample_state
from tests.helpers.pdf_check import faults

WORDS = Words("nn")
RIGHT_TO_LEFT = "Text that runs from right to left is shown letter by letter from the left."
MARKUP = [
    "<img src='/etc/passwd' width='9' height='9'/>",
    "<a href='javascript:alert(1)'>",
    "<a href='file:///etc/hostname'>x</a>",
    "<b><i><para>",
    "</para></font>",
    "&#0;&nosuch;&amp;",
    "{county} {0!r} %s \\( ) Tj ET Q",
    "EMC /P <</MCID 0>> BDC",
    "endstream endobj 1 0 obj",
    "\u202e\u2066\u200b\ufeff",
    "\ud800",
    "مدرسة",
    "👩‍👩‍👧",
    "\x00\x0c\x1b",
    "W" * 300,
]
TEXT = st.lists(st.sampled_from(MARKUP) | st.text(max_size=40), max_size=6).map("".join)


@st.composite
def _states(draw: st.DrawFn) -> RoundState:
    """A round of three measures in which every text is anything at all."""
    proposals, standings = {}, {}
    for number, model in enumerate(PROPOSALS[:3]):
        ref = f"21-0{number}"
        proposals[ref] = replace(
            model, ref=ref, title=draw(TEXT), applicant=draw(TEXT), network=draw(TEXT), statped=draw(TEXT),
            participants=tuple(draw(st.lists(TEXT, max_size=3))), universities=tuple(draw(st.lists(TEXT, max_size=2))),
            target_text=draw(TEXT), measure_text=draw(TEXT), need=draw(TEXT), description=draw(TEXT),
        )  # fmt: skip
        note = Assessment(draw(st.sampled_from(Answer)), draw(TEXT))
        standings[ref] = Standing(reason=draw(TEXT), conditions=draw(TEXT), assessments={Criterion.ANCHORED: note})
    round_ = sample_state(present=draw(TEXT), agreement=draw(TEXT), county=draw(TEXT)).round
    lanes = (Lane.PRIORITISED, draw(st.sampled_from(Lane)), draw(st.sampled_from(Lane)))
    board = Board({lane: [ref for ref, its in zip(proposals, lanes, strict=True) if its is lane] for lane in Lane})
    return RoundState(round_, proposals, standings, board)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(_states())
def test_any_text_is_only_text(state: RoundState) -> None:
    before = replace(state, standings={})
    version = Version(2, "0f" * 32, Earlier(1, MADE_AT, changes_since(before, state)))
    document, notes = compose(recommend(state, MADE_AT, version), WORDS)
    assert faults(document) == []
    with pikepdf.open(io.BytesIO(document)) as pdf:
        for page in pdf.pages:
            assert all(annotation.FT == "/Sig" for annotation in page.get("/Annots", []))
            assert "/XObject" not in page.Resources
            assert [float(side) for side in page.MediaBox] == [0, 0, *_rounded(style.PAGE_WIDTH, style.PAGE_HEIGHT)]
    assert all("U+" in note or note == WORDS.say(RIGHT_TO_LEFT) for note in notes)


def _rounded(*sizes: float) -> list[float]:
    return [round(size, 4) for size in sizes]


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_what_is_not_shown_as_written_is_told(text: str) -> None:
    door = UserText()
    shown = "".join(run.text for run in door.runs(text))
    lost = shown.count(REPLACEMENT) - text.count(REPLACEMENT)
    assert bool(door.missing) <= bool(lost)
    assert bool(door.notes(WORDS)) >= bool(door.missing)


@settings(max_examples=150, deadline=None)
@given(TEXT, st.integers(12, 480))
def test_no_line_is_wider_than_its_place_and_nothing_is_lost(text: str, width: int) -> None:
    runs = UserText().runs(text)
    lines = list(set_lines(runs, style.CELL, width))
    assert all(line.width <= width + 0.01 for line in lines)
    set_text = "".join(run.text for line in lines for run in line.runs)
    assert "".join(set_text.split()) == "".join("".join(run.text for run in runs).split())
