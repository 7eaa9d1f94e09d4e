"""Read the fields of a filled-in PDF form (AcroForm): one form is one proposal. For the reader process.

Nothing in the PDF is run or followed: only the tree of fields is read (ISO 32000-2, 12.7).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from kompetanse_desktop.exchange.forms import NO, YES, Form, with_unique_names
from kompetanse_desktop.exchange.refusals import Stopped

MOST_FIELDS = 2_000
MOST_VISITED = 20_000
MOST_DEPTH = 50
MOST_DECODED = 200_000_000
"""Bytes that one stream may become."""
MOST_TEXT = 1_000_000

PUSH_BUTTON, RADIO, MULTIPLE = 1 << 16, 1 << 15, 1 << 21


def limit() -> dict[str, int | bool]:
    """Set the limits of the library that reads PDFs, which are those of the whole process; give those before."""
    return pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=1_000,
        parser_max_container_size=1_000_000,
        max_stream_filters=4,
        dct_max_memory=MOST_DECODED,
        flate_max_memory=MOST_DECODED,
        png_max_memory=MOST_DECODED,
        run_length_max_memory=MOST_DECODED,
        tiff_max_memory=MOST_DECODED,
    )


def read(data: bytes) -> Form:
    """Read one form, its fields in their own order. Raises Stopped for a PDF that has none, or can't be read."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _form(pdf)
    except pikepdf.PasswordError:
        raise Stopped("locked_pdf") from None
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, OverflowError):
        raise Stopped("damaged") from None
    except RuntimeError:  # the library's own, where an object isn't what it should be
        raise Stopped("damaged") from None


@dataclass
class _Field:
    """A field that can be filled in: what is inherited is in it already."""

    name: str
    tooltip: str
    kind: str
    flags: int
    value: Object | None
    options: Object | None
    widgets: Sequence[Object]


def _form(pdf: pikepdf.Pdf) -> Form:
    form = pdf.Root.get("/AcroForm")
    found = list(_fields(form)) if isinstance(form, Dictionary) else []
    fields = [f for f in found if f.kind in ("/Tx", "/Btn", "/Ch") and not (f.kind == "/Btn" and f.flags & PUSH_BUTTON)]
    if isinstance(form, Dictionary) and "/XFA" in form and not fields:
        raise Stopped("xfa")
    if not fields:
        raise Stopped("no_fields")
    values = [_value(field)[:MOST_TEXT] for field in fields]
    if not any(value and value != NO for value in values):
        raise Stopped("blank_form")
    own_names = [field.name for field in fields]
    return Form(with_unique_names([f.tooltip or f.name for f in fields], own_names), values)


def _fields(form: Dictionary) -> Iterator[_Field]:
    """Go through the tree of fields. Raises Stopped where it is larger than any form."""
    visited = 0
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Object, tuple[Object, ...]]] = [(f, ()) for f in reversed(_list(form.get("/Fields")))]
    given = 0
    while waiting:
        node, above = waiting.pop()
        visited += 1
        if visited > MOST_VISITED or len(above) > MOST_DEPTH:
            raise Stopped("too_large")
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        kids = [kid for kid in _list(node.get("/Kids")) if isinstance(kid, Dictionary)]
        line = (*above, node)
        if any("/T" in kid for kid in kids):
            waiting += [(kid, line) for kid in reversed(kids)]
            continue
        given += 1
        if given > MOST_FIELDS:
            raise Stopped("too_large")
        yield _field(line, kids or [node])


def _field(line: tuple[Object, ...], widgets: Sequence[Object]) -> _Field:
    names = [_text(node.get("/T")) for node in line if "/T" in node]
    flags = _inherited(line, "/Ff")
    return _Field(
        name=".".join(names),
        tooltip=" ".join(_text(line[-1].get("/TU")).split()),
        kind=str(_inherited(line, "/FT") or ""),
        flags=int(flags) if isinstance(flags, int) else 0,
        value=_inherited(line, "/V"),
        options=_inherited(line, "/Opt"),
        widgets=widgets,
    )


def _inherited(line: tuple[Object, ...], key: str) -> Object | None:
    return next((node[key] for node in reversed(line) if key in node), None)


def _list(value: Object | None) -> list[Object]:
    return list(value)[:MOST_VISITED] if isinstance(value, Array) else []


def _text(value: Object | None) -> str:
    """Give a text string, a name or a text stream as text that can be written as UTF-8."""
    if isinstance(value, Stream):
        raw = value.read_bytes()[:MOST_TEXT]
        return str(String(raw)) if raw else ""
    if not isinstance(value, (String, Name, str)):
        return ""
    return str(value).encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").strip()


def _value(field: _Field) -> str:
    if field.kind == "/Btn":
        return _button(field)
    if field.kind == "/Ch":
        shown = {_text(pair[0]): _text(pair[1]) for pair in _list(field.options) if _is_pair(pair)}
        chosen = _list(field.value) if isinstance(field.value, Array) else [field.value]
        return ", ".join(text for text in (shown.get(_text(one), _text(one)) for one in chosen) if text)
    return _text(field.value)


def _is_pair(option: Object) -> bool:
    return isinstance(option, Array) and len(option) == 2


def _button(field: _Field) -> str:
    """Give ja or nei for a box; for one of several round buttons the name of the one that is pressed."""
    state = _text(field.value)
    pressed = state not in ("", "/Off")
    if not field.flags & RADIO:
        return YES if pressed else NO
    if not pressed:
        return ""
    name = state.removeprefix("/")
    names = [_text(option) for option in _list(field.options)]
    at = next((i for i, widget in enumerate(field.widgets) if state in _states(widget)), -1)
    return names[at] if 0 <= at < len(names) else name


def _states(widget: Object) -> set[str]:
    appearances = widget.get("/AP")
    normal = appearances.get("/N") if isinstance(appearances, Dictionary) else None
    return set(normal.keys()) if isinstance(normal, Dictionary) and not isinstance(normal, Stream) else set()
