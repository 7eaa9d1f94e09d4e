"""Domain values as plain JSON and back, exactly, for the rows and the journal of the library."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from kompetanse_desktop.domain.answers import Answered, Answers, Reply
from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Edit, Value
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.proposal import (
    Answer,
    Assessment,
    Criterion,
    MeasureKind,
    Proposal,
    Source,
    Standing,
    TargetGroup,
)
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import Param, Saying

Plain = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class _Codec:
    """How one field is written plainly and read back. ``compound`` ones are JSON text in a column."""

    plain: Callable[[Any], Any]
    value: Callable[[Any], Any]
    compound: bool = False

    @cached_property
    def from_cell(self) -> Callable[[Any], Any]:
        """The way from a column of a table to the value."""
        if not self.compound:
            return self.value
        # The same few lists and sums come again in row after row, and never change once they are read.
        read = lru_cache(maxsize=4096)(lambda cell: self.value(json.loads(cell)))
        return lambda cell: self.value(None) if cell is None else read(cell)


def _only(kind: type[T]) -> Callable[[Any], T]:
    def check(given: Any) -> T:
        if type(given) is not kind:
            raise ValueError(f"{kind.__name__} expected, not {given!r}")
        return given

    return check


def _boolean(given: Any) -> bool:
    if given not in (0, 1):
        raise ValueError(f"yes or no expected, not {given!r}")
    return bool(given)


def _optional(codec: _Codec) -> _Codec:
    return _Codec(
        lambda v: None if v is None else codec.plain(v),
        lambda v: None if v is None else codec.value(v),
        codec.compound,
    )


def _choice(kind: type[StrEnum]) -> _Codec:
    return _Codec(lambda v: v.value, kind)


def _several(codec: _Codec) -> _Codec:
    return _Codec(lambda v: [codec.plain(x) for x in v], lambda v: tuple(codec.value(x) for x in v), True)


def _amounts_plain(amounts: Amounts) -> list[list[str | int]]:
    return [[payee.value, year, nok] for payee, year, nok in amounts]


def _amounts_value(plain: Any) -> Amounts:
    return Amounts({(Payee(payee), INT.value(year)): INT.value(nok) for payee, year, nok in plain})


def _assessments_plain(given: Mapping[Criterion, Assessment]) -> Plain:
    return {criterion.value: [a.answer.value, a.note] for criterion, a in given.items()}


def _assessments_value(plain: Any) -> dict[Criterion, Assessment]:
    return {Criterion(c): Assessment(Answer(answer), TEXT.value(note)) for c, (answer, note) in plain.items()}


def _answers_plain(answers: Answers) -> list[Plain] | None:
    return [
        {"code": one.code, "said": saying_to_plain(one.said), "reply": one.reply.value, "note": one.note}
        for one in answers
    ] or None


def _answers_value(plain: Any) -> Answers:
    return tuple(
        Answered(TEXT.value(one["code"]), saying_from_plain(one["said"]), Reply(one["reply"]), TEXT.value(one["note"]))
        for one in plain or ()
    )


TEXT = _Codec(_only(str), _only(str))
INT = _Codec(_only(int), _only(int))
BOOL = _Codec(bool, _boolean)
DATE = _Codec(date.isoformat, date.fromisoformat)
AMOUNTS = _Codec(_amounts_plain, _amounts_value, True)
PAIR = _Codec(list, lambda v: (TEXT.value(v[0]), TEXT.value(v[1])))
SOURCE = _Codec(
    lambda v: {f.name: getattr(v, f.name) for f in fields(Source)},
    lambda v: Source(**{name: (INT if name == "row" else TEXT).value(part) for name, part in v.items()}),
    True,
)
ASSESSMENTS = _Codec(_assessments_plain, _assessments_value, True)
ANSWERS = _Codec(_answers_plain, _answers_value, True)
"""No answers are null and no empty list: so rows from before there were any keep the digest they had."""

FIELDS: dict[type[Value], dict[str, _Codec]] = {
    Round: {
        "id": TEXT,
        "scheme": _choice(Scheme),
        "county": TEXT,
        "year": INT,
        "frame": INT,
        "deadline": DATE,
        "committed": INT,
        "set_aside": INT,
        "places": _optional(INT),
        "coordination_limit_percent": INT,
        "example": BOOL,
        "present": TEXT,
        "agreement": TEXT,
        "answers": ANSWERS,
    },
    Proposal: {
        "ref": TEXT,
        "title": TEXT,
        "applicant": TEXT,
        "network": TEXT,
        "participants": _several(TEXT),
        "target_groups": _several(_choice(TargetGroup)),
        "target_text": TEXT,
        "universities": _several(TEXT),
        "statped": TEXT,
        "measure_kinds": _several(_choice(MeasureKind)),
        "measure_text": TEXT,
        "duration_years": _optional(INT),
        "staff": _optional(INT),
        "requested": _optional(AMOUNTS),
        "continued": _optional(BOOL),
        "private_invited": _optional(BOOL),
        "received": _optional(DATE),
        "need": TEXT,
        "anchoring": TEXT,
        "involvement": TEXT,
        "description": TEXT,
        "other": _several(PAIR),
        "doubts": _several(TEXT),
        "source": _optional(SOURCE),
        "earlier_requested": _optional(AMOUNTS),
        "gone_from": TEXT,
    },
    Standing: {
        "recommended": _optional(AMOUNTS),
        "reason": TEXT,
        "conditions": TEXT,
        "assessments": ASSESSMENTS,
        "withdrawn": BOOL,
        "private_note": TEXT,
        "answers": ANSWERS,
    },
    Place: {"lane": _choice(Lane), "position": INT},
}
"""Every field of every value that is kept. A test compares it with the dataclasses themselves."""

LATER: dict[type[Value], dict[str, Any]] = {
    Round: {"answers": None},
    Proposal: {"earlier_requested": None, "gone_from": ""},
    Standing: {"answers": None},
}
"""Fields that came after journals were kept, and what they are when nothing is known of them. As JSON they
are left out where they are that, so that what was written before them is still written the same way."""

_NAMES: dict[type[Value], str] = {Round: "round", Proposal: "proposal", Standing: "standing", Place: "place"}
KINDS = {name: kind for kind, name in _NAMES.items()}
"""The kinds of value that can be edited, by the names they have in the journal."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(plain: object) -> str:
    """Write plain data as JSON in the one way that hashes are taken of: keys sorted, no spaces."""
    return _ENCODER.encode(plain)


def to_plain(value: Value) -> Plain:
    """Write a value as plain JSON data."""
    left_out = LATER.get(type(value), {})
    plain = {name: codec.plain(getattr(value, name)) for name, codec in FIELDS[type(value)].items()}
    return {name: cell for name, cell in plain.items() if name not in left_out or cell != left_out[name]}


def from_plain(kind: type[T], plain: Plain) -> T:
    """Read a value back. Raises ValueError, TypeError or KeyError where the data isn't one."""
    codecs = FIELDS[kind]  # type: ignore[index]
    return kind(**{name: codecs[name].value(plain[name]) for name in plain})


def to_row(value: Value) -> dict[str, str | int | None]:
    """Write a value as the columns of its table."""
    row: dict[str, str | int | None] = {}
    for name, codec in FIELDS[type(value)].items():
        plain = codec.plain(getattr(value, name))
        if codec.compound and plain is not None:
            plain = canonical(plain)
        row[name] = int(plain) if isinstance(plain, bool) else plain
    return row


def from_row(kind: type[T], row: Mapping[str, Any]) -> T:
    """Read a value from the columns of its table; other columns are left alone. Raises as from_plain."""
    values: dict[str, Any] = {}
    for name, codec in FIELDS[kind].items():  # type: ignore[index]
        values[name] = codec.from_cell(row[name])
    return kind(**values)


def edits_to_plain(edits: tuple[Edit, ...]) -> list[Plain]:
    """Write edits as plain JSON data, in order."""
    return [
        {
            "kind": _NAMES[edit.kind],
            "ref": edit.ref,
            "before": None if edit.before is None else to_plain(edit.before),
            "after": None if edit.after is None else to_plain(edit.after),
        }
        for edit in edits
    ]


def edits_from_plain(plain: list[Plain]) -> tuple[Edit, ...]:
    """Read edits back. Raises as from_plain."""

    def value(kind: type[Value], given: Plain | None) -> Value | None:
        return None if given is None else from_plain(kind, given)

    return tuple(
        Edit(TEXT.value(e["ref"]), value(KINDS[e["kind"]], e["before"]), value(KINDS[e["kind"]], e["after"]))
        for e in plain
    )


def saying_to_plain(given: Saying) -> Plain:
    """Write a message that isn't translated yet, with what goes into it."""
    return {"message": given.message, "params": {name: _param_to_plain(p) for name, p in given.params.items()}}


def saying_from_plain(plain: Plain) -> Saying:
    """Read a message back. Raises as from_plain."""
    return Saying(TEXT.value(plain["message"]), {n: _param_from_plain(p) for n, p in plain["params"].items()})


def _param_to_plain(param: Param) -> Any:
    if isinstance(param, Saying):
        return {"saying": saying_to_plain(param)}
    if isinstance(param, datetime):
        return {"time": param.isoformat()}
    if isinstance(param, date):
        return {"date": param.isoformat()}
    return param


def _param_from_plain(plain: Any) -> Param:
    if isinstance(plain, dict):
        ((kind, content),) = plain.items()
        if kind == "saying":
            return saying_from_plain(content)
        return datetime.fromisoformat(content) if kind == "time" else date.fromisoformat(content)
    if isinstance(plain, str | int):
        return plain
    raise ValueError(f"not a parameter: {plain!r}")
