"""Checking any PDF: documents of others, and attacks that leave every signature intact."""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path
from random import Random

import pikepdf
import pytest
from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kompetanse_desktop.documents.signing import Role, sign
from kompetanse_desktop.documents.verifying import State, check_returned, roots, verify
from kompetanse_desktop.domain.recommendation import recommend
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words
from tests.documents.rounds import MADE_AT, many_state
from tests.documents.signing import certificates, mutations
from tests.documents.signing.certificates import Certified, person
from tests.documents.signing.documents import file_of, once, twice, unsigned

OURS = {sha256(unsigned()).hexdigest(): "version 1"}


def elsewhere(document: bytes, who: Certified, field: str, pades: bool = True, certify: bool = False) -> bytes:
    """Sign as another program would: in a field of its own, with its own metadata."""
    private = who.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()
    store.register(x509.Certificate.load(certificates.authority().der))
    hand = signers.SimpleSigner(x509.Certificate.load(who.der), keys.PrivateKeyInfo.load(private), cert_registry=store)
    kind = fields.SigSeedSubFilter.PADES if pades else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    metadata = signers.PdfSignatureMetadata(field_name=field, subfilter=kind, certify=certify)
    written = io.BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(document)), metadata, hand, output=written)
    return written.getvalue()


@pytest.fixture(scope="module")
def foreign() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


@pytest.mark.parametrize("pades", [True, False])
def test_a_document_of_others(foreign: bytes, pades: bool) -> None:
    assert verify(foreign).state is State.UNSIGNED
    one = elsewhere(foreign, person("Nokon"), "Signature1", pades)
    verdict = verify(one, OURS.get)
    assert (verdict.valid, verdict.trusted, verdict.known, verdict.changed) == (True, False, None, False)
    two = elsewhere(one, person("Ein til", curve=True), "Signature2", pades)
    verdict = verify(two, trust_roots=[certificates.authority().der])
    assert (verdict.valid, verdict.trusted) == (True, True)
    assert [signature.by for signature in verdict.signatures] == ["Nokon", "Ein til"]


def test_a_signing_service_outside() -> None:
    one = elsewhere(unsigned(), person("Teneste"), "Ekstern1")
    assert check_returned(unsigned(), one).state is State.INCOMPLETE
    both = elsewhere(one, person("Teneste 2"), "Ekstern2")
    verdict = check_returned(unsigned(), both)
    assert (verdict.state, verdict.changed) == (State.VALID, False)
    assert verify(both, OURS.get).known == "version 1"


def test_the_same_service_cannot_stand_in_for_the_secretary() -> None:
    verdict = verify(elsewhere(once(), person("Ein annan"), "Sekretariat2"), OURS.get)
    assert not verdict.valid


@pytest.mark.parametrize(
    "change",
    [mutations.add_a_page, mutations.add_an_annotation, mutations.change_a_text, mutations.change_the_title],
    ids=lambda change: change.__name__,
)
def test_changed_first_and_signed_afterwards(change: mutations.Mutation) -> None:
    """The signature covers all of it; only the library knows that its document was another."""
    spoilt = change(unsigned(), Random(1))
    signed = elsewhere(elsewhere(spoilt, person("Ein"), "Møteleiar"), person("To"), "Sekretariat")
    assert all(signature.valid or signature.changed for signature in verify(signed).signatures)
    verdict = verify(signed, OURS.get)
    assert (verdict.known, verdict.changed, verdict.valid) == ("version 1", True, False)


def test_more_after_an_unsigned_document_of_ours() -> None:
    for spoilt in (unsigned() + b" ", mutations.change_a_text(unsigned(), Random(1))):
        verdict = verify(spoilt, OURS.get)
        assert (verdict.known, verdict.changed, verdict.state) == ("version 1", True, State.INVALID)


def test_a_certificate_that_was_not_meant_for_it(foreign: bytes) -> None:
    (signature,) = verify(elsewhere(foreign, person("Krypto", uses=("key_encipherment",)), "S")).signatures
    assert not signature.valid
    assert signature.reason is not None
    assert "isn't meant for signing" in signature.reason.message
    (signature,) = verify(elsewhere(foreign, person("Gamal", -60, -30), "S")).signatures
    assert signature.reason is not None
    assert "wasn't valid at the time" in signature.reason.message


def test_what_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("nn", "nb", "en"):
        words = Words(language)
        for document in (unsigned(), once(), twice(), twice() + b" "):
            verdict = verify(document, OURS.get)
            lines = [words.say(line) for line in verdict.lines]
            assert all(lines)
            assert verdict.as_contract(words)["summary"] == lines[0]
    assert "endra" in Words("nn").say(verify(twice() + b" ").summary)
    assert "signert av Åse Ødegård" in Words("nn").say(verify(twice()).signatures[0].saying)


@given(garbage=st.binary(max_size=300), at=st.integers(0, 200_000), cut=st.integers(0, 200_000))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rubbish_is_refused_or_judged(garbage: bytes, at: int, cut: int) -> None:
    for document in (garbage, b"%PDF-1.7\n" + garbage, once()[:at] + garbage + once()[at + cut :]):
        try:
            verdict = verify(document, OURS.get)
        except Refusal:
            continue
        assert not verdict.valid


@pytest.mark.parametrize("proposals", [60, pytest.param(320, marks=pytest.mark.long)])
def test_a_long_document(proposals: int) -> None:
    """Long chains of bookmarks would end in too deep a recursion when they are compared."""
    from kompetanse_desktop.documents.innstilling import render

    long = render(recommend(many_state(proposals), MADE_AT), Words("nn"))
    chair = sign(long, file_of(certificates.chair()), Role.CHAIR)
    both = sign(chair, file_of(certificates.secretary()), Role.SECRETARY)
    assert verify(both, {sha256(long).hexdigest(): "1"}.get).valid


# Whom the user trusts


def test_trusted_certificates_are_kept_and_forgotten(tmp_path: Path) -> None:
    one, other = certificates.authority(), certificates.authority("En annan")
    pem = tmp_path / "two.pem"
    pem.write_bytes(b"".join(who.certificate.public_bytes(Encoding.PEM) for who in (one, other)))
    assert roots.kept(tmp_path) == []
    assert roots.keep(pem, tmp_path) == 2
    assert roots.keep(pem, tmp_path) == 2
    assert sorted(roots.kept(tmp_path)) == sorted([one.der, other.der])
    roots.forget(other.der, tmp_path)
    assert roots.kept(tmp_path) == [one.der]
    roots.forget(other.der, tmp_path)


@pytest.mark.parametrize("content", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"])
def test_a_file_without_certificates(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "root.pem"
    file.write_bytes(content)
    with pytest.raises(Refusal, match="no certificate"):
        roots.keep(file, tmp_path)
    with pytest.raises(Refusal, match="can't be read"):
        roots.keep(tmp_path / "missing.pem", tmp_path)
