"""What was found in a document: its signatures one by one, and what they come to, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from kompetanse_desktop.domain.saying import Saying, saying
from kompetanse_desktop.text import Words


class State(StrEnum):
    """What all the signatures of a document come to."""

    UNSIGNED = "unsigned"
    INCOMPLETE = "incomplete"
    """What is signed is valid, but somebody has not signed yet."""
    VALID = "valid"
    INVALID = "invalid"


@dataclass(frozen=True)
class Signature:
    """One signature field: who signed it, when, and whether it holds.

    ``at`` is what the time stamp says where ``stamped``, else what the signer's machine said. ``trusted``: the
    certificate goes back to one that the user trusts. ``whole``: it covers the document as it is now, to the last
    byte; an earlier signature covers what was there when it was made. ``reason`` says why it isn't valid.
    """

    field: str
    by: str = ""
    organisation: str = ""
    issuer: str = ""
    at: datetime | None = None
    stamped: bool = False
    signed: bool = False
    valid: bool = False
    trusted: bool = False
    whole: bool = False
    changed: bool = False
    reason: Saying | None = None

    @property
    def notes(self) -> tuple[Saying, ...]:
        """What else a person should know of it."""
        if not self.valid:
            return ()
        notes = []
        if not self.trusted:
            notes.append(
                saying("The issuer {issuer} is unknown here. The signature holds; whose it is, is the issuer's word.",
                       issuer=self.issuer)
            )  # fmt: skip
        if not self.stamped:
            notes.append(saying("The time is what the signer's machine said; no time stamp service vouches for it."))
        return tuple(notes)

    @property
    def saying(self) -> Saying:
        """Say it in one sentence."""
        if not self.signed:
            return saying("{field}: not signed.", field=self.field)
        if not self.valid:
            assert self.reason is not None
            return saying("{field}: the signature isn't valid. {reason}", field=self.field, reason=self.reason)
        if self.at is None:
            return saying("{field}: signed by {name}.", field=self.field, name=self.by)
        return saying("{field}: signed by {name}, {at}.", field=self.field, name=self.by, at=self.at.astimezone())


@dataclass(frozen=True)
class Verdict:
    """What was found. ``known`` names the document of the library that it is, or begins with; None for none."""

    signatures: tuple[Signature, ...]
    known: str | None
    changed: bool
    complete: bool
    """Nobody's signature is missing."""

    @property
    def state(self) -> State:
        """Say what it comes to."""
        signed = [signature for signature in self.signatures if signature.signed]
        if not signed:
            return State.INVALID if self.changed else State.UNSIGNED
        if self.changed or not all(signature.valid for signature in signed):
            return State.INVALID
        return State.VALID if self.complete else State.INCOMPLETE

    @property
    def valid(self) -> bool:
        """Tell whether it is signed by all, every signature holds, and nothing was changed."""
        return self.state is State.VALID

    @property
    def trusted(self) -> bool:
        """Tell whether every signature goes back to a certificate that the user trusts."""
        return self.valid and all(signature.trusted for signature in self.signatures if signature.signed)

    @property
    def summary(self) -> Saying:
        """Say it all in one sentence."""
        if self.changed:
            return saying("The document was changed after it was made or signed.")
        return {
            State.UNSIGNED: saying("The document isn't signed."),
            State.INCOMPLETE: saying("What is signed is valid, but not all have signed."),
            State.VALID: saying("All signatures are valid, and nothing was changed since."),
            State.INVALID: saying("The document has a signature that isn't valid."),
        }[self.state]

    @property
    def lines(self) -> tuple[Saying, ...]:
        """Say it at length: the summary, each signature with its notes, and whether the document is the library's."""
        lines = [self.summary]
        for signature in self.signatures:
            lines += [signature.saying, *signature.notes]
        if self.known is None:
            lines.append(saying("This library knows of no such document."))
        else:
            lines.append(saying("It is a document of this library: {name}.", name=self.known))
        return tuple(lines)

    def as_contract(self, words: Words) -> dict[str, Any]:
        """Give it as data for the command line's --json."""
        return {
            "valid": self.valid,
            "signatures": [
                {
                    "field": signature.field,
                    "by": signature.by or None,
                    "at": None if signature.at is None else signature.at.isoformat(),
                    "valid": signature.valid,
                    "reason": None if signature.reason is None else words.say(signature.reason),
                    "organisation": signature.organisation or None,
                    "issuer": signature.issuer or None,
                    "trusted": signature.trusted,
                    "time_stamped": signature.stamped,
                    "covers_all": signature.whole,
                    "notes": [words.say(note) for note in signature.notes],
                }
                for signature in self.signatures
            ],
            "known": self.known is not None,
            "changed": self.changed,
            "state": self.state.value,
            "document": self.known,
            "summary": words.say(self.summary),
        }
