"""What kind of owner the words of an applicant tell of; unsure is OTHER, never a guess."""

from __future__ import annotations

import unicodedata

import pytest

from kompetanse_desktop.domain.owners import OwnerKind, owner_kind

MUNICIPALITY, COUNTY, BETWEEN = OwnerKind.MUNICIPALITY, OwnerKind.COUNTY, OwnerKind.INTERMUNICIPAL
PRIVATE, FREE, NETWORK, OTHER = (
    OwnerKind.PRIVATE_KINDERGARTEN,
    OwnerKind.FREE_SCHOOL,
    OwnerKind.NETWORK,
    OwnerKind.OTHER,
)


@pytest.mark.parametrize(
    ("applicant", "kind"),
    [
        ("Nordeide kommune", MUNICIPALITY),
        ("NORDEIDE KOMMUNE", MUNICIPALITY),
        ("Gjesdal, Klepp, Time og Hå kommunar", MUNICIPALITY),
        ("Bergen kommune, barnehagane", MUNICIPALITY),
        ("Bergen kommune v/ PPT", MUNICIPALITY),
        ("Kommunale barnehagar i Bergen kommune", MUNICIPALITY),
        ("Vestland fylkeskommune", COUNTY),
        ("Interkommunal PPT for Bømlo, Fitjar og Stord", BETWEEN),
        ("Interkommunal PP-teneste for tre kommunar", BETWEEN),
        ("Nordhordland PPT", BETWEEN),
        ("PP-tjenesten for Ytre Sogn", BETWEEN),
        ("Ytre Region IKS", BETWEEN),
        ("Regionrådet Nordhordland", BETWEEN),
        ("Solbakken private barnehage", PRIVATE),
        ("Solbakken barnehage AS", PRIVATE),
        ("Foreldreeigde Solbakken barnehage", PRIVATE),
        ("Private barnehagar i Bergen kommune", PRIVATE),
        ("Jæren friskule", FREE),
        ("Ytre Montessoriskule", FREE),
        ("Steinerskolen i Bergen", FREE),
        ("Bygda skule SA", FREE),
        ("Nettverk Nord", NETWORK),
        ("Kompetansenettverket i Sunnfjord", NETWORK),
        ("Kompetanseregion Nordhordland", NETWORK),
        ("Nettverk Nord (Nordeide kommune)", NETWORK),
        ("", OTHER),
        ("Solbakken barnehage", OTHER),
        ("Jærbarnehagane", OTHER),
        ("Kystskulen", OTHER),
        ("Gjesdal kommune og Jæren friskule", OTHER),
        ("Nordeide kommune og Vestland fylkeskommune", OTHER),
        ("Vestlandsforsking AS", OTHER),
        ("Kommunen sine vener", OTHER),
    ],
)
def test_the_words_tell_of_one_kind_or_of_none(applicant: str, kind: OwnerKind) -> None:
    assert owner_kind(applicant) is kind
    assert owner_kind(unicodedata.normalize("NFD", applicant)) is kind
