"""What the forum has answered to a remark of the checks. It holds as long as the remark says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kompetanse_desktop.domain.saying import Saying


class Reply(StrEnum):
    """ANSWERED: somebody knows better, or has found out. ACCEPTED: it is so, and the forum goes on all the same."""

    ANSWERED = "answered"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class Answered:
    """An answer to one remark: which (``code``), what it said then (``said``), how, and with what note.

    A remark that says something else by now («28 %» has become «40 %») is open again; should it come to say
    the same once more, the answer holds once more.
    """

    code: str
    said: Saying
    reply: Reply
    note: str


Answers = tuple[Answered, ...]
"""The answers to the remarks of one proposal, or of the round, the oldest first: one to each thing said."""


def find_answer(answers: Answers, code: str, said: Saying) -> Answered | None:
    """Give the answer to a remark that says just this; None where there is none."""
    return next((answer for answer in answers if answer.code == code and answer.said == said), None)


def with_answer(answers: Answers, new: Answered) -> Answers:
    """Give the answers with one more, in the place of an earlier one to the same."""
    return (*without_answer(answers, new.code, new.said), new)


def without_answer(answers: Iterable[Answered], code: str, said: Saying) -> Answers:
    """Give the answers without the one to a remark that says just this."""
    return tuple(answer for answer in answers if (answer.code, answer.said) != (code, said))
