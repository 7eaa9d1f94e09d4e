"""Who signs an innstilling and how: by hand, with a certificate, or by having approved it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """Who signs, in the order it is done."""

    CHAIR = "chair"
    SECRETARY = "secretary"


FIELDS: Mapping[Role, str] = {Role.CHAIR: "Møteleiar", Role.SECRETARY: "Sekretariat"}
"""The names of the signature fields, the same in every language, so that a program finds them."""


class Way(StrEnum):
    """How one is to sign."""

    EITHER = "either"
    """A line, and a signature field on it: with a pen or with a certificate."""
    HAND = "hand"
    """A line only."""


@dataclass(frozen=True)
class Approval:
    """«Elektronisk godkjent»: who approved the document, and when. A line in it, no cryptography."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Signing:
    """How each of the two signs."""

    chair: Way | Approval = Way.EITHER
    secretary: Way | Approval = Way.EITHER

    def of(self, role: Role) -> Way | Approval:
        """Give how this one signs."""
        return self.chair if role is Role.CHAIR else self.secretary

    @property
    def with_fields(self) -> tuple[Role, ...]:
        """Those who have a signature field, in the order they sign."""
        return tuple(role for role in Role if self.of(role) is Way.EITHER)


EITHER_WAY = Signing()


def role_of(field: str) -> Role | None:
    """Tell whose signature field this is; None for a field that isn't ours."""
    return next((role for role, name in FIELDS.items() if name == field), None)
