"""The empty list: what is filled in comes back without a question, in every language."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import MeasureKind, TargetGroup
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import reading, template
from kompetanse_desktop.text import LANGUAGES, Words
from tests.domain.values import a_round

ROUND = a_round()


def headings(words: Words) -> list[str]:
    with CalamineWorkbook.from_filelike(io.BytesIO(template.template_bytes(ROUND, words))) as book:
        assert book.sheet_names == [words.say("Proposals"), words.say("Guide")]
        return [str(cell) for cell in book.get_sheet_by_index(0).to_python()[0]]


def fill(path: Path, words: Words) -> None:
    """Write a list with the template's headings and one row, as somebody would fill it in."""
    say = words.say
    written = {
        "ref": "007",
        "title": "Ein skule for alle",
        "applicant": "Nordeide kommune",
        "network": "Nettverk Nord",
        "participants": "Nordeide kommune, Sørvik kommune",
        "target_groups": f"{say('Kindergarten')}, {say('PPT')}",
        "universities": "HVL",
        "statped": "Rettleiing",
        "measure_kinds": say("Planning"),
        "duration_years": 2,
        "staff": 120,
        "continued": say("New"),
        "private_invited": say("Yes"),
        "received": datetime(2021, 3, 1),
        "need": "Kartlagt",
        "anchoring": "Kommunestyret",
        "involvement": "Alle",
        "description": "Samlingar",
    }
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(say("Proposals"))
    names = [name for name in template.FIELDS if name != "requested"]
    before = names.index("staff") + 1
    order = [*names[:before], *(["requested"] * 9), *names[before:]]
    amounts = iter([600_000, 340_000, 38_000, 500_000, 0, 0, "", "", ""])
    for at, (heading, field) in enumerate(zip(headings(words), order, strict=True)):
        sheet.write(0, at, heading)
        value = next(amounts) if field == "requested" else written[field]
        if isinstance(value, datetime):
            sheet.write_datetime(1, at, value, book.add_format({"num_format": "dd.mm.yyyy"}))
        elif isinstance(value, str):
            sheet.write_string(1, at, value)
        else:
            sheet.write(1, at, value)
    book.add_worksheet(say("Guide")).write(0, 0, "x")
    book.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_one_comes_back_without_a_question(tmp_path: Path, language: str) -> None:
    file = tmp_path / "liste.xlsx"
    fill(file, Words(language))
    read = reading.read(file, year=ROUND.year)
    assert [column.heading for column in read.columns if column.field is None or column.doubt] == []
    (row,) = read.rows
    assert (row.doubts, row.rejected) == ((), None)
    (proposal,) = read.proposals
    assert (proposal.ref, proposal.title, proposal.duration_years, proposal.staff) == (
        "007",
        "Ein skule for alle",
        2,
        120,
    )
    assert proposal.target_groups == (TargetGroup.KINDERGARTEN, TargetGroup.PPT)
    assert proposal.measure_kinds == (MeasureKind.PLANNING,)
    assert proposal.participants == ("Nordeide kommune", "Sørvik kommune")
    assert (proposal.continued, proposal.private_invited, proposal.received) == (False, True, date(2021, 3, 1))
    assert proposal.requested == Amounts(
        {
            (Payee.OWNER, 2021): 600_000,
            (Payee.UNIVERSITY, 2021): 340_000,
            (Payee.COORDINATION, 2021): 38_000,
            (Payee.OWNER, 2022): 500_000,
        }
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_tells_of_every_column(language: str) -> None:
    words = Words(language)
    with CalamineWorkbook.from_filelike(io.BytesIO(template.template_bytes(ROUND, words))) as book:
        guide = {str(row[0]): str(row[1]) for row in book.get_sheet_by_index(1).to_python()[2:]}
    assert set(guide) - {""} == {words.say(name) for name in template.FIELDS.values()}
    assert all(told for name, told in guide.items() if name)
    assert words.say("Kindergarten") in guide[words.say("Target group")]


def test_the_same_round_gives_the_same_bytes() -> None:
    assert template.template_bytes(ROUND, Words("nn")) == template.template_bytes(ROUND, Words("nn"))


def test_only_as_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"ends in \.xlsx"):
        template.write(tmp_path / "mal.csv", ROUND, Words("nn"))
    template.write(tmp_path / "mal.xlsx", ROUND, Words("nn"))
    assert (tmp_path / "mal.xlsx").stat().st_size
