"""Rounds to make documents of, built by hand from the example list: no other package is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from kompetanse_desktop.domain.board import Board, Lane
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import (
    Answer,
    Assessment,
    Criterion,
    MeasureKind,
    Proposal,
    Standing,
    TargetGroup,
)
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.state import RoundState

MADE_AT = datetime(2021, 4, 14, 12, 30)
K, S, P, O = TargetGroup.KINDERGARTEN, TargetGroup.SCHOOL, TargetGroup.PPT, TargetGroup.OTHER  # noqa: E741
NORTH, SOUTH, INNER, COAST = "Nettverk Nord", "Nettverk Sør", "Indre", "Kyst"


def amounts(first: tuple[int, int, int], *later: tuple[int, int], year: int = 2021) -> Amounts:
    """Give a matrix: owner, UH and coordination of the first year; owner and UH of the next ones."""
    owner, university, coordination = first
    cells = {
        (Payee.OWNER, year): owner,
        (Payee.UNIVERSITY, year): university,
        (Payee.COORDINATION, year): coordination,
    }
    for number, (own, other) in enumerate(later, start=1):
        cells[Payee.OWNER, year + number] = own
        cells[Payee.UNIVERSITY, year + number] = other
    return Amounts(cells)


def proposal(
    ref: str,
    network: str,
    applicant: str,
    participants: str,
    title: str,
    groups: tuple[TargetGroup, ...],
    university: str,
    requested: Amounts,
    **more: object,
) -> Proposal:
    return Proposal(
        ref=ref,
        title=title,
        applicant=applicant,
        network=network,
        participants=tuple(participants.split(", ")),
        target_groups=groups,
        universities=(university,),
        measure_kinds=(MeasureKind.IMPLEMENTATION,),
        duration_years=len(requested.years),
        requested=requested,
        continued=False,
        received=date(2021, 4, 8),
        **more,  # type: ignore[arg-type]
    )


PROPOSALS = (
    proposal("21-01", NORTH, "Nordeide kommune", "Nordeide", "Ein skule for alle", (S, P, K), "HVL",
             amounts((600_000, 340_000, 38_000), (500_000, 300_000))),
    proposal("21-02", SOUTH, "Interkommunal PPT Sør", "Solheim, Vikane", "Rettleiing i PP-tenesta", (P, S, K), "NLA",
             amounts((500_000, 320_000, 30_000)), statped="Bidreg fagleg"),
    proposal("21-03", INNER, "Dalbygd kommune", "Dalbygd, Elvenes, Myrland", "Samhandling barnehage–skule", (K, S, P),
             "HVL", amounts((640_000, 380_000, 40_000), (600_000, 350_000), (600_000, 350_000))),
    proposal("21-04", NORTH, "Fjordvik kommune", "Fjordvik, Nordeide, to private barnehagar",
             "Inkluderande overgangar", (K, S, P), "HVL", amounts((300_000, 160_000, 20_000))),
    proposal("21-05", COAST, "Øyane kommune", "Øyane", "Psykisk helse i klasserommet", (S, P, O), "UiB",
             amounts((450_000, 300_000, 28_000), (420_000, 280_000)), target_text="Skule, PPT, helsesjukepleie"),
    proposal("21-06", SOUTH, "Solheim private barnehagar SA", "Solheim", "Språkmiljø for dei minste", (K, P), "NLA",
             amounts((350_000, 222_000, 0))),
    proposal("21-07", NORTH, "Nettverk Nord v/ Fjordvik kommune", "Fjordvik, Nordeide, Havdal", "Kartlegging av behov",
             (K, S, P), "HVL", amounts((300_000, 80_000, 20_000))),
    proposal("21-08", INNER, "Elvenes kommune", "Elvenes", "Lese saman", (S, K, P), "HVL",
             amounts((400_000, 220_000, 20_000))),
    proposal("21-09", COAST, "Kystskulen (friskule)", "Kystskulen", "Vidareutdanning for to lærarar", (S,), "UiB",
             amounts((100_000, 200_000, 0))),
    proposal("21-10", SOUTH, "Solheim kommune", "Solheim", "Laget rundt eleven", (S, O), "NLA",
             amounts((520_000, 330_000, 40_000), (500_000, 300_000))),
    proposal("21-11", COAST, "Øyane barnehagar", "Øyane, Ytre Kyst", "Tidleg innsats i barnehagen", (K, P), "HVL",
             amounts((390_000, 200_000, 230_000), (380_000, 200_000), (380_000, 200_000))),
)  # fmt: skip

ROUND = Round(
    id="kompetanseloftet-vestland-2021",
    scheme=Scheme.KOMPETANSELOFTET,
    county="Vestland",
    year=2021,
    frame=5_300_000,
    committed=400_000,
    deadline=date(2021, 4, 15),
    example=True,
)
REDUCED_BECAUSE = "Ramma rekk til fleire nettverk når reisekostnadene blir delte."


def sample_state(**round_fields: object) -> RoundState:
    """The example as the forum left it: six prioritised, 412 000 kroner remaining."""
    requested = PROPOSALS[1].requested
    assert requested is not None
    assessed = {
        criterion: Assessment(Answer.MET, "Kartlegging i to kommunar" if criterion is Criterion.LOCAL_NEED else "")
        for criterion in Criterion
    }
    assessed[Criterion.SITE_BASED] = Assessment(Answer.PARTLY, "Hovudvekt på PP-tenesta")
    return RoundState(
        round=replace(ROUND, **round_fields),  # type: ignore[arg-type]
        proposals={p.ref: p for p in PROPOSALS},
        standings={
            "21-02": Standing(
                recommended=requested.with_total(2021, 700_000), reason=REDUCED_BECAUSE, assessments=assessed,
                conditions="Rapport innan 1. desember.", private_note="Det som berre møteleiaren ser",
            ),
            "21-09": Standing(reason="Ikkje eit kollektivt tiltak"),
        },
        board=Board(
            {
                Lane.PRIORITISED: ("21-01", "21-02", "21-03", "21-05", "21-06", "21-07"),
                Lane.RESERVE: ("21-08", "21-04"),
                Lane.DECLINED: ("21-09", "21-11"),
                Lane.UNHANDLED: ("21-10",),
            }
        ),
    )  # fmt: skip


def many_state(count: int) -> RoundState:
    """A round of many proposals, all of them prioritised and within the frame."""
    proposals = {}
    for number in range(1, count + 1):
        model = PROPOSALS[number % len(PROPOSALS)]
        ref = f"21-{number:03}"
        proposals[ref] = replace(model, ref=ref, title=f"{model.title} {number}")
    refs = list(proposals)
    return RoundState(
        round=replace(ROUND, frame=900_000 * count + 400_000),
        proposals=proposals,
        board=Board({Lane.PRIORITISED: refs}),
    )
