"""Signs a document with a certificate made for the occasion: shows that all that signing needs is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kompetanse_desktop.documents.signatories import Role
from kompetanse_desktop.documents.signing.signers import FromFile
from kompetanse_desktop.documents.signing.signing import sign


def try_out(document: bytes) -> None:
    """Sign in the chair's field and check it. Raises RuntimeError where the signature doesn't hold, and Refusal."""
    from kompetanse_desktop.documents.verifying import verify

    signed = sign(document, FromFile(_throw_away(), lambda: None), Role.CHAIR)
    if not verify(signed).signatures[0].valid:
        raise RuntimeError("the signature doesn't hold")


def _throw_away() -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "kompetanse-desktop")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"trial", key, certificate, None, NoEncryption())
