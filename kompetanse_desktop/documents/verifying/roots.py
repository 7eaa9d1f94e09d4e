"""The certificates that the user trusts to say who somebody is: read from files, kept in a folder of their own."""

from __future__ import annotations

import re
from pathlib import Path

from kompetanse_desktop import durable
from kompetanse_desktop.domain.saying import Refusal

FOLDER = "trusted"
LARGEST_FILE = 1_000_000
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


def load(file: Path) -> list[bytes]:
    """Read certificates (PEM or DER) from a file, each as DER. Raises Refusal where there are none."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_FILE)
    except OSError:
        raise Refusal("The file {file} can't be read.", file=str(file)) from None
    try:
        found = [x509.load_pem_x509_certificate(pem) for pem in _PEM.findall(content)]
        found = found or [x509.load_der_x509_certificate(content)]
    except ValueError:
        raise Refusal("There is no certificate in {file}.", file=file.name) from None
    return [certificate.public_bytes(Encoding.DER) for certificate in found]


def files(data_dir: Path) -> list[Path]:
    """Give the files of the certificates that are trusted, one in each."""
    return sorted((data_dir / FOLDER).glob("*.cer"))


def kept(data_dir: Path) -> list[bytes]:
    """Give the certificates that are trusted. One that can't be read is left out: it can vouch for nobody."""
    found = []
    for file in files(data_dir):
        try:
            found += load(file)
        except Refusal:
            continue
    return found


def name_of(certificate: bytes) -> str:
    """Give the name a certificate (DER) is issued to, and until when it holds."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    read = x509.load_der_x509_certificate(certificate)
    names = read.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    name = str(names[0].value) if names else read.subject.rfc4514_string()
    return f"{name} ({read.not_valid_after_utc:%d.%m.%Y})"


def keep(file: Path, data_dir: Path) -> int:
    """Trust the certificates of a file from now on; give their number. Raises Refusal where there are none."""
    from hashlib import sha256

    loaded = load(file)
    folder = data_dir / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        raise Refusal("The folder {folder} can't be written to.", folder=str(folder)) from None
    for certificate in loaded:
        durable.write(certificate, folder / f"{sha256(certificate).hexdigest()}.cer")
    return len(loaded)


def forget(certificate: bytes, data_dir: Path) -> None:
    """Trust a certificate no more. Raises Refusal where the file can't be removed."""
    from hashlib import sha256

    file = data_dir / FOLDER / f"{sha256(certificate).hexdigest()}.cer"
    try:
        file.unlink(missing_ok=True)
    except OSError:
        raise Refusal("The file {file} can't be written.", file=str(file)) from None
