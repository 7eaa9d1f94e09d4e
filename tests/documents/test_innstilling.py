"""The innstilling as a document: everything is in it, the sums hold, and no text can harm it."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from kompetanse_desktop.documents.innstilling import render, write
from kompetanse_desktop.domain.board import Board, Lane, Move
from kompetanse_desktop.domain.money import MOST_NOK, Amounts, Payee
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.recommendation import Earlier, Recommendation, Version, changes_since, recommend
from kompetanse_desktop.domain.round import Scheme
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import Words, money, number
from tests.documents.reading import pages_of, spaced, text_of
from tests.documents.rounds import MADE_AT, PROPOSALS, REDUCED_BECAUSE, many_state, sample_state

Make = Callable[..., Recommendation]
LANGUAGES = ["nn", "nb", "en"]


def with_text(text: str) -> RoundState:
    """The example with the same text in every place a person can write in."""
    state = sample_state(county=text, present=text, agreement=text)
    return replace(
        state,
        proposals={
            ref: replace(
                p, title=f"{text} {ref}", applicant=text, network=text, participants=(text, text), universities=(text,),
                statped=text, target_text=text, measure_text=text,
            )
            for ref, p in state.proposals.items()
        },
        standings={
            ref: replace(state.standing(ref), reason=text, conditions=text) for ref in state.proposals
        },
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_and_every_sum_is_in_it(sample: Recommendation, language: str) -> None:
    words = Words(language)
    text = text_of(render(sample, words))
    for entry in (*sample.prioritised, *sample.reserve, *sample.declined, *sample.unhandled):
        assert spaced(entry.proposal.title) in text
        assert spaced(entry.proposal.applicant) in text
    budget = sample.budget
    for nok in (budget.frame, budget.committed, budget.available, budget.recommended, budget.remaining):
        assert spaced(money(nok)) in text
    for _, asked, given in sample.by_network:
        assert spaced(f"{number(asked)} {number(given)}") in text
    assert REDUCED_BECAUSE in text
    assert "Ikkje eit kollektivt tiltak" in text
    assert "Rapport innan 1. desember." in text
    assert "Hovudvekt på PP-tenesta" in text


def test_the_money_of_the_example(sample: Recommendation) -> None:
    text = text_of(render(sample, Words("nn")))
    assert "5 300 000 − 400 000 − 4 488 000 = 412 000 kr, fire hundre og tolv tusen kroner." in text
    assert "fire millionar fire hundre og åttiåtte tusen kroner" in text
    assert "2021, innstilt 2 751 765 1 585 529 150 706 4 488 000 6" in text
    assert "2022, bunde 1 520 000 930 000 0 2 450 000 3" in text
    assert "2023, bunde 600 000 350 000 0 950 000 1" in text
    assert "228 000" in text  # what the first reserve lacks


def test_no_later_year_is_said_in_a_sentence(sample: Recommendation) -> None:
    state = sample_state()
    state = state.with_board(
        Board({Lane.PRIORITISED: ("21-02",), Lane.UNHANDLED: tuple(set(state.proposals) - {"21-02"})})
    )
    assert "Ingen ramme for eit seinare år blir bunden." in text_of(render(recommend(state, MADE_AT), Words("nn")))


def test_criteria_that_nobody_assessed_take_one_line(sample: Recommendation) -> None:
    text = text_of(render(sample, Words("nn")))
    assert text.count("Ingen av dei sju kriteria er vurderte.") == len(sample.prioritised) - 1
    assert text.count("7 Styrkjer lærarutdanninga") == 1


def test_words_say_what_kind_of_document_it_is(sample: Recommendation) -> None:
    words = Words("nn")
    first, *rest = pages_of(render(sample, words))
    assert words.say("To the County Governor in {county}", county="Vestland") in first
    assert words.say("EXAMPLE with invented applicants. This is not a real recommendation.") in first
    assert all(words.say("EXAMPLE") in page for page in rest)
    assert words.long_date(MADE_AT.date()) in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_calls_itself_a_decision(language: str, make: Make) -> None:
    """The forum recommends; only the County Governor decides (the national mandate for the forums)."""
    words = Words(language)
    state = sample_state(present="Elleve", agreement="Semje")
    later = replace(state, standings={})
    version = Version(2, "0f" * 32, Earlier(1, MADE_AT, changes_since(later, state)))
    theirs = spaced(words.say("The forum recommends; the County Governor makes the decision."))
    for recommendation in (make(), make(scheme=Scheme.DESENTRALISERT), recommend(state, MADE_AT, version)):
        document = render(recommendation, words)
        text = text_of(document)
        assert theirs in text
        ours = text.replace(theirs, "").casefold()
        assert not re.search(r"vedtak|vedteke|vedtatt|decision|decide", ours)
        with pikepdf.open(io.BytesIO(document)) as pdf:
            assert "vedtak" not in pdf.Root.Metadata.read_bytes().decode().casefold()


def test_a_real_round_is_not_called_an_example(make: Make) -> None:
    words = Words("nn")
    assert words.say("EXAMPLE") not in text_of(render(make(example=False), words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_numbered(sample: Recommendation, language: str) -> None:
    words = Words(language)
    pages = pages_of(render(sample, words))
    for number_, page in enumerate(pages, start=1):
        assert words.say("Page {page} of {pages}", page=number_, pages=len(pages)) in page


def test_set_aside_is_in_the_sum_check(make: Make) -> None:
    text = text_of(render(make(set_aside=100_000), Words("nn")))
    assert "5 300 000 − 400 000 − 100 000 − 4 488 000 = 312 000 kr, tre hundre og tolv tusen kroner." in text


def test_own_share_is_told_where_the_scheme_has_one(make: Make) -> None:
    text = text_of(render(make(scheme=Scheme.DESENTRALISERT), Words("en")))
    assert "The owners add 1 346 400 kr themselves, 30 % of the grant awarded." in text


def test_the_private_note_stays_private(sample: Recommendation) -> None:
    assert "berre møteleiaren" not in text_of(render(sample, Words("nn")))


def test_who_was_present_goes_in_where_it_is_known(make: Make) -> None:
    text = text_of(render(make(present="11 av 12 medlemmer", agreement="Forumet var samd."), Words("nn")))
    assert "11 av 12 medlemmer" in text
    assert "Forumet var samd." in text


def test_over_the_frame_is_refused_and_nothing_written(tmp_path: Path, sample: Recommendation) -> None:
    state = sample_state()
    over = recommend(state.with_board(state.board.moved(Move(("21-04",), Lane.PRIORITISED))), MADE_AT)
    for make_it in (lambda: render(over, Words("nn")), lambda: write(over, tmp_path / "x.pdf", Words("nn"))):
        with pytest.raises(Refusal) as refused:
            make_it()
        assert refused.value.saying.params == {"over_nok": 68_000}
    assert os.listdir(tmp_path) == []


def test_write_puts_the_same_bytes_in_the_file(tmp_path: Path, sample: Recommendation) -> None:
    path = tmp_path / "innstilling.pdf"
    assert write(sample, path, Words("nn")) == []
    assert path.read_bytes() == render(sample, Words("nn"))


@pytest.mark.parametrize("name", ["library.db", "list.xlsx", "pdf", ".pdf", "x.pdf.bak", ""])
def test_only_a_pdf_is_written_over(
    tmp_path: Path, sample: Recommendation, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if name:
        Path(name).write_bytes(b"theirs")
    with pytest.raises(Refusal, match=r"must end in \.pdf"):
        write(sample, Path(name), Words("nn"))
    assert [Path(file).read_bytes() for file in os.listdir(tmp_path)] == [b"theirs"] * bool(name)


def test_an_ending_in_capitals_is_an_ending(tmp_path: Path, sample: Recommendation) -> None:
    write(sample, tmp_path / "UT.PDF", Words("nn"))
    assert os.listdir(tmp_path) == ["UT.PDF"]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path, sample: Recommendation) -> None:
    with pytest.raises(Refusal, match="can't be written"):
        write(sample, tmp_path / "missing" / "x.pdf", Words("nn"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_input_gives_the_same_bytes(language: str) -> None:
    first, second = (render(recommend(sample_state(), MADE_AT), Words(language)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("count", [0, 1, 60])
def test_few_and_many(count: int) -> None:
    recommendation = recommend(many_state(count), MADE_AT)
    text = text_of(render(recommendation, Words("nn")))
    for entry in recommendation.prioritised:
        assert spaced(entry.proposal.title) in text
    assert spaced(money(recommendation.budget.remaining)) in text


def test_heads_are_repeated_on_the_next_page() -> None:
    words = Words("nn")
    pages = pages_of(render(recommend(many_state(60), MADE_AT), words))
    head = spaced(words.say("Measure and applicant"))
    assert [head in page for page in pages[:3]] == [True, True, True]


HOSTILE = [
    "<img src='/etc/hostname' width='100' height='100'/>",
    "<a href='javascript:alert(1)'>trykk</a>",
    "<b>ikkje lukka <i>heller ikkje",
    "&notanentity; & < > \" ' ]]> <!-- <para>",
    "</para></b></font>",
    "🦄🇳🇴👩‍👩‍👧 emoji",
    "مدرسة ابتدائية",
    "\x00\x01\x1b[31m\x7f kontroll\u202e snudd\u200b",
    "{county} {0} %s \\ (paren",
    "x" * 400,
    "W" * 90 + " " + "å" * 90,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    document = render(recommend(with_text(text), MADE_AT), Words("nn"))
    with pikepdf.open(io.BytesIO(document)) as pdf:
        for page in pdf.pages:
            assert all(annotation.FT == "/Sig" for annotation in page.get("/Annots", []))
            assert "/XObject" not in page.get("/Resources", {})
        assert "/OpenAction" not in pdf.Root
        assert "/Names" not in pdf.Root or "/JavaScript" not in pdf.Root.Names


def test_markup_is_shown_as_it_was_written() -> None:
    text = text_of(render(recommend(with_text("<b>& <img src='x'>"), MADE_AT), Words("nn")))
    assert "<b>& <img src='x'>" in text


def test_characters_no_font_has_are_told(tmp_path: Path) -> None:
    notes = write(recommend(with_text("🦄"), MADE_AT), tmp_path / "x.pdf", Words("en"))
    assert len(notes) == 1
    assert "🦄" in notes[0]


def test_a_text_longer_than_a_page_is_all_there() -> None:
    state = sample_state()
    long = " ".join(f"ord{number_}" for number_ in range(3000))
    state = replace(
        state, standings={**state.standings, "21-09": Standing(reason=long), "21-01": Standing(conditions=long)}
    )
    text = text_of(render(recommend(state, MADE_AT), Words("nn")))
    for number_ in range(3000):
        assert text.count(f"ord{number_} ") == 2, number_


def test_largest_amounts_stay_on_the_page() -> None:
    most = Amounts({(payee, 2021): MOST_NOK // 4 for payee in Payee})
    refs = ["21-01", "21-02", "21-03"]
    state = RoundState(
        round=sample_state(frame=MOST_NOK, committed=0).round,
        proposals={p.ref: replace(p, requested=most) for p in PROPOSALS[:3]},
        board=Board({Lane.PRIORITISED: refs[:1], Lane.RESERVE: refs[1:]}),
    )
    text = text_of(render(recommend(state, MADE_AT), Words("nn")))
    assert spaced(number(MOST_NOK)) in text
    assert spaced(number(MOST_NOK // 4)) in text


def test_unknown_amounts_are_called_unknown() -> None:
    state = sample_state()
    state = replace(state, proposals={**state.proposals, "21-01": replace(PROPOSALS[0], requested=None)})
    text = text_of(render(recommend(state, MADE_AT), Words("en")))
    assert "not known" in text
    assert "For one prioritised measure the amount is not known; it is not in the sum." in text


def test_only_our_own_fonts_and_all_embedded(sample: Recommendation) -> None:
    document = render(recommend(with_text("Æ → ☐ 𝄞"), MADE_AT), Words("nn"))
    with pikepdf.open(io.BytesIO(document)) as pdf:
        fonts = [
            font for page in pdf.pages for font in page.Resources.Font.values() if font.get("/Type") == "/Font"
        ]  # fmt: skip
        names = {str(font.BaseFont).split("+")[-1] for font in fonts}
        assert names <= {"NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic", "DejaVuSans", "DejaVuSans-Bold"}
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
