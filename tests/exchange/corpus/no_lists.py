"""Files that are no lists at all, whatever they are called: each is told what it is."""

from __future__ import annotations

from tests.exchange.corpus import old_excel
from tests.exchange.corpus.case import NOT_A_LIST, Case, Refused
from tests.exchange.corpus.packing import ods, text, xlsx, zipped

PICTURE = "{file} is a picture. Ask the sender for the list as Excel (.xlsx) or CSV."
WEB_PAGE = "{file} is a web page. Open it in Excel, save it as .xlsx, and take in that."
XML = "{file} is an XML file. Open it in Excel, save it as .xlsx, and take in that."
COMPRESSED = "{file} is a compressed folder. Unpack it, and take in the list inside."
PRESENTATION = "{file} is a presentation. Ask the sender for the list as Excel (.xlsx) or CSV."
OLD_WORD = "{file} is from an old Word. Open it, save it as .docx, and take in that."
MAIL = "{file} is an e-mail. Save what is attached to it, and take in that."
RICH_TEXT = "{file} is a text document. Open it in Word, save it as .docx, and take in that."
BINARY = "{file} is in Excel's binary format. Open it, save it as .xlsx, and take in that."
OPEN_TEXT = "{file} is a text document from LibreOffice. Open it, save it as .docx, and take in that."
OTHER_OPEN = "{file} is from LibreOffice, but is no list. Ask the sender for the list as Excel (.xlsx)."
NUMBERS = "{file} is from Numbers. Open it there, export it as Excel (.xlsx), and take in that."
FDF = "{file} is form data of an old kind. Ask the sender for the filled-in PDF form."
HTML = b"<html><body><table><tr><td>Tittel</td><td>S\xc3\xb8kjar</td></tr></table>"


def _refused(file: str, data: bytes, why: str, sentence: str) -> Case:
    return Case(file, lambda: data, why, Refused(sentence))


def _open(kind: bytes) -> bytes:
    return ods(mimetype=b"application/vnd.oasis.opendocument." + kind)


CASES = [
    _refused("png.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a PNG called csv", PICTURE),
    _refused("jpeg.csv", b"\xff\xd8\xff\xe0" + b"\0" * 50, "a JPEG called csv", PICTURE),
    _refused("heic.xlsx", b"\0\0\0\x24ftypheic" + b"\0" * 50, "a telephone's photo called xlsx", PICTURE),
    _refused("gif.csv", b"GIF89a" + b"\0" * 50, "a GIF called csv", PICTURE),
    _refused("html.xls", HTML, "a web page called xls, as some systems export", WEB_PAGE),
    _refused("html.xlsx", b"\xef\xbb\xbf\n<!DOCTYPE html><p>", "a web page with a mark before it", WEB_PAGE),
    _refused("html16.xls", HTML.decode().encode("utf-16"), "a web page in UTF-16", WEB_PAGE),
    _refused("mhtml.xls", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html>", "a web archive", WEB_PAGE),
    _refused("xml.xlsx", b"<?xml version='1.0'?><a/>", "XML called xlsx", XML),
    _refused(
        "xml2003.xls",
        b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>",
        "Excel's XML of 2003",
        XML,
    ),
    _refused("folder.xlsx", zipped({"liste.csv": text()}), "a compressed folder", COMPRESSED),
    _refused("gzip.csv", b"\x1f\x8b\x08" + b"\0" * 50, "gzip", COMPRESSED),
    _refused("rar.xlsx", b"Rar!\x1a\x07\x01\0" + b"\0" * 50, "RAR", COMPRESSED),
    _refused("nested.xlsx", zipped({"liste.xlsx": xlsx()}), "a workbook within a compressed folder", COMPRESSED),
    _refused("slides.pptx", zipped({"ppt/presentation.xml": b"<a/>"}), "slides", PRESENTATION),
    _refused("letter.doc", old_excel.compound({"WordDocument": b"x"}), "an old Word document", OLD_WORD),
    _refused("slides.ppt", old_excel.compound({"PowerPoint Document": b"x"}), "old slides", PRESENTATION),
    _refused("mail.msg", old_excel.compound({"__properties_version1.0": b"x"}), "an e-mail from Outlook", MAIL),
    _refused("unknown.xls", old_excel.compound({"Noko": b"x"}), "another compound file", NOT_A_LIST),
    _refused("letter.rtf", b"{\\rtf1 Hei}", "rich text", RICH_TEXT),
    _refused("binary.xlsb", zipped({"xl/workbook.bin": b"x"}), "Excel's binary format", BINARY),
    _refused("letter.odt", _open(b"text"), "a letter of LibreOffice", OPEN_TEXT),
    _refused("slides.odp", _open(b"presentation"), "slides of LibreOffice", PRESENTATION),
    _refused("drawing.odg", _open(b"graphics"), "a drawing of LibreOffice", OTHER_OPEN),
    _refused("list.numbers", zipped({"Index/Document.iwa": b"x"}), "Apple's Numbers", NUMBERS),
    _refused("form.fdf", b"%FDF-1.2\n1 0 obj", "form data of the old kind", FDF),
    _refused("program.exe", b"MZ" + bytes(range(256)) * 4, "a program", NOT_A_LIST),
]
