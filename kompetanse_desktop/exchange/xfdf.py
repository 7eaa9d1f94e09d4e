"""Read the fields of a form from XFDF, the XML that PDF forms are sent as. For the reader process.

The PDF that it names is never opened.
"""

from __future__ import annotations

from collections.abc import Mapping

from kompetanse_desktop.exchange.forms import Form, with_unique_names, yes_or_no
from kompetanse_desktop.exchange.guarded_xml import walk
from kompetanse_desktop.exchange.refusals import Stopped

MOST_FIELDS = 2_000


def read(data: bytes) -> Form:
    """Read one form. Raises Stopped for damage, definitions, and a form without any field filled in."""
    reader = _Reader()
    walk(data, reader.start, reader.end, reader.text)
    values = [yes_or_no(value) for value in reader.values]
    if not any(value.strip() for value in values):
        raise Stopped("blank_form")
    return Form(with_unique_names(reader.names), values)


class _Reader:
    """Fields nest: the name of one inside another is what counts, since that is what the form's maker called it."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.values: list[str] = []
        self._open: list[str] = []
        self._at: dict[str, int] = {}
        self._gathered: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        if (tag := _tag(name)) == "field":
            self._open.append(attributes.get("name", ""))
        elif tag in ("value", "value-richtext") and self._open:
            self._gathered = []

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        tag = _tag(name)
        if tag == "field" and self._open:
            self._open.pop()
        elif tag in ("value", "value-richtext") and self._open and self._gathered is not None:
            rich = tag == "value-richtext"
            self._keep(".".join(self._open), self._open[-1], "".join(self._gathered), again=not rich)
            self._gathered = None

    def text(self, text: str) -> None:
        """Take in text, which counts inside a value."""
        if self._gathered is not None:
            self._gathered.append(text)

    def _keep(self, whole_name: str, name: str, value: str, *, again: bool) -> None:
        """Keep a value. A second one is another choice from the list, or (not ``again``) the first with its fonts."""
        if whole_name in self._at:
            if not again:
                return
            at = self._at[whole_name]
            self.values[at] = ", ".join(v for v in (self.values[at], value) if v)
            return
        if len(self.names) >= MOST_FIELDS:
            raise Stopped("too_large")
        self._at[whole_name] = len(self.names)
        self.names.append(name)
        self.values.append(value)


def _tag(name: str) -> str:
    return name.rpartition("}")[2]
