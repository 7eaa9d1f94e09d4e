"""Tell from its bytes what a file is, and refuse in plain words what isn't a list this program reads."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from kompetanse_desktop.domain.saying import Refusal

MOST_BYTES = 60_000_000
"""No list of proposals is larger; a file that is would only fill the memory."""

OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
FILM_OR_PHOTO = slice(4, 8), b"ftyp"
"""HEIC, as telephones make it, and films say so after four bytes of length."""

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
)
"""What zipfile raises for archives that aren't whole or aren't archives."""


class Kind(StrEnum):
    """The kinds of file that are read as lists."""

    XLSX = "xlsx"
    CSV = "csv"


def load(path: Path) -> bytes:
    """Give the bytes of a file. Raises Refusal for one that is missing, unreadable, empty or far too large."""
    name = path.name
    try:
        if path.is_dir():
            raise Refusal("{file} is a folder. Choose the list itself.", file=name)
        if path.stat().st_size > MOST_BYTES:
            raise Refusal("{file} is too large to be a list of proposals.", file=name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise Refusal("There is no file called {file}.", file=str(path)) from None
    except (OSError, ValueError):
        raise Refusal(
            "{file} can't be read. Check that you may open it and that it is on this machine.", file=name
        ) from None
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refusal("{file} is empty. Ask the sender for the list again.", file=name)
    return data


def kind_of(data: bytes, name: str) -> Kind:
    """Tell what these bytes are, whatever the file is called. Raises Refusal for all but the lists we read."""
    if data.startswith(OLD_OFFICE):
        raise _old_office(data, name)
    if data.startswith(b"PK"):
        return _zipped(data, name)
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in data[:1024].lower():
        raise Refusal("{file} is a PDF. Save the list as Excel (.xlsx) or CSV and take in that.", file=name)
    if start.startswith(b"{\\rtf"):
        raise Refusal("{file} is a text document. Save the list as Excel (.xlsx) or CSV and take in that.", file=name)
    if data.startswith(PICTURES) or data[FILM_OR_PHOTO[0]] == FILM_OR_PHOTO[1]:
        raise Refusal("{file} is a picture. Ask the sender for the list as Excel (.xlsx) or CSV.", file=name)
    if re.match(rb"<(?:!doctype html|html|head|body|table|meta)", start) or b"<html" in start:
        raise Refusal("{file} is a web page. Open it in Excel, save it as .xlsx, and take in that.", file=name)
    if start.startswith((b"<?xml", b"<!doctype")):
        raise Refusal("{file} is an XML file. Open it in Excel, save it as .xlsx, and take in that.", file=name)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and (b"\x00" in data or _mostly_control(data)):
        raise Refusal("{file} isn't a list this program can read. Save the list as Excel (.xlsx) or CSV.", file=name)
    return Kind.CSV


def _mostly_control(data: bytes) -> bool:
    sample = data[:4096]
    control = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 26) for byte in sample)
    return control * 50 > len(sample)


def _old_office(data: bytes, name: str) -> Refusal:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refusal(
            "{file} is protected with a password. Open it in Excel, remove the password, save it, and take in that.",
            file=name,
        )
    if "WordDocument".encode("utf-16-le") in data:
        return Refusal("{file} is a Word document. Save the list as Excel (.xlsx) or CSV and take in that.", file=name)
    return Refusal("{file} is from an old Excel. Open it, save it as .xlsx, and take in that.", file=name)


def _zipped(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = {entry.filename.casefold().lstrip("/") for entry in archive.infolist()}
            encrypted = any(entry.flag_bits & 1 for entry in archive.infolist())
            mimetype = archive.read("mimetype")[:100] if "mimetype" in inside and not encrypted else b""
    except BROKEN_ZIP:
        raise damaged(name) from None
    if encrypted:
        raise Refusal(
            "{file} is protected with a password. Open it in Excel, remove the password, save it, and take in that.",
            file=name,
        )
    if "xl/workbook.xml" in inside:
        return Kind.XLSX
    if "xl/workbook.bin" in inside:
        raise Refusal("{file} is in Excel's binary format. Open it, save it as .xlsx, and take in that.", file=name)
    if any(part.startswith("word/") for part in inside):
        raise Refusal("{file} is a Word document. Save the list as Excel (.xlsx) or CSV and take in that.", file=name)
    if b"opendocument" in mimetype:
        raise Refusal("{file} is from LibreOffice. Open it, save it as Excel (.xlsx), and take in that.", file=name)
    if any(part.startswith("ppt/") for part in inside):
        raise Refusal("{file} is a presentation. Ask the sender for the list as Excel (.xlsx) or CSV.", file=name)
    raise Refusal("{file} is a compressed folder. Unpack it, and take in the list inside.", file=name)


def damaged(name: str) -> Refusal:
    """Say that a file can't be read because it isn't whole."""
    return Refusal("{file} is damaged and can't be read. Ask the sender for the list again.", file=name)
