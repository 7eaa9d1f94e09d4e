"""The recommendation as csv, json and xlsx: the same figures, no formulas from outside, whole files or none."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kompetanse_desktop import text
from kompetanse_desktop.domain.board import Board, Lane, Move
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.change import apply
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, Proposal, Standing
from kompetanse_desktop.domain.recommendation import recommend
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.data_out import as_json, budget_json, proposal_json, write
from kompetanse_desktop.exchange.demo import demo_file, demo_round
from kompetanse_desktop.exchange.plan import plan
from kompetanse_desktop.exchange.reading import read
from kompetanse_desktop.exchange.table_out import csv_bytes, harmless

MADE_AT = datetime(2021, 4, 20, 14, 0, tzinfo=UTC)
ENGLISH = text.Words("en")
RANKED = ("21-01", "21-02", "21-03", "21-05", "21-06", "21-07")


@pytest.fixture(scope="module")
def state() -> RoundState:
    """A meeting with the demo round: six prioritised, one of them reduced, one in reserve, one declined."""
    empty = RoundState(demo_round())
    full = apply(empty, plan(read(demo_file(), year=2021), empty).change().edits)
    board = full.board.moved(Move(RANKED, Lane.PRIORITISED)).moved(Move(("21-04",), Lane.RESERVE))
    board = board.moved(Move(("21-09",), Lane.DECLINED))
    requested = full.proposals["21-02"].requested
    assert requested is not None
    standings = {
        "21-02": Standing(
            recommended=requested.with_total(2021, 700_000),
            reason="Mindre koordinering",
            assessments={Criterion.LOCAL_NEED: Assessment(Answer.MET, "tydeleg")},
            private_note="HEMMELEG",
        ),
        "21-09": Standing(reason="Ikkje kollektivt tiltak", private_note="HEMMELEG"),
    }
    return replace(full, board=board, standings=standings)


def _written(state: RoundState, path: Path) -> bytes:
    write(recommend(state, MADE_AT), path, ENGLISH)
    return path.read_bytes()


def _csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_money_of_a_round(state: RoundState) -> None:
    assert budget_json(budget(state)) == {
        "frame": 5_300_000,
        "committed": 400_000,
        "set_aside": 0,
        "available": 4_900_000,
        "requested": 7_768_000,
        "recommended": 4_488_000,
        "remaining": 412_000,
        "later_years": {"2022": 2_450_000, "2023": 950_000},
        "by_network": {"Nettverk Nord": 1_378_000, "Nettverk Sør": 1_272_000, "Indre": 1_060_000, "Kyst": 778_000},
        "cut": None,
    }


def test_the_cut_of_a_round_that_is_over(state: RoundState) -> None:
    over = state.with_board(state.board.moved(Move(("21-04",), Lane.PRIORITISED)))
    assert budget_json(budget(over))["cut"] == {"after": "21-07", "missing": 68_000}


def test_a_proposal_as_it_stands(state: RoundState) -> None:
    assert proposal_json(state, "21-02") == {
        "ref": "21-02",
        "title": "Rettleiing i PP-tenesta",
        "lane": "prioritised",
        "position": 2,
        "requested": 850_000,
        "recommended": 700_000,
        "reason": "Mindre koordinering",
        "withdrawn": False,
    }
    assert proposal_json(state, "21-04")["recommended"] == 480_000
    with pytest.raises(Refusal):
        proposal_json(state, "99")


def test_json_has_all_of_it_and_nothing_private(state: RoundState, tmp_path: Path) -> None:
    data = _written(state, tmp_path / "ut.json")
    said = json.loads(data)
    assert said == as_json(recommend(state, MADE_AT))
    assert b"HEMMELEG" not in data
    assert said["budget"]["remaining"] == 412_000
    by_ref: dict[str, Any] = {p["ref"]: p for p in said["proposals"]}
    assert len(by_ref) == 11
    assert sum(p["recommended"] for p in said["proposals"]) == said["budget"]["recommended"]
    assert (by_ref["21-04"]["recommended"], by_ref["21-04"]["reserve_amount"]) == (0, 480_000)
    assert (by_ref["21-09"]["lane"], by_ref["21-09"]["recommended"]) == ("declined", 0)
    assert by_ref["21-09"]["reason"] == "Ikkje kollektivt tiltak"
    assert {"payee": "owner", "year": 2022, "amount": 500_000} in by_ref["21-01"]["recommended_amounts"]
    assert by_ref["21-02"]["criteria"][0] == {"criterion": "local_need", "answer": "met", "note": "tydeleg"}
    assert by_ref["21-02"]["reduced"] is True


def test_csv_has_the_same_figures(state: RoundState, tmp_path: Path) -> None:
    data = _written(state, tmp_path / "ut.csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"HEMMELEG" not in data
    rows = _csv_rows(data)
    assert [row["Serial number"] for row in rows[:8]] == [*RANKED, "21-04", "21-09"]
    assert sum(int(row["Recommended 2021"]) for row in rows) == 4_488_000
    assert sum(int(row["Requested 2021"]) for row in rows) == 7_768_000
    assert rows[6]["Amount as reserve"] == "480000"
    assert rows[1]["Reason"] == "Mindre koordinering"
    assert rows[0]["Received"] == "29.03.2021"


def test_the_workbook_has_the_same_figures_as_values(state: RoundState, tmp_path: Path) -> None:
    path = tmp_path / "ut.xlsx"
    data = _written(state, path)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Proposals", "Money", "Prioritised", "Reserve", "Not prioritised", "By year"]
    rows = book.get_sheet_by_name("Proposals").to_python()
    column = rows[0].index("Recommended 2021")
    assert sum(row[column] for row in rows[1:]) == 4_488_000  # type: ignore[misc]
    money = {str(row[0]): row[1] for row in book.get_sheet_by_name("Money").to_python()}
    assert (money["Available"], money["Recommended"], money["Remaining"]) == (4_900_000, 4_488_000, 412_000)
    assert money["Nettverk Nord"] == 2_000_000 - 142_000
    assert b"HEMMELEG" not in b"".join(_parts(data))


def _parts(data: bytes) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_the_sums_of_the_workbook_are_formulas(state: RoundState, tmp_path: Path) -> None:
    sheets = b"".join(_parts(_written(state, tmp_path / "ut.xlsx")))
    assert b"<f>SUM('Proposals'!" in sheets
    assert b"<f>B3-B4-B5</f><v>4900000</v>" in sheets
    assert b"<f>B6-B7</f><v>412000</v>" in sheets
    assert b"<pane ySplit" in sheets
    assert b"<autoFilter" in sheets


def test_the_same_recommendation_gives_the_same_bytes(state: RoundState, tmp_path: Path) -> None:
    for ending in ("csv", "json", "xlsx"):
        assert _written(state, tmp_path / f"a.{ending}") == _written(state, tmp_path / f"b.{ending}")


EVIL = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("evil", EVIL)
def test_text_never_becomes_a_formula(state: RoundState, tmp_path: Path, evil: str) -> None:
    proposal = replace(state.proposals["21-01"], title=evil, applicant=evil)
    spoilt = replace(
        state, proposals={**state.proposals, "21-01": proposal}, standings={"21-01": Standing(reason=evil)}
    )
    rows = _csv_rows(_written(spoilt, tmp_path / "ut.csv"))
    assert {rows[0]["Title of the measure"], rows[0]["Applicant"], rows[0]["Reason"]} == {f"'{evil}"}
    sheets = b"".join(_parts(_written(spoilt, tmp_path / "ut.xlsx")))
    formulas = re.findall(rb"<f>(.*?)</f>", sheets)
    assert formulas
    assert all(re.fullmatch(rb"SUM\(('Proposals'!)?[A-Z]+\d+:[A-Z]+\d+\)|B\d-B\d(-B\d)?", one) for one in formulas)


def test_what_is_harmless_is_left_alone() -> None:
    assert [harmless(c) for c in ("Lese", 5, None, date(2021, 4, 1), "a=b")] == ["Lese", "5", "", "01.04.2021", "a=b"]


@pytest.mark.parametrize("name", ["ut.pdf", "ut", "ut.xls"])
def test_another_ending_is_refused(state: RoundState, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="must end in"):
        _written(state, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(state: RoundState, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="can't be written"):
        _written(state, tmp_path / "finst-ikkje" / "ut.csv")


def test_a_failed_writing_leaves_the_old_file(
    state: RoundState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ut.csv"
    path.write_text("gammal", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="can't be written"):
        _written(state, path)
    assert path.read_text(encoding="utf-8") == "gammal"
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_round_can_be_written(tmp_path: Path) -> None:
    for ending in ("csv", "json", "xlsx"):
        assert _written(RoundState(demo_round()), tmp_path / f"tom.{ending}")


WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zs", "Zl", "Zp"]), min_size=1, max_size=12
)
SENTENCE = st.lists(WORD, min_size=1, max_size=4).map(" ".join).filter(lambda s: not s.startswith("'"))


@st.composite
def _proposals(draw: st.DrawFn) -> list[Proposal]:
    titles = draw(st.lists(SENTENCE, min_size=1, max_size=5))
    cells = st.dictionaries(
        st.tuples(st.sampled_from([Payee.OWNER, Payee.UNIVERSITY, Payee.COORDINATION]), st.integers(2021, 2023)),
        st.integers(1, 10**9),
        max_size=5,
    ).map(lambda cells: Amounts({(Payee.OWNER, 2021): 1, **cells}))
    total = st.integers(1, 10**9).map(lambda nok: Amounts({(Payee.UNDIVIDED, 2021): nok}))
    return [
        Proposal(
            ref=f"21-{number:02}",
            title=title,
            applicant="Voss",
            need=draw(SENTENCE),
            requested=draw(st.one_of(cells, total)),
            staff=draw(st.one_of(st.none(), st.integers(0, 99_999))),
            private_invited=draw(st.sampled_from([True, False, None])),
            received=draw(st.one_of(st.none(), st.dates(date(2021, 1, 1), date(2021, 12, 31)))),
        )
        for number, title in enumerate(titles, start=1)
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(_proposals())
def test_what_is_written_as_csv_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, proposals: list[Proposal]
) -> None:
    by_ref = {_normal(p).ref: _normal(p) for p in proposals}
    state = RoundState(demo_round(), by_ref, {}, Board({Lane.UNHANDLED: list(by_ref)}))
    path = tmp_path_factory.mktemp("ut") / "ut.csv"
    path.write_bytes(csv_bytes(recommend(state, MADE_AT), ENGLISH))
    back = {p.ref: p for p in read(path, year=2021).proposals}
    names = ("ref", "title", "applicant", "need", "requested", "staff", "private_invited", "received")
    assert {ref: [getattr(p, n) for n in names] for ref, p in back.items()} == {
        ref: [getattr(p, n) for n in names] for ref, p in by_ref.items()
    }


def _normal(proposal: Proposal) -> Proposal:
    """Give the proposal with text as it is kept: in NFC."""
    import unicodedata

    title, need = (unicodedata.normalize("NFC", text) for text in (proposal.title, proposal.need))
    return replace(proposal, title=title, need=need)
