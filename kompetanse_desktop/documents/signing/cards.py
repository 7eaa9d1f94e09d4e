"""Signing with a card, or any other thing that keeps its key to itself, through its maker's PKCS#11 module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kompetanse_desktop.documents.signing.certificates import CertificateFacts, facts_of
from kompetanse_desktop.documents.signing.signers import Opened
from kompetanse_desktop.domain.saying import Refusal


@dataclass(frozen=True)
class Card:
    """A card in a reader: the name written in it, and its number."""

    label: str
    serial: str


def cards(module: Path) -> list[Card]:
    """Tell which cards are in the readers now. Raises Refusal where the module can't be used."""
    with _told_plainly():
        return [Card(_text(token.label), _text(token.serial)) for token in _tokens(module)]


@dataclass(frozen=True)
class FromCard:
    """A card to sign with: the file of its PKCS#11 module, the name in the card (None: the only one there is).

    ``pin`` is called once for each signing, after the card was found; None where the reader has its own keys.
    The certificate is the one for signing documents (non-repudiation) where there are several.
    """

    module: Path
    pin: Callable[[], str | None] = field(repr=False)
    label: str | None = None

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """Open the card (see Signer)."""
        from cryptography import x509
        from pyhanko.sign.pkcs11 import PKCS11Signer

        with _told_plainly():
            token = self._token()
            pin = self._pin()
            with token.open(user_pin=pin) as session:
                identity, certificate, chain = _certificates(session)
                # Keys for signing documents often want the PIN once more for each signature.
                more = {"pin": pin} if _asks_again(session, identity) else {}
                hand = PKCS11Signer(session, cert_id=identity, key_id=identity, ca_chain=chain, base_sign_kwargs=more)
                yield Opened(hand, facts_of(x509.load_der_x509_certificate(certificate.dump())))

    def _token(self) -> Any:
        there = [token for token in _tokens(self.module) if self.label is None or _text(token.label) == self.label]
        if not there:
            raise Refusal("The card isn't in the reader.")
        if len(there) > 1:
            raise Refusal("There are several cards in the readers. Choose one of them.")
        return there[0]

    def _pin(self) -> object:
        from pkcs11 import PROTECTED_AUTH

        asked = self.pin()
        return PROTECTED_AUTH if asked is None else asked


def _tokens(module: Path) -> list[Any]:
    import pkcs11

    try:
        library = pkcs11.lib(str(module))
    except (OSError, RuntimeError, pkcs11.PKCS11Error):
        raise Refusal("The file {file} isn't a program for reading cards (PKCS#11).", file=str(module)) from None
    tokens = []
    for slot in library.get_slots(token_present=True):
        try:
            token = slot.get_token()
        except (pkcs11.TokenNotPresent, pkcs11.exceptions.TokenNotRecognised):
            continue  # taken out in between, or no card of this maker's
        if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags:
            tokens.append(token)
    return tokens


def _certificates(session: Any) -> tuple[bytes, Any, list[Any]]:
    """Give the key's number on the card, its certificate, and those of who issued it.

    A card has often one key for logging in and one for signing documents: the latter is taken.
    """
    from asn1crypto import x509 as asn1
    from cryptography import x509
    from pkcs11 import Attribute, ObjectClass

    keys = {bytes(key[Attribute.ID]) for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})}
    mine: list[tuple[bytes, bytes, CertificateFacts]] = []
    chain: list[Any] = []
    for item in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        identity, written = bytes(item[Attribute.ID]), bytes(item[Attribute.VALUE])
        certificate = asn1.Certificate.load(written)
        if identity in keys:
            mine.append((identity, written, facts_of(x509.load_der_x509_certificate(written))))
        elif certificate.ca:
            chain.append(certificate)
    if not mine:
        raise Refusal("There is no key to sign with on the card.")
    identity, written, _ = max(
        mine, key=lambda one: (one[2].may_sign, "content_commitment" in one[2].usage, one[2].valid_to)
    )
    return identity, asn1.Certificate.load(written), chain


def _asks_again(session: Any, identity: bytes) -> bool:
    import pkcs11
    from pkcs11 import Attribute, ObjectClass

    for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: identity}):
        try:
            return bool(key[Attribute.ALWAYS_AUTHENTICATE])
        except pkcs11.PKCS11Error:
            return False  # an older module that doesn't know of it
    return False


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn what the module complains of into one plain sentence."""
    import pkcs11
    from pkcs11 import exceptions as fault

    try:
        yield
    except (fault.PinIncorrect, fault.PinInvalid, fault.PinLenRange, fault.ArgumentsBad):
        raise Refusal("The PIN isn't right.") from None
    except (fault.PinLocked, fault.PinExpired):
        raise Refusal("The card is locked after too many wrong PINs.") from None
    except (
        *(fault.DeviceRemoved, fault.TokenNotPresent, fault.TokenNotRecognised, fault.NoSuchToken),
        *(fault.SessionHandleInvalid, fault.SessionClosed, fault.SlotIDInvalid),
    ):
        raise Refusal("The card was taken out of the reader.") from None
    except fault.FunctionCancelled:
        raise Refusal("Signing was cancelled at the card reader.") from None
    except pkcs11.PKCS11Error:
        raise Refusal("The card doesn't answer as it should. Take it out, put it in, and try once more.") from None


def _text(written: object) -> str:
    text = written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)
    return text.rstrip("\x00 ")
