"""The page of changes, the answers to remarks and the note on the sums: what a new version tells of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from kompetanse_desktop.documents.changes import MOST_LETTERS
from kompetanse_desktop.documents.innstilling import render
from kompetanse_desktop.domain.answers import Answered, Reply, with_answer
from kompetanse_desktop.domain.board import Lane, Move
from kompetanse_desktop.domain.checks import all_checks
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, Standing
from kompetanse_desktop.domain.recommendation import Earlier, Recommendation, Version, changes_since, recommend
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import Words
from tests.documents.reading import pages_of, text_of
from tests.documents.rounds import MADE_AT, PROPOSALS, sample_state

WORDS = Words("nn")
FIRST_AT = datetime(2021, 4, 12, 10, 0)
DIGEST = "4f1c9a02" * 8


def second_version(before: RoundState, after: RoundState) -> Recommendation:
    earlier = Earlier(1, FIRST_AT, changes_since(before, after))
    return recommend(after, MADE_AT, Version(2, DIGEST, earlier))


def page_of_changes(before: RoundState, after: RoundState) -> str:
    pages = pages_of(render(second_version(before, after), WORDS))
    return " ".join(page for page in pages if "Endringar sidan versjon 1, 12. april 2021" in page)


def with_standing(state: RoundState, ref: str, **fields: object) -> RoundState:
    standing = replace(state.standing(ref), **fields)  # type: ignore[arg-type]
    return replace(state, standings={**state.standings, ref: standing})


def test_an_amount_that_was_as_asked_for_is_told_with_its_figure() -> None:
    state = sample_state()
    requested = PROPOSALS[0].requested
    assert requested is not None
    page = page_of_changes(state, with_standing(state, "21-01", recommended=requested.with_total(2021, 800_000)))
    assert "21-01 · Ein skule for alle" in page
    assert "Innstilt som søkt: 2021: 978 000 kr, 2022: 800 000 kr 2021: 800 000 kr, 2022: 800 000 kr" in page


def test_the_request_of_before_is_the_figure_of_before() -> None:
    state = sample_state()
    requested = PROPOSALS[0].requested
    assert requested is not None
    other = replace(PROPOSALS[0], requested=requested.with_total(2021, 500_000))
    after = replace(state, proposals={**state.proposals, "21-01": other})
    after = with_standing(after, "21-01", recommended=requested.with_total(2021, 400_000))
    page = page_of_changes(state, after)
    assert "som søkt: 2021: 978 000 kr" in page
    assert "Søkt 2021: 978 000 kr, 2022: 800 000 kr 2021: 500 000 kr" in page


def test_a_sum_divided_in_another_way_is_told_by_payee() -> None:
    state = sample_state()
    requested = PROPOSALS[5].requested
    assert requested is not None
    divided = requested.with_cell(Payee.OWNER, 2021, 300_000).with_cell(Payee.UNIVERSITY, 2021, 272_000)
    page = page_of_changes(state, with_standing(state, "21-06", recommended=divided))
    assert "som søkt: 2021 eigar: 350 000 kr, 2021 UH: 222 000 kr 2021 eigar: 300 000 kr, 2021 UH: 272 000 kr" in page


def test_where_it_stands_is_told_with_numbers() -> None:
    state = sample_state()
    board = state.board.moved(Move(("21-07",), Lane.RESERVE)).moved(Move(("21-05",), Lane.PRIORITISED, 1))
    page = page_of_changes(state, state.with_board(board))
    assert "Plass Prioritert Reserve, nr. 3" in page
    assert "Plass Prioritert, nr. 4 Prioritert, nr. 1" in page
    assert page.index("21-05 · ") < page.index("21-07 · "), "in the order of this version"


def test_only_the_criteria_that_are_assessed_anew_are_told() -> None:
    state = sample_state()
    assessed = {**state.standing("21-02").assessments, Criterion.COLLECTIVE: Assessment(Answer.NOT_MET, "Berre kurs")}
    page = page_of_changes(state, with_standing(state, "21-02", assessments=assessed))
    assert "4 Kollektive prosessar oppfylt ikkje oppfylt (Berre kurs)" in page
    assert page.count("oppfylt") == 2


def test_long_texts_are_shortened_and_nothing_else_is_told() -> None:
    state = sample_state()
    proposals = {**state.proposals, "21-01": replace(PROPOSALS[0], need="Noko heilt anna", anchoring="òg")}
    after = with_standing(replace(state, proposals=proposals), "21-01", reason="ord " * 500)
    page = page_of_changes(state, after)
    assert "Noko heilt anna" not in page
    assert page.count("ord ") <= MOST_LETTERS // 4 + 1
    assert "…" in page


def test_a_version_without_changes_says_so() -> None:
    assert "Ingenting som står i dokumentet, er endra." in page_of_changes(sample_state(), sample_state())


@pytest.mark.parametrize("ref", [None, "21-01"])
def test_remarks_that_were_answered_are_in_it_with_the_answer(ref: str | None) -> None:
    state = sample_state()
    check = next(c for c in all_checks(state) if c.ref == ref)
    answered = Answered(check.code, check.message, Reply.ACCEPTED, "Søkjaren er spurd.")
    if ref is None:
        after = replace(state, round=replace(state.round, answers=with_answer((), answered)))
    else:
        after = with_standing(state, ref, answers=with_answer((), answered))
    text = text_of(render(recommend(after, MADE_AT), WORDS))
    assert "Merknader og svar" in text
    assert ": Søkjaren er spurd." in text
    assert "Søkjaren er spurd." in page_of_changes(state, after)
    assert "Merknader og svar" not in text_of(render(recommend(state, MADE_AT), WORDS))


def test_the_note_names_version_and_digest() -> None:
    state = with_standing(sample_state(), "21-01", conditions="x")
    text = text_of(render(second_version(sample_state(), state), WORDS))
    assert "Slik er summane rekna" in text
    assert " ".join(["4f1c9a02"] * 8) in text
    assert "innstilling, versjon 2 · SHA-256 4f1c9a02 4f1c9a02 …" in text
    draft = text_of(render(recommend(state, MADE_AT), WORDS))
    assert "Dette er eit utkast frå 14.04.2021 12:30, ikkje ein ferdig versjon." in draft


def test_a_proposal_that_came_and_one_that_went() -> None:
    state = sample_state()
    gone = {ref: one for ref, one in state.proposals.items() if ref != "21-10"}
    fewer = replace(state, proposals=gone, board=state.board.removed(["21-10"]))
    assert "21-10 · Laget rundt eleven Kva Før No Heile framlegget er der er ikkje der" in page_of_changes(state, fewer)
    assert "Heile framlegget er ikkje der er der" in page_of_changes(fewer, state)


def test_a_standing_with_nothing_said_is_no_change() -> None:
    state = sample_state()
    assert changes_since(state, replace(state, standings={**state.standings, "21-01": Standing()})) == ()
