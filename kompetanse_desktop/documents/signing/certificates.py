"""What a certificate is: whose, from whom, from when to when, for what; and whether it may sign today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kompetanse_desktop.domain.saying import Refusal

if TYPE_CHECKING:  # loaded only when somebody signs
    from cryptography import x509

LARGEST_FILE = 1_000_000
"""Bytes. A certificate file with its chain is some thousand."""
LEAST_RSA_BITS = 2048
"""Below this a signature is not held to be safe (ETSI TS 119 312)."""
SIGNING_USES = ("digital_signature", "content_commitment")
"""The uses of a key that allow signing documents; the second was once called non-repudiation (RFC 5280, 4.2.1.3)."""


@dataclass(frozen=True)
class CertificateFacts:
    """What a person should see of a certificate before signing with it.

    ``usage`` has the names of RFC 5280 in snake case; it is empty where the certificate doesn't limit its use.
    """

    name: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime
    usage: tuple[str, ...]
    may_sign: bool
    strong: bool

    def refuse_unless_usable(self, at: datetime) -> None:
        """Raise Refusal, one plain sentence, where the certificate can't sign at this time."""
        if at < self.valid_from:
            raise Refusal(
                "The certificate of {name} isn't valid before {day}.",
                name=self.name,
                day=self.valid_from.astimezone().date(),
            )
        if at > self.valid_to:
            raise Refusal(
                "The certificate of {name} expired on {day}.", name=self.name, day=self.valid_to.astimezone().date()
            )
        if not self.may_sign:
            raise Refusal("The certificate of {name} isn't meant for signing.", name=self.name)
        if not self.strong:
            raise Refusal("The key of {name} is of a kind that isn't safe to sign with.", name=self.name)


def facts(p12: Path | bytes, password: str | None) -> CertificateFacts:
    """Read what is in a certificate file (PKCS#12), whether or not it can sign today.

    Raises Refusal for a wrong password, a file that is none, and one without a key.
    """
    return facts_of(load(p12, password)[1])


def load(p12: Path | bytes, password: str | None) -> tuple[Any, x509.Certificate, list[x509.Certificate]]:
    """Give key, certificate and the other certificates of a PKCS#12 file. Raises Refusal (see ``facts``)."""
    from cryptography.hazmat.primitives.serialization import pkcs12

    content, name = _content(p12)
    _refuse_unless_p12(content, name)
    try:
        # What a variable holds may be no UTF-8; then it comes as surrogates (PEP 383).
        secret = password.encode("utf-8", "surrogateescape") if password else None
        key, certificate, others = pkcs12.load_key_and_certificates(content, secret)
    except Exception:
        # The library tells a wrong password from a damaged file in no other way; the outer shell was looked at above.
        raise Refusal("The password isn't right for {file}.", file=name) from None
    if key is None or certificate is None:
        raise Refusal("There is no key to sign with in {file}.", file=name)
    if _public_bytes(key.public_key()) != _public_bytes(certificate.public_key()):
        raise Refusal("The key and the certificate in {file} don't belong together.", file=name)
    return key, certificate, others


def _content(p12: Path | bytes) -> tuple[bytes, str]:
    if isinstance(p12, bytes):
        return p12[: LARGEST_FILE + 1], "PKCS#12"
    try:
        with p12.open("rb") as file:
            return file.read(LARGEST_FILE + 1), p12.name
    except OSError:
        raise Refusal("The file {file} can't be read.", file=str(p12)) from None


def _refuse_unless_p12(content: bytes, name: str) -> None:
    from asn1crypto import pkcs12

    try:
        if len(content) > LARGEST_FILE:
            raise ValueError("too large")
        shell = pkcs12.Pfx.load(content, strict=True)
        if shell["version"].native != "v3" or shell["auth_safe"]["content_type"].native != "data":
            raise ValueError("another kind")
    except (ValueError, TypeError):
        raise Refusal("{file} isn't a certificate file (PKCS#12).", file=name) from None


def _public_bytes(key: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return bytes(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """Tell what a person should know of a certificate."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    try:
        uses = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        usage = tuple(use for use in _USES if getattr(uses, use))
    except x509.ExtensionNotFound:
        usage = ()
    name = _first(certificate.subject, NameOID.COMMON_NAME)
    organisation = _first(certificate.subject, NameOID.ORGANIZATION_NAME)
    issuer = _first(certificate.issuer, NameOID.COMMON_NAME) or _first(certificate.issuer, NameOID.ORGANIZATION_NAME)
    return CertificateFacts(
        name=name or organisation or certificate.subject.rfc4514_string() or "?",
        organisation=organisation,
        issuer=issuer or certificate.issuer.rfc4514_string() or "?",
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        usage=usage,
        may_sign=(not usage or any(use in usage for use in SIGNING_USES)) and not _is_authority(certificate),
        strong=_is_strong(certificate.public_key()),
    )


_USES = (
    *SIGNING_USES,
    *("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"),
)


def _first(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value).strip() if found else ""


def _is_authority(certificate: x509.Certificate) -> bool:
    from cryptography import x509

    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _is_strong(key: Any) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= LEAST_RSA_BITS
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.key_size >= 256
    return isinstance(key, ed25519.Ed25519PublicKey)
