"""Certificates made when the tests run: an issuer, chair and secretary, a time stamper, and those that can't sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSWORD = "eit langt passord æøå"
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Certified:
    """A key and its certificate."""

    key: Any
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def p12(self, *others: Certified, password: str | None = PASSWORD) -> bytes:
        """Give them as a certificate file, with the issuers' certificates."""
        from cryptography.hazmat.primitives.serialization import NoEncryption

        locked = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        return pkcs12.serialize_key_and_certificates(
            b"test", self.key, self.certificate, [other.certificate for other in others] or None, locked
        )


def _usage(*uses: str) -> x509.KeyUsage:
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    every += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{use: use in uses for use in every})


@cache
def authority(name: str = "Prøve-CA") -> Certified:
    """Make an issuer."""
    key = rsa.generate_private_key(65537, 2048)
    return _made(key, name, None, NOW - 900 * DAY, NOW + 900 * DAY, ("key_cert_sign", "crl_sign"), ca=True)


def _made(
    key: Any,
    name: str,
    issuer: Certified | None,
    start: datetime,
    end: datetime,
    uses: tuple[str, ...],
    ca: bool = False,
    stamps: bool = False,
    revoked_at: str = "",
) -> Certified:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NO"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Vestland samarbeidsforum"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(_usage(*uses), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
        )
    if revoked_at:
        place = x509.DistributionPoint([x509.UniformResourceIdentifier(revoked_at)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([place]), critical=False)
    if stamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Certified(key, builder.sign(issuer.key if issuer else key, hashes.SHA256()))


SIGNS = ("digital_signature", "content_commitment")


@cache
def person(
    name: str = "Åse Ødegård",
    start: int = -30,
    end: int = 300,
    uses: tuple[str, ...] = SIGNS,
    curve: bool = False,
    bits: int = 2048,
    stamps: bool = False,
    revoked_at: str = "",
) -> Certified:
    """Make a certificate; ``start`` and ``end`` are days from now, ``revoked_at`` where to ask whether it is."""
    key = ec.generate_private_key(ec.SECP256R1()) if curve else rsa.generate_private_key(65537, bits)
    return _made(key, name, authority(), NOW + start * DAY, NOW + end * DAY, uses, stamps=stamps, revoked_at=revoked_at)


@cache
def modern(key: Any) -> Certified:
    """Make a certificate of a key of any kind."""
    return _made(key, "Ein Nykel", authority(), NOW - DAY, NOW + DAY, SIGNS)


def chair() -> Certified:
    return person("Åse Ødegård")


def secretary() -> Certified:
    return person("Đoàn Sjøvåg-Nilsen", curve=True)


def revoked(*people: Certified) -> bytes:
    """Give the issuer's list of what was revoked (DER)."""
    issuer = authority()
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(NOW - DAY)
        .next_update(NOW + DAY)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for who in people:
        entry = x509.RevokedCertificateBuilder().serial_number(who.certificate.serial_number).revocation_date(NOW - DAY)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)
