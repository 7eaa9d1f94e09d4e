"""The finished file: all that is drawn is tagged or an artifact, in an order that reads well."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pikepdf
import pytest

from kompetanse_desktop.documents.innstilling import render
from kompetanse_desktop.documents.tagged.outline import MOST_SIBLINGS
from kompetanse_desktop.documents.tagged.unicode_maps import mended
from kompetanse_desktop.domain.recommendation import Recommendation, recommend
from kompetanse_desktop.text import Words
from tests.documents.rounds import MADE_AT, many_state

PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI"}


@pytest.fixture(scope="module")
def document() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(render(recommend(many_state(30), MADE_AT), Words("nn")))) as pdf:
        yield pdf


def elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Give the structure elements under one, in reading order."""
    kids = parent.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def marks(page: pikepdf.Page) -> list[int]:
    """Give the marks of a page; fail where something is painted outside marks and artifacts."""
    found, depth = [], 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            depth += 1
            if operands[0] != "/Artifact":
                found.append(int(operands[1].MCID))
        elif name == "EMC":
            depth -= 1
        elif name in PAINTS:
            assert depth == 1, f"{name} at depth {depth}"
    assert depth == 0
    return found


def test_everything_painted_is_marked_once(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        numbers = marks(page)
        assert numbers == list(range(len(numbers)))


def test_the_parent_tree_finds_the_owner_of_every_mark(document: pikepdf.Pdf) -> None:
    tree = document.Root.StructTreeRoot
    numbers = tree.ParentTree.Nums
    for index, page in enumerate(document.pages):
        assert int(page.obj.StructParents) == index == int(numbers[2 * index])
        owners = numbers[2 * index + 1]
        assert len(owners) == len(marks(page))
        for mark, owner in enumerate(owners):
            kids = owner.K if isinstance(owner.K, pikepdf.Array) else [owner.K]
            on_page = [
                int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) else int(kid)
                for kid in kids
                if (kid.Pg if isinstance(kid, pikepdf.Dictionary) else owner.Pg).objgen == page.obj.objgen
            ]
            assert mark in on_page


def test_headings_skip_no_level(document: pikepdf.Pdf) -> None:
    levels = [int(str(e.S)[2:]) for e in elements(document.Root.StructTreeRoot) if re.fullmatch(r"/H\d", str(e.S))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(3) == 30


def test_tables_are_regular_and_have_heads(document: pikepdf.Pdf) -> None:
    tables = [e for e in elements(document.Root.StructTreeRoot) if e.S == "/Table"]
    assert tables
    for table in tables:
        rows = [e for e in elements(table) if e.S == "/TR"]
        cells = [[cell for cell in elements(row) if cell.S in ("/TH", "/TD")] for row in rows]
        assert len({len(row) for row in cells}) == 1
        heads = [cell for row in cells for cell in row if cell.S == "/TH"]
        assert heads
        assert all(str(cell.A.Scope) in ("/Row", "/Column") for cell in heads)


def test_a_repeated_head_is_an_artifact(document: pikepdf.Pdf) -> None:
    ranked = [e for e in elements(document.Root.StructTreeRoot) if e.S == "/Table"][1]
    pages = {e.Pg.objgen for e in elements(ranked) if "/Pg" in e}
    assert len(pages) > 1
    head = next(e for e in elements(ranked) if e.S == "/THead")
    assert len({e.Pg.objgen for e in elements(head) if "/Pg" in e}) == 1


@pytest.mark.parametrize(("language", "tag"), [("nn", "nn-NO"), ("nb", "nb-NO"), ("en", "en-GB")])
def test_the_file_says_what_it_is(sample: Recommendation, language: str, tag: str) -> None:
    with pikepdf.open(io.BytesIO(render(sample, Words(language)))) as pdf:
        assert str(pdf.Root.Lang) == tag
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)
        intent = pdf.Root.OutputIntents[0]
        assert (intent.S, int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "2A"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == str(pdf.docinfo.Title)
            assert metadata["xmp:CreateDate"] == "2021-04-14T12:30:00"
        assert str(pdf.docinfo.CreationDate) == "D:20210414123000"


def test_no_county_breaks_the_metadata(make: Callable[..., Recommendation]) -> None:
    county = "Møre\u00a0<&>\ufffe\x01\nog {title}"
    with pikepdf.open(io.BytesIO(render(make(county=county), Words("nn")))) as pdf:
        assert str(pdf.docinfo.Author).endswith("Møre\u00a0<&>\ufffd og {title}")
        with pdf.open_metadata() as metadata:
            assert metadata["dc:creator"] == [str(pdf.docinfo.Author)]


def test_the_outline_is_grouped_where_it_is_long() -> None:
    with pikepdf.open(io.BytesIO(render(recommend(many_state(120), MADE_AT), Words("nn")))) as pdf:
        with pdf.open_outline() as outline:
            sizes = [len(outline.root)]
            leaves = []
            for item in outline.root:
                sizes.append(len(item.children))
                for child in item.children:
                    sizes.append(len(child.children))
                    leaves += [leaf.title for leaf in child.children]
        assert max(sizes) <= MOST_SIBLINGS
        assert len(leaves) == 120
        assert leaves[0].startswith("1 · ")


def test_unicode_maps_are_mended() -> None:
    reportlabs = (
        b"1 begincodespacerange\n<00> <04>\nendcodespacerange\n5 beginbfchar\n"
        b"<00> <0000>\n<01> <0041>\n<02> <E0A0>\n<03> <1F600>\n<04> <0000>\nendbfchar\nendcmap\n"
    )
    assert mended(reportlabs) == (
        b"1 begincodespacerange\n<00> <04>\nendcodespacerange\n3 beginbfchar\n"
        b"<01> <0041>\n<02> <00A0>\n<03> <D83DDE00>\nendbfchar\nendcmap\n"
    )


def test_amounts_keep_their_no_break_spaces_for_readers(document: pikepdf.Pdf) -> None:
    maps = {
        font.ToUnicode.read_bytes()
        for page in document.pages
        for font in page.Resources.Font.values()
        if "/ToUnicode" in font
    }
    assert any(b"<00A0>" in cmap for cmap in maps)
    assert not any(b"<0000>" in cmap or b"<E0A0>" in cmap for cmap in maps)
