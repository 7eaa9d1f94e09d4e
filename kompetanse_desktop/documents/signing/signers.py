"""What one signs with. Passwords are asked for when they are needed and never kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kompetanse_desktop.documents.signing.certificates import CertificateFacts, facts_of, load

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer as Hand


@dataclass(frozen=True)
class Opened:
    """A key that is ready to sign, and whose it is."""

    hand: Hand
    facts: CertificateFacts


class Signer(Protocol):
    """Something to sign with: ``FromFile`` or ``FromCard``."""

    def opened(self) -> AbstractContextManager[Opened]:
        """Open it for as long as the signing takes. Raises Refusal, one plain sentence, where it can't be opened."""
        ...


@dataclass(frozen=True)
class FromFile:
    """A certificate file (PKCS#12: .p12, .pfx), by name or as bytes.

    ``password`` is called once for each signing; None where the file has none. It is not shown with the rest.
    """

    source: Path | bytes = field(repr=False)
    password: Callable[[], str | None] = field(repr=False)

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """Open the file (see Signer)."""
        from asn1crypto import keys, x509
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
        from pyhanko.sign.signers import SimpleSigner
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        key, certificate, others = load(self.source, self.password())
        found = facts_of(certificate)
        private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        chain = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        chain.register_multiple([x509.Certificate.load(other.public_bytes(Encoding.DER)) for other in others])
        hand = SimpleSigner(
            signing_key=keys.PrivateKeyInfo.load(private),
            signing_cert=x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
            cert_registry=chain,
        )
        yield Opened(hand, found)
