"""What the forum says of one proposal: amounts, reason, conditions, criteria, whether it is withdrawn."""

from __future__ import annotations

from dataclasses import replace

from kompetanse_desktop import labels
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.actions.wording import clean
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.checks import MOST_YEARS
from kompetanse_desktop.domain.division import divided_as, taken_from_undivided, with_sum
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, Standing
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.domain.state import RoundState


def set_amount(
    session: Session, ref: str, nok: int | None, year: int | None = None, reason: str | None = None
) -> Change:
    """Recommend ``nok`` kroner for a year (None: the round's own), divided between the payees as before.

    That is as the forum has divided the year, else as the request does; a year without either is not divided.
    ``nok`` None takes the forum's amounts away, so that the request counts again. Raises Refusal for
    an unknown ref, an amount that can't be, or a year no award reaches.
    """
    state = session.required()
    proposal, old = state.proposal(ref), state.standing(ref)
    current = state.amounts(ref)
    if nok is None:
        recommended = None
        name = saying("«{title}»: the amount is as requested", title=proposal.title)
    else:
        year = _year(state, ref, year)
        before = current or Amounts()
        recommended = with_sum(before, proposal.requested, year, nok)
        if before == recommended and current is not None:
            recommended = old.recommended
        name = _amount_name(state, ref, year, nok)
    new = replace(old, recommended=recommended, reason=old.reason if reason is None else clean(reason))
    return _keep(session, "amount", name, ref, new)


def set_cell(session: Session, ref: str, payee: Payee, year: int, nok: int, *, keep_sum: bool = False) -> Change:
    """Recommend ``nok`` kroner to one payee in one year, the other amounts as they are.

    With ``keep_sum`` the difference comes from what of that year is not divided, and goes back there. Raises
    Refusal as set_amount does, and where too little is left that is not divided.
    """
    state = session.required()
    proposal, old = state.proposal(ref), state.standing(ref)
    year = _year(state, ref, year)
    current = state.amounts(ref)
    before = current or Amounts()
    recommended: Amounts | None = (
        taken_from_undivided(before, payee, year, nok) if keep_sum else before.with_cell(payee, year, nok)
    )
    if recommended == current:
        recommended = old.recommended
    name = saying(
        "«{title}»: {amount_nok} to {payee} in {year}",
        title=proposal.title,
        amount_nok=nok,
        payee=Saying(labels.PAYEE[payee]),
        year=str(year),
    )
    return _keep(session, "amount", name, ref, replace(old, recommended=recommended))


def divide_as_requested(session: Session, ref: str, year: int | None = None) -> Change:
    """Divide the sum of a year (None: the round's own) between the payees as the request does; the sum stays.

    Raises Refusal where the request doesn't say how it is divided.
    """
    state = session.required()
    proposal, old = state.proposal(ref), state.standing(ref)
    year = _year(state, ref, year)
    current = state.amounts(ref) or Amounts()
    divided = divided_as(proposal.requested, current, year)
    if divided is None:
        raise Refusal("The request doesn't say how {year} is divided.", year=str(year))
    name = saying("«{title}»: {year} is divided as requested", title=proposal.title, year=str(year))
    recommended = old.recommended if divided == state.amounts(ref) else divided
    return _keep(session, "amount", name, ref, replace(old, recommended=recommended))


def set_reason(session: Session, ref: str, text: str) -> Change:
    """Say why the proposal stands where it does, or gets what it gets."""
    old, title = _standing(session, ref)
    return _keep(session, "reason", saying("Reason for «{title}»", title=title), ref, replace(old, reason=clean(text)))


def set_conditions(session: Session, ref: str, text: str) -> Change:
    """Say on what conditions the proposal is recommended."""
    old, title = _standing(session, ref)
    name = saying("Conditions for «{title}»", title=title)
    return _keep(session, "conditions", name, ref, replace(old, conditions=clean(text)))


def set_note(session: Session, ref: str, text: str) -> Change:
    """Write the operator's own note, which is never shown to the room or sent."""
    old, title = _standing(session, ref)
    name = saying("Note on «{title}»", title=title)
    return _keep(session, "note", name, ref, replace(old, private_note=clean(text)))


def assess(session: Session, ref: str, criterion: Criterion, answer: Answer, note: str | None = None) -> Change:
    """Answer one criterion of the guidelines; ``note`` None leaves the note that is there."""
    old, title = _standing(session, ref)
    kept = old.assessment(criterion)
    new = Assessment(answer, kept.note if note is None else clean(note))
    answers = {**old.assessments, criterion: new}
    if new == Assessment():
        del answers[criterion]
    name = saying(
        "«{title}», {criterion}: {answer}",
        title=title,
        criterion=Saying(labels.CRITERION[criterion]),
        answer=Saying(labels.ANSWER[answer]),
    )
    return _keep(session, "assess", name, ref, replace(old, assessments=answers))


def withdraw(session: Session, ref: str, withdrawn: bool = True) -> Change:
    """Mark that the applicant has withdrawn the proposal, or that it counts again. It stays where it is."""
    old, title = _standing(session, ref)
    gone, back = saying("«{title}» is withdrawn", title=title), saying("«{title}» counts again", title=title)
    name = gone if withdrawn else back
    return _keep(session, "withdraw", name, ref, replace(old, withdrawn=withdrawn))


def mark_seen(session: Session, ref: str) -> Change:
    """Say that somebody has seen how a newer list changed the request. Raises Refusal for an unknown ref."""
    old = session.required().proposal(ref)
    edits = () if old.earlier_requested is None else (Edit(ref, old, replace(old, earlier_requested=None)),)
    return session.keep(Change("seen", saying("«{title}»: the changed request is seen", title=old.title), edits))


def _standing(session: Session, ref: str) -> tuple[Standing, str]:
    state = session.required()
    return state.standing(ref), state.proposal(ref).title


def _keep(session: Session, action: str, name: Saying, ref: str, new: Standing) -> Change:
    state = session.required()
    edits = () if new == state.standing(ref) else (Edit(ref, state.standings.get(ref), new),)
    return session.keep(Change(action, name, edits))


def _year(state: RoundState, ref: str, year: int | None) -> int:
    first = state.round.year
    if year is None:
        return first
    requested = state.proposals[ref].requested
    if not first <= year < first + MOST_YEARS and (requested is None or year not in requested.years):
        raise Refusal(
            "{year} is not a year of this award: it can reach from {first} to {last}.",
            year=str(year),
            first=str(first),
            last=str(first + MOST_YEARS - 1),
        )
    return year


def _amount_name(state: RoundState, ref: str, year: int, nok: int) -> Saying:
    proposal = state.proposals[ref]
    title = proposal.title
    if year != state.round.year:
        return saying("«{title}» gets {amount_nok} in {year}", title=title, amount_nok=nok, year=str(year))
    if proposal.requested is not None and nok < proposal.requested.total(year):
        return saying("«{title}» reduced to {amount_nok}", title=title, amount_nok=nok)
    return saying("«{title}» gets {amount_nok}", title=title, amount_nok=nok)
