"""What each command of the command line does: read the arguments, call the action, say it in lines and as data."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kompetanse_desktop import text
from kompetanse_desktop.cli import backups, rounds, signing
from kompetanse_desktop.cli.answer import Answer
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import say

if TYPE_CHECKING:  # a command imports only what it uses, so that each starts at once
    from kompetanse_desktop.actions import Session
    from kompetanse_desktop.domain.answers import Answered
    from kompetanse_desktop.domain.change import Change


def _session(namespace: argparse.Namespace, *, write: bool = False) -> Session:
    """Open the library; to read it is no trouble for a window that has it open."""
    from kompetanse_desktop.actions import Session

    return Session.open(namespace.data_dir, write=write)


def _now() -> datetime:
    return datetime.now().astimezone()


def _import(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop import actions
    from kompetanse_desktop.exchange import plan as planning
    from kompetanse_desktop.exchange import reading

    with _session(namespace, write=not namespace.dry_run) as session:
        state = session.required()
        try:
            read = reading.read_several(
                namespace.files,
                year=state.round.year,
                sheet=namespace.sheet,
                columns=namespace.columns,
                now=_now(),
                table=None if namespace.table is None else namespace.table - 1,
                hidden=not namespace.visible_only,
            )
        except Refusal as refusal:
            if namespace.json:
                return Answer([], planning.refused_contract(refusal), 1, refusal.saying)
            raise
        plan = planning.plan(read, state, namespace.same)
        if not namespace.dry_run:
            actions.take_in(session, plan.change(), without_backup=namespace.no_backup)
    data = planning.as_contract(plan)
    return Answer(_import_lines(data, namespace.dry_run), data)


def _import_lines(data: dict[str, Any], dry_run: bool) -> list[str]:
    lines = [
        *data["notes"],
        *(
            f"{row['ref']}  {row['title']}  {_money(row['requested'])}  {' '.join(row['notes'])}".rstrip()
            for row in data["accepted"]
        ),
        *(say("Row {row} is not taken in: {reason}", row=row["row"], reason=row["reason"]) for row in data["rejected"]),
        say(
            "Accepted: {accepted}. Not taken in: {rejected}. Requested: {sum_nok}.",
            accepted=len(data["accepted"]),
            rejected=len(data["rejected"]),
            sum_nok=data["sum_requested"],
        ),
        say(
            "New: {new}, changed: {changed}, unchanged: {unchanged}, missing: {missing}.",
            new=data["new"],
            changed=data["changed"],
            unchanged=data["unchanged"],
            missing=data["missing"],
        ),
    ]
    return [*lines, say("Nothing was kept.")] if dry_run else lines


def _money(nok: int | None) -> str:
    return say("unknown amount") if nok is None else text.money(nok)


def _template(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop.exchange import template

    with _session(namespace) as session:
        of_round = session.required().round
    template.write(Path(namespace.out), of_round, text.words())
    return Answer([namespace.out], {"file": namespace.out})


def _proposals(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop import labels
    from kompetanse_desktop.domain.board import Lane
    from kompetanse_desktop.exchange import data_out

    with _session(namespace) as session:
        state = session.required()
    lines, data = [], []
    for lane in (Lane.PRIORITISED, Lane.RESERVE, Lane.DECLINED, Lane.UNHANDLED):
        refs = state.board[lane]
        if refs:
            lines.append(say(labels.LANE[lane]))
        for position, ref in enumerate(refs, start=1):
            lines.append(
                f"{position:>4}  {ref}  {state.proposals[ref].title}  "
                f"{_money(state.requested(ref))} → {_money(state.recommended(ref))}"
            )
            data.append(data_out.proposal_json(state, ref))
    return Answer(lines, data)


def _changed(session: Session, change: Change) -> Answer:
    message = say(change.name) if change.edits else say("Nothing changed.")
    data = {"action": change.action, "message": message, "refs": list(change.refs), "remaining": session.remaining}
    return Answer([message, say("Remaining: {remaining_nok}", remaining_nok=session.remaining)], data)


def _move(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop import actions
    from kompetanse_desktop.domain.board import Lane

    with _session(namespace, write=True) as session:
        lane = Lane.named(namespace.lane)
        return _changed(session, actions.move(session, namespace.ref, lane, namespace.position, namespace.reason))


def _amount(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop import actions

    with _session(namespace, write=True) as session:
        return _changed(
            session,
            actions.set_amount(session, namespace.ref, namespace.kroner, namespace.year, namespace.reason),
        )


def _undo(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop import actions

    with _session(namespace, write=True) as session:
        return _changed(session, (actions.undo if namespace.command == "undo" else actions.redo)(session))


def _journal(namespace: argparse.Namespace) -> Answer:
    with _session(namespace) as session:
        entries = session.journal()
    lines = [
        f"{entry.number:>4}  {text.short_date(entry.at)} {entry.at:%H:%M}  {say(entry.saying)}  "
        f"({text.money(entry.remaining_after)})"
        for entry in entries
    ]
    data = [
        {
            "number": entry.number,
            "at": entry.at.isoformat(),
            "action": entry.action,
            "kind": entry.kind.value,
            "message": say(entry.saying),
            "target": entry.target,
            "remaining_before": entry.remaining_before,
            "remaining_after": entry.remaining_after,
            "hash": entry.hash,
        }
        for entry in entries
    ]
    return Answer(lines, data)


def _budget(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop.domain.budget import budget
    from kompetanse_desktop.exchange import data_out

    with _session(namespace) as session:
        data = data_out.budget_json(budget(session.required()))
    lines = [
        say("Frame: {frame_nok}", frame_nok=data["frame"]),
        say("Committed: {committed_nok}", committed_nok=data["committed"]),
        say("Set aside: {set_aside_nok}", set_aside_nok=data["set_aside"]),
        say("Available: {available_nok}", available_nok=data["available"]),
        say("Requested: {requested_nok}", requested_nok=data["requested"]),
        say("Recommended: {recommended_nok}", recommended_nok=data["recommended"]),
        say("Remaining: {remaining_nok}", remaining_nok=data["remaining"]),
        *(f"  {network or '–'}: {text.money(nok)}" for network, nok in data["by_network"].items()),
        *(say("Bound in {year}: {bound_nok}", year=year, bound_nok=nok) for year, nok in data["later_years"].items()),
    ]
    if data["cut"] is not None and data["cut"]["after"] is None:
        lines.append(
            say("The money doesn't reach the first one; {missing_nok} is missing.", missing_nok=data["cut"]["missing"])
        )
    elif data["cut"] is not None:
        lines.append(
            say(
                "The money ends after {ref}; {missing_nok} is missing.",
                ref=data["cut"]["after"],
                missing_nok=data["cut"]["missing"],
            )
        )
    return Answer(lines, data)


def _answer_json(answer: Answered) -> dict[str, str]:
    return {"reply": answer.reply.value, "note": answer.note}


def _checks(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop import labels
    from kompetanse_desktop.domain.checks import all_checks

    with _session(namespace) as session:
        found = all_checks(session.required())
    lines = [
        f"{say(labels.SEVERITY[check.severity])}: {f'{check.ref}: ' if check.ref else ''}{say(check.message)} "
        f"({say(check.source)})"
        + ("" if check.answer is None else f" – {say(labels.REPLY[check.answer.reply])}: {check.answer.note}")
        for check in found
    ]
    data = [
        {
            "code": check.code,
            "severity": check.severity.value,
            "ref": check.ref,
            "message": say(check.message),
            "source": say(check.source),
            **({} if check.answer is None else {"answer": _answer_json(check.answer)}),
        }
        for check in found
    ]
    return Answer(lines or [say("Nothing to remark.")], data)


def _export(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop.domain.recommendation import recommend
    from kompetanse_desktop.exchange import data_out

    with _session(namespace) as session:
        recommendation = recommend(session.required(), _now())
    data_out.write(recommendation, Path(namespace.out), text.words())
    return Answer([namespace.out], {"file": namespace.out})


def _selftest(namespace: argparse.Namespace) -> Answer:
    from kompetanse_desktop.cli import selftest

    parts = selftest.run()
    lines = [
        f"{say('works') if part.works else say('DOES NOT WORK')}  {say(part.name)}  {part.detail}".rstrip()
        for part in parts
    ]
    data = [{"part": part.code, "works": part.works, "detail": part.detail} for part in parts]
    return Answer(lines, data, 0 if all(part.works for part in parts) else 1)


COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "round": rounds.about_round,
    "recover": backups.recover,
    "import": _import,
    "template": _template,
    "proposals": _proposals,
    "move": _move,
    "amount": _amount,
    "undo": _undo,
    "redo": _undo,
    "journal": _journal,
    "budget": _budget,
    "checks": _checks,
    "innstilling": signing.innstilling,
    "sign": signing.sign,
    "verify": signing.verify,
    "export": _export,
    "backup": backups.backup,
    "restore": backups.restore,
    "selftest": _selftest,
}
