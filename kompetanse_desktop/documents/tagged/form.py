"""Signature fields: empty, tagged and ready, so that signing adds nothing that breaks the standards.

Fields that the signing library makes itself have no place in the structure tree. The clauses are of
ISO 32000-1 (PDF 1.7), ISO 19005-2 (PDF/A-2) and ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from kompetanse_desktop.documents.tagged.structure import SignatureField

PRINTED = 4
"""The annotation flag that PDF/A-2 demands of every widget (6.3.2)."""
SIGNATURES_EXIST, APPEND_ONLY = 1, 2
"""There is a signature field; only save what is added (ISO 32000-1, 12.7.2)."""
NO_CHANGES = 1
"""After this signature nothing may be changed, and no field filled in (12.8.2.2)."""


def widget(pdf: Pdf, field: SignatureField, pages: Sequence[pikepdf.Object], number: int) -> pikepdf.Object:
    """Put an empty field on its page. ``number`` is its place in the parent tree (14.7.4.4).

    The field of the one who signs last locks the document; the lock has to be there before anybody signs.
    """
    page, (left, bottom, right, top) = field.place
    box = [round(edge, 2) for edge in (left, bottom, right, top)]
    blank = pdf.make_stream(
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, round(box[2] - box[0], 2), round(box[3] - box[1], 2)]),
        Resources=Dictionary(),
    )
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(field.name),
            TU=String(field.label),
            F=PRINTED,
            Rect=Array(box),
            P=pages[page],
            AP=Dictionary(N=blank),
            StructParent=number,
        )
    )
    if field.locks:
        made.Lock = pdf.make_indirect(Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=NO_CHANGES))
    if "/Annots" not in pages[page]:
        pages[page].Annots = Array()
    pages[page].Annots.append(made)
    return made


def write_form(pdf: Pdf, widgets: Sequence[pikepdf.Object]) -> None:
    """Name the fields in the file's form; without any there is no form."""
    if widgets:
        pdf.Root.AcroForm = pdf.make_indirect(
            Dictionary(Fields=Array(list(widgets)), SigFlags=SIGNATURES_EXIST | APPEND_ONLY)
        )
