"""The innstilling keeps to PDF/A-2a and PDF/UA-1 by our own check, and that check finds what is wrong."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from kompetanse_desktop.documents.innstilling import render
from kompetanse_desktop.documents.signatories import Approval, Signing, Way
from kompetanse_desktop.domain.proposal import Standing
from kompetanse_desktop.domain.recommendation import Earlier, Version, changes_since, recommend
from kompetanse_desktop.text import LANGUAGES, Words
from tests.documents.reading import text_of
from tests.documents.rounds import MADE_AT, many_state, sample_state
from tests.helpers.pdf_check import elements, faults

EXTREMES = {
    "no spaces": "x" * 20_000,
    "long": "Eit langt avsnitt. " * 5_000,
    "emoji": "🦄🇳🇴👩‍👩‍👧 " * 50,
    "arabic": "مدرسة ابتدائية " * 30,
    "sámi": "Čáŋŋuheapmi ja ŧ đ š ž ŋ " * 30,
    "control": "\x00\x01\x07\x1b[31m\x7f\u202e\u200b\ufeff\ufffe\ud800 tekst",
    "markup": "<img src='/etc/passwd'/><a href='javascript:1'>x</a><b><para>&#0;]]>",
    "lines": "linje\n" * 400,
    "marks": "Z̸̡̢̛͖̭̈́͑͘a̷̢͓̍l̶̥̈́g̴̣͌o̸̱͘ " * 40,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_innstilling_is_as_the_standards_ask(language: str) -> None:
    before = sample_state()
    after = replace(before, standings={**before.standings, "21-01": Standing(conditions="Rapport")})
    version = Version(2, "0f" * 32, Earlier(1, datetime(2021, 4, 12), changes_since(before, after)))
    for recommendation in (recommend(before, MADE_AT), recommend(after, MADE_AT, version)):
        assert faults(render(recommendation, Words(language))) == []


@pytest.mark.parametrize(
    "signing",
    [Signing(Way.HAND, Way.HAND), Signing(Way.EITHER, Way.HAND), Signing(Approval("Ås", MADE_AT), Way.EITHER)],
    ids=["by hand", "one of each", "approved"],
)
def test_every_way_of_signing_is(signing: Signing) -> None:
    assert faults(render(recommend(sample_state(), MADE_AT), Words("nn"), signing)) == []


@pytest.mark.parametrize("count", [0, 1, 20, 120])
def test_few_and_many_are(count: int) -> None:
    assert faults(render(recommend(many_state(count), MADE_AT), Words("nn"))) == []


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_extreme_text_is(text: str) -> None:
    state = sample_state(present=text, agreement=text)
    proposals = dict(state.proposals)
    for ref in ("21-01", "21-08", "21-09", "21-10"):
        proposals[ref] = replace(
            proposals[ref], title=text[:3000], applicant=text[:2000], network=text[:500],
            participants=(text[:2000],) * 3, universities=(text[:500],), statped=text,
            target_text=text, measure_text=text,
        )  # fmt: skip
    standing = Standing(reason=text, conditions=text)
    state = replace(state, proposals=proposals, standings={**state.standings, "21-01": standing, "21-09": standing})
    document = render(recommend(state, MADE_AT), Words("nn"))
    assert faults(document) == []
    assert "412 000 kr" in text_of(document)


@pytest.fixture(scope="module")
def good() -> bytes:
    return render(recommend(sample_state(), MADE_AT), Words("nn"))


def _element(pdf: Pdf, role: str) -> pikepdf.Object:
    return next(one for one in elements(pdf.Root.StructTreeRoot) if "/" + role == one.S)


def _font(pdf: Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def _field(pdf: Pdf) -> pikepdf.Object:
    return pdf.pages[-1].Annots[0]


def _figure_without_alt(pdf: Pdf) -> None:
    _element(pdf, "P").S = Name.Figure


def _header_as_data(pdf: Pdf) -> None:
    for one in elements(_element(pdf, "Table")):
        if one.S == Name.TH:
            one.S = Name.TD


def _head_without_scope(pdf: Pdf) -> None:
    del _element(pdf, "TH")["/A"]


def _content_not_in_the_tree(pdf: Pdf) -> None:
    del _element(pdf, "H1")["/K"]


def _not_in_the_parent_tree(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums[1][0] = None


def _content_that_is_not_there(pdf: Pdf) -> None:
    _element(pdf, "H1").K = Array([_element(pdf, "H1").K, 999])


def _untagged(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"q 0 0 10 10 re f Q")


def _mark_never_ends(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"/Artifact BMC")


def _short_row(pdf: Pdf) -> None:
    del _element(pdf, "TR").K[0]


def _metadata(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def spoil(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new))

    return spoil


def _link(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("elsewhere"))
    pdf.pages[0].Annots = Array(
        [pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action, F=4))]
    )


def _file_inside(pdf: Pdf) -> None:
    pdf.attachments["x.txt"] = b"x"


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _cmap_to_nothing(pdf: Pdf) -> None:
    stream = _font(pdf).ToUnicode
    stream.write(stream.read_bytes().replace(b"endbfchar", b"<FE> <0000>\nendbfchar"))


SPOILT: dict[str, tuple[Callable[[Pdf], object], str]] = {
    "not marked": (lambda pdf: pdf.Root.__delitem__("/MarkInfo"), "tagged"),
    "no language": (lambda pdf: pdf.Root.__delitem__("/Lang"), "language"),
    "file name for a title": (lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "title"),
    "no tree": (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "structure tree"),
    "no parent tree": (lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/ParentTree"), "parent tree"),
    "no metadata": (lambda pdf: pdf.Root.__delitem__("/Metadata"), "metadata"),
    "another part": (_metadata(b"<pdfaid:part>2", b"<pdfaid:part>1"), "pdfaid:part"),
    "a lower level": (_metadata(b"conformance>A<", b"conformance>B<"), "conformance"),
    "not for everybody": (_metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>7"), "pdfuaid"),
    "two titles": (_metadata(b"Innstilling:", b"Anna:"), "two titles"),
    "no colours": (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "colours"),
    "no alt": (_figure_without_alt, "no text in its place"),
    "head as data": (_header_as_data, "no header cell"),
    "head of what": (_head_without_scope, "head of"),
    "another type": (lambda pdf: setattr(_element(pdf, "P"), "S", Name.Blink), "no standard type"),
    "a level left out": (lambda pdf: setattr(_element(pdf, "H2"), "S", Name.H3), "level 1 to 3"),
    "a short row": (_short_row, "same length"),
    "content in no element": (_content_not_in_the_tree, "isn't in the structure tree"),
    "content in no parent tree": (_not_in_the_parent_tree, "isn't in the structure tree"),
    "an element of nothing": (_content_that_is_not_there, "which page 1 hasn't"),
    "paint outside": (_untagged, "neither tagged nor artifacts"),
    "a mark without end": (_mark_never_ends, "don't stand beside each other"),
    "no font": (lambda pdf: _font(pdf).FontDescriptor.__delitem__("/FontFile2"), "not in the file"),
    "signs without meaning": (lambda pdf: _font(pdf).__delitem__("/ToUnicode"), "what its signs mean"),
    "signs that mean nothing": (_cmap_to_nothing, "to nothing"),
    "tab order": (lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"), "tab key"),
    "a nameless field": (lambda pdf: _field(pdf).__delitem__("/TU"), "doesn't say what it is"),
    "a field outside the tree": (lambda pdf: _field(pdf).__delitem__("/StructParent"), "field on page"),
    "a hidden field": (lambda pdf: setattr(_field(pdf), "F", 6), "hidden"),
    "a link": (_link, "link to somewhere else"),
    "a file inside": (_file_inside, "a file inside it"),
    "a script": (_script, "a script"),
}


@pytest.mark.parametrize(("spoil", "said"), SPOILT.values(), ids=SPOILT)
def test_what_is_wrong_is_found(good: bytes, spoil: Callable[[Pdf], object], said: str) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        spoil(pdf)
        found = faults(pdf)
    assert any(said in fault for fault in found), found
