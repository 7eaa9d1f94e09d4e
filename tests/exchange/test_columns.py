"""Headings and what they become; money that wasn't asked for must never become the amount asked for."""

from __future__ import annotations

import pytest

from kompetanse_desktop import text
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.columns import FIELDS, amount_cell, field_named, heading_key, match

FIELD_OF = [
    ("Løpenr", "ref"),
    ("Søkjar (eigar)", "applicant"),
    ("Søker", "applicant"),
    ("SØKAR", "applicant"),
    ("Kompetanseregion", "network"),
    ("Deltakande eigarar", "participants"),
    ("Tittel på tiltaket", "title"),
    ("Titel", "title"),
    ("Målgruppe", "target_groups"),
    ("UH-partnar", "universities"),
    ("UH", "universities"),
    ("Tiltakstype", "measure_kinds"),
    ("Varigheit (år)", "duration_years"),
    ("Tal tilsette", "staff"),
    ("Antall ansatte", "staff"),
    ("Ny/vidareføring", "continued"),
    ("Private inviterte", "private_invited"),
    ("Motteke", "received"),
    ("Søknad mottatt", "received"),
    ("Kompetansebehov og kartlegging", "need"),
    ("Søkt 2021 eigar", "requested:owner:2021"),
    ("Søkt 2022 UH", "requested:university:2022"),
    ("Søkt 2021 koordinering", "requested:coordination:2021"),
    ("Søkt beløp 2021", "requested"),
    ("Søkt beløp", "requested"),
    ("Beløp", "requested"),
    ("Søknadssum 2022", "requested:undivided:2022"),
    ("Sum søkt 2021", "requested"),
    ("Sokt 2021 eier", "requested:owner:2021"),
    ("Søkt år 2 eigar", "requested:owner:2022"),
    ("Amount requested 2021 (NOK)", "requested"),
    ("Requested 2023 university", "requested:university:2023"),
    ("Beløp innstilt", None),
    ("Innstilt beløp 2021", None),
    ("Sum", None),
    ("Totalt", None),
    ("Sum 2021", None),
    ("Budsjett totalt", None),
    ("Totalbudsjett 2021", None),
    ("Tildelt 2021", None),
    ("Vedtatt beløp", None),
    ("Eigenandel 2021", None),
    ("Recommended 2021", None),
    ("Mottakar", None),
    ("Kontaktperson", None),
    ("Søkt UH 2021", "requested:university:2021"),
    ("Amount applied for 2021", "requested"),
    ("Søkt beløp eigar/kommune 2021", "requested:owner:2021"),
    ("Søkt 2021 koord.", "requested:coordination:2021"),
    ("Søkt koordinatormidlar 2021", "requested:coordination:2021"),
    ("Søkt beløp UH-institusjon", "requested:university:2021"),
    ("Søkes 2021", "requested"),
    ("Søknad beløp", "requested"),
    ("Omsøkte midler", "requested"),
    ("Eigar 2021", "requested:owner:2021"),
    ("2021 UH", "requested:university:2021"),
    ("Navn på prosjekt", "title"),
    ("Organisasjon", "applicant"),
    ("Søkerens navn", "applicant"),
    ("Municipality", "applicant"),
    ("Involverte kommunar", "participants"),
    ("Dato innsendt", "received"),
    ("Kort beskrivelse", "description"),
    ("Kroner", None),
    ("2021", None),
    ("Søknad", None),
    ("Tilskot 2020", None),
    ("Forslag til tildeling", None),
    ("Søkt og innstilt 2021", None),
    ("Kommune 1", None),
    ("Tiltak 2", None),
    ("Merknad", None),
    ("", None),
]


@pytest.mark.parametrize(("heading", "field"), FIELD_OF)
def test_a_heading_becomes_a_field(heading: str, field: str | None) -> None:
    (column,) = match([heading], 2021)
    assert (column.field, column.doubt) == (field, None)


@pytest.mark.parametrize(
    ("heading", "doubt"),
    [
        ("Søkt 2020", "another year"),
        ("Søkt 2031", "another year"),
        ("Søkt (i 1000 kr)", "whole kroner"),
        ("Søkt beløp i mill. kr", "whole kroner"),
        ("Søkt 2021-2023", "several things"),
        ("Søkt 2021 og 2022", "several things"),
        ("Søkt eigar og UH 2021", "several things"),
        ("Søkt ramme", "several things"),
        ("Søkt 21", "several things"),
    ],
)
def test_an_amount_in_doubt_becomes_nothing(heading: str, doubt: str) -> None:
    (column,) = match([heading], 2021)
    assert column.field is None
    assert column.doubt is not None
    assert doubt in text.say(column.doubt)


@pytest.mark.parametrize(("heading", "field"), [("Deltakarane", "participants"), ("Søkjarar", "applicant")])
def test_a_heading_that_only_resembles_one_is_taken_and_asked_about(heading: str, field: str) -> None:
    (column,) = match([heading], 2021)
    assert column.field == field
    assert column.doubt is not None
    assert text.say(column.doubt).startswith(f"«{heading}» was taken as: ")


@pytest.mark.parametrize("total", ["Søkt totalt", "Sum søkt", "Beløp totalt", "Søknadssum"])
def test_the_sum_of_all_years_is_not_one_of_them(total: str) -> None:
    columns = match(["Søkt 2021", "Søkt 2022", total], 2021)
    assert [c.field for c in columns][:2] == ["requested", "requested:undivided:2022"]
    assert columns[2].field is None
    assert [c.field for c in match(["Søkt 2021 eigar", "Søkt 2022 eigar", total], 2021)][:2] == [
        "requested:owner:2021",
        "requested:owner:2022",
    ]


def test_a_column_can_be_chosen_to_be_none_of_ours() -> None:
    columns = match(["Tittel", "Søkt", "Beløp"], 2021, {"other": "Søkt", "other:2": "Tittel"})
    assert [c.field for c in columns] == [None, None, "requested"]


def test_the_same_headings_have_the_same_key() -> None:
    key = heading_key(["Løpenr", "Tittel på tiltaket", "Søkt 2021", ""])
    assert key == heading_key(["SØKT  2021", " Tittel på tiltaket:", "Løpenr"])
    assert key != heading_key(["Løpenr", "Tittel på tiltaket", "Søkt 2022"])


HEADINGS_OUT = {
    "nn": "Løpenr|Tittel på tiltaket|Søkjar|Nettverk|Deltakande eigarar|Målgruppe|UH-partnar|Statped-bidrag|Tiltakstype"
    "|Varigheit (år)|Tal tilsette|Søkt|Ny eller vidareføring|Private inviterte|Motteke|Kompetansebehov|Forankring"
    "|Medverknad|Skildring",
    "nb": "Løpenr|Tittel på tiltaket|Søker|Nettverk|Deltakende eiere|Målgruppe|UH-partner|Statped-bidrag|Tiltakstype"
    "|Varighet (år)|Antall ansatte|Søkt|Ny eller videreføring|Private invitert|Mottatt|Kompetansebehov|Forankring"
    "|Medvirkning|Beskrivelse",
    "en": "|".join(FIELDS.values()),
}


@pytest.mark.parametrize("language", HEADINGS_OUT)
def test_the_headings_we_write_are_headings_we_read(language: str) -> None:
    columns = match(HEADINGS_OUT[language].split("|"), 2021)
    assert [column.field for column in columns] == list(FIELDS)


def test_a_field_found_twice_goes_to_the_better_heading_and_is_in_doubt() -> None:
    columns = match(["Tittel", "Tittell", "Søkjar"], 2021)
    assert [c.field for c in columns] == ["title", None, "applicant"]
    assert columns[0].doubt == columns[1].doubt
    assert columns[0].doubt is not None
    assert "«Tittel», «Tittell»" in text.say(columns[0].doubt)


def test_amounts_found_twice_alike_go_to_none() -> None:
    columns = match(["Søkt 2021", "Søkt beløp 2021"], 2021)
    assert [c.field for c in columns] == [None, None]
    assert all(c.doubt is not None for c in columns)


def test_the_heading_that_says_more_is_the_amount() -> None:
    assert [c.field for c in match(["Beløp", "Søkt beløp 2021"], 2021)] == [None, "requested"]


def test_what_a_person_chose_goes_before_our_guess() -> None:
    columns = match(["Tiltak", "Namn", "Beløp", "Søkt"], 2021, {"title": "namn", "requested:owner": "Beløp"})
    assert [c.field for c in columns] == [None, "title", "requested:owner:2021", "requested"]
    assert all(c.doubt is None for c in columns)


@pytest.mark.parametrize(
    "chosen", [{"title": "Finst ikkje"}, {"tittel": "Tiltak"}, {"requested:king": "Tiltak"}, {"title:2021": "Tiltak"}]
)
def test_a_field_or_heading_that_does_not_exist_is_refused(chosen: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        match(["Tiltak"], 2021, chosen)


@pytest.mark.parametrize(
    ("name", "field", "cell"),
    [
        ("title", "title", None),
        ("requested", "requested", (Payee.UNDIVIDED, 2021)),
        ("requested:2021", "requested", (Payee.UNDIVIDED, 2021)),
        ("requested:2022", "requested:undivided:2022", (Payee.UNDIVIDED, 2022)),
        ("requested:owner", "requested:owner:2021", (Payee.OWNER, 2021)),
        ("requested:coordination:2023", "requested:coordination:2023", (Payee.COORDINATION, 2023)),
    ],
)
def test_fields_have_names(name: str, field: str, cell: tuple[Payee, int] | None) -> None:
    assert field_named(name, 2021) == field
    assert amount_cell(field, 2021) == cell
