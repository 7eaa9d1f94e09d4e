"""Tell from its bytes what a file is, and refuse in plain words what isn't a list this program reads.

Two steps: ``outer`` looks only at how the bytes begin, in the program itself; ``inner`` opens what is zipped or
an old Office file, in the reader process.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import ole
from kompetanse_desktop.exchange.packages import Package
from kompetanse_desktop.exchange.refusals import Stopped, refused

MOST_BYTES = 60_000_000
"""No list of proposals is larger; a file that is would only fill the memory."""

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"BM")
FILM_OR_PHOTO = slice(4, 8), b"ftyp"
"""HEIC, as telephones make it, and films say so after four bytes of length."""
COMPRESSED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00")
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Outer(StrEnum):
    """What a file is from outside."""

    TEXT = "text"
    ZIP = "zip"
    OLE = "ole"
    PDF = "pdf"
    XFDF = "xfdf"
    HTML = "html"
    """Only from the clipboard: a file that is a web page is refused."""


class Kind(StrEnum):
    """The kinds that are read, of those that are told apart inside."""

    XLSX = "xlsx"
    ODS = "ods"
    DOCX = "docx"
    XLS = "xls"


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
        raise refused("empty", name)
    return data


def outer(data: bytes) -> Outer:
    """Tell what these bytes are, whatever the file is called. Raises Stopped for all that is never a list."""
    if data.startswith(ole.MAGIC):
        return Outer.OLE
    if data.startswith(b"PK"):
        return Outer.ZIP
    head = data[:1024]
    if b"%PDF-" in head:
        return Outer.PDF
    if b"%FDF-" in head:
        raise Stopped("fdf")
    if data.startswith(COMPRESSED):
        raise Stopped("compressed")
    start = _plain(data[:4096]).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{\\rtf"):
        raise Stopped("rich_text")
    if start.startswith(b"<"):
        return _marked_up(start)
    if _is_picture(data):
        raise Stopped("picture")
    if start.startswith((b"mime-version:", b"content-type: multipart")) and b"text/html" in data[:8192].lower():
        raise Stopped("web_page")
    if not data.startswith(BYTE_ORDER_MARKS) and wide_order(data) is None and _mostly_control(data):
        raise Stopped("not_a_list")
    return Outer.TEXT


def wide_order(data: bytes) -> str | None:
    """Tell the byte order of text in two bytes a sign that doesn't say so itself; None where it is no such text.

    Text in European languages then has a zero in nearly every second byte, and never in the others.
    """
    sample = data[: min(len(data), 4096) // 2 * 2]
    pairs = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if pairs >= 4 and second * 10 >= pairs * 8 and not first:
        return "utf-16-le"
    if pairs >= 4 and first * 10 >= pairs * 8 and not second:
        return "utf-16-be"
    return None


def _plain(start: bytes) -> bytes:
    """Give the beginning as single bytes, so that what is written in two bytes a sign is known too."""
    wide = start.startswith(BYTE_ORDER_MARKS) or wide_order(start)
    return start.replace(b"\0", b"").lstrip(b"\xff\xfe") if wide else start


def _marked_up(start: bytes) -> Outer:
    if b"<xfdf" in start:
        return Outer.XFDF
    if re.match(rb"<(?:!doctype html|html|head|body|table|meta|style|div)", start) or b"<html" in start:
        raise Stopped("web_page")
    if start.startswith((b"<?xml", b"<!doctype")):
        raise Stopped("xml")
    return Outer.TEXT


def _is_picture(data: bytes) -> bool:
    binary = b"\0" in data[:256] or data.startswith((b"\xff\xd8\xff", b"\x89PNG"))
    return binary and (data.startswith(PICTURES) or data[FILM_OR_PHOTO[0]] == FILM_OR_PHOTO[1])


def _mostly_control(data: bytes) -> bool:
    sample = data[:4096]
    control = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 26) for byte in sample)
    return b"\0" in data or control * 50 > len(sample)


# --- inside, in the reader process


def inner_ole(file: ole.CompoundFile) -> Kind:
    """Tell what an old Office file is. Raises Stopped for all but old Excel."""
    names = file.names
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise Stopped("locked")
    if "workbook" in names or "book" in names:
        return Kind.XLS
    if "worddocument" in names:
        raise Stopped("old_word")
    if "powerpoint document" in names:
        raise Stopped("presentation")
    if any(name.startswith("__properties_version") for name in names):
        raise Stopped("mail")
    raise Stopped("not_a_list")


def inner_zip(package: Package) -> Kind:
    """Tell what a zipped document is. Raises Stopped for all but the documents we read."""
    names = frozenset(package.names)
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        raise Stopped("binary_workbook")
    if "word/document.xml" in names:
        return Kind.DOCX
    if any(name.startswith("ppt/") for name in names):
        raise Stopped("presentation")
    if "index/document.iwa" in names or any(name.endswith(".iwa") for name in names):
        raise Stopped("numbers")
    mimetype = package.part("mimetype")[:100] if "mimetype" in names else b""
    if b"opendocument" in mimetype or {"content.xml", "meta-inf/manifest.xml"} <= names:
        return _open_document(mimetype)
    raise Stopped("compressed")


def _open_document(mimetype: bytes) -> Kind:
    kinds: Sequence[tuple[bytes, str]] = ((b".text", "open_text"), (b".presentation", "presentation"))
    for word, code in kinds:
        if word in mimetype:
            raise Stopped(code)
    if mimetype and b".spreadsheet" not in mimetype:
        raise Stopped("other_open")
    return Kind.ODS
