"""A time stamp service vouches for the time; without one configured, no connection is opened."""

from __future__ import annotations

import io
import socket
from datetime import timedelta
from pathlib import Path
from random import Random

import pikepdf
import pytest

from kompetanse_desktop.documents.signing import Role, TimeStampService, sign
from kompetanse_desktop.documents.verifying import verify
from kompetanse_desktop.domain.saying import Refusal
from tests.documents.signing import certificates, stamping
from tests.documents.signing.certificates import NOW, person
from tests.documents.signing.documents import file_of, unsigned
from tests.documents.signing.mutations import another_digit_in_a_signature, flip_a_bit
from tests.documents.signing.test_mutations import passes


@pytest.fixture(scope="module")
def stamped() -> bytes:
    """A document signed by both, each with a time stamp (PAdES B-T)."""
    with stamping.service() as url:
        once = sign(unsigned(), file_of(certificates.chair()), Role.CHAIR, service=TimeStampService(url))
        return sign(once, file_of(certificates.secretary()), Role.SECRETARY, service=TimeStampService(url))


def test_the_time_is_vouched_for(stamped: bytes) -> None:
    verdict = verify(stamped, trust_roots=[certificates.authority().der])
    assert (verdict.valid, verdict.trusted) == (True, True)
    for signature in verdict.signatures:
        assert signature.stamped
        assert signature.at is not None
        assert abs(signature.at - NOW) < timedelta(hours=1)
        assert signature.notes == ()


@pytest.mark.parametrize("seed", range(12))
def test_a_changed_time_stamp_does_not_pass(stamped: bytes, seed: int) -> None:
    mutation = (flip_a_bit, another_digit_in_a_signature, another_digit_in_a_signature)[seed % 3]
    assert not passes(mutation(stamped, Random(seed)), known=False)


@pytest.mark.parametrize(
    ("answer", "status"), [(b"hello", 200), (b"", 200), (b"", 500), (b"0\x05\x30\x03\x02\x01\x02", 200)]
)
def test_a_service_that_fails(answer: bytes, status: int) -> None:
    with stamping.service(answer, status) as url, pytest.raises(Refusal, match="gave no time stamp"):
        sign(unsigned(), file_of(certificates.chair()), Role.CHAIR, service=TimeStampService(url))


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("http://127.0.0.1:9/", "gave no time stamp"),
        ("ftp://example.invalid/", "isn't the address"),
        ("file:///etc/hostname", "isn't the address"),
        ("", "isn't the address"),
        ("http://[", "isn't the address"),
    ],
)
def test_a_service_that_is_not_there(url: str, part: str) -> None:
    with pytest.raises(Refusal, match=part):
        sign(unsigned(), file_of(certificates.chair()), Role.CHAIR, service=TimeStampService(url))


def test_no_connection_without_a_service(monkeypatch: pytest.MonkeyPatch) -> None:
    def connects(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", connects)
    monkeypatch.setattr(socket, "getaddrinfo", connects)
    signed = sign(unsigned(), file_of(certificates.chair()), Role.CHAIR)
    assert verify(signed, trust_roots=[certificates.authority().der]).signatures[0].valid


def test_the_proof_goes_along(tmp_path: Path) -> None:
    """PAdES B-LT: what shows that nothing was revoked is in the document, and covered by the signature."""
    root = tmp_path / "root.cer"
    root.write_bytes(certificates.authority().der)
    with stamping.service(revoked=()) as url:
        long_term = TimeStampService(url, long_term=True, roots=(root,))
        once = sign(unsigned(), file_of(person("Lang", revoked_at=url)), Role.CHAIR, service=long_term)
        both = sign(once, file_of(person("Varig", revoked_at=url)), Role.SECRETARY, service=long_term)
    with pikepdf.open(io.BytesIO(both)) as pdf:
        assert len(pdf.Root.DSS.CRLs) >= 1
        assert len(pdf.Root.DSS.Certs) >= 2
    verdict = verify(both, trust_roots=[certificates.authority().der])
    assert (verdict.valid, verdict.trusted, verdict.changed) == (True, True, False)


def test_a_revoked_certificate_does_not_sign(tmp_path: Path) -> None:
    root = tmp_path / "root.cer"
    root.write_bytes(certificates.authority().der)
    with stamping.service(revoked=["Trekt"]) as url:
        service = TimeStampService(url, long_term=True, roots=(root,))
        with pytest.raises(Refusal, match="isn't revoked"):
            sign(unsigned(), file_of(person("Trekt", revoked_at=url)), Role.CHAIR, service=service)


def test_an_issuer_that_is_not_among_the_roots(tmp_path: Path) -> None:
    root = tmp_path / "root.cer"
    root.write_bytes(certificates.authority("En annan").der)
    with stamping.service(revoked=()) as url:
        service = TimeStampService(url, long_term=True, roots=(root,))
        with pytest.raises(Refusal, match="isn't revoked"):
            sign(unsigned(), file_of(person("Lang", revoked_at=url)), Role.CHAIR, service=service)
