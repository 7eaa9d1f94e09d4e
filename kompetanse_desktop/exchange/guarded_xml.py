"""Read XML from outside without letting it define, fetch or nest anything beyond reason. For docx, ods and XFDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree import ElementTree
from xml.parsers import expat

from kompetanse_desktop.exchange.refusals import Stopped

MOST_DEPTH = 400
MOST_TREE = 80_000_000
"""Bytes of XML that are made a tree of, which takes several times as much memory."""

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


def walk(xml: bytes, start: Start, end: End | None = None, text: Callable[[str], None] | None = None) -> None:
    """Tell of each element as it comes, named ``namespace}local``.

    Raises Stopped for XML that is damaged, defines a document type or entities, or nests too deep.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise Stopped("damaged")
        start(name, attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name)

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Stopped("damaged") from None


def _refuse(*_: object) -> None:
    raise Stopped("bad_parts")


def tree(xml: bytes) -> ElementTree.Element:
    """Read the whole as a tree, elements named ``namespace}local``. Raises Stopped as ``walk``, and for huge ones."""
    if len(xml) > MOST_TREE:
        raise Stopped("too_large")
    builder: ElementTree.TreeBuilder = ElementTree.TreeBuilder()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        builder.start(name, dict(attributes))

    def end(name: str) -> None:
        builder.end(name)

    walk(xml, start, end, builder.data)
    root = builder.close()
    if root is None:
        raise Stopped("damaged")
    return root
