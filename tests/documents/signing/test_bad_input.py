"""What can't be signed or checked: one plain sentence for each."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from kompetanse_desktop.documents.signing import FromFile, Role, sign
from kompetanse_desktop.documents.verifying import verify
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words
from tests.documents.signing import certificates
from tests.documents.signing.certificates import PASSWORD, Certified, person
from tests.documents.signing.documents import file_of, once, twice, unsigned


def encrypted() -> bytes:
    with pikepdf.open(io.BytesIO(unsigned())) as pdf:
        written = io.BytesIO()
        pdf.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    return written.getvalue()


def foreign() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def without_key() -> bytes:
    return pkcs12.serialize_key_and_certificates(
        b"x", None, None, [certificates.chair().certificate], BestAvailableEncryption(PASSWORD.encode())
    )


def mixed_up() -> Certified:
    return Certified(certificates.chair().key, person("En annan").certificate)


def of(who: Certified, password: str | None = PASSWORD) -> Callable[[], FromFile]:
    return lambda: FromFile(who.p12(), lambda: password)


def raw(content: bytes) -> Callable[[], FromFile]:
    return lambda: FromFile(content, lambda: PASSWORD)


GOOD = of(certificates.chair())
CERTIFICATES = [
    ("wrong password", of(certificates.chair(), "feil"), "password isn't right"),
    ("no password", of(certificates.chair(), None), "password isn't right"),
    ("a very long password", of(certificates.chair(), "x" * 5000), "password isn't right"),
    ("a password that is no text", of(certificates.chair(), "\ud800"), "password isn't right"),
    ("expired", of(person("Gamal", -60, -1)), "Gamal expired on"),
    ("not yet valid", of(person("Ny", 1, 60)), "Ny isn't valid before"),
    ("not for signing", of(person("Krypto", uses=("key_encipherment",))), "Krypto isn't meant for signing"),
    ("only to encrypt and agree", of(person("Avtale", uses=("key_agreement",))), "isn't meant for signing"),
    ("an issuer's own", of(certificates.authority()), "isn't meant for signing"),
    ("a weak key", of(person("Veik", bits=1024)), "isn't safe"),
    ("no key in it", raw(without_key()), "no key to sign with"),
    ("not a certificate file", raw(b"hello"), "isn't a certificate file"),
    ("empty", raw(b""), "isn't a certificate file"),
    ("cut off", raw(certificates.chair().p12()[:500]), "isn't a certificate file"),
    ("a bare certificate", raw(certificates.chair().der), "isn't a certificate file"),
    ("much too large", raw(b"0" * 2_000_000), "isn't a certificate file"),
]
DOCUMENTS = [
    ("not a PDF", lambda: b"hello", "isn't a PDF"),
    ("empty", lambda: b"", "isn't a PDF"),
    ("only a head", lambda: b"%PDF-1.7\n", "damaged"),
    ("cut off", lambda: unsigned()[:-4000], "damaged"),
    ("overwritten in the middle", lambda: unsigned()[:40_000] + b"\0" * 37_000, "damaged"),
    ("encrypted", encrypted, "encrypted with a password"),
]
NOT_TO_BE_SIGNED = [
    ("another document", foreign, Role.CHAIR, "no place for this signature"),
    ("signed already", once, Role.CHAIR, "signed already in the field Møteleiar"),
    ("signed by all", twice, Role.SECRETARY, "signed already in the field Sekretariat"),
    ("the chair not yet", unsigned, Role.SECRETARY, "The chair signs first"),
    ("changed since", lambda: once() + b"% more", Role.SECRETARY, "changed after it was signed"),
]


def refused(deed: Callable[[], object]) -> str:
    """Give the sentence, which can be said in each language."""
    with pytest.raises(Refusal) as caught:
        deed()
    for language in ("nn", "nb"):
        assert Words(language).say(caught.value.saying)
    assert caught.value.__cause__ is None
    assert PASSWORD not in str(caught.value)
    return Words("en").say(caught.value.saying)


@pytest.mark.parametrize(("signer", "part"), [pytest.param(*case[1:], id=case[0]) for case in CERTIFICATES])
def test_certificates(signer: Callable[[], FromFile], part: str) -> None:
    assert part in refused(lambda: sign(unsigned(), signer(), Role.CHAIR))


def test_a_key_of_another_certificate() -> None:
    assert "don't belong together" in refused(lambda: _load_mixed_up())


def _load_mixed_up() -> None:
    from kompetanse_desktop.documents.signing import certificates as reading

    # No tool writes such a file, so what is read from a good one is exchanged.
    class Exchanged:
        @staticmethod
        def load_key_and_certificates(*_: object) -> tuple[object, object, list[object]]:
            return mixed_up().key, mixed_up().certificate, []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pkcs12, "load_key_and_certificates", Exchanged.load_key_and_certificates)
        reading.load(certificates.chair().p12(), PASSWORD)


@pytest.mark.parametrize(("document", "part"), [pytest.param(*case[1:], id=case[0]) for case in DOCUMENTS])
def test_documents(document: Callable[[], bytes], part: str) -> None:
    assert part in refused(lambda: sign(document(), GOOD(), Role.CHAIR))
    assert part in refused(lambda: verify(document()))


@pytest.mark.parametrize(("document", "role", "part"), [pytest.param(*c[1:], id=c[0]) for c in NOT_TO_BE_SIGNED])
def test_documents_that_are_not_to_be_signed(document: Callable[[], bytes], role: Role, part: str) -> None:
    assert part in refused(lambda: sign(document(), file_of(certificates.secretary()), role))


def test_a_certificate_file_that_is_not_there(tmp_path: object) -> None:
    from pathlib import Path

    missing = FromFile(Path(str(tmp_path)) / "nope.p12", lambda: PASSWORD)
    assert "can't be read" in refused(lambda: sign(unsigned(), missing, Role.CHAIR))
