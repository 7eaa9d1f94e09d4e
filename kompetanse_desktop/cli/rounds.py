"""Rounds from the command line: made, listed, chosen, given away as a file, taken in from one, removed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kompetanse_desktop import text
from kompetanse_desktop.cli.answer import Answer
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import saying
from kompetanse_desktop.text import say

if TYPE_CHECKING:
    from kompetanse_desktop.actions import Arrival, Session

READING = frozenset({"list", "send"})
"""Of the commands about rounds, those that only read."""


def about_round(namespace: argparse.Namespace) -> Answer:
    """Do one of the commands about rounds."""
    from kompetanse_desktop.actions import Session

    with Session.open(namespace.data_dir, write=namespace.round_command not in READING) as session:
        return _COMMANDS[namespace.round_command](namespace, session)


def _round_data(given: Round, current: bool) -> dict[str, Any]:
    return {
        "id": given.id,
        "scheme": given.scheme.value,
        "county": given.county,
        "year": given.year,
        "frame": given.frame,
        "committed": given.committed,
        "set_aside": given.set_aside,
        "deadline": given.deadline.isoformat(),
        "places": given.places,
        "current": current,
    }


def _new(namespace: argparse.Namespace, session: Session) -> Answer:
    from kompetanse_desktop import actions

    asked = Round(
        id="",
        scheme=Scheme(namespace.scheme),
        county=namespace.county,
        year=namespace.year,
        frame=namespace.frame,
        deadline=namespace.deadline,
        committed=namespace.committed,
        set_aside=namespace.set_aside,
        places=namespace.places,
    )
    made = actions.new_round(session, asked)
    return Answer([made.id], _round_data(made, True))


def _list(namespace: argparse.Namespace, session: Session) -> Answer:
    current = session.state.round.id if session.state is not None else None
    rounds = session.rounds()
    lines = [
        f"{'*' if one.id == current else ' '} {one.id}  {text.money(one.frame)}  {text.short_date(one.deadline)}"
        for one in rounds
    ]
    return Answer(lines, [_round_data(one, one.id == current) for one in rounds])


def _use(namespace: argparse.Namespace, session: Session) -> Answer:
    from kompetanse_desktop import actions

    change = actions.use_round(session, namespace.id)
    return Answer([say(change.name)], _round_data(session.required().round, True))


def _remove(namespace: argparse.Namespace, session: Session) -> Answer:
    from kompetanse_desktop import actions

    change = actions.remove_round(session, namespace.id)
    holding = actions.holding(session.library_file, namespace.id)
    lines = [say(change.name)]
    if holding.still:
        lines.append(say("These copies still hold it:"))
        lines += [f"  {one.file}" for one in holding.still]
    if holding.unread:
        lines.append(say("These copies can't be read, and may hold it:"))
        lines += [f"  {one.file}" for one in holding.unread]
    data = {
        "removed": namespace.id,
        "still_in": [str(one.file) for one in holding.still],
        "not_readable": [str(one.file) for one in holding.unread],
    }
    return Answer(lines, data)


def _send(namespace: argparse.Namespace, session: Session) -> Answer:
    from kompetanse_desktop import actions

    actions.send_round(
        session, Path(namespace.out), journal=namespace.journal, notes=namespace.notes, round_id=namespace.round
    )
    return Answer([namespace.out], {"file": namespace.out, "journal": namespace.journal, "notes": namespace.notes})


def _fetch(namespace: argparse.Namespace, session: Session) -> Answer:
    from kompetanse_desktop import actions
    from kompetanse_desktop.actions import Choice, Relation

    arrival = actions.look_at(session, Path(namespace.file))
    choice = Choice.TAKE if namespace.choice is None else Choice(namespace.choice)
    data = _arrival_data(arrival)
    if choice is Choice.TAKE and arrival.relation in (Relation.SAME, Relation.BEHIND):
        lines = [say("The round is here already, just as it is in the file.")]
        if arrival.relation is Relation.BEHIND:
            lines = [say("The round is here already, and more has been done here since the file was made.")]
        return Answer(lines, data)
    if choice is Choice.TAKE and arrival.relation is Relation.DIFFERS:
        complaint = saying(
            "The round «{round}» is here already, and differs. Use --as replace or --as beside.",
            round=arrival.file.state.round.id,
        )
        return Answer(_difference_lines(arrival), data, 1, complaint)
    change = actions.fetch_round(session, arrival, choice)
    message = say(change.name)
    return Answer([message], {**data, "message": message, "round": session.required().round.id})


def _arrival_data(arrival: Arrival) -> dict[str, Any]:
    from kompetanse_desktop import difference_words

    return {
        "round": arrival.file.state.round.id,
        "relation": arrival.relation.value,
        "made_at": arrival.file.made_at.isoformat(),
        "journal": len(arrival.file.entries),
        "notes": arrival.file.notes,
        "new_actions": len(arrival.new_entries),
        "differences": [
            {
                "ref": one.ref,
                "field": one.field,
                "here": difference_words.value_words(one, one.before),
                "in_file": difference_words.value_words(one, one.after),
            }
            for one in arrival.differences
        ],
    }


def _difference_lines(arrival: Arrival) -> list[str]:
    from kompetanse_desktop import difference_words

    return [
        say(
            "{what}, here: {here}; in the file: {there}",
            what=" ".join(filter(None, (one.ref, difference_words.field_words(one)))),
            here=difference_words.value_words(one, one.before),
            there=difference_words.value_words(one, one.after),
        )
        for one in arrival.differences
    ]


_COMMANDS: dict[str, Callable[[argparse.Namespace, Session], Answer]] = {
    "new": _new,
    "list": _list,
    "use": _use,
    "remove": _remove,
    "send": _send,
    "fetch": _fetch,
}
