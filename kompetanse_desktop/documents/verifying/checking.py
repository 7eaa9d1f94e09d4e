"""Checks a document's signatures, with the signing library's help and with more suspicion than it has.

Whatever goes wrong while a signature is checked makes it invalid. Beyond the library: every empty field is told of,
nothing may follow the last signature, what lies between our own document and the first signature is looked at too,
and a signature that this program made must be the right bytes throughout.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

import pikepdf
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import diff_analysis as allowed
from pyhanko.sign.diff_analysis import ModificationLevel, StandardDiffPolicy
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from kompetanse_desktop.documents.signatories import role_of
from kompetanse_desktop.documents.signing.certificates import CertificateFacts, facts_of
from kompetanse_desktop.documents.verifying.bytes_of_ours import contents_are_whole, signature_is_as_we_make_it
from kompetanse_desktop.documents.verifying.opening import BROKEN, damaged, open_pdf
from kompetanse_desktop.documents.verifying.verdict import Signature, Verdict
from kompetanse_desktop.domain.saying import Saying, saying

PROGRAM = "/kompetanse-desktop"
MOST_ENDS = 200
"""Places looked at for the end of the unsigned document. Each signature adds one."""
_END = re.compile(rb"%%EOF(?:\r\n|\n|\r)?")


def _policy(*keys: str, by_others: bool) -> StandardDiffPolicy:
    """Say what may be added: signatures and what proves them; by other programs also new fields, and metadata."""
    rules: list[Any] = [allowed.SigFieldModificationRule()]
    metadata: list[Any] = []
    if by_others:
        rules.insert(0, allowed.SigFieldCreationRule())  # type: ignore[no-untyped-call]
        metadata = [allowed.DocInfoRule(), allowed.MetadataUpdateRule()]  # type: ignore[no-untyped-call]
    return StandardDiffPolicy(
        global_rules=[
            allowed.CatalogModificationRule(frozenset(keys)),  # type: ignore[no-untyped-call]
            allowed.XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
            allowed.ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
            allowed.DSSCompareRule().as_qualified(ModificationLevel.LTA_UPDATES),
            *(rule.as_qualified(ModificationLevel.LTA_UPDATES) for rule in metadata),
        ],
        form_rule=allowed.FormUpdatingRule(field_rules=rules),
    )


_AFTER_OURS = _policy("/AcroForm", "/DSS", "/Extensions", by_others=False)
_AFTER_THE_DOCUMENT = _policy("/AcroForm", "/DSS", "/Extensions", "/Perms", "/Version", "/Metadata", by_others=True)
_METADATA = ("dc:title", "dc:creator", "dc:language", "pdfaid:part", "pdfuaid:part")
"""What the metadata must go on saying. Other programs may write when they signed, and their own name."""


def check(
    data: bytes, known: Callable[[str], str | None] | None, trust_roots: Sequence[bytes], now: datetime
) -> Verdict:
    """Check a document (see ``verifying.verify``)."""
    reader = open_pdf(data)
    roots = [x509.Certificate.load(root) for root in trust_roots]
    fields = _fields(reader)
    stamps = [field.embedded for field in fields if field.is_stamp and field.embedded is not None]
    signatures = tuple(_checked(data, field, roots, now) for field in fields if not field.is_stamp)
    made = [field.embedded for field in fields if field.embedded is not None]
    name, end = known_part(data, known)
    changed = (
        any(signature.changed for signature in signatures)
        or not all(map(_stamp_holds, stamps))
        or bool(made and _goes_on(data, reader, made))
        or bool(end is not None and _differs_since(reader, data, end))
    )
    return Verdict(signatures, name, changed, _complete(signatures))


@dataclass(frozen=True)
class _Field:
    """A signature field; ``embedded`` is what is in it, None where nothing is or it can't be read."""

    name: str
    filled: bool
    embedded: EmbeddedPdfSignature | None

    @property
    def is_stamp(self) -> bool:
        """Tell whether a time stamp service signed here, to vouch for the whole document."""
        return self.embedded is not None and self.embedded.sig_object_type == "/DocTimeStamp"


def _fields(reader: PdfFileReader) -> list[_Field]:
    """Find the signature fields. Raises Refusal where the form can't be read."""
    found = []
    try:
        for name, value, field in enumerate_sig_fields(reader):
            found.append(_Field(name, value is not None, None if value is None else _embedded(reader, name, field)))
    except BROKEN:
        raise damaged() from None
    return found


def _embedded(reader: PdfFileReader, name: str, field: Any) -> EmbeddedPdfSignature | None:
    try:
        return EmbeddedPdfSignature(reader, field, name)
    except Exception:
        return None  # of an old kind, or damaged: said to be invalid


def holds(data: bytes, field: str) -> bool:
    """Tell whether the signature in a field is valid and covers all; what came before isn't gone through again."""
    found = [one for one in _fields(open_pdf(data)) if one.name == field]
    judged = [_checked(data, one, (), datetime.now().astimezone()) for one in found]
    return len(judged) == 1 and judged[0].valid and judged[0].whole


def _complete(signatures: Sequence[Signature]) -> bool:
    """Tell whether nobody's signature is missing.

    A signing service outside puts its signatures in fields of its own: then they must be as many as our fields.
    """
    empty = [signature for signature in signatures if not signature.signed]
    if not empty:
        return True
    ours = [signature for signature in signatures if role_of(signature.field)]
    others = [signature for signature in signatures if signature.signed and not role_of(signature.field)]
    return not any(signature.signed for signature in ours) and 0 < len(ours) == len(empty) <= len(others)


def known_part(data: bytes, known: Callable[[str], str | None] | None) -> tuple[str | None, int | None]:
    """Find the library's document that this one is, or begins with: its name, and where it ends."""
    if known is None:
        return None, None
    ends = {len(data)}
    for number, found in enumerate(_END.finditer(data)):
        if number == MOST_ENDS:
            break
        ends |= {found.start() + len(b"%%EOF"), found.end()}
    digest, at = sha256(), 0
    for end in sorted(ends):
        digest.update(data[at:end])
        at = end
        if (name := known(digest.hexdigest())) is not None:
            return name, end
    return None, None


def _differs_since(reader: PdfFileReader, data: bytes, end: int) -> bool:
    """Tell whether more than signatures was added after the library's document, which ends there."""
    if end == len(data):
        return False
    try:
        revision = _revision_ending(reader, end)
        if revision is None or revision + 1 == reader.xrefs.total_revisions:
            return True  # what comes after is no update of it
        found = _AFTER_THE_DOCUMENT.review_file(reader, revision)
        level = found.modification_level if isinstance(found, allowed.DiffResult) else ModificationLevel.OTHER
        return level == ModificationLevel.OTHER or _metadata(data[:end]) != _metadata(data)
    except Exception:
        return True


def _metadata(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        information = [str(pdf.docinfo.get(key, "")) for key in ("/Title", "/Author", "/Subject", "/Keywords")]
        with pdf.open_metadata(set_pikepdf_as_editor=False) as packet:
            return [*information, *(str(packet.get(key, "")) for key in _METADATA)]


def _revision_ending(reader: PdfFileReader, end: int) -> int | None:
    within = [
        number
        for number in range(reader.xrefs.total_revisions)
        if reader.xrefs.get_xref_container_info(number).end_location <= end
    ]
    return max(within, default=None)


def _goes_on(data: bytes, reader: PdfFileReader, made: Sequence[EmbeddedPdfSignature]) -> bool:
    """Tell whether something comes after the last signature that is neither a signature nor proof of one."""
    try:
        last = max(made, key=_covered)
        if _covered(last) == len(data):
            return False
        # Proof that certificates were not revoked may be added afterwards (PAdES B-LT), to the very end of the file.
        updates = [
            reader.xrefs.get_xref_container_info(number).end_location
            for number in range(last.signed_revision + 1, reader.xrefs.total_revisions)
        ]
        found = _AFTER_OURS.review_file(reader, last.signed_revision)
        level = found.modification_level if isinstance(found, allowed.DiffResult) else ModificationLevel.OTHER
        ends = [found.end() for found in _END.finditer(data)]
        return not updates or level.value > ModificationLevel.LTA_UPDATES.value or ends[-1] != len(data)
    except Exception:
        return True


def _covered(embedded: EmbeddedPdfSignature) -> int:
    """Give where what a signature covers ends."""
    *_, start, length = (int(number) for number in embedded.byte_range)
    return start + length


def _stamp_holds(embedded: EmbeddedPdfSignature) -> bool:
    try:
        context = ValidationContext(trust_roots=[], allow_fetching=False)
        status = asyncio.run(async_validate_pdf_timestamp(embedded, context))
        return bool(status.intact and status.valid)
    except Exception:
        return False


def _checked(data: bytes, field: _Field, roots: Sequence[Any], now: datetime) -> Signature:
    """Check one signature. Any exception means that it is invalid."""
    if not field.filled:
        return Signature(field.name)
    found = Signature(field.name, signed=True, changed=True, reason=_UNREADABLE)
    if field.embedded is None:
        return found
    try:
        facts = _facts(field.embedded)
        said = field.embedded.self_reported_timestamp
        found = replace(found, by=facts.name, organisation=facts.organisation, issuer=facts.issuer, at=said)
        return _judged(data, field.embedded, facts, roots, now)
    except Exception:
        return found


_UNREADABLE = saying("It is damaged, or of a kind that can't be checked.")


def _facts(embedded: EmbeddedPdfSignature) -> CertificateFacts:
    from cryptography.x509 import load_der_x509_certificate

    return facts_of(load_der_x509_certificate(embedded.signer_cert.dump()))


def _judged(
    data: bytes, embedded: EmbeddedPdfSignature, facts: CertificateFacts, roots: Sequence[Any], now: datetime
) -> Signature:
    said = embedded.self_reported_timestamp
    ours = _is_ours(embedded)
    status = asyncio.run(
        async_validate_pdf_signature(
            embedded,
            signer_validation_context=_context(embedded, roots, said or now),
            key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}),
            diff_policy=_AFTER_OURS if ours else None,
        )
    )
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.intact and stamp.valid
    at = stamp.timestamp if stamped and stamp is not None else said
    intact = contents_are_whole(data, embedded.byte_range) and (
        not ours or signature_is_as_we_make_it(embedded.pkcs7_content)
    )
    altered = status.coverage < SignatureCoverageLevel.ENTIRE_REVISION or not status.docmdp_ok
    reason: Saying | None = None
    if not status.intact or altered:
        reason = saying("The document was changed after it was signed.")
    elif not status.valid or not intact or (stamp is not None and not stamped):
        reason = saying("The signature itself was changed.")
    elif status.revocation_details is not None:
        reason = saying("The certificate was revoked.")
    elif not facts.may_sign:
        reason = saying("The certificate isn't meant for signing.")
    elif at is not None and not facts.valid_from <= at <= facts.valid_to:
        reason = saying("The certificate wasn't valid at the time of signing.")
    return Signature(
        field=embedded.field_name,
        by=facts.name,
        organisation=facts.organisation,
        issuer=facts.issuer,
        at=at,
        stamped=stamped,
        signed=True,
        valid=reason is None,
        trusted=reason is None and status.trusted and (stamp is None or stamp.trusted),
        whole=_covered(embedded) == len(data),
        changed=not status.intact or altered or not status.valid or not intact or (stamp is not None and not stamped),
        reason=reason,
    )


def _is_ours(embedded: EmbeddedPdfSignature) -> bool:
    """Tell whether this program made it. The mark is in what the signature covers, so it can't be taken away."""
    application = embedded.sig_object.get("/Prop_Build", {}).get("/App", {})
    return bool(application.get("/Name") == PROGRAM)


def _context(embedded: EmbeddedPdfSignature, roots: Sequence[Any], at: datetime) -> ValidationContext:
    """Say whom to trust, at the time of signing: a certificate that has expired since did hold then."""
    options = {"trust_roots": list(roots), "allow_fetching": False, "moment": at, "revocation_mode": "soft-fail"}
    try:
        return DocumentSecurityStore.read_dss(embedded.reader).as_validation_context(options)
    except NoDSSFoundError:
        return ValidationContext(**options)  # type: ignore[arg-type]
