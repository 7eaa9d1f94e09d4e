"""Turns reportlab's file into PDF/A-2a and PDF/UA-1: structure, language, colours, metadata, mended fonts.

The clauses are of ISO 19005-2 (PDF/A-2), ISO 14289-1 (PDF/UA-1) and ISO 32000-1 (PDF 1.7).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from kompetanse_desktop import paths
from kompetanse_desktop.documents.tagged.form import widget, write_form
from kompetanse_desktop.documents.tagged.metadata import xmp
from kompetanse_desktop.documents.tagged.outline import write_outline
from kompetanse_desktop.documents.tagged.structure import Bookmark, Node, Role
from kompetanse_desktop.documents.tagged.unicode_maps import mend_unicode_maps

COLOUR_PROFILE = "sRGB.icc"
_ROLE_NAMES = {role: Name("/" + role) for role in Role}
"""Made once: a name of its own for each of a hundred thousand elements takes a fifth of their memory."""


@dataclass(frozen=True)
class About:
    """What the file says of itself. ``language`` is a tag such as nn-NO."""

    title: str
    language: str
    author: str
    program: str
    made_at: datetime


def finish(document: bytes, root: Node, bookmarks: list[Bookmark], about: About) -> bytes:
    """Give the finished file: the same input gives the same bytes. The tree under ``root`` is used up."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        _write_structure(pdf, root)
        _write_catalog(pdf, about)
        _write_output_intent(pdf)
        mend_unicode_maps(pdf)
        write_outline(pdf, bookmarks)
        written = io.BytesIO()
        pdf.save(
            written,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return written.getvalue()


def _write_structure(pdf: Pdf, root: Node) -> None:
    """Write structure tree and parent tree (14.7), and order of tabs by structure (UA-1, 7.18.3)."""
    pages = [page.obj for page in pdf.pages]
    owners: list[dict[int, tuple[int, int]]] = [{} for _ in pages]
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    widgets: list[tuple[pikepdf.Object, pikepdf.Object]] = []
    # One for all the cells: in a thousand measures they are a fourth of all there is to keep.
    scopes = {
        scope: pdf.make_indirect(Dictionary(O=Name.Table, Scope=Name("/" + scope))) for scope in ("Row", "Column")
    }
    tree.K = _element(pdf, root, tree, pages, owners, widgets, scopes)
    numbers = Array()
    for index, page in enumerate(pages):
        page.StructParents = index
        page.Tabs = Name.S
        marks = owners[index]
        numbers.append(index)
        numbers.append(pdf.make_indirect(Array([pdf.get_object(marks[mark]) for mark in range(len(marks))])))
    for number, (_, element) in enumerate(widgets, start=len(pages)):
        numbers.extend([number, element])
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pages) + len(widgets)
    pdf.Root.StructTreeRoot = tree
    write_form(pdf, [made for made, _ in widgets])


def _element(
    pdf: Pdf,
    node: Node,
    parent: pikepdf.Object,
    pages: Sequence[pikepdf.Object],
    owners: list[dict[int, tuple[int, int]]],
    widgets: list[tuple[pikepdf.Object, pikepdf.Object]],
    scopes: Mapping[str, pikepdf.Object],
) -> pikepdf.Object:
    """Write one structure element and all under it; signature fields are added to ``widgets`` with their elements."""
    element = pdf.make_indirect(Dictionary(S=_ROLE_NAMES[node.role], P=parent))
    if node.scope:
        element.A = scopes[node.scope]
    kids: list[object] = []
    if node.content:
        first = node.content[0][0]
        element.Pg = pages[first]
        for page, mark in node.content:
            owners[page][mark] = element.objgen
            kids.append(mark if page == first else Dictionary(Type=Name.MCR, Pg=pages[page], MCID=mark))
    for child in node.children:
        if not child.is_empty:
            kids.append(_element(pdf, child, element, pages, owners, widgets, scopes))
    node.children.clear()  # so that a long document isn't in memory twice
    if node.field is not None:
        made = widget(pdf, node.field, pages, number=len(pages) + len(widgets))
        widgets.append((made, element))
        kids.append(Dictionary(Type=Name.OBJR, Obj=made, Pg=made.P))
    if kids:
        element.K = kids[0] if len(kids) == 1 else Array(kids)
    return element


def _write_catalog(pdf: Pdf, about: About) -> None:
    catalog = pdf.Root
    catalog.MarkInfo = Dictionary(Marked=True)
    catalog.Lang = String(about.language)
    catalog.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    catalog.PageMode = Name.UseOutlines if len(pdf.pages) > 1 else Name.UseNone
    catalog.Metadata = pdf.make_stream(
        xmp(about.title, about.language, about.author, about.program, about.made_at),
        Type=Name.Metadata,
        Subtype=Name.XML,
    )
    stamp = about.made_at.strftime("D:%Y%m%d%H%M%S")
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.author),
            Creator=String(about.program),
            Producer=String(about.program),
            CreationDate=String(stamp),
            ModDate=String(stamp),
        )
    )


def _write_output_intent(pdf: Pdf) -> None:
    """Say what the colours mean (A-2, 6.2.3). The profile is a file: one made here would carry the clock."""
    profile = pdf.make_stream((paths.resources() / "colour" / COLOUR_PROFILE).read_bytes(), N=3)
    pdf.Root.OutputIntents = Array(
        [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=String("sRGB"),
                    Info=String("sRGB IEC61966-2.1"),
                    DestOutputProfile=profile,
                )
            )
        ]
    )
