"""Signs an innstilling, and looks through the result before anybody gets it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_desktop import durable
from kompetanse_desktop.documents.signatories import FIELDS, Role
from kompetanse_desktop.documents.signing.signers import Opened, Signer
from kompetanse_desktop.documents.signing.time_stamps import TimeStampService
from kompetanse_desktop.domain.saying import Refusal

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader


def sign(
    pdf: bytes, signer: Signer, who: Role, *, service: TimeStampService | None = None, at: datetime | None = None
) -> bytes:
    """Give the document signed in the chair's or the secretary's field. What was there stays, byte for byte.

    ``at`` is the time now, with its zone. Without a ``service`` the signature is PAdES B-B. Takes about a second:
    call it in a thread of its own. Raises Refusal, one plain sentence, for a document that can't be signed or was
    changed after somebody signed it, and for a certificate, a card or a service that can't be used.
    """
    from kompetanse_desktop.documents.verifying.checking import holds
    from kompetanse_desktop.documents.verifying.opening import open_pdf

    now = at or datetime.now().astimezone()
    reader = open_pdf(pdf)
    first = _ready(pdf, who)
    with signer.opened() as opened:
        opened.facts.refuse_unless_usable(now)
        made = _made(reader, opened, who, now, service, first)
    if not made.startswith(pdf) or not holds(made, FIELDS[who]):
        if service is not None:
            raise Refusal("The time stamp can't be checked, so nothing was signed.")
        raise AssertionError("the signature that was made isn't valid")
    return made


def _ready(pdf: bytes, who: Role) -> bool:
    """Tell whether this would be the first signature. Raises Refusal where it can't be made."""
    from kompetanse_desktop.documents.verifying import State, verify

    verdict = verify(pdf)
    by_field = {signature.field: signature for signature in verdict.signatures}
    if FIELDS[who] not in by_field:
        raise Refusal("The document has no place for this signature. Only a recommendation from this program has.")
    if by_field[FIELDS[who]].signed:
        raise Refusal("The document is signed already in the field {field}.", field=FIELDS[who])
    if verdict.state is State.INVALID or verdict.changed:
        raise Refusal("The document was changed after it was signed, so it can't be signed once more.")
    for role in Role:
        if role is who:
            break
        if FIELDS[role] in by_field and not by_field[FIELDS[role]].signed:
            # The last signature locks the document.
            raise Refusal("The chair signs first. After the secretary nobody can sign.")
    return not any(signature.signed for signature in verdict.signatures)


def _made(
    reader: PdfFileReader, opened: Opened, who: Role, now: datetime, service: TimeStampService | None, first: bool
) -> bytes:
    from pyhanko.sign.general import SigningError
    from pyhanko_certvalidator.errors import PathError, ValidationError

    from kompetanse_desktop.documents.signing import pades

    try:
        return pades.signed(reader, opened, who, now, service, first)
    except (PathError, ValidationError, SigningError):
        if service is not None and service.long_term:
            raise Refusal(
                "The proof that the certificate isn't revoked couldn't be had, so nothing was signed."
            ) from None
        raise Refusal("The document can't be signed with this certificate.") from None


def write(signed: bytes, path: Path) -> None:
    """Write a signed document, whole or not at all. Raises Refusal when it can't be written."""
    if path.suffix.casefold() != ".pdf":
        raise Refusal("The name of the file must end in .pdf.")
    durable.write(signed, path)
