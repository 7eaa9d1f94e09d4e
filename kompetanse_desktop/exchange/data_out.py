"""Write the recommendation as a table or as data: the same figures as the document, for Statsforvaltaren and others."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from kompetanse_desktop import durable
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import Budget
from kompetanse_desktop.domain.money import Amounts
from kompetanse_desktop.domain.proposal import Criterion
from kompetanse_desktop.domain.recommendation import Entry, Recommendation
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange import table_out, xlsx_out
from kompetanse_desktop.text import Words

FORMAT = "kompetanse-recommendation"


def write(recommendation: Recommendation, path: str | os.PathLike[str], words: Words) -> None:
    """Write the recommendation to ``path`` as .xlsx, .csv or .json, told from the ending.

    The old file is there until the new one is whole and on the disk. Raises Refusal for another
    ending, or where the file can't be written.
    """
    path = Path(path)
    ending = path.suffix.casefold()
    if ending == ".csv":
        data = table_out.csv_bytes(recommendation, words)
    elif ending == ".json":
        data = json_bytes(recommendation)
    elif ending == ".xlsx":
        data = xlsx_out.xlsx_bytes(recommendation, words)
    else:
        raise Refusal("{file} must end in .xlsx, .csv or .json.", file=path.name)
    durable.write(data, path)


def json_bytes(recommendation: Recommendation) -> bytes:
    """Give the recommendation as JSON in UTF-8. What the operator notes privately is not in it."""
    return (json.dumps(as_json(recommendation), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def as_json(recommendation: Recommendation) -> dict[str, Any]:
    """Give the recommendation as plain values, with English names; kroner are whole numbers.

    resources/schema/recommendation.schema.json tells others what is in it.
    """
    the_round = recommendation.round
    return {
        "format": FORMAT,
        "version": version_json(recommendation),
        "made_at": recommendation.made_at.isoformat(timespec="seconds"),
        "round": {
            "scheme": the_round.scheme.value,
            "county": the_round.county,
            "year": the_round.year,
            "deadline": the_round.deadline.isoformat(),
            "frame": the_round.frame,
            "committed": the_round.committed,
            "set_aside": the_round.set_aside,
            "places": the_round.places,
            "example": the_round.example,
            "present": the_round.present,
            "agreement": the_round.agreement,
        },
        "budget": budget_json(recommendation.budget),
        "by_network": [
            {"network": name, "requested": asked, "recommended": given}
            for name, asked, given in recommendation.by_network
        ],
        "answers": [
            {"ref": check.ref, "code": check.code, "reply": check.answer.reply.value, "note": check.answer.note}
            for check in recommendation.checks
            if check.answer is not None
        ],
        "proposals": [_entry_json(entry, lane) for lane, entry in recommendation.placed],
    }


def version_json(recommendation: Recommendation) -> dict[str, Any] | None:
    """Give which version it is, from 1, the digest of the frozen round, and when it was finished; None for a draft."""
    version = recommendation.version
    if version is None:
        return None
    made_at = recommendation.made_at.isoformat(timespec="seconds")
    return {"number": version.number, "digest": version.digest, "made_at": made_at}


def _entry_json(entry: Entry, lane: Lane) -> dict[str, Any]:
    proposal, standing = entry.proposal, entry.standing
    prioritised = lane is Lane.PRIORITISED
    return {
        "ref": proposal.ref,
        "title": proposal.title,
        "applicant": proposal.applicant,
        "network": proposal.network,
        "participants": list(proposal.participants),
        "target_groups": [group.value for group in proposal.target_groups],
        "target_text": proposal.target_text,
        "universities": list(proposal.universities),
        "statped": proposal.statped,
        "measure_kinds": [kind.value for kind in proposal.measure_kinds],
        "measure_text": proposal.measure_text,
        "duration_years": proposal.duration_years,
        "staff": proposal.staff,
        "continued": proposal.continued,
        "private_invited": proposal.private_invited,
        "received": None if proposal.received is None else proposal.received.isoformat(),
        "lane": lane.value,
        "position": entry.rank,
        "requested": entry.requested,
        "requested_amounts": amounts_json(proposal.requested),
        "recommended": entry.recommended if prioritised else 0,
        "recommended_amounts": amounts_json(entry.amounts) if prioritised else [],
        "reserve_amount": entry.recommended if lane is Lane.RESERVE else None,
        "running_sum": entry.running_sum,
        "reduced": entry.reduced and prioritised,
        "reason": standing.reason or None,
        "conditions": standing.conditions or None,
        "withdrawn": standing.withdrawn,
        "criteria": [
            {
                "criterion": c.value,
                "answer": standing.assessment(c).answer.value,
                "note": standing.assessment(c).note or None,
            }
            for c in Criterion
        ],
    }


def amounts_json(amounts: Amounts | None) -> list[dict[str, Any]] | None:
    """Give a matrix of kroner as a list of payee, year and amount; None when unknown."""
    if amounts is None:
        return None
    return [{"payee": payee.value, "year": year, "amount": nok} for payee, year, nok in amounts]


def budget_json(budget: Budget) -> dict[str, Any]:
    """Give the money of a round with the names of the ``budget`` command."""
    cut = None if budget.cut is None else {"after": budget.cut.after, "missing": budget.cut.missing}
    return {
        "frame": budget.frame,
        "committed": budget.committed,
        "set_aside": budget.set_aside,
        "available": budget.available,
        "requested": budget.requested,
        "recommended": budget.recommended,
        "remaining": budget.remaining,
        "later_years": {str(year): nok for year, nok in budget.later_years.items()},
        "by_network": dict(budget.by_network),
        "cut": cut,
    }


def proposal_json(state: RoundState, ref: str) -> dict[str, Any]:
    """Give one proposal as the ``proposals`` command does. Raises Refusal for an unknown ref."""
    proposal, standing, place = state.proposal(ref), state.standing(ref), state.board.place_of(ref)
    return {
        "ref": ref,
        "title": proposal.title,
        "lane": place.lane.value,
        "position": place.position,
        "requested": state.requested(ref),
        "recommended": state.recommended(ref),
        "reason": standing.reason or None,
        "withdrawn": standing.withdrawn,
    }
