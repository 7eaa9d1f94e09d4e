"""From the board to signed files in the window: versions, three files with the same sums, signing, what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.documents.verifying import State, verify
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.innstilling.dialog import InnstillingDialog
from kompetanse_desktop.ui.innstilling.pages import Document, Pages
from kompetanse_desktop.ui.innstilling.printing import print_pages
from kompetanse_desktop.ui.innstilling.sign_dialog import SignDialog
from kompetanse_desktop.ui.innstilling.verify_dialog import VerifyDialog
from tests.documents.signing import certificates
from tests.documents.signing.certificates import PASSWORD


@pytest.fixture
def dialog(qtbot: QtBot, ranked: Session) -> InnstillingDialog:
    """Give the dialog over the ranked example round, with its pages shown."""
    made = InnstillingDialog(ranked)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._pages.document is not None, timeout=10_000)
    return made


def result(dialog: InnstillingDialog | SignDialog, name: str = "innstilling.result") -> str:
    """Give what the line of the result says."""
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.text()


def text_of(pdf: bytes) -> str:
    """Give all the text of a document, spaces as plain ones."""
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    return "\n".join(pages).replace("\u00a0", " ")


def test_one_step_finishes_and_writes_three_files_with_the_boards_sums(
    dialog: InnstillingDialog, ranked: Session, tmp_path: Path
) -> None:
    file = tmp_path / "innstilling.pdf"
    assert dialog.write(file)
    sums = budget(ranked.required())
    told = text_of(file.read_bytes())
    assert "versjon 1" in told
    for nok in (sums.frame, sums.available, sums.recommended, sums.remaining):
        assert f"{nok:,} kr".replace(",", " ") in told
    data = json.loads(file.with_suffix(".json").read_text("utf-8"))
    assert (data["budget"]["recommended"], data["budget"]["remaining"]) == (sums.recommended, sums.remaining)
    book = CalamineWorkbook.from_path(str(file.with_suffix(".xlsx")))
    cells = {cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    assert float(sums.recommended) in cells
    (version,) = actions.versions(ranked)
    assert [(d.kind, d.file) for d in version.documents] == [
        ("pdf", "innstilling.pdf"),
        ("xlsx", "innstilling.xlsx"),
        ("json", "innstilling.json"),
    ]
    assert dialog.version == version


def test_without_data_there_is_one_file(dialog: InnstillingDialog, tmp_path: Path) -> None:
    box = dialog.findChild(QCheckBox, "innstilling.data")
    assert box is not None
    box.setChecked(False)
    dialog.write(tmp_path / "innstilling.pdf")
    assert [file.name for file in tmp_path.iterdir() if file.suffix in (".pdf", ".xlsx", ".json")] == [
        "innstilling.pdf"
    ]


def test_a_version_is_written_again_byte_for_byte_while_the_board_goes_on(
    dialog: InnstillingDialog, ranked: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.write(tmp_path / "ein.pdf")
    actions.move(ranked, "21-01", Lane.RESERVE)
    dialog.reload()
    chooser = dialog.findChild(QComboBox, "innstilling.version")
    assert chooser is not None
    assert chooser.count() == 2
    assert "1" in result(dialog, "innstilling.since")
    chooser.setCurrentIndex(1)
    dialog.write(tmp_path / "to.pdf")
    assert (tmp_path / "ein.pdf").read_bytes() == (tmp_path / "to.pdf").read_bytes()
    assert len(actions.versions(ranked)) == 1
    assert ranked.required().board.lane_of("21-01") is Lane.RESERVE


@pytest.mark.parametrize("name", ["innstilling.txt", "mangler/innstilling.pdf"])
def test_what_cannot_be_written_is_said_and_the_version_stays(
    dialog: InnstillingDialog, ranked: Session, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    assert not dialog.write(file)
    assert result(dialog).endswith(".")
    assert not file.exists()
    assert len(actions.versions(ranked)) <= 1


def test_who_has_approved_stands_in_the_document(dialog: InnstillingDialog, tmp_path: Path) -> None:
    way, chair = dialog.findChild(QComboBox, "innstilling.way"), dialog.findChild(QLineEdit, "innstilling.chair")
    assert way is not None
    assert chair is not None
    way.setCurrentIndex(way.findData("approved"))
    chair.setText("Kari Leiar")
    chair.editingFinished.emit()
    dialog.write(tmp_path / "innstilling.pdf")
    assert "Kari Leiar" in text_of((tmp_path / "innstilling.pdf").read_bytes())


def signing_dialog(
    ranked: Session, file: Path, who: certificates.Certified, tmp_path: Path, password: str
) -> SignDialog:
    """Give the box for signing, filled in."""
    certificate = tmp_path / "nokon.p12"
    certificate.write_bytes(who.p12(certificates.authority()))
    box = SignDialog(ranked, file)
    for name, text in (("sign.source", str(certificate)), ("sign.secret", password)):
        field = box.findChild(QLineEdit, name)
        assert field is not None
        field.setText(text)
        field.editingFinished.emit()
    return box


def press(box: SignDialog, qtbot: QtBot) -> None:
    """Press «Sign»."""
    accept = box.findChild(QPushButton, "sign.accept")
    assert accept is not None
    qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)


def test_chair_and_secretary_sign_and_the_version_stays_for_good(
    dialog: InnstillingDialog, ranked: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "innstilling.pdf"
    dialog.write(file)
    for who in (certificates.chair(), certificates.secretary()):
        box = signing_dialog(ranked, file, who, tmp_path, PASSWORD)
        qtbot.addWidget(box)
        role = box.findChild(QComboBox, "sign.role")
        assert role is not None
        role.setCurrentIndex(0 if who is certificates.chair() else 1)
        assert result(box, "sign.facts")
        press(box, qtbot)
        secret = box.findChild(QLineEdit, "sign.secret")
        assert secret is not None
        assert secret.text() == ""
    assert verify(file.read_bytes()).state is State.VALID
    (version,) = actions.versions(ranked)
    assert len(version.documents[0].signed_by) == 2
    assert PASSWORD not in repr(ranked.journal())
    assert ranked.required().round.id in actions.signed_rounds(ranked)


BAD = [
    (certificates.chair, "feil passord"),
    (lambda: certificates.person("Gamal", -400, -10), PASSWORD),
    (lambda: certificates.person("Framtid", 10, 400), PASSWORD),
    (lambda: certificates.person("Utan bruk", uses=("key_encipherment",)), PASSWORD),
]


@pytest.mark.parametrize(("make", "password"), BAD, ids=["password", "expired", "not yet", "no use"])
def test_what_cannot_sign_is_said_and_the_file_stays_as_it_was(
    dialog: InnstillingDialog, ranked: Session, qtbot: QtBot, tmp_path: Path, make: object, password: str
) -> None:
    assert callable(make)
    file = tmp_path / "innstilling.pdf"
    dialog.write(file)
    before = file.read_bytes()
    box = signing_dialog(ranked, file, make(), tmp_path, password)
    qtbot.addWidget(box)
    press(box, qtbot)
    assert result(box, "sign.result").endswith(".")
    assert file.read_bytes() == before
    assert not actions.versions(ranked)[0].is_signed


def test_a_document_signed_elsewhere_comes_back(
    dialog: InnstillingDialog, ranked: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    from kompetanse_desktop.documents.signing import FromFile, Role, sign

    file = tmp_path / "innstilling.pdf"
    dialog.write(file)
    back = tmp_path / "attende.pdf"
    who = FromFile(certificates.chair().p12(certificates.authority()), lambda: PASSWORD)
    back.write_bytes(sign(file.read_bytes(), who, Role.CHAIR))
    check = VerifyDialog(ranked)
    qtbot.addWidget(check)
    check.show()
    check.check(back)
    record = check.findChild(QPushButton, "verify.record")
    assert record is not None
    assert record.isVisible()
    qtbot.mouseClick(record, Qt.MouseButton.LeftButton)
    assert actions.versions(ranked)[0].is_signed
    check.check(back)
    assert not record.isVisible()


def test_pages_are_drawn_when_they_are_seen(qtbot: QtBot, dialog: InnstillingDialog, tmp_path: Path) -> None:
    dialog.write(tmp_path / "innstilling.pdf")
    pages = Pages()
    qtbot.addWidget(pages)
    pages.resize(600, 500)
    pages.show()
    pages.show_document((tmp_path / "innstilling.pdf").read_bytes())
    qtbot.waitUntil(lambda: 0 in pages._drawn)
    last = len(pages._pages) - 1
    assert last not in pages._drawn
    pages.verticalScrollBar().setValue(pages.verticalScrollBar().maximum())
    assert last in pages._drawn
    assert say("Page {number} of {all}", number=1, all=last + 1) == pages._pages[0].accessibleName()


def test_the_pages_are_printed(dialog: InnstillingDialog, tmp_path: Path) -> None:
    dialog.write(tmp_path / "innstilling.pdf")
    document = Document((tmp_path / "innstilling.pdf").read_bytes())
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(50)
    printer.setOutputFileName(str(tmp_path / "papir.pdf"))
    assert print_pages(printer, document) == document.count
    assert len(pypdfium2.PdfDocument((tmp_path / "papir.pdf").read_bytes())) == document.count


def test_proof_for_many_years_is_asked_of_a_service(qtbot: QtBot, ranked: Session, tmp_path: Path) -> None:
    box = SignDialog(ranked, tmp_path / "innstilling.pdf")
    qtbot.addWidget(box)
    proof, service = box.findChild(QCheckBox, "sign.longTerm"), box.findChild(QLineEdit, "sign.service")
    assert proof is not None
    assert service is not None
    assert not proof.isEnabled()
    assert box._wanted_service() is None
    service.setText("tidsstempel")
    proof.setChecked(True)
    wanted = box._wanted_service()
    assert wanted is not None
    assert (wanted.url, wanted.long_term) == ("tidsstempel", True)
