"""The innstilling, the workbook, the data and the board say the same sums; the data fit the schema for others."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from kompetanse_desktop.documents.innstilling import render
from kompetanse_desktop.domain.answers import Answered, Reply
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.checks import all_checks
from kompetanse_desktop.domain.recommendation import Recommendation, Version, recommend
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.data_out import as_json, json_bytes
from kompetanse_desktop.exchange.reading import read
from kompetanse_desktop.exchange.xlsx_out import xlsx_bytes
from kompetanse_desktop.labels import LANE
from kompetanse_desktop.text import LANGUAGES, Words, money, number
from tests.documents.reading import spaced, text_of
from tests.documents.rounds import MADE_AT, many_state, sample_state

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "resources" / "schema" / "recommendation.schema.json").read_text("utf-8")
)
VERSION = Version(3, "0f" * 32)
_RANGE = re.compile(r"=SUM\((?:'([^']+)'!)?([A-Z]+)(\d+):([A-Z]+)(\d+)\)")


def _unknown_amount() -> RoundState:
    state = sample_state()
    unknown = replace(state.proposals["21-01"], requested=None)
    return replace(state, proposals={**state.proposals, "21-01": unknown})


ROUNDS = {"the example": sample_state(), "forty": many_state(40), "one not known": _unknown_amount()}


@pytest.fixture(params=ROUNDS.values(), ids=ROUNDS)
def state(request: pytest.FixtureRequest) -> RoundState:
    return request.param  # type: ignore[no-any-return]


def recalculated(book: Any, sheet: Any, formula: object) -> int:
    """Work a cell out from the cells it names, as a spreadsheet does: sums of ranges, and differences."""
    if not isinstance(formula, str) or not formula.startswith("="):
        return formula if isinstance(formula, int) else 0
    if match := _RANGE.fullmatch(formula):
        name, left, top, right, bottom = match.groups()
        there = book[name] if name else sheet
        cells = there[f"{left}{top}:{right}{bottom}"]
        return sum(recalculated(book, there, cell.value) for row in cells for cell in row)
    first, *others = formula[1:].split("-")
    values = [recalculated(book, sheet, sheet[name].value) for name in (first, *others)]
    return values[0] - sum(values[1:])


def _books(recommendation: Recommendation, words: Words) -> tuple[Any, Any]:
    data = xlsx_bytes(recommendation, words)
    return load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)


def test_every_formula_gives_what_is_kept_beside_it(state: RoundState) -> None:
    formulas, kept = _books(recommend(state, MADE_AT, VERSION), Words("nn"))
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    count += 1
                    assert recalculated(formulas, sheet, cell.value) == kept[sheet.title][cell.coordinate].value
    assert count > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sums_are_the_same_everywhere(state: RoundState, language: str) -> None:
    words, sums = Words(language), budget(state)
    recommendation = recommend(state, MADE_AT, VERSION)
    text = text_of(render(recommendation, words))
    data = json.loads(json_bytes(recommendation))
    formulas, _ = _books(recommendation, words)
    sheet = formulas[words.say("Money")]
    in_book = {row[0].value: recalculated(formulas, sheet, row[1].value) for row in sheet.iter_rows(min_row=3)}
    for label, key, nok in (
        ("Frame", "frame", sums.frame),
        ("Committed", "committed", sums.committed),
        ("Available", "available", sums.available),
        ("Recommended", "recommended", sums.recommended),
        ("Remaining", "remaining", sums.remaining),
    ):
        assert data["budget"][key] == in_book[words.say(label)] == nok
        assert spaced(money(nok)) in text
    years = formulas[words.say("By year")]
    by_year = {row[0].value: recalculated(formulas, years, row[-1].value) for row in years.iter_rows(min_row=2)}
    assert by_year == {state.round.year: sums.recommended, **{y: nok for y, nok in sums.later_years.items() if nok}}
    assert {int(year): nok for year, nok in data["budget"]["later_years"].items() if nok} == {
        year: nok for year, nok in by_year.items() if year != state.round.year
    }
    assert all(spaced(number(nok)) in text for nok in by_year.values())


def test_each_measure_has_the_same_amount_everywhere(state: RoundState) -> None:
    words, recommendation = Words("nn"), recommend(state, MADE_AT, VERSION)
    text = text_of(render(recommendation, words))
    data = {one["ref"]: one for one in json.loads(json_bytes(recommendation))["proposals"]}
    formulas, _ = _books(recommendation, words)
    for lane, entries in ((Lane.PRIORITISED, recommendation.prioritised), (Lane.RESERVE, recommendation.reserve)):
        rows = list(formulas[words.say(LANE[lane])].iter_rows(min_row=2, max_row=len(entries) + 1))
        for entry, row in zip(entries, rows, strict=True):
            said = data[entry.proposal.ref]
            assert (row[0].value, row[1].value, row[2].value) == (said["position"], said["ref"], said["title"])
            assert said["recommended" if lane is Lane.PRIORITISED else "reserve_amount"] == entry.recommended
            if entry.recommended is None:
                assert row[-1].value == words.say("not known")
            else:
                assert recalculated(formulas, formulas[words.say(LANE[lane])], row[-1].value) == entry.recommended
                assert spaced(f"{number(entry.recommended)}") in text
            assert spaced(entry.proposal.title) in text


def _answered(state: RoundState) -> RoundState:
    check = next(check for check in all_checks(state) if check.ref is None)
    answer = Answered(check.code, check.message, Reply.ACCEPTED, "Slik er det.")
    return replace(state, round=replace(state.round, answers=(answer,)))


def test_the_data_fit_the_schema(state: RoundState) -> None:
    validator = Draft202012Validator(SCHEMA)
    for version in (None, VERSION):
        for one in (state, _answered(sample_state()), replace(state, round=replace(state.round, places=3))):
            validator.validate(json.loads(json_bytes(recommend(one, MADE_AT, version))))


def test_the_schema_lets_nothing_else_through() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    good = as_json(recommend(_answered(sample_state()), MADE_AT, VERSION))
    assert validator.is_valid(good)
    assert good["version"] == {"number": 3, "digest": "0f" * 32, "made_at": "2021-04-14T12:30:00"}
    assert [one["note"] for one in good["answers"]] == ["Slik er det."]
    for spoilt in (
        {**good, "extra": 1},
        {key: value for key, value in good.items() if key != "budget"},
        {**good, "version": {"number": 0, "digest": "0f" * 32, "made_at": "2021-04-14T12:30:00"}},
        {**good, "budget": {**good["budget"], "frame": 5.5}},
        {**good, "proposals": [{**good["proposals"][0], "lane": "winner"}]},
        {**good, "proposals": [{**good["proposals"][0], "private_note": "x"}]},
    ):
        assert not validator.is_valid(spoilt)


def test_what_a_workbook_must_have() -> None:
    formulas, _ = _books(recommend(sample_state(), MADE_AT, VERSION), Words("nn"))
    for name in ("Framlegg", "Prioritert", "Reserve", "Ikkje prioritert"):
        assert formulas[name].freeze_panes == "A2", name
        assert formulas[name].auto_filter.ref, name
    assert formulas.vba_archive is None
    assert "Versjon 3" in [cell.value for cell in formulas["Pengane"][1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_is_read_back_as_the_whole_list(tmp_path: Path, language: str) -> None:
    """The lists by lane beside it must not be taken for the list of proposals."""
    path = tmp_path / "ut.xlsx"
    path.write_bytes(xlsx_bytes(recommend(sample_state(), MADE_AT, VERSION), Words(language)))
    back = read(path, year=2021).proposals
    assert {one.ref: one.requested for one in back} == {
        ref: one.requested for ref, one in sample_state().proposals.items()
    }
