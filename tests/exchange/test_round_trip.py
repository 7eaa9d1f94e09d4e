"""What goes out to xlsx and csv comes in again as the same proposals, and formulas in it are text to a spreadsheet."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kompetanse_desktop.domain.board import Board, Lane
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import MeasureKind, Proposal, TargetGroup
from kompetanse_desktop.domain.recommendation import recommend
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange import data_out, reader, reading
from kompetanse_desktop.exchange.values import clean, clean_long
from kompetanse_desktop.text import LANGUAGES, Words, use
from tests.domain.values import YEAR, a_proposal, a_round, a_state, days, flags
from tests.helpers.reading_many import messages

MADE_AT = datetime(YEAR, 4, 20, 14, 0, tzinfo=UTC)
OUT = (
    "ref", "title", "applicant", "network", "participants", "target_groups", "universities", "statped", "measure_kinds",
    "duration_years", "staff", "requested", "continued", "private_invited", "received", "need", "anchoring",
    "involvement", "description",
)  # fmt: skip
"""The fields that the tables have. The rest is where a proposal came from, and the words of lists that we read."""
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "'=1+1", '=HYPERLINK("file:///etc/passwd")', "=cmd|'/c calc'!A0")

signs = st.characters(exclude_categories=["Cs"])
line = st.text(signs, max_size=15).map(clean)
named = line.filter(bool) | st.sampled_from(
    (*FORMULAS, "Sum", "_x0041_", "00042", "1e3", '"', ";", "<b>", "16.04.2021")
)
long = st.text(signs | st.just("\n"), max_size=30).map(clean_long)
owners = st.from_regex(r"[A-ZÆØÅ][a-zæøå]{2,7}( kommune| \(nord, sør\))?", fullmatch=True)
names = st.lists(owners, max_size=3, unique=True).map(tuple)
groups = st.sets(st.sampled_from(TargetGroup)).map(lambda found: tuple(g for g in TargetGroup if g in found))
kinds = st.sets(st.sampled_from([kind for kind in MeasureKind if kind is not MeasureKind.OTHER])).map(
    lambda found: tuple(kind for kind in MeasureKind if kind in found)
)


@st.composite
def requests(draw: st.DrawFn) -> Amounts | None:
    """Give any request that a list can hold: each year divided or not, and something in the round's own year."""
    if draw(st.booleans()):
        return None
    cells: dict[tuple[Payee, int], int] = {}
    for year in range(YEAR, YEAR + draw(st.integers(1, 3))):
        divided = draw(st.booleans())
        payees = [p for p in Payee if (p is Payee.UNDIVIDED) != divided]
        cells.update({(payee, year): draw(st.integers(0, 90_000_000)) for payee in payees})
    cells[(Payee.OWNER if (Payee.OWNER, YEAR) in cells else Payee.UNDIVIDED), YEAR] = draw(st.integers(1, 90_000_000))
    return Amounts(cells)


def proposals(ref: str) -> st.SearchStrategy[Proposal]:
    """Give any proposal that a list can have been read as."""
    return st.builds(
        Proposal,
        st.just(ref),
        named,
        applicant=named,
        network=line,
        participants=names,
        target_groups=groups,
        universities=names,
        statped=line,
        measure_kinds=kinds,
        duration_years=st.none() | st.integers(1, 3),
        staff=st.none() | st.integers(0, 9_999),
        requested=requests(),
        continued=flags,
        private_invited=flags,
        received=st.none() | days,
        need=long,
        anchoring=long,
        involvement=long,
        description=long,
    )


@st.composite
def states(draw: st.DrawFn) -> RoundState:
    """Give any round whose proposals could have come from a list, spread over the lanes."""
    refs = draw(st.lists(named, min_size=1, max_size=6, unique=True))
    lanes: dict[Lane, list[Proposal]] = {lane: [] for lane in Lane}
    for ref in refs:
        lanes[draw(st.sampled_from(Lane))].append(draw(proposals(ref)))
    return a_state(lanes)


def came_back(state: RoundState, path: Path, language: str) -> dict[str, Proposal]:
    """Write the round as a table, read it, and give the proposals by ref."""
    data_out.write(recommend(state, MADE_AT), path, Words(language))
    found = reading.read(path, year=YEAR)
    assert [row.rejected for row in found.rejected] == []
    return {p.ref: p for p in found.proposals}


def _same(state: RoundState, found: dict[str, Proposal]) -> None:
    def said(proposal: Proposal) -> dict[str, object]:
        return {name: getattr(proposal, name) for name in OUT}

    assert {ref: said(p) for ref, p in found.items()} == {ref: said(p) for ref, p in state.proposals.items()}


TWO = a_state({Lane.PRIORITISED: [a_proposal("=1+1", 450_000, applicant="'=2", title="-x")],
               Lane.RESERVE: [a_proposal("00042", None, applicant="Bø", title="_x0041_")]})  # fmt: skip
BY_HAND = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@BY_HAND
@given(state=states(), language=st.sampled_from(sorted(LANGUAGES)))
@example(state=TWO, language="nn")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_round_comes_back_as_it_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, state: RoundState, language: str
) -> None:
    monkeypatch.setattr(reader, "messages", messages)  # a process for each would be slow; one is tried below
    _same(state, came_back(state, tmp_path / f"ut.{ending}", language))


def test_a_round_comes_back_through_the_reader_process(tmp_path: Path) -> None:
    _same(TWO, came_back(TWO, tmp_path / "ut.xlsx", "nn"))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_the_forum_gave_is_not_taken_for_what_was_asked(tmp_path: Path, ending: str) -> None:
    state = a_state({Lane.PRIORITISED: [a_proposal("21-01", 450_000, applicant="Bø"), a_proposal("21-02", None)]})
    state = replace(state, proposals={**state.proposals, "21-02": a_proposal("21-02", None, applicant="Ås")})
    found = came_back(state, tmp_path / f"ut.{ending}", "nn")
    assert {ref: p.requested for ref, p in found.items()} == {
        "21-01": Amounts({(Payee.OWNER, YEAR): 450_000}),
        "21-02": None,
    }


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def through_office(tmp_path: Path) -> Callable[[Path], list[list[str]]]:
    """Give a way to have LibreOffice open a table and write what it shows as csv."""

    def convert(path: Path) -> list[list[str]]:
        assert OFFICE is not None
        folder = tmp_path / "office"
        as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
        as_utf8 = "--infilter=Text - txt - csv (StarCalc):59,34,76,1" if path.suffix == ".csv" else ""
        own_home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [OFFICE, own_home, "--headless", "--convert-to", as_csv, "--outdir", str(folder), str(path)]
        subprocess.run(
            [*command[:3], *filter(None, [as_utf8]), *command[3:]], check=True, capture_output=True, timeout=300
        )
        with (folder / f"{path.stem}.csv").open(encoding="utf-8", newline="") as written:
            return list(csv.reader(written))

    return convert


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice isn't here (soffice)")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_formulas_are_text_in_libreoffice(
    tmp_path: Path, ending: str, through_office: Callable[[Path], list[list[str]]]
) -> None:
    lane = [a_proposal(f"21-{n:02}", 1, title=text, applicant=text) for n, text in enumerate(FORMULAS)]
    path = tmp_path / f"inn.{ending}"
    data_out.write(recommend(a_state({Lane.PRIORITISED: lane}), MADE_AT), path, Words("en"))
    heading, *rows = through_office(path)
    at = heading.index("Title of the measure")
    shown = [row[at].removeprefix("'") if ending == "csv" else row[at] for row in rows]
    assert shown == list(FORMULAS)


def test_an_empty_round_comes_back_empty(tmp_path: Path) -> None:
    use("nn")
    assert came_back(RoundState(a_round(), {}, {}, Board({})), tmp_path / "ut.csv", "nn") == {}
