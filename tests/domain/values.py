"""Rounds to test with: a small one written out, and random ones for the rules that hold for all."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from kompetanse_desktop.domain.answers import Answered, Reply
from kompetanse_desktop.domain.board import Board, Lane, Move
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import (
    Answer,
    Assessment,
    Criterion,
    MeasureKind,
    Proposal,
    Source,
    Standing,
    TargetGroup,
)
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.domain.state import RoundState

YEAR = 2021


def a_round(**fields: object) -> Round:
    """Give Vestland's round of 2021: 4 900 000 available of 5 300 000."""
    terms: dict[str, object] = {
        "id": "vestland",
        "scheme": Scheme.KOMPETANSELOFTET,
        "county": "Vestland",
        "year": YEAR,
        "frame": 5_300_000,
        "committed": 400_000,
        "deadline": date(YEAR, 4, 15),
    }
    return Round(**{**terms, **fields})  # type: ignore[arg-type]


def a_proposal(ref: str, nok: int | None = None, **fields: object) -> Proposal:
    """Give a proposal that no check has anything to say of, asking for ``nok`` kroner to its owner."""
    sound: dict[str, object] = {
        "title": f"Tiltak {ref}",
        "network": "Nettverk Nord",
        "universities": ("HVL",),
        "target_groups": (TargetGroup.KINDERGARTEN, TargetGroup.SCHOOL, TargetGroup.PPT),
        "requested": None if nok is None else Amounts({(Payee.OWNER, YEAR): nok}),
    }
    return Proposal(ref, **{**sound, **fields})  # type: ignore[arg-type]


def a_state(lanes: dict[Lane, list[Proposal]], round: Round | None = None, **standings: Standing) -> RoundState:
    """Give a round with these proposals in these lanes; standings by ref, its - written as _."""
    proposals = {p.ref: p for lane in lanes.values() for p in lane}
    board = Board({lane: [p.ref for p in given] for lane, given in lanes.items()})
    return RoundState(round or a_round(), proposals, {ref.replace("_", "-"): s for ref, s in standings.items()}, board)


# Random ones

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
kroner = st.integers(0, 3_000_000)
amounts = st.dictionaries(st.tuples(st.sampled_from(Payee), st.integers(YEAR, YEAR + 2)), kroner, max_size=5).map(
    Amounts
)
days = st.dates(date(2020, 1, 1), date(2022, 12, 31))
sources = st.builds(Source, texts, texts, st.integers(1, 99), texts, texts)
flags = st.none() | st.booleans()
several = st.lists(texts, max_size=3).map(tuple)


def proposals(ref: str) -> st.SearchStrategy[Proposal]:
    """Give any proposal with this ref."""
    return st.builds(
        Proposal,
        st.just(ref),
        texts,
        applicant=texts,
        network=st.sampled_from(["Nord", "Sør", ""]),
        participants=several,
        target_groups=st.lists(st.sampled_from(TargetGroup), unique=True).map(tuple),
        universities=several,
        measure_kinds=st.lists(st.sampled_from(MeasureKind), unique=True).map(tuple),
        duration_years=st.none() | st.integers(1, 4),
        staff=st.none() | st.integers(0, 999),
        requested=st.none() | amounts,
        continued=flags,
        private_invited=flags,
        received=st.none() | days,
        need=texts,
        other=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
        doubts=several,
        source=st.none() | sources,
        earlier_requested=st.none() | amounts,
        gone_from=texts,
    )


answers = st.lists(
    st.builds(
        Answered,
        st.just("coordination"),
        st.sampled_from([Saying("Declined without a reason."), saying("Not yet handled: {count}.", count=3)]),
        st.sampled_from(Reply),
        texts,
    ),
    max_size=2,
).map(tuple)
standings = st.builds(
    Standing,
    recommended=st.none() | amounts,
    reason=texts,
    conditions=texts,
    assessments=st.dictionaries(
        st.sampled_from(Criterion), st.builds(Assessment, st.sampled_from(Answer), texts), max_size=3
    ),
    withdrawn=st.booleans(),
    private_note=texts,
    answers=answers,
)


@st.composite
def states(draw: st.DrawFn, least: int = 0, most: int = 8) -> RoundState:
    """Give any round with that many proposals, each somewhere on the board."""
    refs = [f"21-{n:02}" for n in range(1, draw(st.integers(least, most)) + 1)]
    lanes: dict[Lane, list[str]] = {lane: [] for lane in Lane}
    for ref in draw(st.permutations(refs)):
        lanes[draw(st.sampled_from(Lane))].append(ref)
    said = {ref: draw(standings) for ref in refs if draw(st.booleans())}
    return RoundState(a_round(), {ref: draw(proposals(ref)) for ref in refs}, said, Board(lanes))


@st.composite
def moves(draw: st.DrawFn, board: Board) -> Move:
    """Give any move that this board allows; the board has at least one card."""
    refs = sorted(ref for lane in Lane for ref in board[lane])
    chosen = draw(st.lists(st.sampled_from(refs), min_size=1, max_size=3, unique=True))
    lane = draw(st.sampled_from(Lane))
    places = sum(ref not in chosen for ref in board[lane]) + 1
    return Move(tuple(chosen), lane, draw(st.none() | st.integers(1, places)))
