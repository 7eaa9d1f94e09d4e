"""Ways to spoil a signed document, each drawn from a seed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from random import Random

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.documents.signing.documents import once, twice, unsigned

_CONTENTS = re.compile(rb"/Contents\s*<([0-9a-fA-F]+)>")
Mutation = Callable[[bytes, Random], bytes]


def flip_a_bit(document: bytes, chance: Random) -> bytes:
    spoilt = bytearray(document)
    spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def flip_a_bit_of_a_signature(document: bytes, chance: Random) -> bytes:
    """What a signature doesn't cover is itself: digits, and zeros that fill the room."""
    found = chance.choice(list(_CONTENTS.finditer(document)))
    spoilt = bytearray(document)
    spoilt[chance.randrange(found.start(1) - 1, found.end(1) + 1)] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def another_digit_in_a_signature(document: bytes, chance: Random) -> bytes:
    found = chance.choice(list(_CONTENTS.finditer(document)))
    spoilt = bytearray(document)
    at = chance.randrange(found.start(1), found.end(1))
    spoilt[at] = chance.choice([digit for digit in b"0123456789abcdefABCDEF" if digit != spoilt[at]])
    return bytes(spoilt)


def cut_off(document: bytes, chance: Random) -> bytes:
    return document[: chance.randrange(len(document))]


def cut_off_the_end(document: bytes, chance: Random) -> bytes:
    return document[: -chance.randrange(1, 60)]


def without_the_last_signature(document: bytes, chance: Random) -> bytes:
    return document[: len(once()) + chance.randrange(2)] if document == twice() else unsigned()


def more_at_the_end(document: bytes, chance: Random) -> bytes:
    more = [b"\n", b" ", b"\0", b"%", b"%%EOF", b"\n%%EOF\n", chance.randbytes(20), b"\nstartxref\n0\n%%EOF\n"]
    return document + chance.choice(more)


def more_in_the_middle(document: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(document))
    return document[:at] + chance.randbytes(chance.randrange(1, 30)) + document[at:]


def some_left_out(document: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(document) - 40)
    return document[:at] + document[at + chance.randrange(1, 40) :]


def swapped_signatures(document: bytes, chance: Random) -> bytes:
    """Put one signature in the other's place, or one of another document."""
    places = list(_CONTENTS.finditer(document))
    place = chance.choice(places)
    others = [found[1] for found in _CONTENTS.finditer(twice() if document != twice() else once())]
    others += [found[1] for found in places if found is not place]
    other = chance.choice([digits for digits in others if digits != place[1]] or [b"0" * 100])
    digits = other[: len(place[1])].ljust(len(place[1]), b"0")
    return document[: place.start(1)] + digits + document[place.end(1) :]


def no_signature_in_its_place(document: bytes, chance: Random) -> bytes:
    place = chance.choice(list(_CONTENTS.finditer(document)))
    return document[: place.start(1)] + b"0" * len(place[1]) + document[place.end(1) :]


def _updated(document: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(document))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def add_a_page(document: bytes, chance: Random) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        pages = writer.root["/Pages"]
        while "/Kids" in pages["/Kids"][0]:
            pages = pages["/Kids"][0]
        pages["/Kids"].append(pages["/Kids"].raw_get(0))
        pages["/Count"] = generic.NumberObject(int(pages["/Count"]) + 1)
        writer.update_container(pages)

    return _updated(document, change)


def add_an_annotation(document: bytes, chance: Random) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        reference, _ = writer.find_page_for_modification(chance.randrange(2))
        page = reference.get_object()
        note = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name(chance.choice(["/Text", "/FreeText", "/Square"])),
                generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 500, 500))),
                generic.pdf_name("/Contents"): generic.pdf_string("9 999 999 kr"),
            }
        )
        there = page.get("/Annots", generic.ArrayObject())
        page["/Annots"] = generic.ArrayObject([*there, writer.add_object(note)])
        writer.update_container(page)

    return _updated(document, change)


def change_a_text(document: bytes, chance: Random) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        reference, _ = writer.find_page_for_modification(chance.randrange(2))
        page = reference.get_object()
        shown = page["/Contents"].data.replace(b"Tj", b"Tj ", 1) + b"\n"
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=shown))
        writer.update_container(page)

    return _updated(document, change)


def change_the_title(document: bytes, chance: Random) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.document_meta_view  # noqa: B018
        info = writer.trailer["/Info"]
        info["/Title"] = generic.pdf_string("Eit anna dokument")
        writer.update_container(info)

    return _updated(document, change)


def change_the_metadata(document: bytes, chance: Random) -> bytes:
    return _updated(document, lambda writer: writer.update_root())


def change_how_a_signature_looks(document: bytes, chance: Random) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        seen = generic.StreamObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
                generic.pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 40))),
            },
            stream_data=b"0 0 200 40 re f",
        )
        field["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(seen)})
        writer.update_container(field)

    return _updated(document, change)


def move_a_field(document: bytes, chance: Random) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (10, 10, 500, 700)))
        writer.update_container(field)

    return _updated(document, change)


def remove_a_signature(document: bytes, chance: Random) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        field = fields[chance.randrange(2)]
        if chance.random() < 0.5 and "/V" in field:
            del field["/V"]
            writer.update_container(field)
        else:
            del fields[chance.randrange(2)]
            writer.update_container(fields)

    return _updated(document, change)


def written_anew(document: bytes, chance: Random) -> bytes:
    with pikepdf.open(io.BytesIO(document)) as pdf:
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def an_older_start(document: bytes, chance: Random) -> bytes:
    """Let a reader begin at the table of an earlier revision."""
    starts = re.findall(rb"startxref\s+(\d+)", PdfFileReader(io.BytesIO(document)).stream.getvalue())
    return document + b"\nstartxref\n" + chance.choice(starts) + b"\n%%EOF\n"


MUTATIONS: tuple[Mutation, ...] = (
    *(flip_a_bit, flip_a_bit_of_a_signature, another_digit_in_a_signature, cut_off, cut_off_the_end),
    *(without_the_last_signature, more_at_the_end, more_in_the_middle, some_left_out, swapped_signatures),
    *(no_signature_in_its_place, add_a_page, add_an_annotation, change_a_text, change_the_title, change_the_metadata),
    *(change_how_a_signature_looks, move_a_field, remove_a_signature, written_anew, an_older_start),
)
