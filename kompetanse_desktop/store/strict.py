"""Reading plain JSON data that comes from elsewhere: every name known, every value of its kind, or it is said where."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from kompetanse_desktop.domain.change import Edit, Value
from kompetanse_desktop.domain.proposal import Source
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.store import encoding

T = TypeVar("T")
MOST_DEPTH = 32
MOST_WHOLE = (1 << 63) - 1
FIRST_YEAR, LAST_YEAR = 1970, 9998
"""No clock is outside these, and each of their times can be told in the time of any place."""
_MOST_SHOWN = 200
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but line breaks and tabs, and halves of characters: nothing that is kept has them."""


def parse(text: str) -> Any:
    """Read JSON text; NaN and infinities, and numbers with a point, are refused. ``checked`` looks at the rest."""
    try:
        return json.loads(text, parse_float=_no_number, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise Refusal("The file can't be read: it isn't whole, or something else than this program wrote it.") from None


def _no_number(written: str) -> None:
    raise ValueError(written)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def checked(data: Any) -> Any:
    """Give data as it is; what is nested too deep, and texts and numbers that can't be kept, are refused."""
    _check(data, 0)
    return data


def _check(data: Any, depth: int) -> None:
    if depth > MOST_DEPTH:
        raise Refusal("The file can't be read: it isn't whole, or something else than this program wrote it.")
    if isinstance(data, dict):
        for name, value in data.items():
            _check(name, depth + 1)
            _check(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            _check(value, depth + 1)
    elif (isinstance(data, str) and _NO_TEXT.search(data)) or (isinstance(data, int) and abs(data) > MOST_WHOLE):
        raise Refusal("The file has a text or a number that can't be kept.")


def shown(text: str) -> str:
    """Give a text from a file as a refusal may quote it: one line, not long, nothing that hides or turns letters."""
    plain = "".join(c if c.isprintable() else "\ufffd" for c in text[: _MOST_SHOWN + 1])
    return plain if len(plain) <= _MOST_SHOWN else plain[:_MOST_SHOWN] + "…"


def wrong(place: str) -> Refusal:
    """Say that something else stands at a place than should."""
    return Refusal("At {place} in the file there is something else than there should be.", place=shown(place))


def table(data: Any, names: Iterable[str], place: str) -> dict[str, Any]:
    """Give a table that has just these names. Raises Refusal naming those that are unknown or missing."""
    if not isinstance(data, dict):
        raise wrong(place)
    wanted = list(names)
    if unknown := [name for name in data if name not in wanted]:
        raise Refusal(
            "At {place} in the file there is something this program doesn't know: {names}.",
            place=shown(place),
            names=shown(", ".join(unknown)),
        )
    if missing := [name for name in wanted if name not in data]:
        raise Refusal("At {place} in the file there is no {names}.", place=shown(place), names=", ".join(missing))
    return data


def rows(data: Any, place: str) -> list[tuple[str, Any]]:
    """Give the items of a list, each with its place."""
    if not isinstance(data, list):
        raise wrong(place)
    return [(f"{place}[{at}]", item) for at, item in enumerate(data)]


def plain(kind: type[T], data: Any, place: str) -> T:
    """Give a text, whole number or yes/no as it is. Raises Refusal where it is of another kind."""
    if type(data) is not kind:
        raise wrong(place)
    return data


def exact(read: Callable[[Any], T], write: Callable[[T], Any], data: Any, place: str) -> T:
    """Read something that, written again, is exactly what was read. Raises Refusal where it isn't."""
    try:
        found = read(data)
        if encoding.canonical(write(found)) == encoding.canonical(data):
            return found
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, Refusal):
        raise wrong(place) from None
    raise wrong(place)


def time(timespec: str, data: Any, place: str) -> datetime:
    """Read a moment with its place on the earth, written just so. Raises Refusal."""
    found = exact(datetime.fromisoformat, lambda at: at.isoformat(timespec=timespec), data, place)
    if found.tzinfo is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise wrong(place)
    return found


def value(kind: type[encoding.T], data: Any, place: str) -> encoding.T:
    """Read a value of the domain, field by field. Raises Refusal that names the field where it isn't one."""
    codecs = encoding.FIELDS[kind]  # type: ignore[index]
    later = encoding.LATER.get(kind, {})  # type: ignore[arg-type]
    there = data if isinstance(data, dict) else {}
    given = table(data, [name for name in codecs if name not in later or name in there], place)
    if empty := [name for name in later if name in given and given[name] == later[name]]:
        raise wrong(f"{place}.{empty[0]}")
    if isinstance(given.get("source"), dict):
        table(given["source"], [field.name for field in fields(Source)], f"{place}.source")
    read = {name: exact(codecs[name].value, codecs[name].plain, given[name], f"{place}.{name}") for name in given}
    for at, answered in enumerate(read.get("answers", ())):
        _check_braces(answered.said, f"{place}.answers[{at}].said")
    return kind(**read)


def edit(data: Any, place: str) -> Edit:
    """Read one edit. Raises Refusal."""
    given = table(data, ("kind", "ref", "before", "after"), place)
    kind: type[Value] | None = encoding.KINDS.get(given["kind"]) if isinstance(given["kind"], str) else None
    if kind is None:
        raise wrong(f"{place}.kind")
    sides = [
        None if given[side] is None else value(kind, given[side], f"{place}.{side}") for side in ("before", "after")
    ]
    if sides == [None, None]:
        raise wrong(place)
    return Edit(plain(str, given["ref"], f"{place}.ref"), *sides)


def message(data: Any, place: str) -> Saying:
    """Read a message to be shown: each of its braces is filled by something that is there, and plainly."""
    found = exact(encoding.saying_from_plain, encoding.saying_to_plain, data, place)
    _check_braces(found, place)
    return found


def _check_braces(given: Saying, place: str) -> None:
    try:
        braces = [part[1:] for part in string.Formatter().parse(given.message) if part[1] is not None]
    except ValueError:
        raise wrong(place) from None
    if not given.message:  # to the catalogues that is their own heading
        raise wrong(place)
    for name, format_spec, conversion in braces:
        if not name or not name.isidentifier() or name not in given.params or format_spec or conversion:
            raise wrong(place)
    for name, param in given.params.items():
        if name.endswith("_nok") and type(param) is not int:
            raise wrong(place)
        if isinstance(param, Saying):
            _check_braces(param, place)
