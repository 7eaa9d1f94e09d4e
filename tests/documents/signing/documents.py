"""Signed documents for the tests, made once."""

from __future__ import annotations

from functools import cache

from kompetanse_desktop.documents.innstilling import render
from kompetanse_desktop.documents.signing import FromFile, Role, sign
from kompetanse_desktop.domain.recommendation import recommend
from kompetanse_desktop.text import Words
from tests.documents.rounds import MADE_AT, sample_state
from tests.documents.signing import certificates
from tests.documents.signing.certificates import PASSWORD, Certified


def file_of(who: Certified) -> FromFile:
    """Give somebody's certificate file, with the issuer's certificate."""
    return FromFile(who.p12(certificates.authority()), lambda: PASSWORD)


@cache
def unsigned(language: str = "nn") -> bytes:
    return render(recommend(sample_state(), MADE_AT), Words(language))


@cache
def once() -> bytes:
    """Signed by the chair."""
    return sign(unsigned(), file_of(certificates.chair()), Role.CHAIR)


@cache
def twice() -> bytes:
    """Signed by the chair and then by the secretary."""
    return sign(once(), file_of(certificates.secretary()), Role.SECRETARY)
