"""Rounds of any size, for tests and benchmarks: invented proposals, spread over the lanes as in a meeting."""

from __future__ import annotations

from datetime import date

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import MeasureKind, Proposal, TargetGroup
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import Saying

YEAR = 2021
NETWORKS = ("Nettverk Nord", "Nettverk Sør", "Indre", "Kyst")
SHARES = {Lane.PRIORITISED: 40, Lane.RESERVE: 20, Lane.DECLINED: 15}
"""Per cent of the proposals in each lane; the rest is not handled yet."""


def proposal(number: int) -> Proposal:
    """Invent one proposal."""
    owner, university = 100_000 + number % 37 * 10_000, 50_000 + number % 11 * 10_000
    return Proposal(
        ref=f"21-{number:05}",
        title=f"Inkluderande praksis i barnehage og skule, del {number}",
        applicant=f"Kommune {number % 97}",
        network=NETWORKS[number % len(NETWORKS)],
        participants=(f"Kommune {number % 97}", f"Kommune {number % 89}"),
        target_groups=(TargetGroup.KINDERGARTEN, TargetGroup.SCHOOL, TargetGroup.PPT),
        universities=("HVL",),
        measure_kinds=(MeasureKind.IMPLEMENTATION,),
        duration_years=1 + number % 3,
        staff=20 + number % 300,
        requested=Amounts({(Payee.OWNER, YEAR): owner, (Payee.UNIVERSITY, YEAR): university}),
        received=date(YEAR, 3, 1),
        need="Kartlegginga viser at personalet treng felles kunnskap om tidleg innsats. " * 5,
    )


def fill(session: Session, count: int) -> None:
    """Make a round of ``count`` proposals in this library, and put it in use."""
    frame = count * 150_000
    actions.new_round(
        session, Round("", Scheme.KOMPETANSELOFTET, "Vestland", YEAR, frame, date(YEAR, 4, 15), committed=frame // 13)
    )
    made = [proposal(number) for number in range(1, count + 1)]
    edits: list[Edit] = [Edit(p.ref, None, p) for p in made]
    edits += [Edit(p.ref, None, Place(Lane.UNHANDLED, at)) for at, p in enumerate(made, 1)]
    actions.take_in(session, Change("import", Saying("The round's terms changed"), tuple(edits)))
    refs = [p.ref for p in made]
    for lane, share in SHARES.items():
        chosen, refs = refs[: count * share // 100], refs[count * share // 100 :]
        if chosen:
            actions.move(session, chosen, lane)
