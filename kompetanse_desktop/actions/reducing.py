"""Reduce many proposals in one deed: one entry in the journal, one undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.actions.wording import clean
from kompetanse_desktop.domain.change import Change, Edit
from kompetanse_desktop.domain.reduction import Reduction, reduction
from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.domain.state import RoundState


def reduce_all(
    session: Session,
    permille: int | None,
    refs: Sequence[str] | None = None,
    *,
    later_years: bool = False,
    reason: str = "",
) -> Change:
    """Reduce prioritised proposals by a share, or (``permille`` None) so that the money fits, and keep it.

    See domain.reduction for what the arguments mean. ``reason`` becomes the reason of each that gets less and has
    none. Where nobody gets less, nothing is kept. Raises Refusal as domain.reduction does.
    """
    state = session.required()
    planned = reduction(state, permille, refs, later_years=later_years)
    told = clean(reason)
    edits = []
    for ref, amounts in planned.amounts.items():
        old = state.standing(ref)
        new = replace(old, recommended=amounts, reason=old.reason if old.reason.strip() else told)
        edits.append(Edit(ref, state.standings.get(ref), new))
    return session.keep(Change("amount", _name(state, planned, permille), tuple(edits)))


def _name(state: RoundState, planned: Reduction, permille: int | None) -> Saying:
    count, before, after = len(planned.amounts), planned.before, planned.after
    if count == 1:
        ref, amounts = next(iter(planned.amounts.items()))
        title, given = state.proposals[ref].title, amounts.total(state.round.year)
        return saying("«{title}» reduced to {amount_nok}", title=title, amount_nok=given)
    if permille is None:
        return saying(
            "{count} proposals reduced to fit, from {before_nok} to {after_nok}",
            count=count,
            before_nok=before,
            after_nok=after,
        )
    whole, tenth = divmod(permille, 10)
    if not tenth:
        return saying(
            "{count} proposals reduced by {percent} %, from {before_nok} to {after_nok}",
            count=count,
            percent=whole,
            before_nok=before,
            after_nok=after,
        )
    return saying(
        "{count} proposals reduced by {percent}.{tenth} %, from {before_nok} to {after_nok}",
        count=count,
        percent=whole,
        tenth=tenth,
        before_nok=before,
        after_nok=after,
    )
