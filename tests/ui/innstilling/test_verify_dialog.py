"""Checking a document in the window: every verdict in words, and whom the user trusts."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.innstilling import verify_dialog
from kompetanse_desktop.ui.innstilling.verify_dialog import VerifyDialog
from tests.documents.signing import certificates
from tests.documents.signing.documents import once, twice, unsigned


@pytest.fixture
def dialog(qtbot: QtBot, ranked: Session) -> VerifyDialog:
    """Give the dialog over the ranked example round."""
    made = VerifyDialog(ranked)
    qtbot.addWidget(made)
    made.show()
    return made


def told(dialog: VerifyDialog, name: str) -> str:
    """Give what a label says."""
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.accessibleName()


CASES = [
    (unsigned, "The document isn't signed."),
    (once, "What is signed is valid, but not all have signed."),
    (twice, "All signatures are valid, and nothing was changed since."),
    (lambda: twice() + b"\n%more", "The document was changed after it was made or signed."),
]


@pytest.mark.parametrize(("make", "summary"), CASES, ids=["unsigned", "once", "twice", "changed"])
def test_a_verdict_in_words(dialog: VerifyDialog, tmp_path: Path, make: object, summary: str) -> None:
    assert callable(make)
    file = tmp_path / "innstilling.pdf"
    file.write_bytes(make())
    dialog.check(file)
    assert told(dialog, "verify.summary") == say(summary)
    assert told(dialog, "verify.known") == say("This library knows of no such document.")


def test_a_document_of_this_library_is_known_by_its_version(
    dialog: VerifyDialog, ranked: Session, tmp_path: Path
) -> None:
    version = actions.finish(ranked)
    actions.keep_document(ranked, version, "pdf", "nn", "innstilling.pdf", sha256(unsigned()).hexdigest())
    actions.move(ranked, "21-01", Lane.RESERVE)
    file = tmp_path / "attende.pdf"
    file.write_bytes(twice())
    dialog.check(file)
    assert "versjon 1" in told(dialog, "verify.known")
    assert "Vestland 2021" in told(dialog, "verify.known")


@pytest.mark.parametrize("content", [b"", b"ikkje ein pdf", b"%PDF-1.7\n" + b"x" * 500], ids=["empty", "text", "cut"])
def test_what_is_no_document_is_said_in_one_sentence(dialog: VerifyDialog, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "noko.pdf"
    file.write_bytes(content)
    dialog.check(file)
    assert dialog.findChild(QLabel, "verify.summary") is None
    (said,) = [one.accessibleName() for one in dialog._shown.widget().findChildren(QLabel)]
    assert said.endswith(".")


def test_an_issuer_is_trusted_and_forgotten(
    dialog: VerifyDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, root = tmp_path / "innstilling.pdf", tmp_path / "ca.cer"
    file.write_bytes(twice())
    root.write_bytes(certificates.authority().der)
    dialog.check(file)
    unknown = say(
        "The issuer {issuer} is unknown here. The signature holds; whose it is, is the issuer's word.",
        issuer="Prøve-CA",
    )

    def notes() -> list[str]:
        return [one.text() for one in dialog._shown.widget().findChildren(QLabel)]

    assert notes().count(unknown) == 2
    monkeypatch.setattr(verify_dialog, "ask_what_to_read", lambda *_: root)
    add, remove = (dialog.findChild(QPushButton, f"verify.{name}Root") for name in ("add", "remove"))
    assert add is not None
    assert remove is not None
    assert not remove.isEnabled()
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    trusted = dialog.findChild(QListWidget, "verify.trusted")
    assert trusted is not None
    assert trusted.item(0).text().startswith("Prøve-CA (")
    assert unknown not in notes()
    trusted.setCurrentRow(0)
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert trusted.count() == 0
    assert notes().count(unknown) == 2
