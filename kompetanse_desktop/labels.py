"""The names of the domain's own choices, as people read them: one table for windows, documents and tables out."""

from __future__ import annotations

from kompetanse_desktop.domain.answers import Reply
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.checks import Severity
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.owners import OwnerKind
from kompetanse_desktop.domain.proposal import Answer, Criterion, MeasureKind, TargetGroup
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.text import N_

SCHEME = {
    Scheme.KOMPETANSELOFTET: N_("Kompetanseløftet"),
    Scheme.REGIONAL: N_("Regional scheme"),
    Scheme.DESENTRALISERT: N_("Decentralised scheme"),
}
SCHEME_LONG = {
    Scheme.KOMPETANSELOFTET: N_("Kompetanseløftet for special needs education and inclusive practice"),
    Scheme.REGIONAL: N_("Regional scheme for competence development in kindergartens"),
    Scheme.DESENTRALISERT: N_("Decentralised scheme for competence development in schools"),
}
LANE = {
    Lane.UNHANDLED: N_("Unhandled"),
    Lane.PRIORITISED: N_("Prioritised"),
    Lane.RESERVE: N_("Reserve"),
    Lane.DECLINED: N_("Not prioritised"),
}
PAYEE = {
    Payee.OWNER: N_("owner"),
    Payee.UNIVERSITY: N_("UH"),
    Payee.COORDINATION: N_("coordination"),
    Payee.UNDIVIDED: N_("not divided"),
}
TARGET_GROUP = {
    TargetGroup.KINDERGARTEN: N_("Kindergarten"),
    TargetGroup.SCHOOL: N_("School"),
    TargetGroup.PPT: N_("PPT"),
    TargetGroup.OTHER: N_("Other services"),
}
MEASURE_KIND = {
    MeasureKind.ASSESSMENT: N_("Assessment of needs"),
    MeasureKind.PLANNING: N_("Planning"),
    MeasureKind.IMPLEMENTATION: N_("Implementation"),
    MeasureKind.COORDINATION: N_("Coordination"),
    MeasureKind.FURTHER_EDUCATION: N_("Further education"),
    MeasureKind.OTHER: N_("Other"),
}
OWNER_KIND = {
    OwnerKind.MUNICIPALITY: N_("Kommune"),
    OwnerKind.COUNTY: N_("Fylkeskommune"),
    OwnerKind.INTERMUNICIPAL: N_("Intermunicipal, PPT"),
    OwnerKind.PRIVATE_KINDERGARTEN: N_("Private kindergarten"),
    OwnerKind.FREE_SCHOOL: N_("Free school"),
    OwnerKind.NETWORK: N_("Network of owners"),
    OwnerKind.OTHER: N_("Other or unsure"),
}
CRITERION = {
    Criterion.LOCAL_NEED: N_("Need from local assessment and dialogue with UH"),
    Criterion.ANCHORED: N_("Anchored, staff and leaders involved"),
    Criterion.SITE_BASED: N_("Kindergarten- or school-based"),
    Criterion.COLLECTIVE: N_("Collective processes"),
    Criterion.PARTNERSHIP: N_("Partnership between owner and UH"),
    Criterion.TOGETHER: N_("Assessed, planned and carried out together"),
    Criterion.TEACHER_EDUCATION: N_("Strengthens teacher education"),
}
ANSWER = {
    Answer.MET: N_("met"),
    Answer.PARTLY: N_("partly"),
    Answer.NOT_MET: N_("not met"),
    Answer.NOT_ASSESSED: N_("not assessed"),
}
SEVERITY = {
    Severity.STOP: N_("Stops"),
    Severity.WARN: N_("Warning"),
    Severity.NOTE: N_("Note"),
}
REPLY = {
    Reply.ANSWERED: N_("answered"),
    Reply.ACCEPTED: N_("accepted"),
}


def round_name(round: Round) -> Saying:
    """Name a round: Kompetanseløftet · Vestland 2021."""
    return saying(
        "{scheme} · {county} {year}", scheme=Saying(SCHEME[round.scheme]), county=round.county, year=str(round.year)
    )
