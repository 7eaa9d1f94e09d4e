"""Dates, yes and no, lists and the words of the field, one table of cases each."""

from __future__ import annotations

from datetime import date

import pytest

from kompetanse_desktop.domain.proposal import MeasureKind, TargetGroup
from kompetanse_desktop.exchange import values

K, S, P, O = TargetGroup.KINDERGARTEN, TargetGroup.SCHOOL, TargetGroup.PPT, TargetGroup.OTHER  # noqa: E741


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Lese  saman ", "Lese saman"),
        ("O\u0308yane", "Öyane"),
        ("A\u030alesund", "Ålesund"),
        ("a\u202eb\u200bc\x07d", "abcd"),
        ("ein\u00a0to\nre\tfire", "ein to re fire"),
        ("Sámi đŋŧ", "Sámi đŋŧ"),
        ("\ud800x", "x"),
        ("\ufeff42", "42"),
    ],
)
def test_text_is_cleaned(raw: str, clean: str) -> None:
    assert values.clean(raw) == clean


def test_long_text_keeps_its_lines() -> None:
    assert values.clean_long("Fyrst \r\n\r\n\r\n\r\nså\u200b dette ") == "Fyrst\n\nså dette"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (42.0, "42"),
        ("00042", "00042"),
        (42, "42"),
        (1.5, "1.5"),
        (None, ""),
        (date(2021, 4, 16), "2021-04-16"),
        (True, "x"),
        (2021000123456789.0, "2021000123456789"),
        (1e16, "1e+16"),
    ],
)
def test_a_cell_is_written_as_its_owner_knows_it(value: values.Value, shown: str) -> None:
    assert values.as_text(value) == shown


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3.0, 3),
        (3, 3),
        ("3", 3),
        ("3 år", 3),
        ("1 200", 1200),
        (2.5, None),
        ("2–3", None),
        ("ca. 40", None),
        (-1.0, None),
        (True, None),
    ],
)
def test_whole_numbers(value: values.Value, number: int | None) -> None:
    assert values.whole_number(value) == number


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        *((word, True) for word in ("Ja", "ja.", "JA!", "x", "X", "YES", "y", "J", "sant", "true", "1", "✓", "✔", "☑")),
        *((word, False) for word in ("Nei", "no", "N", "usant", "False", "0", "☐", "ikkje", "ikke")),
        *((word, None) for word in ("kanskje", "ja, delvis", "-", "–", "?", "ja/nei", "jaså", "✗", "2", "")),
    ],
)
def test_yes_and_no(written: str, answer: bool | None) -> None:
    assert values.yes_no(written) is answer


@pytest.mark.parametrize(
    ("written", "answer"),
    [("Ny", False), ("Vidareføring", True), ("videreføring", True), ("New", False), ("Ja", True), ("begge", None)],
)
def test_new_or_continued(written: str, answer: bool | None) -> None:
    assert values.is_continued(written) is answer


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Dalbygd, Elvenes, Myrland", ("Dalbygd", "Elvenes", "Myrland")),
        ("Dalbygd; Elvenes/Myrland og Havdal", ("Dalbygd", "Elvenes", "Myrland", "Havdal")),
        ("Nettverk Nord v/ Fjordvik kommune", ("Nettverk Nord v/ Fjordvik kommune",)),
        ("Møre og Romsdal, Sogn og Fjordane", ("Møre og Romsdal", "Sogn og Fjordane")),
        ("Voss\nUlvik", ("Voss", "Ulvik")),
        ("Fjordvik (barnehage, skule), Elvenes", ("Fjordvik (barnehage, skule)", "Elvenes")),
        ("Fjordvik [PPT og skule]; Elvenes og Havdal", ("Fjordvik [PPT og skule]", "Elvenes", "Havdal")),
        ("Fjordvik (barnehage, Elvenes", ("Fjordvik (barnehage", "Elvenes")),
        ("barnehage- og skuleeigar, PPT", ("barnehage- og skuleeigar", "PPT")),
        ("Sogn og Fjordane og Møre og Romsdal", ("Sogn og Fjordane", "Møre og Romsdal")),
        ("a\ue000b, c", ("ab", "c")),
        ("HVL, HVL", ("HVL",)),
        (" , ;", ()),
    ],
)
def test_lists(written: str, parts: tuple[str, ...]) -> None:
    assert values.parts(written) == parts


@pytest.mark.parametrize(
    ("written", "groups"),
    [
        ("Barnehage, skule, PPT", (K, S, P)),
        ("Skule, PPT, helsesjukepleie", (S, P, O)),
        ("Skule, barnevern", (S, O)),
        ("barnehagar og skoler", (K, S)),
        ("PP-tenesta", (P,)),
        ("Kindergarten and school", (K, S)),
        ("skulehelsetenesta", (O,)),
        ("alle", (O,)),
        ("", ()),
    ],
)
def test_target_groups(written: str, groups: tuple[TargetGroup, ...]) -> None:
    assert values.target_groups(written) == groups


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("Gjennomføring", (MeasureKind.IMPLEMENTATION,)),
        ("Vurdering av behov, planlegging", (MeasureKind.ASSESSMENT, MeasureKind.PLANNING)),
        ("Gjennomføring, koordinering", (MeasureKind.IMPLEMENTATION, MeasureKind.COORDINATION)),
        ("Vidareutdanning", (MeasureKind.FURTHER_EDUCATION,)),
        ("videreutdanning", (MeasureKind.FURTHER_EDUCATION,)),
        ("Konferanse", (MeasureKind.OTHER,)),
        ("", ()),
    ],
)
def test_kinds_of_measure(written: str, kinds: tuple[MeasureKind, ...]) -> None:
    assert values.measure_kinds(written) == kinds
