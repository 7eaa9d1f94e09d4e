"""Signing and checking from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.documents.signing import certificates
from tests.documents.signing.certificates import PASSWORD, person


@pytest.fixture
def ready(filled: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a command line with the sample round and two certificate files."""
    Path("chair.p12").write_bytes(certificates.chair().p12(certificates.authority()))
    Path("secretary.p12").write_bytes(certificates.secretary().p12(certificates.authority()))
    Path("old.p12").write_bytes(person("Gamal", -60, -30).p12())
    Path("root.cer").write_bytes(certificates.authority().der)
    Path("text.pdf").write_text("not a document")
    monkeypatch.setenv("SECRET", PASSWORD)
    monkeypatch.setenv("WRONG", "something else")
    return filled


CHAIR = ("--sign", "chair.p12", "--password-env", "SECRET")
SECRETARY = ("--sign", "secretary.p12", "--password-env", "SECRET")


def test_an_unsigned_document_is_known_but_not_valid(ready: Run) -> None:
    assert ready("innstilling", "out.pdf").code == 0
    answer = ready("verify", "out.pdf", "--json")
    assert (answer.code, answer.err) == (1, "The document isn't signed.\n")
    data = answer.data
    assert (data["valid"], data["known"], data["changed"]) == (False, True, False)
    assert [(s["field"], s["by"], s["valid"]) for s in data["signatures"]] == [
        ("Møteleiar", None, False),
        ("Sekretariat", None, False),
    ]


def test_signed_by_one(ready: Run) -> None:
    answer = ready("innstilling", "out.pdf", *CHAIR, "--json")
    assert (answer.code, answer.data["signed_by"]) == (0, ["Åse Ødegård"])
    answer = ready("verify", "out.pdf", "--json")
    assert (answer.code, answer.err) == (0, "")
    (signature,) = answer.data["signatures"]
    assert (answer.data["valid"], answer.data["known"], answer.data["changed"]) == (True, True, False)
    assert (signature["field"], signature["by"], signature["valid"]) == ("Møteleiar", "Åse Ødegård", True)
    assert signature["reason"] is None
    assert signature["at"]
    assert not signature["trusted"]
    assert "unknown" in signature["notes"][0]


def test_signed_by_both_and_trusted(ready: Run) -> None:
    assert ready("innstilling", "out.pdf", *CHAIR, *SECRETARY).code == 0
    data = ready("verify", "out.pdf", "--json", "--trust", "root.cer").data
    assert data["valid"]
    assert [(s["by"], s["trusted"]) for s in data["signatures"]] == [
        ("Åse Ødegård", True),
        ("Đoàn Sjøvåg-Nilsen", True),
    ]
    assert [s["covers_all"] for s in data["signatures"]] == [False, True]


def test_one_after_the_other(ready: Run) -> None:
    assert ready("innstilling", "out.pdf").code == 0
    before = Path("out.pdf").read_bytes()
    assert ready("sign", "out.pdf", "chair.p12", "--as", "chair", "--password-env", "SECRET").code == 0
    answer = ready("verify", "out.pdf")
    assert (answer.code, answer.err) == (1, "What is signed is valid, but not all have signed.\n")
    assert "Sekretariat: not signed." in answer.out
    words = ("sign", "out.pdf", "secretary.p12", "--as", "secretary", "--password-env", "SECRET", "--out", "both.pdf")
    assert ready(*words).code == 0
    assert ready("verify", "both.pdf").code == 0
    assert Path("both.pdf").read_bytes().startswith(before)
    said = ready("journal").out
    assert "signed by Åse Ødegård" in said
    assert "signed by Đoàn Sjøvåg-Nilsen" in said


def test_a_changed_document_is_told_of(ready: Run) -> None:
    assert ready("innstilling", "out.pdf", *CHAIR).code == 0
    content = bytearray(Path("out.pdf").read_bytes())
    content[5000] ^= 1
    Path("out.pdf").write_bytes(content)
    answer = ready("verify", "out.pdf", "--json")
    assert answer.code == 1
    assert answer.err.count("\n") == 1
    assert not answer.out or (answer.data["valid"], answer.data["changed"]) == (False, True)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("innstilling", "out.pdf", "--sign", "chair.p12", "--password-env", "WRONG"), "password isn't right"),
        (("innstilling", "out.pdf", "--sign", "chair.p12"), "password isn't right"),
        (("innstilling", "out.pdf", "--sign", "chair.p12", "--password-env", "NOT_SET"), "NOT_SET isn't set"),
        (("innstilling", "out.pdf", "--password-env", "SECRET"), "needs a certificate"),
        (("innstilling", "out.pdf", "--sign", "old.p12", "--password-env", "SECRET"), "expired"),
        (("innstilling", "out.pdf", "--sign", "text.pdf", "--password-env", "SECRET"), "isn't a certificate file"),
        (("innstilling", "out.pdf", "--sign", "missing.p12", "--password-env", "SECRET"), "can't be read"),
        (("innstilling", "out.pdf", *CHAIR, *SECRETARY, *SECRETARY), "more certificates"),
        (("innstilling", "/nowhere/at/all/out.pdf", *CHAIR), "can't be written"),
        (("sign", "text.pdf", "chair.p12", "--as", "chair", "--password-env", "SECRET"), "isn't a PDF"),
        (("sign", "missing.pdf", "chair.p12", "--as", "chair", "--password-env", "SECRET"), "can't be read"),
        (("verify", "text.pdf"), "isn't a PDF"),
        (("verify", "missing.pdf"), "can't be read"),
        (("verify", "text.pdf", "--trust", "chair.p12"), "no certificate"),
    ],
)
def test_a_refusal_changes_nothing(ready: Run, words: tuple[str, ...], part: str) -> None:
    journal, files = ready("journal").out, sorted(Path().iterdir())
    for language in ("en", "nn", "nb"):
        answer = ready(*words, lang=language)
        assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1), answer.err
        assert language != "en" or part in answer.err
        assert PASSWORD not in answer.err
    assert (ready("journal").out, sorted(Path().iterdir())) == (journal, files)


def test_nothing_secret_is_kept(ready: Run, data_dir: Path) -> None:
    assert ready("innstilling", "out.pdf", *CHAIR).code == 0
    for file in [Path("out.pdf"), *(file for file in data_dir.rglob("*") if file.is_file())]:
        assert PASSWORD.encode() not in file.read_bytes()


def test_any_pdf_is_checked_without_a_library(run: Run) -> None:
    from tests.documents.signing.documents import twice

    Path("both.pdf").write_bytes(twice())
    answer = run("verify", "both.pdf", "--json")
    assert (answer.code, answer.data["valid"], answer.data["known"]) == (0, True, False)
