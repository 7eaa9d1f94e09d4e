"""The two lists that the networks sent: every figure of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from kompetanse_desktop import text
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import MeasureKind, TargetGroup
from kompetanse_desktop.exchange.demo import demo_file
from kompetanse_desktop.exchange.reading import Reading, read

OWNER, UH, COORDINATION = Payee.OWNER, Payee.UNIVERSITY, Payee.COORDINATION
NOW = datetime(2021, 4, 17, 9, 30, tzinfo=UTC)
ASKED_2021 = {
    "21-01": 978_000,
    "21-02": 850_000,
    "21-03": 1_060_000,
    "21-04": 480_000,
    "21-05": 778_000,
    "21-06": 572_000,
    "21-07": 400_000,
    "21-08": 640_000,
    "21-09": 300_000,
    "21-10": 890_000,
    "21-11": 820_000,
}
NETWORKS = {
    "Nettverk Nord": {"21-01", "21-04", "21-07"},
    "Nettverk Sør": {"21-02", "21-06", "21-10"},
    "Indre": {"21-03", "21-08"},
    "Kyst": {"21-05", "21-09", "21-11"},
}


def _asked(reading: Reading) -> dict[str, int]:
    return {p.ref: p.requested.total(2021) for p in reading.proposals if p.requested is not None}


def _networks(reading: Reading) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for proposal in reading.proposals:
        found.setdefault(proposal.network, set()).add(proposal.ref)
    return found


def test_the_workbook_is_read_to_the_krone(sample_workbook: Path) -> None:
    reading = read(sample_workbook, year=2021, now=NOW)
    assert (len(reading.accepted), len(reading.rejected), reading.sum_requested) == (11, 0, 7_768_000)
    assert _asked(reading) == ASKED_2021
    assert _networks(reading) == NETWORKS  # merged cells count for all their rows
    assert (reading.sheet, reading.sheets) == ("Behovsmeldingar", ("Behovsmeldingar", "Rettleiing"))
    assert all(column.field is not None and column.doubt is None for column in reading.columns)
    assert not [doubt for row in reading.rows for doubt in row.doubts]


def test_the_workbook_says_what_it_left(sample_workbook: Path) -> None:
    reading = read(sample_workbook, year=2021)
    assert [text.say(note).replace("\u00a0", " ") for note in reading.file_notes] == [
        "The sheet «Rettleiing» was not read.",
        "The list's own sum has not been calculated. Ours is 7 768 000 kr.",
    ]
    assert reading.file_sum is None


def test_every_field_of_a_proposal(sample_workbook: Path) -> None:
    proposals = {p.ref: p for p in read(sample_workbook, year=2021, now=NOW).proposals}
    eleven = proposals["21-11"]
    assert eleven.title == "Tidleg innsats i barnehagen"
    assert eleven.applicant == "Øyane barnehagar"
    assert eleven.participants == ("Øyane", "Ytre Kyst")
    assert eleven.target_groups == (TargetGroup.KINDERGARTEN, TargetGroup.PPT)
    assert eleven.target_text == "Barnehage, PPT"
    assert eleven.universities == ("HVL",)
    assert eleven.measure_kinds == (MeasureKind.IMPLEMENTATION, MeasureKind.COORDINATION)
    assert (eleven.duration_years, eleven.staff) == (3, 118)
    assert (eleven.continued, eleven.private_invited) == (False, True)
    assert eleven.received == date(2021, 4, 16)
    assert eleven.need == "Tidleg innsats og felles rettleiing; stor koordinatordel."
    assert eleven.requested == Amounts(
        {
            (OWNER, 2021): 390_000,
            (UH, 2021): 200_000,
            (COORDINATION, 2021): 230_000,
            (OWNER, 2022): 380_000,
            (UH, 2022): 200_000,
            (OWNER, 2023): 380_000,
            (UH, 2023): 200_000,
        }
    )
    assert eleven.source is not None
    assert (eleven.source.file, eleven.source.sheet, eleven.source.row) == (sample_workbook.name, "Behovsmeldingar", 9)
    assert eleven.source.taken_in_at == "2021-04-17T09:30:00+00:00"
    assert len(eleven.source.sha256) == 64
    assert proposals["21-06"].continued is True
    assert proposals["21-09"].private_invited is False
    assert proposals["21-09"].measure_kinds == (MeasureKind.FURTHER_EDUCATION,)


def test_amounts_written_as_text_are_amounts(sample_workbook: Path) -> None:
    proposals = {p.ref: p.requested for p in read(sample_workbook, year=2021).proposals}
    assert proposals["21-05"] == Amounts(
        {
            (OWNER, 2021): 450_000,
            (UH, 2021): 300_000,
            (COORDINATION, 2021): 28_000,
            (OWNER, 2022): 420_000,
            (UH, 2022): 280_000,
        }
    )
    assert proposals["21-02"] == Amounts({(OWNER, 2021): 500_000, (UH, 2021): 320_000, (COORDINATION, 2021): 30_000})


def test_the_short_list_has_totals_only(sample_csv: Path) -> None:
    reading = read(sample_csv, year=2021)
    assert (len(reading.accepted), len(reading.rejected), reading.sum_requested) == (11, 0, 7_768_000)
    assert _asked(reading) == ASKED_2021
    assert _networks(reading) == NETWORKS
    assert all(
        p.requested is not None and list(p.requested.by_payee(2021)) == [Payee.UNDIVIDED] for p in reading.proposals
    )
    assert [text.say(note) for note in reading.file_notes] == [
        "The text was read as Windows Western European (cp1252). Check that æ, ø and å are right."
    ]
    assert (reading.sheet, reading.sheets, reading.file_sum) == ("", (), None)


def test_the_demo_round_has_the_same_list(sample_workbook: Path) -> None:
    assert demo_file().read_bytes() == sample_workbook.read_bytes()


def test_another_year_finds_its_own_amounts(sample_workbook: Path) -> None:
    reading = read(sample_workbook, year=2022)
    asked = {p.ref: p.requested.total(2022) for p in reading.proposals if p.requested is not None}
    assert asked == {"21-03": 950_000, "21-05": 700_000, "21-11": 580_000, "21-01": 800_000, "21-10": 800_000}
    assert reading.sum_requested == sum(asked.values())
