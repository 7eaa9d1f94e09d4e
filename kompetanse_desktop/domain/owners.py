"""What kind of owner applies, read from the words of the applicant: for sums and filters by kind of owner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache


class OwnerKind(StrEnum):
    """The kinds of owner the grant schemes speak of; OTHER where the words don't tell one of them alone."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    INTERMUNICIPAL = "intermunicipal"
    PRIVATE_KINDERGARTEN = "private_kindergarten"
    FREE_SCHOOL = "free_school"
    NETWORK = "network"
    OTHER = "other"


_COUNTY = re.compile(r"\bfylkeskommun")
_MUNICIPALITY = re.compile(r"\bkommun(?:e|ar|er|ane|ene)\b")
_INTERMUNICIPAL = re.compile(
    r"\binterkommunal|\biks\b|\bregionråd|\bppt\b|\bpp-?(?:tenest|tjenest|kontor)|\bpedagogisk-psykologisk"
)
_NETWORK = re.compile(r"nettverk\w*|\bkompetanseregion")
_PRIVATE = re.compile(r"\bprivat|\b(?:as|asa|sa|ba|da|ans)\b|\bstiftels|\bstiftinga?\b|\bforeldre(?:eig|eid)")
_KINDERGARTEN = re.compile(r"barnehag")
_FREE_SCHOOL = re.compile(r"\bfris(?:kul|kol)|\bprivats(?:kul|kol)|\b(?:montessori|steiner)s(?:kul|kol)")
_SCHOOL = re.compile(r"s(?:kul|kol)(?:e|en|ar|er|ane|ene)\b")


@lru_cache(maxsize=4096)
def owner_kind(applicant: str) -> OwnerKind:
    """Tell what kind of owner an applicant is.

    There is no field for it in what comes in, so it is read from the words, and only where they tell one kind
    alone: «Nordeide kommune», but not «Solbakken barnehage», which can be the kommune's own, and not
    «Gjesdal kommune og Jæren friskule», which is two. Those are OTHER.
    """
    words = unicodedata.normalize("NFC", applicant).casefold()
    found = {kind for kind, told in _TOLD.items() if told(words)}
    if OwnerKind.INTERMUNICIPAL in found or OwnerKind.NETWORK in found:
        # «Interkommunal PPT for tre kommunar», «Nettverk Nord (Nordeide kommune)»: the kommunar are its members
        found -= {OwnerKind.MUNICIPALITY}
    return found.pop() if len(found) == 1 else OwnerKind.OTHER


def _is_municipality(words: str) -> bool:
    private = _is_private_kindergarten(words) or _is_free_school(words)
    located = re.search(r"\bi\s+(?:\w+\s+)?kommun", words) is not None  # «Private barnehagar i Bergen kommune»
    return _MUNICIPALITY.search(words) is not None and not (private and located)


def _is_intermunicipal(words: str) -> bool:
    """Tell of bodies that several kommunar own. The PPT of one kommune is that kommune's."""
    found = _INTERMUNICIPAL.search(words)
    if found is None:
        return False
    is_ppt_only = found[0].startswith("p") and not re.search(r"\binterkommunal|\biks\b|\bregionråd", words)
    return not (is_ppt_only and re.search(r"\bkommune\b", words))


def _is_private_kindergarten(words: str) -> bool:
    return _KINDERGARTEN.search(words) is not None and _PRIVATE.search(words) is not None


def _is_free_school(words: str) -> bool:
    if _FREE_SCHOOL.search(words):
        return True
    return _SCHOOL.search(words) is not None and _PRIVATE.search(words) is not None


_TOLD: dict[OwnerKind, Callable[[str], bool]] = {
    OwnerKind.COUNTY: lambda words: _COUNTY.search(words) is not None,
    OwnerKind.MUNICIPALITY: _is_municipality,
    OwnerKind.INTERMUNICIPAL: _is_intermunicipal,
    OwnerKind.PRIVATE_KINDERGARTEN: _is_private_kindergarten,
    OwnerKind.FREE_SCHOOL: _is_free_school,
    OwnerKind.NETWORK: lambda words: _NETWORK.search(words) is not None,
}
