"""What the forum says of a proposal: amounts that add up, words that are kept as written."""

from __future__ import annotations

import pytest

from kompetanse_desktop.actions import (
    Session,
    assess,
    divide_as_requested,
    move,
    redo,
    set_amount,
    set_cell,
    set_conditions,
    set_note,
    set_reason,
    take_in,
    undo,
    withdraw,
)
from kompetanse_desktop.actions.wording import clean
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, Standing
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words
from tests.actions.conftest import arriving
from tests.domain.values import YEAR, a_proposal

OWNER, UH, COORDINATION, UNDIVIDED = Payee


@pytest.fixture
def matrix(session: Session) -> Session:
    """Add a proposal of two payees and two years, and one of an unknown sum, both prioritised."""
    asked = Amounts({(OWNER, YEAR): 600_000, (UH, YEAR): 200_000, (UH, YEAR + 1): 90_000})
    take_in(session, arriving(a_proposal("m", requested=asked), a_proposal("u"), after=5))
    move(session, ["m", "u"], Lane.PRIORITISED)
    return session


def amounts(session: Session, ref: str = "m") -> Amounts | None:
    return session.required().amounts(ref)


def test_a_reduced_amount_is_divided_as_the_request(matrix: Session) -> None:
    change = set_amount(matrix, "m", 700_001, reason="Ramma")
    assert amounts(matrix) == Amounts({(OWNER, YEAR): 525_001, (UH, YEAR): 175_000, (UH, YEAR + 1): 90_000})
    assert matrix.required().standing("m").reason == "Ramma"
    assert matrix.remaining == 4_900_000 - 700_001
    assert Words("en").say(change.name) == "«Tiltak m» reduced to 700\u00a0001\u00a0kr"
    undo(matrix)
    assert amounts(matrix) == matrix.required().proposals["m"].requested
    assert matrix.remaining == 4_100_000


def test_the_request_is_the_pattern_even_after_nothing(matrix: Session) -> None:
    set_amount(matrix, "m", 0)
    assert amounts(matrix) == Amounts({(UH, YEAR + 1): 90_000})
    set_amount(matrix, "m", 400_000)
    assert amounts(matrix) == Amounts({(OWNER, YEAR): 300_000, (UH, YEAR): 100_000, (UH, YEAR + 1): 90_000})


def test_a_division_the_forum_made_is_kept_when_the_sum_changes(matrix: Session) -> None:
    set_cell(matrix, "m", OWNER, YEAR, 0)
    set_cell(matrix, "m", COORDINATION, YEAR, 50_000)
    set_amount(matrix, "m", 100_000)
    assert amounts(matrix) == Amounts({(UH, YEAR): 80_000, (COORDINATION, YEAR): 20_000, (UH, YEAR + 1): 90_000})


def test_a_sum_too_small_to_divide_does_not_become_the_pattern(matrix: Session) -> None:
    set_amount(matrix, "m", 1)
    set_amount(matrix, "m", 800_000)
    assert amounts(matrix) == matrix.required().proposals["m"].requested


def test_a_year_that_was_not_asked_for(matrix: Session) -> None:
    set_amount(matrix, "m", 10_000, YEAR + 2)
    assert (amounts(matrix) or Amounts()).by_payee(YEAR + 2) == {UNDIVIDED: 10_000}
    set_cell(matrix, "m", UNDIVIDED, YEAR + 2, 0)
    set_cell(matrix, "m", UH, YEAR + 2, 10_000)
    set_amount(matrix, "m", 7_000, YEAR + 2)
    assert (amounts(matrix) or Amounts()).by_payee(YEAR + 2) == {UH: 7_000}


def test_the_division_of_an_unknown_request_is_the_forums(matrix: Session) -> None:
    set_cell(matrix, "u", OWNER, YEAR, 30_000)
    set_cell(matrix, "u", UH, YEAR, 10_000)
    set_amount(matrix, "u", 20_000)
    assert amounts(matrix, "u") == Amounts({(OWNER, YEAR): 15_000, (UH, YEAR): 5_000})


def test_an_unknown_request_is_not_divided_by_guess(matrix: Session) -> None:
    set_amount(matrix, "u", 50_000)
    assert amounts(matrix, "u") == Amounts({(UNDIVIDED, YEAR): 50_000})


def test_another_year_and_back_to_the_request(matrix: Session) -> None:
    set_amount(matrix, "m", 10_000, YEAR + 1)
    assert amounts(matrix) == Amounts({(OWNER, YEAR): 600_000, (UH, YEAR): 200_000, (UH, YEAR + 1): 10_000})
    set_amount(matrix, "m", None)
    assert matrix.required().standing("m").recommended is None


def test_one_cell(matrix: Session) -> None:
    set_cell(matrix, "m", COORDINATION, YEAR, 5_000)
    assert amounts(matrix) == Amounts(
        {(OWNER, YEAR): 600_000, (UH, YEAR): 200_000, (COORDINATION, YEAR): 5_000, (UH, YEAR + 1): 90_000}
    )
    assert set_cell(matrix, "m", COORDINATION, YEAR, 5_000).edits == ()


def test_the_amount_it_has_already_is_not_kept(matrix: Session) -> None:
    before = len(matrix.journal())
    assert set_amount(matrix, "m", 800_000).edits == ()
    assert set_cell(matrix, "m", OWNER, YEAR, 600_000).edits == ()
    assert set_amount(matrix, "u", None).edits == ()
    assert len(matrix.journal()) == before
    set_amount(matrix, "u", 0)
    assert amounts(matrix, "u") == Amounts(), "nothing is known, and more than unknown"


@pytest.mark.parametrize(
    ("ref", "nok", "year"),
    [("nobody", 5, None), ("m", -1, None), ("m", 10**12, None), ("m", 5, YEAR - 1), ("m", 5, YEAR + 3)],
)
def test_amounts_that_cannot_be(matrix: Session, ref: str, nok: int, year: int | None) -> None:
    before = matrix.required()
    with pytest.raises(Refusal):
        set_amount(matrix, ref, nok, year)
    with pytest.raises(Refusal):
        set_cell(matrix, ref, OWNER, YEAR if year is None else year, nok)
    assert matrix.required() == before


def test_words_and_answers(session: Session) -> None:
    ref = "21-01"
    set_reason(session, ref, "  Fyrst i køen ")
    set_conditions(session, ref, "Med PPT")
    set_note(session, ref, "Ring Kari")
    assess(session, ref, Criterion.ANCHORED, Answer.MET, "ja")
    assess(session, ref, Criterion.ANCHORED, Answer.PARTLY)
    withdraw(session, ref)
    assert session.required().standing(ref) == Standing(
        reason="Fyrst i køen",
        conditions="Med PPT",
        private_note="Ring Kari",
        assessments={Criterion.ANCHORED: Assessment(Answer.PARTLY, "ja")},
        withdrawn=True,
    )
    assert set_reason(session, ref, "Fyrst i køen").edits == ()
    withdraw(session, ref, False)
    for _ in range(7):
        undo(session)
    assert session.required().standings == {}


def test_an_answer_taken_away_leaves_nothing(session: Session) -> None:
    assess(session, "21-01", Criterion.TOGETHER, Answer.NOT_MET)
    assess(session, "21-01", Criterion.TOGETHER, Answer.NOT_ASSESSED)
    assert session.required().standing("21-01").assessments == {}


def test_a_withdrawn_proposal_stays_and_can_count_again(matrix: Session) -> None:
    gone = withdraw(matrix, "m")
    assert Words("en").say(gone.name) == "«Tiltak m» is withdrawn"
    assert matrix.required().standing("m").withdrawn
    assert matrix.required().board.lane_of("m") is Lane.PRIORITISED
    assert matrix.remaining == 4_100_000, "where it stands is the forum's to change"
    assert withdraw(matrix, "m").edits == ()
    undo(matrix)
    assert not matrix.required().standing("m").withdrawn
    redo(matrix)
    back = withdraw(matrix, "m", False)
    assert Words("en").say(back.name) == "«Tiltak m» counts again"
    assert not matrix.required().standing("m").withdrawn


@pytest.mark.parametrize("deed", [set_reason, set_conditions, set_note])
def test_nobody_is_spoken_of(session: Session, deed: object) -> None:
    with pytest.raises(Refusal, match="nobody"):
        deed(session, "nobody", "x")  # type: ignore[operator]
    with pytest.raises(Refusal, match="nobody"):
        withdraw(session, "nobody")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("A\u030arda\u0308l", "Årdäl"),
        ("\x00x\x07\ty ", "x\ty"),
        ("\udce6x", "?x"),
        ("Čáhppesvuotna 🙂", "Čáhppesvuotna 🙂"),
    ],
)
def test_text_is_made_fit_to_keep(written: str, kept: str) -> None:
    assert clean(written) == kept


def test_dividing_what_is_not_divided(matrix: Session) -> None:
    set_cell(matrix, "m", OWNER, YEAR, 0)
    set_cell(matrix, "m", UH, YEAR, 0)
    set_amount(matrix, "m", 500_001)
    set_cell(matrix, "m", UNDIVIDED, YEAR, 500_001)
    for payee in (OWNER, UH):
        set_cell(matrix, "m", payee, YEAR, 0)
    assert (amounts(matrix) or Amounts()).by_payee(YEAR) == {UNDIVIDED: 500_001}
    set_cell(matrix, "m", COORDINATION, YEAR, 100_000, keep_sum=True)
    assert (amounts(matrix) or Amounts()).by_payee(YEAR) == {COORDINATION: 100_000, UNDIVIDED: 400_001}
    with pytest.raises(Refusal, match="not divided yet"):
        set_cell(matrix, "m", OWNER, YEAR, 400_002, keep_sum=True)
    change = divide_as_requested(matrix, "m")
    assert (amounts(matrix) or Amounts()).by_payee(YEAR) == {OWNER: 375_001, UH: 125_000}
    assert Words("en").say(change.name) == "«Tiltak m»: 2021 is divided as requested"
    assert divide_as_requested(matrix, "m").edits == ()


def test_a_request_that_is_not_divided_gives_no_division(matrix: Session) -> None:
    with pytest.raises(Refusal, match="doesn't say how"):
        divide_as_requested(matrix, "u")
