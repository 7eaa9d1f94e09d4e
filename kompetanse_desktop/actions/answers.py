"""Answer the remarks of the checks, or accept that it is so: each with a note, kept with the round."""

from __future__ import annotations

from dataclasses import replace

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.actions.wording import clean
from kompetanse_desktop.domain.answers import Answered, Answers, Reply, with_answer, without_answer
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.checks import Check, Severity, checks_of
from kompetanse_desktop.domain.saying import Refusal, Saying, saying
from kompetanse_desktop.domain.state import RoundState


def answer_check(session: Session, check: Check, note: str, reply: Reply = Reply.ANSWERED) -> Change:
    """Answer a remark, or accept that it is so. It counts as dealt with for as long as it says the same.

    Raises Refusal without a note (what was thought must be seen afterwards), for a remark that isn't there
    any more or says something else, and for one that stops: that must be mended.
    """
    state = session.required()
    written = clean(note)
    if check.severity is Severity.STOP:
        raise Refusal("This stops the recommendation, and must be mended. It can't be accepted.")
    if not any((found.code, found.message) == (check.code, check.message) for found in checks_of(state, check.ref)):
        raise Refusal("The remark isn't there any more, or says something else now.")
    if not written:
        raise Refusal("Write a few words first, so that it can be seen afterwards what was thought.")
    answers = with_answer(_answers(state, check.ref), Answered(check.code, check.message, reply, written))
    about, remark = _about(state, check.ref), check.message
    answered = saying("{about}: «{remark}» is answered: {note}", about=about, remark=remark, note=written)
    accepted = saying("{about}: «{remark}» is accepted: {note}", about=about, remark=remark, note=written)
    name = answered if reply is Reply.ANSWERED else accepted
    return session.keep(Change("answer_check", name, _edits(state, check.ref, answers)))


def take_back_answer(session: Session, check: Check) -> Change:
    """Open a remark again by taking its answer away; where there is none nothing is kept."""
    state = session.required()
    answers = without_answer(_answers(state, check.ref), check.code, check.message)
    about = _about(state, check.ref)
    name = saying("{about}: the answer to «{remark}» is taken back", about=about, remark=check.message)
    return session.keep(Change("open_check", name, _edits(state, check.ref, answers)))


def _about(state: RoundState, ref: str | None) -> Saying | str:
    return Saying("The round") if ref is None else f"«{state.proposal(ref).title}»"


def _answers(state: RoundState, ref: str | None) -> Answers:
    if ref is None:
        return state.round.answers
    state.proposal(ref)
    return state.standing(ref).answers


def _edits(state: RoundState, ref: str | None, answers: Answers) -> tuple[Edit, ...]:
    if answers == _answers(state, ref):
        return ()
    if ref is None:
        return (Edit("", state.round, replace(state.round, answers=answers)),)
    return (Edit(ref, state.standings.get(ref), replace(state.standing(ref), answers=answers)),)
