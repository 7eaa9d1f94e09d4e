"""A card made of software (SoftHSM), where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.documents.signing.certificates import Certified

PIN = "4321"
MODULES = (
    *("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    *("/usr/lib64/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so"),
)


def module() -> Path | None:
    """Find SoftHSM's PKCS#11 module; None where it or its tool isn't installed."""
    found = next((Path(name) for name in MODULES if Path(name).is_file()), None)
    return found if shutil.which("softhsm2-util") else None


def prepare(folder: Path) -> None:
    """Keep the cards of this process in a folder. To be done before the module is loaded."""
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)


def make_card(folder: Path, label: str, *people: tuple[bytes, Certified]) -> None:
    """Make a card with these keys and their certificates, each under its number."""
    util = ["softhsm2-util", "--module", str(module())]
    _run([*util, "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "87654321"])
    for number, who in people:
        key = folder / "key.pem"
        key.write_bytes(who.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        words = ["--import", str(key), "--token", label, "--label", "k", "--id", number.hex(), "--pin", PIN]
        _run([*util, *words])
        key.unlink()


def put_certificates(label: str, *people: tuple[bytes, Certified]) -> None:
    """Write the certificates onto a card."""
    import pkcs11
    from asn1crypto import x509
    from pkcs11 import Attribute, CertificateType, ObjectClass

    library: Any = pkcs11.lib(str(module()))
    library.reinitialize()
    with library.get_token(token_label=label).open(user_pin=PIN, rw=True) as session:
        for number, who in people:
            certificate = x509.Certificate.load(who.der)
            session.create_object(
                {
                    Attribute.CLASS: ObjectClass.CERTIFICATE,
                    Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                    Attribute.TOKEN: True,
                    Attribute.ID: number,
                    Attribute.LABEL: "c",
                    Attribute.SUBJECT: certificate.subject.dump(),
                    Attribute.ISSUER: certificate.issuer.dump(),
                    Attribute.VALUE: who.der,
                }
            )


def _run(words: list[str]) -> None:
    result = subprocess.run(words, capture_output=True, check=False, timeout=60)
    assert result.returncode == 0, result.stdout + result.stderr
