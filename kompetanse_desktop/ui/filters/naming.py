"""What the choices of a filter are called."""

from __future__ import annotations

from kompetanse_desktop import labels
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.filtering import By, Filter
from kompetanse_desktop.domain.owners import OwnerKind
from kompetanse_desktop.domain.proposal import MeasureKind, TargetGroup
from kompetanse_desktop.text import N_, say

KIND = {
    By.NETWORK: N_("Network"),
    By.APPLICANT: N_("Applicant"),
    By.OWNER_KIND: N_("Kind of owner"),
    By.UNIVERSITY: N_("UH"),
    By.TARGET_GROUP: N_("Target group"),
    By.MEASURE_KIND: N_("Kind of measure"),
    By.LANE: N_("Lane"),
}
NONE = {By.NETWORK: N_("no network"), By.APPLICANT: N_("no applicant"), By.UNIVERSITY: N_("No UH partner")}
"""What a proposal that has none of it is called; else that it isn't given."""


def value_name(by: By, value: str) -> str:
    """Give the words for one choice; names that came in are themselves."""
    if not value:
        return say(NONE.get(by, N_("not given")))
    match by:
        case By.OWNER_KIND:
            return say(labels.OWNER_KIND[OwnerKind(value)])
        case By.TARGET_GROUP:
            return say(labels.TARGET_GROUP[TargetGroup(value)])
        case By.MEASURE_KIND:
            return say(labels.MEASURE_KIND[MeasureKind(value)])
        case By.LANE:
            return say(labels.LANE[Lane(value)])
    return value


def told(wanted: Filter) -> dict[str, str]:
    """Say each thing a filter asks for, by a name for it: "text", "remarked" or the value of a By."""
    said: dict[str, str] = {}
    if wanted.text.strip():
        said["text"] = say("Text «{text}»", text=wanted.text.strip())
    for by in By:
        if values := sorted(wanted.values(by)):
            said[by.value] = f"{say(KIND[by])}: {', '.join(value_name(by, value) for value in values)}"
    if wanted.remarked:
        said["remarked"] = say("With remarks")
    return said
