"""Sentences for people, kept untranslated until somebody who knows the language says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Union

Param = Union[str, int, date, "Saying"]


@dataclass(frozen=True)
class Saying:
    """A message key (the English text, as in gettext) and what goes into its braces.

    Parameters whose name ends in ``_nok`` are whole kroner and are shown as money; dates are shown
    as dates. A parameter may itself be a Saying (the name of a lane, of a scheme).
    """

    message: str
    params: Mapping[str, Param] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.message, frozenset(self.params.items())))


def saying(message: str, /, **params: Param) -> Saying:
    """Make a Saying: ``saying("{ref} was moved", ref="21-01")``."""
    return Saying(message, params)


class Refusal(Exception):
    """A *known* error: the program says no, in one plain sentence, and nothing was changed.

    Everything else that is raised is a bug.
    """

    def __init__(self, message: str, /, **params: Param) -> None:
        super().__init__(message.format(**params) if params else message)
        self.saying = Saying(message, params)
