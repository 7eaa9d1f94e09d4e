"""Signing with a card: the right key is found, and what can go wrong at a card reader is said plainly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pkcs11 import exceptions as fault

from kompetanse_desktop.documents.signing import Card, FromCard, Role, cards, sign
from kompetanse_desktop.documents.verifying import verify
from kompetanse_desktop.domain.saying import Refusal
from tests.documents.signing import certificates, softhsm
from tests.documents.signing.certificates import person
from tests.documents.signing.documents import file_of, unsigned
from tests.documents.signing.softhsm import PIN

needs_softhsm = pytest.mark.skipif(softhsm.module() is None, reason="SoftHSM, a card made of software, isn't installed")
MODULE = softhsm.module() or Path("softhsm")


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Put three cards in the readers: with two keys, with one, with none."""
    folder = tmp_path_factory.mktemp("cards")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", "")
        softhsm.prepare(folder)
        logs_in, signs = person("Kari Loggar Inn", uses=("digital_signature",)), person("Kari Kort")
        issuer = (b"\x09", certificates.authority())
        people = {
            "Kari": ((b"\x01", logs_in), (b"\x02", signs)),
            "Ola": ((b"\x01", person("Ola Kort", -60, -30)),),
            "Tom": (),
        }
        for label, keys in people.items():
            softhsm.make_card(folder, label, *keys)
        for label, keys in people.items():
            softhsm.put_certificates(label, *keys, issuer)
        yield


def card(label: str | None = "Kari", pin: str = PIN) -> FromCard:
    return FromCard(MODULE, lambda: pin, label)


@needs_softhsm
@pytest.mark.usefixtures("readers")
def test_the_cards_are_told() -> None:
    assert sorted(card.label for card in cards(MODULE)) == ["Kari", "Ola", "Tom"]
    assert all(isinstance(card, Card) and card.serial for card in cards(MODULE))


@needs_softhsm
@pytest.mark.usefixtures("readers")
def test_a_card_signs_with_the_key_for_signing() -> None:
    signed = sign(unsigned(), card(), Role.CHAIR)
    (chair, _) = verify(signed, trust_roots=[certificates.authority().der]).signatures
    assert (chair.by, chair.valid, chair.trusted) == ("Kari Kort", True, True)
    both = sign(signed, file_of(certificates.secretary()), Role.SECRETARY)
    assert verify(both).valid


@needs_softhsm
@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize(
    ("label", "pin", "part"),
    [
        ("Kari", "0000", "The PIN isn't right."),
        ("Kari", "", "The PIN isn't right."),
        ("Ola", PIN, "Ola Kort expired"),
        ("Tom", PIN, "no key to sign with"),
        ("Eva", PIN, "isn't in the reader"),
        (None, PIN, "several cards"),
    ],
)
def test_a_card_that_cannot_sign(label: str | None, pin: str, part: str) -> None:
    with pytest.raises(Refusal, match=part):
        sign(unsigned(), card(label, pin), Role.CHAIR)


@needs_softhsm
@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize(
    ("complaint", "part"),
    [
        (fault.DeviceRemoved(), "taken out"),
        (fault.TokenNotPresent(), "taken out"),
        (fault.SessionHandleInvalid(), "taken out"),
        (fault.PinLocked(), "locked"),
        (fault.FunctionCancelled(), "cancelled"),
        (fault.DeviceError(), "doesn't answer"),
        (fault.GeneralError(), "doesn't answer"),
    ],
)
def test_a_card_that_fails_while_it_signs(complaint: Exception, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyhanko.sign.pkcs11 import PKCS11Signer

    async def fails(*_: object, **__: object) -> bytes:
        raise complaint

    monkeypatch.setattr(PKCS11Signer, "async_sign_raw", fails)
    with pytest.raises(Refusal, match=part):
        sign(unsigned(), card(), Role.CHAIR)


def test_a_file_that_is_no_module(tmp_path: Path) -> None:
    (tmp_path / "module.so").write_text("nothing of the kind")
    for name in ("module.so", "missing.so"):
        with pytest.raises(Refusal, match="isn't a program for reading cards"):
            cards(tmp_path / name)


def test_a_pin_is_not_shown() -> None:
    assert PIN not in repr(card())
    assert "pin" not in repr(card())
