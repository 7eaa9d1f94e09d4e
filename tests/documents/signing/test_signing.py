"""Signing: by one and by both, what stays as it was, what is seen, and what is loaded."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from kompetanse_desktop import durable
from kompetanse_desktop.documents import innstilling
from kompetanse_desktop.documents.signing import Approval, FromFile, Role, Signing, Way, facts, sign, write
from kompetanse_desktop.documents.verifying import State, check_returned, verify
from kompetanse_desktop.domain.recommendation import Recommendation
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import Words
from tests.documents.reading import text_of
from tests.documents.signing import certificates
from tests.documents.signing.certificates import NOW, PASSWORD, SIGNS, Certified, modern, person
from tests.documents.signing.documents import file_of, once, twice, unsigned

ROOT = Path(__file__).parent.parent.parent.parent


def test_what_was_there_stays_byte_for_byte() -> None:
    assert once().startswith(unsigned())
    assert twice().startswith(once())


def test_both_signatures_are_valid() -> None:
    verdict = verify(twice(), trust_roots=[certificates.authority().der])
    assert (verdict.state, verdict.changed, verdict.valid, verdict.trusted) == (State.VALID, False, True, True)
    chair, secretary = verdict.signatures
    assert (chair.field, chair.by, chair.issuer) == ("Møteleiar", "Åse Ødegård", "Prøve-CA")
    assert (secretary.field, secretary.by) == ("Sekretariat", "Đoàn Sjøvåg-Nilsen")
    assert chair.at is not None
    assert abs(chair.at - NOW) < timedelta(hours=1)
    assert (chair.whole, secretary.whole) == (False, True)


def test_a_missing_signature_is_not_valid_yet() -> None:
    verdict = verify(once())
    assert (verdict.state, verdict.valid, verdict.changed) == (State.INCOMPLETE, False, False)
    assert [signature.valid for signature in verdict.signatures] == [True, False]


def test_the_first_certifies_and_the_last_locks() -> None:
    with pikepdf.open(io.BytesIO(twice())) as pdf:
        chair, secretary = pdf.Root.AcroForm.Fields
        (certified,) = chair.V.Reference
        assert (certified.TransformMethod, int(certified.TransformParams.P)) == ("/DocMDP", 2)
        assert pdf.Root.Perms.DocMDP.objgen == chair.V.objgen
        assert (secretary.Lock.Action, int(secretary.Lock.P)) == ("/All", 1)
        assert all(field.V.SubFilter == "/ETSI.CAdES.detached" for field in (chair, secretary))


def test_the_metadata_is_left_alone() -> None:
    with pikepdf.open(io.BytesIO(unsigned())) as before, pikepdf.open(io.BytesIO(twice())) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert after.docinfo == before.docinfo
        assert after.pdf_version == "1.7"
        assert "/Version" not in after.Root


def test_every_font_that_is_seen_is_embedded() -> None:
    with pikepdf.open(io.BytesIO(twice())) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            fonts = field.AP.N.Resources.XObject["/Drawn"].Resources.Font
            assert all("/FontFile2" in font.FontDescriptor for font in fonts.values())
            assert all(b"<0000>" not in font.ToUnicode.read_bytes() for font in fonts.values())


def test_who_signed_is_seen() -> None:
    with pikepdf.open(io.BytesIO(twice())) as pdf:
        pdf.flatten_annotations("all")
        flat = io.BytesIO()
        pdf.save(flat)
    text = text_of(flat.getvalue())
    assert "Åse Ødegård" in text
    assert "Đoàn Sjøvåg-Nilsen" in text
    assert "Signert elektronisk" in text


@pytest.mark.parametrize("name", ["x" * 64, "W" * 30 + " " + "Å" * 16, "مدرسة", "a\u202eb", "🦄"])
def test_any_name_can_sign(name: str) -> None:
    assert verify(sign(unsigned(), file_of(person(name)), Role.CHAIR)).signatures[0].valid


def test_a_field_is_part_of_the_document() -> None:
    with pikepdf.open(io.BytesIO(unsigned())) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        labels = []
        for field in pdf.Root.AcroForm.Fields:
            owner = owners[int(field.StructParent)]
            assert owner.S == "/Form"
            assert owner.K.Obj.objgen == field.objgen
            assert "/N" in field.AP
            labels.append(str(field.TU))
        assert labels == ["Signaturfeltet til møteleiaren", "Signaturfeltet til sekretariatet"]


def test_a_document_without_fields_to_sign(sample: Recommendation) -> None:
    approved = Signing(Approval("Åse Ødegård", NOW), Approval("Đoàn", NOW))
    made = innstilling.render(sample, Words("nn"), approved)
    assert "Elektronisk godkjent av Åse Ødegård" in text_of(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "/AcroForm" not in pdf.Root
    assert verify(made).state is State.UNSIGNED
    with pytest.raises(Refusal, match="no place for this signature"):
        sign(made, file_of(certificates.chair()), Role.CHAIR)


def test_one_by_certificate_and_one_by_hand(sample: Recommendation) -> None:
    made = innstilling.render(sample, Words("nb"), Signing(Way.HAND, Way.EITHER))
    assert verify(sign(made, file_of(certificates.secretary()), Role.SECRETARY)).valid


@pytest.mark.parametrize(
    "who",
    [
        lambda: person("A", curve=True),
        lambda: person("B", bits=3072),
        lambda: person("C", uses=("digital_signature",)),
        lambda: modern(ec.generate_private_key(ec.SECP384R1())),
        lambda: modern(ed25519.Ed25519PrivateKey.generate()),
    ],
    ids=["P-256", "RSA 3072", "without non-repudiation", "P-384", "Ed25519"],
)
def test_kinds_of_keys(who: Callable[[], Certified]) -> None:
    assert verify(sign(unsigned(), file_of(who()), Role.CHAIR)).signatures[0].valid


def test_a_file_without_a_password() -> None:
    assert facts(person().p12(password=None), None).name == "Åse Ødegård"
    assert verify(sign(unsigned(), FromFile(person().p12(password=None), lambda: None), Role.CHAIR)).signatures[0].valid


def test_facts_of_a_certificate() -> None:
    found = facts(certificates.chair().p12(certificates.authority()), PASSWORD)
    assert (found.name, found.issuer, found.usage) == ("Åse Ødegård", "Prøve-CA", SIGNS)
    assert found.organisation == "Vestland samarbeidsforum"
    assert found.valid_from < NOW < found.valid_to
    found.refuse_unless_usable(NOW)


def test_a_password_is_asked_for_once_and_not_shown() -> None:
    asked = []

    def password() -> str:
        asked.append(1)
        return PASSWORD

    signer = FromFile(certificates.chair().p12(), password)
    assert sign(unsigned(), signer, Role.CHAIR)
    assert asked == [1]
    assert repr(signer) == "FromFile()"


def test_sent_out_and_back() -> None:
    verdict = check_returned(unsigned(), twice())
    assert (verdict.valid, verdict.known is not None, verdict.changed) == (True, True, False)
    with pytest.raises(Refusal, match="without a signature"):
        check_returned(unsigned(), unsigned())
    with pytest.raises(Refusal, match="isn't the document that was sent"):
        check_returned(unsigned("nb"), twice())


def test_an_issuer_is_unknown_not_invalid() -> None:
    verdict = verify(twice(), trust_roots=[certificates.authority("En annan").der])
    assert (verdict.valid, verdict.trusted) == (True, False)
    assert any("unknown" in note.message for note in verdict.signatures[0].notes)


def test_an_expired_certificate_still_vouches_for_what_it_signed() -> None:
    later = NOW + timedelta(days=800)
    assert verify(twice(), trust_roots=[certificates.authority().der], now=later).trusted


def test_a_version_of_the_library_is_known_by_its_first_bytes() -> None:
    from hashlib import sha256

    ours = {sha256(unsigned()).hexdigest(): "version 1"}
    for document in (unsigned(), once(), twice()):
        verdict = verify(document, ours.get)
        assert (verdict.known, verdict.changed) == ("version 1", False)
    assert verify(unsigned("nb"), ours.get).known is None


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ut.pdf"
    path.write_bytes(unsigned())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(Refusal, match="can't be written"):
        write(once(), path)
    assert [file.name for file in tmp_path.iterdir()] == ["ut.pdf"]
    assert path.read_bytes() == unsigned()


def test_a_file_open_in_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ut.pdf"
    path.write_bytes(unsigned())

    def held(*_: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(durable.os, "replace", held)
    with pytest.raises(Refusal, match="in use by another program"):
        write(once(), path)
    assert [file.name for file in tmp_path.iterdir()] == ["ut.pdf"]


def test_the_signing_library_is_loaded_only_to_sign() -> None:
    code = """
import sys
import kompetanse_desktop.documents.signing, kompetanse_desktop.documents.verifying
import kompetanse_desktop.documents.innstilling, kompetanse_desktop.cli.commands
heavy = {"pyhanko", "pyhanko_certvalidator", "cryptography", "asn1crypto", "pkcs11", "aiohttp"}
loaded = heavy & {name.split(".")[0] for name in sys.modules}
assert not loaded, loaded
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr.decode()
