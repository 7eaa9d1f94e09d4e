"""Checks a file against what PDF/A-2a and PDF/UA-1 ask of the parts that the documents of this program have.

Not all of the standards: what our own layer answers for. ``faults`` names each fault in a sentence. The clauses
are of ISO 19005-2 (A), ISO 14289-1 (UA) and ISO 32000-1 (7).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI"}
STANDARD_TYPES = frozenset(
    {
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"),
        *("Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH"),
        *("TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"),
        *("Figure", "Formula", "Form"),
    }
)
MUST_NOT = {
    "/JavaScript": "a script",
    "/JS": "a script",
    "/Launch": "an action that starts a program",
    "/EmbeddedFiles": "a file inside it",
    "/EF": "a file inside it",
    "/URI": "a link to somewhere else",
    "/GoToR": "a link to another file",
    "/SubmitForm": "an action that sends something",
    "/OpenAction": "an action at opening",
    "/AA": "an action of its own",
    "/XFA": "a form of another kind",
    "/Encrypt": "encryption",
}


def faults(document: bytes | Pdf) -> list[str]:
    """Give what is wrong with a file, one sentence each; nothing for a good one."""
    if isinstance(document, Pdf):
        return list(_faults(document))
    with pikepdf.open(io.BytesIO(document)) as pdf:
        return list(_faults(pdf))


def _faults(pdf: Pdf) -> Iterator[str]:
    for check in (_catalog, _metadata, _colours, _nothing_foreign, _fonts, _structure, _content, _annotations):
        yield from check(pdf)


def _catalog(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not (root.get("/MarkInfo") and root.MarkInfo.get("/Marked")):
        yield "it doesn't say that it is tagged (7, 14.7.1)"
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", str(root.get("/Lang", ""))):
        yield "it doesn't name its language (UA 7.2)"
    if not (root.get("/ViewerPreferences") and root.ViewerPreferences.get("/DisplayDocTitle")):
        yield "a reader shows the file's name in the place of its title (UA 7.1)"
    if "/StructTreeRoot" not in root:
        yield "it has no structure tree (7, 14.7.2)"


def _metadata(pdf: Pdf) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        yield "it has no XMP metadata (A 6.6.2)"
        return
    xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")
    for what, said in (
        ("pdfaid:part", "2"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
    ):
        if f"<{what}>{said}</{what}>" not in xmp:
            yield f"its metadata doesn't say {what} {said} (A 6.6.4, UA 5)"
    if not re.search(r"<dc:title>.*<rdf:li[^>]*>[^<]+</rdf:li>", xmp, re.DOTALL):
        yield "its metadata has no title (UA 7.1)"
    if "/Info" in pdf.trailer and "/Title" in pdf.trailer.Info:
        escaped = str(pdf.trailer.Info.Title).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if escaped not in xmp:
            yield "its two titles differ (A 6.6.3)"


def _colours(pdf: Pdf) -> Iterator[str]:
    intents = list(pdf.Root.get("/OutputIntents", Array()))
    if not any(one.get("/S") == Name.GTS_PDFA1 and "/DestOutputProfile" in one for one in intents):
        yield "it doesn't say what its colours mean (A 6.2.3)"


def _nothing_foreign(pdf: Pdf) -> Iterator[str]:
    found = set()
    for thing in pdf.objects:
        for dictionary in _dictionaries(thing):
            found |= {MUST_NOT[key] for key in dictionary.keys() & MUST_NOT.keys()}
            if str(dictionary.get("/S", "")) in MUST_NOT:
                found.add(MUST_NOT[str(dictionary.S)])
            if dictionary.get("/Subtype") in (Name.Image, Name.FileAttachment, Name.RichMedia, Name.Screen):
                found.add(f"a thing of kind {dictionary.Subtype}")
    for what in sorted(found):
        yield f"it holds {what} (A 6.5, 6.8)"


def _dictionaries(thing: Any) -> Iterator[Any]:
    """Give the direct dictionaries in an object; what it refers to comes by itself."""
    if isinstance(thing, Array):
        for one in thing:
            if isinstance(one, (Array, Dictionary)) and not one.is_indirect:
                yield from _dictionaries(one)
    elif isinstance(thing, (Dictionary, pikepdf.Stream)):
        yield thing
        for _, one in thing.items():
            if isinstance(one, (Array, Dictionary)) and not one.is_indirect:
                yield from _dictionaries(one)


def _fonts(pdf: Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary) or thing.get("/Type") != Name.Font:
            continue
        name = str(thing.get("/BaseFont", "?"))
        descriptor = thing.get("/FontDescriptor")
        if descriptor is None or not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"the font {name} is not in the file (A 6.2.11.4)"
        if "/ToUnicode" not in thing:
            yield f"the font {name} doesn't say what its signs mean (A 6.2.11.7)"
        elif re.search(rb"<[0-9A-F]+>\s*<(0000|FEFF|FFFE)>", thing.ToUnicode.read_bytes()):
            yield f"the font {name} maps a sign to nothing (A 6.2.11.7.2)"


def elements(parent: Any) -> Iterator[Any]:
    """Give the structure elements under one, in reading order."""
    for kid in _kids(parent):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]


def _structure(pdf: Pdf) -> Iterator[str]:
    if "/StructTreeRoot" not in pdf.Root:
        return
    heading = 0
    for element in elements(pdf.Root.StructTreeRoot):
        role = str(element.S)[1:]
        if role not in STANDARD_TYPES:
            yield f"{role} is no standard type (A 6.7.3.4)"
        if role in ("Figure", "Formula") and not (str(element.get("/Alt", "")) or str(element.get("/ActualText", ""))):
            yield f"a {role} has no text in its place (UA 7.3)"
        if re.fullmatch("H[1-6]", role):
            if int(role[1]) > heading + 1:
                yield f"a heading goes from level {heading} to {role[1]} (UA 7.4.2)"
            heading = int(role[1])
        if role == "Table":
            yield from _table(element)


def _table(table: Any) -> Iterator[str]:
    rows = [one for one in elements(table) if one.S == Name.TR]
    cells = [[cell for cell in _kids(row) if isinstance(cell, Dictionary) and "/S" in cell] for row in rows]
    if not any(cell.S == Name.TH for row in cells for cell in row):
        yield "a table has no header cell (UA 7.5)"
    for row in cells:
        for cell in row:
            if cell.S not in (Name.TH, Name.TD):
                yield f"a table row holds {cell.S} (7, 14.8.4.3.4)"
            attributes = cell.get("/A")
            scope = None if attributes is None else attributes.get("/Scope")
            if cell.S == Name.TH and scope not in (Name.Row, Name.Column, Name.Both):
                yield "a header cell doesn't say what it is the head of (UA 7.5)"
    if len({len(row) for row in cells}) > 1:
        yield "the rows of a table aren't of the same length (A 6.7.3.3, UA 7.2)"


def _content(pdf: Pdf) -> Iterator[str]:
    """Everything painted is content of just one element, or an artifact (UA 7.1)."""
    if "/StructTreeRoot" not in pdf.Root or "/ParentTree" not in pdf.Root.StructTreeRoot:
        yield "it has no parent tree (7, 14.7.4.4)"
        return
    owned = _owned(pdf)
    parents = _numbers(pdf.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(pdf.pages, start=1):
        marks = yield from _marks(page, number)
        owners = parents.get(int(page.obj.get("/StructParents", -1)))
        for mark in marks:
            listed = isinstance(owners, Array) and mark < len(owners) and isinstance(owners[mark], Dictionary)
            if not listed or owned.get((page.obj.objgen, mark)) != owners[mark].objgen:  # type: ignore[index]
                yield f"content {mark} of page {number} isn't in the structure tree (7, 14.7.4.4)"
        if len(marks) != len(set(marks)):
            yield f"page {number} uses a mark twice (7, 14.7.4.2)"
        for (of_page, mark), _ in owned.items():
            if of_page == page.obj.objgen and mark not in marks:
                yield f"the structure tree has content {mark}, which page {number} hasn't (7, 14.7.4.2)"


def _numbers(tree: Any) -> dict[int, Any]:
    """Give a number tree as a dictionary (7, 7.9.7)."""
    found: dict[int, Any] = {}
    pairs = list(tree.get("/Nums", Array()))
    found.update((int(key), value) for key, value in zip(pairs[::2], pairs[1::2], strict=True))
    for kid in tree.get("/Kids", Array()):
        found.update(_numbers(kid))
    return found


def _owned(pdf: Pdf) -> dict[tuple[Any, int], Any]:
    """Give the element of each marked content: (page, mark) → element."""
    owned = {}
    for element in elements(pdf.Root.StructTreeRoot):
        for kid in _kids(element):
            if isinstance(kid, int):
                owned[element.Pg.objgen, kid] = element.objgen
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                owned[kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)] = element.objgen
    return owned


def _marks(page: pikepdf.Page, number: int) -> Any:
    """Give the marks of a page in order; what is painted outside them is told as a fault."""
    found: list[int] = []
    depth = loose = nested = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            nested += depth > 0
            depth += 1
            if operands[0] != Name.Artifact and name == "BDC" and "/MCID" in operands[1]:
                found.append(int(operands[1].MCID))
        elif name == "EMC":
            depth -= 1
        elif name in PAINTS and depth == 0:
            loose += 1
    if loose:
        yield f"page {number} paints {loose} things that are neither tagged nor artifacts (UA 7.1)"
    if depth or nested:
        yield f"the marks of page {number} don't stand beside each other (7, 14.6.1)"
    return found


def _annotations(pdf: Pdf) -> Iterator[str]:
    parents = _numbers(pdf.Root.get("/StructTreeRoot", Dictionary()).get("/ParentTree", Dictionary()))
    for number, page in enumerate(pdf.pages, start=1):
        if page.obj.get("/Tabs") != Name.S:
            yield f"the tab key goes through page {number} in another order than it is read (UA 7.18.3)"
        for annotation in page.obj.get("/Annots", Array()):
            if not (str(annotation.get("/Contents", "")) or str(annotation.get("/TU", ""))):
                yield f"a field on page {number} doesn't say what it is (UA 7.18.1)"
            if annotation.get("/Subtype") != Name.Widget:
                yield f"page {number} has an annotation of kind {annotation.get('/Subtype')}"
            if not isinstance(parents.get(int(annotation.get("/StructParent", -1))), Dictionary):
                yield f"a field on page {number} isn't in the structure tree (UA 7.18.1)"
            flags = int(annotation.get("/F", 0))
            if not flags & 4 or flags & 0b100011:
                yield f"a field on page {number} is hidden or isn't printed (A 6.3.2)"
