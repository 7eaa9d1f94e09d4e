#!/usr/bin/env python3
"""Keep the catalogues of words in step with the code: a developer's tool, needs Babel.

    python installer/catalogues.py                    take in new messages, drop old ones, compile
    python installer/catalogues.py --merge FILE …     the same, with translations from these files first
    python installer/catalogues.py --missing          print what still lacks a translation, to be filled in

A file of translations is JSON: ``{"English message": {"nn": "…", "nb": "…"}}``, and for one and
several ``{"{count} card|{count} cards": {"nn": ["…", "…"], "nb": ["…", "…"]}}``.

English is the language of the code, so its catalogue says the messages themselves. The headers
carry no dates: the same code and words give the same bytes.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kompetanse_desktop"
LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("nn", "nb", "en")
KEYWORDS = {"say": 1, "saying": 1, "Saying": 1, "Refusal": 1, "DiskRefusal": 1, "__init__": 1, "N_": 1, "say_count": 2}
"""What says a message, and how many of its first arguments are messages."""

Key = str | tuple[str, str]
"""A message, or a message for one and for several."""


class PlainCatalog(Catalog):
    """A catalogue whose header says only what a reader of it needs: language, plural forms, encoding."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give the header's lines, without dates or names."""
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def po_file(language: str) -> Path:
    """Give the catalogue that people write in."""
    return LOCALE / language / "LC_MESSAGES" / "kompetanse.po"


def mo_file(language: str) -> Path:
    """Give the catalogue that the program reads."""
    return po_file(language).with_suffix(".mo")


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Find the calls that say something, with the name each goes by: plain, as a method, in f-strings too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in KEYWORDS:
                yield name, node


def key_of(name: str, call: ast.Call) -> Key | None:
    """Give the message a call says, None when it isn't written out there.

    The syntax tree is read here, not Babel's own extractor, which before Python 3.12 misses what
    stands inside an f-string.
    """
    texts = [arg.value for arg in call.args[: KEYWORDS[name]] if isinstance(arg, ast.Constant)]
    match texts:
        case [str(message)] if KEYWORDS[name] == 1:
            return message
        case [str(one), str(many)]:
            return one, many
    return None


def extract(package: Path = PACKAGE) -> dict[Key, set[str]]:
    """Find every message in the code, with the files it stands in."""
    found: dict[Key, set[str]] = {}
    for path in sorted(package.rglob("*.py")):
        for name, call in calls(ast.parse(path.read_bytes(), path.name)):
            if key := key_of(name, call):
                found.setdefault(key, set()).add(path.relative_to(package.parent).as_posix())
    return found


def read(language: str) -> dict[Key, Any]:
    """Read a catalogue's translations: text, or a pair for one and several; empty where there is none yet."""
    path = po_file(language)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, ignore_obsolete=True, abort_invalid=True)
    return {_key(m): m.string for m in catalogue if m.id}


def _key(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def build(language: str, messages: Mapping[Key, set[str]], words: Mapping[Key, Any]) -> PlainCatalog:
    """Make the catalogue of these messages with these words."""
    catalogue = PlainCatalog(locale=language, header_comment="# The words of kompetanse_desktop.", fuzzy=False)
    for key, files in messages.items():
        own = key if language == "en" else words.get(key) or ("" if isinstance(key, str) else ("", ""))
        catalogue.add(key, own, locations=[(name, 0) for name in sorted(files)])
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """Write a catalogue for people: sorted, with the files each message stands in."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, include_lineno=False)
    return buffer.getvalue()


def mo_bytes(language: str) -> bytes:
    """Compile the catalogue on the disk for the program."""
    catalogue = PlainCatalog(locale=language, fuzzy=False)
    for key, words in read(language).items():
        catalogue.add(key, words)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update(merge: Mapping[str, Mapping[Key, Any]] | None = None) -> None:
    """Bring all catalogues in step with the code; ``merge`` has new words by language."""
    messages = extract()
    for language in LANGUAGES:
        words = {**read(language), **(merge or {}).get(language, {})}
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        _replace(po_file(language), po_bytes(build(language, messages, words)))
        _replace(mo_file(language), mo_bytes(language))


def _replace(path: Path, content: bytes) -> None:
    """Write a file at one stroke: a program that starts meanwhile reads the old one or the new one, whole."""
    if path.exists() and path.read_bytes() == content:
        return
    fresh = path.with_suffix(path.suffix + ".new")
    fresh.write_bytes(content)
    os.replace(fresh, path)


def read_words(files: list[Path]) -> dict[str, dict[Key, Any]]:
    """Read files of translations (see the top); raises ValueError when one is not as it should be."""
    words: dict[str, dict[Key, Any]] = {language: {} for language in LANGUAGES}
    for file in files:
        for message, by_language in json.loads(file.read_text("utf-8")).items():
            for language, said in by_language.items():
                if language not in words:
                    raise ValueError(f"{file.name}: {message!r}: no such language: {language}")
                if isinstance(said, str):
                    words[language][message] = said
                else:
                    one, many = message.split("|")
                    words[language][(one, many)] = tuple(said)
    return words


def missing() -> dict[str, dict[str, Any]]:
    """Give the messages that lack words in some language, in the form that ``--merge`` takes."""
    lacking: dict[str, dict[str, Any]] = {}
    known = {language: read(language) for language in LANGUAGES}
    for key in extract():
        for language in LANGUAGES:
            said = known[language].get(key)
            if not said or (not isinstance(said, str) and not all(said)):
                name = key if isinstance(key, str) else "|".join(key)
                lacking.setdefault(name, {})[language] = "" if isinstance(key, str) else ["", ""]
    return lacking


def fields(message: str) -> set[str]:
    """Give the names in a message's braces; raises ValueError when the braces are wrong."""
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def main(argv: list[str] | None = None) -> int:
    """Do what the command line asks; 1 when something still lacks a translation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--merge", nargs="+", type=Path, default=[], metavar="FILE", help="translations to take in")
    parser.add_argument("--missing", action="store_true", help="change nothing, print what lacks a translation")
    options = parser.parse_args(argv)
    if not options.missing:
        update(read_words(options.merge))
    lacking = missing()
    if options.missing:
        print(json.dumps(lacking, ensure_ascii=False, indent=1))
    else:
        print(f"{len(extract())} messages, {len(lacking)} without a translation")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
