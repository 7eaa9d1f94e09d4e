"""The sentences a file is refused with, and the notes on one that is read: said by code, since the reader is apart.

The reader process may be in the hands of the file it reads, so it names a sentence and never writes one.
Each says what the file is and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping

from kompetanse_desktop.domain.saying import Param, Refusal, Saying

REFUSALS: Mapping[str, Saying] = {
    "bad_parts": Saying(
        "{file} has parts that don't belong in a list, so it isn't opened. Copy the list to a new workbook."
    ),
    "binary_workbook": Saying("{file} is in Excel's binary format. Open it, save it as .xlsx, and take in that."),
    "blank_form": Saying("{file} is a form that nobody has filled in. Ask the sender for it again."),
    "compressed": Saying("{file} is a compressed folder. Unpack it, and take in the list inside."),
    "damaged": Saying("{file} is damaged and can't be read. Ask the sender for the list again."),
    "empty": Saying("{file} is empty. Ask the sender for the list again."),
    "fdf": Saying("{file} is form data of an old kind. Ask the sender for the filled-in PDF form."),
    "locked": Saying(
        "{file} is protected with a password. Open it in Excel, remove the password, save it, and take in that."
    ),
    "locked_pdf": Saying("{file} is protected with a password. Ask the sender for it without the password."),
    "mail": Saying("{file} is an e-mail. Save what is attached to it, and take in that."),
    "no_fields": Saying(
        "{file} is a PDF without fields to fill in. Ask the sender for the list as Excel (.xlsx) or Word (.docx)."
    ),
    "no_table": Saying("{file} has no table. Ask the sender for the list as a table, or as Excel (.xlsx)."),
    "not_a_list": Saying("{file} isn't a list this program can read. Save the list as Excel (.xlsx) or CSV."),
    "nothing_pasted": Saying("No table was copied. Mark the rows in Excel or Word, copy them, and try again."),
    "numbers": Saying("{file} is from Numbers. Open it there, export it as Excel (.xlsx), and take in that."),
    "old_word": Saying("{file} is from an old Word. Open it, save it as .docx, and take in that."),
    "open_text": Saying("{file} is a text document from LibreOffice. Open it, save it as .docx, and take in that."),
    "other_open": Saying("{file} is from LibreOffice, but is no list. Ask the sender for the list as Excel (.xlsx)."),
    "picture": Saying("{file} is a picture. Ask the sender for the list as Excel (.xlsx) or CSV."),
    "presentation": Saying("{file} is a presentation. Ask the sender for the list as Excel (.xlsx) or CSV."),
    "rich_text": Saying("{file} is a text document. Open it in Word, save it as .docx, and take in that."),
    "too_large": Saying(
        "{file} has far more cells than a list of proposals. Copy the list to a new workbook and take in that."
    ),
    "too_slow": Saying("{file} took too long to read, so it was left. Copy the list to a new workbook."),
    "web_page": Saying("{file} is a web page. Open it in Excel, save it as .xlsx, and take in that."),
    "xfa": Saying(
        "{file} is a form that only Adobe Reader can open. Ask the sender for what it says as Excel (.xlsx) or "
        "Word (.docx)."
    ),
    "xml": Saying("{file} is an XML file. Open it in Excel, save it as .xlsx, and take in that."),
}

NOTES: Mapping[str, Saying] = {
    "changes_accepted": Saying("The document has tracked changes. They were read as if accepted."),
    "hidden_text": Saying("The document has hidden text, which was left out."),
    "macros": Saying("The file has macros. They were not run."),
    "struck_out": Saying("Text that is marked as deleted was left out."),
}


def refused(code: str, name: str) -> Refusal:
    """Make the refusal of a file by its code. Raises KeyError for a code that doesn't exist."""
    return Refusal(REFUSALS[code].message, file=name)


def note(code: str, params: Mapping[str, Param] | None = None) -> Saying:
    """Make a note by its code. Raises KeyError for a code that doesn't exist."""
    return Saying(NOTES[code].message, dict(params or {}))


class Stopped(Exception):
    """Raised while reading what must not or can't be read: ``code`` is one of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
